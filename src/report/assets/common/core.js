// Data, language, theme and the small helpers that every part of the page uses. Nothing here asks the network.

const root = document.documentElement;
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);

// What a reader chose, kept between visits where the browser allows it.
const store = {
  get(key) { try { return localStorage.getItem("tenon." + key); } catch (e) { return null; } },
  set(key, value) { try { localStorage.setItem("tenon." + key, value); } catch (e) { /* private window */ } },
};

// ?lang=en&theme=dark and #sel=ID&lang=en are both read; the part after # wins.
function addressParts() {
  const parts = new URLSearchParams(location.search);
  const hash = location.hash.slice(1);
  if (hash.includes("=")) new URLSearchParams(hash).forEach((value, key) => parts.set(key, value));
  return parts;
}

const state = { lang: "zh", theme: "" };

function chooseLanguage() {
  const asked = addressParts().get("lang") || data.language || store.get("lang") || (navigator.language || "");
  return /^zh/i.test(asked) ? "zh" : /^[a-z]/i.test(asked) ? "en" : "zh";
}

const zh = () => state.lang === "zh";
const t = (chinese, english) => (zh() ? chinese : english);
const name = (thing) => t(thing.zh, thing.en);
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const word = (triple) => t(triple[1], triple[2]);  // [id, zh, en]

// Elements: el("td", {class: "num", on: {click}}, ...children); text children are never markup.
const SVG = "http://www.w3.org/2000/svg";
const svgTags = new Set(["svg", "g", "path", "rect", "circle", "line", "text", "tspan", "use", "title"]);
function el(tag, attributes, ...children) {
  const node = svgTags.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") {
      for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
    } else if (key === "style") {
      node.style.cssText = value;
    } else {
      node.setAttribute(key, value === true ? "" : value);
    }
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child.nodeType ? child : String(child));
  }
  return node;
}
function fill(node, ...children) { node.replaceChildren(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false)); }

// Numbers: the same precision in both languages.
const fixed = (value) => value.toFixed(2);
function short(value) {
  const size = Math.abs(value);
  return String(+value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3));
}
const percent = (share) => Math.round(share * 1000) / 10;

// One tooltip for the page: text only, on hover and on focus.
const tipBox = byId("tip-box");
function showTip(text, target) {
  tipBox.textContent = text;
  tipBox.hidden = false;
  const at = target.getBoundingClientRect(), box = tipBox.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left + at.width / 2 - box.width / 2), innerWidth - box.width - 8);
  const above = at.top - box.height - 8;
  tipBox.style.left = left + "px";
  tipBox.style.top = (above > 52 ? above : at.bottom + 8) + "px";
}
function hideTip() { tipBox.hidden = true; }
function withTip(node, text) {
  node.addEventListener("pointerenter", () => showTip(text(), node));
  node.addEventListener("pointerleave", hideTip);
  node.addEventListener("focus", () => { if (node.matches(":focus-visible")) showTip(text(), node); });
  node.addEventListener("blur", hideTip);
  return node;
}

// Parts of the page that are drawn again when asked for by name; a button that was drawn again keeps the focus.
const drawers = {};
function redraw(key) {
  const focused = document.activeElement, scope = focused && focused.tagName === "BUTTON" ? focused.closest("section") : null;
  drawers[key]();
  if (scope && !focused.isConnected) Array.from(scope.querySelectorAll("button")).find((b) => b.textContent === focused.textContent)?.focus({ preventScroll: true });
  hideTip();
}

// A chart and the same content as a table, one of them shown.
function chartWithTable(key, note, drawChart, drawTable, buttons, legend) {
  const asTable = state["table." + key] === true;
  const toggle = el("button", { type: "button", "aria-pressed": asTable ? "true" : "false",
    on: { click: () => { state["table." + key] = !asTable; redraw(key); } } }, t("以表格查看", "View as table"));
  return [
    el("div", { class: "chart-head" }, el("p", { class: "note" }, note), el("div", { class: "buttons" }, buttons || [], toggle)),
    asTable ? el("div", { class: "box-scroll" }, drawTable()) : drawChart(),
    asTable ? null : legend,
  ];
}
function fillSelect(id, options, value) {
  fill(byId(id), options.map(([key, text]) => el("option", { value: key, selected: String(key) === value }, text)));
}
function plainTable(caption, heads, rows) {
  const cell = (tag) => (value, i) => el(tag, { class: heads[i].num ? "num" : null, scope: tag === "th" ? "col" : null }, value);
  return el("table", { class: "plain" }, el("caption", { class: "vh" }, caption),
    el("thead", {}, el("tr", {}, heads.map((head, i) => cell("th")(head.text, i)))),
    el("tbody", {}, rows.map((row) => el("tr", {}, row.map(cell("td"))))));
}

// A click, Enter or Space on a mark does the same.
function activates(node, action) {
  node.addEventListener("click", action);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); action(event); }
  });
  return node;
}
// Lines of text that fit a width, measured with the page's font; the last one is cut with an ellipsis.
const measure = document.createElement("canvas").getContext("2d");
function setMeasureFont(size) { measure.font = `${size}px ${getComputedStyle(document.body).fontFamily}`; }
function wrapText(text, width, lines) {
  const out = [];
  const words = text.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+/g) || [];
  let line = "";
  while (words.length) {
    const next = words[0];
    if (measure.measureText((line + next).trimEnd()).width <= width) { line += words.shift(); continue; }
    if (line === "") {  // one word that is wider than the box
      let cut = next.length - 1;
      while (cut > 1 && measure.measureText(next.slice(0, cut)).width > width) --cut;
      line = next.slice(0, cut);
      words[0] = next.slice(cut);
    }
    out.push(line.trimEnd());
    line = "";
    if (out.length === lines) break;
  }
  if (line && out.length < lines) out.push(line.trimEnd());
  else if (words.length) {
    let last = out[lines - 1];
    while (last && measure.measureText(last + "…").width > width) last = last.slice(0, -1);
    out[lines - 1] = last + "…";
  }
  return out;
}
