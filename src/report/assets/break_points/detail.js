// The panel beside the list: everything behind one break point. The list stays in view; Esc closes the panel.

const panel = byId("detail");
let openedFrom = null;

function selectProduct(product) {
  if (product.own >= 0) selectPoint(product.own, {});
}

function selectPoint(index, options) {
  if (panel.hidden) openedFrom = document.activeElement;
  state.selected = index;
  markRow(index, true);
  drawDetail();
  panel.hidden = false;
  panel.scrollTop = 0;
  root.classList.add("with-detail");
  markEverywhere();
  hideTip();
  if (!(options && options.quiet)) writeAddress();
}

function closeDetail() {
  if (panel.hidden) return;
  panel.hidden = true;
  state.selected = -1;
  root.classList.remove("with-detail");
  markRow(-1, false);
  markEverywhere();
  writeAddress();
  if (openedFrom && openedFrom.isConnected) openedFrom.focus({ preventScroll: true });
}

function unitWord(unit) {
  if (unit === "" || unit === "1") return "";
  const words = { days: t("天", " days"), firms: t("家", " firms"), countries: t("国", " countries"), CNY: t("元", " CNY"), products: t("种产品", " products"),
    years: t("年", " years"), regions: t("个地区", " regions"), makers: t("家", " makers"), chains: t("条链", " chains") };
  return unit === "%" ? "%" : words[unit] || " " + unit;
}
function evidenceValue(e, unit) {
  const [, value, low, high] = e;
  if (unit === "flag") return value === null ? "—" : value > 0 ? t("是", "yes") : t("否", "no");
  if (low !== null && high !== null && low !== high) {
    const range = `${short(low)}–${short(high)}${unitWord(unit)}`;
    const middle = value === null ? "" : short(value) + (unit === "%" ? "%" : "");
    return value !== null && value !== low && value !== high ? t(`${middle}（${range}）`, `${middle} (${range})`) : range;
  }
  const only = value !== null ? value : low !== null ? low : high;
  if (only === null) return "—";
  const sign = value === null && high === null ? "≥" : value === null && low === null ? "≤" : "";
  return sign + short(only) + unitWord(unit);
}
function gradeMark(grade) { return el("span", { class: "mark" }, t(...(data.grades[grade] || data.grades[""]))); }
const COMPUTED = { "computed": "计算所得", "computed from the product graph": "由产品图计算", "computed from the makers listed": "由所列厂商计算",
  "computed from the shares listed": "由所列份额计算", "computed from the firm layer": "由企业层计算", "computed from the supplies listed": "由所列供应计算" };
const isComputed = (position) => position === null || data.sources[position][0].startsWith("computed");
function sourceNode(position) {
  if (position === null) return t("计算所得", "computed");
  const [text, address] = data.sources[position];
  if (Object.hasOwn(COMPUTED, text)) return t(COMPUTED[text], text);
  return address ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text || address) : text;
}
const SYNTHETIC = 1, USED = 2, OLD = 4;

function evidenceTable(list) {
  return el("table", { class: "evidence" }, el("caption", { class: "vh" }, t("证据", "Evidence")), el("tbody", {}, list.map((e) => {
    const metric = data.metrics[e[0]], flags = e[9];
    return el("tr", {},
      el("th", { scope: "row" }, t(metric[1], capital(metric[2])),
        el("div", { class: "meta" },
          e[5] ? [t("口径：", "Scope: "), e[5], el("br")] : null,
          e[6] !== null ? [sourceNode(e[6]), el("br")] : null,
          e[4] !== null ? [t("阈值 ", "threshold "), short(e[4]) + unitWord(metric[3]), " "] : null,
          e[7] !== null ? [String(e[7]), " "] : null,
          e[8] !== "" || !isComputed(e[6]) ? [gradeMark(e[8]), " "] : null,
          flags & OLD ? [el("span", { class: "mark old" }, t("旧", "old")), " "] : null,
          flags & SYNTHETIC ? [el("span", { class: "mark syn" }, t("合成", "synthetic")), " "] : null,
          el("span", { class: "mark" + (flags & USED ? " used" : "") }, flags & USED ? t("用于计算", "used in the score") : t("仅展示", "shown only")))),
      el("td", { class: "num" }, evidenceValue(e, metric[3])));
  })));
}

