// Where boxes, names and links are drawn. Places depend on the columns and the window alone, never on filters.
import type { components } from "@/api/schema";

export type ChainView = components["schemas"]["ChainView"];
export type ChainBox = ChainView["boxes"][number];
export type ChainLink = ChainView["links"][number];

export const variables = ["level", "exposure", "importance", "recovery", "localisation", "makers"] as const;
export type Variable = (typeof variables)[number];

export interface Geometry {
  width: number;
  height: number;
  boxWidth: number;
  boxHeight: number;
  x: (column: number) => number;
  y: (column: number, row: number) => number;
}
const head = 26;
const edge = 30;
const foot = 8;

/** Fills the room it is given, within what can still be read: two lines of a name need 34 pixels. */
export function geometry(counts: readonly number[], room: { width: number; height: number }): Geometry {
  const columns = Math.max(1, counts.length);
  const rows = Math.max(1, ...counts);
  const gapX = Math.max(22, Math.min(64, (room.width - 2 * edge) / columns / 5));
  const boxWidth = Math.max(116, Math.min(208, (room.width - 2 * edge - gapX * (columns - 1)) / columns));
  const step = Math.max(39, Math.min(58, (room.height - head - foot) / rows));
  const boxHeight = step - (step > 46 ? 10 : 5);
  const all = rows * step;
  return {
    width: 2 * edge + columns * boxWidth + (columns - 1) * gapX,
    height: head + all + foot,
    boxWidth,
    boxHeight,
    x: (column) => edge + column * (boxWidth + gapX),
    y: (column, row) => head + (all - (counts[column] ?? 0) * step) / 2 + row * step,
  };
}

/** The geometry, and the scale at which all of it is seen; below 0.8 one scrolls instead. */
export function fitted(
  counts: readonly number[],
  room: { width: number; height: number },
): { g: Geometry; fit: number } {
  const first = geometry(counts, room);
  const least = (needed: number, given: number) => (given > 0 ? Math.min(1, given / needed) : 1);
  const fit = Math.max(0.8, Math.min(least(first.width, room.width), least(first.height, room.height)));
  return { g: geometry(counts, { width: room.width / fit, height: room.height / fit }), fit };
}

const wide = /[\u2e80-\u9fff\uff00-\uffef]/;
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const c of text) width += wide.test(c) ? size : size * (/[A-Z0-9%&]/.test(c) ? 0.64 : 0.53);
  return width;
}

/** A name in one or two lines; what does not fit ends in …, the whole is in the title. */
export function lines(name: string, width: number, size: number): string[] {
  if (textWidth(name, size) <= width) return [name];
  // Chinese breaks anywhere, Latin between words.
  const parts = name.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*/g) ?? [name];
  const out = ["", ""];
  let line = 0;
  for (const part of parts) {
    if (line === 0 && out[0] !== "" && textWidth((out[0] + part).trimEnd(), size) > width) line = 1;
    out[line] += part;
  }
  return out.filter(Boolean).map((text) => cut(text.trim(), width, size));
}

