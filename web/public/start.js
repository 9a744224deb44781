// Runs while the page's own script is still on its way: who one is and which datasets there are, which everything else
// waits for. src/api/early.ts takes the answers.
(() => {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("tenon.settings") ?? "{}");
  } catch {
    // The browser's language it is.
  }
  const language = kept.language ?? (navigator.language.startsWith("zh") ? "zh" : "en");
  const read = (path) =>
    fetch(path, { headers: { "Accept-Language": language, Accept: "application/json" }, credentials: "same-origin" });
  const me = read("/api/v1/me");
  const datasets = me
    .then((answer) => (answer.ok ? answer.clone().json() : { permissions: [] }))
    .then(({ permissions }) => (permissions.includes("dataset.read") ? read("/api/v1/datasets") : undefined))
    .catch(() => undefined);
  window.tenonEarly = { "/api/v1/me": me.catch(() => undefined), "/api/v1/datasets": datasets };
})();
