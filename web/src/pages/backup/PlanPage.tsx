// An accepted plan: what was decided, on which data, what more money would have bought, and what came of it.
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { get } from "@/api/hooks";
import { dateTime } from "@/design/date";
import { full, percent, points } from "@/design/number";
import { pathOf } from "@/frame/areas";
import { useDataset } from "@/frame/dataset";
import { Link } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./backup.module.css";
import { budgetText, yuan } from "./format";
import { moreBudget, type Plan, type PlanRecord, readPlanRecord, yuanPerWan } from "./model";
import { ByChain, PlanList, Uncovered } from "./PlanList";
import { Tabs } from "./Tabs";
import { backupTexts } from "./text";

export default function PlanPage() {
  const t = useTexts(backupTexts);
  const language = useLanguage();
  const can = useCan();
  const dataset = useDataset();
  const id = Number(useParams().id);
  const query = useQuery(get("/api/v1/plans/{id}", { path: { id } }));
  const record = query.data && readPlanRecord(query.data.text);
  const name = query.data?.name ?? "";
  const summary = record?.summary;
  const budget = summary?.budget_cny_a_year;
  const extra = budgetText(moreBudget, language);
  return (
    <Page
      crumbs={[{ name: t.title, to: "/backup" }, { name }]}
      answer={
        summary ? (
          <>
            {t.planAnswer(
              budget == null ? t.unlimited : budgetText(Math.round(budget / yuanPerWan), language),
              percent(summary.coverage_before),
              percent(summary.coverage_after),
              summary.covered_before,
              summary.covered_after,
              summary.items,
            )}
            {summary.more_coverage === undefined
              ? ""
              : `${language === "zh" ? "" : " "}${t.more(extra, points(summary.more_coverage, language))}`}
          </>
        ) : (
          name
        )
      }
      note={
        query.data && record ? (
          <>
            {t.frozen(record.dataset.version, dateTime(query.data.made_at), query.data.made_by)}
            {dataset.name === record.dataset.name && (dataset.version ?? 0) > record.dataset.version
              ? ` · ${t.newer(dataset.version ?? 0)}`
              : ""}
          </>
        ) : undefined
      }
      tools={<Tabs />}
      filters={
        record ? (
          <span className={styles.actions}>
            {can("backup.plan") ? (
              <Link to="/backup" query={deskQuery(record)}>
                {t.openDesk}
              </Link>
            ) : null}
            {can("backup.drill") ? (
              <Link to="/drills/new" query={{ plan: id }}>
                {t.newDrill}
              </Link>
            ) : null}
          </span>
        ) : undefined
      }
    >
      <QueryState query={query} rows={10}>
        {(data) => (record ? <Content record={record} note={data.note} /> : <pre>{data.text}</pre>)}
      </QueryState>
    </Page>
  );
}

function deskQuery({ options, summary }: PlanRecord): Record<string, string | number | undefined> {
  const part = (value: unknown) => (typeof value === "number" ? Math.round(value * 100) : undefined);
  const names = (value: unknown) => (Array.isArray(value) && value.length > 0 ? value.join(",") : undefined);
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return {
    b: summary.budget_cny_a_year == null ? undefined : Math.round(summary.budget_cny_a_year / yuanPerWan),
    goal: summary.goal === "loss" ? "loss" : undefined,
    chain: text(options.chain),
    lv: options.levels === "red,orange" ? undefined : text(options.levels),
    min: typeof options.least_backups === "number" ? options.least_backups : undefined,
    place: part(options.largest_place_part),
    local: part(options.local_part),
    firm: part(options.largest_firm_part),
    prov: names(options.provinces),
    lock: names(options.locked),
    ban: names(options.banned),
    real: options.real_makers_only === true ? 1 : undefined,
  };
}

function Content({ record, note }: { record: PlanRecord; note: string }) {
  const t = useTexts(backupTexts);
  const language = useLanguage();
  const chains = useQuery(get("/api/v1/datasets/{name}/chains", { path: { name: record.dataset.name } }));
  const { summary } = record;
  const plan: Plan = {
    dataset: record.dataset.name,
    products: "",
    goal: summary.goal,
    budget_cny_a_year: summary.budget_cny_a_year,
    horizon_days: summary.horizon_days,
    solver: summary.solver,
    cost_cny_a_year: summary.cost_cny_a_year,
    before: { expected_loss_cny_a_year: summary.expected_loss_before_cny_a_year, tail_loss_cny_a_year: 0 },
    after: { expected_loss_cny_a_year: summary.expected_loss_after_cny_a_year, tail_loss_cny_a_year: 0 },
    covered_before: summary.covered_before,
    covered_after: summary.covered_after,
    costs_assumed: {},
    items: record.lines,
  };
  const chainName = (id: string) => {
    const chain = chains.data?.chains.find((one) => one.id === id);
    return chain ? nameIn(language, chain) : id;
  };
  const options = Object.entries(record.options).filter(([key]) => key !== "budgets");
  return (
    <div className={styles.cols}>
      <div>
        <PlanList plan={plan} />
        <ByChain plan={plan} chainName={chainName} />
      </div>
      <div>
        {note ? <p>{note}</p> : null}
        <Section title={t.cases}>
          {summary.cases?.length ? (
            <ul className={styles.cases}>
              {summary.cases.map((one) => {
                const path = pathOf("case", one);
                return <li key={one}>{path ? <Link to={path}>{one}</Link> : one}</li>;
              })}
            </ul>
          ) : (
            <p className="caption">{t.casesNone}</p>
          )}
        </Section>
        <Uncovered plan={plan} />
        <Section title={t.options}>
          <dl className={styles.options}>
            <dt>{t.cost}</dt>
            <dd>{yuan(summary.cost_cny_a_year, language)}</dd>
            <dt>{t.gap}</dt>
            <dd>
              {percent(summary.solver.gap, 2)} · {full(summary.solver.seconds, 2)} {t.seconds} · {summary.solver.name}
            </dd>
            {options.map(([key, value]) => (
              <Option key={key} name={key} value={value} />
            ))}
          </dl>
          <p className="caption">{t.definition(summary.horizon_days)}</p>
        </Section>
      </div>
    </div>
  );
}

function Option({ name, value }: { name: string; value: unknown }) {
  return (
    <>
      <dt>
        <code>{name}</code>
      </dt>
      <dd>{Array.isArray(value) ? value.join(", ") : String(value)}</dd>
    </>
  );
}
