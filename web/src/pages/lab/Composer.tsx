// Shocks and assumptions of the next run, as a form or as text; runs it, follows it, stops it.
import { PlayCircleOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Checkbox, Segmented } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { useKeys } from "@/frame/keys";
import { useCan } from "@/frame/session";
import { useWriteBlock, WriteProblem } from "@/frame/states";
import { useLanguage, useTexts } from "@/text";
import { Assumptions } from "./Assumptions";
import { Field } from "./controls";
import { DrawsForm } from "./DrawsForm";
import { type Draft, noDraft } from "./draft";
import { drawTexts } from "./draw-text";
import { mostDrawnDays } from "./draws";
import styles from "./lab.module.css";
import { Measures } from "./Measures";
import { measureTexts } from "./measure-text";
import { useNames } from "./queries";
import { ReadyMade, SaveScenario } from "./Scenarios";
import { ShockRow } from "./ShockRow";
import { SubjectSearch } from "./SubjectSearch";
import {
  editFaultsOf,
  effective,
  emptyScenario,
  type Fault,
  faultsOf,
  readScenario,
  type Subject,
  shockOn,
  withShock,
  withValue,
} from "./scenario";
import { labTexts } from "./text";
import type { RunJob } from "./useRunJob";
import { bilingual } from "./words";
import { Faults, YamlView } from "./YamlView";

export interface ComposerProps {
  draft: Draft;
  dataset: string;
  isStale: boolean;
  hasRun: boolean;
  job: RunJob;
  opened: string | undefined;
  onOpened: (id: string | undefined) => void;
  onDraft: (draft: Draft) => void;
  onRevert: () => void;
}

