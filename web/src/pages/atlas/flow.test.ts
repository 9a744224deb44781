import { expect, test } from "vitest";
import { flowsOfAggregates, flowsOfNetwork, provinceOf } from "./flow";
import type { FirmNetwork } from "./network/network";

const delta = ["310000", "320000"];

test("places fall into provinces of the scope, elsewhere or nowhere", () => {
  expect(["310000", "320500", "440300", null].map((code) => provinceOf(code, delta))).toEqual([
    "310000",
    "320000",
    "*",
    "?",
  ]);
});

test("a network flows from place over chain to place, and nothing gets lost", () => {
  const place = (region_code: string | null) => ({
    region_code,
    region_zh: null,
    region_en: null,
    firm_count: 1,
    y: 0,
    height: 1,
  });
  const network = {
    places: [place("320500"), place("310000"), place(null)],
    products: [{ id: "P", name_zh: "", name_en: "", chain_id: "CH" }],
    firms: { place: [0, 1, 2], is_synthetic: [0, 0, 1] },
    links: { from: [0, 0, 2], to: [1, 1, 0], product: [0, 0, 0], value_cny: [5, 7, 3] },
  } as unknown as FirmNetwork;
  const { flows, total, synthetic } = flowsOfNetwork(network, delta);
  expect(total).toBe(15);
  expect(synthetic).toBe(3);
  expect(flows.filter((flow) => flow.from.startsWith("s:")).reduce((sum, flow) => sum + flow.value, 0)).toBe(15);
  expect(flows).toContainEqual({ from: "s:320000", to: "c:CH", value: 12 });
  expect(flows).toContainEqual({ from: "s:?", to: "c:CH", value: 3 });
});

test("aggregates: each sum is counted once, whether it is broken down or not", () => {
  const groups = [
    { group: "", value_cny: 100, is_rest: false },
    { group: "310000", value_cny: 60, is_rest: false },
    { group: "310000/A", value_cny: 25, is_rest: false },
    { group: "310000/B", value_cny: 15, is_rest: false },
    { group: "310000", value_cny: 20, is_rest: true },
    { group: "440000", value_cny: 30, is_rest: false },
    { group: "", value_cny: 10, is_rest: true },
  ];
  const { flows, total } = flowsOfAggregates(groups, () => "CH", delta);
  expect(total).toBe(100);
  expect(flows.reduce((sum, flow) => sum + flow.value, 0)).toBe(100);
  expect(flows).toContainEqual({ from: "s:310000", to: "c:CH", value: 40 });
  expect(flows).toContainEqual({ from: "s:*", to: "r:", value: 30 });
});
