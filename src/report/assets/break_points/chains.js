// Chains with the level of every product in its box.

const BOX_HEIGHT = 40;

function drawChainTabs() {
  chainTabs((drawn) => el("span", { class: "counts", "aria-label": t(`红 ${drawn.levels[0]} 橙 ${drawn.levels[1]} 黄 ${drawn.levels[2]}`, `${drawn.levels[0]} red, ${drawn.levels[1]} orange, ${drawn.levels[2]} yellow`) },
    [0, 1, 2].map((level) => el("span", {}, shape(level), String(drawn.levels[level])))));
}
function showChain(index) {
  state.chain = index;
  drawChainTabs();
  redraw("chain");
}

function chainSentence(drawn) {
  const chain = data.chains[drawn.chain];
  const lead = chain.lead === null ? "" : t(`；牵头 ${name(regions[chain.lead])}${chain.since ? "（" + chain.since + "）" : ""}`, `; lead ${name(regions[chain.lead])}${chain.since ? " (" + chain.since + ")" : ""}`);
  const n = drawn.levels;
  return t(`${name(chain)}：${drawn.boxes.length} 个产品，${n[0]} 红 ${n[1]} 橙 ${n[2]} 黄 ${n[3]} 蓝，${n[5]} 个未评分，缺口 ${drawn.gaps} 处${lead}。`,
    `${name(chain)}: ${drawn.boxes.length} products, ${n[0]} red, ${n[1]} orange, ${n[2]} yellow, ${n[3]} blue, ${n[5]} not scored, ${drawn.gaps} gaps${lead}.`);
}

function levelBox(index, boxWidth) {
  const product = products[index], point = pointOf(product), level = levelOf(product);
  const away = linksAway(index), from = linksFromAway(index);
  return {
    class: data.levels[level][0],
    label: `${name(product)}, ${word(data.levels[level])}` + (point && point.score ? `, ${interval(point.score)}` : ""),
    tip: () => [t(product.zh + "\n" + product.en, product.en + "\n" + product.zh), word(data.levels[level]) + (point && point.score ? "  " + interval(point.score) : ""),
      away.length ? t(`⇢ 供给其他链 ${away.length} 处：`, `⇢ goes into ${away.length} product${away.length > 1 ? "s" : ""} of other chains: `) + away.map((l) => name(products[l.to])).join(t("、", ", ")) : "",
      from.length ? t(`来自其他链 ${from.length} 处：`, `needs ${from.length} from other chains: `) + from.map((l) => name(products[l.from])).join(t("、", ", ")) : ""].filter(Boolean).join("\n"),
    select: () => selectProduct(product),
    children: [
      el("use", { href: "#g-" + data.levels[level][0], x: 6, y: 10, width: 16, height: 16 }),
      boxName(product, 28, boxWidth - 33 - (away.length ? 18 : 0)),
      away.length ? el("text", { class: "cross", x: boxWidth - 4, y: 12, "text-anchor": "end" }, "⇢" + away.length) : null,
      from.length ? el("text", { class: "cross", x: 4, y: 37 }, from.length + "⇢") : null,
      point && point.score ? [
        el("line", { class: "mini", x1: 28 + point.score[1] * (boxWidth - 36), x2: 28 + point.score[2] * (boxWidth - 36) + 0.01, y1: BOX_HEIGHT - 4, y2: BOX_HEIGHT - 4 }),
        el("rect", { class: "mini-v", x: 28 + point.score[0] * (boxWidth - 36) - 1, y: BOX_HEIGHT - 7, width: 2, height: 6 })] : null],
  };
}
const drawChainSvg = (drawn, width) => layeredSvg(drawn, width, { label: chainSentence(drawn), shows: showsLink, box: levelBox, boxHeight: BOX_HEIGHT,
  chosen: () => (state.selected >= 0 ? points[state.selected].product : -1) });

function linkTable(drawn) {
  const members = new Set(drawn.boxes.map((b) => b[0]));
  const rowsOfLinks = inputs.filter((l) => members.has(l.to)).map((l) => [
    productButton(products[l.from]), productButton(products[l.to]),
    l.group ? t(`替代组 ${l.group}`, `alternative group ${l.group}`) : l.essential ? t("必需", "essential") : t("可选", "optional"),
    l.cost === null ? "—" : short(l.cost) + "%"]);
  return plainTable(t("投入关系", "Inputs"), [{ text: t("投入", "Input") }, { text: t("产品", "Product") }, { text: t("关系", "Kind") }, { text: t("成本占比", "Cost share"), num: true }], rowsOfLinks);
}

function linkLegend() {
  return el("div", { class: "legend" }, [0, 1, 2, 3, 4, 5].map((l) => el("span", {}, shape(l), word(data.levels[l]))), linkLines(),
    el("span", {}, el("svg", { width: 34, height: 10 }, el("g", { class: "node" }, el("line", { class: "mini", x1: 6, x2: 28, y1: 5, y2: 5 }), el("rect", { class: "mini-v", x: 17, y: 2, width: 2, height: 6 }))), t("综合分与区间，0–1", "score and interval, 0–1")));
}

function drawChain() {
  const drawn = data.drawn[state.chain];
  const view = byId("chain-view");
  if (!drawn) { fill(view, el("p", { class: "note" }, "—")); return; }
  view.setAttribute("aria-labelledby", "tab-" + state.chain);
  const width = Math.max(320, view.clientWidth);
  fill(view, chartWithTable("chain", chainSentence(drawn) + t("悬停或聚焦看上下游，点开看依据；方向键沿链走。", " Hover or focus lights the path, click opens the evidence, arrow keys walk the chain."),
    () => drawChainSvg(drawn, width), () => linkTable(drawn), essentialOnlyButton(), linkLegend()));
  lightPath(-1);
}
drawers.chain = drawChain;

// On paper every chain is drawn, one after the other.
function drawAllChains() {
  const view = byId("chain-view");
  fill(view, data.drawn.map((drawn) => el("div", { style: "break-inside:avoid;margin-bottom:16px" }, el("h3", {}, chainSentence(drawn)), drawChainSvg(drawn, 1080))), linkLegend());
  fitToPaper(view);
}
