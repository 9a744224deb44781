// What the overview says of its figures: the sentence's parts, changes in order, measures of cities.
import type { components } from "@/api/schema";
import { severity } from "@/design/LevelBadge";
import { full, interval, percentInterval } from "@/design/number";
import type { Language } from "@/text";
import type { CityRow } from "./tiles";

export type OverviewView = components["schemas"]["OverviewView"];
export type CitiesView = components["schemas"]["CitiesView"];
export type Change = components["schemas"]["OverviewChange"];
export type CaseRow = components["schemas"]["CaseRow"];
type MetricId = components["schemas"]["CityMetricId"];
export type Metric = components["schemas"]["CityMetric"];
export type MetricMeaning = CitiesView["metrics"][number];

const order: readonly MetricId[] = [
  "exposure",
  "exposed_products",
  "concentration",
  "products",
  "makers",
  "recorded_share",
];
/** The measures in the order of their keys 1, 2, 3 …; ones not named here come last. */
export function inOrder(metrics: readonly MetricMeaning[]): readonly MetricMeaning[] {
  const place = (id: MetricId) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...metrics].sort((a, b) => place(a.id) - place(b.id));
}

export function metricOf(city: CityRow | undefined, id: string): Metric | undefined {
  return city?.metrics.find((metric) => metric.id === id);
}

/** A value as it stands alone on a tile: short, with the percent sign where it is a percentage. */
export function metricShort(value: number, unit: string): string {
  if (unit === "%") return `${full(value, Number.isInteger(value) || value >= 10 ? 0 : 1)}%`;
  return unit === "1" ? full(value, 2) : full(value, 0);
}
/** With its interval where there is one. */
export function metricLong(metric: Metric, unit: string, language: Language): string {
  const { value, low, high } = metric;
  const spread = low !== null && high !== null && low !== high;
  if (unit === "%") {
    const share = (one: number | null) => (one === null ? null : one / 100);
    return percentInterval(share(value), spread ? share(low) : null, spread ? share(high) : null, language, 1);
  }
  return interval(value, spread ? low : null, spread ? high : null, language, unit === "1" ? 2 : 0);
}

export interface Trend {
  /** Products that are red and were not. */
  newRed: readonly Change[];
  worse: readonly Change[];
  better: readonly Change[];
  /** The level is the same, the score differs; or one of the two levels is unknown. */
  others: number;
}

const rated = (level: string) => level !== "unknown";

/** Changes of level, the worst level first; within one the larger step first. */
export function trendOf(changes: readonly Change[]): Trend {
  const step = (change: Change) =>
    change.before && rated(change.level) && rated(change.before.level_before)
      ? severity(change.before.level_before) - severity(change.level)
      : 0;
  const worse = changes
    .filter((change) => step(change) > 0)
    .sort((a, b) => severity(a.level) - severity(b.level) || step(b) - step(a) || (a.rank ?? 1e9) - (b.rank ?? 1e9));
  const better = changes
    .filter((change) => step(change) < 0)
    .sort((a, b) => severity(a.before?.level_before) - severity(b.before?.level_before) || step(a) - step(b));
  return {
    newRed: worse.filter((change) => change.level === "red"),
    worse,
    better,
    others: changes.length - worse.length - better.length,
  };
}

export interface Task {
  caseId: string;
  subject: { kind: string; id: string };
  name: { zh: string; en: string } | undefined;
  /** When it is due; empty: nothing is. */
  day: string;
  /** Negative: overdue. */
  daysLeft: number;
  late: boolean;
}

/** “delta/product/ICIC-20” is product ICIC-20 of the dataset delta. */
export function subjectOf(row: Pick<CaseRow, "subject_kind" | "subject_id">): { kind: string; id: string } {
  const parts = row.subject_id.split("/");
  return parts.length === 3 ? { kind: parts[1]!, id: parts[2]! } : { kind: row.subject_kind, id: row.subject_id };
}

/** What is longest overdue first, then what comes due, soonest first; what has no day comes last. */
export function tasksOf(cases: readonly CaseRow[]): Task[] {
  return cases
    .filter((row) => !row.is_final)
    .map((row) => {
      const daysLeft = row.due?.days_left ?? Number.POSITIVE_INFINITY;
      const name = row.due ? { zh: row.due.zh, en: row.due.en } : undefined;
      return { caseId: row.id, subject: subjectOf(row), name, day: row.due?.day ?? "", daysLeft, late: daysLeft < 0 };
    })
    .sort((a, b) => (a.daysLeft === b.daysLeft ? a.caseId.localeCompare(b.caseId) : a.daysLeft - b.daysLeft));
}
export function countsOf(tasks: readonly Task[]): { all: number; overdue: number; today: number } {
  return {
    all: tasks.length,
    overdue: tasks.filter((task) => task.late).length,
    today: tasks.filter((task) => task.daysLeft === 0).length,
  };
}
