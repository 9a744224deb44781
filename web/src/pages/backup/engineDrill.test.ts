import { expect, test } from "vitest";
import { type EngineDrill, engineRequest, registerOf, worstFirst } from "./engineDrill";
import type { PlanItem, PlanRecord } from "./model";

const item = (more: Partial<PlanItem>) =>
  ({ product_id: "P", gap_cny_a_year: 365, stock_cny: 0, backups: [], ...more }) as PlanItem;
const backup = {
  firm_id: "F",
  region_code: "320500",
  reserved_cny_a_year: 100,
  ready_days: 30,
} as PlanItem["backups"][number];

test("a plan as a register: an entry a backup, one a stock in days of the gap", () => {
  const text = registerOf(
    [item({ backups: [backup], stock_cny: 12 }), item({ product_id: "Q", stock_cny: 0.001 })],
    "plan 3",
  );
  expect(text).toBe(
    "id,product,maker,plant,reserved_cny_a_year,ready_days,stock_days,grade,source\n" +
      "P0001,P,F,320500,100,30,,M,plan 3\nP0002,P,,,,,12,M,plan 3\n",
  );
});

test("what is asked of the model: the products of the plan at its version; nothing of an empty plan", () => {
  const plan = {
    dataset: { name: "delta", version: 2 },
    options: {},
    lines: [item({ backups: [backup] })],
  } as unknown as PlanRecord;
  expect(engineRequest(3, plan, 60)).toMatchObject({ dataset: "delta", version: 2, products: ["P"], failure_days: 60 });
  expect(engineRequest(3, { ...plan, lines: [item({})] }, 60)).toBeUndefined();
});

test("those that fail come first, the most missing at the top; those not run last", () => {
  const drill = (product: string, passed?: boolean, missing_cny = 0) =>
    ({ product, passed, with_backups: { missing_cny } }) as EngineDrill;
  const order = worstFirst([drill("skip"), drill("ok", true), drill("a", false, 1), drill("b", false, 9)]);
  expect(order.map((one) => one.product)).toEqual(["b", "a", "ok", "skip"]);
});
