import { describe, expect, it } from "vitest";
import type { Ranking, RankingRow } from "./model";
import { isWithin, readRange, whole, writeRange } from "./ranges";
import { levelChanges, readWeights, reweighted, usualWeights, writeWeights } from "./weights";

const at = (value: number, low = value, high = value) => ({ value, low, high });
function row(id: string, i: number, e: number, r: number, more: Partial<RankingRow> = {}): RankingRow {
  const value = i ** 0.25 * e ** 0.4 * r ** 0.35;
  return {
    id,
    subject_kind: "product",
    importance: at(i),
    exposure: at(e),
    recovery: at(r),
    score: at(value),
    level: value >= 0.65 ? "red" : value >= 0.5 ? "orange" : "none",
    level_high: "red",
    level_capped: false,
    confidence: "high",
    rank: 1,
    ...more,
  } as RankingRow;
}
const ranking = (rows: RankingRow[]) =>
  ({ rows, thresholds: { red: 0.65, orange: 0.5, yellow: 0.35, blue: 0.2 } }) as Ranking;

describe("weights", () => {
  it("are those of the method unless said", () => {
    expect(readWeights("")).toEqual(usualWeights);
    expect(readWeights("0-0-0")).toEqual(usualWeights);
    expect(readWeights("300-1-1")).toEqual(usualWeights);
    expect(writeWeights(usualWeights)).toBe("");
    expect(readWeights(writeWeights({ importance: 10, exposure: 0, recovery: 5 }))).toEqual({
      importance: 10,
      exposure: 0,
      recovery: 5,
    });
  });
  it("of the method give the scores of the method", () => {
    const given = ranking([row("a", 0.9, 0.8, 0.7), row("b", 0.5, 0.6, 0.9)]);
    const again = reweighted(given, usualWeights);
    again.forEach((one, k) => {
      expect(one.score?.value).toBeCloseTo(given.rows[k]?.score?.value ?? -1, 12);
    });
    expect(levelChanges(given.rows, again)).toEqual({ worse: 0, better: 0 });
    // Only their proportions count.
    expect(reweighted(given, { importance: 50, exposure: 80, recovery: 70 })[0]?.score?.value).toBeCloseTo(
      again[0]?.score?.value ?? -1,
      12,
    );
  });
  it("order anew, and count what changes level", () => {
    const given = ranking([row("a", 0.9, 0.5, 0.5), row("b", 0.2, 0.6, 0.6)]);
    const byImportance = reweighted(given, { importance: 100, exposure: 0, recovery: 0 });
    expect(byImportance.map((one) => [one.id, one.rank, one.level])).toEqual([
      ["a", 1, "red"],
      ["b", 2, "blue"],
    ]);
    const bFirst = reweighted(given, { importance: 0, exposure: 50, recovery: 50 });
    expect(bFirst.map((one) => one.id)).toEqual(["b", "a"]);
    expect(levelChanges(given.rows, byImportance)).toEqual({ worse: 2, better: 0 });
  });
  it("make nothing red without published figures, and score nothing that has no score", () => {
    const weak = row("weak", 1, 1, 1, { confidence: "low" });
    const held = row("held", 1, 1, 1, { level_capped: true });
    const none = row("none", 1, 1, 1, { score: null, rank: null, level: "unknown" });
    const found = reweighted(ranking([weak, held, none]), usualWeights);
    expect(found.map((one) => one.level)).toEqual(["orange", "orange", "unknown"]);
    expect(found[2]?.rank).toBeNull();
  });
});

describe("ranges", () => {
  it("stand in the address", () => {
    expect(readRange("0.4-0.85")).toEqual([0.4, 0.85]);
    expect(readRange("0.9-0.1")).toEqual(whole);
    expect(readRange("x")).toEqual(whole);
    expect(writeRange([0, 1])).toBe("");
    expect(writeRange([0.333, 2])).toBe("0.33-1");
  });
  it("leave out rows without a value, but where all are in", () => {
    const without = { ...row("a", 0.5, 0.5, 0.5), exposure: null } as RankingRow;
    expect(isWithin(without, "exposure", whole)).toBe(true);
    expect(isWithin(without, "exposure", [0.1, 1])).toBe(false);
    expect(isWithin(row("a", 0.5, 0.5, 0.5), "exposure", [0.5, 0.6])).toBe(true);
  });
});
