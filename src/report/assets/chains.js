// Chains from upstream to downstream. Where a box stands was computed beforehand and never depends on filters.

const BOX_HEIGHT = 40, ROW_GAP = 8, HEAD = 30, PAD = 10, MIN_BOX = 122, MAX_BOX = 186;
let chainMarks = { nodes: new Map(), links: [] };

function reach(start, next, seen) {
  const queue = [start];
  while (queue.length) {
    for (const to of next(queue.pop())) if (!seen.has(to)) { seen.add(to); queue.push(to); }
  }
  return seen;
}

function chainTabs() {
  const tabs = byId("chain-tabs");
  fill(tabs, data.drawn.map((drawn, i) => {
    const counts = [0, 1, 2].map((level) => el("span", {}, shape(level), String(drawn.levels[level])));
    return el("button", { type: "button", role: "tab", id: "tab-" + i, "aria-controls": "chain-view", tabindex: i === state.chain ? "0" : "-1",
      "aria-selected": i === state.chain ? "true" : "false",
      on: { click: () => showChain(i), keydown: (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        showChain((i + step + data.drawn.length) % data.drawn.length);
        byId("tab-" + state.chain).focus();
      } } }, chainName(drawn.chain), el("span", { class: "counts", "aria-label": t(`红 ${drawn.levels[0]} 橙 ${drawn.levels[1]} 黄 ${drawn.levels[2]}`, `${drawn.levels[0]} red, ${drawn.levels[1]} orange, ${drawn.levels[2]} yellow`) }, counts));
  }));
}
function showChain(index) {
  state.chain = index;
  chainTabs();
  redraw("chain");
}

function chainSentence(drawn) {
  const chain = data.chains[drawn.chain];
  const lead = chain.lead === null ? "" : t(`；牵头 ${name(regions[chain.lead])}${chain.since ? "（" + chain.since + "）" : ""}`, `; lead ${name(regions[chain.lead])}${chain.since ? " (" + chain.since + ")" : ""}`);
  const n = drawn.levels;
  return t(`${name(chain)}：${drawn.boxes.length} 个产品，${n[0]} 红 ${n[1]} 橙 ${n[2]} 黄 ${n[3]} 蓝，${n[5]} 个未评分，缺口 ${drawn.gaps} 处${lead}。`,
    `${name(chain)}: ${drawn.boxes.length} products, ${n[0]} red, ${n[1]} orange, ${n[2]} yellow, ${n[3]} blue, ${n[5]} not scored, ${drawn.gaps} gaps${lead}.`);
}

