// The chosen chain on the chosen day: how much of its output every product has left.

const DAY_BOX = 50;
// Fixed steps of output left; they never move with the day or the run.
const STEPS = [0.99, 0.75, 0.5, 0.25, STOPPED_BELOW];
function stepOf(level) {
  if (!isKnown(level)) return "unknown";
  if (level < STOPPED_BELOW) return "stopped";
  return "l" + STEPS.findIndex((from) => level >= from);
}
const stepClasses = ["unknown", "stopped", "l0", "l1", "l2", "l3", "l4"];
const levelMark = (level) => !isKnown(level) ? "—" : level < STOPPED_BELOW ? t("停产", "stopped") : level >= 0.995 && level < 1.005 ? "100%" : Math.round(level * 100) + "%";

function selectedProduct() { return state.selected && state.selected.kind === "product" ? state.selected.index : -1; }

function isNewOn(run, product, day) {
  const spell = run.productSpells[product];
  return day >= 0 && (spell.hit === day || spell.stop === day);
}

function dayBox(index, boxWidth) {
  const product = products[index];
  const away = linksAway(index), from = linksFromAway(index);
  return {
    class: "day", label: "",
    tip: () => {
      const run = runs[state.run], level = levelOn(run.product[index], state.day), spell = run.productSpells[index];
      return [t(product.zh + "\n" + product.en, product.en + "\n" + product.zh),
        `${dayText(state.day)}${t("：", ": ")}${levelWords(level)}`,
        product.normal > 0 ? t("正常产出 ", "normal output ") + moneyFigure(product.normal) + t("/天", " a day") : "",
        spell.hit >= 0 ? [t(`第 ${spell.hit} 天起减产`, `falls from day ${spell.hit}`), spell.stop >= 0 ? t(`第 ${spell.stop} 天停产`, `stops on day ${spell.stop}`) : "",
          spell.back >= 0 ? t(`第 ${spell.back} 天恢复`, `is back on day ${spell.back}`) : t("期末仍未恢复", "is not back at the end")].filter(Boolean).join(t("，", ", ")) : "",
        away.length ? t(`⇢ 供给其他链：`, `⇢ goes to other chains: `) + away.map((l) => name(products[l.to])).join(t("、", ", ")) : ""].filter(Boolean).join("\n");
    },
    select: () => select("product", index),
    children: [boxName(product, 8, boxWidth - 14 - (away.length ? 16 : 0)),
      away.length ? el("text", { class: "cross", x: boxWidth - 4, y: 12, "text-anchor": "end" }, "⇢" + away.length) : null,
      el("rect", { class: "rail", x: 8, y: DAY_BOX - 11, width: boxWidth - 62, height: 5, rx: 2.5 }),
      el("rect", { class: "left", x: 8, y: DAY_BOX - 11, width: 0, height: 5, rx: 2.5 }),
      el("text", { class: "val", x: boxWidth - 6, y: DAY_BOX - 5, "text-anchor": "end" })],
  };
}

function dayChainSvg(drawn, width) {
  const chart = layeredSvg(drawn, width, { label: chainDaySentence(drawn, state.day), shows: showsLink, box: dayBox, chosen: selectedProduct, boxHeight: DAY_BOX });
  const marks = chainMarks;
  const rail = marks.boxWidth - 62;
  const parts = Array.from(marks.nodes || [], ([index, node]) => ({ index, node, back: node.querySelector(".back"), left: node.querySelector(".left"), value: node.querySelector(".val"), shown: "" }));
  const follow = (day) => {
    const run = runs[state.run];
    for (const part of parts) {
      const level = levelOn(run.product[part.index], day), step = stepOf(level), isNew = isNewOn(run, part.index, day), text = levelMark(level);
      const shown = step + text + isNew;
      if (shown === part.shown) continue;
      part.shown = shown;
      part.node.classList.remove(...stepClasses);
      part.node.classList.add(step);
      part.node.classList.toggle("new", isNew);
      part.left.setAttribute("width", isKnown(level) ? (rail * Math.min(1, level)).toFixed(1) : 0);
      part.value.textContent = text;
      part.node.setAttribute("aria-label", `${name(products[part.index])}, ${levelWords(level)}${isNew ? t("，今天新发生", ", new today") : ""}`);
    }
  };
  return { chart, follow };
}

