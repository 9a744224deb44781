// Where published figures come from: by source, year and grade; which of them count and which are only shown.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { dateTime } from "@/design/date";
import { Grade } from "@/design/marks";
import { full } from "@/design/number";
import type { Column } from "@/design/table/columns";
import { DataTable } from "@/design/table/DataTable";
import { designTexts } from "@/design/texts";
import { FilterChip, ResetFilters } from "@/frame/Filters";
import { Page, SidePanel } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { list, text, useUrlState } from "@/frame/url-state";
import { WithDataset } from "@/frame/WithDataset";
import { useLanguage, useTexts } from "@/text";
import styles from "./data.module.css";
import { FiguresOf } from "./FiguresOf";
import { bySource, byYear, type EvidenceView, filterFigures, grades, type SourceRow } from "./model";
import { AreaNav } from "./parts";
import { evidenceQuery } from "./queries";
import { dataTexts } from "./text";
import { YearChart } from "./YearChart";

const fields = { grade: list(), use: text(), age: text(), year: text(), sort: text(), sel: text() };
const sourceKey = (row: SourceRow) => row.source || "-";

export default function Sources() {
  return <WithDataset>{(name) => <Browser dataset={name} />}</WithDataset>;
}

function Browser({ dataset }: { dataset: string }) {
  const t = useTexts(dataTexts);
  const view = useQuery(evidenceQuery(dataset));
  const [state, set] = useUrlState(fields);
  const items = view.data?.items ?? [];
  const chosen = useMemo(
    () => filterFigures(items, state).filter(({ line }) => (line.source || "-") === state.sel),
    [items, state],
  );
  return (
    <Page
      crumbs={[{ name: t.title, to: "/data" }, { name: t.sources }]}
      about={view.data?.about}
      answer={
        view.data
          ? t.sourcesAnswer(
              full(items.length),
              full(bySource(items).length),
              full(items.filter(({ line }) => line.computed_with).length),
              full(items.filter(({ line }) => line.old).length),
            )
          : undefined
      }
      note={view.data ? t.oldRule(String(view.data.old_before)) : undefined}
      filters={
        <>
          <AreaNav here="/sources" />
          {view.data ? <FilterRow view={view.data} /> : null}
        </>
      }
      fills
      side={
        state.sel && chosen.length > 0 ? (
          <SidePanel title={t.restsOn(chosen[0]?.line.source ?? "—")} onClose={() => set({ sel: "" }, "replace")}>
            <FiguresOf figures={chosen} />
          </SidePanel>
        ) : undefined
      }
    >
      <QueryState query={view} rows={14}>
        {(data) => <Content view={data} isNarrow={Boolean(state.sel && chosen.length > 0)} />}
      </QueryState>
    </Page>
  );
}

function FilterRow({ view }: { view: EvidenceView }) {
  const t = useTexts(dataTexts);
  const words = useTexts(designTexts);
  const [state, set] = useUrlState(fields);
  const count = (fits: (line: EvidenceView["items"][number]["line"]) => boolean) =>
    view.items.filter(({ line }) => fits(line)).length;
  return (
    <>
      <FilterChip
        label={t.grade}
        options={grades
          .map((grade) => ({
            value: grade,
            label: `${grade} ${words.grades[grade]}`,
            count: count((line) => line.grade === grade),
          }))
          .filter((option) => option.count > 0)}
        value={state.grade}
        onChange={(grade) => set({ grade })}
      />
      <FilterChip
        label={t.usage}
        single
        options={[
          { value: "used", label: t.used, count: count((line) => line.computed_with) },
          { value: "shown", label: t.notUsed, count: count((line) => !line.computed_with) },
        ]}
        value={state.use ? [state.use] : []}
        onChange={([use]) => set({ use: use ?? "" })}
      />
      <FilterChip
        label={t.age}
        single
        options={[
          { value: "old", label: t.old, count: count((line) => line.old) },
          { value: "recent", label: t.recent_, count: count((line) => !line.old) },
        ]}
        value={state.age ? [state.age] : []}
        onChange={([age]) => set({ age: age ?? "" })}
      />
      <FilterChip
        label={t.years}
        single
        options={byYear(view.items)
          .filter((one) => one.count > 0)
          .map((one) => ({
            value: one.year === null ? "none" : String(one.year),
            label: one.year === null ? t.noYear : String(one.year),
            count: one.count,
          }))
          .reverse()}
        value={state.year ? [state.year] : []}
        onChange={([year]) => set({ year: year ?? "" })}
      />
      <ResetFilters
        active={state.grade.length > 0 || Boolean(state.use || state.age || state.year)}
        onReset={() => set({ grade: [], use: "", age: "", year: "" })}
      />
    </>
  );
}