function barRow(label, component, meaning) {
  return [el("div", { class: "bar-row" }, el("span", { title: meaning }, label),
    component ? strip(component) : el("span", { class: "note" }, t("未知", "not known")),
    el("span", { class: "v" }, interval(component)))];
}

function makersSection(product) {
  const list = makersOf[product.index];
  const synthetic = syntheticOf.get(product.index) || 0;
  const inside = (maker) => maker[2] >= 0 && regions[maker[2]].inside;
  const row = (maker) => {
    const firm = firms[maker[1]], region = maker[2] >= 0 ? name(regions[maker[2]]) : "—";
    const control = t(firm.controlZh, firm.controlEn);
    return el("tr", {}, el("td", {}, name(firm), el("br"), el("small", {}, maker[6] !== null ? sourceNode(maker[6]) : "")),
      el("td", {}, region, el("br"), el("small", {}, control ? t("控股：", "control: ") + control : "")),
      el("td", {}, word(data.statuses[maker[3]]), el("br"), el("small", {}, (maker[4] !== null ? maker[4] + " " : "") + maker[5])));
  };
  const block = (title, makers, open) => makers.length === 0 ? null
    : el("details", { open: open }, el("summary", {}, `${title} (${makers.length})`), el("table", { class: "makers" }, el("tbody", {}, makers.map(row))));
  return [el("h3", {}, t("谁在生产", "Who makes it")),
    block(t(name(data.scope) + "内的厂址", "Plants inside " + name(data.scope)), list.filter(inside), list.filter(inside).length <= 6),
    block(t("范围之外", "Elsewhere"), list.filter((maker) => !inside(maker)), false),
    list.length === 0 ? el("p", { class: "note" }, t("没有厂商记录：这是数据缺口，不等于没有厂商。", "No maker on record: a data gap, not proof that nobody makes it.")) : null,
    synthetic ? el("p", { class: "note" }, el("span", { class: "mark syn" }, t("合成", "synthetic")), " ",
      t(`另有 ${synthetic} 家合成企业，仅用于演示企业层。`, `and ${synthetic} synthetic firms, which only stand in for a firm layer.`)) : null];
}

function linksSection(product) {
  const chips = (links, end) => el("ul", { class: "chips" }, links.map((link) => {
    const other = products[link[end]];
    const button = productButton(other);
    button.append(el("small", {}, link.group ? t("替代组", "alternative") : link.essential ? t("必需", "essential") : t("可选", "optional"),
      other.chain !== product.chain ? " · " + chainName(other.chain) : ""));
    return el("li", {}, button);
  }));
  return [inputsOf[product.index].length ? [el("h3", {}, t("需要什么", "What it needs")), chips(inputsOf[product.index], "from")] : null,
    usersOf[product.index].length ? [el("h3", {}, t("用在哪里", "Where it goes")), chips(usersOf[product.index], "to")] : null].flat();
}

