import { expect, test } from "vitest";
import {
  changesOf,
  coverageByChain,
  coverageOf,
  type Desk,
  gainOf,
  inTwo,
  kneeOf,
  ladderBudgets,
  type Plan,
  type PlanItem,
  provinceCounts,
  reachOf,
  readPlanRecord,
  recordOf,
  requestOf,
  roundUp,
  stepAt,
  stepsOf,
  uncoveredCounts,
  withReasons,
} from "./model";

function item(id: string, more: Partial<PlanItem> = {}): PlanItem {
  return {
    product_id: id,
    name_zh: id,
    name_en: id,
    chain_id: "A",
    buyer_id: null,
    primary_zh: "日本",
    primary_en: "Japan",
    primary_part: 0.6,
    gap_cny_a_year: 1e8,
    cover_days: 30,
    value_at_stake: 1,
    short_before_cny: 5,
    short_after_cny: 5,
    stock_cny: 0,
    cost_cny_a_year: 0,
    uncovered_reason: null,
    backups: [],
    ...more,
  };
}
const maker = (id: string) => ({
  firm_id: id,
  name_zh: id,
  name_en: id,
  synthetic: false,
  tier: "scope",
  status: "mass_production",
  reserved_cny_a_year: 1e6,
  ready_days: 30,
});
function plan(budget: number | null, covered: number, items: PlanItem[] = []): Plan {
  return {
    dataset: "d@1",
    products: "red",
    goal: "loss",
    budget_cny_a_year: budget,
    horizon_days: 90,
    solver: { name: "cbc", status: "optimal", objective: 1, bound: 1, gap: 0, seconds: 0.1 },
    cost_cny_a_year: budget ?? 0,
    before: { expected_loss_cny_a_year: 100, tail_loss_cny_a_year: 500 },
    after: { expected_loss_cny_a_year: 100 - covered, tail_loss_cny_a_year: 500 },
    covered_before: 1,
    covered_after: covered,
    costs_assumed: {},
    items,
  };
}

test("budgets of the ladder are few, rise, start at nothing and reach beyond what covers all", () => {
  for (const cost of [0, 3e5, 6.7e7, 4.2e9]) {
    const budgets = ladderBudgets(cost);
    expect(budgets[0]).toBe(0);
    expect(budgets.length).toBeLessThanOrEqual(21);
    expect(budgets.length).toBeGreaterThan(6);
    expect([...budgets].sort((a, b) => a - b)).toEqual(budgets);
    expect(new Set(budgets).size).toBe(budgets.length);
    expect(budgets.at(-1)).toBeGreaterThanOrEqual(cost);
    expect(budgets.every((one) => one % 10_000 === 0)).toBe(true);
  }
  expect(roundUp(61)).toBe(80);
  expect(roundUp(0)).toBe(1);
});

test("a step holds until the next budget, and never falls", () => {
  const steps = stepsOf([plan(2e7, 40), plan(0, 28), plan(3e7, 39), plan(1e7, 35)]);
  expect(steps.map((step) => step.gain)).toEqual([28, 35, 40, 40]);
  expect(stepAt(steps, 1.5e7)?.gain).toBe(35);
  expect(stepAt(steps, -1)).toBeUndefined();
  expect(stepAt(steps, 9e9)?.budget).toBe(3e7);
});

test("a budget without a plan is no step", () => {
  const none = plan(1e7, 0);
  const steps = stepsOf([{ ...none, solver: { ...none.solver, status: "infeasible" } }, plan(2e7, 40)]);
  expect(steps.map((step) => step.budget)).toEqual([2e7]);
});

test("backups are counted by the province in which they stand", () => {
  const inProvince = (id: string, code: string) => ({ ...maker(id), province_code: code });
  const counts = provinceCounts(
    plan(1, 1, [
      item("P", { backups: [inProvince("x", "310000"), inProvince("y", "340000")] }),
      item("Q", { backups: [inProvince("x", "310000"), maker("z")] }),
    ]),
  );
  expect([...counts]).toEqual([
    ["310000", 2],
    ["340000", 1],
  ]);
});

test("the knee is where the curve bends; a straight line has none", () => {
  const bent = stepsOf([plan(0, 0), plan(10, 50), plan(20, 58), plan(60, 60), plan(100, 61)]);
  expect(kneeOf(bent)?.budget).toBe(20);
  const straight = stepsOf([plan(0, 0), plan(10, 10), plan(20, 20), plan(30, 30)]);
  expect(kneeOf(straight)).toBeUndefined();
  expect(kneeOf(stepsOf([plan(0, 5), plan(10, 5), plan(20, 5), plan(30, 5)]))).toBeUndefined();
});

test("the axis reaches beyond the budget and the knee, and never beyond the last step", () => {
  const steps = stepsOf([plan(0, 0), plan(1e7, 50), plan(2e7, 58), plan(1e9, 60), plan(2e9, 61)]);
  expect(reachOf(steps, 500, false)).toBe(3e7);
  expect(reachOf(steps, 3000, false)).toBe(1.5e8);
  expect(reachOf(steps, 90_000, false)).toBe(2e9);
  expect(reachOf(steps, 500, true)).toBe(2e9);
});

