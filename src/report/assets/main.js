// Wiring: language, theme, address, keys, and redrawing when the window changes.

const drawers = { chain: drawChain, plane: drawPlane, cities: drawCities, gaps: drawGaps, facts: drawSources, entries: drawSources, sources: drawSources };
function redraw(key) {
  const focused = document.activeElement, label = focused && focused.closest("#chain-view, #plane-view, #cities-view, #sources-view") ? focused.textContent : null;
  const scope = label !== null ? focused.closest("section") : null;
  drawers[key]();
  // A redrawn button keeps the focus.
  if (scope && !focused.isConnected) Array.from(scope.querySelectorAll("button")).find((b) => b.textContent === label)?.focus({ preventScroll: true });
  hideTip();
}
function drawCharts() {
  for (const key of ["chain", "plane", "cities", "gaps", "sources"]) drawers[key]();
}
function markEverywhere() {
  for (const [product, node] of chainMarks.nodes) node.classList.toggle("sel", state.selected >= 0 && products[product].point === state.selected);
  lightPath(-1);
  markPlane();
}

function writeAddress() {
  const parts = new URLSearchParams();
  if (state.selected >= 0) parts.set("sel", points[state.selected].id);
  if (addressParts().has("lang")) parts.set("lang", state.lang);
  if (state.theme && addressParts().has("theme")) parts.set("theme", state.theme);
  const text = parts.toString();
  history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
}

function localTime(date) {
  const two = (n) => String(n).padStart(2, "0");
  const offset = -date.getTimezoneOffset(), sign = offset < 0 ? "-" : "+";
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())} (UTC${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)})`;
}
const openedAt = new Date();

function showLanguage() {
  root.lang = state.lang;
  document.title = t(`${data.dataset} · 断点清单 · Tenon`, `${data.dataset} · Break points · Tenon`);
  byId("language").textContent = t("EN", "中文");
  byId("language").setAttribute("aria-label", t("Switch to English", "切换到中文"));
  byId("keys").setAttribute("aria-label", t("按键说明", "Keys"));
  byId("levels").setAttribute("aria-label", t("按级别筛选", "Filter by level"));
  byId("chain-tabs").setAttribute("aria-label", t("产业链", "Chains"));
  document.querySelector(".top nav").setAttribute("aria-label", t("章节", "Sections"));
  byId("opened").textContent = localTime(openedAt);
  byId("computed").textContent = localTime(new Date(data.generated));
  showTheme();
  drawFilters();
  applyList();
  chainTabs();
  drawCharts();
  if (!panel.hidden) drawDetail();
}
function showTheme() {
  if (state.theme) root.dataset.theme = state.theme; else delete root.dataset.theme;
  byId("theme").textContent = state.theme === "dark" ? t("☾ 深色", "☾ Dark") : state.theme === "light" ? t("☀ 浅色", "☀ Light") : t("◐ 随系统", "◐ System");
  byId("theme").setAttribute("aria-label", t("配色", "Theme"));
}

function showKeys() {
  const box = byId("keys-box");
  const line = (keys, text) => el("tr", {}, el("td", {}, keys.split(" ").map((k) => [el("kbd", {}, k), " "])), el("td", {}, text));
  fill(box, el("h2", {}, t("按键", "Keys")), el("table", {}, el("tbody", {},
    line("j k", t("下一行 / 上一行", "next / previous row")), line("Enter", t("打开依据", "open the evidence")), line("Esc", t("关闭面板", "close the panel")),
    line("/", t("查找", "find")), line("← → ↑ ↓", t("在链图、散点、城市图中走动", "walk in chains, scatter and city map")), line("?", t("本说明", "this list")))),
  el("p", {}, el("button", { type: "button", on: { click: () => box.close() } }, t("关闭", "Close"))));
  if (!box.open) box.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && !byId("keys-box").open) {
    hideTip();
    if (/^(INPUT|SELECT)$/.test(event.target.tagName)) event.target.blur(); else closeDetail();
    return;
  }
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || byId("keys-box").open) return;
  if (event.key === "j" || event.key === "k") { event.preventDefault(); moveSelection(event.key === "j" ? 1 : -1); }
  else if (event.key === "/") { event.preventDefault(); byId("f-text").focus(); }
  else if (event.key === "?") showKeys();
  else if (event.key === "Enter" && event.target === document.body && state.selected >= 0) byId("detail-title")?.focus();
});

function readSelection() {
  const wanted = addressParts().get("sel");
  if (!wanted) return;
  const point = points.find((p) => p.id === wanted);
  if (point && point.index !== state.selected) selectPoint(point.index, { quiet: true });
}

root.classList.remove("nojs");
state.lang = chooseLanguage();
state.theme = /^(dark|light)$/.test(addressParts().get("theme") || store.get("theme") || "") ? addressParts().get("theme") || store.get("theme") : "";
const worstDrawn = points.length && points[0].product >= 0 ? data.drawn.findIndex((d) => d.chain === products[points[0].product].chain) : 0;
state.chain = Math.max(0, worstDrawn);
startList();
byId("language").addEventListener("click", () => { state.lang = zh() ? "en" : "zh"; store.set("lang", state.lang); writeAddress(); showLanguage(); });
byId("theme").addEventListener("click", () => {
  state.theme = state.theme === "" ? "dark" : state.theme === "dark" ? "light" : "";
  store.set("theme", state.theme);
  showTheme();
});
byId("keys").addEventListener("click", showKeys);
showLanguage();
readSelection();
addEventListener("hashchange", readSelection);

let lastWidth = innerWidth, resizing = 0;
addEventListener("resize", () => {
  if (innerWidth === lastWidth) return;
  lastWidth = innerWidth;
  clearTimeout(resizing);
  resizing = setTimeout(drawCharts, 120);
});
addEventListener("beforeprint", drawAllChains);
addEventListener("afterprint", drawChain);
root.dataset.ready = "true";
