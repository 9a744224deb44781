// Measures as the runs give them, the decision that leads to a class, and briefs as records.
import type { components } from "@/api/schema";
import { list, type StateOf, text } from "@/frame/url-state";
import { type Comment, type Figures, noWords, type Words } from "./written";

export type RankingRow = components["schemas"]["RankingRow"];
export type RemedyClass = RankingRow["remedy"];
export interface Range {
  value: number;
  low: number;
  high: number;
}
export interface Measure {
  measure: string;
  amount: number;
  zh: string;
  en: string;
  class: RemedyClass;
  makers: string[];
  substitutes: string[];
  region_code: string | null;
  possible: boolean;
  synthetic: boolean;
  supposes_capacity: boolean;
  avoided_cny: Range;
  avoided_value_added_cny: number;
  score_after: number | null;
  cost_once_cny: number | null;
  cost_a_year_cny: number | null;
  annual_cost_cny: number;
  days_to_effect: number;
  days_assumed: boolean;
  who_zh: string;
  who_en: string;
  rank_by_cost: number;
  rank_by_robustness: number;
}
export interface MeasuresOfProduct {
  product_id: string;
  name_zh: string;
  name_en: string;
  primary_zh: string;
  primary_en: string;
  primary_part: number;
  score: number | null;
  dependence_low: number;
  dependence_high: number;
  lost_final_demand_cny: Range;
  partial: boolean;
  measures: Measure[];
  pairs: { first: number; second: number; avoided_cny: number; interaction_cny: number }[];
}
export interface Remedies {
  dataset: string;
  scope: string;
  failure_days: number;
  horizon_days: number;
  break_points: MeasuresOfProduct[];
}

export const remedyFields = { lv: list(), chain: list(), rem: list(), sort: text(), sel: text() };
export type RemedyFilters = StateOf<typeof remedyFields>;

export function rowsOf(rows: readonly RankingRow[], filters: RemedyFilters): RankingRow[] {
  const chosen = filters.lv.length > 0 ? filters.lv : ["red", "orange"];
  return rows.filter(
    (row) =>
      row.subject_kind === "product" &&
      chosen.includes(row.level) &&
      (filters.chain.length === 0 || (row.chain_id !== null && filters.chain.includes(row.chain_id))) &&
      (filters.rem.length === 0 || filters.rem.includes(row.remedy)),
  );
}
export function countClasses(rows: readonly RankingRow[]): Record<RemedyClass, number> {
  const counts: Record<RemedyClass, number> = { supplement: 0, secure: 0, strengthen: 0 };
  for (const row of rows) ++counts[row.remedy];
  return counts;
}

/** Which of two questions were asked on the way to the class, and how they were answered. */
export function answersOf(remedy: RemedyClass): { question: "q1" | "q2"; yes: boolean }[] {
  if (remedy === "supplement") return [{ question: "q1", yes: false }];
  return [
    { question: "q1", yes: true },
    { question: "q2", yes: remedy === "strengthen" },
  ];
}

/** Ranked ones first, by what one yuan avoids; then those without effect; what nobody could do last. */
export function ordered(measures: readonly Measure[]): Measure[] {
  const key = (one: Measure) => (!one.possible ? 2e6 : one.rank_by_cost === 0 ? 1e6 : one.rank_by_cost);
  return [...measures].sort((a, b) => key(a) - key(b));
}
export function perCost(one: Measure): number | undefined {
  return one.possible && one.annual_cost_cny > 0 && one.avoided_cny.value > 0
    ? one.avoided_cny.value / one.annual_cost_cny
    : undefined;
}
/** Whether the runs gave an interval at all. */
export function hasRange(range: Range): boolean {
  return range.high > range.low;
}

export interface Brief {
  dataset: string;
  language: "zh" | "en";
  title: string;
  generated_at: string;
  products: { product_id: string; name_zh: string; name_en: string }[];
  notes: number;
  html: string;
  /** Base64. */
  docx: string;
  pdf: string;
}
/** What a person wrote, and which figures stand in it. */
export interface Written {
  words: Words;
  figures: Figures;
  comments: readonly Comment[];
}
interface RecordHead {
  dataset: { name: string; version: number };
  options: Record<string, unknown>;
  title: string;
  language: "zh" | "en";
}
export interface DraftRecord extends RecordHead, Written {
  draft: true;
  products: Brief["products"];
}
export interface BriefRecord extends Omit<Brief, "dataset">, RecordHead, Partial<Written> {
  draft?: false;
}
export function readBrief(text: string): BriefRecord | DraftRecord | undefined {
  try {
    const value = JSON.parse(text) as BriefRecord | DraftRecord;
    if (!value.dataset?.version) return undefined;
    if (!value.draft) return typeof value.html === "string" ? value : undefined;
    const { words, figures, comments } = value as Partial<DraftRecord>;
    return {
      ...value,
      words: { ...noWords, ...words },
      figures: figures ?? {},
      comments: comments ?? [],
      products: value.products ?? [],
    };
  } catch {
    return undefined;
  }
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; ++i) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
/** How many tables and figures the document has. */
export function contentOf(html: string): { tables: number; figures: number } {
  const count = (pattern: RegExp) => html.match(pattern)?.length ?? 0;
  return { tables: count(/<table\b/g), figures: count(/<figure\b/g) };
}
/** A name for a file that every system takes. */
export function fileName(title: string): string {
  return (
    title
      .replace(/[\\/:*?"<>|]/g, " ")
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, 80) || "brief"
  );
}
