// What every page has around its content: language, theme, the times, the list of keys, the address.

const openedAt = new Date();
// Filled in by the page.
const frame = {
  title: () => "",            // of the document
  draw: () => {},             // everything that depends on the language
  resize: () => {},           // everything that depends on the width
  keys: () => [],             // [[keys, text], ...]
  address: () => {},          // sets what the page keeps after the #
};

function localTime(date) {
  const two = (n) => String(n).padStart(2, "0");
  const offset = -date.getTimezoneOffset(), sign = offset < 0 ? "-" : "+";
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())} (UTC${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)})`;
}

function writeAddress() {
  const parts = new URLSearchParams();
  frame.address(parts);
  if (addressParts().has("lang")) parts.set("lang", state.lang);
  if (state.theme && addressParts().has("theme")) parts.set("theme", state.theme);
  const text = parts.toString();
  history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
}

function showLanguage() {
  root.lang = state.lang;
  document.title = frame.title();
  byId("language").textContent = t("EN", "中文");
  byId("language").setAttribute("aria-label", t("Switch to English", "切换到中文"));
  byId("keys").setAttribute("aria-label", t("按键说明", "Keys"));
  document.querySelector(".top nav").setAttribute("aria-label", t("章节", "Sections"));
  byId("opened").textContent = localTime(openedAt);
  byId("computed").textContent = localTime(new Date(data.generated));
  showTheme();
  frame.draw();
}
function showTheme() {
  if (state.theme) root.dataset.theme = state.theme; else delete root.dataset.theme;
  byId("theme").textContent = state.theme === "dark" ? t("☾ 深色", "☾ Dark") : state.theme === "light" ? t("☀ 浅色", "☀ Light") : t("◐ 随系统", "◐ System");
  byId("theme").setAttribute("aria-label", t("配色", "Theme"));
}

function showKeys() {
  const box = byId("keys-box");
  fill(box, el("h2", {}, t("按键", "Keys")), el("table", {}, el("tbody", {}, frame.keys().map(([keys, text]) =>
    el("tr", {}, el("td", {}, keys.split(" ").map((k) => [el("kbd", {}, k), " "])), el("td", {}, text))))),
  el("p", {}, el("button", { type: "button", on: { click: () => box.close() } }, t("关闭", "Close"))));
  if (!box.open) box.showModal();
}

// Whether a key press belongs to something else: a text being composed, a field, a combination, the open list of keys.
const isOthersKey = (event) => event.isComposing || event.ctrlKey || event.metaKey || event.altKey || byId("keys-box").open;
const isField = (node) => /^(INPUT|SELECT|TEXTAREA)$/.test(node.tagName);

function startFrame() {
  root.classList.remove("nojs");
  state.lang = chooseLanguage();
  const theme = addressParts().get("theme") || store.get("theme") || "";
  state.theme = /^(dark|light)$/.test(theme) ? theme : "";
  byId("language").addEventListener("click", () => { state.lang = zh() ? "en" : "zh"; store.set("lang", state.lang); writeAddress(); showLanguage(); });
  byId("theme").addEventListener("click", () => {
    state.theme = state.theme === "" ? "dark" : state.theme === "dark" ? "light" : "";
    store.set("theme", state.theme);
    showTheme();
  });
  byId("keys").addEventListener("click", showKeys);
  let lastWidth = innerWidth, resizing = 0;
  addEventListener("resize", () => {
    if (innerWidth === lastWidth) return;
    lastWidth = innerWidth;
    clearTimeout(resizing);
    resizing = setTimeout(() => frame.resize(), 120);
  });
}
