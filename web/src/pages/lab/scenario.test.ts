import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import {
  effective,
  emptyScenario,
  faultsOf,
  readScenario,
  sameScenario,
  shockOn,
  subjectsOf,
  withCopy,
  withCurve,
  withKind,
  withoutShock,
  withShock,
  withTarget,
  withValue,
} from "./scenario";
import { daysOf, shareOf } from "./shock";

const folder = resolve(__dirname, "../../../../data/scenarios");
const texts = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => [name, readFileSync(resolve(folder, name), "utf8")] as const);
const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0;

describe("the stored scenarios", () => {
  it.each(texts)("%s goes to the form and back without loss", (_, text) => {
    const before = readScenario(text);
    expect(before.faults).toEqual([]);
    expect(before.form!.shocks.length).toBeGreaterThan(0);
    const changed = withValue(text, ["horizon_days"], 77);
    expect(readScenario(changed).form!.horizon).toBe(77);
    expect(count(changed, /^\s*#|\s#\s/gm)).toBe(count(text, /^\s*#|\s#\s/gm));
    const back = withValue(changed, ["horizon_days"], (before.value as { horizon_days: number }).horizon_days);
    expect(sameScenario(back, text)).toBe(true);
    expect(readScenario(back).value).toEqual(before.value);
  });
  it.each(texts)("%s keeps its other shocks when one goes, also where they share notes by aliases", (_, text) => {
    const shocks = readScenario(text).form!.shocks;
    for (let i = 0; i < shocks.length; ++i) {
      const rest = readScenario(withoutShock(text, i));
      expect(rest.faults).toEqual([]);
      expect(rest.form!.shocks).toEqual(shocks.filter((_one, k) => k !== i));
    }
  });
});

describe("values", () => {
  it("reads days and shares as the format writes them", () => {
    expect([90, "90d", "90天", "3w", "3 周", "x", null].map(daysOf)).toEqual([90, 90, 90, 21, 21, null, null]);
    expect([0.3, "30%", "+20%", "-5.5%", "1.5", "a"].map(shareOf)).toEqual([0.3, 0.3, 0.2, -0.055, 1.5, null]);
  });
});

describe("shocks", () => {
  const empty = emptyScenario({ zh: "甲", en: "A" });
  const one = withShock(empty, { ...shockOn(empty, { kind: "product", id: "ICIC-08" }), loss: "80%" });
  it("are added to an empty scenario and taken out again", () => {
    const [shock] = readScenario(one).form!.shocks;
    expect(shock).toMatchObject({ kind: "link", target: { products: ["ICIC-08"] }, size: 0.8, duration: 30 });
    expect(sameScenario(withoutShock(one, 0), empty)).toBe(true);
  });
  it("get ids of their own when they are duplicated", () => {
    const two = withCopy(one, 0);
    const ids = readScenario(two).form!.shocks.map((shock) => shock.id);
    expect(new Set(ids).size).toBe(2);
  });
  it("change kind without what the kind does not know", () => {
    const city = withShock(empty, shockOn(empty, { kind: "city", id: "320200" }));
    const carried = readScenario(withKind(city, 0, "link")).form!.shocks[0]!;
    expect(carried).toMatchObject({ kind: "link", target: { from_regions: ["320200"] }, size: 0.5 });
    const demand = readScenario(withKind(one, 0, "demand")).form!.shocks[0]!;
    expect(demand).toMatchObject({ kind: "demand", size: -0.8, target: { products: ["ICIC-08"] } });
    expect((readScenario(withKind(one, 0, "demand")).value as { events: object[] }).events[0]).not.toHaveProperty(
      "loss",
    );
  });
  it("take targets and recovery in place", () => {
    const wider = withTarget(one, 0, "products", ["ICIC-07", "ICIC-08"]);
    expect(readScenario(wider).form!.shocks[0]!.target.products).toEqual(["ICIC-07", "ICIC-08"]);
    const slow = withCurve(one, 0, "linear");
    expect(readScenario(slow).form!.shocks[0]).toMatchObject({ curve: "linear", recoveryDays: 30 });
    expect(sameScenario(withCurve(slow, 0, "step"), one)).toBe(true);
  });
  it("that are muted are not sent, and stay in the text", () => {
    const two = withCopy(one, 0);
    const [first, second] = readScenario(two).form!.shocks;
    expect(readScenario(effective(two, [first!.id])).form!.shocks).toEqual([second]);
    expect(effective(two, [])).toBe(two);
    expect(readScenario(effective(one, [first!.id])).form!.shocks).toEqual([]);
  });
  it("come from links of other pages", () => {
    expect(subjectsOf("product:ICIC-08,city:320200,x:1")).toEqual([
      { kind: "product", id: "ICIC-08" },
      { kind: "city", id: "320200" },
    ]);
  });
});

describe("faults", () => {
  it("of the syntax carry line and column", () => {
    const { faults, form } = readScenario("id: a\nname: [b\nevents: []\n");
    expect(form).toBeUndefined();
    expect(faults[0]!.line).toBeGreaterThan(1);
  });
  it("of the server are read line by line", () => {
    const told =
      '"scenario": scenario:27: error: column 11 \'events[0].kind\' found "x": expected one of capacity\n' +
      "scenario:32: error: column 20 'events[0].duration_days' found \"y\": expected whole days\n";
    expect(faultsOf(told)).toEqual([
      { line: 27, column: 11, path: "events[0].kind", message: 'found "x": expected one of capacity' },
      { line: 32, column: 20, path: "events[0].duration_days", message: 'found "y": expected whole days' },
    ]);
  });
});