function drawDetail() {
  const point = points[state.selected];
  if (!point) return;
  const product = products[point.product];
  const sorted = point.evidence.filter((e) => !isComputed(e[6])).concat(point.evidence.filter((e) => isComputed(e[6])));
  const used = sorted.filter((e) => e[9] & USED), other = sorted.filter((e) => !(e[9] & USED));
  const gaps = data.gaps.filter((gap) => gap[0] === point.id);
  const rank = point.rank[0] === 0 ? t("未评分", "not scored") : t(`第 ${point.rank[0]} 名`, `rank ${point.rank[0]}`) +
    (point.rank[1] !== point.rank[2] ? t(`（区间允许 ${point.rank[1]}–${point.rank[2]}）`, ` (intervals allow ${point.rank[1]}–${point.rank[2]})`) : "");
  const lost = point.lost.map((index) => products[index]);
  const [remedy, actionZh, actionEn, reasonZh, reasonEn] = point.remedy;
  fill(panel,
    el("header", {}, el("div", {}, el("h2", { id: "detail-title", tabindex: "-1" }, name(point)),
      el("p", { class: "sub" }, t(point.en, point.zh), " · ", point.id, product ? ` · ${chainName(product.chain)} · ${word(data.segments[product.segment])}` : "")),
      el("button", { type: "button", class: "close", "aria-label": t("关闭", "Close"), on: { click: closeDetail } }, "✕")),
    el("p", { class: "line" }, badge(point.level), rank,
      point.level !== UNKNOWN && point.high < point.level ? el("b", {}, t("可能" + data.levels[point.high][1], "may be " + data.levels[point.high][2])) : null),
    point.capped ? el("p", { class: "note" }, t("只有待核或合成证据，级别已压低。", "Held back: only unverified or synthetic evidence.")) : null,
    ...barRow(t("综合", "Score"), point.score, ""),
    ...barRow(t("重要性", "Importance"), point.importance, t("没有它，会失去多少终端产品", "how much of the end products is lost without it")),
    ...barRow(t("暴露度", "Exposure"), point.exposure, t("供应被切断的可能", "how likely the supply is cut")),
    ...barRow(t("恢复难度", "Recovery"), point.recovery, t("1 表示无人能顶上", "1: nobody could stand in")),
    point.kinds.length ? el("ul", { class: "chips", "aria-label": t("类型", "kinds") }, point.kinds.map((k) => el("li", {}, el("span", { class: "chip" }, word(data.kinds[k]))))) : null,
    el("div", { class: "box" }, el("b", {}, t("若断供：", "If it is cut: ")),
      lost.length ? t(`波及 ${lost.length} 个终端产品`, `${lost.length} end product${lost.length > 1 ? "s are" : " is"} hit`) : t("没有终端产品损失过半", "no end product loses half or more"),
      lost.length ? el("ul", { class: "chips" }, lost.slice(0, 12).map((p) => el("li", {}, productButton(p))),
        lost.length > 12 ? el("li", { class: "note" }, t(`等 ${lost.length} 个`, `and ${lost.length - 12} more`)) : null) : null),
    point.level < 4 || point.rank[0] > 0 ? el("div", { class: "box" }, el("b", {}, word(data.remedies[remedy]), t("：", ": ")), t(actionZh, capital(actionEn)), " ", el("span", { class: "note" }, t(reasonZh, capital(reasonEn)))) : null,
    el("h3", {}, t(`算进分数的证据（${used.length}）`, `Evidence in the score (${used.length})`)),
    used.length ? evidenceTable(used) : el("p", { class: "note" }, t("没有。", "None.")),
    other.length ? el("details", {}, el("summary", {}, t(`仅作展示的证据（${other.length}）`, `Evidence shown only (${other.length})`)), evidenceTable(other)) : null,
    gaps.length ? [el("h3", {}, t("数据缺口", "Data gaps")), el("ul", {}, gaps.map((gap) => el("li", {}, t(gap[5], capital(gap[6])))))] : null,
    product ? makersSection(product) : null,
    point.could.length ? [el("h3", {}, t("谁可能做得出来", "Who could make it")),
      el("p", { class: "note" }, t("按产品空间关联度：这些地方已在做相近的产品（0–1）。", "By product-space relatedness: these places already make related things (0–1).")),
      point.could.map(([region, density]) => el("div", { class: "bar-row" }, name(regions[region]), strip([density, density, density]), el("span", { class: "v" }, fixed(density))))].flat() : null,
    product ? linksSection(product) : null);
}
