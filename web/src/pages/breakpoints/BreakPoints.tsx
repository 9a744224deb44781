// Which break points matter most, how sure are we, on what evidence? One ordered list; the pane follows the selected row.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useCallback, useMemo, useRef, useState } from "react";
import { dateTime } from "@/design/date";
import { LevelGlyph } from "@/design/LevelBadge";
import { DataTable } from "@/design/table/DataTable";
import { designTexts } from "@/design/texts";
import { levels } from "@/design/tokens";
import { FilterChip, FilterSwitch, ResetFilters, SavedViews } from "@/frame/Filters";
import { useGo } from "@/frame/Link";
import { useWide } from "@/frame/media";
import { Page, SidePanel } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { useUrlState } from "@/frame/url-state";
import { WithDataset } from "@/frame/WithDataset";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./break-points.module.css";
import { useColumns } from "./columns";
import { useMeasureEvidence } from "./evidence";
import {
  countBy,
  filterFields,
  filterRows,
  isFiltered,
  keyOf,
  type Measure,
  measures,
  noFilters,
  type Ranking,
  type RankingRow,
  rangeFields,
  summarize,
} from "./model";
import { Pane, PaneTitle } from "./Pane";
import { mostPicked, Picked } from "./Picked";
import { provinceNames } from "./provinces";
import { rankingQuery } from "./queries";
import { RangeChip } from "./RangeBrush";
import { type Range, readRange, writeRange } from "./ranges";
import { breakPointTexts } from "./text";
import { WeightsPanel } from "./WeightsPanel";
import { readWeights, reweighted, writeWeights } from "./weights";

export default function BreakPoints() {
  return <WithDataset>{(name) => <List dataset={name} />}</WithDataset>;
}

function List({ dataset }: { dataset: string }) {
  const t = useTexts(breakPointTexts);
  const language = useLanguage();
  const ranking = useQuery(rankingQuery(dataset));
  const [filters, setFilters] = useUrlState(filterFields);
  const wide = useWide(1680);
  const weights = useMemo(() => readWeights(filters.w), [filters.w]);
  // By other weights the list is another one; everything below reads that.
  const shown = useMemo<Ranking | undefined>(
    () =>
      ranking.data && filters.w !== ""
        ? { ...ranking.data, rows: reweighted(ranking.data, weights), divisions: [] }
        : ranking.data,
    [ranking.data, filters.w, weights],
  );
  const [weighing, setWeighing] = useState(filters.w !== "");
  const rows = shown?.rows;
  const chosen = rows?.find((row) => keyOf(row) === filters.sel);
  // A row that the filters took away is no longer selected.
  const selected = chosen && filterRows([chosen], filters)[0];
  const close = () => setFilters({ sel: "" }, "replace");
  return (
    <Page
      crumbs={[{ name: t.title }]}
      about={ranking.data?.about}
      answer={shown ? <Answer ranking={shown} /> : undefined}
      note={
        shown ? (
          filters.w === "" ? (
            <Note ranking={shown} />
          ) : (
            <b>{t.weightsOn(measures.map((one) => weights[one]).join(" / "))}</b>
          )
        ) : undefined
      }
      tools={
        <>
          <Button size="small" type="text" aria-expanded={weighing} onClick={() => setWeighing(!weighing)}>
            {t.weightsOpen}
          </Button>
          <SavedViews area="breakpoints" />
        </>
      }
      filters={shown ? <FilterRow ranking={shown} /> : undefined}
      fills
      side={
        wide && selected ? (
          <SidePanel title={<PaneTitle row={selected} />} onClose={close}>
            <Pane dataset={dataset} row={selected} names={namesOf(rows, language)} />
          </SidePanel>
        ) : undefined
      }
    >
      <QueryState query={ranking} rows={14}>
        {(data) => (
          <>
            {weighing ? (
              <WeightsPanel
                ranking={data}
                rows={shown?.rows ?? data.rows}
                weights={weights}
                onWeights={(next) => setFilters({ w: writeWeights(next) }, "replace")}
                onClose={() => setWeighing(false)}
              />
            ) : null}
            <Table dataset={dataset} ranking={shown ?? data} />
            {!wide && selected ? (
              <section className={styles.lower} aria-label={nameIn(language, selected)}>
                <div className={styles.lowerHead}>
                  <PaneTitle row={selected} onClose={close} />
                </div>
                <div className={styles.lowerBody}>
                  <Pane dataset={dataset} row={selected} names={namesOf(rows, language)} columns />
                </div>
              </section>
            ) : null}
          </>
        )}
      </QueryState>
    </Page>
  );
}

