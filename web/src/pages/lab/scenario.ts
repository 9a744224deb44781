// A scenario as text (YAML, docs/formats.md) and as what a form shows of it. The text is the scenario: the form reads it
// and writes single values back into it, so comments, notes, sources and whatever the form does not know stay.
import { type Document, isMap, isSeq, LineCounter, parseDocument, visit } from "yaml";
import {
  asPercent,
  type Bilingual,
  type Curve,
  curves,
  daysOf,
  type Kind,
  kinds,
  type ScenarioForm,
  type Selector,
  type Shock,
  selectors,
  selectorsOf,
  shareOf,
  switchingDefaults,
} from "./shock";

export interface Fault {
  line?: number;
  column?: number;
  /** As "events[0].kind". */
  path?: string;
  message: string;
}
export interface Reading {
  faults: Fault[];
  /** Absent where the text cannot be read as a scenario at all. */
  form?: ScenarioForm;
  value: unknown;
}

function namesOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(String);
}
// biome-ignore lint/suspicious/noExplicitAny: the text may hold anything
type Any = any;

function shockOf(event: Any): Shock {
  const kind: Kind = kinds.includes(event?.kind) ? event.kind : "link";
  const target: Shock["target"] = {};
  for (const one of selectors) if (event?.target?.[one] !== undefined) target[one] = namesOf(event.target[one]);
  const curve: Curve = curves.includes(event?.recovery?.curve) ? event.recovery.curve : "step";
  return {
    id: String(event?.id ?? ""),
    name: event?.name,
    kind,
    target,
    start: daysOf(event?.start_day) ?? 0,
    duration: daysOf(event?.duration_days) ?? 0,
    size: shareOf(kind === "demand" ? event?.change : event?.loss),
    curve,
    recoveryDays: curve === "step" ? null : daysOf(event?.recovery?.days),
    note: event?.note === undefined ? undefined : String(event.note),
    hasSource: event?.source !== undefined,
  };
}

function formOf(value: Any): ScenarioForm | undefined {
  if (typeof value !== "object" || value === null || !Array.isArray(value.events)) return undefined;
  const policy = value.policy ?? {};
  const found = policy.switching ?? {};
  return {
    id: String(value.id ?? ""),
    name: value.name ?? "",
    horizon: daysOf(value.horizon_days) ?? 365,
    defaultDays: daysOf(value.inventories?.default_days) ?? 15,
    stocks: Object.entries(value.inventories?.by_product ?? {}).map(([product, days]) => ({
      product,
      days: daysOf(days) ?? 0,
    })),
    rationing: String(policy.rationing ?? "proportional"),
    orders: String(policy.orders ?? "follows_demand"),
    adjustment: daysOf(policy.order_adjustment_days) ?? 6,
    switching: {
      enabled: found.enabled === true,
      default_lead_time_days: daysOf(found.default_lead_time_days) ?? switchingDefaults.default_lead_time_days,
      trial_qualification_days: daysOf(found.trial_qualification_days) ?? switchingDefaults.trial_qualification_days,
      potential_qualification_days:
        daysOf(found.potential_qualification_days) ?? switchingDefaults.potential_qualification_days,
      trigger_share: shareOf(found.trigger_share) ?? switchingDefaults.trigger_share,
      largest_share: shareOf(found.largest_share) ?? switchingDefaults.largest_share,
    },
    shocks: value.events.map(shockOf),
  };
}

export function readScenario(text: string): Reading {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = doc.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { line, column: col, message: error.message };
  });
  if (faults.length > 0) return { faults, value: undefined };
  let value: unknown;
  try {
    value = doc.toJS();
  } catch (error) {
    return { faults: [{ message: (error as Error).message }], value: undefined };
  }
  return { faults, form: formOf(value), value };
}

// Aliases written out, so that what they point to may go.
function withoutAliases(doc: Document) {
  visit(doc, {
    Alias(_, node) {
      const found = node.resolve(doc);
      if (!found) return undefined;
      const copy = found.clone() as typeof found;
      if ("anchor" in copy) copy.anchor = undefined;
      return copy;
    },
  });
}

