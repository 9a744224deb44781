import { describe, expect, it } from "vitest";
import {
  causeChain,
  differenceCurve,
  happenings,
  inputDifferences,
  lossClass,
  lossCurve,
  type Result,
  type Run,
  seriesOf,
  worstChain,
} from "./result";

const group = (id: string, output: number[], lost: number) => ({
  id,
  normal_output: 10,
  lost_output: lost,
  lost_value_added: 0,
  first_stop_day: null,
  worst_day: 1,
  worst_level: 0,
  output,
});
const cause = (kind: "capacity" | "input", node_id: string | null, event_id: string | null) => ({
  kind,
  inputs: kind === "input" ? ["P1"] : [],
  node_id,
  event_id,
});
const node = (id: string, day: number, why: ReturnType<typeof cause>) => ({
  id,
  first_hit_day: day,
  first_stop_day: null,
  worst_day: day,
  worst_level: 0,
  lost_output: 5,
  cause: why,
});
const event = (id: string, loss: number, name: string) => ({
  id,
  name_zh: name,
  name_en: name,
  kind: "import" as const,
  target: { products: ["P1"] },
  start_day: 0,
  duration_days: 2,
  loss,
  demand_change: null,
  recovery: "step",
  recovery_days: 0,
  note: "",
  provenance: { source: null, url: null, year: null, grade: null },
});
function runWith(change: { loss?: number; switching?: boolean; name?: string } = {}): Run {
  return {
    run: "A",
    label: { zh: "", en: "" },
    scenario: {
      id: "s",
      name_zh: change.name ?? "s",
      name_en: "s",
      horizon_days: 4,
      default_inventory_days: 15,
      inventory_by_product: [],
      inventory_by_sector: [],
      policy: {
        rationing: "proportional",
        orders: "follows_demand",
        order_adjustment_days: 6,
        switching: { enabled: change.switching ?? false, trigger_share: 0.05 },
      },
      events: [event("e", change.loss ?? 0.5, change.name ?? "e")],
    },
    event_hits: [],
    days: 4,
    partial: false,
    outcome: { output_of: "inside", normal_output: 10 } as Run["outcome"],
    normal: { output: 20 },
    totals: { output: [20, 20, 20, 20], switched: [] },
    breakdowns: [
      { dimension: "inside", groups: [group("inside", [10, 5, 8, 10], 7)] },
      { dimension: "chain", groups: [group("C1", [10, 10, 10, 10], 0), group("C2", [10, 5, 8, 10], 7)] },
      { dimension: "product", groups: [group("P1", [9, 0, 8, 10], 13), group("P2", [10, 10, 10, 10], 0)] },
    ],
    nodes_hit: [node("n1", 1, cause("input", "n0", null)), node("n0", 0, cause("capacity", null, "e"))],
  };
}
const named = (id: string) => ({ id, name_zh: id, name_en: id, chain_id: null, province_id: null });
const result = {
  dimensions: [
    { id: "product", groups: [named("P1"), named("P2")] },
    { id: "chain", groups: [named("C1"), named("C2")] },
  ],
  nodes: [
    { ...named("n1"), product_id: "P1", city_id: null, outside: false, synthetic: false },
    { ...named("n0"), product_id: "P1", city_id: null, outside: true, synthetic: false },
  ],
} as unknown as Result;

describe("a run", () => {
  const run = runWith();
  it("is told by what the outcome counts", () => {
    expect(lossCurve(run)).toEqual([0, 0.5, 1 - 0.8, 0]);
    expect(worstChain(result, run)).toBe("C2");
  });
  it("tells what happened, day by day", () => {
    const all = happenings(result, run, seriesOf(result, run, "product"));
    expect(all.map(({ day, what, subject }) => [day, what, (subject as { id: string }).id])).toEqual([
      [0, "begins", "e"],
      [0, "hit", "P1"],
      [1, "stops", "P1"],
      [2, "ends", "e"],
      [3, "back", "P1"],
    ]);
    expect(all[1]!.node).toBe("n1");
  });
  it("leads from a line back to the shock", () => {
    const steps = causeChain(result, run, "n1");
    expect(steps.map((step) => [step.id, step.day, step.cause.kind])).toEqual([
      ["n1", 1, "input"],
      ["n0", 0, "capacity"],
    ]);
    expect(steps[1]!.event?.id).toBe("e");
    const circle = { ...run, nodes_hit: [node("n1", 1, cause("input", "n1", null))] };
    expect(causeChain(result, circle, "n1")).toHaveLength(1);
  });
});

describe("colours", () => {
  it("have fixed limits, and their own for a day where that is asked for", () => {
    expect([0, 0.009, 0.01, 0.05, 0.2, 0.5, 0.99, 1].map((loss) => lossClass(loss))).toEqual([0, 0, 1, 2, 3, 4, 5, 5]);
    expect([0, 0.001, 0.002, 0.004].map((loss) => lossClass(loss, 0.004))).toEqual([0, 1, 2, 4]);
  });
});

describe("comparing", () => {
  it("names only the inputs that differ, whatever things are called", () => {
    const rows = inputDifferences([
      { run: runWith(), dataset: "d v1" },
      { run: runWith({ name: "other" }), dataset: "d v1" },
    ]);
    expect(rows).toEqual([]);
    const some = inputDifferences([
      { run: runWith(), dataset: "d v1" },
      { run: runWith({ loss: 0.8, switching: true }), dataset: "d v2" },
    ]);
    expect(some.map((row) => row.key)).toEqual(["dataset", "switching", "event:e"]);
  });
  it("subtracts day by day as far as both go", () => {
    expect(differenceCurve([0, 0.5, 0.25], [0, 0.25])).toEqual([0, -0.25]);
  });
});
