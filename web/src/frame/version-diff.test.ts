import { expect, it } from "vitest";
import { differences } from "./version-diff";

const row = (id: string, level: "red" | "orange" | "yellow" | "none", value: number | null) => ({
  subject_kind: "product" as const,
  id,
  name_zh: id,
  name_en: id,
  level,
  score: value === null ? null : { value, low: value, high: value },
});

it("puts other levels first, worst first, then scores by how far they moved", () => {
  const found = differences(
    [row("A", "yellow", 0.4), row("B", "orange", 0.6), row("C", "orange", 0.61), row("D", "none", 0.1)],
    [row("A", "orange", 0.5), row("B", "orange", 0.64), row("C", "orange", 0.7), row("D", "none", 0.1)],
  );
  expect(found.map((one) => [one.row.id, one.otherLevel])).toEqual([
    ["A", true],
    ["C", false],
    ["B", false],
  ]);
});
it("counts what came and what went", () => {
  const found = differences([row("A", "red", 0.9)], [row("B", "none", null)]);
  expect(found.map((one) => [one.row.id, one.before?.level, one.after?.level])).toEqual([
    ["A", "red", undefined],
    ["B", undefined, "none"],
  ]);
});
it("is silent about what a reader cannot see", () => {
  expect(differences([row("A", "red", 0.9001)], [row("A", "red", 0.9002)])).toEqual([]);
});
