// Faults of a dry run as people work through them: by kind, with the line of their own file, in their language.
import type { components } from "@/api/schema";
import type { ChosenFile } from "./files";
import { leftOut, rowsOf } from "./mend";
import { flagMeant, numberMeant } from "./suggest";

export type FileFault = components["schemas"]["FileFault"];
const faultKinds = [
  "columns",
  "reference",
  "duplicate",
  "code",
  "choice",
  "number",
  "missing",
  "shape",
  "other",
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** The first part of the server's code. */
export function kindOf(fault: FileFault): FaultKind {
  const first = fault.code?.split(".")[0];
  return faultKinds.find((kind) => kind === first) ?? "other";
}

/** A value that the cell probably meant. */
export function suggestionFor(fault: FileFault, cell: string): string | undefined {
  const kind = kindOf(fault);
  if (fault.suggestion) return fault.suggestion === cell ? undefined : fault.suggestion;
  if (kind !== "number") return undefined;
  return fault.code === "number.flag" ? flagMeant(cell) : numberMeant(cell, fault.column);
}

export interface FaultGroup {
  kind: FaultKind;
  faults: readonly FileFault[];
}
export function groupFaults(faults: readonly FileFault[]): FaultGroup[] {
  return faultKinds
    .map((kind) => ({ kind, faults: faults.filter((fault) => kindOf(fault) === kind) }))
    .filter((group) => group.faults.length > 0);
}

export interface Outcome {
  rows: number;
  /** Rows with a fault, rows that are only to be looked at, and the rest. */
  out: number;
  look: number;
  in: number;
  /** Rows that are not sent. */
  left: number;
}
export const baseName = (file: string) => file.replace(/^.*[\\/]/, "");
const placesOf = (faults: readonly FileFault[], given: ReadonlySet<string>) =>
  new Set(faults.filter((f) => f.line > 1 && given.has(baseName(f.file))).map((f) => `${baseName(f.file)}:${f.line}`));

/** Rows of the given files by what becomes of them. */
export function outcomeOf(
  files: readonly ChosenFile[],
  faults: readonly FileFault[],
  warnings: readonly FileFault[],
): Outcome {
  const given = new Set(files.map((file) => file.as ?? ""));
  const rows = files.reduce((sum, file) => sum + rowsOf(file), 0);
  const left = files.reduce((sum, file) => sum + leftOut(file).length, 0);
  const bad = placesOf(faults, given);
  const odd = [...placesOf(warnings, given)].filter((place) => !bad.has(place));
  return { rows, out: bad.size, look: odd.length, in: rows - bad.size - odd.length, left };
}

/** What is said of each line of a file. */
export function remarksOf(file: ChosenFile, said: readonly { fault: FileFault; words: string }[]): Map<number, string> {
  const remarks = new Map<number, string>();
  for (const { fault, words } of said) {
    if (baseName(fault.file) !== file.as || fault.line < 2) continue;
    const before = remarks.get(fault.line);
    const one = fault.column ? `${fault.column}: ${words}` : words;
    remarks.set(fault.line, before ? `${before}; ${one}` : one);
  }
  return remarks;
}
