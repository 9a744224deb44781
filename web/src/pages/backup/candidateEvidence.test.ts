import { expect, test } from "vitest";
import { evidenceOf, type Figure, knownParts, priceText } from "./candidateEvidence";
import { sorted } from "./candidateList";
import type { Candidate } from "./model";

const part = (value: number, known: boolean) => ({ value, low: value / 2, high: value, known });
const row: Candidate = {
  rank: 1,
  firm_id: "f",
  name_zh: "甲",
  name_en: "A",
  kind: "maker",
  tier: "province",
  status: "qualified",
  synthetic: false,
  spare_cny_a_year: 2e7,
  unit_cost: 1.06,
  lead_days: { low: 20, high: 30, is_assumption: false },
  qualification_days: { low: 15, high: 15, is_assumption: true },
  fails_with_primary: false,
  shared: [],
  score: part(0.4, true),
  parts: {
    capacity: part(1, true),
    independence: part(1, true),
    maturity: part(1, false),
    time: part(0.5, true),
    cost: part(0.8, false),
  },
  source: "年报",
  year: 2025,
  grade: "B",
};
const figures: Figure[] = ["fit", "spare", "ready", "price", "certainty"];

test("every figure of a candidate names source, year and grade", () => {
  for (const language of ["zh", "en"] as const)
    for (const figure of figures) {
      const { value, meaning, inputs } = evidenceOf(figure, row, language, "delta v2");
      expect(value).not.toBe("");
      expect(meaning).toBeTruthy();
      expect(inputs.some((one) => one.source === "年报" && one.year === 2025 && one.grade === "B")).toBe(true);
    }
});

test("what is assumed is of grade M and no figure of the maker", () => {
  const { value, inputs } = evidenceOf("ready", row, "zh", "delta v2");
  expect(value).toBe("35–45 天");
  expect(inputs[0]).toMatchObject({ value: "20–30 天", grade: "B" });
  expect(inputs[1]).toMatchObject({ value: "15 天", grade: "M" });
});

test("what is not known is told, never made up", () => {
  const silent = { ...row, spare_cny_a_year: null, unit_cost: null };
  expect(evidenceOf("spare", silent, "en", "v").value).toBe("Spare capacity is not published");
  expect(evidenceOf("price", silent, "en", "v").value).toBe("Unit cost is not published");
  expect(evidenceOf("price", silent, "en", "v").formula).toBeUndefined();
});

test("the price is told as a difference, certainty as parts known", () => {
  expect(priceText(1.06)).toBe("+6%");
  expect(priceText(0.9)).toBe("−10%");
  expect(knownParts(row)).toEqual({ known: 3, all: 5 });
  expect(evidenceOf("certainty", row, "zh", "v").value).toBe("B 级 · 已知 3/5 项");
});

test("the order of candidates: what is not known comes last", () => {
  const cheap = { ...row, rank: 2, unit_cost: 0.9, spare_cny_a_year: null };
  const unknown = { ...row, rank: 3, unit_cost: null, spare_cny_a_year: 3e7 };
  const ranks = (by: Parameters<typeof sorted>[1]) => sorted([unknown, row, cheap], by).map((one) => one.rank);
  expect(ranks("fit")).toEqual([1, 2, 3]);
  expect(ranks("price")).toEqual([2, 1, 3]);
  expect(ranks("spare")).toEqual([3, 1, 2]);
});
