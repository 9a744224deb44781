import { expect, test } from "vitest";
import { clockText, type DrillStep, drillRecord, outcomeOf, readDrill, stepsOfPlan, totalTime } from "./drill";
import type { PlanRecord } from "./model";

const step = (more: Partial<DrillStep> = {}): DrillStep => ({
  text: "s",
  started: null,
  ended: null,
  passed: null,
  note: "",
  ...more,
});

test("one step that fails fails the drill; a finding alone does not", () => {
  expect(outcomeOf([step({ passed: true }), step({ passed: true })])).toBe("passed");
  expect(outcomeOf([step({ passed: true, note: "late" })])).toBe("passed_with_findings");
  expect(outcomeOf([step({ passed: true, note: "late" }), step({ passed: false })])).toBe("failed");
});

test("the clock runs from the first start to the last end", () => {
  expect(clockText(125_000)).toBe("02:05");
  expect(clockText(3_725_000)).toBe("1:02:05");
  const steps = [step({ started: 1000, ended: 4000 }), step({ started: 5000 })];
  expect(totalTime(steps, 9000)).toBe(8000);
  expect(totalTime([step({ started: 1000, ended: 4000 })], 9000)).toBe(3000);
  expect(totalTime([step()], 9000)).toBe(0);
});

test("steps come from the plan, the record reads back", () => {
  const backup = {
    firm_id: "f",
    name_zh: "甲公司",
    name_en: "A",
    synthetic: false,
    tier: "scope",
    status: "qualified",
    reserved_cny_a_year: 2e7,
    ready_days: 35,
  };
  const plan = {
    lines: [
      {
        product_id: "P",
        name_zh: "偏光片",
        name_en: "Polariser",
        backups: [backup],
        stock_cny: 3e6,
        cost_cny_a_year: 1,
      },
      { product_id: "Q", name_zh: "乙", name_en: "Q", backups: [], stock_cny: 0, cost_cny_a_year: 0 },
    ],
  } as unknown as PlanRecord;
  const steps = stepsOfPlan(plan, "zh");
  expect(steps.map((one) => one.text)).toEqual([
    "宣布演练开始，说明主供来源断供的情景",
    "联系 甲公司，启用 偏光片 备份",
    "甲公司 确认 35 天内到位，可供 2,000 万元/年",
    "核对 偏光片的增加库存 300 万元".replace("偏光片的", "偏光片 的"),
    "汇总缺口并报告",
  ]);
  const draft = {
    plan: 4,
    revision: 2,
    name: "n",
    participants: "张三、李四, 王五",
    steps: steps.map((one, i) => ({ ...one, started: i * 10_000, ended: i * 10_000 + 5000, passed: true })),
  };
  const record = drillRecord(draft, "2026-11-26", "zh");
  expect(record).toMatchObject({
    outcome: "passed",
    summary: "5 步中 5 步通过，总用时 00:45。",
    plan: { record: 4, revision: 2 },
    participants: ["张三", "李四", "王五"],
    findings: [],
  });
  expect(readDrill(JSON.stringify(record))).toEqual(record);
  expect(readDrill("[]")).toBeUndefined();
});
