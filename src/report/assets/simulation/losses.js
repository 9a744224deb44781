// Small curves by chain and by province on one scale, and the difference between two runs.

const MULTIPLES = { chain: 12, province: 8 };

function drawMultiples() {
  const view = byId("multiples-view");
  const seriesOf = (key, index) => runs.map((run) => run[key][index]);
  // Those with a loss, in the order of what they lose, as many as there is room for; the others are named.
  const lostBy = (key, thing, index) => Math.max(...seriesOf(key, index).map((levels) => levels ? levels.reduce((sum, level) => sum + 1 - level, 0) * thing.normal : 0));
  const parts = [["chain", chains, t("各产业链", "By chain")], ["province", provinces, t("各省市", "By province")]].map(([key, all, title]) => {
    const hit = all.map((thing, index) => ({ thing, index })).filter(({ index }) => seriesOf(key, index).some((levels) => levels && levels.some((level) => level < 0.9995)))
      .sort((a, b) => lostBy(key, b.thing, b.index) - lostBy(key, a.thing, a.index));
    const shown = hit.slice(0, MULTIPLES[key]);
    return { key, all, title, shown, less: hit.slice(MULTIPLES[key]).map(({ thing }) => name(thing)), none: all.filter((thing) => !hit.some((h) => h.thing === thing)).map(name) };
  }).filter((part) => part.all.length > 0);
  delete dayHooks.multiples;
  if (parts.length === 0) { fill(view); return; }
  const shared = roundLimits(parts.flatMap(({ key, shown }) => shown.flatMap(({ index }) => seriesOf(key, index))));
  const follows = [];
  const width = 230;
  const draw = () => parts.map(({ key, title, shown, less, none }) => [el("h3", {}, title), el("div", { class: "multiples" }, shown.map(({ thing, index }) => {
    const lists = seriesOf(key, index);
    const drawn = key === "chain" ? data.drawn.findIndex((d) => d.chain === index) : -1;
    const curve = smallCurve(name(thing), lists, state.ownScale ? roundLimits(lists) : shared, width, drawn >= 0 ? () => { showChain(drawn); byId("play").scrollIntoView(); } : null);
    follows.push(curve.follow);
    return curve.node;
  })), less.length || none.length ? el("p", { class: "note" }, less.length ? t("损失更少：", "Less is lost: ") + nameList(less, 20) + t("。", ". ") : "", none.length ? t("没有损失：", "No loss: ") + nameList(none, 20) + t("。", ".") : "") : null]);
  const table = () => plainTable(t("最低产出", "Lowest output"), [{ text: t("名称", "Name") }, ...runs.flatMap((run) => [{ text: `${isComparing ? run.letter + " " : ""}${t("最低", "lowest")}`, num: true }, { text: `${isComparing ? run.letter + " " : ""}${t("第几天", "on day")}`, num: true }])],
    parts.flatMap(({ key, all }) => all.map((thing, index) => [name(thing), ...seriesOf(key, index).flatMap((levels) => {
      if (!levels || levels.length === 0) return ["—", "—"];
      const worst = levels.reduce((at, level, day) => level < levels[at] ? day : at, 0);
      return [percentFigure(levels[worst]), levels[worst] < 0.9995 ? String(worst) : "—"];
    })])));
  fill(view, chartWithTable("multiples", state.ownScale ? t("各图用各自的尺度，彼此不可比。", "Every curve has its own scale: do not compare them.") : t("各图用同一尺度：横轴天数，纵轴产出相对正常的变化。点名称看该链的图。", "All on one scale: days across, output as change from normal down. Select a name to see its chain."),
    draw, table, el("button", { type: "button", "aria-pressed": state.ownScale ? "true" : "false", on: { click: () => { state.ownScale = !state.ownScale; redraw("multiples"); } } }, t("各自放大", "Own scales"))));
  dayHooks.multiples = (day) => { for (const follow of follows) follow(day); };
  dayHooks.multiples(state.day);
}
drawers.multiples = drawMultiples;

