// One break point: the questions that lead to its class with the values used, and its measures as the runs rank them.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { get } from "@/api/hooks";
import { isKnownJob, useJob } from "@/api/jobs";
import { dateTime } from "@/design/date";
import { IntervalStrip } from "@/design/IntervalStrip";
import { LevelBadge } from "@/design/LevelBadge";
import { ChainTag, Missing } from "@/design/marks";
import { full, percent, significant } from "@/design/number";
import { linearScale } from "@/design/scale";
import { areaPath } from "@/frame/areas";
import type { DatasetInUse } from "@/frame/dataset";
import { EvidenceTable } from "@/frame/EvidenceTable";
import { Link } from "@/frame/Link";
import { Section } from "@/frame/Page";
import { useCan, useMe } from "@/frame/session";
import { Failure, QueryState } from "@/frame/states";
import { useEvidenceLines } from "@/pages/breakpoints/evidence";
import { nameIn, useLanguage, useTexts } from "@/text";
import { inUnit, yuan } from "../backup/format";
import {
  answersOf,
  hasRange,
  type Measure,
  type MeasuresOfProduct,
  ordered,
  perCost,
  type RankingRow,
  type Remedies,
} from "./model";
import styles from "./remedies.module.css";
import { remedyTexts } from "./text";

export function Detail({ dataset, row }: { dataset: DatasetInUse; row: RankingRow }) {
  const t = useTexts(remedyTexts);
  const language = useLanguage();
  const can = useCan();
  const lines = useEvidenceLines();
  const product = useQuery(get("/api/v1/datasets/{name}/products/{id}", { path: { name: dataset.name, id: row.id } }));
  const subject = `product:${row.id}`;
  return (
    <section className={styles.detail} aria-label={nameIn(language, row)}>
      <header className={styles.head}>
        <LevelBadge level={row.level} />
        <h2>{nameIn(language, row)}</h2>
        <span className={styles.links}>
          <Link to={`/breakpoints/product/${encodeURIComponent(row.id)}`}>{t.openPoint}</Link>
          {areaPath("backup", can) ? (
            <Link to="/backup" query={{ for: subject }}>
              {t.openBackup}
            </Link>
          ) : null}
          <Link to="/briefs/new" query={{ for: subject }}>
            {t.openBrief}
          </Link>
        </span>
      </header>
      <QueryState query={product} rows={4}>
        {(view) => (
          <Section title={t.decision} extra={<ChainTag>{t.remedies[view.break_point.remedy.class]}</ChainTag>}>
            <ol className={styles.questions}>
              {answersOf(view.break_point.remedy.class).map((one, i, all) => (
                <li key={one.question}>
                  {t[one.question]} <b>{one.yes ? t.yes : t.no}</b>
                  {i === all.length - 1 ? ` ${t.leadsTo(t.remedies[view.break_point.remedy.class])}` : ""}
                </li>
              ))}
            </ol>
            <p>
              <span className="caption">{t.values}</span>{" "}
              {language === "zh" ? view.break_point.remedy.reason_zh : view.break_point.remedy.reason}
            </p>
            <p>
              <span className="caption">{t.action}</span>{" "}
              <b>{language === "zh" ? view.break_point.remedy.action_zh : view.break_point.remedy.action}</b>
            </p>
            <details>
              <summary>{t.facts(view.break_point.evidence.length)}</summary>
              <EvidenceTable inputs={lines(view.break_point.evidence)} />
            </details>
          </Section>
        )}
      </QueryState>
      <Measures dataset={dataset} id={row.id} />
    </section>
  );
}