function edited(text: string, change: (doc: Document) => void): string {
  const doc = parseDocument(text) as unknown as Document;
  if (doc.errors.length > 0) return text;
  change(doc);
  try {
    return doc.toString({ lineWidth: 118 });
  } catch {
    const again = parseDocument(text) as unknown as Document;
    withoutAliases(again);
    change(again);
    return again.toString({ lineWidth: 118 });
  }
}

type Path = readonly (string | number)[];

/** One value into the text; undefined takes it out, and the mappings that it leaves empty. */
export function withValue(text: string, path: Path, value: unknown): string {
  return edited(text, (doc) => {
    if (value !== undefined) {
      doc.setIn(path, value);
      return;
    }
    doc.deleteIn(path);
    for (let up = path.slice(0, -1); up.length > 0; up = up.slice(0, -1)) {
      const node = doc.getIn(up);
      if (!isMap(node) || node.items.length > 0) break;
      doc.deleteIn(up);
    }
  });
}

export interface ShockInput {
  id: string;
  name?: Bilingual;
  kind: Kind;
  target: Partial<Record<Selector, string[]>>;
  start_day: number;
  duration_days: number;
  loss?: string;
  change?: string;
  recovery?: { curve: Curve; days?: number };
}

/** An id that the text does not use yet. */
function freeId(text: string, wish: string): string {
  const used = new Set(readScenario(text).form?.shocks.map((one) => one.id));
  const base = (/^[A-Za-z]/.test(wish) ? wish : `e_${wish}`).replace(/[^A-Za-z0-9_.-]/g, "_").slice(0, 56);
  let id = base;
  for (let n = 2; used.has(id); ++n) id = `${base}_${n}`;
  return id;
}

export function withShock(text: string, shock: ShockInput): string {
  return edited(text, (doc) => {
    const events = doc.get("events");
    if (!isSeq(events)) doc.set("events", doc.createNode([shock]));
    else {
      if (events.items.length === 0) events.flow = false;
      events.add(doc.createNode(shock));
    }
  });
}
export function withoutShock(text: string, index: number): string {
  return edited(text, (doc) => {
    doc.deleteIn(["events", index]);
    const events = doc.get("events");
    if (isSeq(events) && events.items.length === 0) doc.set("events", doc.createNode([], { flow: true }));
  });
}
export function withCopy(text: string, index: number): string {
  const id = freeId(text, readScenario(text).form?.shocks[index]?.id ?? "e");
  return edited(text, (doc) => {
    const value = (doc.toJS() as Any).events[index];
    const events = doc.get("events");
    if (isSeq(events)) events.items.splice(index + 1, 0, doc.createNode({ ...value, id }));
  });
}
/** Another kind: selectors and sizes that it does not know are turned into those it does, or go. */
export function withKind(text: string, index: number, kind: Kind): string {
  const shock = readScenario(text).form?.shocks[index];
  if (!shock || shock.kind === kind) return text;
  const moved: Partial<Record<Selector, string[]>> = {};
  const twins: Partial<Record<Selector, Selector>> = {
    regions: "from_regions",
    from_regions: "regions",
    to_regions: "regions",
    firms: "suppliers",
    suppliers: "firms",
    customers: "firms",
  };
  for (const [key, names] of Object.entries(shock.target) as [Selector, string[]][]) {
    const twin = twins[key];
    const to = selectorsOf[kind].includes(key) ? key : twin && selectorsOf[kind].includes(twin) ? twin : undefined;
    if (to) moved[to] = [...(moved[to] ?? []), ...names];
  }
  return edited(text, (doc) => {
    const at = ["events", index];
    doc.setIn([...at, "kind"], kind);
    doc.setIn([...at, "target"], doc.createNode(moved));
    const size = Math.abs(shock.size ?? 0.5) || 0.5;
    doc.deleteIn([...at, kind === "demand" ? "loss" : "change"]);
    if (kind === "demand") doc.setIn([...at, "change"], `-${asPercent(Math.min(1, size))}`);
    else if (shock.kind === "demand") doc.setIn([...at, "loss"], asPercent(Math.min(1, size)));
    if (kind !== "capacity" && shock.curve === "network_damped") doc.setIn([...at, "recovery", "curve"], "linear");
  });
}
export function withTarget(text: string, index: number, selector: Selector, names: readonly string[]): string {
  return withValue(text, ["events", index, "target", selector], names.length > 0 ? [...names] : undefined);
}
export function withCurve(text: string, index: number, curve: Curve): string {
  const days = readScenario(text).form?.shocks[index]?.recoveryDays ?? 30;
  return withValue(
    text,
    ["events", index, "recovery"],
    curve === "step" ? undefined : { curve, days: Math.max(1, days) },
  );
}

