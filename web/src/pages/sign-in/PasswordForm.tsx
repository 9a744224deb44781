import { Button } from "antd";
import { useState } from "react";
import { useWrite } from "@/api/hooks";
import { WriteProblem } from "@/frame/states";
import { useTexts } from "@/text";
import { Field } from "./Field";
import styles from "./sign-in.module.css";
import { signInTexts } from "./text";

export function PasswordForm({ current: known, onDone }: { current: string; onDone: () => void }) {
  const t = useTexts(signInTexts);
  const [current, setCurrent] = useState(known);
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [differs, setDiffers] = useState(false);
  const change = useWrite("post", "/api/v1/me/password");
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setDiffers(next !== again);
        if (next === again && next !== "" && !change.isPending)
          change.mutate({ body: { current, new: next } }, { onSuccess: onDone });
      }}
    >
      <h1>{t.newTitle}</h1>
      <p>{t.newWhy}</p>
      {known ? null : (
        <Field label={t.current} value={current} onChange={setCurrent} secret autoComplete="current-password" />
      )}
      <Field
        label={t.next}
        value={next}
        onChange={setNext}
        secret
        hint={t.rules}
        autoComplete="new-password"
        autoFocus
      />
      <Field
        label={t.again}
        value={again}
        onChange={setAgain}
        secret
        autoComplete="new-password"
        problem={differs && next !== again ? t.differs : undefined}
      />
      <WriteProblem error={change.error} />
      <Button type="primary" htmlType="submit" block size="large" loading={change.isPending} disabled={next === ""}>
        {t.set}
      </Button>
    </form>
  );
}
