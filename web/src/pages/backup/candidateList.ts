// The order of candidates, and what goes into a file of them.
import type { Column } from "@/design/table/columns";
import { type Language, nameIn } from "@/text";
import { knownParts } from "./candidateEvidence";
import type { candidateTexts } from "./candidateTexts";
import type { Candidate } from "./model";
import { readyDays, reasonsAgainst, reasonsFor } from "./reasons";

export const sortBys = ["fit", "spare", "ready", "price", "certainty"] as const;
export type SortBy = (typeof sortBys)[number];

/** Smaller is better; undefined: not known, comes last. */
function order(row: Candidate, by: SortBy): number | undefined {
  switch (by) {
    case "fit":
      return row.rank;
    case "spare":
      return row.spare_cny_a_year == null ? undefined : -row.spare_cny_a_year;
    case "ready":
      return readyDays(row).low + readyDays(row).high;
    case "price":
      return row.unit_cost ?? undefined;
    case "certainty":
      return -knownParts(row).known;
  }
}
export function sorted(rows: readonly Candidate[], by: SortBy): Candidate[] {
  const last = Number.POSITIVE_INFINITY;
  return [...rows].sort((a, b) => {
    const [x, y] = [order(a, by) ?? last, order(b, by) ?? last];
    return x === y ? a.rank - b.rank : x - y;
  });
}

export function candidateColumns(t: typeof candidateTexts.zh, language: Language): Column<Candidate>[] {
  const column = (id: string, title: string, value: Column<Candidate>["value"], unit?: string): Column<Candidate> => ({
    id,
    title,
    width: 0,
    value,
    unit,
  });
  return [
    column("rank", t.rank, (row) => row.rank),
    column("firm_id", "ID", (row) => row.firm_id),
    column("firm", t.firm, (row) => nameIn(language, row)),
    column("fit", t.fit, (row) => row.score.value),
    column("fit_low", `${t.fit} ↓`, (row) => row.score.low),
    column("fit_high", `${t.fit} ↑`, (row) => row.score.high),
    column("spare", t.spare, (row) => row.spare_cny_a_year, "CNY"),
    column("ready_low", `${t.readyDays} ↓`, (row) => readyDays(row).low, t.days),
    column("ready_high", `${t.readyDays} ↑`, (row) => readyDays(row).high, t.days),
    column("unit_cost", t.unitCost, (row) => row.unit_cost),
    column("grade", t.evidence, (row) => row.grade),
    column("year", t.year, (row) => row.year),
    column("source", t.source, (row) => row.source),
    column("for", t.reasonsFor, (row) => reasonsFor(row, t, language).join("; ")),
    column("against", t.reasonsAgainst, (row) => reasonsAgainst(row, t, language).join("; ")),
  ];
}
