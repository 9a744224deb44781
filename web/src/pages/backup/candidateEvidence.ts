// What stands behind each figure of a candidate: value, what it means, inputs with source, year and grade.
import { full, interval, signed } from "@/design/number";
import type { Evidence, EvidenceInput } from "@/frame/Evidence";
import { type Language, nameIn } from "@/text";
import { candidateTexts } from "./candidateTexts";
import { yuan } from "./format";
import type { Candidate } from "./model";
import { daysText, readyDays } from "./reasons";

const partOrder = ["capacity", "independence", "maturity", "time", "cost"] as const;
export type Figure = "fit" | "spare" | "ready" | "price" | "certainty";

/** +6 % over the median of the product's makers. */
export function priceText(unitCost: number): string {
  return `${signed((unitCost - 1) * 100, 0)}%`;
}
/** How many of the parts of the score rest on figures. */
export function knownParts(candidate: Candidate): { known: number; all: number } {
  const parts = partOrder.flatMap((part) => candidate.parts[part] ?? []);
  return { known: parts.filter((part) => part.known).length, all: parts.length };
}

export function evidenceOf(figure: Figure, row: Candidate, language: Language, version: string): Evidence {
  const t = candidateTexts[language];
  const source = row.source || version;
  const status = t.statuses[row.status as keyof typeof t.statuses] ?? row.status;
  // A figure of the maker's own record carries the record's source, year and grade; what the method assumes is of grade M.
  const stated = (label: string, value: string, notes: readonly string[] = []): EvidenceInput => ({
    label,
    value,
    year: row.year,
    source,
    grade: row.grade || undefined,
    notes: row.synthetic ? [...notes, t.fictional] : notes,
  });
  const assumed = (label: string, value: string): EvidenceInput => ({
    label,
    value,
    source: t.policySource,
    grade: "M",
    notes: [t.assumed],
  });
  const missing = (label: string, why: string): EvidenceInput => ({ label, value: "—", source, notes: [why] });
  const part = (name: (typeof partOrder)[number]): EvidenceInput[] => {
    const factor = row.parts[name];
    if (!factor) return [];
    const value = interval(factor.value, factor.low, factor.high, language);
    const notes = factor.known ? [] : [t.unknown];
    return [{ label: t.partOf(t.parts[name]), value, source: version, computed: true, notes }];
  };
  const evidence = (value: string, meaning: string, inputs: readonly EvidenceInput[], formula?: string): Evidence => ({
    title: `${nameIn(language, row)} · ${t.figures[figure]}`,
    value,
    meaning,
    formula,
    inputs,
    version,
  });
  const spare = row.spare_cny_a_year;
  const ready = readyDays(row);
  const days = (label: string, known: Candidate["lead_days"]) =>
    (known.is_assumption ? assumed : stated)(label, `${daysText(known.low, known.high)} ${t.days}`);
  switch (figure) {
    case "spare":
      return evidence(
        spare == null ? t.spareWhy : `${yuan(spare, language)}${t.aYear}`,
        t.meanings.spare,
        [spare == null ? missing(t.spare, t.spareWhy) : stated(t.spare, yuan(spare, language)), ...part("capacity")],
        t.formulas.spare,
      );
    case "ready":
      return evidence(
        `${daysText(ready.low, ready.high)} ${t.days}`,
        t.meanings.ready,
        [
          days(t.lead, row.lead_days),
          days(t.qualification, row.qualification_days),
          stated(t.status, status),
          ...part("time"),
        ],
        `${daysText(row.lead_days.low, row.lead_days.high)} + ${daysText(row.qualification_days.low, row.qualification_days.high)} = ${daysText(ready.low, ready.high)} ${t.days}`,
      );
    case "price":
      return evidence(
        row.unit_cost == null ? t.costWhy : priceText(row.unit_cost),
        t.meanings.price,
        [
          row.unit_cost == null ? missing(t.price, t.costWhy) : stated(t.unitCost, full(row.unit_cost, 2)),
          ...part("cost"),
        ],
        row.unit_cost == null ? undefined : `${full(row.unit_cost, 2)} − 1 = ${priceText(row.unit_cost)}`,
      );
    case "certainty": {
      const { known, all } = knownParts(row);
      return evidence(
        t.certaintyValue(row.grade || "—", known, all),
        t.meanings.certainty,
        [stated(t.record, status), ...partOrder.flatMap(part)],
        t.formulas.certainty(interval(row.score.value, row.score.low, row.score.high, language, 3)),
      );
    }
    case "fit":
      return evidence(
        interval(row.score.value, row.score.low, row.score.high, language, 3),
        `${t.fitHint}. ${t.evidenceMeaning}`,
        [...partOrder.flatMap(part), stated(t.record, status)],
        `${partOrder.map((name) => (row.parts[name] ? full(row.parts[name].value, 2) : "—")).join(" × ")} = ${full(row.score.value, 3)}`,
      );
  }
}
