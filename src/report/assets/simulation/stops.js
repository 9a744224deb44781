// The list of what stopped or fell: its rows are in the document already; here they are filtered, sorted and opened.

const stopTable = byId("stop-table"), stopBody = stopTable.tBodies[0], stopRows = Array.from(stopBody.rows);
const anyStops = stopRows.some((row) => row.dataset.state === "stopped");
const noFilters = { state: anyStops ? "stopped" : "", kind: "", chain: "", province: "", cause: "", text: "" };
const stopFilters = { ...noFilters };
let stopOrder = { key: "", ascending: true };

const DAY_KEYS = ["day", "second", "hit"];
const CAUSES = [["capacity", "自身受冲击", "Own capacity hit"], ["input", "投入断供", "An input ran out"], ["demand", "没有订单", "Nobody ordered"]];

function applyStops() {
  const words = stopFilters.text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const shown = stopRows.filter((row) => ["state", "kind", "chain", "province", "cause"].every((key) => stopFilters[key] === "" || row.dataset[key] === stopFilters[key]) &&
    words.every((part) => row.textContent.toLowerCase().includes(part)));
  if (stopOrder.key) {
    const value = (row) => { const v = +row.dataset[stopOrder.key]; return DAY_KEYS.includes(stopOrder.key) && v < 0 ? Infinity : v; };
    shown.sort((a, b) => { const x = value(a), y = value(b); return (x === y ? 0 : (x < y) === stopOrder.ascending ? -1 : 1) || a.dataset.i - b.dataset.i; });
  }
  stopBody.replaceChildren(...shown);
  byId("s-count").textContent = t(`${shown.length} / ${stopRows.length} 行`, `${shown.length} of ${stopRows.length} rows`);
  byId("s-reset").hidden = Object.keys(noFilters).every((key) => stopFilters[key] === noFilters[key]);
  byId("s-empty").hidden = shown.length > 0;
  byId("s-empty").textContent = stopRows.length ? t("没有符合条件的行。", "No row fits the filters.") : t("没有一处减产。", "Nothing falls.");
  byId("stops-title").textContent = anyStops ? t("谁最先停，为什么？", "What stops first, and why?") : t("没有一处完全停产；谁减产最深，为什么？", "Nothing stops altogether; what falls deepest, and why?");
  stopTable.closest(".scroll").hidden = shown.length === 0;
  for (const head of stopTable.tHead.rows[0].cells) {
    if (head.dataset.sort === stopOrder.key) head.setAttribute("aria-sort", stopOrder.ascending ? "ascending" : "descending"); else head.removeAttribute("aria-sort");
  }
}
function drawStopFilters() {
  const all = ["", t("全部", "All")], used = (key) => new Set(stopRows.map((row) => row.dataset[key]));
  fillSelect("s-state", [all, ["stopped", t("停产", "Stopped")], ["down", t("只减产", "Only fell")]], stopFilters.state);
  fillSelect("s-kind", [all, ["product", t("整个产品", "Whole products")], ["node", t("产线", "Lines")]], stopFilters.kind);
  fillSelect("s-chain", [all, ...chains.map((chain, i) => [String(i), name(chain)]).filter(([i]) => used("chain").has(i))], stopFilters.chain);
  fillSelect("s-province", [all, ...provinces.map((province, i) => [String(i), name(province)]).filter(([i]) => used("province").has(i))], stopFilters.province);
  fillSelect("s-cause", [all, ...CAUSES.map(([id, z, e]) => [id, t(z, e)]).filter(([id]) => used("cause").has(id))], stopFilters.cause);
  byId("s-text").placeholder = t("产品、企业、城市", "product, maker, city");
  byId("s-text").value = stopFilters.text;
}
function openStopRow(row) {
  const at = +row.dataset.at, run = +row.dataset.day >= 0 || !isComparing ? 0 : 1;
  if (row.dataset.kind === "product") select("product", at);
  else {
    const node = nodeAt.get(at);
    if (node && node.product >= 0) select("product", node.product);
    else if (node && node.city >= 0) select("city", node.city);
  }
  const stop = +(run === 0 ? row.dataset.day : row.dataset.second), day = stop >= 0 ? stop : +row.dataset.hit;
  if (day >= 0) setDay(day);
}
function markStopRow() {
  for (const row of stopRows) {
    const product = row.dataset.kind === "product" ? +row.dataset.at : -1;
    if (product >= 0 && product === selectedProduct()) row.setAttribute("aria-current", "true"); else row.removeAttribute("aria-current");
  }
}
function startStops() {
  for (const head of stopTable.tHead.rows[0].querySelectorAll("[data-sort]")) {
    const button = el("button", { type: "button", on: { click: () => {
      const key = head.dataset.sort, rising = key !== "lost";
      stopOrder = { key, ascending: stopOrder.key === key ? !stopOrder.ascending : rising };
      applyStops();
    } } });
    button.append(...head.childNodes);
    head.append(button);
  }
  for (const key of ["state", "kind", "chain", "province", "cause"]) byId("s-" + key).addEventListener("change", (event) => { stopFilters[key] = event.target.value; applyStops(); });
  const search = byId("s-text"), typed = () => { stopFilters.text = search.value; applyStops(); };
  search.addEventListener("input", (event) => { if (!event.isComposing) typed(); });
  search.addEventListener("compositionend", typed);
  byId("s-reset").addEventListener("click", () => {
    Object.assign(stopFilters, noFilters);
    drawStopFilters();
    applyStops();
  });
  stopBody.addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (!row) return;
    event.preventDefault();
    openStopRow(row);
  });
}
