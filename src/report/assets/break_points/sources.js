// Gaps, and how old and how good the figures are.

function drawGaps() {
  const view = byId("gaps-view");
  const counts = new Map();
  for (const gap of data.gaps) counts.set(gap[4], (counts.get(gap[4]) || 0) + 1);
  const kinds = Array.from(counts).sort((a, b) => b[1] - a[1]);
  const label = (what) => { const gap = data.gaps.find((g) => g[4] === what); return t(gap[5], capital(gap[6])); };
  const list = data.gaps.filter((gap) => !state.gap || gap[4] === state.gap);
  fill(view,
    el("p", { class: "note" }, t(`共 ${data.gaps.length} 处。缺的数据不代填；补上任何一处都可能改变级别。点产品看依据。`, `${data.gaps.length} in all. Nothing is filled in; any of them may change a level. Select a product to see its evidence.`)),
    el("ul", { class: "chips" }, kinds.map(([what, count]) => el("li", {}, el("button", { type: "button", class: "chip", "aria-pressed": state.gap === what ? "true" : "false",
      on: { click: () => { state.gap = state.gap === what ? null : what; drawGaps(); } } }, label(what), " ", el("b", {}, String(count)))))),
    el("details", { open: Boolean(state.gap) }, el("summary", {}, t(`逐条列出（${list.length}）`, `List them (${list.length})`)),
      el("div", { class: "box-scroll" }, plainTable(t("数据缺口", "Data gaps"), [{ text: t("产品", "Product") }, { text: t("链", "Chain") }, { text: t("缺什么", "What is missing") }],
        list.map((gap) => {
          const product = products.find((p) => p.id === gap[0]);
          return [product ? productButton(product) : t(gap[1], gap[2]), gap[3] >= 0 ? chainName(gap[3]) : "—", t(gap[5], capital(gap[6]))];
        })))));
}

const GRADE_ORDER = ["A", "B", "C", "M", "S", ""];
const GRADE_FILL = { A: "fill:var(--q5)", B: "fill:var(--q3)", C: "fill:var(--q1)", M: "fill:url(#hatch-fill)", S: "fill:var(--bg)", "": "fill:var(--surface)" };

function yearChart(key, title, counts, width) {
  if (counts.years.length === 0) return el("div", {}, el("h3", {}, title), el("p", { class: "note" }, t("没有带年份的数据。", "Nothing with a year.")));
  const first = Math.min(...counts.years.map((y) => y[0])), last = Math.max(...counts.years.map((y) => y[0]));
  const sums = new Map(counts.years.map(([year, grades]) => [year, grades]));
  const total = (grades) => Object.values(grades).reduce((a, b) => a + b, 0);
  const most = Math.max(...counts.years.map((y) => total(y[1])));
  const undated = total(counts.grades) - counts.years.reduce((a, y) => a + total(y[1]), 0);
  const height = 220, frame = { left: 44, right: width - 8, top: 18, bottom: height - 40 };
  const step = (frame.right - frame.left) / (last - first + 1), bar = Math.max(3, Math.min(34, step * 0.76));
  const y = (v) => frame.bottom - v / most * (frame.bottom - frame.top);
  const draw = () => {
    const svg = el("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title });
    const tick = Math.max(1, Math.pow(10, Math.floor(Math.log10(most))) * (most / Math.pow(10, Math.floor(Math.log10(most))) >= 5 ? 2 : most / Math.pow(10, Math.floor(Math.log10(most))) >= 2 ? 1 : 0.5));
    for (let v = 0; v <= most; v += tick) {
      if (v !== Math.round(v)) continue;
      svg.append(el("line", { class: "grid", x1: frame.left, x2: frame.right, y1: y(v), y2: y(v) }), el("text", { class: "axis", x: frame.left - 6, y: y(v) + 4, "text-anchor": "end" }, String(v)));
    }
    for (let year = first; year <= last; ++year) {
      const cx = frame.left + (year - first + 0.5) * step, grades = sums.get(year) || {};
      let base = 0;
      for (const grade of GRADE_ORDER) {
        const count = grades[grade] || 0;
        if (!count) continue;
        svg.append(el("rect", { x: cx - bar / 2, y: y(base + count), width: bar, height: y(base) - y(base + count), style: GRADE_FILL[grade] + ";stroke:var(--t3);stroke-width:.6" }));
        base += count;
      }
      const every = step >= 38 ? 1 : step >= 19 ? 2 : 5;
      if ((last - year) % every === 0) svg.append(el("text", { class: "axis", x: cx, y: frame.bottom + 16, "text-anchor": "middle" }, String(year)));
    }
    if (data.oldBefore > first && data.oldBefore <= last) {
      const ox = frame.left + (data.oldBefore - first) * step;
      svg.append(el("line", { x1: ox, x2: ox, y1: frame.top - 8, y2: frame.bottom, style: "stroke:var(--t2);stroke-dasharray:4 3" }), el("text", { class: "axis", x: ox - 6, y: frame.top, "text-anchor": "end" }, t(`← ${data.oldBefore} 年前标“旧”`, `← before ${data.oldBefore}: marked old`)));
    }
    svg.append(el("text", { class: "axis-title", x: (frame.left + frame.right) / 2, y: height - 5, "text-anchor": "middle" }, t("年份", "year")),
      el("text", { class: "axis-title", x: 12, y: (frame.top + frame.bottom) / 2, "text-anchor": "middle", transform: `rotate(-90 12 ${(frame.top + frame.bottom) / 2})` }, t("条数", "entries")));
    return el("div", { class: "chart" }, svg);
  };
  const used = GRADE_ORDER.filter((grade) => counts.grades[grade]);
  return el("div", {}, el("h3", {}, title), chartWithTable(key, used.map((grade) => `${t(...data.grades[grade])} ${counts.grades[grade]}`).join(" · ") + (undated ? t(`；${undated} 条没有年份，不在图上`, `; ${undated} without a year are not drawn`) : ""),
    draw, () => plainTable(title, [{ text: t("年份", "Year") }, ...used.map((grade) => ({ text: t(...data.grades[grade]), num: true }))], counts.years.map(([year, grades]) => [String(year), ...used.map((grade) => String(grades[grade] || 0))])),
    [], el("div", { class: "legend" }, used.map((grade) => el("span", {}, el("svg", { width: 18, height: 12 }, el("rect", { class: "qb", width: 18, height: 12, style: GRADE_FILL[grade] + ";stroke:var(--t3)" })), t(...data.grades[grade]))))));
}

function drawSources() {
  const view = byId("sources-view");
  const wide = view.clientWidth >= 900 ? (view.clientWidth - 24) / 2 : view.clientWidth;
  fill(view, el("div", { class: "pair2" },
    yearChart("facts", t("已发表的事实，按年份与等级", "Published facts by year and grade"), data.facts, Math.max(320, wide)),
    yearChart("entries", t("真实厂商登记，按年份与等级", "Entries of real makers by year and grade"), data.entries, Math.max(320, wide))));
}
drawers.gaps = drawGaps;
for (const key of ["facts", "entries", "sources"]) drawers[key] = drawSources;
