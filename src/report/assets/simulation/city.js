// The cities on the chosen day, as tiles.

const CITY_SIZES = [{ key: "share", zh: "损失比例", en: "Share lost" }, { key: "amount", zh: "损失金额", en: "Amount lost" }];
const lossOf = (city, level) => !isKnown(level) ? level : state.citySize === "share" ? Math.max(0, 1 - level) : Math.max(0, 1 - level) * city.normal;

// Five steps up to a round number, finer at the low end, for one city may lose far more than all others: over all days and
// both runs, or of one day where asked for.
const CITY_STEPS = [0.05, 0.1, 0.2, 0.5, 1];
function cityLimits(day) {
  let most = 0;
  for (const run of runs) for (const city of cities) {
    const levels = run.city[city.index];
    if (!levels) continue;
    for (let d = day === null ? 0 : day, end = day === null ? levels.length : Math.min(levels.length, day + 1); d < end; ++d) most = Math.max(most, lossOf(city, levels[d]));
  }
  const top = niceStep(Math.max(most, 1e-9), 1);
  return { limits: CITY_STEPS.map((part) => part * top) };
}
function cityClass(loss, scale) {
  if (!(loss > scale.limits[0] * 0.02)) return 0;
  const at = scale.limits.findIndex((limit) => loss <= limit * (1 + 1e-9));
  return at < 0 ? 5 : at + 1;
}
const cityValue = (loss, column) => state.citySize === "share" ? (loss < 0.0005 ? "0%" : MINUS + percentFigure(loss)) : columnFigure(loss, column);
let fixedCityScale = null;

function citySentence(city, run, day) {
  const level = levelOn(run.city[city.index], day);
  return `${name(city)}: ${levelWords(level)}` + (isKnown(level) ? t(`，损失 ${moneyFigure(Math.max(0, 1 - level) * city.normal)}/天`, `, ${moneyFigure(Math.max(0, 1 - level) * city.normal)} a day lost`) : "");
}

function dayCitySvg(width) {
  const placed = cities.filter((city) => city.tile), size = tileSize(width), [w, h] = tileMapSize(size);
  const svg = el("svg", { width: w, height: h, viewBox: `0 0 ${w} ${h}`, role: "group", "aria-label": t("各市产出损失，示意图", "Output lost by city, a schematic") });
  setMeasureFont(12);
  const tiles = placed.map((city) => {
    const [x, y] = tilePlace(city.tile, size), province = provinces[city.province];
    const node = el("g", { class: "tile", role: "button", tabindex: "-1", transform: `translate(${x} ${y})` },
      tileFace(city, province ? province.id : "", size, "fill:var(--q0)", "fill:var(--i0)").filter(Boolean),
      el("text", { class: "val", x: size.w / 2, y: size.h / 2 + 14, "text-anchor": "middle" }));
    withTip(node, () => [citySentence(city, runs[state.run], state.day), isComparing ? citySentence(city, runs[1 - state.run], state.day) + ` (${runs[1 - state.run].letter})` : ""].filter(Boolean).join("\n"));
    activates(node, () => select("city", city.index));
    svg.append(node);
    return { city, node, x, y, face: node.querySelector(".face"), inner: node.querySelector(".inner"), label: node.querySelector(".city"), value: node.querySelector(".val"), shown: "" };
  });
  walkByPlace(tiles);
  const follow = (day, scale, column) => {
    const run = runs[state.run];
    for (const tile of tiles) {
      const level = levelOn(run.city[tile.city.index], day), known = isKnown(level), loss = lossOf(tile.city, level);
      const stopped = known && level < STOPPED_BELOW, step = known ? cityClass(loss, scale) : 0;
      const value = !known ? "" : stopped ? t("停产", "stopped") : cityValue(loss, column);
      const isNew = run.citySpells[tile.city.index].hit === day, shown = `${step}${known}${stopped}${value}${isNew}`;
      tile.node.classList.toggle("sel", Boolean(state.selected) && state.selected.kind === "city" && state.selected.index === tile.city.index);
      if (shown === tile.shown) continue;
      tile.shown = shown;
      const ink = stopped || !known ? "var(--t1)" : `var(--i${step})`;
      tile.face.style.fill = !known ? "url(#hatch)" : stopped ? "url(#stopped)" : `var(--q${step})`;
      tile.label.style.fill = tile.value.style.fill = ink;
      if (tile.inner) tile.inner.style.stroke = ink;
      tile.value.textContent = value;
      tile.node.classList.toggle("new", isNew);
      tile.node.classList.toggle("stopped", stopped);
      tile.node.setAttribute("aria-label", citySentence(tile.city, run, day));
    }
  };
  return { chart: el("div", { class: "chart" }, svg), follow };
}

function cityLegendSteps(scale, column) {
  const text = (i) => {
    const low = i === 0 ? 0 : scale.limits[i - 1], high = scale.limits[i];
    const show = (v) => state.citySize === "share" ? String(+(v * 100).toPrecision(3)) : columnFigure(v, column);
    return `${show(low)}–${show(high)}${state.citySize === "share" ? "%" : ""}`;
  };
  return [swatch("fill:var(--q0)", t("无损失", "none")), [0, 1, 2, 3, 4].map((i) => swatch(`fill:var(--q${i + 1})`, text(i))),
    swatch("fill:url(#stopped)", t("停产", "stopped")), swatch("fill:url(#hatch)", t("无产出数据", "no output data"))];
}

