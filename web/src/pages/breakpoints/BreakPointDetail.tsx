// One break point: how bad, how sure, why, what to do, who could help, what happened before.
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useParams } from "react-router";
import { ChartFrame } from "@/design/chart/ChartFrame";
import { dateTime } from "@/design/date";
import { LevelBadge } from "@/design/LevelBadge";
import { Missing } from "@/design/marks";
import { full, interval } from "@/design/number";
import { designTexts } from "@/design/texts";
import { pathOf } from "@/frame/areas";
import { useKeys } from "@/frame/keys";
import { Link, useGo } from "@/frame/Link";
import { NotFound } from "@/frame/NotFound";
import { Page, Section } from "@/frame/Page";
import { QueryState } from "@/frame/states";
import { frameTexts } from "@/frame/texts";
import { WithDataset } from "@/frame/WithDataset";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./break-points.module.css";
import { useMeasureEvidence } from "./evidence";
import { Facts } from "./Facts";
import { type Measure, mayBe, measures, type ProductView } from "./model";
import { Cases, Consequence, EvidenceSection, FirmRecord, Gaps, History, NextSteps, Remedy } from "./Pane";
import { productQuery, rankingQuery, registerQuery } from "./queries";
import { breakPointTexts } from "./text";
import { WhatIf } from "./WhatIf";

export default function BreakPointDetail() {
  const { kind, id = "" } = useParams();
  if (kind === "product") return <WithDataset>{(name) => <Product dataset={name} id={id} />}</WithDataset>;
  if (kind === "firm") return <WithDataset>{(name) => <Firm dataset={name} id={id} />}</WithDataset>;
  return <NotFound />;
}

function Firm({ dataset, id }: { dataset: string; id: string }) {
  const t = useTexts(breakPointTexts);
  const language = useLanguage();
  const record = useQuery(registerQuery(dataset, "firm", id));
  const point = record.data?.point;
  return (
    <Page
      crumbs={[{ name: t.title, to: "/breakpoints" }, { name: point ? nameIn(language, point) || id : id }]}
      note={point ? <LevelBadge level={point.level} /> : undefined}
      tools={<NextSteps row={{ subject_kind: "firm", id }} withOpen={false} />}
    >
      <FirmRecord dataset={dataset} id={id} />
    </Page>
  );
}

function Product({ dataset, id }: { dataset: string; id: string }) {
  const t = useTexts(breakPointTexts);
  const frame = useTexts(frameTexts);
  const language = useLanguage();
  const go = useGo();
  const product = useQuery(productQuery(dataset, id));
  const ranking = useQuery(rankingQuery(dataset));
  const evidence = useMeasureEvidence(dataset);
  useKeys([
    { keys: "Escape", name: frame.keyNames.back, run: () => go("/breakpoints", { sel: `product:${id}` }) },
    { keys: "e", name: t.evidence, run: () => void evidence({ subject_kind: "product", id }, "score") },
  ]);
  const names = (other: string) => {
    const row = ranking.data?.rows.find((one) => one.id === other);
    return row ? nameIn(language, row) : other;
  };
  const view = product.data;
  return (
    <Page
      crumbs={[{ name: t.title, to: "/breakpoints" }, { name: view ? nameIn(language, view) : id }]}
      about={view?.about}
      answer={view ? <Answer view={view} /> : undefined}
      note={view ? <Facts view={view} /> : undefined}
      tools={<NextSteps row={{ subject_kind: "product", id }} withOpen={false} />}
    >
      <QueryState query={product}>
        {(data) => (
          <div className={styles.cols}>
            <div>
              <Profile view={data} onEvidence={(measure) => void evidence({ subject_kind: "product", id }, measure)} />
              <Consequence view={data} names={names} />
              <WhatIf key={data.id} view={data} />
              <EvidenceSection view={data} />
              <Makers view={data} />
            </div>
            <div>
              <Remedy view={data} />
              <Links title={t.inputs} links={data.inputs} />
              <Links title={t.users} links={data.users} />
              <History view={data} />
              <Cases view={data} />
              <Gaps view={data} />
            </div>
          </div>
        )}
      </QueryState>
    </Page>
  );
}

