// Break points of a version computed and recorded as a job of the server, with its progress.
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Progress } from "antd";
import { useState } from "react";
import { get, useWrite } from "@/api/hooks";
import { percent } from "@/design/number";
import { areaPath } from "@/frame/areas";
import { useDataset } from "@/frame/dataset";
import { Link } from "@/frame/Link";
import { useCan } from "@/frame/session";
import { useWriteBlock, WriteProblem } from "@/frame/states";
import { frameTexts } from "@/frame/texts";
import { useTexts } from "@/text";
import styles from "./data.module.css";
import { dataTexts } from "./text";

const open = ["queued", "running"];

export function AnalysisJob({ name, version, offer }: { name: string; version: number; offer?: string }) {
  const t = useTexts(dataTexts);
  const frame = useTexts(frameTexts);
  const can = useCan();
  const block = useWriteBlock();
  const { analysis } = useDataset();
  const [id, setId] = useState<number>();
  const submit = useWrite("post", "/api/v1/jobs", { changes: ["/api/v1/jobs"] });
  const cancel = useWrite("post", "/api/v1/jobs/{id}/cancel", { changes: ["/api/v1/jobs"] });
  const job = useQuery({
    ...get("/api/v1/jobs/{id}", { path: { id: id ?? 0 } }),
    enabled: id !== undefined,
    refetchInterval: (query) => (open.includes(query.state.data?.state ?? "queued") ? 1000 : false),
  });
  if (!can("break_point.configure")) {
    return (
      <p className="caption">
        {t.analysisNeeds}
        {": "}
        {frame.missingPermission("break_point.configure")}
      </p>
    );
  }
  const start = () =>
    submit.mutate(
      {
        body: {
          kind: "analyze",
          request: {
            dataset: name,
            version,
            ...(analysis ? { scope: analysis.scope } : {}),
            record: true,
            note: t.recordNote(String(version)),
          } as unknown as Record<string, never>,
        },
      },
      { onSuccess: ({ data }) => setId(data.id) },
    );
  const state = job.data?.state;
  const breakPoints = areaPath("breakpoints", can);
  return (
    <section className={styles.files} aria-label={t.record}>
      {id === undefined ? (
        <>
          {offer ? <p>{offer}</p> : null}
          <div className={styles.below} style={{ marginTop: 8 }}>
            <Button type={offer ? "primary" : "default"} onClick={start} loading={submit.isPending} disabled={!!block}>
              {t.record}
            </Button>
            <span className="caption">{block}</span>
          </div>
        </>
      ) : null}
      {submit.error ? <WriteProblem error={submit.error} /> : null}
      {id !== undefined && (state === undefined || open.includes(state)) ? (
        <div className={styles.form} role="status">
          <span>{state === "running" ? t.jobRunning(percent(job.data?.progress ?? 0, 0)) : t.jobQueued}</span>
          <Progress
            percent={Math.round((job.data?.progress ?? 0) * 100)}
            showInfo={false}
            aria-label={t.record}
            strokeColor="var(--primary)"
          />
          <div>
            <Button size="small" onClick={() => cancel.mutate({ path: { id } })}>
              {t.jobCancel}
            </Button>
          </div>
        </div>
      ) : null}
      {state === "done" ? (
        <p role="status">
          {t.jobDone} {breakPoints ? <Link to={breakPoints}>{t.seeBreakPoints}</Link> : null}
        </p>
      ) : null}
      {state && state !== "done" && !open.includes(state) ? (
        <Alert
          type="error"
          showIcon
          title={t.jobFailed}
          description={job.data?.error ?? state}
          action={<Button onClick={() => setId(undefined)}>{frame.retry}</Button>}
        />
      ) : null}
    </section>
  );
}
