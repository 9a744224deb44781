import { expect, test } from "vitest";
import { columnsTo, type Edge, neighbours, pathSet, reach, waysTo } from "./graph";

const edges: Edge[] = [
  ["a", "b"],
  ["b", "d"],
  ["c", "d"],
  ["a", "d"],
  ["d", "e"],
  ["x", "y"],
].map(([from = "", to = ""]) => ({ from, to, essential: true }));
const graph = neighbours(edges);

test("everything upstream and downstream, with steps", () => {
  expect([...reach(graph, "d", "up")]).toEqual([
    ["b", 1],
    ["c", 1],
    ["a", 1],
  ]);
  expect([...reach(graph, "a", "down").keys()].sort()).toEqual(["b", "d", "e"]);
});

test("a path in one direction leaves the other out", () => {
  expect([...pathSet(graph, "b", "up")].sort()).toEqual(["a", "b"]);
  expect([...pathSet(graph, "b", "")].sort()).toEqual(["a", "b", "d", "e"]);
});

test("all ways to a product, from their sources", () => {
  expect(waysTo(graph, "d")).toEqual({
    ways: [
      ["a", "b", "d"],
      ["c", "d"],
      ["a", "d"],
    ],
    cut: false,
  });
  expect(waysTo(graph, "a").ways).toEqual([]);
  expect(waysTo(graph, "d", 1)).toEqual({ ways: [["a", "b", "d"]], cut: true });
});

test("columns by the longest way; a cycle ends", () => {
  expect(columnsTo(graph, "d").get("a")).toBe(2);
  const cycle = neighbours([...edges, { from: "d", to: "a", essential: false }]);
  expect(columnsTo(cycle, "d").get("b")).toBe(1);
  expect(waysTo(cycle, "d").ways).toEqual([
    ["a", "b", "d"],
    ["c", "d"],
    ["a", "d"],
  ]);
});
