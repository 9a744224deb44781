// Records of the data under readable names, and the marks of levels.

const UNKNOWN = 5;
Object.assign(state, { selected: -1, chain: 0 });

const interval = (c) => !c ? "—" : c[1] === c[2] ? fixed(c[0])
  : t(`${fixed(c[0])}（${fixed(c[1])}–${fixed(c[2])}）`, `${fixed(c[0])} (${fixed(c[1])}–${fixed(c[2])})`);
const regions = data.regions.map(([code, z, e, inside]) => ({ code, zh: z, en: e, inside }));
const firms = data.firms.map(([z, e, controlZh, controlEn]) => ({ zh: z, en: e, controlZh, controlEn }));
const points = data.points;
points.forEach((point, index) => { point.index = index; });
const makersOf = products.map(() => []);
for (const maker of data.makers) makersOf[maker[0]].push(maker);
const syntheticOf = new Map(data.synthetic);
const pointOf = (product) => (product.own < 0 ? null : points[product.own]);
const levelOf = (product) => { const point = pointOf(product); return point ? point.level : UNKNOWN; };

// The shape of a level, always with its word beside it or in its label.
const shape = (level) => el("svg", { class: "g", "aria-hidden": "true" }, el("use", { href: "#g-" + data.levels[level][0] }));
const BARS = [4, 3, 2, 1, 0, 0];
function badge(level) {
  return el("span", { class: "badge " + data.levels[level][0] }, shape(level), word(data.levels[level]),
    el("i", { class: "bars b" + BARS[level], "aria-hidden": "true" }));
}
function strip(c, extra) {
  return el("span", { class: "st" + (c[1] === c[2] ? " pt" : "") + (extra || ""), "aria-hidden": "true",
    style: `--l:${percent(c[1])};--h:${percent(c[2])};--v:${percent(c[0])}` });
}
function productButton(product) {
  return el("button", { type: "button", class: "chip", on: { click: () => selectProduct(product) } },
    shape(levelOf(product)), name(product), el("span", { class: "vh" }, word(data.levels[levelOf(product)])));
}
