// What the page says of a city.
import type { components } from "@/api/schema";
import { percent } from "@/design/number";

export type CityView = components["schemas"]["CityView"];
export type CityProduct = CityView["products"][number];
type Maker = components["schemas"]["Maker"];
export type RecordedShare = components["schemas"]["RecordedShare"];

/** One entry of the makers' table: a firm that makes one product. */
export interface MakerRow {
  key: string;
  product: CityProduct;
  maker: Maker;
}

/** undefined where one may not see makers. */
export function makerRows(products: readonly CityProduct[], only: string): MakerRow[] | undefined {
  if (products.some((product) => product.makers === null)) return undefined;
  return products
    .filter((product) => only === "" || product.id === only)
    .flatMap((product) =>
      (product.makers ?? []).map((maker, i) => ({ key: `${product.id}/${maker.firm_id}/${i}`, product, maker })),
    );
}

export function levelsOf(products: readonly CityProduct[]): { red: number; orange: number } {
  const of = (level: string) => products.filter((product) => product.level === level).length;
  return { red: of("red"), orange: of("orange") };
}

/** Percent as published: 61.1%, or 50–100% where only a range is known. */
export function shareText(share: Pick<RecordedShare, "low" | "high">): string {
  const low = percent(share.low / 100);
  return share.low === share.high ? low : `${low.replace("%", "")}–${percent(share.high / 100)}`;
}
