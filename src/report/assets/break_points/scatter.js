// Importance against exposure. Shape and colour: level; size: difficulty of recovery; nothing is jittered.

let planeMarks = new Map();

function drawPlane() {
  const view = byId("plane-view");
  const known = points.filter((p) => p.exposure);
  const missing = points.length - known.length;
  const most = t(`${known.length} 个点；另有 ${missing} 个暴露度未知，不画。右上最要紧；形状和颜色为级别，大小为恢复难度。悬停看区间。`,
    `${known.length} points; ${missing} more have no known exposure and are not drawn. Top right matters most; shape and colour: level, size: difficulty of recovery. Hover for intervals.`);
  fill(view, chartWithTable("plane", most, () => planeSvg(known, Math.max(320, view.clientWidth)),
    () => plainTable(t("重要性与暴露度", "Importance and exposure"),
      [{ text: t("产品", "Product") }, { text: t("级别", "Level") }, { text: t("重要性", "Importance"), num: true }, { text: t("暴露度", "Exposure"), num: true }, { text: t("恢复难度", "Recovery"), num: true }],
      known.map((p) => [name(p), word(data.levels[p.level]), interval(p.importance), interval(p.exposure), interval(p.recovery)])),
    [], planeLegend()));
  markPlane();
}

const radius = (point) => point.recovery ? 4 + 7 * point.recovery[0] : 5;

function planeLegend() {
  const mark = (r) => el("svg", { width: 26, height: 24 }, el("circle", { cx: 13, cy: 12, r, fill: "none", stroke: "currentColor" }));
  return el("div", { class: "legend" }, [0, 1, 2, 3, 4].map((l) => el("span", {}, shape(l), word(data.levels[l]))),
    el("span", {}, mark(4), mark(11), t("恢复难度 0 → 1", "recovery 0 → 1")));
}

function planeSvg(known, width) {
  const height = Math.round(Math.min(620, Math.max(420, width * 0.72)));
  const frame = { left: 54, right: width - 14, top: 12, bottom: height - 46 };
  const x = (v) => frame.left + v * (frame.right - frame.left);
  const y = (v) => frame.bottom - v * (frame.bottom - frame.top);
  const svg = el("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": t("重要性与暴露度散点图", "Scatter of importance and exposure") });
  for (let i = 0; i <= 5; ++i) {
    const v = i / 5;
    svg.append(el("line", { class: "grid", x1: x(v), x2: x(v), y1: frame.top, y2: frame.bottom }), el("line", { class: "grid", x1: frame.left, x2: frame.right, y1: y(v), y2: y(v) }),
      el("text", { class: "axis", x: x(v), y: frame.bottom + 17, "text-anchor": "middle" }, v.toFixed(1)), el("text", { class: "axis", x: frame.left - 8, y: y(v) + 4, "text-anchor": "end" }, v.toFixed(1)));
  }
  svg.append(el("text", { class: "axis-title", x: (frame.left + frame.right) / 2, y: height - 8, "text-anchor": "middle" }, t("重要性（0–1，断供时失去的终端产品）→", "Importance (0–1, end products lost without it) →")),
    el("text", { class: "axis-title", x: 14, y: (frame.top + frame.bottom) / 2, "text-anchor": "middle", transform: `rotate(-90 14 ${(frame.top + frame.bottom) / 2})` }, t("暴露度（0–1，供应被切断的可能）→", "Exposure (0–1, how easily the supply is cut) →")));

  // Worst on top, so that nothing serious hides; labels for the worst that find room.
  const order = known.slice().sort((a, b) => (b.rank[0] || Infinity) - (a.rank[0] || Infinity) || b.index - a.index);
  const whisker = el("g", {});
  planeMarks = new Map();
  const group = el("g", {});
  for (const point of order) {
    const cx = x(point.importance[0]), cy = y(point.exposure[0]), r = radius(point);
    const node = el("g", { class: "mark-point", role: "button", tabindex: "-1", transform: `translate(${cx} ${cy})`,
      "aria-label": `${name(point)}, ${word(data.levels[point.level])}, ${t("重要性", "importance")} ${interval(point.importance)}, ${t("暴露度", "exposure")} ${interval(point.exposure)}` },
      el("circle", { class: "ring", r: r + 3 }), el("use", { href: "#g-" + data.levels[point.level][0], x: -r, y: -r, width: 2 * r, height: 2 * r }));
    withTip(node, () => `${name(point)}  ${word(data.levels[point.level])}\n${t("重要性", "Importance")} ${interval(point.importance)}\n${t("暴露度", "Exposure")} ${interval(point.exposure)}\n${t("恢复难度", "Recovery")} ${interval(point.recovery)}`);
    const lines = (on) => fill(whisker, on ? [
      el("line", { class: "whisk", x1: x(point.importance[1]), x2: x(point.importance[2]), y1: cy, y2: cy }),
      el("line", { class: "whisk", x1: cx, x2: cx, y1: y(point.exposure[1]), y2: y(point.exposure[2]) })] : []);
    for (const [event, on] of [["pointerenter", true], ["focus", true], ["pointerleave", false], ["blur", false]]) node.addEventListener(event, () => lines(on));
    activates(node, () => selectPoint(point.index, {}));
    planeMarks.set(point.index, node);
    group.append(node);
  }
  // One tab stop; arrows go through the points from worst to mildest.
  const walk = order.slice().reverse().map((p) => planeMarks.get(p.index));
  if (walk.length) walk[0].setAttribute("tabindex", "0");
  walk.forEach((node, i) => node.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = walk[Math.min(walk.length - 1, Math.max(0, i + step))];
    node.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }));
  svg.append(whisker, group, planeLabels(order.slice().reverse(), x, y, frame), el("rect", { class: "frame", x: frame.left, y: frame.top, width: frame.right - frame.left, height: frame.bottom - frame.top, "pointer-events": "none" }));
  return el("div", { class: "chart" }, svg);
}

