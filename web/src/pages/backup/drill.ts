// A table-top drill: steps made of a plan, each with a clock and a verdict, and the record that comes of them.
import type { Language } from "@/text";
import { nameIn } from "@/text";
import { drillTexts } from "./drillTexts";
import type { EngineSummary } from "./engineDrill";
import { yuan } from "./format";
import { chosenItems, type PlanRecord } from "./model";

export interface DrillStep {
  text: string;
  /** Milliseconds since 1970; null: not begun, not ended. */
  started: number | null;
  ended: number | null;
  passed: boolean | null;
  note: string;
}
export interface DrillDraft {
  plan: number;
  revision: number;
  name: string;
  participants: string;
  steps: DrillStep[];
}
export type Outcome = "passed" | "passed_with_findings" | "failed";
export interface DrillRecord {
  held_on: string;
  outcome: Outcome;
  summary: string;
  plan?: { record: number; revision: number };
  /** The same plan in the model. */
  engine?: EngineSummary;
  participants?: string[];
  findings?: string[];
  steps?: { text: string; seconds: number | null; passed: boolean; note: string }[];
}

const mostItems = 12;

/** The steps that a plan asks for: the dearest items first. */
export function stepsOfPlan(plan: PlanRecord, language: Language): DrillStep[] {
  const d = drillTexts[language];
  const texts = [d.stepAnnounce];
  const items = chosenItems({ items: plan.lines } as Parameters<typeof chosenItems>[0]).slice(0, mostItems);
  for (const item of items) {
    const product = nameIn(language, item);
    for (const backup of item.backups) {
      const firm = nameIn(language, backup);
      texts.push(d.stepCall(firm, product));
      texts.push(d.stepReady(firm, String(Math.round(backup.ready_days)), yuan(backup.reserved_cny_a_year, language)));
    }
    if (item.stock_cny > 0) texts.push(d.stepStock(product, yuan(item.stock_cny, language)));
  }
  texts.push(d.stepReport);
  return texts.map((text) => ({ text, started: null, ended: null, passed: null, note: "" }));
}

export function outcomeOf(steps: readonly DrillStep[]): Outcome {
  if (steps.some((step) => step.passed === false)) return "failed";
  return steps.some((step) => step.note.trim() !== "") ? "passed_with_findings" : "passed";
}

/** 02:05, 1:02:05; of what runs still, until now. */
export function clockText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}
/** From the first start to the last end. */
export function totalTime(steps: readonly DrillStep[], now: number): number {
  const starts = steps.flatMap((step) => (step.started === null ? [] : [step.started]));
  if (starts.length === 0) return 0;
  const runs = steps.some((step) => step.started !== null && step.ended === null);
  const ends = steps.flatMap((step) => (step.ended === null ? [] : [step.ended]));
  return (runs ? now : Math.max(...ends)) - Math.min(...starts);
}

export function drillRecord(draft: DrillDraft, day: string, language: Language, engine?: EngineSummary): DrillRecord {
  const d = drillTexts[language];
  const passed = draft.steps.filter((step) => step.passed).length;
  return {
    held_on: day,
    outcome: outcomeOf(draft.steps),
    summary: d.summaryValue(passed, draft.steps.length, clockText(totalTime(draft.steps, 0))),
    plan: { record: draft.plan, revision: draft.revision },
    ...(engine ? { engine } : {}),
    participants: draft.participants
      .split(/[、，,;；]/)
      .map((one) => one.trim())
      .filter(Boolean),
    findings: draft.steps.filter((step) => step.note.trim()).map((step) => `${step.text}: ${step.note.trim()}`),
    steps: draft.steps.map((step) => ({
      text: step.text,
      seconds: step.started === null || step.ended === null ? null : Math.round((step.ended - step.started) / 1000),
      passed: step.passed === true,
      note: step.note.trim(),
    })),
  };
}
export function readDrill(text: string): DrillRecord | undefined {
  try {
    const value = JSON.parse(text) as DrillRecord;
    return typeof value.outcome === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
