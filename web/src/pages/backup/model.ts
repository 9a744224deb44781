// Plans as the solver gives them, and what the page reads from them: the steps of coverage over budget, the knee, what
// changed between two plans, coverage by chain.
import type { components } from "@/api/schema";
import { flag, list, type StateOf, text, whole } from "@/frame/url-state";
import type { Conflict, PlanRules } from "./rules";

export interface PlanBackup {
  firm_id: string;
  name_zh: string;
  name_en: string;
  synthetic: boolean;
  region_code?: string;
  province_code?: string;
  province_zh?: string;
  province_en?: string;
  tier: string;
  status: string;
  reserved_cny_a_year: number;
  ready_days: number;
}
export interface PlanItem {
  product_id: string;
  name_zh: string;
  name_en: string;
  chain_id: string;
  buyer_id: string | null;
  primary_zh: string;
  primary_en: string;
  primary_part: number;
  gap_cny_a_year: number;
  cover_days: number;
  value_at_stake: number;
  short_before_cny: number;
  short_after_cny: number;
  stock_cny: number;
  cost_cny_a_year: number;
  uncovered_reason: string | null;
  backups: PlanBackup[];
}
export interface Plan {
  dataset: string;
  products: string;
  goal: "cover" | "loss";
  budget_cny_a_year: number | null;
  horizon_days: number;
  solver: { name: string; status: string; objective: number; bound: number; gap: number; seconds: number };
  cost_cny_a_year: number;
  before: { expected_loss_cny_a_year: number; tail_loss_cny_a_year: number };
  after: { expected_loss_cny_a_year: number; tail_loss_cny_a_year: number };
  covered_before: number;
  covered_after: number;
  costs_assumed: Record<string, number>;
  rules?: PlanRules;
  conflicts?: Conflict[];
  items: PlanItem[];
}
export interface Ladder {
  plans: Plan[];
}
export type Candidate = components["schemas"]["BackupCandidate"];

/** What the page keeps in its address; b is the budget in 10,000 yuan a year. */
export const deskFields = {
  b: whole(3000),
  goal: text("cover"),
  chain: text(),
  lv: list(),
  min: whole(0),
  place: whole(100),
  local: whole(0),
  real: flag(),
  /** Provinces that must have a backup: codes, or “each”. */
  prov: list(),
  /** At most so many per cent of all that is reserved with one firm. */
  firm: whole(100),
  /** Makers that must, and must not, be in: “product:firm”. */
  lock: list(),
  ban: list(),
  for: text(),
};
export type Desk = StateOf<typeof deskFields>;
export const yuanPerWan = 10_000;
/** “500 万 more”. */
export const moreBudget = 500;

/** What is asked of the solver, but for the budget. */
export function requestOf(desk: Desk, dataset: string, version: number): Record<string, unknown> {
  return {
    dataset,
    version,
    goal: desk.goal === "loss" ? "loss" : "cover",
    levels: desk.lv.length > 0 ? desk.lv.join(",") : "red,orange",
    chain: desk.chain || undefined,
    // Only items that a plan covers have a number of makers.
    least_backups: desk.goal !== "loss" && desk.min > 0 ? desk.min : undefined,
    largest_place_part: desk.place < 100 ? desk.place / 100 : undefined,
    local_part: desk.local > 0 ? desk.local / 100 : undefined,
    real_makers_only: desk.real || undefined,
    provinces: desk.prov.length > 0 ? desk.prov : undefined,
    largest_firm_part: desk.firm < 100 ? Math.max(1, desk.firm) / 100 : undefined,
    locked: desk.lock.length > 0 ? desk.lock : undefined,
    banned: desk.ban.length > 0 ? desk.ban : undefined,
    solver_seconds: 20,
  };
}

/** A round number not below the value: 1, 2, 2.5, 5 or 10 times a power of ten. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return (
    Number(([1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((f) => f * power >= value * 0.999999) ?? 10).toPrecision(3)) *
    power
  );
}

const isShort = (rest: number) => rest > 0.5;
/** What is at stake in an item when its primary source fails, a day: what a plan for coverage adds up. */
function stakeOf(item: PlanItem): number {
  return (item.value_at_stake * item.gap_cny_a_year) / 365;
}
export interface Coverage {
  /** Parts of the value at stake, 0 to 1. */
  before: number;
  after: number;
}
/** The part of the value at stake whose items are not short: this is what the solver makes as large as it can. */
export function coverageOf(plan: Pick<Plan, "items">): Coverage {
  const sum = (items: readonly PlanItem[]) => items.reduce((all, item) => all + stakeOf(item), 0);
  const all = sum(plan.items);
  if (all <= 0) return { before: 0, after: 0 };
  return {
    before: sum(plan.items.filter((item) => !isShort(item.short_before_cny))) / all,
    after: sum(plan.items.filter((item) => !isShort(item.short_after_cny))) / all,
  };
}

