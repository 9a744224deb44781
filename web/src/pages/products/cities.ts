// Where makers are: counted by city, most first.
import type { components } from "@/api/schema";

export type Maker = components["schemas"]["Maker"];
export interface CityCount {
  code: string;
  name_zh: string;
  name_en: string;
  count: number;
}

/** A firm with two plants in one city counts once there. */
export function byCity(makers: readonly Maker[]): CityCount[] {
  const found = new Map<string, CityCount & { firms: Set<string> }>();
  for (const maker of makers) {
    if (!maker.is_in_scope || !maker.region_code) continue;
    const city = found.get(maker.region_code) ?? {
      code: maker.region_code,
      name_zh: maker.region_zh ?? "",
      name_en: maker.region_en ?? "",
      count: 0,
      firms: new Set<string>(),
    };
    city.firms.add(maker.firm_id);
    city.count = city.firms.size;
    found.set(maker.region_code, city);
  }
  return [...found.values()]
    .map(({ firms: _, ...city }) => city)
    .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));
}

/** The city with most makers, or all that share the place. */
export function topCities(cities: readonly CityCount[]): CityCount[] {
  return cities.filter((city) => city.count === cities[0]?.count);
}

export function firmsOf(makers: readonly Maker[]): { all: number; scope: number } {
  return {
    all: new Set(makers.map((maker) => maker.firm_id)).size,
    scope: new Set(makers.filter((maker) => maker.is_in_scope).map((maker) => maker.firm_id)).size,
  };
}
