// Will my files go in, what would they change, which rows are wrong? Steps that can be left and come back to; nothing is
// written before the last.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { type ReactNode, useState } from "react";
import { get, refresh, useWrite } from "@/api/hooks";
import { full } from "@/design/number";
import { useDataset } from "@/frame/dataset";
import { Link, useGo } from "@/frame/Link";
import { Page } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { Loading, NoPermission, StateBox, WriteProblem } from "@/frame/states";
import { text, useUrlState } from "@/frame/url-state";
import { useTexts } from "@/text";
import styles from "./data.module.css";
import { outcomeOf } from "./faults";
import { type ChosenFile, taken, twice } from "./files";
import { ImportFiles } from "./ImportFiles";
import { ImportReportStep } from "./ImportReport";
import { ImportDone, ImportSubmit } from "./ImportSubmit";
import { type Importing, useImporting } from "./import-store";
import { importTexts } from "./import-text";
import { rowsOf, sentText } from "./mend";
import { totals } from "./model";
import { AreaNav } from "./parts";
import { dataTexts } from "./text";

const steps = ["files", "report", "submit", "done"] as const;
const versionsPath = "/api/v1/datasets/{name}/versions" as const;

export default function Import() {
  const t = useTexts(dataTexts);
  const can = useCan();
  const dataset = useDataset();
  const [named, setNamed] = useState("");
  if (!can("dataset.check") && !can("dataset.import")) {
    return (
      <Frame answer={t.mayNot}>
        <NoPermission permission="dataset.check" />
      </Frame>
    );
  }
  if (dataset.isLoading) {
    return (
      <Frame>
        <Loading />
      </Frame>
    );
  }
  const name = dataset.name || named;
  if (!name) {
    return (
      <Frame>
        <NewDataset onName={setNamed} />
      </Frame>
    );
  }
  return <Steps key={name} name={name} newest={dataset.version ?? 0} />;
}

function Frame({ answer, note, children }: { answer?: string; note?: string; children: ReactNode }) {
  const t = useTexts(dataTexts);
  return (
    <Page
      crumbs={[{ name: t.title, to: "/data" }, { name: t.import }]}
      answer={answer ?? t.importAnswer}
      note={note}
      filters={<AreaNav here="/import" />}
    >
      {children}
    </Page>
  );
}

function NewDataset({ onName }: { onName: (name: string) => void }) {
  const t = useTexts(dataTexts);
  const [name, setName] = useState("");
  const good = /^[a-z][a-z0-9_-]{0,39}$/.test(name);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (good) onName(name);
      }}
    >
      <label htmlFor="new-dataset">{t.newDataset}</label>
      <Input id="new-dataset" value={name} onChange={(event) => setName(event.target.value)} maxLength={40} />
      <p className="caption">{t.newDatasetHint}</p>
      <div>
        <Button type="primary" htmlType="submit" disabled={!good}>
          {t.goChoose}
        </Button>
      </div>
    </form>
  );
}

