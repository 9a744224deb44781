// What a run found (docs/simulate.schema.json), and what pages ask of it: levels by day, what happened on a day, why.
import type { ResultDraws } from "./draws";

export interface Words {
  zh: string;
  en: string;
}
export interface Named {
  id: string;
  name_zh: string;
  name_en: string;
}
interface Group extends Named {
  chain_id: string | null;
  province_id: string | null;
}
export interface Recovery {
  state: "never_below" | "reached" | "not_reached";
  day: number | null;
}
interface Count {
  total: number;
  hit: number;
  stopped: number;
}
interface Outcome {
  output_of: "inside" | "all";
  normal_output: number;
  worst_day: number | null;
  worst_loss: number;
  worst_loss_amount: number;
  recovery_90: Recovery;
  recovery_99: Recovery;
  lost_output: number;
  lost_output_share: number;
  lost_value_added: number;
  lost_final_consumption: number;
  switched: number;
  products: Count;
  cities: Count;
  provinces: Count;
  chains: Count;
  firms: Count;
  nodes: Count;
}
interface GroupSeries {
  id: string;
  normal_output: number;
  lost_output: number;
  lost_value_added: number;
  first_stop_day: number | null;
  worst_day: number | null;
  worst_level: number;
  output: number[];
}
interface Cause {
  kind: "none" | "capacity" | "input" | "demand";
  inputs: string[];
  node_id: string | null;
  event_id: string | null;
}
interface NodeOutcome {
  id: string;
  first_hit_day: number | null;
  first_stop_day: number | null;
  worst_day: number | null;
  worst_level: number;
  lost_output: number;
  cause: Cause | null;
}
interface RunNode extends Named {
  product_id: string | null;
  city_id: string | null;
  outside: boolean;
  synthetic: boolean;
}
export interface RunEvent extends Named {
  kind: "capacity" | "import" | "link" | "demand";
  target: Record<string, string[]>;
  start_day: number;
  duration_days: number;
  loss: number | null;
  demand_change: number | null;
  recovery: string;
  recovery_days: number;
  note: string;
  provenance: { source: string | null; url: string | null; year: number | null; grade: string | null };
}
interface RunScenario extends Named {
  horizon_days: number;
  default_inventory_days: number;
  inventory_by_product: { what: string; days: number }[];
  inventory_by_sector: { what: string; days: number }[];
  policy: {
    rationing: string;
    orders: string;
    order_adjustment_days: number;
    switching: Record<string, number | boolean>;
  };
  events: RunEvent[];
}
export interface Run {
  run: "A" | "B";
  label: Words;
  scenario: RunScenario;
  event_hits: { zh: string; en: string; node_count: number }[];
  days: number;
  partial: boolean;
  outcome: Outcome;
  normal: { output: number };
  totals: { output: number[]; switched: number[] };
  breakdowns: { dimension: string; groups: GroupSeries[] }[];
  nodes_hit: NodeOutcome[];
}
export interface Result {
  dataset: string;
  scope: Words;
  currency: string;
  generated_at: string;
  partial: boolean;
  synthetic: boolean;
  data_first_year: number | null;
  data_last_year: number | null;
  answer: Words;
  comparison: Words;
  dimensions: { id: string; groups: Group[] }[];
  nodes: RunNode[];
  runs: Run[];
  /** Absent in results from before runs could be repeated. */
  draws?: ResultDraws | null;
  assumptions: Words[];
  gaps: Words[];
}
/** What the text of a run record holds. */
export interface RunText {
  scenario_name?: string;
  dataset: { name: string; version: number };
  options: {
    scenario?: string;
    compare_switching?: boolean;
    compare_scenario?: string;
    edits?: string;
    draws?: number;
    seed?: number;
    draw_stocks?: boolean;
    loss_width?: number;
    duration_width?: number;
    recovery_width?: number;
  };
  summary: {
    answer?: Words;
    partial?: boolean;
    synthetic?: boolean;
    draws?: ResultDraws | null;
    runs?: { run: string; outcome: Outcome }[];
  };
}

