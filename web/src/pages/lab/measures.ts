// What a second run does against the same shocks: stocks and switching as another scenario, plants and purchases as edits of
// the network (docs/methods_what_if.md).
import { readScenario, sameScenario, withValue } from "./scenario";

export type Measure =
  | { kind: "stock"; product: string; days: number }
  | { kind: "switching" }
  | { kind: "plant"; product: string; region: string; capacity: number }
  | { kind: "localise"; product: string; share: number }
  /** An edit that the form has no fields for. */
  | { kind: "edit"; cells: Record<string, string> };
export type MeasureKind = Measure["kind"];

const columns = [
  "op",
  "firm",
  "sector",
  "other",
  "other_sector",
  "weight",
  "share",
  "factor",
  "days",
  "class",
  "mode",
  "name",
  "location",
] as const;

const quoted = (cell: string) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

function cellsOf(measure: Measure, place: number): Record<string, string> | undefined {
  if (measure.kind === "plant") {
    return {
      op: "build_plant",
      name: `lab plant ${place + 1}`,
      sector: measure.product,
      location: measure.region,
      weight: String(measure.capacity),
    };
  }
  if (measure.kind === "localise") return { op: "localise", sector: measure.product, share: String(measure.share) };
  return measure.kind === "edit" ? measure.cells : undefined;
}

/** The edits as CSV; empty where no measure is one. */
export function editsOf(measures: readonly Measure[]): string {
  const rows = measures.map(cellsOf).filter((cells) => cells !== undefined);
  if (rows.length === 0) return "";
  const used: string[] = columns.filter((column) => rows.some((row) => row[column]));
  const lines = [used, ...rows.map((row) => used.map((column) => quoted(row[column] ?? "")))];
  return `${lines.map((line) => line.join(",")).join("\n")}\n`;
}

/** The scenario of the second run. Makers that stand by deliver only to those who may switch to them. */
export function withMeasures(text: string, measures: readonly Measure[]): string {
  let next = text;
  for (const measure of measures) {
    if (measure.kind === "stock") next = withValue(next, ["inventories", "by_product", measure.product], measure.days);
  }
  const switches = measures.some((measure) => measure.kind === "switching" || measure.kind === "plant");
  return switches && !readScenario(next).form?.switching.enabled
    ? withValue(next, ["policy", "switching", "enabled"], true)
    : next;
}

/** What is sent of the measures beside the scenario that they stand against. */
export function measureMembers(text: string, measures: readonly Measure[]) {
  if (measures.length === 0) return {};
  const edits = editsOf(measures);
  const second = withMeasures(text, measures);
  return {
    ...(edits === "" || !sameScenario(second, text) ? { compare_scenario: second } : {}),
    ...(edits === "" ? {} : { edits }),
  };
}

/** Rows of a CSV text, quotes undone. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  for (let i = 0; i < text.length; ++i) {
    const at = text[i];
    if (isQuoted) {
      if (at !== '"') cell += at;
      else if (text[i + 1] === '"') {
        cell += at;
        ++i;
      } else isQuoted = false;
    } else if (at === '"') isQuoted = true;
    else if (at === "," || at === "\n") {
      rows.at(-1)?.push(cell);
      cell = "";
      if (at === "\n") rows.push([]);
    } else if (at !== "\r") cell += at;
  }
  if (cell !== "" || (rows.at(-1)?.length ?? 0) > 0) rows.at(-1)?.push(cell);
  return rows.filter((row) => row.some((one) => one !== ""));
}

function measureOf(cells: Record<string, string>): Measure {
  const { op, sector = "", location = "", weight, share, firm } = cells;
  if (op === "build_plant" && !firm && weight && sector && location)
    return { kind: "plant", product: sector, region: location, capacity: Number(weight) };
  if (op === "localise" && sector) return { kind: "localise", product: sector, share: Number(share) };
  return { kind: "edit", cells };
}

/** The measures of a run that was kept. */
export function measuresOf(first: string, second: string | undefined, edits: string | undefined): Measure[] {
  const found: Measure[] = [];
  const [a, b] = [readScenario(first).form, second ? readScenario(second).form : undefined];
  if (a && b) {
    const before = new Map(a.stocks.map((stock) => [stock.product, stock.days]));
    for (const { product, days } of b.stocks) {
      if (before.get(product) !== days) found.push({ kind: "stock", product, days });
    }
  }
  const [head = [], ...rows] = csvRows(edits ?? "");
  for (const row of rows) {
    found.push(measureOf(Object.fromEntries(head.flatMap((name, i) => (row[i] ? [[name.trim(), row[i]]] : [])))));
  }
  if (a && b?.switching.enabled && !a.switching.enabled && !found.some((one) => one.kind === "plant"))
    found.unshift({ kind: "switching" });
  return found;
}
