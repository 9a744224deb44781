import { expect, it } from "vitest";
import { freshId, type Governance, tidy, withArtefact } from "./model";

const governance: Governance = {
  chain: "ICIC",
  leads: [{ region: "310000", since: "2021", source: "x" }],
  participants: ["320000"],
  chair: { order: [], terms: [] },
  artefacts: [{ type: "chain_map", state: "draft", due: "2027-03-31" }],
  countersigned_by: [],
};
it("changes one document and leaves the others", () => {
  const changed = withArtefact(governance, "chain_map", { state: "approved" });
  expect(changed.artefacts).toEqual([{ type: "chain_map", state: "approved", due: "2027-03-31" }]);
  expect(withArtefact(governance, "risk_list", { due: "2027-01-01" }).artefacts).toHaveLength(2);
  expect(governance.artefacts[0]?.state).toBe("draft");
});
it("leaves out what is empty, keeps empty lists and false", () => {
  expect(tidy({ a: "", b: undefined, c: [], d: false, e: [{ f: "", g: 0 }] })).toEqual({
    c: [],
    d: false,
    e: [{ g: 0 }],
  });
});
it("gives items ids of their own", () => {
  const item = (id: string) => ({ id, what: "x", who: "y", state: "open" as const });
  expect(freshId([])).toBe("i1");
  expect(freshId([item("i2"), item("i3")])).toBe("i4");
});