test("what changed between two plans, by product and maker or stock", () => {
  const before = plan(1, 1, [item("P", { backups: [maker("x"), maker("y")] }), item("Q", { stock_cny: 9 })]);
  const after = plan(2, 2, [item("P", { backups: [maker("y"), maker("z")] }), item("Q")]);
  const change = changesOf(before, after);
  expect(change?.added.map((one) => one.backup?.firm_id)).toEqual(["z"]);
  expect(change?.removed.map((one) => one.backup?.firm_id)).toEqual(["x", undefined]);
  expect(changesOf(undefined, after)).toBeUndefined();
  expect(changesOf(after, after)).toEqual({ added: [], removed: [] });
});

test("coverage by chain and reasons add up to the items", () => {
  const one = plan(1, 2, [
    item("P", { short_before_cny: 0, short_after_cny: 0 }),
    item("Q", { short_after_cny: 0, cost_cny_a_year: 7 }),
    item("R", { chain_id: "B", uncovered_reason: "budget" }),
  ]);
  expect(coverageByChain(one)).toEqual([
    { chain: "A", total: 2, before: 1, after: 2, cost: 7 },
    { chain: "B", total: 1, before: 0, after: 0, cost: 0 },
  ]);
  expect(uncoveredCounts(one)).toEqual([["budget", 1]]);
  // What no money covers is not put down to the budget.
  const unlimited = plan(null, 2, [item("R", { chain_id: "B", uncovered_reason: "policy" })]);
  expect(uncoveredCounts(withReasons(one, unlimited))).toEqual([["policy", 1]]);
  expect(uncoveredCounts(withReasons(one, plan(null, 3, [item("R")])))).toEqual([["budget", 1]]);
});

test("the request names only what differs from the method's own choice", () => {
  const desk: Desk = {
    b: 3000,
    goal: "cover",
    chain: "",
    lv: [],
    min: 0,
    place: 100,
    local: 0,
    real: false,
    prov: [],
    firm: 100,
    lock: [],
    ban: [],
    for: "",
  };
  expect(JSON.parse(JSON.stringify(requestOf(desk, "delta", 2)))).toEqual({
    dataset: "delta",
    version: 2,
    goal: "cover",
    levels: "red,orange",
    solver_seconds: 20,
  });
  expect(requestOf({ ...desk, min: 2, goal: "loss" }, "delta", 2).least_backups).toBeUndefined();
  expect(requestOf({ ...desk, prov: ["each"], firm: 40, lock: ["P:f"], ban: ["P:g"] }, "delta", 2)).toMatchObject({
    provinces: ["each"],
    largest_firm_part: 0.4,
    locked: ["P:f"],
    banned: ["P:g"],
  });
  expect(requestOf({ ...desk, min: 2, place: 40, local: 50, chain: "ICIC" }, "delta", 2)).toMatchObject({
    least_backups: 2,
    largest_place_part: 0.4,
    local_part: 0.5,
    chain: "ICIC",
  });
});

test("coverage is the part of the value at stake that is not short, which the solver makes large", () => {
  const one = plan(1, 2, [
    item("P", { value_at_stake: 1, gap_cny_a_year: 600, short_before_cny: 0, short_after_cny: 0 }),
    item("Q", { value_at_stake: 3, gap_cny_a_year: 100, short_after_cny: 0 }),
    item("R", { value_at_stake: 1, gap_cny_a_year: 100 }),
  ]);
  expect(coverageOf(one).before).toBeCloseTo(0.6, 9);
  expect(coverageOf(one).after).toBeCloseTo(0.9, 9);
  expect(coverageOf(plan(1, 0))).toEqual({ before: 0, after: 0 });
  expect(gainOf({ ...one, goal: "cover" })).toBe(coverageOf(one).after);
  expect(gainOf(plan(1, 7))).toBe(7);
});

test("the ladder is solved in two goes that make it up", () => {
  const budgets = ladderBudgets(6.7e7);
  const [rough, fine] = inTwo(budgets);
  expect(rough[0]).toBe(0);
  expect(rough.at(-1)).toBe(budgets.at(-1));
  expect(rough.length).toBeLessThanOrEqual(8);
  expect([...rough, ...fine].sort((a, b) => a - b)).toEqual(budgets);
});

test("a plan kept as a record reads back; other texts do not", () => {
  const kept = recordOf(plan(3e7, 4, [item("P")]), { name: "delta", version: 2 }, { goal: "cover" }, plan(3.5e7, 6));
  expect(readPlanRecord(JSON.stringify(kept))?.summary.more_covered).toBe(2);
  expect(readPlanRecord("{}")).toBeUndefined();
  expect(readPlanRecord("not json")).toBeUndefined();
});
