import { describe, expect, it } from "vitest";
import { drawMembers, drawsOf, onceOnly, sameDraws, usualDraws } from "./draws";
import { csvRows, editsOf, type Measure, measureMembers, measuresOf, withMeasures } from "./measures";
import { editFaultsOf, faultsOf, readScenario } from "./scenario";

const text = "id: a\nname: a\nhorizon_days: 90\ninventories:\n  by_product: {P-1: 30}\nevents: []\n";
const all: Measure[] = [
  { kind: "stock", product: "P-1", days: 60 },
  { kind: "plant", product: "P-2", region: "320200", capacity: 5e8 },
  { kind: "localise", product: "P-3", share: 0.9 },
];

describe("measures", () => {
  it("are edits of the network and a second scenario", () => {
    expect(editsOf(all)).toBe(
      "op,sector,weight,share,name,location\nbuild_plant,P-2,500000000,,lab plant 2,320200\nlocalise,P-3,,0.9,,\n",
    );
    const form = readScenario(withMeasures(text, all)).form;
    expect(form?.stocks).toEqual([{ product: "P-1", days: 60 }]);
    // A plant on standby delivers to nobody who may not switch.
    expect(form?.switching.enabled).toBe(true);
  });
  it("leave out what they do not need", () => {
    expect(measureMembers(text, [])).toEqual({});
    expect(Object.keys(measureMembers(text, [{ kind: "localise", product: "P-3", share: 0.9 }]))).toEqual(["edits"]);
    expect(Object.keys(measureMembers(text, [{ kind: "switching" }]))).toEqual(["compare_scenario"]);
  });
  it("come back from a run that was kept", () => {
    const sent = measureMembers(text, all) as { compare_scenario?: string; edits?: string };
    expect(measuresOf(text, sent.compare_scenario, sent.edits)).toEqual(all);
    expect(measuresOf(text, withMeasures(text, [{ kind: "switching" }]), undefined)).toEqual([{ kind: "switching" }]);
    expect(measuresOf(text, undefined, undefined)).toEqual([]);
  });
  it("keep edits that the form does not know", () => {
    const given = 'op,firm,factor\nscale_capacity,"A, B ""C""",0.5\n';
    const found = measuresOf(text, undefined, given);
    expect(found).toEqual([{ kind: "edit", cells: { op: "scale_capacity", firm: 'A, B "C"', factor: "0.5" } }]);
    expect(editsOf(found)).toBe(given);
  });
  it("read CSV with quotes and line ends", () => {
    expect(csvRows('a,b\r\n"x\ny",\n\n')).toEqual([
      ["a", "b"],
      ["x\ny", ""],
    ]);
  });
  it("have faults of their own", () => {
    const told = "scenario:3: error: x\nedits:2: error: column 4 'sector' found \"Q\": expected a product";
    expect(editFaultsOf(told)).toEqual(["'sector' found \"Q\": expected a product"]);
    expect(faultsOf(`compare_scenario:9: error: y\n${told}`).map((one) => one.line)).toEqual([3]);
  });
});

describe("draws", () => {
  it("say nothing where the run is made once", () => {
    expect(drawMembers(onceOnly)).toEqual({});
    expect(sameDraws(onceOnly, { ...onceOnly, seed: 9 })).toBe(true);
    expect(sameDraws(usualDraws, { ...usualDraws, seed: 9 })).toBe(false);
  });
  it("come back from a run that was kept", () => {
    const other = { count: 50, seed: 7, stocks: false, loss: 0, duration: 0.1, recovery: 1 };
    expect(drawsOf(drawMembers(other))).toEqual(other);
    expect(drawsOf({})).toEqual(onceOnly);
  });
});