function hardestCities(day, count) {
  const run = runs[state.run];
  return cities.map((city) => ({ city, level: levelOn(run.city[city.index], day) })).filter((c) => isKnown(c.level) && c.level < 0.9995)
    .sort((a, b) => lossOf(b.city, b.level) - lossOf(a.city, a.level)).slice(0, count);
}
function cityTable(rows, day) {
  const column = columnScale(Math.max(0, ...cities.map((c) => c.normal)));
  return plainTable(t("各市", "Cities"), [{ text: t("城市", "City") }, { text: t("剩余产出", "Output left"), num: true }, { text: t("损失", "Lost") + t("（", " (") + columnUnit(column) + t("/天）", "/day)"), num: true }, { text: t("减产自", "From day"), num: true }],
    rows.map(({ city, level }) => [el("button", { type: "button", class: "linkish", on: { click: () => select("city", city.index) } }, shortCity(city)), isKnown(level) ? (level < STOPPED_BELOW ? t("停产", "stopped") : percentFigure(level)) : "—",
      isKnown(level) ? columnFigure(Math.max(0, 1 - level) * city.normal, column) : "—", runs[state.run].citySpells[city.index].hit < 0 ? "—" : String(runs[state.run].citySpells[city.index].hit)]));
}

function drawCities() {
  const view = byId("city-view");
  delete dayHooks.city;
  view.hidden = cities.length === 0;
  if (view.hidden) return;
  fixedCityScale = cityLimits(null);
  const asTable = state["table.city"] === true, hasTiles = cities.some((city) => city.tile), offMap = hasTiles ? cities.filter((city) => !city.tile).length : 0;
  const pick = [...CITY_SIZES.map((m) => el("button", { type: "button", "aria-pressed": m.key === state.citySize ? "true" : "false", on: { click: () => { state.citySize = m.key; redraw("city"); } } }, t(m.zh, m.en))),
    el("button", { type: "button", "aria-pressed": state.cityToday ? "true" : "false", on: { click: () => { state.cityToday = !state.cityToday; redraw("city"); } } }, t("当日放大", "Scale to the day"))];
  const legend = el("div", { class: "legend" }), note = el("span", {}), list = el("div", { class: "hardest" });
  let follow = () => {};
  const sorted = (day) => cities.map((city) => ({ city, level: levelOn(runs[state.run].city[city.index], day) })).sort((a, b) => (a.level ?? 2) - (b.level ?? 2));
  fill(view, el("h3", {}, t("各市产出损失", "Output lost by city")), el("div", { class: "city-pair" },
    el("div", {}, chartWithTable("city", note, () => {
      if (!hasTiles) return el("p", { class: "note" }, t("这些城市没有示意图位置，见表格。", "These cities have no place on the schematic; see the table."));
      const made = dayCitySvg(Math.max(320, view.clientWidth * (innerWidth > 1100 && (innerWidth < 1800 || root.classList.contains("with-detail")) ? 0.6 : 1) - 16));
      follow = made.follow;
      return made.chart;
    }, () => cityTable(sorted(state.day), state.day), pick, legend)), asTable ? null : list));
  const show = (day) => {
    const scale = state.cityToday ? cityLimits(day) : fixedCityScale, column = columnScale(scale.limits[4]);
    note.textContent = t(`${dayText(day)}${isComparing ? "（" + runs[state.run].letter + "）" : ""}；${state.citySize === "share" ? "占本市正常产出的比例" : "每天损失，" + columnUnit(column)}。${state.cityToday ? "色阶只按当天，各天之间不可比。" : "色阶对所有天" + (isComparing ? "和两次推演" : "") + "固定。"}`,
      `${capital(dayText(day))}${isComparing ? " (" + runs[state.run].letter + ")" : ""}; ${state.citySize === "share" ? "share of the city's normal output" : "lost a day, " + columnUnit(column)}. ${state.cityToday ? "Colours are scaled to this day alone: do not compare days." : "Colours are fixed over all days" + (isComparing ? " and both runs" : "") + "."}`);
    if (asTable) { if (!playing) fill(view.querySelector(".box-scroll"), cityTable(sorted(day), day)); return; }
    fill(legend, cityLegendSteps(scale, column), provinceBorders(), el("b", {}, t("示意图，非地图", "schematic, not a map")),
      offMap ? el("span", {}, t(`另有 ${offMap} 个城市不在示意图上，见表格`, `${offMap} more cities are not on the schematic; see the table`)) : null);
    follow(day, scale, column);
    const rows = hardestCities(day, 10);
    fill(list, el("h4", {}, t("当天损失最大的城市", "Hardest hit on this day")), rows.length ? cityTable(rows, day) : el("p", { class: "note" }, t("没有城市减产。", "No city is down.")));
  };
  dayHooks.city = show;
  show(state.day);
}
drawers.city = drawCities;
