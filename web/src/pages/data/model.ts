// Versions, gaps and published figures: what the pages count and order.
import type { components } from "@/api/schema";
import { severity } from "@/design/LevelBadge";
import { datasetFiles } from "./files";

export type Version = components["schemas"]["DatasetVersion"];
export type GapsView = components["schemas"]["GapsView"];
export type Gap = GapsView["items"][number];
export type EvidenceView = components["schemas"]["EvidenceView"];
export type Figure = EvidenceView["items"][number];

export interface Counts {
  added: number;
  changed: number;
  removed: number;
}
/** Rows that the files count in all; `moved` rows kept their content. */
export function totals(files: Readonly<Record<string, Counts>>): Counts {
  const sum = { added: 0, changed: 0, removed: 0 };
  for (const one of Object.values(files)) {
    sum.added += one.added;
    sum.changed += one.changed;
    sum.removed += one.removed;
  }
  return sum;
}
export function sizeOf(version: Version): number {
  const { added, changed, removed } = totals(version.files);
  return added + changed + removed;
}

/** The newest version that changed a file, since which its content is the same. */
export function sameSince(versions: readonly Version[], file: string): number | undefined {
  const changed = versions.filter(({ files }) => {
    const one = files[file];
    return one && one.added + one.changed + one.removed + one.moved > 0;
  });
  return changed.length > 0 ? Math.max(...changed.map((one) => one.version)) : undefined;
}

/** Files in the order in which people think of them; unknown ones last. */
export function inOrder<T>(files: Readonly<Record<string, T>>): [string, T][] {
  const place = (file: string) => {
    const index = datasetFiles.findIndex((one) => one.file === file);
    return index < 0 ? datasetFiles.length : index;
  };
  return Object.entries(files).sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b));
}

/** Pixels of a version's dot: area by rows changed, so that one large import does not hide the others. */
export function dotSize(size: number, largest: number): number {
  return largest === 0 ? 6 : 6 + 14 * Math.sqrt(size / largest);
}

/** Serious subjects first, then as the analysis ranks them. */
export function orderGaps(gaps: readonly Gap[]): Gap[] {
  return gaps
    .map((gap, i) => ({ gap, i }))
    .sort((a, b) => severity(a.gap.level) - severity(b.gap.level) || a.i - b.i)
    .map((one) => one.gap);
}
export function gapKey(gap: Gap): string {
  return `${gap.subject_kind}:${gap.id}:${gap.what}`;
}

/** The row and the column that data on a gap would go into. */
export function rowOfGap(dataset: string, gap: Gap): { row: string; column: string } {
  const tables: Record<string, [string, string]> = {
    no_evidence: ["facts", "external_dependence"],
    no_dependence_figure: ["facts", "external_dependence"],
    only_old_facts: ["facts", "external_dependence"],
    only_weak_grades: ["facts", "external_dependence"],
    no_concentration: ["shares", "share_low"],
    no_maker: ["capabilities", "firm_id"],
    maker_status_unknown: ["capabilities", "status"],
    no_recovery_time: ["capabilities", "lead_time_days"],
    no_capacity: ["capabilities", "annual_capacity"],
  };
  const [table, column] = tables[gap.what] ?? ["products", ""];
  return { row: `${dataset}:${table}:${gap.id}`, column };
}

export const grades = ["A", "B", "C", "M", "S"] as const;
export interface SourceRow {
  source: string;
  urls: readonly string[];
  count: number;
  used: number;
  old: number;
  grades: readonly string[];
  from: number | null;
  to: number | null;
  products: number;
}
/** What rests on each source, most figures first. */
export function bySource(figures: readonly Figure[]): SourceRow[] {
  const groups = new Map<string, Figure[]>();
  for (const figure of figures) {
    const source = figure.line.source ?? "";
    groups.set(source, [...(groups.get(source) ?? []), figure]);
  }
  return [...groups]
    .map(([source, all]) => {
      const years = all.flatMap(({ line }) => (line.year === null ? [] : [line.year]));
      return {
        source,
        urls: [...new Set(all.flatMap(({ line }) => (line.url ? [line.url] : [])))],
        count: all.length,
        used: all.filter(({ line }) => line.computed_with).length,
        old: all.filter(({ line }) => line.old).length,
        grades: grades.filter((grade) => all.some(({ line }) => line.grade === grade)),
        from: years.length > 0 ? Math.min(...years) : null,
        to: years.length > 0 ? Math.max(...years) : null,
        products: new Set(all.map(({ subject_kind, id }) => `${subject_kind}:${id}`)).size,
      };
    })
    .sort((a, b) => b.count - a.count || a.source.localeCompare(b.source));
}

export interface YearCounts {
  year: number | null;
  grades: Readonly<Record<string, number>>;
  count: number;
}
/** Each year from the oldest to the newest, also those without figures; those without a year last. */
export function byYear(figures: readonly Figure[]): YearCounts[] {
  const years = figures.flatMap(({ line }) => (line.year === null ? [] : [line.year]));
  const rows: YearCounts[] = [];
  const count = (year: number | null): YearCounts => {
    const all = figures.filter(({ line }) => line.year === year);
    const of: Record<string, number> = {};
    for (const { line } of all) of[line.grade ?? ""] = (of[line.grade ?? ""] ?? 0) + 1;
    return { year, grades: of, count: all.length };
  };
  if (years.length > 0) for (let y = Math.min(...years); y <= Math.max(...years); ++y) rows.push(count(y));
  const without = count(null);
  return without.count > 0 ? [...rows, without] : rows;
}
export interface FigureFilters {
  grade: readonly string[];
  use: string;
  age: string;
  year: string;
}
export function filterFigures(figures: readonly Figure[], filters: FigureFilters): Figure[] {
  return figures.filter(
    ({ line }) =>
      (filters.grade.length === 0 || filters.grade.includes(line.grade ?? "")) &&
      (filters.use === "" || (filters.use === "used") === line.computed_with) &&
      (filters.age === "" || (filters.age === "old") === line.old) &&
      (filters.year === "" || String(line.year ?? "none") === filters.year),
  );
}