/** What is sent: the text without the shocks that are muted. */
export function effective(text: string, muted: readonly string[]): string {
  const off = new Set(muted);
  const doc = parseDocument(text);
  const events = doc.get("events");
  if (off.size === 0 || doc.errors.length > 0 || !isSeq(events)) return text;
  const places = (doc.toJS() as Any).events.flatMap((event: Any, i: number) => (off.has(String(event?.id)) ? [i] : []));
  if (places.length === 0) return text;
  return places.reduceRight((rest: string, index: number) => withoutShock(rest, index), text);
}

export function emptyScenario(name: { zh: string; en: string }): string {
  return `id: my_scenario\nname:\n  zh: ${name.zh}\n  en: ${name.en}\nhorizon_days: 365\nevents: []\n`;
}

export interface Subject {
  kind: "product" | "firm" | "city" | "region" | "chain" | "country";
  id: string;
}
/** "product:ICIC-08" as links between pages name it; several by commas. */
export function subjectsOf(text: string): Subject[] {
  return text.split(",").flatMap((one) => {
    const found = /^(product|firm|city|region|chain|country):(.+)$/.exec(one.trim());
    return found ? [{ kind: found[1] as Subject["kind"], id: found[2]! }] : [];
  });
}
/** A first guess for a shock on something: the user changes it in place. */
export function shockOn(text: string, subject: Subject, kind?: Kind): ShockInput {
  const usual: Record<Subject["kind"], Kind> = {
    product: "link",
    firm: "capacity",
    city: "capacity",
    region: "capacity",
    chain: "demand",
    country: "import",
  };
  const is = kind ?? usual[subject.kind];
  const wish: Record<Subject["kind"], readonly Selector[]> = {
    product: ["products"],
    chain: ["chains"],
    firm: ["firms", "suppliers"],
    city: ["regions", "from_regions"],
    region: ["regions", "from_regions"],
    country: ["countries", "from_regions", "regions"],
  };
  const selector = wish[subject.kind].find((one) => selectorsOf[is].includes(one)) ?? "products";
  return {
    id: freeId(text, `${is}_${subject.id}`),
    kind: is,
    target: { [selector]: [subject.id] },
    start_day: 0,
    duration_days: 30,
    ...(is === "demand" ? { change: "+20%" } : { loss: "50%" }),
  };
}

/** The faults that the server tells: lines of `scenario:27: error: column 11 'events[0].kind' found …: expected …`. */
export function faultsOf(detail: string): Fault[] {
  const found: Fault[] = [];
  for (const line of detail.split("\n")) {
    const part = /(?<!_)scenario:(\d+): error: (?:column (\d+) )?(?:'([^']*)' )?(.*)$/.exec(line);
    if (part)
      found.push({
        line: Number(part[1]),
        column: part[2] ? Number(part[2]) : undefined,
        path: part[3],
        message: part[4]!,
      });
  }
  return found;
}

/** Of the measures: lines of `edits:2: error: …`. */
export function editFaultsOf(detail: string): string[] {
  return detail
    .split("\n")
    .flatMap((line) => /(?:^|\s|")edits:\d+: error: (?:column \d+ )?(.*)$/.exec(line)?.[1] ?? []);
}

/** Whether two texts say the same, whatever their comments and their way to write it. */
export function sameScenario(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [readScenario(a), readScenario(b)];
  if (!left.form || !right.form) return false;
  return JSON.stringify(sorted(left.value)) === JSON.stringify(sorted(right.value));
}
function sorted(value: Any): Any {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
