// Account, password and, where one is asked for, the code of the authenticator.
import { useQuery } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useEffect, useState } from "react";
import { request } from "@/api/client";
import { get } from "@/api/hooks";
import type { ApiError } from "@/api/problem";
import type { Me } from "@/frame/session";
import { frameTexts } from "@/frame/texts";
import { useTexts } from "@/text";
import { Field } from "./Field";
import styles from "./sign-in.module.css";
import { signInTexts } from "./text";

export function SignInForm({
  onDone,
  again,
}: {
  onDone: (me: Me, password: string) => void;
  /** Who was signed in, where a session has ended under an open page. */
  again?: string;
}) {
  const t = useTexts(signInTexts);
  const frame = useTexts(frameTexts);
  const system = useQuery(get("/api/v1/system"));
  const [name, setName] = useState(again ?? "");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [wantsCode, setWantsCode] = useState(false);
  const [error, setError] = useState<ApiError>();
  const [missing, setMissing] = useState<"name" | "password" | "code">();
  const [busy, setBusy] = useState(false);
  const wait = useCountdown(error);

  useEffect(() => {
    if (again === undefined) document.title = `${t.title} · ${frame.appName}`;
  }, [t, frame, again]);

  const submit = async () => {
    const lacks =
      name.trim() === "" ? "name" : password === "" ? "password" : wantsCode && code.trim() === "" ? "code" : undefined;
    setMissing(lacks);
    if (lacks || busy || wait > 0) return;
    setBusy(true);
    try {
      const { data } = await request("post", "/api/v1/sign-in", {
        body: { name: name.trim(), password, ...(code.trim() ? { code: code.trim() } : {}) },
      });
      onDone(data, password);
    } catch (cause) {
      const problem = cause as ApiError;
      if (problem.code === "code_needed") {
        setWantsCode(true);
        setError(undefined);
      } else {
        setError(problem);
        setCode("");
      }
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {again === undefined ? <h1>{t.title}</h1> : null}
      {system.data && !system.data.is_set_up ? <Alert type="info" title={t.notSetUp} /> : null}
      <Field
        label={t.name}
        value={name}
        onChange={setName}
        autoComplete="username"
        autoFocus={again === undefined}
        problem={missing === "name" ? t.needName : undefined}
      />
      <Field
        label={t.password}
        value={password}
        onChange={setPassword}
        secret
        autoComplete="current-password"
        autoFocus={again !== undefined}
        problem={missing === "password" ? t.needPassword : undefined}
      />
      {wantsCode ? (
        <Field
          label={t.code}
          value={code}
          onChange={setCode}
          hint={t.codeHint}
          autoComplete="one-time-code"
          autoFocus
          problem={missing === "code" ? t.needCode : undefined}
        />
      ) : null}
      {error ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={error.isOffline ? frame.offline : error.detail || error.message}
          description={
            error.retryAfter
              ? wait > 90
                ? t.waitMinutes(Math.ceil(wait / 60))
                : wait > 0
                  ? t.wait(wait)
                  : t.waitNow
              : undefined
          }
        />
      ) : null}
      <Button type="primary" htmlType="submit" block size="large" loading={busy} disabled={wait > 0}>
        {busy ? t.checking : t.submit}
      </Button>
      <p className="caption">{t.help}</p>
    </form>
  );
}

// Seconds until the server lets one try again.
function useCountdown(error: ApiError | undefined): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const end = Date.now() + (error?.retryAfter ?? 0) * 1000;
    const look = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    look();
    const timer = setInterval(look, 500);
    return () => clearInterval(timer);
  }, [error]);
  return left;
}
