// Who leads which chain since when, what is missing, what is late? One row a chain; word lists below.
import { ClockCircleOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { get } from "@/api/hooks";
import { Missing } from "@/design/marks";
import type { Column } from "@/design/table/columns";
import { DataTable } from "@/design/table/DataTable";
import { useDataset } from "@/frame/dataset";
import { useDirectory } from "@/frame/directory";
import { useGo } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { QueryState } from "@/frame/states";
import { text, useUrlState } from "@/frame/url-state";
import { nameIn, useLanguage, useTexts } from "@/text";
import { Dictionaries } from "./Dictionaries";
import { type GovernanceAnswer, governanceOf } from "./model";
import { governanceTexts } from "./text";

const fields = { sort: text(), sel: text() };
const keyOf = (row: GovernanceAnswer) => row.chain_id;

export default function Governance() {
  const t = useTexts(governanceTexts);
  const language = useLanguage();
  const directory = useDirectory();
  const dataset = useDataset();
  const go = useGo();
  const [state, set] = useUrlState(fields);
  const chains = useQuery({
    ...get("/api/v1/governance", { query: { dataset: dataset.name } }),
    enabled: dataset.name !== "",
  });
  const plans = useQuery(get("/api/v1/work-plans"));
  const columns = useMemo<Column<GovernanceAnswer>[]>(() => {
    const plansOf = (row: GovernanceAnswer) => (plans.data?.items ?? []).filter((one) => one.chain_id === row.chain_id);
    const regions = (codes: readonly string[]) =>
      codes.map((code) => directory.region(code)).join(language === "zh" ? "、" : ", ");
    const lead = (row: GovernanceAnswer) =>
      governanceOf(row).leads.findLast((one) => one.region === row.lead_region_code);
    return [
      {
        id: "chain",
        title: t.chain,
        width: 150,
        grows: true,
        value: (row) => nameIn(language, row),
        cell: (row) => (
          <span>
            <b>{nameIn(language, row)}</b> <span className="caption">{row.chain_id}</span>
          </span>
        ),
      },
      {
        id: "lead",
        title: t.lead,
        width: 90,
        value: (row) => (row.lead_region_code ? directory.region(row.lead_region_code) : null),
        cell: (row) => (row.lead_region_code ? directory.region(row.lead_region_code) : <Missing why={t.none} />),
      },
      {
        id: "since",
        title: t.since,
        width: 72,
        value: (row) => lead(row)?.since ?? null,
        cell: (row) => lead(row)?.since ?? <Missing why={t.none} />,
      },
      { id: "source", title: t.source, width: 150, optional: true, value: (row) => lead(row)?.source ?? null },
      {
        id: "participants",
        title: t.participants,
        width: 140,
        value: (row) => regions(governanceOf(row).participants) || null,
      },
      {
        id: "chair",
        title: t.chair,
        width: 130,
        value: (row) => (row.chair.now ? directory.region(row.chair.now) : null),
        cell: (row) =>
          row.chair.now ? (
            <span>
              {directory.region(row.chair.now)}{" "}
              {row.chair.until ? <span className="caption">{t.until(row.chair.until)}</span> : null}
            </span>
          ) : (
            <span className="caption">{row.chair.is_vacant ? t.chairVacant : t.chairNone}</span>
          ),
      },
      {
        id: "artefacts",
        title: t.artefacts,
        width: 96,
        align: "right",
        value: (row) => row.approved,
        cell: (row) => t.approvedOf(row.approved, row.required),
      },
      {
        id: "overdue",
        title: t.overdue,
        width: 72,
        align: "right",
        worstFirst: true,
        value: (row) => row.overdue,
        cell: (row) =>
          row.overdue > 0 ? (
            <b>
              <ClockCircleOutlined aria-hidden="true" /> {row.overdue}
            </b>
          ) : (
            0
          ),
      },
      {
        id: "unsigned",
        title: t.unsigned,
        width: 150,
        value: (row) => regions(row.missing_countersignatures) || null,
        cell: (row) => regions(row.missing_countersignatures) || <span className="caption">—</span>,
      },
      {
        id: "plan",
        title: t.plan,
        width: 150,
        value: (row) =>
          plansOf(row)
            .map((one) => `${one.year}: ${t.planOverdue(one.overdue.length)}`)
            .join("; ") || null,
      },
    ];
  }, [t, language, directory, plans.data]);
  const rows = chains.data?.items ?? [];
  const sum = (of: (row: GovernanceAnswer) => number) => rows.reduce((total, row) => total + of(row), 0);
  const [approved, required, overdue] = [
    sum((row) => row.approved),
    sum((row) => row.required),
    sum((row) => row.overdue),
  ];
  const leaderless = rows.filter((row) => !row.lead_region_code).length;
  return (
    <Page
      crumbs={[{ name: t.title }]}
      answer={
        chains.data
          ? overdue > 0
            ? t.answer(rows.length, approved, required, overdue)
            : t.overdueNone(rows.length, approved, required)
          : undefined
      }
      note={
        chains.data ? (
          <>
            {leaderless > 0 ? t.noLead(leaderless) : ""} {t.listNote}
          </>
        ) : undefined
      }
    >
      <QueryState query={chains}>
        {() => (
          <DataTable
            id="governance"
            label={t.title}
            natural
            rows={rows}
            columns={columns}
            rowKey={keyOf}
            notes={[t.listNote]}
            selected={state.sel || undefined}
            onSelect={(sel) => set({ sel }, "replace")}
            onOpen={(row) => go(`/governance/${encodeURIComponent(row.chain_id)}`)}
            sort={state.sort}
            onSort={(sort) => set({ sort })}
          />
        )}
      </QueryState>
      <Section title={t.words}>
        <Dictionaries />
      </Section>
    </Page>
  );
}
