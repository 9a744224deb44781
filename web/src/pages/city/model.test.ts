import { expect, test } from "vitest";
import area from "./area";
import { type CityProduct, levelsOf, makerRows, shareText } from "./model";

const product = (id: string, level: string, firms: string[] | null) =>
  ({ id, level, makers: firms?.map((firm_id) => ({ firm_id })) ?? null }) as unknown as CityProduct;

test("makers of all products or of one, and none where one may not see them", () => {
  const products = [product("a", "red", ["x", "y"]), product("b", "none", ["x"])];
  expect(makerRows(products, "")!.map((row) => row.key)).toEqual(["a/x/0", "a/y/1", "b/x/0"]);
  expect(makerRows(products, "b")!.map((row) => row.key)).toEqual(["b/x/0"]);
  expect(makerRows([product("a", "red", null)], "")).toBeUndefined();
  expect(levelsOf(products)).toEqual({ red: 1, orange: 0 });
});
test("shares as published", () => {
  expect(shareText({ low: 61.06, high: 61.06 })).toBe("61.1%");
  expect(shareText({ low: 50, high: 100 })).toBe("50–100%");
});
test("provinces and larger regions have no page", () => {
  const { region } = area.objects!;
  expect(region!("320500")).toBe("/cities/320500");
  expect(region!("320000")).toBeUndefined();
  expect(region!("YRD")).toBeUndefined();
});
