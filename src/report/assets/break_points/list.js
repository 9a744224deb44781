// The ranked list: its rows are in the document already; here they are filtered, sorted and walked through.

const table = byId("rank"), body = table.tBodies[0];
const rows = Array.from(body.rows);
const filters = { chain: "", segment: "", level: "", remedy: "", text: "" };
let sorted = { key: "rank", end: 0, ascending: true };
let shown = rows.slice();

const searchText = points.map((point) => {
  const product = products[point.product];
  const chain = product ? data.chains[product.chain] : { id: "", zh: "", en: "" };
  return [point.id, point.zh, point.en, chain.id, chain.zh, chain.en].join("\n").toLowerCase();
});

function passes(point) {
  const product = products[point.product];
  if (filters.chain !== "" && (!product || product.chain !== +filters.chain)) return false;
  if (filters.segment !== "" && (!product || product.segment !== +filters.segment)) return false;
  if (filters.level === "serious" ? point.level > 1 : filters.level !== "" && point.level !== +filters.level) return false;
  if (filters.remedy !== "" && point.remedy[0] !== +filters.remedy) return false;
  const wanted = filters.text.trim().toLowerCase();
  return wanted === "" || wanted.split(/\s+/).every((part) => searchText[point.index].includes(part));
}

// Sorting by a component takes its central value, low end ("at least") or high end ("could be"); unknown goes last.
function sortValue(point) {
  if (sorted.key === "rank") return point.rank[0] === 0 ? Infinity : point.rank[0];
  const component = point[sorted.key];
  return component ? component[sorted.end] : -1;
}

function applyList() {
  shown = rows.filter((row) => passes(points[+row.dataset.i]));
  shown.sort((a, b) => {
    const x = points[+a.dataset.i], y = points[+b.dataset.i];
    const order = sorted.key === "rank" ? sortValue(x) - sortValue(y) : sortValue(y) - sortValue(x);
    return (Number.isNaN(order) ? 0 : sorted.ascending ? order : -order) || x.index - y.index;
  });
  body.replaceChildren(...shown);
  table.classList.toggle("by-rank", sorted.key === "rank" && sorted.ascending);
  byId("f-count").textContent = t(`${shown.length} / ${rows.length} 行`, `${shown.length} of ${rows.length} rows`);
  const active = Object.values(filters).some((value) => value !== "");
  byId("f-reset").hidden = !active;
  byId("f-empty").hidden = shown.length > 0;
  byId("f-empty").textContent = t("没有符合条件的断点。", "No break point fits the filters.");
  for (const item of byId("levels").children) {
    item.setAttribute("aria-pressed", filters.level !== "" && data.levels[+filters.level]?.[0] === item.dataset.level ? "true" : "false");
  }
  for (const head of table.tHead.rows[0].cells) {
    if (head.dataset.sort === sorted.key) head.setAttribute("aria-sort", (sorted.key === "rank") === sorted.ascending ? "ascending" : "descending");
    else head.removeAttribute("aria-sort");
  }
}

function drawFilters() {
  const all = ["", t("全部", "All")];
  const usedChains = data.drawn.map((drawn) => [drawn.chain, chainName(drawn.chain)]);
  fillSelect("f-chain", [all, ...usedChains], filters.chain);
  fillSelect("f-segment", [all, ...data.segments.map((s, i) => [i, word(s)])], filters.segment);
  fillSelect("f-level", [all, ["serious", t("红与橙", "Red and orange")], ...data.levels.map((l, i) => [i, word(l)])], filters.level);
  fillSelect("f-remedy", [all, ...data.remedies.map((r, i) => [i, word(r)])], filters.remedy);
  const sorts = [["rank", t("名次", "Rank")]];
  for (const [key, z, e] of [["score", "综合", "Score"], ["importance", "重要性", "Importance"], ["exposure", "暴露度", "Exposure"], ["recovery", "恢复难度", "Recovery"]]) {
    sorts.push([key + ":0", t(z, e)], [key + ":1", t(z + "：至少", e + ": at least")], [key + ":2", t(z + "：可能达到", e + ": could be")]);
  }
  fillSelect("f-sort", sorts, sorted.key === "rank" ? "rank" : sorted.key + ":" + sorted.end);
  byId("f-text").placeholder = t("名称或编号", "name or id");
  byId("f-text").value = filters.text;
}

function setFilter(key, value) {
  filters[key] = value;
  drawFilters();
  applyList();
}

function moveSelection(step) {
  if (shown.length === 0) return;
  const at = shown.findIndex((row) => +row.dataset.i === state.selected);
  const next = at < 0 ? (step > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + step));
  selectPoint(+shown[next].dataset.i, { fromList: true });
}

function markRow(index, scroll) {
  for (const row of rows) {
    if (+row.dataset.i === index) row.setAttribute("aria-current", "true"); else row.removeAttribute("aria-current");
  }
  const row = rows[index];
  if (row && scroll && row.isConnected) {
    const box = row.closest(".scroll"), head = table.tHead.offsetHeight;
    if (row.offsetTop - head < box.scrollTop) box.scrollTop = row.offsetTop - head;
    else if (row.offsetTop + row.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = row.offsetTop + row.offsetHeight - box.clientHeight;
  }
}

function startList() {
  [data.thresholds[0], data.thresholds[1], data.thresholds[2], data.thresholds[3]].forEach((at, i) => {
    table.style.setProperty("--a" + (i + 1), percent(at) + "%");
  });
  for (const head of table.tHead.rows[0].querySelectorAll("[data-sort]")) {
    const button = el("button", { type: "button", on: { click: () => {
      const key = head.dataset.sort;
      sorted = { key, end: 0, ascending: sorted.key === key ? !sorted.ascending : true };
      drawFilters();
      applyList();
    } } });
    button.append(...head.childNodes);
    head.append(button);
  }
  byId("f-chain").addEventListener("change", (e) => setFilter("chain", e.target.value));
  byId("f-segment").addEventListener("change", (e) => setFilter("segment", e.target.value));
  byId("f-level").addEventListener("change", (e) => setFilter("level", e.target.value));
  byId("f-remedy").addEventListener("change", (e) => setFilter("remedy", e.target.value));
  byId("f-sort").addEventListener("change", (e) => {
    const [key, end] = e.target.value.split(":");
    sorted = { key, end: +(end || 0), ascending: true };
    applyList();
  });
  const search = byId("f-text");
  const typed = () => { filters.text = search.value; applyList(); };
  search.addEventListener("input", (event) => { if (!event.isComposing) typed(); });
  search.addEventListener("compositionend", typed);
  byId("f-reset").addEventListener("click", () => {
    for (const key of Object.keys(filters)) filters[key] = "";
    drawFilters();
    applyList();
  });
  byId("levels").setAttribute("role", "group");
  for (const item of byId("levels").children) {
    item.setAttribute("role", "button");
    item.tabIndex = 0;
    const level = String(data.levels.findIndex((l) => l[0] === item.dataset.level));
    activates(item, () => { setFilter("level", filters.level === level ? "" : level); });
  }
  body.addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (!row) return;
    event.preventDefault();
    selectPoint(+row.dataset.i, { fromList: true });
  });
}
