import cities from "virtual:boundaries";
import { describe, expect, test } from "vitest";
import { fromSteps, middleOf, outlineOf, pathOfRings, projectionOf } from "./boundaries";
import { isReviewNumber, readBoundaryFile } from "./boundary-file";
import { allTiles } from "./tiles";

const square = (x: number, y: number) =>
  [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
    [x, y],
  ] as [number, number][];

describe("shapes", () => {
  test("the packaged file has every city and nothing else", () => {
    expect(Object.keys(cities).sort()).toEqual(allTiles.map((tile) => tile.code).sort());
    const [lon, lat] = middleOf(fromSteps(cities).get("320500")!);
    expect(lon).toBeGreaterThan(120);
    expect(lon).toBeLessThan(121.3);
    expect(lat).toBeGreaterThan(30.8);
    expect(lat).toBeLessThan(32.1);
  });
  test("steps add up to points", () => {
    expect(fromSteps({ a: [[120000, 30000, 1000, 0, 0, 1000, -1000, -1000]] }).get("a")).toEqual([
      [
        [120, 30],
        [121, 30],
        [121, 31],
        [120, 30],
      ],
    ]);
  });
  test("north is up, and the map fills the width", () => {
    const boundaries = new Map([["a", [square(118, 30)]]]);
    const projection = projectionOf(boundaries, 100, 0);
    expect(projection.at([118, 31])).toEqual([0, 0]);
    expect(projection.at([119, 30])[0]).toBeCloseTo(100);
    expect(projection.height).toBeGreaterThan(100);
    expect(pathOfRings([square(118, 30)], projection)).toMatch(/^M0\.0 /);
  });
  test("the outline of two neighbours leaves out the line between them", () => {
    const boundaries = new Map([
      ["a", [square(118, 30)]],
      ["b", [square(119, 30)]],
    ]);
    const projection = projectionOf(boundaries, 200, 0);
    const lines = outlineOf([...boundaries.values()], projection).match(/L/g);
    expect(lines).toHaveLength(6);
  });
  test("the middle is that of the largest ring", () => {
    const island = square(125, 28).map(([x, y]) => [x / 10 + 100, y / 10 + 25] as [number, number]);
    expect(middleOf([island, square(118, 30)])).toEqual([118.5, 30.5]);
  });
});

describe("a boundary file", () => {
  const feature = (adcode: unknown, coordinates: unknown = [square(118, 30)], type = "Polygon") => ({
    type: "Feature",
    properties: { adcode },
    geometry: { type, coordinates },
  });
  const read = (features: unknown[], wanted = ["310000", "320500"]) =>
    readBoundaryFile(JSON.stringify({ type: "FeatureCollection", features }), wanted);

  test("is taken where every city is there once; codes may be numbers", () => {
    const file = read([feature(310000), feature("320500", [[square(119, 30)]], "MultiPolygon"), feature(110000)]);
    expect(file.faults).toEqual([]);
    expect(file.others).toBe(1);
    expect([...file.boundaries.keys()]).toEqual(["310000", "320500"]);
  });
  test("is refused as a file", () => {
    expect(readBoundaryFile("<svg/>", []).faults).toEqual([{ kind: "not_json" }]);
    expect(readBoundaryFile("null", []).faults).toEqual([{ kind: "not_collection" }]);
    expect(readBoundaryFile('{"type":"Topology"}', []).faults).toEqual([{ kind: "not_collection" }]);
  });
  test("says which feature is wrong and how", () => {
    const open = square(118, 30).slice(0, 4);
    const file = read([
      feature(undefined),
      feature(310000, [open]),
      feature(320500, [[[13000000, 3600000], ...square(118, 30).slice(1)]]),
    ]);
    expect(file.faults).toEqual([
      { kind: "no_adcode", feature: 1 },
      { kind: "ring_open", feature: 2, code: "310000" },
      { kind: "not_degrees", feature: 3, code: "320500" },
    ]);
    expect(read([feature(310000), feature(310000)]).faults).toEqual([
      { kind: "twice", feature: 2, code: "310000" },
      { kind: "missing", code: "320500" },
    ]);
    expect(read([feature(310000, [[]]), feature(320500, [1, 2], "Point")]).faults).toEqual([
      { kind: "ring_short", feature: 1, code: "310000" },
      { kind: "geometry", feature: 2, code: "320500" },
    ]);
    expect(
      read([null, feature(310000, "x"), { properties: { adcode: 320500 } }]).faults.map((one) => one.kind),
    ).toEqual(["no_adcode", "geometry", "geometry"]);
  });
  test("wants a review number of the usual form", () => {
    expect(["GS(2024)0650号", "GS（2019）1822号", "苏S(2023)12号", "GS京(2022)1061号"].every(isReviewNumber)).toBe(
      true,
    );
    expect(["", "GS(2024)", "2024-0650", "GS(24)0650号"].some(isReviewNumber)).toBe(false);
  });
});
