// Records and cells of CSV text, with the lines of the file that they stand on.

export interface CsvRecord {
  /** Where it begins in the file, from 1; the header is line 1. */
  line: number;
  text: string;
  /** Where the text begins, as an offset. */
  begin: number;
}

/** Records as they stand, the header first; blank ones are left out, quoted line ends stay inside. */
export function* csvRecords(text: string): Generator<CsvRecord> {
  let line = 1;
  let begin = 0;
  let beginLine = 1;
  let quoted = false;
  for (let i = 0; i <= text.length; ++i) {
    const c = i < text.length ? text.charCodeAt(i) : 10;
    if (c === 34) quoted = !quoted;
    if (c !== 10) continue;
    ++line;
    if (quoted && i < text.length) continue;
    const record = text.slice(begin, i).replace(/\r$/, "");
    if (record.trim() !== "") yield { line: beginLine, text: record, begin };
    begin = i + 1;
    beginLine = line;
  }
}

/** The cells of one record. */
export function csvCells(record: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < record.length; ++i) {
    const c = record[i]!;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (record[i + 1] === '"') {
        cell += '"';
        ++i;
      } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ",") {
      cells.push(cell);
      cell = "";
    } else cell += c;
  }
  cells.push(cell);
  return cells;
}

/** Where the cells of one record begin and end, quotes included. */
export function cellSpans(record: string): [number, number][] {
  const spans: [number, number][] = [];
  let begin = 0;
  let quoted = false;
  for (let i = 0; i <= record.length; ++i) {
    const c = record[i];
    if (c === '"') quoted = !quoted;
    if (i < record.length && (c !== "," || quoted)) continue;
    spans.push([begin, i]);
    begin = i + 1;
  }
  return spans;
}
function csvCell(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
/** The record with another value in one cell; the other cells stay as they were written. */
export function withCell(record: string, column: number, value: string): string {
  const spans = cellSpans(record);
  const cell = csvCell(value);
  const span = spans[column];
  if (span) return record.slice(0, span[0]) + cell + record.slice(span[1]);
  return record + ",".repeat(column - spans.length + 1) + cell;
}
