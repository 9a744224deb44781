import { expect, test } from "vitest";
import { readState, writeState } from "@/frame/url-state";
import { deskFields } from "./model";
import { type Conflict, givenUp, hasRules, noRules, provincesAsked, provincesWritten, ruleOf, toggled } from "./rules";

const all = ["310000", "320000", "330000", "340000"];
const desk = readState(deskFields, new URLSearchParams("prov=each&firm=40&lock=P:f&ban=Q:g"));

test("the address keeps constraints and reads them back", () => {
  expect(desk).toMatchObject({ prov: ["each"], firm: 40, lock: ["P:f"], ban: ["Q:g"] });
  expect(writeState(deskFields, new URLSearchParams(), desk).toString()).toBe("ban=Q%3Ag&firm=40&lock=P%3Af&prov=each");
  expect(hasRules(desk)).toBe(true);
  expect(hasRules({ ...desk, ...noRules })).toBe(false);
  // A number of makers is no constraint of the goal “loss”.
  expect(hasRules({ ...desk, ...noRules, goal: "loss", min: 2 })).toBe(false);
});

test("each province is all of them, and all of them are each", () => {
  expect(provincesAsked(["each"], all)).toEqual(all);
  expect(provincesAsked(["340000", "310000", "999999"], all)).toEqual(["310000", "340000"]);
  expect(provincesWritten(all, all)).toEqual(["each"]);
  expect(provincesWritten(["310000"], all)).toEqual(["310000"]);
  expect(provincesWritten([], all)).toEqual([]);
});

test("a maker is locked or banned, never both; the same again lifts it", () => {
  expect(ruleOf(desk, "P:f")).toBe("lock");
  expect(toggled(desk, "P:f", "ban")).toEqual({ lock: [], ban: ["Q:g", "P:f"] });
  expect(toggled(desk, "Q:g", "ban")).toEqual({ lock: ["P:f"], ban: [] });
  expect(toggled(desk, "R:h", "lock")).toEqual({ lock: ["P:f", "R:h"], ban: ["Q:g"] });
});

test("what stands in the way is given up, one by one or together; the budget is raised to what is enough", () => {
  const conflict = (rule: Conflict["rule"], id: string | null, cost = 0): Conflict => ({
    rule,
    id,
    name_zh: "",
    name_en: "",
    is_enough: true,
    least_cost_cny_a_year: cost,
  });
  expect(givenUp(desk, [conflict("province", "340000")], all)).toEqual({ prov: ["310000", "320000", "330000"] });
  expect(givenUp(desk, [conflict("lock", "P:f")], all)).toEqual({ lock: [] });
  expect(givenUp(desk, [conflict("bans", null)], all)).toEqual({ ban: [] });
  expect(givenUp(desk, [conflict("firm_part", null)], all)).toEqual({ firm: 100 });
  expect(givenUp(desk, [conflict("budget", null, 12_345_678)], all).b).toBeGreaterThanOrEqual(1235);
  expect(
    givenUp(desk, [conflict("province", "340000"), conflict("province", "310000"), conflict("lock", "P:f")], all),
  ).toEqual({ prov: ["320000", "330000"], lock: [] });
});
