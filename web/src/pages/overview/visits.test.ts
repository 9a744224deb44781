import { expect, test } from "vitest";
import { readVisits, type Seen, visitsAfter } from "./visits";

const seen = (minutes: number, more: Partial<Seen> = {}): Seen => ({
  at: minutes * 60_000,
  version: 1,
  red: 2,
  orange: 5,
  overdue: 4,
  ...more,
});

test("the first visit has none before it", () => {
  expect(visitsAfter(undefined, seen(0)).last).toBeUndefined();
});
test("a reload belongs to the visit", () => {
  const first = visitsAfter(undefined, seen(0));
  expect(visitsAfter(first, seen(10))).toEqual({ current: seen(10), last: undefined });
});
test("after half an hour the last look becomes the last visit", () => {
  const first = visitsAfter(visitsAfter(undefined, seen(0)), seen(20, { red: 3 }));
  const second = visitsAfter(first, seen(60, { version: 2 }));
  expect(second.last).toEqual(seen(20, { red: 3 }));
  // and stays it while one goes on looking
  expect(visitsAfter(second, seen(80)).last).toEqual(seen(20, { red: 3 }));
});
test("what was kept badly is as if nothing were kept", () => {
  expect(readVisits(null)).toBeUndefined();
  expect(readVisits("{")).toBeUndefined();
  expect(readVisits('{"current":{"at":"x"}}')).toBeUndefined();
  expect(readVisits(JSON.stringify({ current: seen(1), last: { at: 1 } }))).toEqual({
    current: seen(1),
    last: undefined,
  });
  const kept = { current: seen(1, { overdue: null }), last: seen(0) };
  expect(readVisits(JSON.stringify(kept))).toEqual(kept);
});
