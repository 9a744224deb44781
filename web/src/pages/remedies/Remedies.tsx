// Which class of remedy fits a break point, and what would each measure bring? Points on the left, the chosen one beside it.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { get } from "@/api/hooks";
import { LevelBadge, severity } from "@/design/LevelBadge";
import { ChainTag, Missing } from "@/design/marks";
import type { Column } from "@/design/table/columns";
import { DataTable } from "@/design/table/DataTable";
import { designTexts } from "@/design/texts";
import { levels } from "@/design/tokens";
import { useDataset } from "@/frame/dataset";
import { FilterChip, ResetFilters, SavedViews } from "@/frame/Filters";
import { useGo } from "@/frame/Link";
import { Page } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { NoPermission, QueryState } from "@/frame/states";
import { useUrlState } from "@/frame/url-state";
import { nameIn, useLanguage, useTexts } from "@/text";
import { Detail } from "./Detail";
import { countClasses, type RankingRow, remedyFields, rowsOf } from "./model";
import styles from "./remedies.module.css";
import { Tabs } from "./Tabs";
import { remedyTexts } from "./text";

export default function Remedies() {
  const t = useTexts(remedyTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const can = useCan();
  const dataset = useDataset();
  const [filters, set] = useUrlState(remedyFields);
  const may = can("remedy.read");
  const ranking = useQuery({
    ...get("/api/v1/datasets/{name}/ranking", { path: { name: dataset.name } }),
    enabled: dataset.name !== "" && may,
  });
  const rows = useMemo(() => rowsOf(ranking.data?.rows ?? [], filters), [ranking.data, filters]);
  const counts = countClasses(rows);
  const chains = ranking.data?.chains ?? [];
  const selected = rows.find((row) => row.id === filters.sel);
  return (
    <Page
      crumbs={[{ name: t.title }]}
      about={ranking.data?.about}
      answer={
        ranking.data
          ? rows.length > 0
            ? t.answer(rows.length, counts.supplement, counts.secure, counts.strengthen)
            : t.none
          : undefined
      }
      note={t.note}
      tools={
        <>
          <Tabs />
          <SavedViews area="remedies" />
        </>
      }
      filters={
        ranking.data ? (
          <>
            <FilterChip
              label={t.level}
              options={levels.map((level) => ({ value: level, label: words.levels[level] }))}
              value={filters.lv}
              onChange={(lv) => set({ lv })}
            />
            <FilterChip
              label={t.chain}
              options={chains.map((chain) => ({ value: chain.id, label: nameIn(language, chain) }))}
              value={filters.chain}
              onChange={(chain) => set({ chain })}
            />
            <FilterChip
              label={t.remedy}
              options={(["supplement", "secure", "strengthen"] as const).map((one) => ({
                value: one,
                label: t.remedies[one],
                count: counts[one],
              }))}
              value={filters.rem}
              onChange={(rem) => set({ rem })}
            />
            <ResetFilters
              active={filters.lv.length + filters.chain.length + filters.rem.length > 0}
              onReset={() => set({ lv: [], chain: [], rem: [] })}
            />
          </>
        ) : undefined
      }
      fills
    >
      {may ? (
        <QueryState query={ranking} rows={12}>
          {(data) => (
            <div className={styles.split}>
              <List rows={rows} chains={data.chains} dataset={dataset.name} version={data.about.version} />
              {selected ? (
                <Detail key={selected.id} dataset={dataset} row={selected} />
              ) : (
                <p className={styles.choose}>{t.choose}</p>
              )}
            </div>
          )}
        </QueryState>
      ) : (
        <NoPermission permission="remedy.read" />
      )}
    </Page>
  );
}

function List({
  rows,
  chains,
  dataset,
  version,
}: {
  rows: readonly RankingRow[];
  chains: readonly { id: string; name_zh: string; name_en: string }[];
  dataset: string;
  version: number;
}) {
  const t = useTexts(remedyTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const can = useCan();
  const go = useGo();
  const [filters, set] = useUrlState(remedyFields);
  const columns = useMemo((): Column<RankingRow>[] => {
    const chainName = (id: string | null) => {
      const chain = chains.find((one) => one.id === id);
      return chain ? nameIn(language, chain) : (id ?? "");
    };
    return [
      {
        id: "level",
        title: t.level,
        width: language === "zh" ? 78 : 104,
        frozen: true,
        value: (row) => words.levels[row.level as keyof typeof words.levels],
        order: (row) => severity(row.level),
        cell: (row) => <LevelBadge level={row.level} compact />,
      },
      {
        id: "product",
        title: t.product,
        width: 150,
        grows: true,
        value: (row) => nameIn(language, row),
        cell: (row) => (
          <span className={styles.cut} title={nameIn(language, row)}>
            <b>{nameIn(language, row)}</b>{" "}
            <ChainTag title={chainName(row.chain_id)}>
              {language === "zh" ? chainName(row.chain_id) : row.chain_id}
            </ChainTag>
          </span>
        ),
      },
      { id: "remedy", title: t.remedy, width: language === "zh" ? 64 : 96, value: (row) => t.remedies[row.remedy] },
      {
        id: "score",
        title: t.score,
        unit: t.scoreUnit,
        width: 76,
        align: "right",
        worstFirst: true,
        value: (row) => row.score?.value,
        cell: (row) => row.score?.value.toFixed(2) ?? <Missing why={t.noScore} />,
      },
    ];
  }, [t, words, language, chains]);
  return (
    <DataTable
      id="remedies"
      label={t.listLabel}
      rows={rows}
      columns={columns}
      rowKey={(row) => row.id}
      notes={[t.source(dataset, version)]}
      selected={filters.sel || undefined}
      onSelect={(sel) => set({ sel }, "replace")}
      onOpen={(row) => go(`/breakpoints/product/${encodeURIComponent(row.id)}`)}
      sort={filters.sort}
      onSort={(sort) => set({ sort })}
      mayExport={can("export.product_level")}
      empty={t.none}
    />
  );
}
