import { expect, it } from "vitest";
import type { Me } from "@/frame/session";
import {
  type CaseRow,
  columnsOf,
  daysOfMonth,
  filterRows,
  isMine,
  monthsLater,
  noFilters,
  provinceOfCase,
  summarize,
} from "./model";

const base: CaseRow = {
  id: "BP-1",
  type: "break_point_case",
  type_version: 1,
  subject_kind: "break_point",
  subject_id: "delta/product/X-1",
  state: "found",
  is_final: false,
  next_due: null,
  sequence: 1,
  updated_at: "2026-11-01T00:00:00Z",
  state_zh: "已发现",
  state_en: "Found",
  state_kind: "waiting",
  state_since: "2026-11-01T00:00:00Z",
  unanswered_since: null,
  people: [],
  due: null,
  pending: [],
};
const due = (days_left: number) => ({ case: "BP-1", due: "x", zh: "", en: "", day: "2026-11-20", days_left });
const person = (relation: string, person = "", organisation = "", region = "") => ({
  relation,
  person,
  organisation,
  region,
});
const regionOf = (party: { region?: string; organisation?: string }) =>
  party.region || (party.organisation === "bureau-zj" ? "330100" : "");
const me = {
  account: { id: "li" },
  organisation: { id: "bureau-zj", region_code: "330000" },
} as unknown as Me;

it("names people as the rules do: a named person is not the whole organisation", () => {
  expect(isMine({ people: [person("owner", "li")] }, me)).toBe(true);
  expect(isMine({ people: [person("owner", "wang", "bureau-zj")] }, me)).toBe(false);
  expect(isMine({ people: [person("owner", "", "bureau-zj")] }, me)).toBe(true);
  expect(isMine({ people: [person("participant", "", "", "330000")] }, me)).toBe(true);
});
it("belongs to the province of the lead, else of the owner", () => {
  expect(provinceOfCase({ people: [person("owner", "", "bureau-zj")] }, regionOf)).toBe("330000");
  expect(
    provinceOfCase({ people: [person("owner", "", "bureau-zj"), person("lead_province", "", "", "310000")] }, regionOf),
  ).toBe("310000");
  expect(provinceOfCase({ people: [] }, regionOf)).toBe("");
});
it("counts what is late by province, without what is closed", () => {
  const rows = [
    { ...base, due: due(-3), people: [person("lead_province", "", "", "330000")] },
    { ...base, due: due(0) },
    { ...base, due: due(-1), is_final: true },
    { ...base, due: due(-9) },
  ];
  expect(summarize(rows, regionOf)).toEqual({
    open: 3,
    late: 2,
    lateBy: [
      ["", 1],
      ["330000", 1],
    ],
    waiting: 0,
    ownerless: 3,
  });
});
it("filters; closed ones are shown where asked for", () => {
  const rows = [base, { ...base, id: "BP-2", is_final: true }, { ...base, id: "BP-3", due: due(-2) }];
  const known = { name: () => "光刻胶", regionOf, me };
  const filters = { ...noFilters, view: "list", new: "", month: "", sort: "", sel: "", ty: [], kind: [], prov: [] };
  const ids = (change: object) => filterRows(rows, { ...filters, ...change }, known).map((row) => row.id);
  expect(ids({})).toEqual(["BP-1", "BP-3"]);
  expect(ids({ all: true })).toEqual(["BP-1", "BP-2", "BP-3"]);
  expect(ids({ late: true })).toEqual(["BP-3"]);
  expect(ids({ q: "光刻" })).toEqual(["BP-1", "BP-3"]);
  expect(ids({ q: "bp-3" })).toEqual(["BP-3"]);
  expect(ids({ prov: ["none"] })).toEqual(["BP-1", "BP-3"]);
  expect(ids({ prov: ["310000"] })).toEqual([]);
});
it("boards show states that are used and those where work happens", () => {
  expect(columnsOf([base], undefined)).toEqual(["waiting", "active"]);
  expect(columnsOf([{ ...base, state_kind: "done" }], undefined)).toEqual(["waiting", "active", "done"]);
});
it("lays out months from Monday to Sunday", () => {
  const days = daysOfMonth("2026-11");
  expect([days[0], days[6], days.length]).toEqual(["2026-10-26", "2026-11-01", 42]);
  expect(monthsLater("2026-12", 1)).toBe("2027-01");
});