function cut(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  let kept = text;
  while (kept.length > 1 && textWidth(`${kept}…`, size) > width) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

export interface Shown {
  value: number;
  low?: number;
  high?: number;
}
/** The chosen variable of a box as a place on 0–1, with what is known of its spread. */
export function shown(box: ChainBox, variable: Variable): Shown | undefined {
  if (variable === "makers") return { value: Math.min(1, box.makers_in_scope / 10) };
  if (variable === "localisation") {
    const { low, high } = box.localisation ?? {};
    if (low == null && high == null) return undefined;
    const from = (low ?? high ?? 0) / 100;
    const to = (high ?? low ?? 0) / 100;
    return { value: (from + to) / 2, low: from, high: to };
  }
  return box[variable === "level" ? "score" : variable] ?? undefined;
}

/** One of five classes with fixed limits, 1 the least; undefined where nothing is known. Makers: 0, 1, 2–3, 4–7, 8 on. */
export function classOf(box: ChainBox, variable: Variable): 1 | 2 | 3 | 4 | 5 | undefined {
  if (variable === "makers") {
    const n = box.makers_in_scope;
    return n === 0 ? 1 : n === 1 ? 2 : n < 4 ? 3 : n < 8 ? 4 : 5;
  }
  const one = shown(box, variable);
  return one && (Math.min(5, Math.floor(one.value * 5 + 1e-9) + 1) as 1 | 2 | 3 | 4 | 5);
}
export const unitLimits = [0, 0.2, 0.4, 0.6, 0.8, 1];
export const makerLimits = ["0", "1", "2–3", "4–7", "≥8"];

/** Three widths: the worse the level of what is supplied, the wider. */
export function linkWidth(level: string | undefined): number {
  return level === "red" || level === "orange" ? 2.6 : level === "yellow" ? 1.8 : 1;
}

export function linkPath(x1: number, y1: number, x2: number, y2: number): string {
  // Back to the left, or within one column, it swings out.
  const bend = x2 > x1 ? Math.max(14, (x2 - x1) / 2) : 46;
  return `M${x1.toFixed(1)} ${y1.toFixed(1)}C${(x1 + bend).toFixed(1)} ${y1.toFixed(1)} ${(x2 - bend).toFixed(1)} ${y2.toFixed(1)} ${x2.toFixed(1)} ${y2.toFixed(1)}`;
}

type Placed = Pick<ChainBox, "id" | "column" | "row">;
/** Where an arrow key leads: up and down its column, left to an input and right to a user, the nearest by row. */
export function neighbourOf(
  key: string,
  at: string,
  boxes: readonly Placed[],
  links: readonly Pick<ChainLink, "input_id" | "product_id">[],
): string | undefined {
  const here = boxes.find((box) => box.id === at);
  if (!here) return undefined;
  if (key === "ArrowUp" || key === "ArrowDown") {
    const row = here.row + (key === "ArrowUp" ? -1 : 1);
    return boxes.find((box) => box.column === here.column && box.row === row)?.id;
  }
  const left = key === "ArrowLeft";
  const ids = links
    .filter((link) => (left ? link.product_id : link.input_id) === at)
    .map((link) => (left ? link.input_id : link.product_id));
  const near = (box: Placed) => Math.abs(box.column - here.column) * 100 + Math.abs(box.row - here.row);
  return boxes.filter((box) => ids.includes(box.id)).sort((a, b) => near(a) - near(b) || a.row - b.row)[0]?.id;
}

export type Mark = "new" | "gone" | "changed";
/** What is new and what changed level between two versions of a chain; what is gone has no place in the newer picture. */
export function compare(
  now: readonly ChainBox[],
  before: readonly ChainBox[],
): { marks: Map<string, Mark>; gone: ChainBox[]; was: Map<string, string> } {
  const old = new Map(before.map((box) => [box.id, box]));
  const marks = new Map<string, Mark>();
  const was = new Map<string, string>();
  for (const box of now) {
    const other = old.get(box.id);
    if (!other) marks.set(box.id, "new");
    else if (other.level !== box.level) {
      marks.set(box.id, "changed");
      was.set(box.id, other.level);
    }
  }
  const kept = new Set(now.map((box) => box.id));
  const gone = before.filter((box) => !kept.has(box.id));
  for (const box of gone) marks.set(box.id, "gone");
  return { marks, gone, was };
}

/** The columns next to each other with the largest share of red and orange boxes. */
export function thinnest(
  view: Pick<ChainView, "boxes" | "columns">,
): { from: number; to: number; n: number } | undefined {
  const bad = view.columns.map(
    (_, c) => view.boxes.filter((box) => box.column === c && (box.level === "red" || box.level === "orange")).length,
  );
  const most = Math.max(0, ...bad);
  if (most === 0) return undefined;
  const at = bad.indexOf(most);
  // A neighbour in the same segment that is nearly as bad belongs to it.
  const next = (c: number) => view.columns[c]?.segment === view.columns[at]?.segment && (bad[c] ?? 0) >= most * 0.75;
  const from = next(at - 1) ? at - 1 : at;
  const to = next(at + 1) ? at + 1 : at;
  return { from, to, n: bad.slice(from, to + 1).reduce((a, b) => a + b, 0) };
}
