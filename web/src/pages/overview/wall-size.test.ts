import { expect, test } from "vitest";
import { rootPixels } from "./wall-size";

test("text grows with the screen, by its shorter side, and never shrinks below the page's", () => {
  expect(rootPixels(1366, 768, 100)).toBe(16);
  expect(rootPixels(1920, 1080, 100)).toBe(16);
  expect(rootPixels(3840, 2160, 100)).toBe(32);
  expect(rootPixels(7680, 1080, 100)).toBe(16);
  expect(rootPixels(1920, 1080, 125)).toBe(20);
});
