// Mends of a chosen file: cells that were typed anew and rows that are left out. Lines keep their numbers, so that the
// server's line 37 stays line 37 of the user's file.
import { csvCells, csvRecords, withCell } from "./csv";

export interface Mend {
  /** Mends that were made together are undone together. */
  batch: number;
  /** Where the record begins; the header is 1. */
  line: number;
  /** Of the cell, from 0; without one the whole record is meant. */
  column?: number;
  /** Without it the row is left out. */
  to?: string;
  /** What stood there. */
  was: string;
}
export interface MendedFile {
  text: string;
  header: readonly string[];
  rows: number;
  mends?: readonly Mend[];
}

// A quote that is never closed swallows the rest of a file; such a record is no row to be mended here.
const mostLines = 20;
const lineEnds = (text: string) => text.split("\n").length - 1;

// The header is made with the text and stays the same object while a file is mended.
const kept = new WeakMap<readonly string[], ReadonlyMap<number, string>>();
function recordsOf(file: MendedFile): ReadonlyMap<number, string> {
  const found = kept.get(file.header);
  if (found) return found;
  const made = new Map<number, string>();
  for (const { line, text } of csvRecords(file.text)) if (lineEnds(text) < mostLines) made.set(line, text);
  kept.set(file.header, made);
  return made;
}
/** The record as it was read. */
export function originalAt(file: MendedFile, line: number): string | undefined {
  return recordsOf(file).get(line);
}

const mendsAt = (file: MendedFile, line: number) => (file.mends ?? []).filter((one) => one.line === line);
const applied = (record: string, mends: readonly Mend[]) =>
  mends.reduce<string | undefined>(
    (text, mend) =>
      text === undefined || mend.to === undefined
        ? undefined
        : mend.column === undefined
          ? mend.to
          : withCell(text, mend.column, mend.to),
    record,
  );
export const isLeavingOut = (mend: Mend) => mend.to === undefined;
export function isLeftOut(file: MendedFile, line: number): boolean {
  return mendsAt(file, line).some(isLeavingOut);
}
/** The record with its mends; nothing where there is none, or where it is left out. */
export function recordAt(file: MendedFile, line: number): string | undefined {
  const record = originalAt(file, line);
  return record === undefined ? undefined : applied(record, mendsAt(file, line));
}
export function headerOf(file: MendedFile): string[] {
  if (!mendsAt(file, 1).length) return file.header.map((name) => name.trim());
  return csvCells(recordAt(file, 1) ?? "").map((name) => name.trim());
}
export function columnOf(file: MendedFile, name: string): number | undefined {
  const column = headerOf(file).indexOf(name);
  return column < 0 ? undefined : column;
}
/** Without a column the whole record. */
export function cellAt(file: MendedFile, line: number, column: number | undefined): string | undefined {
  const record = recordAt(file, line);
  return record === undefined || column === undefined ? record : (csvCells(record)[column] ?? "");
}

const made = new WeakMap<readonly Mend[], string>();
/** What is sent: the text as it was read, with its mends. Rows that are left out become empty lines. */
export function sentText(file: MendedFile): string {
  const mends = file.mends;
  if (!mends || mends.length === 0) return file.text;
  const found = made.get(mends);
  if (found !== undefined) return found;
  const byLine = new Map<number, Mend[]>();
  for (const mend of mends) byLine.set(mend.line, [...(byLine.get(mend.line) ?? []), mend]);
  let text = "";
  let from = 0;
  for (const record of csvRecords(file.text)) {
    const ofLine = byLine.get(record.line);
    if (!ofLine) continue;
    const now = applied(record.text, ofLine) ?? "";
    text += file.text.slice(from, record.begin) + now + "\n".repeat(lineEnds(record.text) - lineEnds(now));
    from = record.begin + record.text.length;
  }
  text += file.text.slice(from);
  made.set(mends, text);
  return text;
}
export function leftOut(file: MendedFile): number[] {
  const lines = (file.mends ?? []).filter(isLeavingOut).map((one) => one.line);
  return [...new Set(lines)].sort((a, b) => a - b);
}
/** Rows that are sent. */
export function rowsOf(file: MendedFile): number {
  return file.rows - leftOut(file).length;
}

const nextBatch = (file: MendedFile) => 1 + Math.max(0, ...(file.mends ?? []).map((one) => one.batch));
const oneLine = (value: string) => value.replace(/\s*[\r\n]+\s*/g, " ").trim();

/** The same value into cells of several lines, as one mend. */
export function withMended<F extends MendedFile>(
  file: F,
  cells: readonly { line: number; column: number | undefined; to: string }[],
): F {
  const batch = nextBatch(file);
  const more: Mend[] = [];
  for (const { line, column, to } of cells) {
    const was = cellAt(file, line, column);
    if (was !== undefined && was !== oneLine(to))
      more.push({ batch, line, to: oneLine(to), was, ...(column === undefined ? {} : { column }) });
  }
  return more.length > 0 ? { ...file, mends: [...(file.mends ?? []), ...more] } : file;
}
export function withLeftOut<F extends MendedFile>(file: F, lines: readonly number[]): F {
  const batch = nextBatch(file);
  const more: Mend[] = [];
  for (const line of new Set(lines)) {
    const was = recordAt(file, line);
    if (line > 1 && was !== undefined) more.push({ batch, line, was });
  }
  return more.length > 0 ? { ...file, mends: [...(file.mends ?? []), ...more] } : file;
}
export function withoutBatch<F extends MendedFile>(file: F, batch: number): F {
  return { ...file, mends: (file.mends ?? []).filter((one) => one.batch !== batch) };
}
/** The last batch that touched the line. */
export function batchAt(file: MendedFile, line: number): number | undefined {
  return mendsAt(file, line).at(-1)?.batch;
}

/** The column of remarks that a downloaded file carries; it is left out when the file comes back. */
export const annotation = "批注 remarks";
export function dropAnnotation(text: string): string {
  let out = "";
  let from = 0;
  let at: number | undefined;
  for (const record of csvRecords(text)) {
    const cells = csvCells(record.text);
    if (at === undefined) {
      at = cells.findIndex((cell) => cell.trim() === annotation);
      if (at < 0 || at !== cells.length - 1) return text;
    }
    const keeps = cells.length > at ? withoutLast(record.text) : record.text;
    out += text.slice(from, record.begin) + keeps;
    from = record.begin + record.text.length;
  }
  return out + text.slice(from);
}
function withoutLast(record: string): string {
  let quoted = false;
  let comma = record.length;
  for (let i = 0; i < record.length; ++i) {
    if (record[i] === '"') quoted = !quoted;
    else if (record[i] === "," && !quoted) comma = i;
  }
  return record.slice(0, comma);
}
/** The whole file as it stands, with remarks at the end of the rows that have one; rows left out are there, too. */
export function annotatedText(file: MendedFile, remarks: ReadonlyMap<number, string>): string {
  const columns = headerOf(file).length;
  let text = "";
  let from = 0;
  for (const record of csvRecords(file.text)) {
    const now = recordAt(file, record.line) ?? record.text;
    const remark = record.line === 1 ? annotation : (remarks.get(record.line) ?? "");
    const short = Math.max(0, columns - csvCells(now).length);
    text += file.text.slice(from, record.begin) + withCell(now, csvCells(now).length + short, remark);
    from = record.begin + record.text.length;
  }
  return text + file.text.slice(from);
}
/** The name that a column has, else its number. */
export function columnName(file: MendedFile, column: number): string {
  return headerOf(file)[column] || String(column + 1);
}
