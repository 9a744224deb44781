// The schematic map: 41 cities on 9 by 9 tiles. The server gives the same places with the cities it knows; this table
// draws a city that the data leaves out, or that one may not see, as what it is.
import type { components } from "@/api/schema";

export type CityRow = components["schemas"]["CityRow"];

export const provinceCodes = ["310000", "320000", "330000", "340000"] as const;
export type ProvinceCode = (typeof provinceCodes)[number];
export const provinceNames: Record<ProvinceCode, { name_zh: string; name_en: string }> = {
  "310000": { name_zh: "上海", name_en: "Shanghai" },
  "320000": { name_zh: "江苏", name_en: "Jiangsu" },
  "330000": { name_zh: "浙江", name_en: "Zhejiang" },
  "340000": { name_zh: "安徽", name_en: "Anhui" },
};

export interface Tile {
  code: string;
  name_zh: string;
  name_en: string;
  province: ProvinceCode;
  column: number;
  row: number;
  /** What the data says of it; nothing where the data leaves it out. */
  city?: CityRow;
}

const places = [
  "310000 上海 8 4 Shanghai|320100 南京 4 3 Nanjing|320200 无锡 7 3 Wuxi|320300 徐州 3 0 Xuzhou|320400 常州 6 3 Changzhou",
  "320500 苏州 7 4 Suzhou|320600 南通 7 2 Nantong|320700 连云港 6 0 Lianyungang|320800 淮安 5 1 Huai'an",
  "320900 盐城 6 1 Yancheng|321000 扬州 5 2 Yangzhou|321100 镇江 5 3 Zhenjiang|321200 泰州 6 2 Taizhou (Jiangsu)",
  "321300 宿迁 4 1 Suqian|330100 杭州 5 6 Hangzhou|330200 宁波 7 6 Ningbo|330300 温州 6 8 Wenzhou|330400 嘉兴 6 5 Jiaxing",
  "330500 湖州 5 5 Huzhou|330600 绍兴 6 6 Shaoxing|330700 金华 5 7 Jinhua|330800 衢州 4 7 Quzhou|330900 舟山 8 6 Zhoushan",
  "331000 台州 7 7 Taizhou (Zhejiang)|331100 丽水 5 8 Lishui|340100 合肥 2 3 Hefei|340200 芜湖 3 4 Wuhu",
  "340300 蚌埠 2 2 Bengbu|340400 淮南 1 2 Huainan|340500 马鞍山 3 3 Ma'anshan|340600 淮北 1 1 Huaibei|340700 铜陵 2 4 Tongling",
  "340800 安庆 1 5 Anqing|341000 黄山 3 6 Huangshan|341100 滁州 3 2 Chuzhou|341200 阜阳 0 2 Fuyang|341300 宿州 2 1 Suzhou (Anhui)",
  "341500 六安 1 3 Lu'an|341600 亳州 0 1 Bozhou|341700 池州 2 5 Chizhou|341800 宣城 4 4 Xuancheng",
];

export const allTiles: readonly Tile[] = places
  .flatMap((line) => line.split("|"))
  .map((text) => {
    const [code = "", name_zh = "", column, row, ...english] = text.split(" ");
    return {
      code,
      name_zh,
      name_en: english.join(" "),
      province: `${code.slice(0, 2)}0000` as ProvinceCode,
      column: Number(column),
      row: Number(row),
    };
  });

/** Every tile with what is known of its city; the server's places count where it gives them. */
export function tilesOf(cities: readonly CityRow[]): readonly Tile[] {
  const known = new Map(cities.map((city) => [city.code, city]));
  return allTiles.map((tile) => {
    const city = known.get(tile.code);
    if (!city) return tile;
    return { ...tile, city, column: city.tile_column ?? tile.column, row: city.tile_row ?? tile.row };
  });
}

/** Provinces of which the data has no city at all. */
export function provincesLeftOut(tiles: readonly Tile[]): ProvinceCode[] {
  return provinceCodes.filter((code) => tiles.every((tile) => tile.province !== code || !tile.city));
}

/** A name short enough for a tile: without what tells two cities of one name apart. */
export function shortName(name: string): string {
  return name.replace(/\s*\(.*\)$/, "").replace(/市$/, "");
}

/** Whether a region has a page: cities and Shanghai, not provinces or larger. */
export function isCityCode(code: string): boolean {
  return code === "310000" || (/^\d{6}$/.test(code) && !code.endsWith("0000"));
}
