// What a table needs to know of its columns, and what follows from it: order, text for copying and export.
import type { ReactNode } from "react";

export interface Column<Row> {
  id: string;
  title: string;
  /** The column's one unit; stands in the header and in exports. */
  unit?: string;
  /** Pixels at normal text size. */
  width: number;
  align?: "left" | "right";
  /** What is sorted, copied and exported; null where it is missing. */
  value: (row: Row) => string | number | null | undefined;
  /** What it is sorted by, where that is not the value: severity of a level. */
  order?: (row: Row) => string | number | null | undefined;
  /** Stays in place when the table is scrolled sideways; leading columns only. The first one always does. */
  frozen?: boolean;
  /** What is shown; the value as it is where left out. */
  cell?: (row: Row) => ReactNode;
  /** A second line in the header: a scale, for strips. */
  axis?: ReactNode;
  /** Best first on the first click. */
  worstFirst?: boolean;
  sortable?: boolean;
  /** Shown only where chosen in the column chooser. */
  optional?: boolean;
  /** May take the room that is left. */
  grows?: boolean;
}

export interface Sort {
  column: string;
  down: boolean;
}
/** “-score” is score, descending; as it stands in the query string. */
export function readSort(text: string): Sort | undefined {
  if (!text) return undefined;
  return text.startsWith("-") ? { column: text.slice(1), down: true } : { column: text, down: false };
}
export function writeSort(sort: Sort | undefined): string {
  return sort ? (sort.down ? "-" : "") + sort.column : "";
}

/** Sorted copy; equal rows keep their order, missing values come last in either direction. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | undefined,
  language: string,
): readonly Row[] {
  const column = sort && columns.find((one) => one.id === sort.column);
  if (!sort || !column) return rows;
  const collator = new Intl.Collator(language === "zh" ? "zh-CN" : "en", { numeric: true });
  const keyed = rows.map((row, i) => ({ row, i, value: (column.order ?? column.value)(row) }));
  const isMissing = (value: unknown) => value === null || value === undefined || value === "";
  keyed.sort((a, b) => {
    if (isMissing(a.value) || isMissing(b.value))
      return Number(isMissing(a.value)) - Number(isMissing(b.value)) || a.i - b.i;
    const order =
      typeof a.value === "number" && typeof b.value === "number"
        ? a.value - b.value
        : collator.compare(String(a.value), String(b.value));
    return (sort.down ? -order : order) || a.i - b.i;
  });
  return keyed.map((one) => one.row);
}

function header<Row>(column: Column<Row>): string {
  return column.unit ? `${column.title} (${column.unit})` : column.title;
}
export function asTsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const clean = (value: unknown) => String(value ?? "").replace(/[\t\r\n]+/g, " ");
  return [
    columns.map((column) => clean(header(column))),
    ...rows.map((row) => columns.map((column) => clean(column.value(row)))),
  ]
    .map((cells) => cells.join("\t"))
    .join("\n");
}
/** Comma-separated with the source and version in its first lines. A cell that a spreadsheet would run gets a quote before it. */
export function asCsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[], notes: readonly string[]): string {
  const cell = (value: unknown) => {
    let text = String(value ?? "");
    if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  const lines = [
    ...notes.map((note) => `# ${note.replace(/[\r\n]+/g, " ")}`),
    columns.map((column) => cell(header(column))).join(","),
    ...rows.map((row) => columns.map((column) => cell(column.value(row))).join(",")),
  ];
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

export function download(name: string, content: BlobPart, type: string) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** The left edge of each frozen column, in pixels; undefined for those that scroll. */
export function frozenEdges<Row>(columns: readonly Column<Row>[], scale: number): (number | undefined)[] {
  let edge = 0;
  let frozen = true;
  return columns.map((column, i) => {
    frozen &&= i === 0 || column.frozen === true;
    if (!frozen) return undefined;
    const left = edge;
    edge += column.width * scale;
    return left;
  });
}
