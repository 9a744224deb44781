import { expect, test } from "vitest";
import { type FirmNetwork, firmSearch, largest, largestLinks, partnersOf, radii } from "./network";

const network = {
  links: { from: [0, 2, 0, 1], to: [1, 1, 2, 0], product: [0, 1, 0, 2], value_cny: [5, 9, 1, 4] },
} as unknown as FirmNetwork;

test("suppliers and customers, the largest first", () => {
  expect(partnersOf(network, 1)).toEqual({
    suppliers: [
      { firm: 2, product: 1, value: 9 },
      { firm: 0, product: 0, value: 5 },
    ],
    customers: [{ firm: 0, product: 2, value: 4 }],
  });
});

test("radii grow with sales and never touch the neighbour", () => {
  const all = radii([0, 25, 100]);
  expect(all[0]).toBeCloseTo(0.2);
  expect(all[1]).toBeCloseTo(0.34);
  expect(Math.max(...all)).toBeLessThan(0.5);
  expect([...radii([0, 0])]).toEqual([expect.closeTo(0.2), expect.closeTo(0.2)]);
});

test("the largest, of equal ones the first", () => {
  expect(largest([3, 9, 9, 1], 2)).toEqual([1, 2]);
  expect(largest([3, 9, 12, 1], 3)).toEqual([2, 1, 0]);
  expect(largest([1], 3)).toEqual([0]);
});

test("of too many links those of most value, and how much of it they are", () => {
  const values = Float64Array.of(5, 1, 8, 5, 1, 5);
  const some = largestLinks(values, 3);
  expect([...some.links]).toEqual([0, 2, 3]);
  expect(some.share).toBeCloseTo(18 / 25);
  expect([...largestLinks(values, 9).links]).toEqual([0, 1, 2, 3, 4, 5]);
  expect(largestLinks(new Float64Array(), 9).share).toBe(1);
});

test("firms are found by a part of either name or of the id", () => {
  const column = (texts: string[]) => ({ length: texts.length, at: (i: number) => texts[i] });
  const find = firmSearch({
    firms: { id: column(["F1", "F2"]), name_zh: column(["苏州甲", "无锡乙"]), name_en: column(["Alpha", "Beta"]) },
  } as unknown as FirmNetwork);
  expect(find("苏州", 5)).toEqual([0]);
  expect(find(" BETA", 5)).toEqual([1]);
  expect(find("f", 1)).toEqual([0]);
  expect(find(" ", 5)).toEqual([]);
});