function namesOf(rows: readonly RankingRow[] | undefined, language: "zh" | "en"): (id: string) => string {
  return (id) => {
    const row = rows?.find((one) => one.id === id);
    return row ? nameIn(language, row) : id;
  };
}

function Answer({ ranking }: { ranking: Ranking }) {
  const t = useTexts(breakPointTexts);
  const sum = summarize(ranking.rows);
  const { red, orange, yellow } = sum.levels;
  return (
    <>
      {red + orange + yellow === 0 ? t.noneAbove : t.answer(red, orange, yellow)}
      {ranking.compared_with ? ` ${t.changed(ranking.compared_with.version, sum.changed)}` : null}
    </>
  );
}

function Note({ ranking }: { ranking: Ranking }) {
  const t = useTexts(breakPointTexts);
  const sum = summarize(ranking.rows);
  const top = ranking.rows[0];
  const clear = ranking.divisions.find((count) => count <= 20);
  return (
    <>
      {clear ? t.clearTop(clear) : t.noClear}
      {top?.rank && top.rank_low && top.rank_high ? ` ${t.spread(top.rank, top.rank_low, top.rank_high)}` : ""}{" "}
      {t.confidenceNote(sum.confidence.high, sum.confidence.medium, sum.confidence.low, sum.unscored)}
    </>
  );
}

