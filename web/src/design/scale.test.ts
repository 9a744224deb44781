import { describe, expect, it } from "vitest";
import { dayScale, linearScale, logScale, niceTicks, stripShape } from "./scale";

const unit = linearScale(0, 1);

describe("strip", () => {
  it("draws nothing for what is missing and no bar without an interval", () => {
    expect(stripShape({ value: null, low: 0.1, high: 0.2 }, unit).kind).toBe("missing");
    expect(stripShape({ value: 0.5 }, unit)).toEqual({ kind: "point", at: 0.5 });
    expect(stripShape({ value: 0.5, low: 0.4, high: null }, unit).kind).toBe("point");
  });
  it("0 is a value", () => {
    expect(stripShape({ value: 0, low: 0, high: 0.1 }, unit)).toEqual({ kind: "interval", at: 0, from: 0, to: 0.1 });
  });
  it("always holds its own value", () => {
    expect(stripShape({ value: 0.5, low: 0.6, high: 0.7 }, unit)).toMatchObject({ from: 0.5, at: 0.5, to: 0.7 });
  });
  it("draws the inner half where it is known", () => {
    expect(stripShape({ value: 0.5, low: 0, high: 1, innerLow: 0.4, innerHigh: 0.6 }, unit)).toMatchObject({
      inner: [0.4, 0.6],
    });
  });
});

describe("scales", () => {
  it("keep what lies outside at the edge", () => {
    expect(unit.at(-3)).toBe(0);
    expect(unit.at(7)).toBe(1);
    expect(logScale(1, 100, []).at(10)).toBeCloseTo(0.5);
    expect(logScale(1, 100, []).at(0)).toBe(0);
  });
  it("days are in order and within", () => {
    const places = dayScale("zh").ticks.map((tick) => dayScale("zh").at(tick.value));
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(places.at(-1)).toBeLessThan(1);
  });
  it("ticks are round", () => {
    expect(niceTicks(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(niceTicks(0, 873, 4)).toEqual([0, 500]);
    expect(niceTicks(3, 3)).toEqual([3]);
  });
});