function drawChainSvg(drawn, width) {
  const columns = drawn.columns.length;
  if (columns === 0) return el("p", { class: "note" }, "—");
  const tall = Math.max(...drawn.columns.map((c) => c[1]));
  const gapWish = columns > 6 ? 34 : 46;
  const boxWidth = Math.max(MIN_BOX, Math.min(MAX_BOX, Math.floor((width - 2 * PAD - (columns - 1) * gapWish) / columns)));
  const gap = Math.max(gapWish, Math.min(110, Math.floor((width - 2 * PAD - columns * boxWidth) / Math.max(1, columns - 1))));
  const full = Math.max(width, 2 * PAD + columns * boxWidth + (columns - 1) * gap);
  const height = HEAD + tall * (BOX_HEIGHT + ROW_GAP) + PAD;
  const left = (column) => PAD + column * (boxWidth + gap);
  const place = new Map();
  for (const [product, column, row] of drawn.boxes) {
    const free = (tall - drawn.columns[column][1]) * (BOX_HEIGHT + ROW_GAP) / 2;
    place.set(product, { x: left(column), y: HEAD + free + row * (BOX_HEIGHT + ROW_GAP), column });
  }
  const svg = el("svg", { width: full, height: height, viewBox: `0 0 ${full} ${height}`, role: "group", "aria-label": chainSentence(drawn) });

  for (let segment = 0; segment < 3; ++segment) {
    const own = drawn.columns.map((c, i) => (c[0] === segment ? i : -1)).filter((i) => i >= 0);
    if (own.length === 0) continue;
    const x = left(own[0]) - PAD, w = left(own[own.length - 1]) + boxWidth + PAD - x;
    svg.append(el("rect", { class: "band", x, y: 0, width: w, height: height, rx: 4 }),
      el("text", { class: "band-title", x: x + PAD, y: 19 }, word(data.segments[segment])));
  }

  chainMarks = { nodes: new Map(), links: [], svg };
  for (const link of inputs) {
    const a = place.get(link.from), b = place.get(link.to);
    if (!a || !b || link.from === link.to) continue;
    if (state.essentialOnly && !link.essential && !link.group) continue;
    const x1 = a.x + boxWidth, y1 = a.y + BOX_HEIGHT / 2, y2 = b.y + BOX_HEIGHT / 2;
    let path;
    if (b.column > a.column) {
      const x2 = b.x - 1, bend = Math.min(60, Math.max(14, (x2 - x1) / 2));
      path = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
    } else {  // back or within a column: around the right side
      const x2 = b.x + boxWidth + 1, out = Math.max(x1, x2) + gap * 0.55;
      path = `M${x1} ${y1}C${out} ${y1} ${out} ${y2} ${x2} ${y2}`;
    }
    const node = el("path", { class: "link" + (link.group ? " group" : link.essential ? "" : " optional"), d: path, "marker-end": "url(#tip)" });
    chainMarks.links.push({ link, node });
    svg.append(node);
  }

  setMeasureFont(12);
  for (const [index] of drawn.boxes) {
    const product = products[index], point = pointOf(product), level = levelOf(product), { x, y } = place.get(index);
    const away = usersOf[index].filter((l) => products[l.to].chain !== product.chain).length;
    const from = inputsOf[index].filter((l) => products[l.from].chain !== product.chain).length;
    const lines = wrapText(name(product), boxWidth - 33 - (away ? 18 : 0), 2);
    const label = `${name(product)}, ${word(data.levels[level])}` + (point && point.score ? `, ${interval(point.score)}` : "");
    const node = el("g", { class: "node " + data.levels[level][0], transform: `translate(${x} ${y})`, role: "button", tabindex: "0", "aria-label": label, "data-product": index },
      el("rect", { class: "back", width: boxWidth, height: BOX_HEIGHT, rx: 4 }),
      el("use", { href: "#g-" + data.levels[level][0], x: 6, y: 10, width: 16, height: 16 }),
      lines.map((line, i) => el("text", { x: 28, y: (lines.length === 1 ? 23 : 15.5) + i * 15 }, line)),
      away ? el("text", { class: "cross", x: boxWidth - 4, y: 12, "text-anchor": "end" }, "⇢" + away) : null,
      from ? el("text", { class: "cross", x: 4, y: 37 }, from + "⇢") : null,
      point && point.score ? [
        el("line", { class: "mini", x1: 28 + point.score[1] * (boxWidth - 36), x2: 28 + point.score[2] * (boxWidth - 36) + 0.01, y1: BOX_HEIGHT - 4, y2: BOX_HEIGHT - 4 }),
        el("rect", { class: "mini-v", x: 28 + point.score[0] * (boxWidth - 36) - 1, y: BOX_HEIGHT - 7, width: 2, height: 6 })] : null);
    withTip(node, () => [t(product.zh + "\n" + product.en, product.en + "\n" + product.zh), word(data.levels[level]) + (point && point.score ? "  " + interval(point.score) : ""),
      away ? t(`⇢ 供给其他链 ${away} 处：`, `⇢ goes into ${away} product${away > 1 ? "s" : ""} of other chains: `) + usersOf[index].filter((l) => products[l.to].chain !== product.chain).map((l) => name(products[l.to])).join(t("、", ", ")) : "",
      from ? t(`来自其他链 ${from} 处：`, `needs ${from} from other chains: `) + inputsOf[index].filter((l) => products[l.from].chain !== product.chain).map((l) => name(products[l.from])).join(t("、", ", ")) : ""].filter(Boolean).join("\n"));
    activates(node, () => selectProduct(product));
    for (const [event, on] of [["pointerenter", true], ["focus", true], ["pointerleave", false], ["blur", false]]) {
      node.addEventListener(event, () => lightPath(on ? index : -1));
    }
    node.addEventListener("keydown", (event) => walkChain(event, index, place));
    chainMarks.nodes.set(index, node);
    svg.append(node);
  }
  return el("div", { class: "chart" }, svg);
}

// Arrow keys follow links to the left and right, and neighbours up and down.
function walkChain(event, index, place) {
  const here = place.get(index);
  let next;
  if (event.key === "ArrowRight") next = usersOf[index].map((l) => l.to).find((p) => place.has(p));
  else if (event.key === "ArrowLeft") next = inputsOf[index].map((l) => l.from).find((p) => place.has(p));
  else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    const down = event.key === "ArrowDown" ? 1 : -1;
    let best = Infinity;
    for (const [product, at] of place) {
      const step = (at.y - here.y) * down;
      if (at.column === here.column && step > 0 && step < best) { best = step; next = product; }
    }
  } else return;
  event.preventDefault();
  if (next !== undefined) chainMarks.nodes.get(next).focus();
}