function FilterRow({ ranking }: { ranking: Ranking }) {
  const t = useTexts(breakPointTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const [filters, set] = useUrlState(filterFields);
  const { rows } = ranking;
  const options = useMemo(() => {
    const chains = new Map(ranking.chains.map((chain) => [chain.id, nameIn(language, chain)]));
    const counted = (values: (row: RankingRow) => readonly (string | null)[], label: (value: string) => string) =>
      countBy(rows, values).map(([value, count]) => ({ value, label: label(value), count }));
    const perLevel = new Map(countBy(rows, (row) => [row.level]));
    return {
      level: [...levels, "none" as const, "unknown" as const].map((level) => ({
        value: level,
        text: words.levels[level],
        label: (
          <span className={styles.levelOption}>
            {level === "none" || level === "unknown" ? null : <LevelGlyph level={level} size={14} />}
            {words.levels[level]}
          </span>
        ),
        count: perLevel.get(level) ?? 0,
      })),
      chain: counted(
        (row) => [row.chain_id],
        (value) => chains.get(value) ?? value,
      ),
      province: counted(
        (row) => row.made_in,
        (value) => provinceNames[value]?.[language] ?? value,
      ),
      kind: counted(
        (row) => row.kinds,
        (value) => t.kindNames[value as keyof typeof t.kindNames] ?? value,
      ),
      remedy: counted(
        (row) => [row.remedy],
        (value) => t.remedies[value as keyof typeof t.remedies] ?? value,
      ),
      confidence: counted(
        (row) => [row.confidence],
        (value) => t.confidences[value as keyof typeof t.confidences] ?? value,
      ),
    };
  }, [ranking, rows, language, t, words]);
  return (
    <>
      <FilterChip label={t.level} options={options.level} value={filters.lv} onChange={(lv) => set({ lv })} />
      <FilterChip label={t.chain} options={options.chain} value={filters.chain} onChange={(chain) => set({ chain })} />
      {options.province.length > 0 ? (
        <FilterChip
          label={t.province}
          options={options.province}
          value={filters.prov}
          onChange={(prov) => set({ prov })}
        />
      ) : null}
      <FilterChip label={t.kinds} options={options.kind} value={filters.kind} onChange={(kind) => set({ kind })} />
      <FilterChip label={t.remedy} options={options.remedy} value={filters.rem} onChange={(rem) => set({ rem })} />
      <FilterChip
        label={t.confidence}
        options={options.confidence}
        value={filters.conf}
        onChange={(conf) => set({ conf })}
      />
      {measures.map((measure) => (
        <RangeChip
          key={measure}
          label={t[measure]}
          range={readRange(filters[rangeFields[measure]])}
          onRange={(range) => set({ [rangeFields[measure]]: writeRange(range) }, "replace")}
        />
      ))}
      {ranking.compared_with ? (
        <FilterSwitch label={t.changedOnly} value={filters.chg} onChange={(chg) => set({ chg })} />
      ) : null}
      <ResetFilters active={isFiltered(filters)} onReset={() => set(noFilters)} />
    </>
  );
}

function Table({ dataset, ranking }: { dataset: string; ranking: Ranking }) {
  const t = useTexts(breakPointTexts);
  const language = useLanguage();
  const can = useCan();
  const go = useGo();
  const [filters, set] = useUrlState(filterFields);
  const showEvidence = useMeasureEvidence(dataset);
  // The same function for the life of the table, so that rows are not drawn again for it.
  const latest = useRef(showEvidence);
  latest.current = showEvidence;
  const evidence = useCallback((row: RankingRow, measure: Measure) => void latest.current(row, measure), []);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const onPick = useCallback(
    (key: string) =>
      setPicked((before) => {
        const next = new Set(before);
        if (!next.delete(key) && next.size < mostPicked) next.add(key);
        return next;
      }),
    [],
  );
  const { i, e, r } = filters;
  const ranges = useMemo(
    () => ({ importance: readRange(i), exposure: readRange(e), recovery: readRange(r) }),
    [i, e, r],
  );
  const latestSet = useRef(set);
  latestSet.current = set;
  const onRange = useCallback(
    (measure: keyof typeof rangeFields, range: Range) =>
      latestSet.current({ [rangeFields[measure]]: writeRange(range) }),
    [],
  );
  const choosing = useMemo(() => ({ ranges, onRange, picked, onPick }), [ranges, onRange, picked, onPick]);
  const columns = useColumns(ranking, evidence, choosing);
  const rows = useMemo(() => filterRows(ranking.rows, filters), [ranking, filters]);
  const filtered = isFiltered(filters);
  const divider = useCallback(
    (row: RankingRow, index: number, before: RankingRow | undefined) => {
      if (row.rank === null && before && before.rank !== null) return t.unscored;
      // A line between rows holds only where the whole list is shown.
      if (!filtered && ranking.divisions.includes(index)) return t.until(index);
      return undefined;
    },
    [t, filtered, ranking],
  );
  const { about } = ranking;
  const scope = language === "zh" ? about.scope_zh : about.scope_en;
  return (
    <DataTable
      id="breakpoints"
      label={t.listLabel}
      rows={rows}
      columns={columns}
      rowKey={keyOf}
      notes={[
        t.sourceOf(about.dataset, about.version, scope),
        t.version(about.dataset, about.version, scope, dateTime(about.computed_at)),
      ]}
      selected={filters.sel || undefined}
      onSelect={(sel) => set({ sel }, "replace")}
      onOpen={(row) => go(`/breakpoints/${row.subject_kind}/${encodeURIComponent(row.id)}`)}
      onEvidence={(row) => evidence(row, "score")}
      sort={filters.sort}
      onSort={(sort) => set({ sort })}
      divider={divider}
      tools={<Picked keys={[...picked]} onClear={() => setPicked(new Set())} />}
      rowKeys={[{ keys: "x", name: t.pick, run: (row) => onPick(keyOf(row)) }]}
      mayExport={can("export.product_level")}
      empty={<ResetFilters active={filtered} onReset={() => set(noFilters)} />}
    />
  );
}
