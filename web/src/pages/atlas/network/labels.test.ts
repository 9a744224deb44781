import { expect, test } from "vitest";
import { apart, clear, widthOf } from "./labels";

test("headings with room between them", () => {
  expect(apart([{ at: 0 }, { at: 5 }, { at: 14 }, { at: 20 }], 12).map((one) => one.at)).toEqual([0, 14]);
});

test("labels that touch an earlier one or leave the picture are left out", () => {
  const label = (key: string, x: number, y: number) => ({ key, text: "苏州某厂", x, y });
  const room = { width: 300, height: 200 };
  const kept = clear(
    [label("a", 10, 50), label("b", 30, 60), label("c", 30, 80), label("d", 280, 50), label("e", 10, 199)],
    room,
  );
  expect(kept.map((one) => one.key)).toEqual(["a", "c"]);
  expect(widthOf("苏州")).toBeGreaterThan(widthOf("ab"));
});
