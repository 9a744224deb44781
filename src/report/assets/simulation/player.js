// The day: a slider that can be dragged, typed, stepped and played. Nothing plays by itself.

const SPEEDS = [2, 4, 8, 16];
let playing = 0;

function setDay(day, options) {
  const next = Math.min(lastDay, Math.max(0, Math.round(day)));
  if (!Number.isFinite(next)) return;
  if (!(options && options.playing)) stopPlaying();
  if (next === state.day && !(options && options.force)) { showDay(); return; }
  state.day = next;
  showDay();
  followDay();
  hideTip();
  if (!(options && (options.playing || options.quiet))) writeAddress();
}
function showDay() {
  const slider = byId("p-day"), number = byId("p-number");
  slider.value = state.day;
  slider.style.setProperty("--at", (lastDay ? 100 * state.day / lastDay : 0) + "%");
  slider.setAttribute("aria-valuetext", `${dayText(state.day)}, ${daySentence()}`);
  if (document.activeElement !== number) number.value = state.day;
  byId("p-say").textContent = daySentence();
}
function daySentence() {
  return runs.map((run) => {
    const level = run.lines.output.levels[state.day];
    return (isComparing ? run.letter + " " : "") + (level === undefined ? levelWords(level) : t("产出 ", "output ") + changeFigure(level - 1));
  }).join(t("，", ", "));
}

function stopPlaying() {
  if (!playing) return;
  clearTimeout(playing);
  playing = 0;
  showPlayButton();
  byId("p-say").setAttribute("aria-live", "polite");
  writeAddress();
}
// One day at a time, every frame drawn: nothing is skipped or smoothed.
function startPlaying() {
  if (state.day >= lastDay) setDay(0, { quiet: true });
  byId("p-say").setAttribute("aria-live", "off");
  const step = () => {
    setDay(state.day + 1, { playing: true });
    if (state.day >= lastDay) stopPlaying(); else playing = setTimeout(step, 1000 / state.speed);
  };
  playing = setTimeout(step, 1000 / state.speed);
  showPlayButton();
}
function togglePlaying() { if (playing) stopPlaying(); else startPlaying(); }
function showPlayButton() {
  const button = byId("p-play");
  button.textContent = playing ? t("❚❚ 暂停", "❚❚ Pause") : t("▶ 播放", "▶ Play");
  button.setAttribute("aria-pressed", playing ? "true" : "false");
}

function setRun(index) {
  if (index === state.run || !runs[index]) return;
  state.run = index;
  drawPlayer();
  drawRunViews();
  writeAddress();
}

function drawPlayer() {
  const keepFocus = document.activeElement && byId("player").contains(document.activeElement) ? document.activeElement.id : "";
  const step = (id, text, label, days) => el("button", { type: "button", id, "aria-label": label, title: label, on: { click: () => setDay(state.day + days) } }, text);
  const toWorst = runs[state.run].worst;
  fill(byId("player"),
    el("button", { type: "button", id: "p-play", class: "primary", "aria-pressed": "false", on: { click: togglePlaying } }),
    el("span", { class: "steps" },
      step("p-week-back", "«", t("后退一周", "back a week"), -7), step("p-back", "‹", t("前一天", "a day back"), -1),
      step("p-next", "›", t("后一天", "a day on"), 1), step("p-week", "»", t("前进一周", "a week on"), 7)),
    el("label", { class: "typed" }, t("第", "Day"), el("input", { id: "p-number", type: "number", min: 0, max: lastDay, inputmode: "numeric", "aria-label": t("第几天", "day"),
      on: { change: (event) => setDay(+event.target.value), keydown: (event) => { if (event.key === "Enter") setDay(+event.target.value); } } }), t(`天 / ${lastDay}`, `of ${lastDay}`)),
    el("span", { class: "track" },
      el("input", { id: "p-day", type: "range", min: 0, max: lastDay, step: 1, "aria-label": t("推演日", "day of the simulation"),
        on: { input: (event) => setDay(+event.target.value, { quiet: true }), change: () => writeAddress(), keydown: (event) => {
          const weeks = { PageUp: 7, PageDown: -7 }[event.key] || (event.shiftKey ? { ArrowRight: 7, ArrowUp: 7, ArrowLeft: -7, ArrowDown: -7 }[event.key] : 0);
          if (weeks) { event.preventDefault(); setDay(state.day + weeks); }
        } } }),
      el("output", { id: "p-say", "aria-live": "polite" })),
    toWorst >= 0 ? el("button", { type: "button", id: "p-worst", on: { click: () => setDay(toWorst) } }, t("最严重日", "Worst day")) : null,
    el("select", { id: "p-speed", "aria-label": t("速度", "Speed"), title: t("速度", "Speed"), on: { change: (event) => { state.speed = +event.target.value; store.set("speed", state.speed); } } },
      SPEEDS.map((speed) => el("option", { value: speed, selected: speed === state.speed }, t(`${speed} 天/秒`, `${speed} days/s`)))),
    isComparing ? el("span", { class: "segmented", role: "group", "aria-label": t("图上显示哪次推演", "run shown in the pictures") }, runs.map((run) =>
      el("button", { type: "button", id: "p-run-" + run.letter, "aria-pressed": run.index === state.run ? "true" : "false", on: { click: () => setRun(run.index) } }, runMark(run), " ", name(run)))) : null);
  byId("player").setAttribute("aria-label", t("回放", "Playback"));
  showPlayButton();
  showDay();
  if (keepFocus && byId(keepFocus)) byId(keepFocus).focus({ preventScroll: true });
}