function chainCounts(drawn, day) {
  const run = runs[state.run];
  let hit = 0, stopped = 0;
  for (const [index] of drawn.boxes) {
    const level = levelOn(run.product[index], day);
    if (isKnown(level) && level < HIT_BELOW) ++hit;
    if (isKnown(level) && level < STOPPED_BELOW) ++stopped;
  }
  return { hit, stopped, level: levelOn(run.chain[drawn.chain], day) };
}
function chainDaySentence(drawn, day) {
  const { hit, stopped, level } = chainCounts(drawn, day);
  return t(`${chainName(drawn.chain)}${isComparing ? "（" + runs[state.run].letter + "）" : ""}，第 ${day} 天：${levelWords(level)}，${drawn.boxes.length} 个产品中 ${hit} 个减产、${stopped} 个停产。`,
    `${chainName(drawn.chain)}${isComparing ? " (" + runs[state.run].letter + ")" : ""}, day ${day}: ${levelWords(level)}; ${hit} of ${drawn.boxes.length} products down, ${stopped} stopped.`);
}

function drawChainTabs() {
  chainTabs(() => el("span", { class: "counts" }));
  const spots = data.drawn.map((drawn, i) => byId("tab-" + i).querySelector(".counts"));
  const follow = (day) => data.drawn.forEach((drawn, i) => {
    const { stopped, level } = chainCounts(drawn, day);
    spots[i].textContent = (isKnown(level) ? changeFigure(Math.round((level - 1) * 1000) / 1000) : "—") + (stopped ? t(` · ${stopped} 停产`, ` · ${stopped} stopped`) : "");
  });
  dayHooks.tabs = follow;
  follow(state.day);
}
function showChain(index) {
  state.chain = index;
  drawChainTabs();
  redraw("chain");
  writeAddress();
}

function stepLegend() {
  const box = (step, text) => el("span", {}, el("svg", { width: 30, height: 16 }, el("g", { class: "node day " + step }, el("rect", { class: "back", x: 1, y: 1, width: 28, height: 14, rx: 3 }))), text);
  const newBox = el("span", {}, el("svg", { width: 30, height: 16 }, el("g", { class: "node day l1 new" }, el("rect", { class: "back", x: 2, y: 2, width: 26, height: 12, rx: 3 }))), t("粗框：今天新减产或新停产", "bold: new today"));
  return el("div", { class: "legend" }, el("b", {}, t("剩余产出", "Output left")), box("l0", "≥99%"), box("l1", "75–99%"), box("l2", "50–75%"), box("l3", "25–50%"), box("l4", "1–25%"),
    box("stopped", t("停产", "stopped")), box("unknown", t("无产出数据", "no output data")), newBox, linkLines());
}

function levelTable(drawn) {
  const run = runs[state.run];
  const order = drawn.boxes.map(([index]) => index).sort((a, b) => (levelOn(run.product[a], state.day) ?? 2) - (levelOn(run.product[b], state.day) ?? 2));
  const day = (value) => value < 0 ? "—" : String(value);
  return plainTable(chainDaySentence(drawn, state.day), [{ text: t("产品", "Product") }, { text: dayText(state.day), num: true }, { text: t("减产自", "Down from day"), num: true }, { text: t("停产自", "Stopped from day"), num: true }, { text: t("恢复于", "Back on day"), num: true }],
    order.map((index) => { const spell = run.productSpells[index]; return [productButton(products[index]), levelWords(levelOn(run.product[index], state.day)), day(spell.hit), day(spell.stop), day(spell.back)]; }));
}
function productButton(product) {
  return el("button", { type: "button", class: "chip", on: { click: () => select("product", product.index) } }, name(product));
}

function drawChain() {
  const drawn = data.drawn[state.chain], part = byId("chain-part"), view = byId("chain-view");
  delete dayHooks.chain;
  part.hidden = !drawn;
  if (!drawn) return;
  view.setAttribute("aria-labelledby", "tab-" + state.chain);
  let follow = () => {};
  const note = el("span", {});
  fill(view, chartWithTable("chain", note, () => { const made = dayChainSvg(drawn, Math.max(320, view.clientWidth)); follow = made.follow; return made.chart; }, () => levelTable(drawn), essentialOnlyButton(), stepLegend()));
  const asTable = state["table.chain"] === true;
  dayHooks.chain = (day) => {
    note.textContent = chainDaySentence(drawn, day) + (asTable ? "" : t("悬停看数值，点开看原因；方向键沿链走。", " Hover for figures, click for the cause; arrow keys walk the chain."));
    if (asTable) { if (!playing) fill(view.querySelector(".box-scroll"), levelTable(drawn)); } else follow(day);
  };
  dayHooks.chain(state.day);
  if (!asTable) lightPath(-1);
}
drawers.chain = drawChain;

// On paper: the chains that the chosen day hits, one after the other.
function drawHitChains() {
  const view = byId("chain-view"), hit = data.drawn.filter((drawn) => chainCounts(drawn, state.day).hit > 0);
  if (hit.length === 0) return;
  fill(view, hit.map((drawn) => {
    const made = dayChainSvg(drawn, 1080);
    made.follow(state.day);
    return el("div", { class: "sheet" }, el("h3", {}, chainDaySentence(drawn, state.day)), made.chart);
  }), stepLegend());
  fitToPaper(view);
}