/** 21 budgets from nothing to what covers all that money can cover, close together at the low end. */
export function ladderBudgets(costOfAll: number): number[] {
  const top = roundUp(Math.max(costOfAll * 1.05, 100 * yuanPerWan));
  const count = 20;
  const budgets = [0];
  for (let i = 1; i <= count; ++i) {
    const raw = top * (i / count) ** 1.6;
    const digits = Math.max(1, Math.floor(Math.log10(raw)) - 1);
    const step = Math.max(yuanPerWan, 10 ** digits);
    const value = i === count ? top : Math.round(raw / step) * step;
    if (value > budgets[budgets.length - 1]!) budgets.push(value);
  }
  return budgets;
}

/** Every third one and the last first, then those between: a rough curve is there early. */
export function inTwo(budgets: readonly number[]): [number[], number[]] {
  const rough = budgets.filter((_, i) => i % 3 === 0 || i === budgets.length - 1);
  return [rough, budgets.filter((one) => !rough.includes(one))];
}

export interface Step {
  budget: number;
  plan: Plan;
  /** Coverage, or loss avoided: more is better. */
  gain: number;
}
export function gainOf(plan: Plan): number {
  return plan.goal === "cover"
    ? coverageOf(plan).after
    : plan.before.expected_loss_cny_a_year - plan.after.expected_loss_cny_a_year;
}
export function stepsOf(plans: readonly Plan[]): Step[] {
  const steps = plans
    .filter((plan) => plan.budget_cny_a_year !== null && !isUnsolved(plan))
    .map((plan) => ({ budget: plan.budget_cny_a_year ?? 0, plan, gain: gainOf(plan) }))
    .sort((a, b) => a.budget - b.budget);
  // Solved to a small gap, a larger budget may come out a hair lower; the plan below it can be paid too.
  return steps.map((step, i) => {
    const best = steps.slice(0, i + 1).reduce((a, b) => (b.gain >= a.gain ? b : a));
    return best.gain > step.gain ? { ...best, budget: step.budget } : step;
  });
}
/** The dearest step that the budget pays for. */
export function stepAt(steps: readonly Step[], budget: number): Step | undefined {
  return steps.reduce<Step | undefined>((found, step) => (step.budget <= budget + 1e-6 ? step : found), undefined);
}
/** Where the curve bends most: farthest above the line from its first to its last step. None on a straight line. */
export function kneeOf(steps: readonly Step[]): Step | undefined {
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last || last.gain <= first.gain || steps.length < 4) return undefined;
  const above = (step: Step) =>
    (step.gain - first.gain) / (last.gain - first.gain) -
    (step.budget - first.budget) / (last.budget - first.budget || 1);
  const knee = steps.reduce((a, b) => (above(b) > above(a) + 1e-9 ? b : a));
  return above(knee) > 0.05 ? knee : undefined;
}

/** The end of the axis in yuan: five times the budget and beyond the knee, or the whole range. */
export function reachOf(steps: readonly Step[], wan: number, whole: boolean): number {
  const all = steps.at(-1)?.budget ?? 0;
  if (whole) return all;
  return Math.min(all, roundUp(Math.max(wan * yuanPerWan * 5, (kneeOf(steps)?.budget ?? all) * 1.4)));
}

/** Items that something is set up for, dearest first. */
export function chosenItems(plan: Plan): PlanItem[] {
  return plan.items
    .filter((item) => item.backups.length > 0 || item.stock_cny > 0)
    .sort((a, b) => b.cost_cny_a_year - a.cost_cny_a_year);
}
/** product and maker, or product and stock: what can be in one plan and not in the other. */
function partsOf(plan: Plan): Map<string, { item: PlanItem; backup?: PlanBackup }> {
  const parts = new Map<string, { item: PlanItem; backup?: PlanBackup }>();
  for (const item of plan.items) {
    for (const backup of item.backups) parts.set(`${item.product_id} ${backup.firm_id}`, { item, backup });
    if (item.stock_cny > 0) parts.set(`${item.product_id} stock`, { item });
  }
  return parts;
}
export function changesOf(before: Plan | undefined, after: Plan) {
  if (!before) return undefined;
  const [old, now] = [partsOf(before), partsOf(after)];
  return {
    added: [...now].filter(([key]) => !old.has(key)).map(([, part]) => part),
    removed: [...old].filter(([key]) => !now.has(key)).map(([, part]) => part),
  };
}

