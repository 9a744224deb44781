// What should be known and is not, as a list to work through: of which product, how serious, and who has already asked.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, Suspense, useMemo, useState } from "react";
import { get } from "@/api/hooks";
import { dateTime } from "@/design/date";
import { LevelBadge, severity } from "@/design/LevelBadge";
import { full } from "@/design/number";
import type { Column } from "@/design/table/columns";
import { DataTable } from "@/design/table/DataTable";
import { designTexts } from "@/design/texts";
import { areaPath, pathOf } from "@/frame/areas";
import { FilterChip, ResetFilters } from "@/frame/Filters";
import { Link, useGo } from "@/frame/Link";
import { Page } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { list, text, useUrlState } from "@/frame/url-state";
import { WithDataset } from "@/frame/WithDataset";
import { nameIn, useLanguage, useTexts } from "@/text";
import { type Gap, type GapsView, gapKey, orderGaps, rowOfGap } from "./model";
import { AreaNav } from "./parts";
import { gapsQuery } from "./queries";
import { dataTexts } from "./text";

const ProposeData = lazy(() => import("./ProposeData"));

const fields = { chain: list(), what: list(), lv: list(), sort: text(), sel: text() };

export default function Gaps() {
  return <WithDataset>{(name) => <List dataset={name} />}</WithDataset>;
}

function List({ dataset }: { dataset: string }) {
  const t = useTexts(dataTexts);
  const view = useQuery(gapsQuery(dataset));
  const gaps = view.data?.items ?? [];
  const subjects = new Set(gaps.map((gap) => `${gap.subject_kind}:${gap.id}`)).size;
  return (
    <Page
      crumbs={[{ name: t.title, to: "/data" }, { name: t.gaps }]}
      about={view.data?.about}
      answer={
        view.data
          ? gaps.length === 0
            ? t.gapsNone
            : t.gapsAnswer(full(gaps.length), full(subjects), full(view.data.subject_count))
          : undefined
      }
      filters={
        <>
          <AreaNav here="/gaps" />
          {view.data ? <FilterRow view={view.data} /> : null}
        </>
      }
      fills
    >
      <QueryState query={view} rows={14}>
        {(data) => <Table dataset={dataset} view={data} />}
      </QueryState>
    </Page>
  );
}

function FilterRow({ view }: { view: GapsView }) {
  const t = useTexts(dataTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const [state, set] = useUrlState(fields);
  const counted = (value: (gap: Gap) => string | null, label: (value: string) => string) => {
    const counts = new Map<string, number>();
    for (const gap of view.items) {
      const one = value(gap);
      if (one) counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1]).map(([one, count]) => ({ value: one, label: label(one), count }));
  };
  const chains = new Map(view.chains.map((chain) => [chain.id, nameIn(language, chain)]));
  const level = (name: string) => words.levels[name as keyof typeof words.levels] ?? name;
  return (
    <>
      <FilterChip
        label={t.kind}
        options={counted(
          (gap) => gap.what,
          (what) => t.gapNames[what as keyof typeof t.gapNames] ?? what,
        )}
        value={state.what}
        onChange={(what) => set({ what })}
      />
      <FilterChip
        label={t.chain}
        options={counted(
          (gap) => gap.chain_id,
          (id) => chains.get(id) ?? id,
        )}
        value={state.chain}
        onChange={(chain) => set({ chain })}
      />
      <FilterChip
        label={t.level}
        options={counted((gap) => gap.level, level).sort((a, b) => severity(a.value) - severity(b.value))}
        value={state.lv}
        onChange={(lv) => set({ lv })}
      />
      <ResetFilters
        active={state.what.length + state.chain.length + state.lv.length > 0}
        onReset={() => set({ what: [], chain: [], lv: [] })}
      />
    </>
  );
}

