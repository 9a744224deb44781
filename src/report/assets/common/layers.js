// A chain from upstream to downstream as boxes in columns. Where a box stands was computed beforehand and never depends
// on filters or days.

const ROW_GAP = 8, HEAD = 30, PAD = 10, MIN_BOX = 122, MAX_BOX = 186;
let chainMarks = { nodes: new Map(), links: [] };

function reach(start, next, seen) {
  const queue = [start];
  while (queue.length) {
    for (const to of next(queue.pop())) if (!seen.has(to)) { seen.add(to); queue.push(to); }
  }
  return seen;
}

// Tabs with one chain each; what a tab says beside the name is up to the page.
function chainTabs(counts) {
  fill(byId("chain-tabs"), data.drawn.map((drawn, i) => el("button", { type: "button", role: "tab", id: "tab-" + i, "aria-controls": "chain-view",
    tabindex: i === state.chain ? "0" : "-1", "aria-selected": i === state.chain ? "true" : "false",
    on: { click: () => showChain(i), keydown: (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      showChain((i + step + data.drawn.length) % data.drawn.length);
      byId("tab-" + state.chain).focus();
    } } }, chainName(drawn.chain), counts(drawn, i))));
}

// label: what the picture says in one sentence; shows(link): whether a link is drawn; box(index, width): the parts of a
// box {class, label, tip, select, children}; chosen(): the product whose path stays lit, or -1; boxHeight: in pixels.
function layeredSvg(drawn, width, { label, shows, box, chosen, boxHeight }) {
  const columns = drawn.columns.length;
  if (columns === 0) return el("p", { class: "note" }, "—");
  const tall = Math.max(...drawn.columns.map((c) => c[1]));
  const gapWish = columns > 6 ? 34 : 46;
  const boxWidth = Math.max(MIN_BOX, Math.min(MAX_BOX, Math.floor((width - 2 * PAD - (columns - 1) * gapWish) / columns)));
  const gap = Math.max(gapWish, Math.min(110, Math.floor((width - 2 * PAD - columns * boxWidth) / Math.max(1, columns - 1))));
  const full = Math.max(width, 2 * PAD + columns * boxWidth + (columns - 1) * gap);
  const height = HEAD + tall * (boxHeight + ROW_GAP) + PAD;
  const left = (column) => PAD + column * (boxWidth + gap);
  const place = new Map();
  for (const [product, column, row] of drawn.boxes) {
    const free = (tall - drawn.columns[column][1]) * (boxHeight + ROW_GAP) / 2;
    place.set(product, { x: left(column), y: HEAD + free + row * (boxHeight + ROW_GAP), column });
  }
  const svg = el("svg", { width: full, height: height, viewBox: `0 0 ${full} ${height}`, role: "group", "aria-label": label });

  for (let segment = 0; segment < 3; ++segment) {
    const own = drawn.columns.map((c, i) => (c[0] === segment ? i : -1)).filter((i) => i >= 0);
    if (own.length === 0) continue;
    const x = left(own[0]) - PAD, w = left(own[own.length - 1]) + boxWidth + PAD - x;
    svg.append(el("rect", { class: "band", x, y: 0, width: w, height: height, rx: 4 }),
      el("text", { class: "band-title", x: x + PAD, y: 19 }, word(data.segments[segment])));
  }

  chainMarks = { nodes: new Map(), links: [], svg, chosen, boxWidth };
  for (const link of inputs) {
    const a = place.get(link.from), b = place.get(link.to);
    if (!a || !b || link.from === link.to || !shows(link)) continue;
    const x1 = a.x + boxWidth, y1 = a.y + boxHeight / 2, y2 = b.y + boxHeight / 2;
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
    const { x, y } = place.get(index), parts = box(index, boxWidth);
    const node = el("g", { class: "node " + parts.class, transform: `translate(${x} ${y})`, role: "button", tabindex: "0", "aria-label": parts.label, "data-product": index },
      el("rect", { class: "back", width: boxWidth, height: boxHeight, rx: 4 }), parts.children);
    withTip(node, parts.tip);
    activates(node, parts.select);
    for (const [event, on] of [["pointerenter", true], ["focus", true], ["pointerleave", false], ["blur", false]]) {
      node.addEventListener(event, () => lightPath(on ? index : -1));
    }
    node.addEventListener("keydown", (event) => walkChain(event, index, place));
    chainMarks.nodes.set(index, node);
    svg.append(node);
  }
  return el("div", { class: "chart" }, svg);
}

// The name of a product in a box, one line or two.
function boxName(product, x, width) {
  const lines = wrapText(name(product), width, 2);
  return lines.map((line, i) => el("text", { x, y: (lines.length === 1 ? 23 : 15.5) + i * 15 }, line));
}
const linksAway = (index) => usersOf[index].filter((l) => products[l.to].chain !== products[index].chain);
const linksFromAway = (index) => inputsOf[index].filter((l) => products[l.from].chain !== products[index].chain);

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
  const { svg, nodes, links, chosen } = chainMarks;
  if (!svg) return;
  if (index < 0) index = nodes.has(chosen()) ? chosen() : -1;
  svg.classList.toggle("dim", index >= 0);
  const own = (list, end) => list.map((l) => l[end]).filter((p) => nodes.has(p));
  const down = index < 0 ? new Set() : reach(index, (p) => own(usersOf[p], "to"), new Set());
  const up = index < 0 ? new Set() : reach(index, (p) => own(inputsOf[p], "from"), new Set());
  for (const [product, node] of nodes) {
    node.classList.toggle("on", product === index || up.has(product) || down.has(product));
    node.classList.toggle("sel", product === chosen());
  }
  for (const { link, node } of links) {
    const on = index >= 0 && ((link.from === index || down.has(link.from)) && down.has(link.to) || up.has(link.from) && (link.to === index || up.has(link.to)));
    node.classList.toggle("on", on);
    node.setAttribute("marker-end", on ? "url(#tip-on)" : "url(#tip)");
  }
}

function linkLine(kind, text) {
  return el("span", {}, el("svg", { width: 34, height: 10 }, el("path", { class: "link " + kind, d: "M0 5h34", style: "opacity:1" })), text);
}
function linkLines() {
  return [linkLine("", t("必需", "essential")), linkLine("optional", t("可选", "optional")), linkLine("group", t("替代组（任一即可）", "alternative group (any one will do)")),
    el("span", {}, "⇢n ", t("连到其他链", "links to other chains"))];
}
function essentialOnlyButton() {
  return el("button", { type: "button", "aria-pressed": state.essentialOnly ? "true" : "false", on: { click: () => { state.essentialOnly = !state.essentialOnly; redraw("chain"); } } }, t("只看关键连线", "Essential links only"));
}
const showsLink = (link) => !state.essentialOnly || link.essential || Boolean(link.group);

function fitToPaper(view) {
  for (const svg of view.querySelectorAll(".chart > svg")) { svg.removeAttribute("height"); svg.setAttribute("width", "100%"); }
}
