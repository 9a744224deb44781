// The contract, and one request at a time sent with one's own session: what is refused here is refused everywhere.

import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { useState } from "react";
import type { Operation } from "@/api/contract";
import { FormButtons, Labelled, SelectBox } from "@/frame/Form";
import { Link } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { useMe } from "@/frame/session";
import { Loading } from "@/frame/states";
import { text, useUrlState } from "@/frame/url-state";
import { useLanguage, useTexts } from "@/text";
import styles from "./help.module.css";
import { examples, fill, pretty } from "./send";
import { helpTexts } from "./text";

const fields = { op: text(), q: text() };
const shownCharacters = 200_000;

export default function ApiPage() {
  const t = useTexts(helpTexts);
  const [state, set] = useUrlState(fields);
  const contract = useQuery({
    queryKey: ["contract"],
    queryFn: async () => (await import("@/api/contract.json")).default as unknown as { operations: Operation[] },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const all = contract.data?.operations ?? [];
  const sought = state.q.trim().toLowerCase();
  const shown = all.filter((one) =>
    `${one.method} ${one.path} ${one.summary} ${one.id}`.toLowerCase().includes(sought),
  );
  const groups = [...new Set(shown.map((one) => one.group))];
  const chosen = all.find((one) => one.id === state.op);
  return (
    <Page
      crumbs={[{ name: t.title, to: "/help" }, { name: t.apiTitle }]}
      answer={contract.data ? t.apiAnswer(all.length) : undefined}
      note={t.apiNote}
      tools={
        <a href="/api/openapi.yaml" target="_blank" rel="noreferrer">
          openapi.yaml
        </a>
      }
      filters={
        <Input
          size="small"
          style={{ width: 260 }}
          aria-label={t.findOperation}
          placeholder={t.findOperation}
          allowClear
          value={state.q}
          onChange={(event) => set({ q: event.target.value }, "replace")}
        />
      }
      fills
    >
      {contract.isPending ? (
        <Loading />
      ) : (
        <div className={styles.api}>
          <nav className={styles.list} aria-label={t.operation}>
            {groups.map((group) => (
              <section key={group}>
                <h3>{group}</h3>
                {shown
                  .filter((one) => one.group === group)
                  .map((one) => (
                    <button
                      key={one.id}
                      type="button"
                      className={styles.operation}
                      aria-current={one.id === state.op || undefined}
                      onClick={() => set({ op: one.id })}
                    >
                      <b className={styles.method}>{one.method}</b>
                      <code>{one.path}</code>
                      <span>{one.summary}</span>
                    </button>
                  ))}
              </section>
            ))}
          </nav>
          <div className={styles.detail}>
            {chosen ? <Sender key={chosen.id} operation={chosen} /> : <p className="caption">{t.choose}</p>}
          </div>
        </div>
      )}
    </Page>
  );
}

interface Answer {
  status: number;
  words: string;
  headers: [string, string][];
  body: string;
  ms: number;
}

function Sender({ operation }: { operation: Operation }) {
  const t = useTexts(helpTexts);
  const language = useLanguage();
  const me = useMe();
  const [values, setValues] = useState<Record<string, string>>(() => examples(operation));
  const [body, setBody] = useState(() =>
    operation.body?.type === "application/json" ? JSON.stringify(operation.body.example ?? {}, null, 2) : "",
  );
  const [answer, setAnswer] = useState<Answer>();
  const [busy, setBusy] = useState(false);
  const [sure, setSure] = useState(false);
  const changes = operation.method !== "get";
  const isJson = operation.body?.type === "application/json";
  const { url, headers, missing } = fill(operation, values);
  const badJson = isJson && !isReadable(body);
  const send = async () => {
    setBusy(true);
    const begun = performance.now();
    try {
      const all: Record<string, string> = { "Accept-Language": language, ...headers };
      if (changes && me.csrf_token) all["X-CSRF-Token"] = me.csrf_token;
      if (operation.body) all["Content-Type"] = operation.body.type;
      const response = await fetch(url, {
        method: operation.method.toUpperCase(),
        headers: all,
        body: operation.body ? body : undefined,
        credentials: "same-origin",
      });
      const bytes = await response.arrayBuffer();
      const type = response.headers.get("content-type") ?? "";
      const words = /json|text|yaml/.test(type)
        ? pretty(new TextDecoder().decode(bytes))
        : bytes.byteLength > 0
          ? t.binary(bytes.byteLength)
          : "";
      setAnswer({
        status: response.status,
        words: response.statusText,
        headers: [...response.headers],
        body: words,
        ms: Math.round(performance.now() - begun),
      });
    } catch (error) {
      setAnswer({ status: 0, words: String(error), headers: [], body: "", ms: 0 });
    } finally {
      setBusy(false);
      setSure(false);
    }
  };
  const access =
    operation.access === "public" ? t.public : operation.access === "signed_in" ? t.signedIn : operation.access;
  return (
    <>
      <div>
        <h2>
          <span className={styles.method}>{operation.method}</span> <code>{operation.path}</code>
        </h2>
        <p>{operation.summary}</p>
        <p className="caption">
          {t.access} {access}
        </p>
      </div>
      {operation.parameters.length > 0 ? (
        <Section title={t.parameters}>
          <div className={styles.grid}>
            {operation.parameters.map((one) => (
              <Labelled
                key={one.name}
                label={`${one.name} (${one.in})`}
                required={one.required || one.in === "path"}
                hint={one.name === "If-Match" ? t.ifMatch : [one.schema.type].flat().filter(Boolean).join(" | ")}
              >
                {(field) =>
                  one.schema.enum ? (
                    <SelectBox
                      {...field}
                      value={values[one.name] ?? ""}
                      onChange={(value) => setValues({ ...values, [one.name]: value })}
                      options={one.schema.enum.map((value) => ({ value: String(value), label: String(value) }))}
                    />
                  ) : (
                    <Input
                      {...field}
                      value={values[one.name] ?? ""}
                      onChange={(event) => setValues({ ...values, [one.name]: event.target.value })}
                    />
                  )
                }
              </Labelled>
            ))}
          </div>
        </Section>
      ) : null}
      {operation.body ? (
        <Section title={t.body} extra={<code className="caption">{operation.body.type}</code>}>
          <Input.TextArea
            aria-label={isJson ? t.body : t.fileBody}
            autoSize={{ minRows: 4, maxRows: 18 }}
            spellCheck={false}
            style={{ fontFamily: "ui-monospace, Consolas, monospace", fontSize: 12 }}
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
          {badJson ? <p className="caption">{t.badJson}</p> : null}
        </Section>
      ) : null}
      <code>{url}</code>
      {missing.length > 0 ? (
        <p className="caption">
          {t.lacking}: {missing.join(", ")}
        </p>
      ) : null}
      {changes && sure ? (
        <Alert
          type="warning"
          showIcon
          title={t.changes}
          action={
            <Button type="primary" onClick={() => void send()} loading={busy}>
              {t.confirmChange}
            </Button>
          }
        />
      ) : (
        <FormButtons
          label={t.send}
          busy={busy}
          may={missing.length === 0 && !badJson}
          onSave={() => (changes ? setSure(true) : void send())}
        />
      )}
      {answer ? (
        <Section
          title={`${t.answerOf} ${answer.status} ${answer.words}`}
          extra={<span className="caption">{t.took(answer.ms)}</span>}
        >
          <pre className={styles.pre} tabIndex={0} data-answer={answer.status}>
            {answer.body.slice(0, shownCharacters)}
          </pre>
          {answer.body.length > shownCharacters ? <p className="caption">{t.large}</p> : null}
          <details>
            <summary>{t.headers}</summary>
            <pre className={styles.pre} tabIndex={0}>
              {answer.headers.map(([name, value]) => `${name}: ${value}`).join("\n")}
            </pre>
          </details>
        </Section>
      ) : null}
      <p className="caption">
        <Link to="/me">tenon_…</Link>
      </p>
    </>
  );
}

function isReadable(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
