// The cities of the scope on a schematic: a 9 x 9 tile scheme, or points by longitude and latitude.

const CITY_METRICS = [
  { key: "serious", zh: "红橙产品数", en: "Red and orange products", unitZh: "个产品", unitEn: "products",
    whyZh: "该市至少有一家真实企业登记能做的红、橙产品有几个", whyEn: "how many red or orange products at least one real firm in the city is recorded to make" },
  { key: "makers", zh: "红橙厂商数", en: "Makers of these", unitZh: "条", unitEn: "entries",
    whyZh: "该市真实企业对红、橙产品的生产登记条数（一企一品一条）", whyEn: "entries of real firms in the city for red or orange products (one per firm and product)" },
  { key: "all", zh: "全部产品数", en: "All products", unitZh: "个产品", unitEn: "products",
    whyZh: "该市至少有一家真实企业登记能做的产品有几个", whyEn: "how many products at least one real firm in the city is recorded to make" },
];
const cities = data.cities.map((city) => {
  const region = regions[city.region];
  const real = city.products.filter((p) => p[1] > 0);
  const serious = real.filter((p) => levelOf(products[p[0]]) <= 1);
  return { region, province: regions[city.province], at: city.at, tile: city.tile, products: city.products, real, serious,
    value: { serious: serious.length, makers: serious.reduce((sum, p) => sum + p[1], 0), all: real.length },
    worst: real.reduce((worst, p) => Math.min(worst, levelOf(products[p[0]])), UNKNOWN) };
});

// Five classes from all cities, so that they do not move with what is shown.
function classLimits(key) {
  const values = cities.map((c) => c.value[key]).filter((v) => v > 0).sort((a, b) => a - b);
  const limits = [];
  for (let i = 1; i <= 5; ++i) {
    const limit = values.length ? values[Math.min(values.length - 1, Math.ceil(values.length * i / 5) - 1)] : 0;
    if (limit > (limits[limits.length - 1] || 0)) limits.push(limit);
  }
  return limits;
}
function classOf(value, limits) { return value === 0 ? 0 : 5 - limits.length + 1 + limits.findIndex((limit) => value <= limit); }

function cityLabel(city, metric) {
  const rank = cities.filter((c) => c.value[metric.key] > city.value[metric.key]).length + 1;
  if (city.real.length === 0) return `${name(city.region)}: ${t("无登记（数据缺口）", "no entry (a data gap)")}`;
  return `${name(city.region)}: ${city.value[metric.key]} ${t(metric.unitZh, metric.unitEn)}, ${t("第", "rank ")}${rank}${t("名", "")} / ${cities.length}; ${t("最严重", "worst")} ${word(data.levels[city.worst])}`;
}

function citySvg(metric, width) {
  const limits = classLimits(metric.key);
  const byTile = state.cityView !== "lonlat" && cities.every((c) => c.tile);
  const size = tileSize(width);
  const placed = cities.filter((c) => (byTile ? c.tile : c.at[0] !== null && c.at[1] !== null));
  let [w, h] = tileMapSize(size);
  const position = new Map();
  if (byTile) {
    for (const c of placed) position.set(c, tilePlace(c.tile, size));
  } else {
    w = Math.max(320, Math.min(width, 640));
    const lons = placed.map((c) => c.at[0]), lats = placed.map((c) => c.at[1]);
    const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
    const stretch = Math.cos((south + north) / 2 * Math.PI / 180);
    const scale = (w - 90) / Math.max(0.01, (east - west) * stretch);
    h = Math.max(120, (north - south) * scale + 60);
    for (const c of placed) position.set(c, [36 + (c.at[0] - west) * stretch * scale, 24 + (north - c.at[1]) * scale]);
  }
  const svg = el("svg", { width: w, height: h, viewBox: `0 0 ${w} ${h}`, role: "group", "aria-label": t(metric.zh, metric.en) });
  const nodes = [];
  setMeasureFont(12);
  for (const city of placed) {
    const [px, py] = position.get(city), value = city.value[metric.key], none = city.real.length === 0;
    const step = classOf(value, limits);
    const style = none ? "fill:url(#hatch)" : `fill:var(--q${step})`;
    const ink = none ? "fill:var(--t1)" : `fill:var(--i${step})`;
    const node = el("g", { class: "tile", role: "button", tabindex: "-1", "aria-label": cityLabel(city, metric), transform: `translate(${px} ${py})` });
    if (byTile) {
      node.append(...tileFace(city.region, city.province.code, size, style, ink).filter(Boolean));
      if (!none) node.append(el("text", { class: "val", x: size.w / 2, y: size.h / 2 + 13, "text-anchor": "middle", style: ink }, String(value)));
      if (city.worst <= 3) node.append(el("use", { href: "#g-" + data.levels[city.worst][0], x: size.w - 14, y: 2, width: 12, height: 12 }));
    } else {
      const r = 5 + 3 * step;
      node.append(el("circle", { r: r, style: style + ";stroke:var(--t2)" }), el("text", { x: 0, y: r + 12, "text-anchor": "middle", class: "lab" }, `${shortCity(city.region)} ${none ? "" : value}`));
    }
    withTip(node, () => cityLabel(city, metric));
    activates(node, () => { state.city = city; redraw("cities"); });
    if (state.city === city) node.classList.add("sel");
    nodes.push({ node, x: px, y: py });
    svg.append(node);
  }
  walkByPlace(nodes);
  return el("div", { class: "chart" }, svg);
}

