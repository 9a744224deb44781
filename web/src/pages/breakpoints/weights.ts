// The score with other weights, on trial: score = Π component^weight, weights summing to 1 (docs/methods_break_points.md).
import type { Ranking, RankingRow } from "./model";
import { measures } from "./model";

export interface Weights {
  importance: number;
  exposure: number;
  recovery: number;
}
/** Parts of 100, those of the method. */
export const usualWeights: Weights = { importance: 25, exposure: 40, recovery: 35 };

export function writeWeights(weights: Weights): string {
  return measures.every((one) => weights[one] === usualWeights[one])
    ? ""
    : measures.map((one) => weights[one]).join("-");
}
export function readWeights(text: string): Weights {
  const found = /^(\d{1,3})-(\d{1,3})-(\d{1,3})$/.exec(text);
  const [importance = 0, exposure = 0, recovery = 0] = found ? found.slice(1).map(Number) : [];
  const isRight = [importance, exposure, recovery].every((one) => one <= 100) && importance + exposure + recovery > 0;
  return found && isRight ? { importance, exposure, recovery } : usualWeights;
}

type End = "low" | "value" | "high";
function scoreOf(row: RankingRow, weights: Weights, end: End): number {
  const all = weights.importance + weights.exposure + weights.recovery;
  return measures.reduce((product, one) => product * (row[one]?.[end] ?? 0) ** (weights[one] / all), 1);
}

/** Without a published figure of grade A or B there is no red; of rows that were red enough before, the server says so. */
function levelOf(row: RankingRow, score: number, limits: Ranking["thresholds"]): RankingRow["level"] {
  const level =
    score >= limits.red
      ? "red"
      : score >= limits.orange
        ? "orange"
        : score >= limits.yellow
          ? "yellow"
          : score >= limits.blue
            ? "blue"
            : "none";
  return level === "red" && (row.level_capped || row.confidence === "low") ? "orange" : level;
}

/** The rows with their scores, levels and ranks by these weights, best first; rows without a score stay as they are. */
export function reweighted(ranking: Ranking, weights: Weights): RankingRow[] {
  const isOpen = (row: RankingRow) => row.score !== null && measures.every((one) => row[one] !== null);
  const scored = ranking.rows.filter(isOpen).map((row) => {
    const score = {
      value: scoreOf(row, weights, "value"),
      low: scoreOf(row, weights, "low"),
      high: scoreOf(row, weights, "high"),
    };
    return {
      ...row,
      score,
      level: levelOf(row, score.value, ranking.thresholds),
      level_high: levelOf(row, score.high, ranking.thresholds),
    };
  });
  scored.sort((a, b) => b.score.value - a.score.value || (b.exposure?.value ?? 0) - (a.exposure?.value ?? 0));
  const ranked = scored.map((row, i) => ({
    ...row,
    rank: i + 1,
    rank_low: 1 + scored.filter((other) => other.score.low > row.score.high).length,
    rank_high: scored.filter((other) => other.score.high >= row.score.low).length,
  }));
  return [...ranked, ...ranking.rows.filter((row) => !isOpen(row))];
}

const order = ["red", "orange", "yellow", "blue", "none"];
export function levelChanges(before: readonly RankingRow[], after: readonly RankingRow[]) {
  const was = new Map(before.map((row) => [row.subject_kind + row.id, row.level]));
  let worse = 0;
  let better = 0;
  for (const row of after) {
    const step = order.indexOf(row.level) - order.indexOf(was.get(row.subject_kind + row.id) ?? row.level);
    if (step < 0) ++worse;
    if (step > 0) ++better;
  }
  return { worse, better };
}
