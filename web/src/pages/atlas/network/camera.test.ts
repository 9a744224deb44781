import { expect, test } from "vitest";
import { closest, moved, toPixels, toSteps, whole, within, zoomed } from "./camera";

const extent = { width: 760, height: 400 };
const room = { width: 1200, height: 700 };

test("the whole network is seen, with a margin", () => {
  const view = { camera: whole(extent, room), room };
  const [left, top] = toPixels(view, 0, 0);
  const [right, bottom] = toPixels(view, extent.width, extent.height);
  expect(Math.min(left, top)).toBeGreaterThanOrEqual(36);
  expect(right).toBeCloseTo(1200 - 36);
  expect(bottom).toBeLessThanOrEqual(700 - 36);
  expect(whole({ width: 0, height: 0 }, room).scale).toBe(closest);
});

test("pixels and steps lead back to each other", () => {
  const view = { camera: { x: 12, y: 34, scale: 5.5 }, room };
  const [x, y] = toSteps(view, ...toPixels(view, 70, 80));
  expect([x, y]).toEqual([expect.closeTo(70), expect.closeTo(80)]);
});

test("what lies under the pointer stays there when one comes nearer", () => {
  const view = { camera: whole(extent, room), room };
  const [x, y] = toSteps(view, 300, 200);
  const camera = zoomed(view, 4, 300, 200, extent);
  expect(camera.scale).toBeCloseTo(view.camera.scale * 4);
  expect(toPixels({ camera, room }, x, y)).toEqual([expect.closeTo(300), expect.closeTo(200)]);
});

test("nobody gets lost", () => {
  const view = { camera: whole(extent, room), room };
  expect(zoomed(view, 1e6, 0, 0, extent).scale).toBe(closest);
  expect(zoomed(view, 1e-6, 0, 0, extent).scale).toBeCloseTo(view.camera.scale / 1.5);
  expect(moved(view, 1e6, -1e6, extent)).toMatchObject({ x: 0, y: extent.height });
  expect(moved(view, 15, 0, extent).x).toBeCloseTo(view.camera.x - 15 / view.camera.scale);
  expect(within(view.camera, extent, room)).toEqual(view.camera);
});
