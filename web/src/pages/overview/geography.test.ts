import { describe, expect, test } from "vitest";
import { type Direction, neighbour } from "./geography";
import { allTiles, isCityCode, provincesLeftOut, shortName, tilesOf } from "./tiles";

const places = allTiles.map(({ code, column, row }) => ({ code, x: column, y: row }));
const directions: Direction[] = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

describe("the tile map", () => {
  test("holds 41 cities, each on a tile of its own", () => {
    expect(allTiles).toHaveLength(41);
    expect(new Set(allTiles.map((tile) => tile.code)).size).toBe(41);
    expect(new Set(allTiles.map((tile) => `${tile.column},${tile.row}`)).size).toBe(41);
    for (const { column, row } of allTiles) {
      expect(column).toBeGreaterThanOrEqual(0);
      expect(column).toBeLessThan(9);
      expect(row).toBeGreaterThanOrEqual(0);
      expect(row).toBeLessThan(9);
    }
  });
  test("says which provinces the data leaves out", () => {
    expect(provincesLeftOut(tilesOf([]))).toEqual(["310000", "320000", "330000", "340000"]);
    const shanghai = { code: "310000", tile_column: 8, tile_row: 4 } as never;
    expect(provincesLeftOut(tilesOf([shanghai]))).toEqual(["320000", "330000", "340000"]);
  });
  test("shortens names that only tell two cities apart", () => {
    expect(shortName("Suzhou (Anhui)")).toBe("Suzhou");
    expect(shortName("苏州市")).toBe("苏州");
  });
  test("knows what has a page", () => {
    expect(["310000", "320500", "320000", "YRD", "CHN"].map(isCityCode)).toEqual([true, true, false, false, false]);
  });
});

describe("arrow keys", () => {
  test("go to the neighbour on the map", () => {
    expect(neighbour(places, "320500", "ArrowRight")).toBe("310000");
    expect(neighbour(places, "310000", "ArrowLeft")).toBe("320500");
    expect(neighbour(places, "320500", "ArrowUp")).toBe("320200");
    expect(neighbour(places, "320300", "ArrowRight")).toBe("320700");
    expect(neighbour(places, "310000", "ArrowRight")).toBeUndefined();
    expect(neighbour(places, "nowhere", "ArrowUp")).toBeUndefined();
  });
  test("reach every city from every other", () => {
    for (const start of places) {
      const seen = new Set([start.code]);
      const open = [start.code];
      for (let code = open.pop(); code; code = open.pop()) {
        for (const direction of directions) {
          const next = neighbour(places, code, direction);
          if (next && !seen.has(next)) {
            seen.add(next);
            open.push(next);
          }
        }
      }
      expect(seen.size).toBe(41);
    }
  });
  test("never go backwards", () => {
    const at = new Map(places.map((place) => [place.code, place]));
    for (const place of places) {
      const right = neighbour(places, place.code, "ArrowRight");
      if (right) expect(at.get(right)!.x).toBeGreaterThan(place.x);
      const up = neighbour(places, place.code, "ArrowUp");
      if (up) expect(at.get(up)!.y).toBeLessThan(place.y);
    }
  });
});
