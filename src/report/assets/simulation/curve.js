// Curves over the days: the large one with the shocks under its axis, and the small ones that share its scale.

const METRICS = [
  { key: "output", zh: "产出", en: "Output" },
  { key: "valueAdded", zh: "增加值", en: "Value added" },
  { key: "finalConsumption", zh: "最终需求的满足", en: "Final demand served" },
];
const metricCoverage = (key) => key === "output" && data.inside ? t("范围内合计", "inside the scope") : t("网络合计，含范围外", "whole network, outside included");

// Round steps for `count` or fewer intervals up to `largest`.
function niceStep(largest, count) {
  const rough = Math.max(largest, 1e-9) / count, power = 10 ** Math.floor(Math.log10(rough));
  return (count === 1 ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10]).map((m) => m * power).find((step) => step >= rough * 0.999);
}
function dayTicks(width) {
  const step = [1, 7, 14, 30, 60, 90, 180, 360, 720].find((s) => horizon / s * 46 <= width) || 1000;
  const ticks = [];
  for (let day = 0; day < horizon; day += step) ticks.push(day);
  return ticks;
}
const deepest = (lists) => Math.max(0.0001, ...lists.map((levels) => levels ? levels.reduce((most, level) => Math.max(most, 1 - level), 0) : 0));
const highest = (lists) => Math.max(0, ...lists.map((levels) => levels ? levels.reduce((most, level) => Math.max(most, level - 1), 0) : 0));

// Lines of levels, drawn as change from normal: 0 at the top, losses downwards. lines: [{run, levels}]. Returns the
// parts to put into an svg, and follow(day), which moves the cursor.
function levelLines(lines, box, limits) {
  const { left, right, top, bottom } = box;
  const x = (day) => left + (right - left) * (horizon > 1 ? day / (horizon - 1) : 0);
  const y = (level) => top + (bottom - top) * (limits.up + 1 - level) / (limits.up + limits.down);
  const parts = [], dots = [];
  for (const { run, levels } of lines) {
    if (!levels || levels.length === 0) continue;
    let path = "";
    for (let day = 0; day < levels.length; ++day) path += (day ? "L" : "M") + x(day).toFixed(1) + " " + y(levels[day]).toFixed(1);
    parts.push(el("path", { class: "curve " + run.letter, d: path }));
    dots.push({ levels, node: el("circle", { class: "dot " + run.letter, r: 4 }) });
  }
  const cursor = el("line", { class: "cursor", y1: top, y2: bottom });
  const follow = (day) => {
    cursor.setAttribute("x1", x(day));
    cursor.setAttribute("x2", x(day));
    for (const { levels, node } of dots) {
      const level = levels[day];
      node.setAttribute("visibility", level === undefined ? "hidden" : "visible");
      if (level !== undefined) { node.setAttribute("cx", x(day)); node.setAttribute("cy", y(level)); }
    }
  };
  return { x, y, parts: [cursor, ...parts, ...dots.map((d) => d.node)], follow };
}

// Dragging or clicking in a chart chooses the day under the pointer; hovering tells the values.
function picksDay(svg, box, text) {
  const dayAt = (event) => {
    const at = svg.getBoundingClientRect(), scale = at.width / svg.viewBox.baseVal.width;
    return Math.round((event.clientX - at.left - box.left * scale) / ((box.right - box.left) * scale) * (horizon - 1));
  };
  svg.classList.add("picks");
  svg.addEventListener("pointerdown", (event) => { svg.setPointerCapture(event.pointerId); setDay(dayAt(event), { quiet: true }); });
  svg.addEventListener("pointermove", (event) => {
    if (event.buttons & 1) { setDay(dayAt(event), { quiet: true }); return; }
    const day = dayAt(event);
    if (day < 0 || day > lastDay) { hideTip(); return; }
    tipBox.textContent = text(day);
    tipBox.hidden = false;
    const size = tipBox.getBoundingClientRect();
    tipBox.style.left = Math.min(innerWidth - size.width - 8, event.clientX + 14) + "px";
    tipBox.style.top = Math.max(52, event.clientY - size.height - 10) + "px";
  });
  svg.addEventListener("pointerup", writeAddress);
  svg.addEventListener("pointerleave", hideTip);
}

// How many products (or lines, where no product stops altogether) stop on each day of a run.
function stopsByDay(run) {
  const count = new Array(dayCount).fill(0);
  for (const spell of run.productSpells) if (spell.stop >= 0) ++count[spell.stop];
  if (count.every((n) => n === 0)) for (const node of nodes) if (!node.outside && node.outcomes[run.index] && node.outcomes[run.index].stop >= 0) ++count[node.outcomes[run.index].stop];
  return count;
}

