// Why for a candidate, and why against it: sentences made of its fields, and of nothing else.
import { full, percent } from "@/design/number";
import { type Language, nameIn } from "@/text";
import type { candidateTexts } from "./candidateTexts";
import { yuan } from "./format";
import type { Candidate } from "./model";

type Words = typeof candidateTexts.zh;

export function daysText(low: number, high: number): string {
  return low === high ? full(low, 0) : `${full(low, 0)}–${full(high, 0)}`;
}
/** From the call to the first delivery. */
export function readyDays(candidate: Candidate): { low: number; high: number; assumed: boolean } {
  const { lead_days: lead, qualification_days: qualification } = candidate;
  return {
    low: lead.low + qualification.low,
    high: lead.high + qualification.high,
    assumed: lead.is_assumption || qualification.is_assumption,
  };
}

export function reasonsFor(candidate: Candidate, t: Words, language: Language): string[] {
  const reasons: string[] = [];
  const { spare_cny_a_year: spare, relatedness, input_coverage: coverage } = candidate;
  if (spare) reasons.push(t.why.spare(yuan(spare, language)));
  if (candidate.status === "qualified") reasons.push(t.why.qualified);
  const ready = readyDays(candidate);
  if (!ready.assumed) reasons.push(t.why.ready(daysText(ready.low, ready.high)));
  reasons.push(t.why.near(t.tiers[candidate.tier]));
  if (candidate.shared.length === 0) reasons.push(t.why.independent);
  if (candidate.kind === "related" && candidate.related_product && relatedness)
    reasons.push(t.why.relatedTo(candidate.related_product, full(relatedness, 2)));
  if (candidate.kind === "related" && coverage) reasons.push(t.why.covers(percent(coverage, 0)));
  return reasons;
}

export function reasonsAgainst(candidate: Candidate, t: Words, language: Language): string[] {
  const reasons: string[] = [];
  if (candidate.fails_with_primary) reasons.push(t.against.fails);
  for (const one of candidate.shared) reasons.push(nameIn(language, { name_zh: one.zh, name_en: one.en }));
  if (candidate.kind === "related") reasons.push(t.against.related);
  if (candidate.spare_cny_a_year === null || candidate.spare_cny_a_year === undefined)
    reasons.push(t.against.unverified);
  if (candidate.kind === "maker" && candidate.status !== "qualified")
    reasons.push(t.against.status(t.statuses[candidate.status as keyof Words["statuses"]] ?? candidate.status));
  if (readyDays(candidate).assumed) reasons.push(t.against.assumedDays);
  if (candidate.synthetic) reasons.push(t.against.fictional);
  if (candidate.grade === "C" || candidate.grade === "M") reasons.push(t.against.weak(candidate.grade));
  return reasons.length > 0 ? reasons : [t.against.none];
}
