// The drill that the model runs, beside the one that people hold.
import { Button } from "antd";
import { useEffect, useState } from "react";
import { isKnownJob, useJob } from "@/api/jobs";
import { Missing } from "@/design/marks";
import { percent } from "@/design/number";
import { Section } from "@/frame/Page";
import { useMe } from "@/frame/session";
import { Failure } from "@/frame/states";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./backup.module.css";
import { type EngineDrill, type EngineDrills, type EngineSummary, engineRequest, worstFirst } from "./engineDrill";
import { engineTexts } from "./engineTexts";
import { unitText } from "./format";
import type { PlanRecord } from "./model";
import { Progress } from "./Progress";

const lengths = [30, 60, 90, 180];

export function EngineDrillSection({
  id,
  plan,
  onResult,
}: {
  id: number;
  plan: PlanRecord;
  onResult: (summary: EngineSummary | undefined) => void;
}) {
  const t = useTexts(engineTexts);
  const account = useMe().account.id;
  const [days, setDays] = useState(plan.summary.horizon_days);
  const [asked, setAsked] = useState<number>();
  const request = engineRequest(id, plan, days);
  const started = request && (asked === days || isKnownJob("backup_drill", request, account));
  const { query, progress } = useJob<EngineDrills>("backup_drill", started ? request : undefined, account);
  const data = started ? query.data : undefined;
  useEffect(() => {
    const summary = data?.result.summary;
    onResult(data && summary && { job: data.jobId, drills: summary.drills, passed: summary.passed });
  }, [data, onResult]);
  return (
    <Section title={t.title}>
      <p className="caption">{t.about(days)}</p>
      {request === undefined ? (
        <p className={styles.nothing}>{t.noItems}</p>
      ) : (
        <div className={styles.actions}>
          <label htmlFor="drill-days">
            {t.failureDays}{" "}
            <select
              id="drill-days"
              className={styles.box}
              value={days}
              onChange={(event) => setDays(Number(event.target.value))}
            >
              {[...new Set([...lengths, plan.summary.horizon_days])]
                .sort((a, b) => a - b)
                .map((one) => (
                  <option key={one}>{one}</option>
                ))}
            </select>
          </label>
          {data ? null : (
            <Button loading={query.isFetching} onClick={() => setAsked(days)}>
              {t.run}
            </Button>
          )}
        </div>
      )}
      {started && query.isFetching ? <Progress progress={progress} name={t.running} /> : null}
      {started && query.error ? <Failure error={query.error} retry={() => void query.refetch()} /> : null}
      {data ? (
        <>
          {data.isPartial ? <p role="status">{t.partial}</p> : null}
          <Result result={data.result} plan={plan} />
        </>
      ) : null}
    </Section>
  );
}

function Result({ result, plan }: { result: EngineDrills; plan: PlanRecord }) {
  const t = useTexts(engineTexts);
  const { summary } = result;
  return (
    <>
      <p role="status">
        <b>{t.answer(summary.passed, summary.drills, result.failure_days)}</b>
      </p>
      <div className={styles.caseBox} tabIndex={0} role="region" aria-label={t.title}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t.result}</th>
              <th scope="col">{t.without}</th>
              <th scope="col">{t.with}</th>
              <th scope="col" data-align="right">
                {t.missing} <span className="caption">{t.unit}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {worstFirst(result.drills).map((drill) => (
              <Row key={drill.product} drill={drill} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="caption">
        {t.source(plan.dataset.name, plan.dataset.version, result.horizon_days, percent(1 - result.tolerance, 0))}
      </p>
    </>
  );
}

function Row({ drill }: { drill: EngineDrill }) {
  const t = useTexts(engineTexts);
  const language = useLanguage();
  const { without_backups: without, with_backups: planned, proposals = [] } = drill;
  const day = (at: number | null | undefined) => (at == null ? t.never : t.day(at));
  if (!without || !planned)
    return (
      <tr>
        <td colSpan={4}>
          {nameIn(language, drill)} · {t.notRun}: {t.skips[drill.not_run as keyof typeof t.skips] ?? drill.not_run}
        </td>
      </tr>
    );
  const [proposal] = proposals;
  return (
    <tr>
      <td>
        {nameIn(language, drill)} ·{" "}
        {drill.passed ? without.first_short_day === null ? t.noNeed : t.passed : <b>{t.failed}</b>}
        {drill.passed ? null : (
          <div className="caption">
            {proposal ? `${t.proposal}${language === "zh" ? "：" : ": "}` : t.noProposal}
            {proposal ? nameIn(language, { name_zh: proposal.text_zh, name_en: proposal.text_en }) : null}
          </div>
        )}
      </td>
      <td>{day(without.first_short_day)}</td>
      <td>{day(planned.first_short_day)}</td>
      <td data-align="right">
        {Number.isFinite(planned.missing_cny) ? unitText(planned.missing_cny, language) : <Missing />}
      </td>
    </tr>
  );
}