function Content({ view, isNarrow }: { view: EvidenceView; isNarrow: boolean }) {
  const t = useTexts(dataTexts);
  const language = useLanguage();
  const can = useCan();
  const [state, set] = useUrlState(fields);
  const { about } = view;
  const shown = useMemo(() => filterFigures(view.items, state), [view, state]);
  const rows = useMemo(() => bySource(shown), [shown]);
  const years = useMemo(() => byYear(filterFigures(view.items, { ...state, year: "" })), [view, state]);
  const source = t.versionOf(about.dataset, String(about.version), dateTime(about.computed_at));
  const columns = useMemo((): Column<SourceRow>[] => {
    const number = (id: "count" | "used" | "old" | "products", title: string): Column<SourceRow> => ({
      id,
      title,
      width: language === "zh" ? 84 : 104,
      align: "right",
      worstFirst: true,
      value: (row) => row[id],
      cell: (row) => full(row[id]),
    });
    return [
      {
        id: "source",
        title: t.source,
        width: 300,
        grows: true,
        frozen: true,
        value: (row) => row.source || null,
        cell: (row) => <span title={row.source}>{row.source || "—"}</span>,
      },
      number("count", t.facts),
      {
        id: "grades",
        title: t.grade,
        width: language === "zh" ? 130 : 170,
        value: (row) => row.grades.join(" "),
        cell: (row) => (row.grades.length === 1 ? <Grade grade={row.grades[0]} /> : row.grades.join(" ") || "—"),
      },
      {
        id: "years",
        title: t.years,
        width: 104,
        worstFirst: true,
        value: (row) => (row.to === null ? null : row.from === row.to ? row.to : `${row.from}–${row.to}`),
        order: (row) => row.to,
      },
      number("used", t.used),
      number("old", t.old),
      number("products", t.products),
      {
        id: "url",
        title: t.link,
        width: 96,
        sortable: false,
        value: (row) => row.urls.join(" ") || null,
        cell: (row) =>
          row.urls.length === 0 ? (
            "—"
          ) : row.urls.length === 1 ? (
            <a href={row.urls[0]} target="_blank" rel="noreferrer">
              {t.link}
            </a>
          ) : (
            t.links(full(row.urls.length))
          ),
      },
    ];
  }, [t, language]);
  const table = (
    <div>
      <DataTable
        id="data.sources"
        label={t.sourceList}
        rows={rows}
        columns={columns}
        rowKey={sourceKey}
        notes={[source]}
        selected={state.sel || undefined}
        onSelect={(sel) => set({ sel }, "replace")}
        sort={state.sort}
        onSort={(sort) => set({ sort })}
        mayExport={can("export.product_level")}
      />
    </div>
  );
  return (
    <div className={styles.sources} style={isNarrow ? { gridTemplateColumns: "minmax(0, 1fr)" } : undefined}>
      {table}
      {isNarrow ? null : (
        <div className={styles.years}>
          <YearChart
            years={years}
            oldBefore={view.old_before}
            source={source}
            chosen={state.year}
            onChoose={(year) => set({ year })}
          />
        </div>
      )}
    </div>
  );
}
