import { expect, test } from "vitest";
import { classesOf, classOf } from "./classes";

test("fifths of the cities with rising limits", () => {
  const classes = classesOf([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])!;
  expect(classes.limits).toEqual([0.3, 0.5, 0.7, 0.9]);
  expect([0.1, 0.29, 0.3, 0.69, 0.9, 1].map((value) => classOf(value, classes))).toEqual([1, 1, 2, 3, 5, 5]);
});
test("equal values are in one class", () => {
  const classes = classesOf([0, 0, 0, 0, 0, 0, 0, 3, 5, 9])!;
  expect(classes.limits).toEqual([5]);
  expect(classOf(0, classes)).toBe(1);
  expect(classOf(3, classes)).toBe(1);
  expect(classOf(9, classes)).toBe(5);
});
test("whole numbers have whole limits", () => {
  const classes = classesOf([1, 2, 4, 8, 16, 33, 64, 127, 255, 301])!;
  expect(classes.limits.every(Number.isInteger)).toBe(true);
});
test("no data is no class, which is not the lowest one", () => {
  expect(classesOf([null, undefined])).toBeUndefined();
  expect(classOf(null, classesOf([0, 1]))).toBeUndefined();
  expect(classOf(1, undefined)).toBeUndefined();
});
test("one value alone has the middle shade", () => {
  expect(classOf(0.4, classesOf([0.4, 0.4]))).toBe(3);
});
