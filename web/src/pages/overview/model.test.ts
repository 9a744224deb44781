import { expect, test } from "vitest";
import {
  type CaseRow,
  type Change,
  countsOf,
  inOrder,
  type MetricMeaning,
  metricLong,
  metricShort,
  subjectOf,
  tasksOf,
  trendOf,
} from "./model";

const change = (id: string, before: string, level: string, rank = 1) =>
  ({ id, rank, level, before: { level_before: before } }) as unknown as Change;

test("changes: worse first by level, better apart, unknown neither", () => {
  const trend = trendOf([
    change("a", "none", "yellow"),
    change("b", "orange", "red", 9),
    change("c", "yellow", "red", 20),
    change("d", "red", "orange"),
    change("e", "unknown", "orange"),
    change("f", "red", "red"),
    change("g", "orange", "red", 3),
  ]);
  expect(trend.worse.map((one) => one.id)).toEqual(["c", "g", "b", "a"]);
  expect(trend.newRed.map((one) => one.id)).toEqual(["c", "g", "b"]);
  expect(trend.better.map((one) => one.id)).toEqual(["d"]);
  expect(trend.others).toBe(2);
});

test("measures stand in the order of their keys", () => {
  const given = ["makers", "new_one", "exposure", "recorded_share"].map((id) => ({ id }) as unknown as MetricMeaning);
  expect(inOrder(given).map((one) => one.id)).toEqual(["exposure", "makers", "recorded_share", "new_one"]);
});

test("values of cities with their unit and interval", () => {
  const metric = { id: "exposure", value: 0.3489, low: 0.2314, high: 0.7654, rank: 6 } as const;
  expect(metricLong(metric, "1", "zh")).toBe("0.35（0.23–0.77）");
  expect(metricLong({ ...metric, value: 35.4167, low: 18.75, high: 91.6667 }, "%", "en")).toBe("35.4% (18.8–91.7%)");
  expect(metricLong({ ...metric, value: 61, low: 61, high: 61 }, "%", "en")).toBe("61%");
  expect(metricLong({ ...metric, value: 137, low: null, high: null }, "firms", "en")).toBe("137");
  expect([metricShort(35.4, "%"), metricShort(6.97, "%"), metricShort(0, "%"), metricShort(0.3489, "1")]).toEqual([
    "35%",
    "7.0%",
    "0%",
    "0.35",
  ]);
});

test("tasks: overdue, then what comes due", () => {
  const row = (id: string, days_left: number | null) =>
    ({
      id,
      is_final: false,
      due: days_left === null ? null : { day: "2026-11-27", days_left, zh: "目标", en: "Target" },
      subject_kind: "break_point",
      subject_id: `delta/product/P-${id}`,
    }) as CaseRow;
  const tasks = tasksOf([row("1", -7), row("2", 6), row("3", null), row("4", 0), { ...row("5", -1), is_final: true }]);
  expect(tasks.map((task) => [task.caseId, task.late])).toEqual([
    ["1", true],
    ["4", false],
    ["2", false],
    ["3", false],
  ]);
  expect(countsOf(tasks)).toEqual({ all: 4, overdue: 1, today: 1 });
  expect(tasks[0]!.subject).toEqual({ kind: "product", id: "P-1" });
  expect(subjectOf({ subject_kind: "firm", subject_id: "F-1" })).toEqual({ kind: "firm", id: "F-1" });
});