// Greedy: the worst first; a label takes the first place around its mark where it meets no label and no mark of the
// worst, and is left out where there is none.
function planeLabels(byRank, x, y, frame) {
  setMeasureFont(12);
  const labels = el("g", { "aria-hidden": "true" });
  const serious = byRank.filter((p) => p.rank[0] > 0).slice(0, 60);
  const boxes = serious.map((p) => { const r = radius(p) * 0.8; return [x(p.importance[0]) - r, y(p.exposure[0]) - r, x(p.importance[0]) + r, y(p.exposure[0]) + r]; });
  const taken = [];
  const hits = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  let placed = 0;
  for (const point of serious.slice(0, 24)) {
    if (placed >= 14) break;
    const px = x(point.importance[0]), py = y(point.exposure[0]), r = radius(point);
    const text = name(point).length > 30 ? name(point).slice(0, 29) + "…" : name(point), w = measure.measureText(text).width + 4;
    let spot = null;
    for (const reach of [r + 3, r + 14, r + 28]) {
      for (const [dx, dy, anchor] of [[1, 0, "start"], [-1, 0, "end"], [0.7, -0.8, "start"], [0.7, 0.8, "start"], [-0.7, -0.8, "end"], [-0.7, 0.8, "end"], [0, -1, "middle"], [0, 1, "middle"]]) {
        const lx = px + dx * reach, ly = py + dy * reach;
        const left = anchor === "start" ? lx : anchor === "end" ? lx - w : lx - w / 2;
        const box = [left, ly - 8, left + w, ly + 8];
        if (box[0] < frame.left + 2 || box[2] > frame.right - 2 || box[1] < frame.top + 2 || box[3] > frame.bottom - 2) continue;
        if (taken.some((b) => hits(box, b)) || boxes.some((b) => hits(box, b))) continue;
        spot = { lx, ly, anchor, box, far: reach > r + 3 };
        break;
      }
      if (spot) break;
    }
    if (!spot) continue;
    ++placed;
    taken.push(spot.box);
    if (spot.far) labels.append(el("line", { class: "leader", x1: px, y1: py, x2: spot.lx, y2: spot.ly }));
    labels.append(el("text", { class: "lab", x: spot.lx, y: spot.ly + 4, "text-anchor": spot.anchor }, text));
  }
  return labels;
}

function markPlane() {
  for (const [index, node] of planeMarks) node.classList.toggle("sel", index === state.selected);
}
drawers.plane = drawPlane;
