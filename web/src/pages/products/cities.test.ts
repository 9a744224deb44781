import { expect, test } from "vitest";
import { byCity, firmsOf, type Maker, topCities } from "./cities";

function maker(firm_id: string, region_code: string | null, is_in_scope = true): Maker {
  return { firm_id, region_code, region_zh: region_code, region_en: region_code, is_in_scope } as unknown as Maker;
}
const makers = [
  maker("a", "320500"),
  maker("a", "320500"),
  maker("b", "320500"),
  maker("c", "310000"),
  maker("c", "340100"),
  maker("d", "340100"),
  maker("e", "440300", false),
  maker("f", null),
];

test("a firm counts once a city, and only within the scope", () => {
  expect(byCity(makers).map((city) => [city.code, city.count])).toEqual([
    ["320500", 2],
    ["340100", 2],
    ["310000", 1],
  ]);
  expect(topCities(byCity(makers)).map((city) => city.code)).toEqual(["320500", "340100"]);
  expect(topCities([])).toEqual([]);
  expect(firmsOf(makers)).toEqual({ all: 6, scope: 5 });
});