export function Composer({ draft, dataset, isStale, hasRun, job, opened, onOpened, onDraft, onRevert }: ComposerProps) {
  const t = useTexts(labTexts);
  const drawWords = useTexts(drawTexts);
  const measureWords = useTexts(measureTexts);
  const language = useLanguage();
  const can = useCan();
  const blocked = useWriteBlock();
  const { name } = useNames(dataset);
  const [asText, setAsText] = useState(false);
  const [adding, setAdding] = useState(false);
  const { text, muted } = draft;
  const { form, faults: syntax } = readScenario(text);
  // What the server found in the text that was sent last; it goes when the text changes.
  const [told, setTold] = useState<{ text: string; faults: Fault[]; edits: string[] }>({
    text: "",
    faults: [],
    edits: [],
  });
  const refusal = job.error?.status === 422 ? job.error.detail : (job.ended?.error ?? "");
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the text as it was when the answer came
  useEffect(() => {
    if (refusal) setTold({ text, faults: faultsOf(refusal), edits: editFaultsOf(refusal) });
  }, [refusal]);
  const isMuted = muted.length > 0;
  const server = told.text === text ? told.faults : [];
  const editFaults = told.text === text ? told.edits : [];
  const faults = syntax.length > 0 ? syntax : isMuted ? server.map((one) => ({ ...one, line: undefined })) : server;
  const on = form?.shocks.filter((shock) => !muted.includes(shock.id)) ?? [];
  const faultOf = (id: string) => {
    const place = on.findIndex((shock) => shock.id === id);
    return server.find((fault) => fault.path?.startsWith(`events[${place}]`))?.message;
  };
  const change = (next: string) => onDraft({ ...draft, text: next });
  const add = (subject: Subject & { name?: string }) => {
    const shock = shockOn(text, subject);
    change(withShock(text, shock));
    onOpened(shock.id);
    setAdding(false);
  };
  const mayRun = can("scenario.run");
  const why = !mayRun
    ? t.cannotRun
    : (blocked ??
      (!form
        ? t.yamlBroken
        : on.length === 0
          ? t.nothingToRun
          : draft.draws.count * form.horizon > mostDrawnDays
            ? drawWords.tooMany(mostDrawnDays)
            : undefined));
  const run = () => {
    if (why !== undefined || job.isBusy || !form) return;
    job.start({
      dataset,
      scenario: effective(text, muted),
      compareSwitching: draft.compareSwitching,
      measures: draft.measures,
      draws: draft.draws,
      name: (bilingual(form.name, language) || form.id).slice(0, 200),
    });
  };
  useKeys([
    { keys: "r", name: t.runKey, run },
    { keys: "a", name: t.addFrom, run: () => setAdding(true) },
  ]);
  return (
    <section className={styles.composer} aria-label={t.compose}>
      <div className={styles.composerHead}>
        <h2>{t.compose}</h2>
        <Segmented
          size="small"
          value={asText ? "yaml" : "form"}
          options={[
            { value: "form", label: t.form },
            { value: "yaml", label: t.yaml },
          ]}
          onChange={(next) => setAsText(next === "yaml")}
        />
      </div>
      <div className={styles.composerTools}>
        <ReadyMade onPick={(next) => onDraft({ ...noDraft, text: next, draws: draft.draws })} />
        <Button size="small" onClick={() => onDraft({ ...noDraft, text: emptyScenario(t.own), draws: draft.draws })}>
          {t.fresh}
        </Button>
        {mayRun ? (
          <SaveScenario text={effective(text, muted)} name={form ? bilingual(form.name, language) : ""} />
        ) : null}
      </div>
      {asText ? (
        <YamlView text={text} faults={faults} onText={change} />
      ) : form ? (
        <>
          <Field label={t.scenarioName}>
            {(id) => (
              <input
                id={id}
                className={styles.text}
                value={bilingual(form.name, language)}
                maxLength={100}
                onChange={(event) => {
                  const path = typeof form.name === "object" ? ["name", language] : ["name"];
                  if (event.target.value !== "") change(withValue(text, path, event.target.value));
                }}
              />
            )}
          </Field>
          <Faults faults={server.filter((fault) => !fault.path?.startsWith("events["))} />
          <ol className={styles.shocks} aria-label={t.shocks(form.shocks.length)}>
            {form.shocks.map((shock, i) => (
              <ShockRow
                key={shock.id || i}
                shock={shock}
                index={i}
                text={text}
                dataset={dataset}
                name={name}
                muted={muted.includes(shock.id)}
                open={opened === shock.id}
                fault={faultOf(shock.id)}
                onOpen={() => onOpened(opened === shock.id ? undefined : shock.id)}
                onText={change}
                onMute={(off) =>
                  onDraft({
                    ...draft,
                    muted: off ? [...muted, shock.id] : muted.filter((one) => one !== shock.id),
                  })
                }
              />
            ))}
          </ol>
          {form.shocks.length === 0 ? <p className="caption">{t.noShocks}</p> : null}
          {adding ? (
            <div className={styles.adding}>
              <SubjectSearch dataset={dataset} label={t.addFrom} focused onPick={add} />
              <p className="caption">{t.addHint}</p>
            </div>
          ) : (
            <Button
              size="small"
              block
              type="dashed"
              icon={<PlusOutlined aria-hidden="true" />}
              onClick={() => setAdding(true)}
            >
              {t.addShock}
            </Button>
          )}
          <details className={styles.more}>
            <summary>
              {t.assumptions}
              <span className="caption">
                {" "}
                {t.days(form.horizon)} · {t.defaultStock} {t.days(form.defaultDays)} · {t.switchingOn}:{" "}
                {form.switching.enabled ? t.yes : t.no}
              </span>
            </summary>
            <Assumptions form={form} text={text} dataset={dataset} name={name} onText={change} />
          </details>
          <details className={styles.more} open={draft.measures.length > 0 || editFaults.length > 0 || undefined}>
            <summary>
              {measureWords.title}
              <span className="caption"> {draft.measures.length || t.absent}</span>
            </summary>
            <Measures
              measures={draft.measures}
              form={form}
              dataset={dataset}
              name={name}
              faults={editFaults}
              onMeasures={(measures) => onDraft({ ...draft, measures, compareSwitching: false })}
            />
          </details>
        </>
      ) : (
        <>
          <p>{t.yamlBroken}</p>
          <Faults faults={faults} />
        </>
      )}
      <div className={styles.runBox}>
        {draft.measures.length > 0 ? null : (
          <Checkbox
            checked={draft.compareSwitching}
            onChange={(event) => onDraft({ ...draft, compareSwitching: event.target.checked })}
          >
            {t.compareSwitching}
          </Checkbox>
        )}
        <DrawsForm draws={draft.draws} onDraws={(draws) => onDraft({ ...draft, draws })} />
        <RunState job={job}>
          <Button
            type="primary"
            block
            icon={<PlayCircleOutlined aria-hidden="true" />}
            disabled={why !== undefined}
            onClick={run}
            title={why ?? t.runHint}
          >
            {t.run}
          </Button>
          <p className="caption">{why ?? (isStale || !hasRun ? t.runHint : t.sameInput)}</p>
        </RunState>
        {job.error && server.length + editFaults.length === 0 ? (
          <WriteProblem error={job.error} onReadNew={job.keepAgain} />
        ) : null}
        {isStale && hasRun ? (
          <Button size="small" type="text" onClick={onRevert}>
            {t.revert}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

/** How far the job is, with a way to stop it; the button while there is none. */
function RunState({ job, children }: { job: RunJob; children: ReactNode }) {
  const t = useTexts(labTexts);
  const found = job.job;
  if (!job.isBusy) {
    const ended = job.ended;
    return (
      <>
        {children}
        {ended ? (
          <p role="status" className={ended.state === "cancelled" ? "caption" : styles.fault}>
            {ended.state === "cancelled" ? t.cancelled : ended.state === "timed_out" ? t.timedOut : t.failed}
            {ended.state !== "cancelled" && ended.error && faultsOf(ended.error).length === 0 ? `: ${ended.error}` : ""}
          </p>
        ) : null}
      </>
    );
  }
  const note = found?.note ? (t.notes[found.note as keyof typeof t.notes] ?? "") : "";
  return (
    <div className={styles.progress} role="status" aria-live="polite">
      <progress value={found?.progress ?? 0} max={1} aria-label={t.running} />
      <span>
        {job.isKeeping
          ? t.keeping
          : found?.state === "running"
            ? `${t.running}${note ? ` · ${note}` : ""}`
            : t.queued(job.ahead)}
      </span>
      {found && !job.isKeeping ? (
        <Button size="small" onClick={job.cancel}>
          {t.cancel}
        </Button>
      ) : null}
    </div>
  );
}
