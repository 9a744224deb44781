// Wiring of the simulation page.

function drawRunViews() {
  for (const key of ["curve", "today", "chain", "city"]) drawers[key]();
  if (data.drawn.length) drawChainTabs();
  if (!panel.hidden) drawDetail();
}
function drawAll() {
  drawPlayer();
  drawRunViews();
  drawMultiples();
  drawDifference();
}
const drawCurveOnly = drawers.curve;
drawers.curve = () => { drawCurveOnly(); drawDifference(); };

frame.title = () => t(`${data.dataset} · 情景推演 · Tenon`, `${data.dataset} · Scenario · Tenon`);
frame.draw = () => {
  byId("outcomes").setAttribute("aria-label", t("结果", "Outcomes"));
  byId("chain-tabs").setAttribute("aria-label", t("产业链", "Chains"));
  drawStopFilters();
  applyStops();
  drawAll();
  markSelected();
};
frame.resize = () => { drawAll(); markSelected(); };
frame.address = (parts) => {
  parts.set("day", state.day);
  if (state.run > 0) parts.set("run", runs[state.run].letter);
  if (data.drawn[state.chain]) parts.set("chain", chains[data.drawn[state.chain].chain].id);
  if (state.selected) parts.set("sel", state.selected.kind === "product" ? products[state.selected.index].id : cities[state.selected.index].id);
};
frame.keys = () => [[t("空格", "Space"), t("播放 / 暂停", "play / pause")], ["← →", t("前一天 / 后一天", "a day back / on")], ["Shift+← Shift+→", t("一周", "a week")],
  [t("方向键", "Arrows"), t("焦点在链图、城市图上时：沿链、按方位走动", "with the focus in a chain or the map: walk")], ["Enter", t("打开原因", "open the cause")], ["Esc", t("关闭面板", "close the panel")], ["?", t("本说明", "this list")]];

document.addEventListener("keydown", (event) => {
  if (isOthersKey(event) || event.defaultPrevented) return;
  if (event.key === "Escape") {
    hideTip();
    if (isField(event.target) && event.target.id !== "p-day") event.target.blur(); else closeDetail();
    return;
  }
  const onControl = event.target.closest("button, a, summary, [role=button], [role=tab]");
  if (event.key === " " && (!isField(event.target) || event.target.id === "p-day") && (!onControl || onControl.id === "p-play")) { event.preventDefault(); togglePlaying(); return; }
  if (isField(event.target)) return;
  if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && !event.target.closest("[role=button], [role=tab], .scroll, .box-scroll")) {
    event.preventDefault();
    setDay(state.day + (event.key === "ArrowRight" ? 1 : -1) * (event.shiftKey ? 7 : 1));
  } else if (event.key === "?") showKeys();
});

function readAddress(first) {
  const parts = addressParts(), run = runs.findIndex((r) => r.letter === parts.get("run"));
  if (run >= 0) state.run = run;
  const worst = runs[state.run].worst;
  const asked = parts.has("day") ? Number(parts.get("day")) : NaN;
  if (Number.isInteger(asked)) state.day = Math.min(lastDay, Math.max(0, asked));
  else if (first) state.day = Math.max(0, worst);
  const drawn = data.drawn.findIndex((d) => chains[d.chain].id === parts.get("chain"));
  if (drawn >= 0) state.chain = drawn;
  else if (first) {  // the chain that loses most on the worst day
    let least = Infinity;
    data.drawn.forEach((d, i) => { const level = levelOn(runs[state.run].chain[d.chain], state.day); if (isKnown(level) && level < least) { least = level; state.chain = i; } });
  }
}
function readSelection() {
  const wanted = addressParts().get("sel");
  if (!wanted) return;
  const product = products.findIndex((p) => p.id === wanted), city = cities.findIndex((c) => c.id === wanted);
  if (product >= 0) select("product", product, { quiet: true, stay: true });
  else if (city >= 0) select("city", city, { quiet: true });
}

startFrame();
state.speed = SPEEDS.includes(+store.get("speed")) ? +store.get("speed") : 4;
readAddress(true);
startStops();
showLanguage();
readSelection();
addEventListener("hashchange", () => { readAddress(false); drawAll(); readSelection(); });
document.addEventListener("visibilitychange", () => { if (document.hidden) stopPlaying(); });
addEventListener("beforeprint", () => { stopPlaying(); drawHitChains(); });
addEventListener("afterprint", drawChain);
root.dataset.ready = "true";
