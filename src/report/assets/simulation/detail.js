// The panel of one product or city: why it fails, step by step back to the shock, and its own curve.

const panel = byId("detail");
let openedFrom = null;

function select(kind, index, options) {
  const opens = panel.hidden;
  if (opens) openedFrom = document.activeElement;
  state.selected = { kind, index };
  panel.hidden = false;
  root.classList.add("with-detail");
  if (opens) makeRoom();
  drawDetail();
  panel.scrollTop = 0;
  if (kind === "product") {
    const drawn = data.drawn.findIndex((d) => d.chain === products[index].chain);
    if (drawn >= 0 && drawn !== state.chain && !(options && options.stay)) showChain(drawn);
  }
  markSelected();
  hideTip();
  writeAddress();
  if (!(options && options.quiet)) byId("detail-title").focus({ preventScroll: true });
}
function closeDetail() {
  if (panel.hidden) return;
  panel.hidden = true;
  state.selected = null;
  delete dayHooks.detail;
  root.classList.remove("with-detail");
  makeRoom();
  markSelected();
  writeAddress();
  if (openedFrom && openedFrom.isConnected) openedFrom.focus({ preventScroll: true });
}
// On wide screens the page gives way to the panel: what follows the width is drawn again, but chains stay where they are.
function makeRoom() {
  if (innerWidth >= 1600) for (const key of ["curve", "city", "multiples"]) drawers[key]();
}
function markSelected() {
  lightPath(-1);
  if (dayHooks.city) dayHooks.city(state.day);
  markStopRow();
}

const whereOf = (node) => [node.outside ? t("范围外", "outside") : node.city >= 0 ? shortCity(cities[node.city]) : "", name(node)].filter(Boolean).join(" · ");

// From what stopped or fell back to the shock, by the causes that the run recorded: [{node, day, stops, cause}]. A step
// back finds the neighbour stopped by that day, else only fallen.
function causeChain(run, start) {
  const steps = [], seen = new Set();
  let node = start, by = Infinity;
  while (node && !seen.has(node)) {
    const outcome = node.outcomes[run.index];
    if (!outcome || outcome.hit < 0) break;
    seen.add(node);
    const stopped = outcome.stopCause && outcome.stop <= by;
    const step = { node, day: stopped ? outcome.stop : outcome.hit, stops: stopped || outcome.stop === outcome.hit, cause: stopped ? outcome.stopCause : outcome.hitCause };
    steps.push(step);
    by = step.day;
    node = step.cause.next >= 0 ? nodes[step.cause.next] : null;
  }
  return steps;
}
function causeSentence(run, { node, stops, cause }) {
  const product = node.product >= 0 ? name(products[node.product]) : name(node);
  const does = stops ? t("停产", "stops") : t("减产", "falls");
  if (cause.event >= 0) return t(`${product}受冲击“${run.events[cause.event].zh}”，${does}`, `${product} is hit by "${run.events[cause.event].en}" and ${does}`);
  if (cause.kind === CAUSE.input) {
    const inputs = cause.inputs.map((p) => name(products[p])).join("/");
    return inputs ? t(`${product}缺${inputs}，${does}`, `${product} runs short of ${inputs} and ${does}`) : t(`${product}的投入断供，${does}`, `${product} runs short of an input and ${does}`);
  }
  if (cause.kind === CAUSE.demand) return t(`${product}的客户减少订货，${does}`, `customers of ${product} order less and it ${does}`);
  return t(`${product}自身产能受损，${does}`, `${product} loses capacity and ${does}`);
}
function causeList(run, start) {
  const steps = causeChain(run, start);
  if (steps.length === 0) return el("p", { class: "note" }, t("没有受到影响。", "Not hit."));
  return el("ol", { class: "causes" }, steps.map((step, i) => el("li", {}, el("b", {}, capital(dayText(step.day))), " ", causeSentence(run, step),
    el("small", {}, whereOf(step.node), step.node.synthetic ? [" ", el("span", { class: "mark syn" }, t("合成", "synthetic"))] : null,
      i + 1 < steps.length ? t("，因为：", ", because:") : ""))));
}

