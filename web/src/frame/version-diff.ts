// What two versions judge differently, by subject: other levels first, then the largest change of score.
import type { components } from "@/api/schema";
import { severity } from "@/design/LevelBadge";

type Row = Pick<components["schemas"]["RankingRow"], "subject_kind" | "id" | "name_zh" | "name_en" | "level" | "score">;
export interface Difference {
  key: string;
  row: Row;
  before: Row | undefined;
  after: Row | undefined;
  otherLevel: boolean;
}

/** Scores are shown with two decimals; what differs less is the same to a reader. */
const seen = (row: Row | undefined) => row?.score?.value.toFixed(2);

export function differences(before: readonly Row[], after: readonly Row[]): Difference[] {
  const keyOf = (row: Row) => `${row.subject_kind}:${row.id}`;
  const old = new Map(before.map((row) => [keyOf(row), row]));
  const now = new Map(after.map((row) => [keyOf(row), row]));
  const found: Difference[] = [];
  for (const key of new Set([...now.keys(), ...old.keys()])) {
    const a = old.get(key);
    const b = now.get(key);
    const otherLevel = !a || !b || a.level !== b.level;
    if (otherLevel || seen(a) !== seen(b)) found.push({ key, row: (b ?? a)!, before: a, after: b, otherLevel });
  }
  const worst = (one: Difference) => Math.min(severity(one.before?.level), severity(one.after?.level));
  const step = (one: Difference) => Math.abs((one.after?.score?.value ?? 0) - (one.before?.score?.value ?? 0));
  return found.sort(
    (x, y) =>
      Number(y.otherLevel) - Number(x.otherLevel) ||
      (x.otherLevel ? worst(x) - worst(y) : 0) ||
      step(y) - step(x) ||
      x.key.localeCompare(y.key),
  );
}
