// What is new on the chosen day.

const eventsOfRun = runs.map((run) => {
  const days = Array.from({ length: dayCount }, () => []);
  const add = (day, entry) => { if (day >= 0 && day < dayCount) days[day].push(entry); };
  run.events.forEach((event, index) => {
    add(event.start, { kind: "shock", index, phase: "start" });
    add(event.end + 1, { kind: "shock", index, phase: event.last > event.end ? "fade" : "end" });
    if (event.last > event.end) add(event.last + 1, { kind: "shock", index, phase: "end" });
  });
  products.forEach((product, index) => {
    const spell = run.productSpells[index];
    if (spell.stop >= 0) add(spell.stop, { kind: "stop", index });
    if (spell.hit >= 0 && spell.hit !== spell.stop) add(spell.hit, { kind: "hit", index });
    if (spell.back >= 0) add(spell.back, { kind: "back", index });
  });
  cities.forEach((city, index) => {
    const spell = run.citySpells[index];
    if (spell.hit >= 0) add(spell.hit, { kind: "city", index });
    if (spell.back >= 0) add(spell.back, { kind: "city-back", index });
  });
  for (const node of nodes) {
    const outcome = node.outcomes[run.index];
    if (outcome && outcome.stop >= 0 && !node.outside) add(outcome.stop, { kind: "line", index: node.index });
  }
  return days;
});
const changeDays = eventsOfRun.map((days) => days.map((entries, day) => entries.length ? day : -1).filter((day) => day >= 0));

// Why a node fell, or stopped where `stops`, in a few words.
function causeShort(run, node, stops) {
  const outcome = node && node.outcomes[run.index], cause = outcome && ((stops && outcome.stopCause) || outcome.hitCause);
  if (!cause) return "";
  if (cause.event >= 0) return name(run.events[cause.event]);
  if (cause.kind === CAUSE.input) return cause.inputs.length ? t("缺", "lacks ") + cause.inputs.map((p) => name(products[p])).join("/") : t("投入断供", "an input ran out");
  if (cause.kind === CAUSE.demand) return t("没有订单", "nobody ordered");
  return t("自身产能受损", "its own capacity was hit");
}

const nameList = (list, count) => list.slice(0, count).join(t("、", ", ")) + (list.length > count ? t(` 等 ${list.length} 个`, ` and ${list.length - count} more`) : "");

function todayItems(run, day) {
  const entries = eventsOfRun[run.index][day] || [];
  const of = (kind) => entries.filter((entry) => entry.kind === kind);
  const items = [];
  for (const { index, phase } of of("shock")) {
    const event = run.events[index];
    items.push(el("li", { class: "shock-item" }, el("b", {}, { start: t("冲击开始", "Shock begins"), fade: t("开始恢复", "Recovery begins"), end: t("冲击结束", "Shock is over") }[phase]), t("：", ": "), name(event),
      phase === "start" ? el("small", {}, t(...event.text), event.hit[0] ? t("；", "; ") + t(...event.hit) : "") : null));
  }
  const products_ = (kind, label, count, why) => {
    const list = of(kind).map((entry) => products[entry.index]).sort((a, b) => b.normal - a.normal);
    if (list.length === 0) return;
    items.push(el("li", { class: kind + "-item" }, el("b", {}, label, list.length > 1 ? ` ${list.length}` : ""), t("：", ": "),
      list.slice(0, count).map((product, i) => [i ? t("、", ", ") : "", el("button", { type: "button", class: "linkish", on: { click: () => select("product", product.index) } }, name(product)),
        why ? el("small", { class: "why" }, wrapWhy(causeShort(run, nodes[run.nodeOfProduct[product.index]], kind === "stop"))) : null]), list.length > count ? t(` 等 ${list.length} 个`, ` and ${list.length - count} more`) : null));
  };
  products_("stop", t("停产", "Stops"), 6, true);
  products_("hit", t("开始减产", "Begins to fall"), 6, true);
  const lines = of("line").map((entry) => nodes[entry.index]);
  if (lines.length) {
    const byProduct = new Map();
    for (const node of lines) byProduct.set(node.product, (byProduct.get(node.product) || 0) + 1);
    const names = Array.from(byProduct).sort((a, b) => b[1] - a[1]).map(([product, count]) => (product >= 0 ? name(products[product]) : name(lines[0])) + (count > 1 ? ` ×${count}` : ""));
    items.push(el("li", { class: "line-item" }, el("b", {}, t(`停产产线 ${lines.length} 条`, `${lines.length} line${lines.length > 1 ? "s" : ""} stop`)), t("：", ": "), nameList(names, 5)));
  }
  const townsOf = (kind, label) => {
    const list = of(kind).map((entry) => cities[entry.index]);
    if (list.length) items.push(el("li", { class: kind + "-item" }, el("b", {}, label), t("：", ": "), list.slice(0, 8).map((city, i) => [i ? t("、", ", ") : "", el("button", { type: "button", class: "linkish", on: { click: () => select("city", city.index) } }, shortCity(city))]), list.length > 8 ? t(` 等 ${list.length} 市`, ` and ${list.length - 8} more`) : null));
  };
  townsOf("city", t("城市开始减产", "Cities begin to fall"));
  products_("back", t("恢复到 99%", "Back to 99%"), 6, false);
  townsOf("city-back", t("城市恢复", "Cities are back"));
  return items;
}
const wrapWhy = (text) => text ? t("（" + text + "）", " (" + text + ")") : "";

function drawToday() {
  const view = byId("today-view");
  const title = el("h3", {}), list = el("ul", { class: "today" }), before = el("button", { type: "button" }), after = el("button", { type: "button" });
  fill(view, el("div", { class: "today-head" }, title, el("span", { class: "buttons" }, before, after)), list);
  const show = (day) => {
    const run = runs[state.run], days = changeDays[state.run];
    title.textContent = t(`第 ${day} 天${isComparing ? "（" + run.letter + "）" : ""}的变化`, `New on day ${day}${isComparing ? " (" + run.letter + ")" : ""}`);
    const items = todayItems(run, day);
    fill(list, items.length ? items : el("li", { class: "note" }, day >= run.days ? t("未算到这一天。", "This day was not computed.") : t("没有新的变化。", "Nothing new.")));
    const last = days.filter((d) => d < day).pop(), next = days.find((d) => d > day);
    const jump = (button, target, text) => {
      button.disabled = target === undefined;
      button.textContent = text + (target === undefined ? "" : ` ${target}`);
      button.onclick = () => setDay(target);
    };
    jump(before, last, t("‹ 上次变化", "‹ Change before"));
    jump(after, next, t("下次变化 ›", "Next change ›"));
  };
  dayHooks.today = show;
  show(state.day);
}
drawers.today = drawToday;
