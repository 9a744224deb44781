// Cities as tiles of a schematic, 9 columns by 9 rows. The border tells the province, so that colour stays free.

const PROVINCE_DASH = { "310000": "double", "320000": "", "330000": "6 3", "340000": "1.5 2.5" };
const shortCity = (region) => zh() ? region.zh.replace(/市$/, "") : region.en.replace(/ \((Jiangsu|Zhejiang|Anhui)\)$/, "");

function tileSize(width) {
  const w = Math.max(58, Math.min(84, Math.floor((width - 8) / 9) - 4));
  return { w, h: Math.round(Math.min(60, w * 0.78)) };
}
const tilePlace = (tile, size) => [4 + tile[0] * (size.w + 4), 4 + tile[1] * (size.h + 4)];
const tileMapSize = (size) => [9 * (size.w + 4) + 4, 9 * (size.h + 4) + 4];

// The face of a tile: rectangle, border of the province, short name. The second line is the page's own.
function tileFace(region, province, size, style, inkStyle) {
  const dash = PROVINCE_DASH[province], label = shortCity(region), fits = measure.measureText(label).width <= size.w - 6;
  return [el("rect", { class: "face", width: size.w, height: size.h, rx: 3, style, "stroke-dasharray": dash && dash !== "double" ? dash : null }),
    dash === "double" ? el("rect", { class: "inner", x: 2.5, y: 2.5, width: size.w - 5, height: size.h - 5, rx: 2, fill: "none", style: inkStyle.replace("fill", "stroke"), "pointer-events": "none" }) : null,
    el("text", { class: "city", x: size.w / 2, y: size.h / 2 - 3, "text-anchor": "middle", style: inkStyle, textLength: fits ? null : size.w - 6, lengthAdjust: fits ? null : "spacingAndGlyphs" }, label)];
}

// One tab stop for all of `nodes` ({node, x, y}); arrow keys go to the nearest in their direction.
function walkByPlace(nodes) {
  if (nodes.length) nodes[0].node.setAttribute("tabindex", "0");
  for (const here of nodes) {
    here.node.addEventListener("keydown", (event) => {
      const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
      if (!way) return;
      event.preventDefault();
      let best = null, least = Infinity;
      for (const there of nodes) {
        const dx = there.x - here.x, dy = there.y - here.y, along = dx * way[0] + dy * way[1], aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
        if (along > 1 && along + 2 * aside < least) { least = along + 2 * aside; best = there; }
      }
      if (!best) return;
      here.node.setAttribute("tabindex", "-1");
      best.node.setAttribute("tabindex", "0");
      best.node.focus();
    });
  }
}

const swatch = (style, text) => el("span", {}, el("svg", { width: 18, height: 12 }, el("rect", { class: "qb", width: 18, height: 12, style })), text);
function provinceBorders() {
  const border = (dash, text) => el("span", {}, el("svg", { width: 22, height: 14 }, el("rect", { x: 1, y: 1, width: 20, height: 12, fill: "none", stroke: "currentColor", "stroke-dasharray": dash || null }), dash === null ? el("rect", { x: 3.5, y: 3.5, width: 15, height: 7, fill: "none", stroke: "currentColor" }) : null), text);
  return [border(null, t("上海", "Shanghai")), border("", t("江苏", "Jiangsu")), border("6 3", t("浙江", "Zhejiang")), border("1.5 2.5", t("安徽", "Anhui"))];
}
