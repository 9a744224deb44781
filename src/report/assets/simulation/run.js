// The runs under readable names: levels by day of everything that is drawn, and the nodes behind them.

const HIT_BELOW = 0.99, STOPPED_BELOW = 0.01;
Object.assign(state, { day: 0, run: 0, chain: 0, selected: null, metric: "output", citySize: "share", cityToday: false, ownScale: false });

const DIGIT = new Map(Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", (c, i) => [c.charCodeAt(0), i]));
// Levels of a series, 1 = normal; null where nothing is made.
function decodeLevels(text, characters, count) {
  if (text === "" && count > 0) return null;
  const levels = new Float64Array(count).fill(1);
  if (text === "=" || text === "") return levels;
  const normal = 64 ** characters / 2;
  for (let day = 0; day < count; ++day) {
    let code = 0;
    for (let i = 0; i < characters; ++i) code = code * 64 + DIGIT.get(text.charCodeAt(day * characters + i));
    levels[day] = code / normal;
  }
  return levels;
}

const chains = data.chains, provinces = data.provinces, cities = data.cities;
cities.forEach((city, index) => { city.index = index; });
for (const product of products) product.normal = product.own;

const runs = data.runs.map((run, index) => {
  const many = (list, characters) => list.map((text) => decodeLevels(text, characters, run.days));
  const line = (total) => ({ normal: total.normal, levels: decodeLevels(total.levels, 3, run.days) || new Float64Array(run.days).fill(1) });
  return { ...run, index, lines: { output: line(run.output), valueAdded: line(run.valueAdded), finalConsumption: line(run.finalConsumption) },
    chain: many(run.chain, 3), province: many(run.province, 3), city: many(run.city, 3), product: many(run.product, 2) };
});
const isComparing = runs.length > 1;
const dayCount = Math.max(1, ...runs.map((run) => run.days));
const horizon = Math.max(...runs.map((run) => run.horizon));
const lastDay = dayCount - 1;
const runName = (run) => isComparing ? run.letter + " " + name(run) : t("本次推演", "this run");
const runMark = (run) => isComparing ? el("i", { class: "run " + run.letter }, run.letter) : null;
const dayText = (day) => t(`第 ${day} 天`, `day ${day}`);

// The shocks of all runs, each once; `of`: the run that alone has it.
const eventKey = (event) => [event.zh, event.en, event.start, event.end, event.last].join("|");
const hasEvent = (run, event) => run.events.some((other) => eventKey(other) === eventKey(event));
const allEvents = runs.flatMap((run) => run.events.filter((event) => run.index === 0 || !hasEvent(runs[0], event))
  .map((event) => ({ ...event, of: runs.every((other) => hasEvent(other, event)) ? "" : run.letter })));

const FLAG_OUTSIDE = 1, FLAG_SYNTHETIC = 2, CAUSE = { none: 0, capacity: 1, input: 2, demand: 3 };
const causeRecord = (c) => c ? { kind: c[0], next: c[1], event: c[2], inputs: c[3] } : null;
const nodes = data.nodes.map(([position, z, e, product, city, flags, ...outcomes], index) => ({
  index, position, zh: z, en: e || z, product, city, outside: (flags & FLAG_OUTSIDE) !== 0, synthetic: (flags & FLAG_SYNTHETIC) !== 0,
  outcomes: outcomes.map((o) => o === 0 ? null
    : { hit: o[0], stop: o[1], stoppedDays: o[2], worstDay: o[3], worst: o[4], lost: o[5], hitCause: causeRecord(o[6]), stopCause: causeRecord(o[7]) }),
}));
const nodeAt = new Map(nodes.map((node) => [node.position, node]));
const nodesOfProduct = products.map(() => []), nodesOfCity = cities.map(() => []);
for (const node of nodes) {
  if (node.product >= 0) nodesOfProduct[node.product].push(node);
  if (node.city >= 0 && !node.outside) nodesOfCity[node.city].push(node);
}

// Level on a day; null where nothing is made, undefined where the run was stopped before.
const levelOn = (levels, day) => levels ? levels[day] : null;
const isKnown = (level) => level !== null && level !== undefined;
function levelWords(level) {
  if (level === null) return t("无产出数据", "no output data");
  if (level === undefined) return t("未算到", "not computed");
  if (level < STOPPED_BELOW) return t("停产", "stopped");
  return t("产出 ", "output ") + percentFigure(level);
}

// The first day below normal, the first day stopped, and the day from which it is normal again to the end (-1: none).
function spellOf(levels, stop) {
  if (!levels) return { hit: -1, stop: -1, back: -1 };
  const hit = levels.findIndex((level) => level < HIT_BELOW);
  let after = levels.length;
  while (after > 0 && levels[after - 1] >= HIT_BELOW) --after;
  return { hit, stop: stop === undefined ? levels.findIndex((level) => level < STOPPED_BELOW) : stop, back: hit < 0 || after >= levels.length ? -1 : after };
}
for (const run of runs) {
  run.productSpells = products.map((product) => spellOf(run.product[product.index], run.stops[product.index]));
  run.citySpells = cities.map((city) => spellOf(run.city[city.index]));
}

// Views that follow the day: drawing a view sets its hook, the player calls them all.
const dayHooks = {};
function followDay() { for (const hook of Object.values(dayHooks)) hook(state.day); }