function drawDifference() {
  const view = byId("difference-view");
  delete dayHooks.difference;
  if (!isComparing) return;
  const [first, second] = runs.map((run) => run.lines[state.metric].levels), metric = METRICS.find((m) => m.key === state.metric);
  const days = Math.min(first.length, second.length), gain = Array.from({ length: days }, (unused, day) => second[day] - first[day]);
  const draw = () => {
    const width = Math.max(320, view.clientWidth), height = 230, box = { left: 58, right: width - 12, top: 14, bottom: height - 30 };
    const high = Math.max(0.0001, ...gain), low = Math.min(0, ...gain), pad = (high - low) * 0.07;
    const x = (day) => box.left + (box.right - box.left) * (horizon > 1 ? day / (horizon - 1) : 0);
    const y = (v) => box.bottom - (box.bottom - box.top) * (v - low + pad) / (high - low + 2 * pad);
    const svg = el("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": t("B 减 A，百分点", "B less A, percentage points") });
    const step = niceStep(high - low, 4);
    for (let v = Math.ceil(low / step) * step; v <= high; v += step) {
      const at = Math.round(v * 1e6) / 1e6;
      svg.append(el("line", { class: "grid" + (at === 0 ? " zero" : ""), x1: box.left, x2: box.right, y1: y(v), y2: y(v) }), el("text", { class: "axis", x: box.left - 8, y: y(v) + 4, "text-anchor": "end" }, (at > 0 ? "+" : at < 0 ? MINUS : "") + +Math.abs(at * 100).toPrecision(3)));
    }
    for (const day of dayTicks(box.right - box.left)) svg.append(el("text", { class: "axis", x: x(day), y: box.bottom + 16, "text-anchor": "middle" }, String(day)));
    svg.append(el("text", { class: "axis", x: box.left - 8, y: box.bottom + 16, "text-anchor": "end" }, t("天", "day")));
    let path = "";
    gain.forEach((value, day) => { path += (day ? "L" : "M") + x(day).toFixed(1) + " " + y(value).toFixed(1); });
    const cursor = el("line", { class: "cursor", y1: box.top, y2: box.bottom });
    svg.append(el("path", { class: "area", d: days ? `${path}L${x(days - 1)} ${y(0)}L${x(0)} ${y(0)}Z` : "" }), el("path", { class: "curve gain", d: path }), cursor);
    picksDay(svg, box, (day) => [dayText(day), ...runs.map((run) => `${runName(run)}: ${changeFigure((run.lines[state.metric].levels[day] ?? 1) - 1)}`), day < days ? t("差 ", "difference ") + pointsText(gain[day]) : ""].filter(Boolean).join("\n"));
    dayHooks.difference = (day) => { cursor.setAttribute("x1", x(day)); cursor.setAttribute("x2", x(day)); };
    dayHooks.difference(state.day);
    return el("div", { class: "chart" }, svg);
  };
  const best = gain.reduce((at, value, day) => value > gain[at] ? day : at, 0);
  fill(view, el("h3", {}, t(`${metric.zh}之差：B − A`, `${metric.en}: B − A`)), chartWithTable("difference",
    t(`单位：占正常的百分点；在 0 以上表示 B 的损失较小。最大差 ${days ? pointsText(gain[best]) : "—"}（第 ${best} 天）。`, `Percentage points of normal; above 0 run B loses less. Largest: ${days ? pointsText(gain[best]) : "—"} (day ${best}).`),
    draw, () => plainTable(t("逐日之差", "Difference by day"), [{ text: t("天", "Day"), num: true }, ...runs.map((run) => ({ text: runName(run), num: true })), { text: "B − A", num: true }],
      gain.map((value, day) => [String(day), changeFigure(first[day] - 1), changeFigure(second[day] - 1), pointsText(value)]))));
}
const pointsText = (value) => (value > 0 ? "+" : value < 0 ? MINUS : "") + decimalText(Math.round(Math.abs(value) * 1000), -1) + t(" 个百分点", " pp");
drawers.difference = drawDifference;
