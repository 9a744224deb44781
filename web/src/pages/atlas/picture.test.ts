import { expect, test } from "vitest";
import {
  type ChainBox,
  type ChainView,
  classOf,
  compare,
  geometry,
  lines,
  linkWidth,
  neighbourOf,
  shown,
  textWidth,
  thinnest,
} from "./picture";

function box(id: string, more: Partial<ChainBox> = {}): ChainBox {
  return {
    id,
    name_zh: id,
    name_en: id,
    segment: "upstream",
    column: 0,
    row: 0,
    rank: null,
    level: "none",
    level_high: "none",
    level_capped: false,
    score: null,
    importance: null,
    exposure: null,
    recovery: null,
    localisation: null,
    makers_in_scope: 0,
    makers_in_country: 0,
    makers_abroad: 0,
    makers_unplaced: 0,
    has_data: false,
    ...more,
  };
}

test("boxes never overlap and stay within the picture", () => {
  for (const [width, height] of [
    [700, 400],
    [1134, 520],
    [3400, 1800],
  ] as const) {
    const g = geometry([12, 3, 16, 1, 8, 2, 9, 4], { width, height });
    expect(g.x(1)).toBeGreaterThanOrEqual(g.x(0) + g.boxWidth + 20);
    expect(g.y(2, 1)).toBeGreaterThanOrEqual(g.y(2, 0) + g.boxHeight + 4);
    expect(g.x(7) + g.boxWidth).toBeLessThanOrEqual(g.width);
    expect(g.y(2, 15) + g.boxHeight).toBeLessThanOrEqual(g.height);
  }
});

test("names take one line or two, and say where they were cut", () => {
  expect(lines("偏光片", 100, 12)).toEqual(["偏光片"]);
  expect(lines("高带宽存储芯片封装", 72, 12)).toEqual(["高带宽存储芯", "片封装"]);
  const long = lines("Polarising film for large liquid crystal panels of vehicles", 110, 12);
  expect(long).toHaveLength(2);
  expect(long[1]).toMatch(/…$/);
  for (const line of long) expect(textWidth(line, 12)).toBeLessThanOrEqual(110);
});

test("classes have fixed limits; what is not known has none", () => {
  const of = (value: number) => classOf(box("a", { exposure: { value, low: value, high: value } }), "exposure");
  expect([0, 0.19, 0.2, 0.6, 0.99, 1].map(of)).toEqual([1, 1, 2, 4, 5, 5]);
  expect(classOf(box("a"), "exposure")).toBeUndefined();
  expect(classOf(box("a"), "localisation")).toBeUndefined();
  expect([0, 1, 3, 7, 8].map((n) => classOf(box("a", { makers_in_scope: n }), "makers"))).toEqual([1, 2, 3, 4, 5]);
  const figure = { source: null, url: null, year: null, grade: null };
  const half = box("a", { localisation: { low: null, high: 30, scope: "", is_old: false, figure } });
  expect(shown(half, "localisation")).toEqual({ value: 0.3, low: 0.3, high: 0.3 });
});

test("links have three widths", () => {
  expect(new Set(["red", "orange", "yellow", "blue", "none", "unknown", undefined].map(linkWidth)).size).toBe(3);
});

test("arrow keys walk columns and links, the nearest first", () => {
  const boxes = [
    box("a", { column: 0, row: 0 }),
    box("b", { column: 0, row: 1 }),
    box("c", { column: 1, row: 3 }),
    box("d", { column: 1, row: 0 }),
  ];
  const links = [
    { input_id: "a", product_id: "c" },
    { input_id: "a", product_id: "d" },
  ];
  expect(neighbourOf("ArrowDown", "a", boxes, links)).toBe("b");
  expect(neighbourOf("ArrowUp", "a", boxes, links)).toBeUndefined();
  expect(neighbourOf("ArrowRight", "a", boxes, links)).toBe("d");
  expect(neighbourOf("ArrowLeft", "c", boxes, links)).toBe("a");
  expect(neighbourOf("ArrowLeft", "b", boxes, links)).toBeUndefined();
});

test("two versions: new, gone, changed", () => {
  const { marks, gone, was } = compare(
    [box("a", { level: "red" }), box("b"), box("n")],
    [box("a", { level: "blue" }), box("b"), box("g")],
  );
  expect([...marks]).toEqual([
    ["a", "changed"],
    ["n", "new"],
    ["g", "gone"],
  ]);
  expect(gone.map((one) => one.id)).toEqual(["g"]);
  expect(was.get("a")).toBe("blue");
});

function view(levels: string[][], segments: string[]): Pick<ChainView, "boxes" | "columns"> {
  return {
    columns: levels.map((column, c) => ({ segment: segments[c], box_count: column.length })),
    boxes: levels.flatMap((column, c) => column.map((level, row) => ({ id: `${c}-${row}`, column: c, row, level }))),
  } as unknown as Pick<ChainView, "boxes" | "columns">;
}

test("the thinnest columns are the worst with neighbours of the same segment that are nearly as bad", () => {
  const u = "upstream";
  expect(thinnest(view([["blue"], ["red", "orange", "red"], ["red", "red", "orange"]], [u, u, "midstream"]))).toEqual({
    from: 1,
    to: 1,
    n: 3,
  });
  expect(thinnest(view([["blue"], ["red", "orange"], ["red", "none", "orange"]], [u, u, u]))).toEqual({
    from: 1,
    to: 2,
    n: 4,
  });
  expect(thinnest(view([["blue"], ["unknown"]], [u, u]))).toBeUndefined();
});
