// Who changed a brief when, and what: each revision beside the one before.
import { useQueries, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { get, useWrite } from "@/api/hooks";
import { dateTime } from "@/design/date";
import { Section } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { Loading, useWriteBlock, WriteProblem } from "@/frame/states";
import { useTexts } from "@/text";
import { WordsDiff } from "./DraftSide";
import { readBrief } from "./model";
import { noWords } from "./written";
import styles from "./written.module.css";
import { writtenTexts } from "./written-text";

const path = "/api/v1/briefs/{id}" as const;

export function Revisions({ id, newest, etag }: { id: number; newest: number; etag: string | undefined }) {
  const t = useTexts(writtenTexts);
  const can = useCan();
  const block = useWriteBlock();
  const [open, setOpen] = useState(0);
  const list = useQuery(get("/api/v1/briefs/{id}/revisions", { path: { id } }));
  const undo = useWrite("post", "/api/v1/briefs/{id}/undo", { changes: ["/api/v1/briefs"] });
  return (
    <Section title={t.revisions}>
      <ul style={{ listStyle: "none", padding: 0 }}>
        {(list.data?.items ?? []).map((one) => (
          <li key={one.revision} className={styles.revision}>
            {t.revision(one.revision)} · {dateTime(one.made_at)} · {one.made_by} {one.note ? `· ${one.note}` : ""}{" "}
            {one.revision > 1 ? (
              <Button
                size="small"
                aria-expanded={open === one.revision}
                onClick={() => setOpen(open === one.revision ? 0 : one.revision)}
              >
                {t.compare}
              </Button>
            ) : null}
            {one.revision < newest && can("brief.write") && etag ? (
              <Button
                size="small"
                disabled={block !== undefined || undo.isPending}
                onClick={() => undo.mutate({ path: { id }, body: { to: one.revision }, ifMatch: etag })}
              >
                {t.back(one.revision)}
              </Button>
            ) : null}
            {open === one.revision ? <Compared id={id} revision={one.revision} /> : null}
          </li>
        ))}
      </ul>
      <WriteProblem error={undo.error} />
    </Section>
  );
}

function Compared({ id, revision }: { id: number; revision: number }) {
  const [after, before] = useQueries({
    queries: [revision, revision - 1].map((one) => get(path, { path: { id }, query: { revision: one } })),
  });
  if (!after?.data || !before?.data) return <Loading />;
  const read = (text: string) => {
    const brief = readBrief(text);
    return { words: { ...noWords, ...brief?.words }, figures: brief?.figures ?? {}, language: brief?.language ?? "zh" };
  };
  const now = read(after.data.text);
  return <WordsDiff before={read(before.data.text)} after={now} language={now.language} />;
}
