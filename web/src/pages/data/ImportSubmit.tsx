// Step three: why, and then whole or not at all. Step four: what was made, and whether to compute anew.

import { useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useId, useState } from "react";
import { refresh, useWrite } from "@/api/hooks";
import { useDraft } from "@/frame/drafts";
import { Link } from "@/frame/Link";
import { useMe } from "@/frame/session";
import { useWriteBlock, WriteProblem } from "@/frame/states";
import { useTexts } from "@/text";
import { AnalysisJob } from "./AnalysisJob";
import styles from "./data.module.css";
import { learn } from "./decisions";
import { taken } from "./files";
import type { Report } from "./import-store";
import { sentText } from "./mend";
import { dataTexts } from "./text";

interface Props {
  name: string;
  report: Report;
  isGood: boolean;
  onMade: (version: number) => void;
  onAgain: () => void;
}

export function ImportSubmit({ name, report: { report, files }, isGood, onMade, onAgain }: Props) {
  const t = useTexts(dataTexts);
  const id = useId();
  const client = useQueryClient();
  const [note, setNote, clearNote] = useDraft(`import.${name}`, "");
  const account = useMe().account.id;
  const [asked, setAsked] = useState(false);
  const block = useWriteBlock();
  const write = useWrite("post", "/api/v1/datasets/{name}/versions", {
    changes: ["/api/v1/datasets", "/api/v1/analyses"],
  });
  const passed = report.is_acceptable === true && report.is_changed;
  const lacks = note.trim() === "";
  const submit = () => {
    setAsked(true);
    if (lacks) return;
    write.mutate(
      {
        path: { name },
        body: {
          files: Object.fromEntries(taken(files).map((file) => [file.as ?? "", sentText(file)])),
          expected: report.before,
          note: note.trim(),
        },
      },
      {
        onSuccess: ({ data }) => {
          clearNote();
          void learn(account, name, taken(files));
          onMade(data.after);
        },
        onError: (error) => (error.isStale ? refresh(client, ["/api/v1/datasets"]) : undefined),
      },
    );
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p>{t.submitWhat(String(report.before), String(report.before + 1))}</p>
      <label htmlFor={id}>{t.reason}</label>
      <Input.TextArea
        id={id}
        value={note}
        rows={3}
        maxLength={1000}
        aria-describedby={`${id}-hint`}
        status={asked && lacks ? "error" : undefined}
        onChange={(event) => setNote(event.target.value)}
      />
      <p id={`${id}-hint`} className="caption" role={asked && lacks ? "alert" : undefined}>
        {asked && lacks ? t.reasonNeeded : t.reasonHint}
      </p>
      {write.error ? <WriteProblem error={write.error} onReadNew={onAgain} /> : null}
      <div className={styles.below}>
        <Button
          type="primary"
          htmlType="submit"
          loading={write.isPending}
          disabled={!passed || !isGood || block !== undefined}
        >
          {write.isPending ? t.submitting : t.submit}
        </Button>
        <span className="caption">{block ?? (passed ? "" : t.submitBlocked)}</span>
      </div>
    </form>
  );
}

export function ImportDone({ name, version, onAnother }: { name: string; version: number; onAnother: () => void }) {
  const t = useTexts(dataTexts);
  return (
    <>
      <div className={styles.below} style={{ marginTop: 0 }}>
        <Link to={`/data/versions/${version}`}>{t.versionDone(String(version))}</Link>
        <Button onClick={onAnother}>{t.another}</Button>
      </div>
      <AnalysisJob name={name} version={version} offer={t.offerAnalysis} />
    </>
  );
}
