import { describe, expect, it } from "vitest";
import { changedCells, rowName } from "./ChangedRows";
import {
  bySource,
  byYear,
  dotSize,
  type Figure,
  filterFigures,
  type Gap,
  orderGaps,
  rowOfGap,
  sameSince,
  totals,
  type Version,
} from "./model";
import { pagesFor } from "./server-rows";

const version = (number: number, files: Version["files"]) => ({ version: number, files }) as Version;
const counts = (added: number, changed = 0, removed = 0, moved = 0) => ({ added, changed, removed, moved });

describe("versions", () => {
  it("add up what their files changed", () => {
    expect(totals({ "a.csv": counts(1, 2, 3, 9), "b.csv": counts(4) })).toEqual({ added: 5, changed: 2, removed: 3 });
    expect(dotSize(0, 0)).toBe(6);
    expect(dotSize(100, 100)).toBe(20);
    expect(dotSize(1, 10000)).toBeGreaterThan(6);
  });
  it("know since when a file is the same", () => {
    const all = [
      version(3, { "a.csv": counts(0) }),
      version(2, { "a.csv": counts(0, 1) }),
      version(1, { "a.csv": counts(9) }),
    ];
    expect(sameSince(all, "a.csv")).toBe(2);
    expect(sameSince(all, "b.csv")).toBeUndefined();
  });
  it("show which cells became another value", () => {
    expect(changedCells({ a: 1, b: "x" }, { a: 1, b: "y", c: "z" })).toEqual([
      { column: "b", from: "x", to: "y" },
      { column: "c", from: "", to: "z" },
    ]);
    expect(rowName("inputs.csv", { input_id: "I", product_id: "P", essential: 1 })).toBe("I · P");
    expect(rowName("facts.csv", { product_id: "P", metric: "m", low: 1 })).toBe("P · m");
  });
});

describe("pages of a table", () => {
  it("are those in sight, and the next where it is near", () => {
    expect(pagesFor({ from: 1, to: 30 }, 100_000, 500)).toEqual([0]);
    expect(pagesFor({ from: 480, to: 520 }, 100_000, 500)).toEqual([0, 1]);
    expect(pagesFor({ from: 99_980, to: 100_000 }, 100_000, 500)).toEqual([199]);
    expect(pagesFor({ from: 0, to: 0 }, 100_000, 500)).toEqual([]);
    expect(pagesFor({ from: 1, to: 5 }, 0, 500)).toEqual([]);
  });
});

describe("gaps", () => {
  const gap = (id: string, level: string, what = "no_maker") => ({ id, level, what, subject_kind: "product" }) as Gap;
  it("come serious ones first, else as they were", () => {
    const ordered = orderGaps([gap("a", "none"), gap("b", "orange"), gap("c", "red"), gap("d", "orange")]);
    expect(ordered.map((one) => one.id)).toEqual(["c", "b", "d", "a"]);
  });
  it("name the row that would close them", () => {
    expect(rowOfGap("delta", gap("P", "red"))).toEqual({ row: "delta:capabilities:P", column: "firm_id" });
    expect(rowOfGap("delta", gap("P", "red", "new_kind"))).toEqual({ row: "delta:products:P", column: "" });
  });
});

describe("figures", () => {
  const figure = (id: string, source: string, year: number | null, grade: string, more = {}) =>
    ({
      subject_kind: "product",
      id,
      line: { source, year, grade, url: null, old: (year ?? 9999) < 2021, computed_with: false, ...more },
    }) as unknown as Figure;
  const all = [
    figure("P", "甲", 2019, "B"),
    figure("P", "甲", 2022, "A", { computed_with: true, url: "https://a" }),
    figure("Q", "乙", null, "M"),
  ];
  it("are gathered by source", () => {
    const [first, second] = bySource(all);
    expect(first).toMatchObject({
      source: "甲",
      count: 2,
      used: 1,
      old: 1,
      grades: ["A", "B"],
      from: 2019,
      to: 2022,
      products: 1,
    });
    expect(second).toMatchObject({ source: "乙", from: null, to: null });
  });
  it("are counted for every year between the oldest and the newest", () => {
    expect(byYear(all).map(({ year, count }) => [year, count])).toEqual([
      [2019, 1],
      [2020, 0],
      [2021, 0],
      [2022, 1],
      [null, 1],
    ]);
  });
  it("are filtered by grade, use, age and year together", () => {
    const none = { grade: [], use: "", age: "", year: "" };
    expect(filterFigures(all, none)).toHaveLength(3);
    expect(filterFigures(all, { ...none, use: "used" })).toHaveLength(1);
    expect(filterFigures(all, { ...none, age: "old", grade: ["B"] })).toHaveLength(1);
    expect(filterFigures(all, { ...none, year: "none" })).toHaveLength(1);
  });
});
