// Rows of the ranking: types, filters, the sentence.
import type { components } from "@/api/schema";
import { severity } from "@/design/LevelBadge";
import { linearScale } from "@/design/scale";
import { flag, list, type StateOf, text } from "@/frame/url-state";
import { isWithin, readRange } from "./ranges";

export type Ranking = components["schemas"]["RankingView"];
export type RankingRow = components["schemas"]["RankingRow"];
export type ProductView = components["schemas"]["ProductView"];
export const measures = ["importance", "exposure", "recovery"] as const;
export type Measure = (typeof measures)[number] | "score";

export const unitScale = linearScale(0, 1, [0, 0.5, 1]);

export const filterFields = {
  lv: list(),
  chain: list(),
  prov: list(),
  kind: list(),
  rem: list(),
  conf: list(),
  chg: flag(),
  i: text(),
  e: text(),
  r: text(),
  w: text(),
  sort: text(),
  sel: text(),
};
/** Which field of the address holds the range of a measure. */
export const rangeFields = { importance: "i", exposure: "e", recovery: "r" } as const;
export type Filters = StateOf<typeof filterFields>;
/** What “reset” sets. */
export const noFilters = {
  lv: [],
  chain: [],
  prov: [],
  kind: [],
  rem: [],
  conf: [],
  chg: false,
  i: "",
  e: "",
  r: "",
} satisfies Partial<Filters>;

export function keyOf(row: Pick<RankingRow, "subject_kind" | "id">): string {
  return `${row.subject_kind}:${row.id}`;
}
export function hasChanged(row: RankingRow): boolean {
  return row.change !== null && row.change.level_before !== row.level;
}
/** The worse level that the interval reaches, where it reaches one. */
export function mayBe(row: Pick<RankingRow, "level" | "level_high">): string | undefined {
  return severity(row.level_high) < severity(row.level) ? row.level_high : undefined;
}

const hits = (chosen: readonly string[], values: readonly (string | null)[]) =>
  chosen.length === 0 || values.some((value) => value !== null && chosen.includes(value));

export function filterRows(rows: readonly RankingRow[], filters: Filters): RankingRow[] {
  return rows.filter(
    (row) =>
      hits(filters.lv, [row.level]) &&
      hits(filters.chain, [row.chain_id]) &&
      hits(filters.prov, row.made_in) &&
      hits(filters.kind, row.kinds) &&
      hits(filters.rem, [row.remedy]) &&
      hits(filters.conf, [row.confidence]) &&
      (!filters.chg || hasChanged(row)) &&
      measures.every((measure) => isWithin(row, measure, readRange(filters[rangeFields[measure]]))),
  );
}

export function isFiltered(filters: Filters): boolean {
  return (
    filters.chg ||
    measures.some((measure) => filters[rangeFields[measure]] !== "") ||
    [filters.lv, filters.chain, filters.prov, filters.kind, filters.rem, filters.conf].some((one) => one.length > 0)
  );
}

export interface Summary {
  levels: { red: number; orange: number; yellow: number; blue: number };
  confidence: { high: number; medium: number; low: number };
  unscored: number;
  changed: number;
}
export function summarize(rows: readonly RankingRow[]): Summary {
  const sum: Summary = {
    levels: { red: 0, orange: 0, yellow: 0, blue: 0 },
    confidence: { high: 0, medium: 0, low: 0 },
    unscored: 0,
    changed: 0,
  };
  for (const row of rows) {
    if (row.level in sum.levels) ++sum.levels[row.level as keyof Summary["levels"]];
    if (row.confidence) ++sum.confidence[row.confidence];
    if (row.score === null) ++sum.unscored;
    if (hasChanged(row)) ++sum.changed;
  }
  return sum;
}

/** How many options of a filter there are among the rows, most first. */
export function countBy(
  rows: readonly RankingRow[],
  values: (row: RankingRow) => readonly (string | null)[],
): [string, number][] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const value of values(row)) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}