function Answer({ view }: { view: ProductView }) {
  const t = useTexts(breakPointTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const point = view.break_point;
  const other = mayBe(point);
  return (
    <>
      {nameIn(language, view)}
      {language === "zh" ? "：" : ": "}
      {point.score === null
        ? t.noScore
        : `${words.numerals[point.level]}${language === "zh" ? "，" : ", "}${t.score} ${interval(point.score, point.score_low, point.score_high, language)}`}
      {other ? `${language === "zh" ? "；" : "; "}${t.mayBe(words.levels[other as keyof typeof words.levels])}` : ""}
    </>
  );
}

// The score and its three parts on one scale, the levels' thresholds behind.
function Profile({ view, onEvidence }: { view: ProductView; onEvidence: (measure: Measure) => void }) {
  const t = useTexts(breakPointTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const ranking = useQuery(rankingQuery(view.about.dataset));
  const clip = useId();
  const point = view.break_point;
  const rows = (["score", ...measures] as const).map((measure) => ({
    measure,
    value: point[measure],
    low: point[`${measure}_low`],
    high: point[`${measure}_high`],
  }));
  const width = 640;
  const left = language === "zh" ? 84 : 132;
  const x = (value: number) => left + value * (width - left - 150);
  const thresholds = ranking.data?.thresholds;
  const about = view.about;
  const scope = language === "zh" ? about.scope_zh : about.scope_en;
  return (
    <ChartFrame
      title={t.profile}
      subtitle={`${t.unit01} · ${t.range}`}
      alternative={t.profileAlt(
        nameIn(language, view),
        words.levels[point.level],
        interval(point.score, point.score_low, point.score_high, language),
      )}
      source={`${t.sourceOf(about.dataset, about.version, scope)} · ${dateTime(about.computed_at)}`}
      rows={rows}
      rowKey={(row) => row.measure}
      columns={[
        { id: "measure", title: t.measure, width: 120, value: (row) => t[row.measure] },
        {
          id: "value",
          title: t.value,
          width: 80,
          align: "right",
          value: (row) => row.value,
          cell: (row) => full(row.value, 3),
        },
        {
          id: "low",
          title: t.lowEnd,
          width: 80,
          align: "right",
          value: (row) => row.low,
          cell: (row) => full(row.low, 3),
        },
        {
          id: "high",
          title: t.highEnd,
          width: 80,
          align: "right",
          value: (row) => row.high,
          cell: (row) => full(row.high, 3),
        },
      ]}
    >
      <svg viewBox={`0 0 ${width} 192`} width="100%" style={{ maxWidth: 640 }} aria-hidden="true" id={clip}>
        {[0, 0.2, 0.4, 0.6, 0.8, 1].map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={36} y2={166} stroke="var(--line)" />
            <text x={x(tick)} y={182} fontSize={12} textAnchor="middle" fill="var(--text-2)">
              {tick}
            </text>
          </g>
        ))}
        {thresholds
          ? (["red", "orange", "yellow", "blue"] as const).map((level, i) => (
              <g key={level}>
                <line
                  x1={x(thresholds[level])}
                  x2={x(thresholds[level])}
                  y1={i % 2 ? 20 : 34}
                  y2={66}
                  stroke="var(--text-3)"
                  strokeDasharray="3 3"
                />
                <text
                  x={x(thresholds[level])}
                  y={i % 2 ? 14 : 28}
                  fontSize={12}
                  textAnchor="middle"
                  fill="var(--text-2)"
                >
                  {words.levels[level]} {thresholds[level]}
                </text>
              </g>
            ))
          : null}
        {rows.map((row, i) => {
          const y = 52 + i * 32;
          return (
            <g key={row.measure}>
              <text x={0} y={y + 4} fontSize={13} fontWeight={row.measure === "score" ? 600 : 400} fill="var(--text-1)">
                {t[row.measure]}
              </text>
              {row.value === null ? (
                <text x={x(0) + 4} y={y + 4} fontSize={12} fill="var(--text-2)">
                  {words.noData}
                </text>
              ) : (
                <>
                  {row.low !== null && row.high !== null ? (
                    <line
                      x1={x(row.low)}
                      x2={Math.max(x(row.high), x(row.low) + 2)}
                      y1={y}
                      y2={y}
                      stroke="var(--interval)"
                      strokeWidth={row.measure === "score" ? 10 : 7}
                      strokeOpacity={0.75}
                    />
                  ) : null}
                  <rect x={x(row.value) - 1.5} y={y - 9} width={3} height={18} fill="var(--median)" />
                  <text
                    x={x(1) + 14}
                    y={y + 4}
                    fontSize={13}
                    fill="var(--text-1)"
                    style={{ cursor: "pointer" }}
                    textDecoration="underline"
                    onClick={() => onEvidence(row.measure)}
                  >
                    {interval(row.value, row.low, row.high, language)}
                  </text>
                </>
              )}
            </g>
          );
        })}
      </svg>
    </ChartFrame>
  );
}

function Makers({ view }: { view: ProductView }) {
  const t = useTexts(breakPointTexts);
  const language = useLanguage();
  return (
    <Section title={`${t.makers}${view.makers?.length ? ` ${view.makers.length}` : ""}`}>
      {view.makers === null ? (
        <p className="caption">{t.makersHidden}</p>
      ) : view.makers.length === 0 ? (
        <p className="caption">{t.makersNone}</p>
      ) : (
        <table className={styles.links}>
          <thead>
            <tr>
              <th scope="col">{t.firm}</th>
              <th scope="col">{t.place}</th>
              <th scope="col">{t.control}</th>
              <th scope="col">{t.state}</th>
            </tr>
          </thead>
          <tbody>
            {view.makers.map((maker, i) => {
              const path = pathOf("firm", maker.firm_id);
              return (
                <tr key={`${maker.firm_id}${i}`}>
                  <td>{path ? <Link to={path}>{nameIn(language, maker)}</Link> : nameIn(language, maker)}</td>
                  <td>
                    {nameIn(language, {
                      name_zh: maker.region_zh ?? maker.country_zh ?? "",
                      name_en: maker.region_en ?? maker.country_en ?? "",
                    }) || <Missing />}
                    {maker.is_in_scope ? ` · ${t.inScope}` : ""}
                  </td>
                  <td>
                    {nameIn(language, { name_zh: maker.control_zh ?? "", name_en: maker.control_en ?? "" }) || (
                      <Missing />
                    )}
                  </td>
                  <td>{t.status[maker.status]}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Links({ title, links }: { title: string; links: ProductView["inputs"] }) {
  const t = useTexts(breakPointTexts);
  const language = useLanguage();
  return (
    <Section title={links.length ? `${title} ${links.length}` : title}>
      {links.length === 0 ? (
        <p className="caption">{t.linksNone}</p>
      ) : (
        <table className={styles.links}>
          <tbody>
            {links.map((link) => {
              const path = pathOf("product", link.id);
              return (
                <tr key={link.id}>
                  <td>
                    <LevelBadge level={link.level} compact />
                  </td>
                  <td>{path ? <Link to={path}>{nameIn(language, link)}</Link> : nameIn(language, link)}</td>
                  <td className="caption">{link.is_essential ? t.essential : t.optional}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Section>
  );
}
