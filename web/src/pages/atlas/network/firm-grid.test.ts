import { expect, test } from "vitest";
import { FirmGrid } from "./firm-grid";

const x = Uint32Array.of(0, 3, 4, 9);
const y = Uint32Array.of(0, 2, 2, 5);
const grid = new FirmGrid(x, y);

test("the extent is the last step", () => {
  expect(grid.extent).toEqual({ width: 9, height: 5 });
  expect(new FirmGrid(new Uint32Array(), new Uint32Array()).nearest(0, 0, 9)).toBe(-1);
});

test("the nearest firm within reach, as looking at all would find it", () => {
  for (let px = -2; px < 12; px += 0.37) {
    for (let py = -2; py < 8; py += 0.41) {
      const distances = [...x].map((at, i) => Math.hypot(at - px, (y[i] ?? 0) - py));
      const least = Math.min(...distances);
      expect(grid.nearest(px, py, 1.5)).toBe(least <= 1.5 ? distances.indexOf(least) : -1);
    }
  }
});