function curveSvg(metric, width) {
  const events = allEvents, shownEvents = events.slice(0, 8);
  const rowHeight = 20, plot = width >= 700 ? 190 : 160;
  const box = { left: 58, right: width - 12, top: 12, bottom: 12 + plot };
  const stopTop = box.bottom + 24, eventTop = stopTop + rowHeight + 2, height = eventTop + shownEvents.length * rowHeight + 8;
  const lines = runs.map((run) => ({ run, levels: run.lines[metric.key].levels }));
  const limits = { down: deepest(lines.map((l) => l.levels)) * 1.06, up: highest(lines.map((l) => l.levels)) };
  const { x, y, parts, follow } = levelLines(lines, box, limits);
  const title = t(`${metric.zh}相对正常的变化，逐日`, `${metric.en}: change from normal by day`);
  const svg = el("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${title}. ${byId("answer").innerText}` });
  const step = niceStep(limits.down, 4);
  for (let loss = 0; loss <= limits.down; loss += step) {
    svg.append(el("line", { class: "grid" + (loss === 0 ? " zero" : ""), x1: box.left, x2: box.right, y1: y(1 - loss), y2: y(1 - loss) }),
      el("text", { class: "axis", x: box.left - 8, y: y(1 - loss) + 4, "text-anchor": "end" }, loss === 0 ? t("正常", "normal") : changeFigure(-Math.round(loss * 1e6) / 1e6).replace(/\.0+%|(\.\d*?)0+%/, "$1%")));
  }
  for (const day of dayTicks(box.right - box.left)) {
    svg.append(el("line", { class: "grid", x1: x(day), x2: x(day), y1: box.top, y2: box.bottom }), el("text", { class: "axis", x: x(day), y: box.bottom + 16, "text-anchor": "middle" }, String(day)));
  }
  svg.append(el("text", { class: "axis", x: box.left - 8, y: box.bottom + 16, "text-anchor": "end" }, t("天", "day")));
  if (runs.some((run) => run.days < horizon)) {
    const from = x(Math.min(...runs.map((run) => run.days)));
    svg.append(el("rect", { class: "unknown", x: from, y: box.top, width: Math.max(0, box.right - from), height: box.bottom - box.top }),
      el("text", { class: "lab", x: (from + box.right) / 2, y: (box.top + box.bottom) / 2, "text-anchor": "middle" }, t("未算到", "not computed")));
  }
  const counts = stopsByDay(runs[state.run]), most = Math.max(1, ...counts);
  svg.append(el("text", { class: "axis", x: box.left - 8, y: stopTop + 15, "text-anchor": "end" }, t("新停产", "stops")));
  counts.forEach((count, day) => {
    if (count) svg.append(el("rect", { class: "stop-bar", x: x(day) - 1.5, width: 3, y: stopTop + 18 - Math.max(4, 16 * count / most), height: Math.max(4, 16 * count / most) }));
  });
  shownEvents.forEach((event, i) => {
    const top = eventTop + i * rowHeight, from = x(event.start), to = x(Math.min(event.end + 1, horizon - 1)), last = x(Math.min(event.last + 1, horizon - 1));
    svg.append(el("rect", { class: "shock", x: from, y: top + 4, width: Math.max(3, to - from), height: 12 }),
      last > to + 1 ? el("path", { class: "shock fade", d: `M${to} ${top + 4}L${last} ${top + 14}V${top + 16}H${to}Z` }) : null);
    const label = events.length > 8 && i === 7 ? t(`${name(event)} 等 ${events.length} 项`, `${name(event)} and ${events.length - 8} more`) : (event.of ? event.of + " " : "") + name(event);
    setMeasureFont(12);
    const w = measure.measureText(label).width, after = Math.max(last, to) + 6;
    const spot = after + w <= box.right ? [after, "start"] : from - 6 - w >= 0 ? [from - 6, "end"] : [box.right - 4, "end"];
    svg.append(el("text", { class: "lab", x: spot[0], y: top + 14, "text-anchor": spot[1] }, label));
  });
  svg.append(...parts);
  if (isComparing) {
    setMeasureFont(12);
    const taken = [];
    for (const { run, levels } of lines) {  // at the right end, over the line or under it
      if (!levels.length) continue;
      const end = levels.length - 1, w = measure.measureText(runName(run)).width, reach = levels.slice(Math.max(0, Math.floor(end - w / (box.right - box.left) * horizon)));
      const over = Math.min(...reach.map(y)) - 7, under = Math.max(...reach.map(y)) + 15;
      const free = (at) => at > box.top + 10 && at < box.bottom - 2 && taken.every((other) => Math.abs(other - at) > 15);
      const at = [over, under, over - 16, under + 16].find(free) ?? under;
      taken.push(at);
      svg.append(el("text", { class: "lab " + run.letter, x: x(end) - 2, y: at, "text-anchor": "end" }, runName(run)));
    }
  }
  picksDay(svg, box, (day) => [dayText(day), ...lines.map(({ run, levels }) => `${runName(run)}${t("：", ": ")}${levels[day] === undefined ? t("未算到", "not computed") : `${changeFigure(levels[day] - 1)}${t("，", ", ")}${moneyFigure((levels[day] - 1) * run.lines[metric.key].normal)}${t("/天", " a day")}`}`)].join("\n"));
  dayHooks.curve = follow;
  follow(state.day);
  return el("div", { class: "chart" }, svg);
}

function drawCurve() {
  const view = byId("curve-view"), metric = METRICS.find((m) => m.key === state.metric);
  delete dayHooks.curve;
  const pick = METRICS.map((m) => el("button", { type: "button", "aria-pressed": m === metric ? "true" : "false", on: { click: () => { state.metric = m.key; redraw("curve"); } } }, t(m.zh, m.en)));
  const legend = el("div", { class: "legend" },
    runs.map((run) => el("span", {}, el("svg", { width: 40, height: 10 }, el("path", { class: "curve " + run.letter, d: "M0 5h40" })), runName(run))),
    el("span", {}, el("svg", { width: 40, height: 12 }, el("rect", { class: "shock", x: 0, y: 1, width: 20, height: 10 }), el("path", { class: "shock fade", d: "M20 1L40 9V11H20Z" })), t("冲击：全额与恢复期", "shock: in full, then fading")),
    el("span", {}, el("svg", { width: 10, height: 12 }, el("rect", { class: "stop-bar", x: 3, y: 1, width: 3, height: 11 })), t("当天新停产的产品数", "products that stop on the day"), isComparing ? t(`（${runs[state.run].letter}）`, ` (${runs[state.run].letter})`) : ""));
  fill(view, el("h3", {}, t("损失随时间的变化", "Loss over time")), chartWithTable("curve",
    t(`${metric.zh}（${metricCoverage(metric.key)}）相对正常日的变化；拖动或点选某一天。`, `${metric.en} (${metricCoverage(metric.key)}), change from a normal day. Drag or click to choose a day.`),
    () => curveSvg(metric, Math.max(320, view.clientWidth)),
    () => plainTable(t("逐日", "By day"), [{ text: t("天", "Day"), num: true }, ...runs.flatMap((run) => METRICS.map((m) => ({ text: `${isComparing ? run.letter + " " : ""}${t(m.zh, m.en)}`, num: true })))],
      Array.from({ length: dayCount }, (unused, day) => [String(day), ...runs.flatMap((run) => METRICS.map((m) => { const level = run.lines[m.key].levels[day]; return level === undefined ? "—" : changeFigure(level - 1); }))])),
    pick, legend));
}
drawers.curve = drawCurve;

// One small curve: name, lowest level, both runs.
function smallCurve(title, lists, limits, width, action) {
  const height = 92, box = { left: 4, right: width - 4, top: 6, bottom: height - 18 };
  const lines = runs.map((run, i) => ({ run, levels: lists[i] }));
  const { x, y, parts, follow } = levelLines(lines, box, limits);
  const worst = lines.map(({ levels }) => levels ? levels.reduce((at, level, day) => level < levels[at] ? day : at, 0) : 0);
  const words = lines.map(({ run, levels }, i) => (isComparing ? run.letter + " " : "") + (levels && levels.length ? (levels[worst[i]] >= 0.9995 ? t("无损失", "no loss") : `${changeFigure(levels[worst[i]] - 1)} ${t("第", "day ")}${worst[i]}${t("天", "")}`) : t("无数据", "no data")));
  const svg = el("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${title}: ${words.join(", ")}` },
    el("line", { class: "grid zero", x1: box.left, x2: box.right, y1: y(1), y2: y(1) }),
    el("line", { class: "grid", x1: box.left, x2: box.right, y1: y(1 - limits.down), y2: y(1 - limits.down) }), parts,
    el("text", { class: "axis", x: box.left, y: height - 4 }, "0"), el("text", { class: "axis", x: box.right, y: height - 4, "text-anchor": "end" }, String(horizon - 1)),
    el("text", { class: "axis", x: width / 2, y: height - 4, "text-anchor": "middle" }, t("天；底线 ", "days; floor ") + changeFigure(-limits.down)));
  picksDay(svg, box, (day) => [title, dayText(day), ...lines.map(({ run, levels }) => `${runName(run)}${t("：", ": ")}${levels && levels[day] !== undefined ? changeFigure(levels[day] - 1) : "—"}`)].join("\n"));
  const head = action ? el("button", { type: "button", class: "linkish", on: { click: action } }, title) : el("span", {}, title);
  return { follow, node: el("div", { class: "small" }, el("p", { class: "small-head" }, el("b", {}, head), el("small", {}, words.join(" · "))), svg) };
}
// A scale that ends in a round number.
function roundLimits(lists) {
  const down = deepest(lists), step = niceStep(down, 4);
  return { down: Math.min(1, Math.ceil(down / step - 1e-9) * step), up: highest(lists) };
}