// Everything upstream and downstream of a product within the drawn chain stays bright, the rest dims.
function lightPath(index) {
  const { svg, nodes, links } = chainMarks;
  if (!svg) return;
  if (index < 0) {
    const point = points[state.selected];
    index = point && nodes.has(point.product) ? point.product : -1;
  }
  svg.classList.toggle("dim", index >= 0);
  const own = (list, end) => list.map((l) => l[end]).filter((p) => nodes.has(p));
  const down = index < 0 ? new Set() : reach(index, (p) => own(usersOf[p], "to"), new Set());
  const up = index < 0 ? new Set() : reach(index, (p) => own(inputsOf[p], "from"), new Set());
  for (const [product, node] of nodes) node.classList.toggle("on", product === index || up.has(product) || down.has(product));
  for (const { link, node } of links) {
    const on = index >= 0 && ((link.from === index || down.has(link.from)) && down.has(link.to) || up.has(link.from) && (link.to === index || up.has(link.to)));
    node.classList.toggle("on", on);
    node.setAttribute("marker-end", on ? "url(#tip-on)" : "url(#tip)");
  }
}

function linkTable(drawn) {
  const members = new Set(drawn.boxes.map((b) => b[0]));
  const rowsOfLinks = inputs.filter((l) => members.has(l.to)).map((l) => [
    productButton(products[l.from]), productButton(products[l.to]),
    l.group ? t(`替代组 ${l.group}`, `alternative group ${l.group}`) : l.essential ? t("必需", "essential") : t("可选", "optional"),
    l.cost === null ? "—" : short(l.cost) + "%"]);
  return plainTable(t("投入关系", "Inputs"), [{ text: t("投入", "Input") }, { text: t("产品", "Product") }, { text: t("关系", "Kind") }, { text: t("成本占比", "Cost share"), num: true }], rowsOfLinks);
}

function linkLegend() {
  const line = (cls, text) => el("span", {}, el("svg", { width: 34, height: 10 }, el("path", { class: "link " + cls, d: "M0 5h34", style: "opacity:1" })), text);
  return el("div", { class: "legend" }, [0, 1, 2, 3, 4, 5].map((l) => el("span", {}, shape(l), word(data.levels[l]))),
    line("", t("必需", "essential")), line("optional", t("可选", "optional")), line("group", t("替代组（任一即可）", "alternative group (any one will do)")),
    el("span", {}, "⇢n ", t("连到其他链", "links to other chains")),
    el("span", {}, el("svg", { width: 34, height: 10 }, el("g", { class: "node" }, el("line", { class: "mini", x1: 6, x2: 28, y1: 5, y2: 5 }), el("rect", { class: "mini-v", x: 17, y: 2, width: 2, height: 6 }))), t("综合分与区间，0–1", "score and interval, 0–1")));
}

function drawChain() {
  const drawn = data.drawn[state.chain];
  const view = byId("chain-view");
  if (!drawn) { fill(view, el("p", { class: "note" }, "—")); return; }
  view.setAttribute("aria-labelledby", "tab-" + state.chain);
  const width = Math.max(320, view.clientWidth);
  fill(view, chartWithTable("chain", chainSentence(drawn) + t("悬停或聚焦看上下游，点开看依据；方向键沿链走。", " Hover or focus lights the path, click opens the evidence, arrow keys walk the chain."),
    () => drawChainSvg(drawn, width), () => linkTable(drawn),
    el("button", { type: "button", "aria-pressed": state.essentialOnly ? "true" : "false", on: { click: () => { state.essentialOnly = !state.essentialOnly; redraw("chain"); } } }, t("只看关键连线", "Essential links only")),
    linkLegend()));
  lightPath(-1);
  for (const [product, node] of chainMarks.nodes) node.classList.toggle("sel", products[product].point === state.selected && state.selected >= 0);
}

// On paper every chain is drawn, one after the other.
function drawAllChains() {
  const view = byId("chain-view");
  fill(view, data.drawn.map((drawn) => el("div", { style: "break-inside:avoid;margin-bottom:16px" }, el("h3", {}, chainSentence(drawn)), drawChainSvg(drawn, 1080))), linkLegend());
  for (const svg of view.querySelectorAll(".chart > svg")) { svg.removeAttribute("height"); svg.setAttribute("width", "100%"); }
}