function Steps({ name, newest }: { name: string; newest: number }) {
  const t = useTexts(dataTexts);
  const own = useTexts(importTexts);
  const go = useGo();
  const client = useQueryClient();
  const [state, set] = useImporting(name);
  const [{ step }] = useUrlState({ step: text("files") });
  const versions = useQuery({ ...get(versionsPath, { path: { name } }), enabled: newest > 0 });
  const run = useWrite("post", versionsPath);
  const to = (next: string) => go("/data/import", { step: next === "files" ? undefined : next });

  const files = taken(state.files);
  const isCurrent = state.report?.files === state.files;
  const isStale = state.report !== undefined && state.report.report.before !== newest && state.made === undefined;
  const start = () => {
    to("report");
    set({ report: undefined, made: undefined });
    const body = { files: Object.fromEntries(files.map((file) => [file.as ?? "", sentText(file)])), expected: newest };
    run.mutate(
      { path: { name }, query: { dry_run: true }, body },
      {
        onSuccess: ({ data }) => set({ report: { report: data, files: state.files } }),
        onError: (error) => (error.isStale ? refresh(client, ["/api/v1/datasets"]) : undefined),
      },
    );
  };
  const onFile = (file: ChosenFile) =>
    set((now) => ({ files: now.files.map((one) => (one.name === file.name ? file : one)), made: undefined }));
  const pending = mendCount(state.files) - mendCount(state.report?.files ?? []);
  const mayRun = files.length > 0 && twice(state.files) === undefined;
  const report = state.report?.report;
  const again = (
    <Button type="primary" onClick={start} disabled={!mayRun} loading={run.isPending}>
      {t.runAgain}
    </Button>
  );
  const blocked =
    state.files.length === 0 ? (
      <StateBox
        title={t.noFiles}
        actions={
          <Button type="primary" onClick={() => to("files")}>
            {t.goChoose}
          </Button>
        }
      />
    ) : run.isPending ? (
      <>
        <p role="status">{t.running}</p>
        <Loading />
      </>
    ) : report === undefined ? (
      run.error ? null : (
        <StateBox title={t.noReport} actions={again}>
          <p>{t.stay}</p>
        </StateBox>
      )
    ) : undefined;
  return (
    <Frame answer={useAnswer(state, newest, versions.data?.items.length)} note={step === "done" ? undefined : t.stay}>
      <ol className={styles.steps}>
        {steps.map((one) => (
          <li key={one} data-here={one === step || undefined} aria-current={one === step ? "step" : undefined}>
            {one === step || (one === "done" && state.made === undefined) ? (
              <span>{t.steps[one]}</span>
            ) : (
              <Link to="/data/import" query={{ step: one === "files" ? undefined : one }}>
                {t.steps[one]}
              </Link>
            )}
          </li>
        ))}
      </ol>
      {isStale && step !== "files" ? (
        <Alert
          className={styles.alert}
          type="warning"
          showIcon
          title={t.staleTitle(String(report?.before ?? 0))}
          description={t.staleText}
          action={again}
        />
      ) : null}
      {!isStale && report && !isCurrent && step !== "files" && step !== "done" ? (
        <Alert
          className={styles.alert}
          type="warning"
          showIcon
          title={pending > 0 ? own.pending(full(pending)) : t.changedSince}
          action={again}
        />
      ) : null}
      {run.error && step === "report" ? (
        <div className={styles.alert}>
          <WriteProblem error={run.error} onReadNew={start} />
          <div className={styles.below}>{again}</div>
        </div>
      ) : null}
      {step === "report" || step === "submit" ? blocked : null}
      {step === "files" ? (
        <ImportFiles
          name={name}
          newest={newest}
          files={state.files}
          kept={state.kept}
          onFiles={(next) => set({ files: next, made: undefined })}
          onRun={start}
          mayRun={mayRun}
        />
      ) : null}
      {step === "report" && state.report && !run.isPending ? (
        <ImportReportStep
          report={state.report}
          files={state.files}
          onFile={onFile}
          versions={versions.data?.items ?? []}
          isGood={isCurrent && !isStale}
          onSubmit={() => to("submit")}
        />
      ) : null}
      {step === "submit" && state.report && blocked === undefined ? (
        <ImportSubmit
          name={name}
          report={state.report}
          isGood={isCurrent && !isStale}
          onMade={(made) => {
            set({ made });
            to("done");
          }}
          onAgain={start}
        />
      ) : null}
      {step === "done" && state.made !== undefined ? (
        <ImportDone
          name={name}
          version={state.made}
          onAnother={() => {
            set({ files: [], report: undefined, made: undefined });
            to("files");
          }}
        />
      ) : null}
    </Frame>
  );
}

const mendCount = (files: readonly ChosenFile[]) => files.reduce((sum, file) => sum + (file.mends?.length ?? 0), 0);

function useAnswer(state: Importing, newest: number, versionCount: number | undefined): string {
  const t = useTexts(dataTexts);
  if (state.made !== undefined) return t.importDone(String(state.made));
  if (!state.report) {
    const files = taken(state.files);
    const rows = files.reduce((sum, file) => sum + rowsOf(file), 0);
    return files.length > 0 ? t.importChosen(full(files.length), full(rows)) : t.importAnswer;
  }
  const { report, files } = state.report;
  if (report.is_acceptable && !report.is_changed && versionCount) return t.importSame(String(newest));
  const out = outcomeOf(taken(files), report.faults ?? [], report.warning_faults ?? []);
  const head = t.importReady(full(out.in), full(out.look), full(out.out));
  if (!report.is_acceptable) return head + (out.out > 0 ? t.importRefused : t.importRefusedElsewhere);
  const { added, changed, removed } = totals(report.files);
  const levels = !report.levels_compared
    ? t.levelsNot
    : report.level_change_count
      ? t.levelsWould(full(report.level_change_count))
      : t.levelsNone;
  return head + t.importWould(full(added), full(changed), full(removed), levels);
}