export interface ChainCoverage {
  chain: string;
  total: number;
  before: number;
  after: number;
  cost: number;
}
export function coverageByChain(plan: Plan): ChainCoverage[] {
  const chains = new Map<string, ChainCoverage>();
  for (const item of plan.items) {
    const one = chains.get(item.chain_id) ?? { chain: item.chain_id, total: 0, before: 0, after: 0, cost: 0 };
    ++one.total;
    if (!isShort(item.short_before_cny)) ++one.before;
    if (!isShort(item.short_after_cny)) ++one.after;
    one.cost += item.cost_cny_a_year;
    chains.set(item.chain_id, one);
  }
  return [...chains.values()].sort((a, b) => b.total - a.total || a.chain.localeCompare(b.chain));
}
/** How many backups of the plan stand in each province. */
export function provinceCounts(plan: Plan): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of plan.items)
    for (const { province_code: code } of item.backups) if (code) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
/** With a budget the solver puts all that is not covered down to it; what no money would cover, the plan without a budget
    tells. */
export function withReasons(plan: Plan, unlimited: Plan | undefined): Plan {
  const key = (item: PlanItem) => `${item.product_id} ${item.buyer_id ?? ""}`;
  const anyway = new Map((unlimited?.items ?? []).map((item) => [key(item), item.uncovered_reason]));
  const items = plan.items.map((item) =>
    item.uncovered_reason ? { ...item, uncovered_reason: anyway.get(key(item)) ?? item.uncovered_reason } : item,
  );
  return { ...plan, items };
}
/** How many items are kept from being covered by what. */
export function uncoveredCounts(plan: Plan): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of plan.items)
    if (item.uncovered_reason) counts.set(item.uncovered_reason, (counts.get(item.uncovered_reason) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** Whether the solver stopped before it had proved what was asked for. */
export function isLimited(plan: Plan): boolean {
  return plan.solver.status === "greedy" || plan.solver.status === "feasible";
}
export function isUnsolved(plan: Plan): boolean {
  return ["infeasible", "unbounded", "no_solution"].includes(plan.solver.status);
}

/** The record of an accepted plan. */
export interface PlanRecord {
  dataset: { name: string; version: number };
  options: Record<string, unknown>;
  summary: {
    goal: "cover" | "loss";
    budget_cny_a_year: number | null;
    cost_cny_a_year: number;
    covered_before: number;
    covered_after: number;
    items: number;
    horizon_days: number;
    expected_loss_before_cny_a_year: number;
    expected_loss_after_cny_a_year: number;
    solver: Plan["solver"];
    more_budget_cny_a_year?: number;
    more_covered?: number;
    /** Points of coverage, as a part of 1. */
    more_coverage?: number;
    coverage_before: number;
    coverage_after: number;
    cases?: string[];
  };
  lines: PlanItem[];
}
export function recordOf(
  plan: Plan,
  dataset: { name: string; version: number },
  options: Record<string, unknown>,
  more: Plan | undefined,
): PlanRecord {
  const coverage = coverageOf(plan);
  return {
    dataset,
    options,
    summary: {
      goal: plan.goal,
      budget_cny_a_year: plan.budget_cny_a_year,
      cost_cny_a_year: plan.cost_cny_a_year,
      covered_before: plan.covered_before,
      covered_after: plan.covered_after,
      coverage_before: coverage.before,
      coverage_after: coverage.after,
      items: plan.items.length,
      horizon_days: plan.horizon_days,
      expected_loss_before_cny_a_year: plan.before.expected_loss_cny_a_year,
      expected_loss_after_cny_a_year: plan.after.expected_loss_cny_a_year,
      solver: plan.solver,
      ...(more
        ? {
            more_budget_cny_a_year: moreBudget * yuanPerWan,
            more_covered: more.covered_after - plan.covered_after,
            more_coverage: coverageOf(more).after - coverage.after,
          }
        : {}),
    },
    lines: plan.items,
  };
}
export function readPlanRecord(text: string): PlanRecord | undefined {
  try {
    const value = JSON.parse(text) as PlanRecord;
    return value.summary && Array.isArray(value.lines) ? value : undefined;
  } catch {
    return undefined;
  }
}
