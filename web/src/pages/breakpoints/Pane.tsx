// What follows the selected row: the consequence of its loss, what to do, the evidence, the history, the cases.
import { CloseOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { date } from "@/design/date";
import { LevelBadge } from "@/design/LevelBadge";
import { ChainTag, RankRange } from "@/design/marks";
import { designTexts } from "@/design/texts";
import { areaPath, pathOf } from "@/frame/areas";
import { EvidenceTable } from "@/frame/EvidenceTable";
import { Link } from "@/frame/Link";
import { Section } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { frameTexts } from "@/frame/texts";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./break-points.module.css";
import { useEvidenceLines } from "./evidence";
import { mayBe, type ProductView, type RankingRow } from "./model";
import { productQuery, registerQuery } from "./queries";
import { breakPointTexts } from "./text";
import { WhatIf } from "./WhatIf";

export function PaneTitle({ row, onClose }: { row: RankingRow; onClose?: () => void }) {
  const frame = useTexts(frameTexts);
  const language = useLanguage();
  return (
    <span className={styles.paneTitle}>
      <LevelBadge level={row.level} maybe={mayBe(row)} />
      <b>{nameIn(language, row)}</b>
      {row.rank === null ? null : <RankRange rank={row.rank} low={row.rank_low} high={row.rank_high} />}
      {onClose ? (
        <>
          <NextSteps row={row} />
          <Button type="text" size="small" icon={<CloseOutlined />} aria-label={frame.close} onClick={onClose} />
        </>
      ) : null}
    </span>
  );
}

/** Where to go from here: only what pages exist for and permissions offer. */
export function NextSteps({
  row,
  withOpen = true,
}: {
  row: Pick<RankingRow, "subject_kind" | "id">;
  withOpen?: boolean;
}) {
  const t = useTexts(breakPointTexts);
  const can = useCan();
  const subject = `${row.subject_kind}:${row.id}`;
  const steps = [
    withOpen
      ? { name: t.open, path: `/breakpoints/${row.subject_kind}/${encodeURIComponent(row.id)}`, query: {} }
      : undefined,
    can("scenario.run") ? { name: t.lab, path: areaPath("lab", can), query: { shock: subject } } : undefined,
    { name: t.backup, path: areaPath("backup", can), query: { for: subject } },
    can("case.create") ? { name: t.newCase, path: areaPath("cases", can), query: { new: subject } } : undefined,
  ];
  return (
    <span className={styles.steps}>
      {steps.map((step) =>
        step?.path ? (
          <Link key={step.name} to={step.path} query={step.query} className={styles.step}>
            {step.name}
          </Link>
        ) : null,
      )}
    </span>
  );
}

// Side by side each part scrolls by itself, so each has a name and takes the focus.
function Part({ label, children }: { label: string | undefined; children: ReactNode }) {
  if (!label) return <div className={styles.part}>{children}</div>;
  return (
    <section aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

interface PaneProps {
  dataset: string;
  row: RankingRow;
  names: (id: string) => string;
  /** Side by side, for the lower pane. */
  columns?: boolean;
}

export function Pane(props: PaneProps) {
  return props.row.subject_kind === "product" ? (
    <ProductPane {...props} />
  ) : (
    <FirmRecord dataset={props.dataset} id={props.row.id} />
  );
}

function ProductPane({ dataset, row, names, columns }: PaneProps) {
  const t = useTexts(breakPointTexts);
  const product = useQuery(productQuery(dataset, row.id));
  return (
    <QueryState query={product} rows={5}>
      {(view) => (
        <div className={columns ? styles.paneColumns : undefined}>
          <Part label={columns ? t.consequence : undefined}>
            {columns ? null : <NextSteps row={row} />}
            <Consequence view={view} names={names} />
            <WhatIf key={view.id} view={view} />
            <Remedy view={view} />
          </Part>
          <Part label={columns ? t.evidence : undefined}>
            <EvidenceSection view={view} />
          </Part>
          <Part label={columns ? t.history : undefined}>
            <History view={view} />
            <Cases view={view} />
            <Gaps view={view} />
          </Part>
        </div>
      )}
    </QueryState>
  );
}

/** What the register holds about a firm: its level and how it came to it. */
export function FirmRecord({ dataset, id }: { dataset: string; id: string }) {
  const t = useTexts(breakPointTexts);
  const words = useTexts(designTexts);
  const record = useQuery(registerQuery(dataset, "firm", id));
  const level = (name: string) => words.levels[name as keyof typeof words.levels] ?? name;
  return (
    <QueryState query={record} rows={3}>
      {({ events }) => (
        <Section title={t.history}>
          <ol className={styles.history}>
            {[...events].reverse().map((event) => (
              <li key={`${event.analysis}${event.kind}`}>
                {t.events[event.kind as keyof typeof t.events] ?? event.kind}{" "}
                {event.level_before ? `${level(event.level_before)} → ` : ""}
                {level(event.level)}
                <div className="caption">
                  {t.analysisOnly(event.analysis)}
                  {event.score === null ? "" : ` · ${t.score} ${event.score.toFixed(2)}`}
                </div>
              </li>
            ))}
          </ol>
        </Section>
      )}
    </QueryState>
  );
}

export function Consequence({ view, names }: { view: ProductView; names: (id: string) => string }) {
  const t = useTexts(breakPointTexts);
  const language = useLanguage();
  const { lost_end_products: lost, evidence } = view.break_point;
  const own = evidence.find((line) => line.metric === "own_chain_loss");
  const name = nameIn(language, view);
  return (
    <Section title={t.consequence}>
      {lost.length === 0 ? (
        <p>{t.lostNone}</p>
      ) : (
        <>
          <p>
            {t.losing(name)}
            {own?.value === null || own === undefined ? null : (
              <>
                {t.ownLoss} <b className="number">{own.value.toFixed(0)}%</b>
                {language === "zh" ? "；" : "; "}
              </>
            )}
            {t.lost(lost.length)}
          </p>
          <ul className={styles.tags}>
            {lost.map((id) => {
              const path = pathOf("product", id);
              return <li key={id}>{path ? <Link to={path}>{names(id)}</Link> : names(id)}</li>;
            })}
          </ul>
        </>
      )}
    </Section>
  );
}

export function Remedy({ view }: { view: ProductView }) {
  const t = useTexts(breakPointTexts);
  const language = useLanguage();
  const { remedy, level_capped: capped } = view.break_point;
  return (
    <Section title={t.remedyHead} extra={<ChainTag>{t.remedies[remedy.class]}</ChainTag>}>
      <p>{language === "zh" ? remedy.action_zh : remedy.action}</p>
      <p className="caption">{language === "zh" ? remedy.reason_zh : remedy.reason}</p>
      {capped ? <p className="caption">{t.capped}</p> : null}
    </Section>
  );
}

export function EvidenceSection({ view }: { view: ProductView }) {
  const t = useTexts(breakPointTexts);
  const lines = useEvidenceLines();
  return (
    <Section title={`${t.evidence} ${view.break_point.evidence.length}`}>
      <EvidenceTable inputs={lines(view.break_point.evidence)} />
    </Section>
  );
}

export function History({ view }: { view: ProductView }) {
  const t = useTexts(breakPointTexts);
  const words = useTexts(designTexts);
  const level = (name: string) => words.levels[name as keyof typeof words.levels] ?? name;
  return (
    <Section title={t.history}>
      {view.history.length === 0 ? (
        <p className="caption">{t.historyNone}</p>
      ) : (
        <ol className={styles.history}>
          {[...view.history].reverse().map((event) => (
            <li key={`${event.analysis}${event.kind}`}>
              <time dateTime={event.at}>{date(event.at)}</time> {t.events[event.kind]}{" "}
              {event.level_before ? `${level(event.level_before)} → ` : ""}
              {level(event.level)}
              <div className="caption">
                {t.analysis(event.analysis, event.version)}
                {event.score === null ? "" : ` · ${t.score} ${event.score.toFixed(2)}`}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

export function Cases({ view }: { view: ProductView }) {
  const t = useTexts(breakPointTexts);
  return (
    <Section title={t.cases}>
      {view.cases === null ? (
        <p className="caption">{t.casesHidden}</p>
      ) : view.cases.length === 0 ? (
        <p className="caption">{t.casesNone}</p>
      ) : (
        <ul className={styles.cases}>
          {view.cases.map((one) => {
            const path = pathOf("case", one.id);
            return (
              <li key={one.id}>
                {path ? <Link to={path}>{one.id}</Link> : <span>{one.id}</span>}
                <span className="caption">
                  {one.is_final ? t.caseClosed : one.next_due ? t.caseDue(one.next_due) : t.caseOpen}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}

export function Gaps({ view }: { view: ProductView }) {
  const t = useTexts(breakPointTexts);
  const language = useLanguage();
  if (view.gaps.length === 0) return null;
  return (
    <Section title={t.gaps}>
      <ul className={styles.history}>
        {view.gaps.map((gap) => (
          <li key={gap.what}>{language === "zh" ? gap.text_zh : gap.text_en}</li>
        ))}
      </ul>
    </Section>
  );
}