function cityLegend(metric) {
  const limits = classLimits(metric.key);
  let low = 1;
  const steps = limits.map((limit, i) => {
    const text = low === limit ? String(limit) : `${low}–${limit}`;
    low = limit + 1;
    return swatch(`fill:var(--q${5 - limits.length + 1 + i})`, text);
  });
  const provinces = cities.some((c) => c.tile) ? provinceBorders() : [];
  return [el("div", { class: "legend" }, swatch("fill:var(--q0)", "0"), steps, swatch("fill:url(#hatch)", t("无登记", "no entry")), el("span", {}, shape(0), shape(1), t("角标：该市产品的最差级别", "corner: worst level among products made there"))),
    el("div", { class: "legend" }, provinces, el("b", {}, t("示意图，非地图", "schematic, not a map")))];
}

function cityDetail(city, metric) {
  if (!city) return null;
  const made = city.real.slice().sort((a, b) => levelOf(products[a[0]]) - levelOf(products[b[0]]) || a[0] - b[0]);
  const synthetic = city.products.reduce((sum, p) => sum + p[2], 0);
  return el("div", { class: "box" }, el("b", {}, name(city.region)), ` · ${made.length} ${t("个产品", "products")}, ${city.serious.length} ${t("个红橙", "red or orange")}`,
    synthetic ? el("span", { class: "note" }, t(`；另有合成企业 ${synthetic} 条，不计入`, `; ${synthetic} synthetic entries are not counted`)) : null,
    el("ul", { class: "chips" }, made.slice(0, 40).map((p) => el("li", {}, productButton(products[p[0]]))), made.length > 40 ? el("li", { class: "note" }, t(`等 ${made.length} 个`, `and ${made.length - 40} more`)) : null));
}

function drawCities() {
  const view = byId("cities-view");
  const metric = CITY_METRICS.find((m) => m.key === state.cityMetric) || CITY_METRICS[0];
  if (cities.length === 0) { fill(view, el("p", { class: "note" }, t("数据集没有范围内的城市。", "The dataset has no cities within the scope."))); return; }
  const pick = CITY_METRICS.map((m) => el("button", { type: "button", "aria-pressed": m === metric ? "true" : "false", on: { click: () => { state.cityMetric = m.key; redraw("cities"); } } }, t(m.zh, m.en)));
  const tiles = cities.every((c) => c.tile), placed = cities.some((c) => c.at[0] !== null);
  if (tiles && placed) {
    const lonlat = state.cityView === "lonlat";
    pick.push(el("button", { type: "button", "aria-pressed": lonlat ? "true" : "false", on: { click: () => { state.cityView = lonlat ? "tiles" : "lonlat"; redraw("cities"); } } }, t("按经纬度", "By position")));
  }
  fill(view, chartWithTable("cities", t(`${metric.zh}：${metric.whyZh}。合成企业不计。选中一市看产品。`, `${t(metric.zh, metric.en)}: ${metric.whyEn}. Synthetic firms are not counted. Select a city to see its products.`),
    () => citySvg(metric, Math.max(320, view.clientWidth)),
    () => plainTable(t("城市", "Cities"), [{ text: t("城市", "City") }, { text: t("省市", "Province") }, ...CITY_METRICS.map((m) => ({ text: t(m.zh, m.en), num: true })), { text: t("最差级别", "Worst level") }],
      cities.slice().sort((a, b) => b.value[metric.key] - a.value[metric.key]).map((c) => [name(c.region), name(c.province), ...CITY_METRICS.map((m) => (c.real.length ? String(c.value[m.key]) : "—")), c.real.length ? word(data.levels[c.worst]) : t("无登记", "no entry")])),
    pick, cityLegend(metric)), cityDetail(state.city, metric));
}
drawers.cities = drawCities;
