import { expect, test } from "vitest";
import { layoutSankey } from "./sankeyLayout";

const flows = [
  { from: "s:a", to: "c:x", value: 6 },
  { from: "s:b", to: "c:x", value: 2 },
  { from: "s:b", to: "c:y", value: 4 },
  { from: "c:x", to: "d:z", value: 8 },
  { from: "c:y", to: "d:z", value: 4 },
];
const column = (id: string) => ["s", "c", "d"].indexOf(id[0] ?? "");

test("widths are in proportion and ribbons fill their nodes", () => {
  const { nodes, ribbons } = layoutSankey(flows, column, 208, 8);
  const node = (id: string) => nodes.find((one) => one.id === id)!;
  expect(node("d:z").value).toBe(12);
  expect(node("s:a").height / node("s:b").height).toBeCloseTo(1);
  expect(ribbons.map((one) => one.width / one.value)).toEqual(ribbons.map(() => expect.closeTo(200 / 12)));
  for (const id of ["s:b", "c:x", "d:z"]) {
    const own = node(id);
    const out = ribbons.filter((one) => one.from === id).map((one) => [one.y0, one.y0 + one.width] as const);
    const into = ribbons.filter((one) => one.to === id).map((one) => [one.y1, one.y1 + one.width] as const);
    for (const side of [out, into].filter((one) => one.length > 0)) {
      side.sort((a, b) => a[0] - b[0]);
      expect(side[0]![0]).toBeCloseTo(own.y);
      expect(side.at(-1)![1]).toBeCloseTo(own.y + own.height);
    }
  }
});

test("nodes stay within the height and do not touch", () => {
  const { nodes } = layoutSankey(flows, column, 100, 8);
  for (const c of [0, 1, 2]) {
    const list = nodes.filter((one) => one.column === c).sort((a, b) => a.y - b.y);
    expect(list[0]!.y).toBeGreaterThanOrEqual(-1e-9);
    expect(list.at(-1)!.y + list.at(-1)!.height).toBeLessThanOrEqual(100 + 1e-9);
    for (let i = 1; i < list.length; ++i) expect(list[i]!.y - list[i - 1]!.y - list[i - 1]!.height).toBeCloseTo(8);
  }
});

test("nothing to draw", () => {
  expect(layoutSankey([], column, 100)).toEqual({ nodes: [], ribbons: [] });
});
