import { expect, it } from "vitest";
import { areaAt, areas, permissionsOf } from "./areas";
import { takesVersion, versionNamed } from "./frozen";
import { sharedPath } from "./share";

const query = new URLSearchParams("lv=red,orange&sel=product:ICIC-08&v=3");

it("a link fixes the version and names the dataset; or leaves it to the newest", () => {
  const sharing = { dataset: "delta", version: 14, filters: true };
  expect(sharedPath("/breakpoints", query, sharing)).toBe(
    "/breakpoints?ds=delta&lv=red,orange&sel=product:ICIC-08&v=14",
  );
  expect(sharedPath("/breakpoints", query, { ...sharing, version: undefined })).not.toMatch(/[?&]v=/);
  expect(sharedPath("/breakpoints", query, { ...sharing, filters: false })).toBe("/breakpoints?ds=delta&v=14");
  expect(sharedPath("/my", new URLSearchParams(), { dataset: "", version: undefined, filters: true })).toBe("/my");
});
it("reads a version, and nothing that is none", () => {
  const named = (text: string) => versionNamed(new URLSearchParams(text));
  expect(named("v=14")).toBe(14);
  for (const text of ["", "v=", "v=0", "v=-1", "v=new", "v=1.5", "v=99999999999"]) expect(named(text)).toBeUndefined();
});
it("knows which pages show a version", () => {
  expect(takesVersion("/breakpoints")).toBe(true);
  expect(takesVersion("/products/ICIC-08")).toBe(true);
  expect(takesVersion("/cases/BP-101")).toBe(false);
  expect(takesVersion("/nowhere")).toBe(false);
});
it("every path has one area, and its permissions are named", () => {
  expect(areaAt("/lab/runs/7")?.id).toBe("lab");
  expect(permissionsOf(areaAt("/breakpoints")!)).toEqual(["break_point.read"]);
  const paths = areas.flatMap((area) => area.routes.map((route) => route.path));
  expect(new Set(paths).size).toBe(paths.length);
});