function Table({ dataset, view }: { dataset: string; view: GapsView }) {
  const t = useTexts(dataTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const can = useCan();
  const go = useGo();
  const [state, set] = useUrlState(fields);
  const [asked, setAsked] = useState<Gap>();
  const mayPropose = can("case.create");
  const types = useQuery({ ...get("/api/v1/process-types"), enabled: mayPropose && can("case.read") });
  const fits = mayPropose && (types.data?.items.some((type) => type.id === "data_change_request") ?? false);
  const cases = useQuery({
    ...get("/api/v1/cases", { query: { type: "data_change_request", open: true, limit: 1000 } }),
    enabled: can("case.read"),
  });
  const rows = useMemo(
    () =>
      orderGaps(view.items).filter(
        (gap) =>
          (state.what.length === 0 || state.what.includes(gap.what)) &&
          (state.chain.length === 0 || state.chain.includes(gap.chain_id ?? "")) &&
          (state.lv.length === 0 || state.lv.includes(gap.level)),
      ),
    [view, state.what, state.chain, state.lv],
  );
  const columns = useMemo((): Column<Gap>[] => {
    const chains = new Map(view.chains.map((chain) => [chain.id, nameIn(language, chain)]));
    const open = new Map(cases.data?.items.map((one) => [one.subject_id, one.id]));
    const requestOf = (gap: Gap) => open.get(rowOfGap(dataset, gap).row);
    return [
      {
        id: "level",
        title: t.level,
        width: language === "zh" ? 96 : 116,
        frozen: true,
        value: (gap) => words.levels[gap.level as keyof typeof words.levels],
        order: (gap) => severity(gap.level),
        cell: (gap) => <LevelBadge level={gap.level} compact />,
      },
      {
        id: "subject",
        title: t.subject,
        width: 210,
        frozen: true,
        value: (gap) => nameIn(language, gap),
        cell: (gap) => {
          const path = pathOf(gap.subject_kind, gap.id);
          const name = nameIn(language, gap);
          return path ? <Link to={path}>{name}</Link> : name;
        },
      },
      {
        id: "what",
        title: t.kind,
        width: language === "zh" ? 160 : 220,
        value: (gap) => t.gapNames[gap.what as keyof typeof t.gapNames] ?? gap.what,
      },
      {
        id: "text",
        title: t.missing,
        width: 360,
        grows: true,
        value: (gap) => (language === "zh" ? gap.text_zh : gap.text_en),
        cell: (gap) => {
          const words = language === "zh" ? gap.text_zh : gap.text_en;
          return <span title={words}>{words}</span>;
        },
      },
      {
        id: "chain",
        title: t.chain,
        width: 140,
        value: (gap) => (gap.chain_id ? (chains.get(gap.chain_id) ?? gap.chain_id) : null),
      },
      { id: "id", title: "id", width: 110, optional: true, value: (gap) => gap.id },
      ...(fits || open.size > 0
        ? [
            {
              id: "request",
              title: t.request,
              width: 150,
              sortable: false,
              value: (gap: Gap) => requestOf(gap) ?? null,
              cell: (gap: Gap) => {
                const id = requestOf(gap);
                const path = id ? pathOf("case", id) : undefined;
                if (id) return path ? <Link to={path}>{id}</Link> : `${t.requested} ${id}`;
                return fits && gap.subject_kind === "product" ? (
                  <Button
                    size="small"
                    type="link"
                    style={{ paddingInline: 0 }}
                    onClick={(event) => {
                      event.stopPropagation();
                      setAsked(gap);
                    }}
                  >
                    {t.request}
                  </Button>
                ) : (
                  "—"
                );
              },
            } satisfies Column<Gap>,
          ]
        : []),
    ];
  }, [view, cases.data, fits, dataset, t, words, language]);
  const { about } = view;
  return (
    <>
      <DataTable
        id="data.gaps"
        label={t.gapsList}
        rows={rows}
        columns={columns}
        rowKey={gapKey}
        notes={[t.versionOf(about.dataset, String(about.version), dateTime(about.computed_at))]}
        selected={state.sel || undefined}
        onSelect={(sel) => set({ sel }, "replace")}
        onOpen={(gap) => {
          const path = pathOf(gap.subject_kind, gap.id) ?? areaPath("breakpoints", can);
          if (path) go(path);
        }}
        sort={state.sort}
        onSort={(sort) => set({ sort })}
        mayExport={can("export.product_level")}
      />
      <Suspense>
        {asked ? <ProposeData dataset={dataset} gap={asked} onClose={() => setAsked(undefined)} /> : null}
      </Suspense>
    </>
  );
}