function Measures({ dataset, id }: { dataset: DatasetInUse; id: string }) {
  const t = useTexts(remedyTexts);
  const account = useMe().account.id;
  const request = { dataset: dataset.name, version: dataset.version, products: [id] };
  const [asked, setAsked] = useState(() => isKnownJob("remedy", request, account));
  const { query, progress } = useJob<Remedies>("remedy", asked ? request : undefined, account);
  const found = query.data?.result.break_points[0];
  return (
    <Section title={t.measures}>
      {!asked ? (
        <div className={styles.ask}>
          <Button type="primary" onClick={() => setAsked(true)}>
            {t.evaluate}
          </Button>
          <span className="caption">{t.evaluateHint}</span>
        </div>
      ) : query.isError ? (
        <Failure error={query.error} retry={() => void query.refetch()} />
      ) : query.data && found ? (
        <Ranked
          product={found}
          result={query.data.result}
          source={`${t.source(dataset.name, dataset.version ?? 0)} · ${t.computed(dateTime(query.data.at))}`}
        />
      ) : (
        <p role="status" className={styles.waiting}>
          {t.evaluating(progress ? (progress.state === "queued" ? t.waiting : percent(progress.progress, 0)) : "")}
        </p>
      )}
    </Section>
  );
}

function Ranked({ product, result, source }: { product: MeasuresOfProduct; result: Remedies; source: string }) {
  const t = useTexts(remedyTexts);
  const language = useLanguage();
  const { lost_final_demand_cny: loss, measures } = product;
  const top = Math.max(...measures.map((one) => one.avoided_cny.high), loss.high, 1);
  const scale = linearScale(0, top);
  const primary = nameIn(language, { name_zh: product.primary_zh, name_en: product.primary_en });
  const lossText = hasRange(loss)
    ? `${yuan(loss.value, language)}${language === "zh" ? "（" : " ("}${yuan(loss.low, language)}–${yuan(loss.high, language)}${language === "zh" ? "）" : ")"}`
    : `${yuan(loss.value, language)}${language === "zh" ? "（" : " ("}${t.pointOnly}${language === "zh" ? "）" : ")"}`;
  const name = (one: Measure) => (language === "zh" ? one.zh : one.en);
  return (
    <>
      <p>
        {t.failure(primary, percent(product.primary_part, 0), result.failure_days, result.horizon_days)}
        {language === "zh" ? "。" : ". "}
        <b>{loss.value > 0 ? t.loss(lossText) : t.lossNone(result.horizon_days)}</b>
      </p>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t.measures}>
        <table className={styles.measures}>
          <thead>
            <tr>
              <th scope="col" title={t.byCostHint}>
                {t.byCost}
              </th>
              <th scope="col" title={t.byRobustHint}>
                {t.byRobust}
              </th>
              <th scope="col">{t.measures}</th>
              <th scope="col">
                {t.avoided} <span className="caption">{t.avoidedUnit}</span>
              </th>
              <th scope="col" data-align="right">
                {t.cost} <span className="caption">{t.costUnit}</span>
              </th>
              <th scope="col" data-align="right">
                {t.perCost}
              </th>
              <th scope="col" data-align="right">
                {t.days} <span className="caption">{t.daysUnit}</span>
              </th>
              <th scope="col" data-align="right">
                {t.scoreAfter}
              </th>
            </tr>
          </thead>
          <tbody>
            {ordered(measures).map((one) => {
              const ratio = perCost(one);
              const cost = inUnit(one.annual_cost_cny, language);
              return (
                <tr key={`${one.measure}${one.amount}`} data-off={!one.possible || undefined}>
                  <td>{one.rank_by_cost || <Missing why={one.possible ? t.perCostWhy : t.impossible} />}</td>
                  <td>{one.rank_by_robustness || <Missing why={one.possible ? t.perCostWhy : t.impossible} />}</td>
                  <td>
                    {name(one)} <ChainTag>{t.remedies[one.class]}</ChainTag>
                    <div className="caption">
                      {[
                        one.possible
                          ? `${t.who}${language === "zh" ? "：" : ": "}${language === "zh" ? one.who_zh : one.who_en}`
                          : "",
                        one.possible
                          ? ""
                          : `${t.impossible}${language === "zh" ? "：" : ": "}${t.impossibleWhy[one.measure as keyof typeof t.impossibleWhy] ?? t.impossibleWhy.other}`,
                        one.possible && one.supposes_capacity ? `† ${t.supposes}` : "",
                        one.possible && one.synthetic ? t.synthetic : "",
                      ]
                        .filter(Boolean)
                        .join(" · ")}
                    </div>
                  </td>
                  <td>
                    {one.possible ? (
                      <span className={styles.strip}>
                        <IntervalStrip
                          value={one.avoided_cny.value}
                          low={hasRange(one.avoided_cny) ? one.avoided_cny.low : null}
                          high={hasRange(one.avoided_cny) ? one.avoided_cny.high : null}
                          scale={scale}
                          width={64}
                          showValue={false}
                          format={(spread) => yuan(spread.value ?? 0, language)}
                        />
                        <span className="number">
                          {figure(inUnit(one.avoided_cny.value, language))}
                          {hasRange(one.avoided_cny) ? (
                            <span className="caption">
                              {" "}
                              {figure(inUnit(one.avoided_cny.low, language))}–
                              {figure(inUnit(one.avoided_cny.high, language))}
                            </span>
                          ) : null}
                        </span>
                      </span>
                    ) : (
                      <Missing why={t.impossible} />
                    )}
                  </td>
                  <td data-align="right">
                    {one.possible && one.annual_cost_cny > 0 ? (
                      <>
                        {figure(cost)}
                        {one.cost_once_cny ? (
                          <div className={`caption ${styles.nowrap}`}>
                            {t.onceText(yuan(one.cost_once_cny, language))}
                          </div>
                        ) : null}
                      </>
                    ) : (
                      <Missing why={one.possible ? t.costWhy : t.impossible} />
                    )}
                  </td>
                  <td data-align="right">
                    {ratio === undefined ? <Missing why={t.perCostWhy} /> : significant(ratio, 2)}
                  </td>
                  <td data-align="right">
                    {one.possible ? (
                      <>
                        {full(one.days_to_effect, 0)}
                        {one.days_assumed ? <span title={t.assumedDays}> ~</span> : null}
                      </>
                    ) : (
                      <Missing why={t.impossible} />
                    )}
                  </td>
                  <td data-align="right">
                    {one.score_after === null ? (
                      <Missing why={t.impossible} />
                    ) : (
                      <span className={styles.nowrap}>
                        {product.score === null ? "" : `${full(product.score, 2)} → `}
                        {full(one.score_after, 2)}
                      </span>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {product.pairs.length > 0 ? (
        <>
          <h3 className={styles.pairsHead}>{t.pairs}</h3>
          <ul className={styles.pairs}>
            {[...product.pairs]
              .sort((a, b) => b.avoided_cny - a.avoided_cny)
              .slice(0, 5)
              .map((pair) => {
                const [a, b] = [measures[pair.first], measures[pair.second]];
                if (!a || !b) return null;
                const size = yuan(Math.abs(pair.interaction_cny), language);
                const slight = Math.abs(pair.interaction_cny) < 0.005 * pair.avoided_cny;
                const words = slight ? t.additive : pair.interaction_cny < 0 ? t.overlap(size) : t.support(size);
                return (
                  <li key={`${pair.first} ${pair.second}`}>
                    {t.pairText(name(a), name(b), yuan(pair.avoided_cny, language), words)}
                  </li>
                );
              })}
          </ul>
        </>
      ) : null}
      <p className="caption">
        {source} · {t.assumedCost}
        {loss.value > 0
          ? ` · ${t.dependence(`${percent(product.dependence_low, 0)}–${percent(product.dependence_high, 0)}`)}`
          : ""}
      </p>
    </>
  );
}

function figure(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  return size >= 100 ? full(value, 0) : full(Number(significant(value, 3)));
}
