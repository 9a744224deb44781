// A drill while it is held: each step is started, ended and judged; the draft stays in this browser until it is kept.
import { useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useEffect, useState } from "react";
import { get, useWrite } from "@/api/hooks";
import { date } from "@/design/date";
import { useDraft } from "@/frame/drafts";
import { useGo } from "@/frame/Link";
import { Page } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { NoPermission, QueryState, StateBox, useWriteBlock, WriteProblem } from "@/frame/states";
import { useUrlState, whole } from "@/frame/url-state";
import { useLanguage, useTexts } from "@/text";
import styles from "./backup.module.css";
import { clockText, type DrillDraft, type DrillStep, drillRecord, stepsOfPlan, totalTime } from "./drill";
import { drillTexts } from "./drillTexts";
import { EngineDrillSection } from "./EngineDrillSection";
import type { EngineSummary } from "./engineDrill";
import { engineTexts } from "./engineTexts";
import { type PlanRecord, readPlanRecord } from "./model";
import { Tabs } from "./Tabs";
import { backupTexts } from "./text";

export default function NewDrill() {
  const t = useTexts(backupTexts);
  const d = useTexts(drillTexts);
  const can = useCan();
  const [{ plan: id }] = useUrlState({ plan: whole(0) });
  const query = useQuery({ ...get("/api/v1/plans/{id}", { path: { id } }), enabled: id > 0 && can("backup.drill") });
  const record = query.data && readPlanRecord(query.data.text);
  return (
    <Page
      crumbs={[{ name: t.title, to: "/backup" }, { name: d.drillsTitle, to: "/drills" }, { name: t.newDrill }]}
      answer={query.data ? d.drillOf(query.data.name) : undefined}
      note={d.drillsNote}
      tools={<Tabs />}
    >
      {!can("backup.drill") ? (
        <NoPermission permission="backup.drill" />
      ) : id === 0 ? (
        <StateBox title={d.drillsNone} />
      ) : (
        <QueryState query={query}>
          {(data) =>
            record ? (
              <Drill key={id} id={id} revision={data.revision} name={data.name} plan={record} />
            ) : (
              <StateBox title={d.drillsNone} />
            )
          }
        </QueryState>
      )}
    </Page>
  );
}

function Drill({ id, revision, name, plan }: { id: number; revision: number; name: string; plan: PlanRecord }) {
  const d = useTexts(drillTexts);
  const e = useTexts(engineTexts);
  const language = useLanguage();
  const go = useGo();
  const block = useWriteBlock();
  const [initial] = useState<DrillDraft>(() => ({
    plan: id,
    revision,
    name: d.drillOf(name).slice(0, 200),
    participants: "",
    steps: stepsOfPlan(plan, language),
  }));
  const [draft, setDraft, clear] = useDraft(`drill.${id}`, initial);
  const [engine, setEngine] = useState<EngineSummary>();
  const [now, setNow] = useState(Date.now());
  const runs = draft.steps.some((step) => step.started !== null && step.ended === null);
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [runs]);
  const save = useWrite("post", "/api/v1/drills", { changes: ["/api/v1/drills"] });
  const change = (at: number, more: Partial<DrillStep>) =>
    setDraft({ ...draft, steps: draft.steps.map((step, i) => (i === at ? { ...step, ...more } : step)) });
  const open = draft.steps.filter((step) => step.passed === null).length;
  // A verdict ends the step's clock; without a start it took no time that anybody measured.
  const judge = (at: number, passed: boolean) => {
    const step = draft.steps[at];
    const stamp = Date.now();
    change(at, { passed, ended: step?.started != null ? (step.ended ?? stamp) : null });
  };
  return (
    <div className={styles.drill}>
      <div className={styles.form}>
        <div className={styles.actions}>
          <label htmlFor="drill-name">
            {d.name}{" "}
            <Input
              id="drill-name"
              value={draft.name}
              maxLength={200}
              style={{ width: 360 }}
              onChange={(event) => setDraft({ ...draft, name: event.target.value })}
            />
          </label>
          <label htmlFor="drill-people">
            {d.participants}{" "}
            <Input
              id="drill-people"
              value={draft.participants}
              placeholder={d.participantsHint}
              style={{ width: 320 }}
              onChange={(event) => setDraft({ ...draft, participants: event.target.value })}
            />
          </label>
          <span>
            {d.clock} <span className={styles.clock}>{clockText(totalTime(draft.steps, now))}</span>
          </span>
        </div>
        <table className={styles.steps}>
          <thead>
            <tr>
              <th scope="col">#</th>
              <th scope="col">{d.steps}</th>
              <th scope="col">{d.elapsed}</th>
              <th scope="col">{d.outcome}</th>
              <th scope="col">{d.stepNote}</th>
            </tr>
          </thead>
          <tbody>
            {draft.steps.map((step, i) => (
              <tr
                key={`${String(i)}${step.text}`}
                data-current={(step.started !== null && step.ended === null) || undefined}
              >
                <td>{i + 1}</td>
                <td>{step.text}</td>
                <td>
                  {step.started === null ? (
                    <Button
                      size="small"
                      aria-label={`${d.start} ${i + 1}`}
                      onClick={() => {
                        setNow(Date.now());
                        change(i, { started: Date.now() });
                      }}
                    >
                      {d.start}
                    </Button>
                  ) : (
                    <>
                      <span className="number">{clockText((step.ended ?? now) - step.started)}</span>{" "}
                      {step.ended === null ? (
                        <Button
                          size="small"
                          aria-label={`${d.stop} ${i + 1}`}
                          onClick={() => change(i, { ended: Date.now() })}
                        >
                          {d.stop}
                        </Button>
                      ) : null}
                    </>
                  )}
                </td>
                <td>
                  <span className={styles.verdict}>
                    <Button
                      size="small"
                      type={step.passed === true ? "primary" : "default"}
                      aria-pressed={step.passed === true}
                      aria-label={`${d.pass} ${i + 1}`}
                      onClick={() => judge(i, true)}
                    >
                      {d.pass}
                    </Button>
                    <Button
                      size="small"
                      type={step.passed === false ? "primary" : "default"}
                      aria-pressed={step.passed === false}
                      aria-label={`${d.fail} ${i + 1}`}
                      onClick={() => judge(i, false)}
                    >
                      {d.fail}
                    </Button>
                  </span>
                </td>
                <td>
                  <Input
                    size="small"
                    value={step.note}
                    maxLength={500}
                    aria-label={`${d.stepNote} ${i + 1}`}
                    onChange={(event) => change(i, { note: event.target.value })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <WriteProblem error={save.error} />
        <div className={styles.actions}>
          <Button
            type="primary"
            loading={save.isPending}
            disabled={open > 0 || draft.name.trim() === "" || block !== undefined}
            title={block}
            onClick={() =>
              save.mutate(
                {
                  body: {
                    name: draft.name.trim(),
                    classification: "restricted",
                    text: JSON.stringify(drillRecord(draft, date(new Date()), language, engine)),
                    links: [{ role: "plan", target_kind: "record", target_id: String(id), target_version: revision }],
                  },
                },
                {
                  onSuccess: ({ data }) => {
                    clear();
                    go(`/drills/${data.id}`);
                  },
                },
              )
            }
          >
            {d.finish}
          </Button>
          {open > 0 ? <span>{d.finishOpen(open)}</span> : null}
          <Button onClick={clear}>{d.discard}</Button>
          <span className="caption">
            {d.draftKept}
            {engine ? ` · ${e.kept}` : ""}
          </span>
        </div>
      </div>
      <EngineDrillSection id={id} plan={plan} onResult={setEngine} />
    </div>
  );
}