export const hitBelow = 0.99;
export const stoppedBelow = 0.01;
/** Limits of the colours: parts of normal output lost, the same on every day and in every run. */
const lossSteps = [0.01, 0.05, 0.2, 0.5, 0.99] as const;
/** 0: not hit, 1 … 4, 5: stopped. `top`: the limits of one day, up to its greatest loss. */
export function lossClass(loss: number, top?: number): number {
  if (top !== undefined) {
    if (loss < 1e-4 || top <= 0) return 0;
    return loss >= 0.99 ? 5 : Math.min(4, Math.max(1, Math.ceil((loss / top) * 4)));
  }
  let step = 0;
  for (const limit of lossSteps) if (loss >= limit) ++step;
  return step;
}

export interface Series extends Group {
  normal: number;
  lost: number;
  worstDay: number | null;
  worstLevel: number;
  output: readonly number[];
}
export const levelAt = (one: Series, day: number) =>
  one.normal > 0 ? (one.output[Math.min(day, one.output.length - 1)] ?? one.normal) / one.normal : 1;
export const lossAt = (one: Series, day: number) => Math.max(0, 1 - levelAt(one, day));

export function seriesOf(result: Result, run: Run, dimension: string): Series[] {
  const groups = run.breakdowns.find((one) => one.dimension === dimension)?.groups ?? [];
  const names = new Map(result.dimensions.find((one) => one.id === dimension)?.groups.map((one) => [one.id, one]));
  return groups.flatMap((group) => {
    const named = names.get(group.id);
    if (!named) return [];
    return [
      {
        ...named,
        normal: group.normal_output,
        lost: group.lost_output,
        worstDay: group.worst_day,
        worstLevel: group.worst_level,
        output: group.output,
      },
    ];
  });
}

/** Part of normal output lost, one a day, of what the outcome counts. */
export function lossCurve(run: Run): number[] {
  const inside = run.breakdowns.find((one) => one.dimension === "inside")?.groups[0];
  const counted = run.outcome.output_of === "inside" && inside;
  const output = counted ? inside.output : run.totals.output;
  const normal = run.outcome.normal_output || run.normal.output;
  return output.map((value) => (normal > 0 ? 1 - value / normal : 0));
}

export interface Happening {
  day: number;
  what: "begins" | "ends" | "hit" | "stops" | "back";
  /** An event of the scenario, or a product. */
  subject: Named;
  product?: string;
  /** The line that tells why, of a product. */
  node?: string;
}

/** The line of a product that lost most: its cause is told for the product. */
export function worstNodes(result: Result, run: Run): Map<string, string> {
  const product = new Map(result.nodes.map((node) => [node.id, node]));
  const worst = new Map<string, NodeOutcome>();
  for (const node of run.nodes_hit) {
    const named = product.get(node.id);
    if (!named?.product_id || named.outside) continue;
    const before = worst.get(named.product_id);
    if (!before || node.lost_output > before.lost_output) worst.set(named.product_id, node);
  }
  return new Map([...worst].map(([id, node]) => [id, node.id]));
}

/** All that happens, in order of days. */
export function happenings(result: Result, run: Run, products: readonly Series[]): Happening[] {
  const all: Happening[] = [];
  for (const event of run.scenario.events) {
    all.push({ day: event.start_day, what: "begins", subject: event });
    const end = event.start_day + event.duration_days;
    if (end < run.days) all.push({ day: end, what: "ends", subject: event });
  }
  const nodes = worstNodes(result, run);
  for (const product of products) {
    const levels = product.output.map((_, day) => levelAt(product, day));
    const hit = levels.findIndex((level) => level < hitBelow);
    if (hit < 0) continue;
    const about = { subject: product, product: product.id, node: nodes.get(product.id) };
    const stop = levels.findIndex((level) => level < stoppedBelow);
    if (stop !== hit) all.push({ day: hit, what: "hit", ...about });
    if (stop >= 0) all.push({ day: stop, what: "stops", ...about });
    let back = levels.length;
    while (back > 0 && (levels[back - 1] ?? 1) >= hitBelow) --back;
    if (back < levels.length) all.push({ day: back, what: "back", ...about });
  }
  const order = ["begins", "ends", "stops", "hit", "back"];
  return all.sort((a, b) => a.day - b.day || order.indexOf(a.what) - order.indexOf(b.what));
}

