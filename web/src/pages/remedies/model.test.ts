import { expect, test } from "vitest";
import {
  answersOf,
  bytesOf,
  contentOf,
  countClasses,
  fileName,
  hasRange,
  type Measure,
  ordered,
  perCost,
  type RankingRow,
  readBrief,
  rowsOf,
} from "./model";

const row = (id: string, level: string, remedy: string, chain = "A") =>
  ({ subject_kind: "product", id, level, remedy, chain_id: chain }) as unknown as RankingRow;
const none = { lv: [], chain: [], rem: [], sort: "", sel: "" };

test("red and orange unless other levels are chosen; filters narrow", () => {
  const rows = [row("a", "red", "supplement"), row("b", "orange", "secure", "B"), row("c", "blue", "strengthen")];
  expect(rowsOf(rows, none).map((one) => one.id)).toEqual(["a", "b"]);
  expect(rowsOf(rows, { ...none, lv: ["blue"] }).map((one) => one.id)).toEqual(["c"]);
  expect(rowsOf(rows, { ...none, chain: ["B"] }).map((one) => one.id)).toEqual(["b"]);
  expect(rowsOf(rows, { ...none, rem: ["supplement"] }).map((one) => one.id)).toEqual(["a"]);
  expect(countClasses(rows)).toEqual({ supplement: 1, secure: 1, strengthen: 1 });
});

test("answers on the way to a class: the second question is asked only after a yes", () => {
  expect(answersOf("supplement")).toEqual([{ question: "q1", yes: false }]);
  expect(answersOf("secure").map((one) => one.yes)).toEqual([true, false]);
  expect(answersOf("strengthen").map((one) => one.yes)).toEqual([true, true]);
});

const measure = (name: string, more: Partial<Measure>): Measure =>
  ({
    measure: name,
    possible: true,
    rank_by_cost: 0,
    annual_cost_cny: 100,
    avoided_cny: { value: 0, low: 0, high: 0 },
    ...more,
  }) as Measure;

test("what cannot be done and what has no effect never stands before what helps, and has no ratio", () => {
  const measures = [
    measure("impossible", { possible: false, rank_by_cost: 0 }),
    measure("idle", {}),
    measure("second", { rank_by_cost: 2, avoided_cny: { value: 200, low: 100, high: 300 } }),
    measure("first", { rank_by_cost: 1, avoided_cny: { value: 500, low: 500, high: 500 } }),
  ];
  expect(ordered(measures).map((one) => one.measure)).toEqual(["first", "second", "idle", "impossible"]);
  expect(measures.map(perCost)).toEqual([undefined, undefined, 2, 5]);
  expect(hasRange({ value: 500, low: 500, high: 500 })).toBe(false);
  expect(hasRange({ value: 2, low: 1, high: 3 })).toBe(true);
});

test("a kept brief reads back; its bytes and content are counted", () => {
  const kept = { dataset: { name: "d", version: 2 }, html: "<table></table><figure>x</figure><figure>" };
  expect(readBrief(JSON.stringify(kept))?.dataset.version).toBe(2);
  expect(readBrief("{}")).toBeUndefined();
  expect(readBrief("x")).toBeUndefined();
  expect(contentOf(kept.html)).toEqual({ tables: 1, figures: 2 });
  expect([...bytesOf("AP8Q")]).toEqual([0, 255, 16]);
  expect(fileName('关于"TAC膜"：a/b')).toBe("关于 TAC膜 ：a b");
  expect(fileName("///")).toBe("brief");
});