function nodeTable(list, kind) {
  const scored = list.map((node) => ({ node, outcome: node.outcomes[state.run] })).filter((n) => n.outcome).sort((a, b) => b.outcome.lost - a.outcome.lost);
  if (scored.length === 0) return null;
  const column = columnScale(Math.max(0, ...scored.map((n) => n.node.outside ? 0 : Math.abs(n.outcome.lost))));
  const first = kind === "product" ? t("企业", "Maker") : t("产品", "Product");
  return [el("h3", {}, t(`受影响的产线（${scored.length}）`, `Lines hit (${scored.length})`)),
    plainTable(t("产线", "Lines"), [{ text: first }, { text: t("减产", "Down") , num: true }, { text: t("停产", "Stops"), num: true }, { text: t("损失", "Lost") + " " + columnUnit(column), num: true }],
      scored.slice(0, 12).map(({ node, outcome }) => [
        [kind === "product" ? whereOf(node) : node.product >= 0 ? el("button", { type: "button", class: "linkish", on: { click: () => select("product", node.product) } }, name(products[node.product])) : name(node),
          el("small", { class: "block" }, causeShort(runs[state.run], node, outcome.stop >= 0), node.synthetic ? [" ", el("span", { class: "mark syn" }, t("合成", "synthetic"))] : null)],
        String(outcome.hit), outcome.stop < 0 ? "—" : String(outcome.stop), node.outside ? "—" : columnFigure(outcome.lost, column)])),
    scored.length > 12 ? el("p", { class: "note" }, t(`另有 ${scored.length - 12} 条。`, `and ${scored.length - 12} more.`)) : null];
}

function linkChips(links, end) {
  return el("ul", { class: "chips" }, links.map((link) => {
    const other = products[link[end]], level = levelOn(runs[state.run].product[other.index], state.day), button = productButton(other);
    button.append(el("small", {}, levelMark(level), link.group ? t(" · 替代组", " · alternative") : link.essential ? "" : t(" · 可选", " · optional")));
    return el("li", {}, button);
  }));
}

function drawDetail() {
  if (!state.selected) return;
  const { kind, index } = state.selected, run = runs[state.run], isProduct = kind === "product", thing = isProduct ? products[index] : cities[index];
  const lists = runs.map((r) => (isProduct ? r.product : r.city)[index]);
  const spell = (isProduct ? run.productSpells : run.citySpells)[index];
  const node = nodes[(isProduct ? run.nodeOfProduct : run.nodeOfCity)[index]];
  const sub = isProduct ? [t(thing.en, thing.zh), thing.id, thing.chain >= 0 ? chainName(thing.chain) : "", thing.segment >= 0 ? word(data.segments[thing.segment]) : ""] : [t(thing.en, thing.zh), thing.id, thing.province >= 0 ? name(provinces[thing.province]) : ""];
  const level = el("b", {}), now = el("p", { class: "line" }, level);
  const curve = smallCurve(t("产出相对正常的变化", "Output, change from normal"), lists, roundLimits(lists), 400, null);
  const follow = (day) => {
    level.textContent = `${capital(dayText(day))}${isComparing ? ` ${run.letter}` : ""}${t("：", ": ")}${levelWords(levelOn(lists[state.run], day))}`;
    curve.follow(day);
  };
  fill(panel,
    el("header", {}, el("div", {}, el("h2", { id: "detail-title", tabindex: "-1" }, name(thing)), el("p", { class: "sub" }, sub.filter(Boolean).join(" · "))),
      el("button", { type: "button", class: "close", "aria-label": t("关闭", "Close"), on: { click: closeDetail } }, "✕")),
    now,
    el("p", {}, thing.normal > 0 ? t(`正常产出 ${moneyFigure(thing.normal)}/天。`, `Normal output ${moneyFigure(thing.normal)} a day. `) : t("网络中没有它的产出数据。", "The network has no output data for it."),
      spell.hit >= 0 ? t(`第 ${spell.hit} 天起低于 99%${spell.stop >= 0 ? `，第 ${spell.stop} 天停产` : ""}${spell.back >= 0 ? `，第 ${spell.back} 天恢复` : "，期末仍未恢复"}。`,
        `Below 99% from day ${spell.hit}${spell.stop >= 0 ? `, stopped on day ${spell.stop}` : ""}${spell.back >= 0 ? `, back on day ${spell.back}` : ", not back at the end"}.`) : thing.normal > 0 ? t("没有减产。", "It never falls.") : ""),
    thing.normal > 0 ? curve.node : null,
    el("h3", {}, isProduct ? t("为什么", "Why") : t("为什么（损失最大的产线）", "Why (the line that loses most)"), isComparing ? ` · ${runName(run)}` : ""),
    causeList(run, node),
    nodeTable(isProduct ? nodesOfProduct[index] : nodesOfCity[index], kind),
    isProduct && inputsOf[index].length ? [el("h3", {}, t(`需要什么（${dayText(state.day)}的剩余产出）`, `What it needs (output left on ${dayText(state.day)})`)), linkChips(inputsOf[index], "from")] : null,
    isProduct && usersOf[index].length ? [el("h3", {}, t("用在哪里", "Where it goes")), linkChips(usersOf[index], "to")] : null);
  dayHooks.detail = follow;
  follow(state.day);
}