export interface CauseStep {
  node: RunNode | undefined;
  id: string;
  day: number | null;
  cause: Cause;
  event: RunEvent | undefined;
}
/** From a line back to the shock: what bound each on the first day it was hit. */
export function causeChain(result: Result, run: Run, nodeId: string): CauseStep[] {
  const outcomes = new Map(run.nodes_hit.map((node) => [node.id, node]));
  const nodes = new Map(result.nodes.map((node) => [node.id, node]));
  const events = new Map(run.scenario.events.map((event) => [event.id, event]));
  const steps: CauseStep[] = [];
  const seen = new Set<string>();
  let at: string | null = nodeId;
  while (at !== null && !seen.has(at)) {
    seen.add(at);
    const outcome = outcomes.get(at);
    if (!outcome?.cause) break;
    steps.push({
      node: nodes.get(at),
      id: at,
      day: outcome.first_hit_day,
      cause: outcome.cause,
      event: outcome.cause.event_id ? events.get(outcome.cause.event_id) : undefined,
    });
    at = outcome.cause.event_id ? null : outcome.cause.node_id;
  }
  return steps;
}

/** The chain that lost most; the first one where none lost anything. */
export function worstChain(result: Result, run: Run): string {
  const chains = seriesOf(result, run, "chain");
  return chains.reduce((a, b) => (b.lost > a.lost ? b : a), chains[0]!)?.id ?? "";
}

// ---- comparing

export interface InputRow {
  key: string;
  /** horizon, stock_default, stock, rationing, …; of an event "event". */
  what: string;
  of?: string;
  values: (string | number | boolean | RunEvent | undefined)[];
}

interface Input extends Omit<InputRow, "values"> {
  value: InputRow["values"][0];
  isOfSwitching?: boolean;
}
interface Compared {
  run: Run;
  dataset: string;
  /** What the run does beside its scenario, in words. */
  measures?: readonly string[];
}
function inputsOf({ run, dataset, measures = [] }: Compared): Map<string, Input> {
  const { scenario } = run;
  const rows = new Map<string, Input>();
  const add = (what: string, value: Input["value"], of?: string, isOfSwitching?: boolean) => {
    const key = of === undefined ? what : `${what}:${of}`;
    rows.set(key, { key, what, of, value, isOfSwitching });
  };
  add("dataset", dataset);
  add("horizon", scenario.horizon_days);
  add("stock_default", scenario.default_inventory_days);
  for (const one of scenario.inventory_by_product) add("stock", one.days, one.what);
  for (const one of scenario.inventory_by_sector) add("stock", one.days, one.what);
  add("rationing", scenario.policy.rationing);
  add("orders", scenario.policy.orders);
  add("adjustment", scenario.policy.order_adjustment_days);
  const { enabled, ...rest } = scenario.policy.switching;
  add("switching", enabled === true);
  if (enabled) for (const [key, value] of Object.entries(rest)) add(key, value as number, undefined, true);
  for (const event of scenario.events) add("event", event, event.id);
  for (const measure of measures) add("measure", true, measure);
  return rows;
}
// What is in an event but its wording.
const weight = (value: InputRow["values"][0]) => {
  if (typeof value !== "object") return JSON.stringify(value);
  const { kind, target, start_day, duration_days, loss, demand_change, recovery, recovery_days } = value;
  return JSON.stringify([kind, target, start_day, duration_days, loss, demand_change, recovery, recovery_days]);
};

/** Only the inputs in which the runs differ. */
export function inputDifferences(runs: readonly Compared[]): InputRow[] {
  const all = runs.map(inputsOf);
  const keys = new Map<string, Input>();
  for (const one of all) for (const [key, row] of one) if (!keys.has(key)) keys.set(key, row);
  const rows: InputRow[] = [];
  for (const [key, row] of keys) {
    const values = all.map((one) => one.get(key)?.value);
    // How suppliers are switched says nothing of runs in which they are not.
    const told = row.isOfSwitching ? values.filter((value) => value !== undefined) : values;
    if (new Set(told.map(weight)).size > 1) rows.push({ key, what: row.what, of: row.of, values });
  }
  return rows;
}

/** Loss of the second less loss of the first, one a day: below zero the second loses less. */
export function differenceCurve(first: readonly number[], second: readonly number[]): number[] {
  const days = Math.min(first.length, second.length);
  return Array.from({ length: days }, (_, day) => (second[day] ?? 0) - (first[day] ?? 0));
}
