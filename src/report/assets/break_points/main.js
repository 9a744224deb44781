// Wiring of the break-point page.

function drawCharts() {
  for (const key of ["chain", "plane", "cities", "gaps", "sources"]) drawers[key]();
}
function markEverywhere() {
  lightPath(-1);
  markPlane();
}

frame.title = () => t(`${data.dataset} · 断点清单 · Tenon`, `${data.dataset} · Break points · Tenon`);
frame.draw = () => {
  byId("levels").setAttribute("aria-label", t("按级别筛选", "Filter by level"));
  byId("chain-tabs").setAttribute("aria-label", t("产业链", "Chains"));
  drawFilters();
  applyList();
  drawChainTabs();
  drawCharts();
  if (!panel.hidden) drawDetail();
};
frame.resize = drawCharts;
frame.address = (parts) => { if (state.selected >= 0) parts.set("sel", points[state.selected].id); };
frame.keys = () => [["j k", t("下一行 / 上一行", "next / previous row")], ["Enter", t("打开依据", "open the evidence")], ["Esc", t("关闭面板", "close the panel")],
  ["/", t("查找", "find")], ["← → ↑ ↓", t("在链图、散点、城市图中走动", "walk in chains, scatter and city map")], ["?", t("本说明", "this list")]];

document.addEventListener("keydown", (event) => {
  if (isOthersKey(event)) return;
  if (event.key === "Escape") {
    hideTip();
    if (isField(event.target)) event.target.blur(); else closeDetail();
    return;
  }
  if (isField(event.target)) return;
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

startFrame();
const worstDrawn = points.length && points[0].product >= 0 ? data.drawn.findIndex((d) => d.chain === products[points[0].product].chain) : 0;
state.chain = Math.max(0, worstDrawn);
startList();
showLanguage();
readSelection();
addEventListener("hashchange", readSelection);
addEventListener("beforeprint", drawAllChains);
addEventListener("afterprint", drawChain);
root.dataset.ready = "true";
