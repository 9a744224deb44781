// What was decided on rows once is not asked again: by what the row says, whatever its file is called. Nothing of the
// row is kept but a number made from it, and the value that was put in.
import { shelve, shelved } from "@/frame/shelf";
import { csvCells, csvRecords } from "./csv";
import type { ChosenFile } from "./files";
import { type Mend, originalAt, recordAt } from "./mend";

interface Step {
  /** Of the cell, by its name in the file; without one the whole row. */
  column?: string;
  /** Without it the row is left out. */
  to?: string;
}
export interface Decisions {
  /** Which file of the dataset a header stands for. */
  as: Record<string, string>;
  /** By header and record. */
  rows: Record<string, readonly Step[]>;
}
export const noDecisions: Decisions = { as: {}, rows: {} };
const mostRows = 5000;

/** 53 bits of a text, well mixed. */
function mark(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; ++i) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 2654435761);
    b = Math.imul(b ^ c, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
const headerMark = (file: ChosenFile) => mark(file.header.map((name) => name.trim()).join("\n"));
const rowMark = (file: ChosenFile, record: string) => mark(`${headerMark(file)}\n${record}`);

/** The decisions with those that were made on the files. */
export function learned(decisions: Decisions, files: readonly ChosenFile[]): Decisions {
  const as = { ...decisions.as };
  const rows = { ...decisions.rows };
  for (const file of files) {
    if (file.as) as[headerMark(file)] = file.as;
    for (const line of new Set((file.mends ?? []).map((one) => one.line))) {
      const record = originalAt(file, line);
      if (record === undefined) continue;
      const key = rowMark(file, record);
      delete rows[key];
      rows[key] = stepsAt(file, line);
    }
  }
  const newest = Object.entries(rows).slice(-mostRows);
  return { as, rows: Object.fromEntries(newest) };
}
// Of several mends of one cell the last; of a header the name that the file itself gave the column.
function stepsAt(file: ChosenFile, line: number): Step[] {
  const mends = (file.mends ?? []).filter((one) => one.line === line);
  const record = recordAt(file, line);
  if (record === undefined) return [{}];
  if (mends.some((one) => one.column === undefined)) return [{ to: record }];
  const last = new Map(mends.map((one) => [one.column ?? 0, one.to ?? ""]));
  return [...last].map(([column, to]) => ({ column: file.header[column]?.trim() ?? "", to }));
}

/** The file with what was decided on such rows before; as one mend, which can be taken back. */
export function recalled(decisions: Decisions, file: ChosenFile): ChosenFile {
  if (!file.encoding) return file;
  const as = file.as ?? decisions.as[headerMark(file)];
  const header = file.header.map((name) => name.trim());
  const ofHeader = headerMark(file);
  const mends: Mend[] = [];
  for (const record of csvRecords(file.text)) {
    for (const step of decisions.rows[mark(`${ofHeader}\n${record.text}`)] ?? []) {
      if (step.column === undefined) {
        mends.push({
          batch: 1,
          line: record.line,
          was: record.text,
          ...(step.to === undefined ? {} : { to: step.to }),
        });
        continue;
      }
      const column = header.indexOf(step.column);
      if (column < 0) continue;
      mends.push({ batch: 1, line: record.line, column, to: step.to ?? "", was: csvCells(record.text)[column] ?? "" });
    }
  }
  if (mends.length === 0) return as ? { ...file, as } : file;
  const others = (file.mends ?? []).filter((one) => !mends.some((m) => m.line === one.line && m.column === one.column));
  return { ...file, ...(as ? { as } : {}), mends: [...mends, ...others], recalled: true };
}

const keyOf = (account: string, dataset: string) => `${account}:${dataset}`;
export async function keptDecisions(account: string, dataset: string): Promise<Decisions> {
  return (await shelved<Decisions>("decisions", keyOf(account, dataset))) ?? noDecisions;
}
export async function learn(account: string, dataset: string, files: readonly ChosenFile[]): Promise<void> {
  const before = await keptDecisions(account, dataset);
  await shelve("decisions", keyOf(account, dataset), learned(before, files));
}
