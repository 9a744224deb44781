// Records of governance and work plans, as the API gives them inside of free objects (docs/formats.md).
import type { components } from "@/api/schema";

export type GovernanceAnswer = components["schemas"]["ChainGovernance"];
export type PlanAnswer = components["schemas"]["WorkPlan"];

interface Lead {
  region: string;
  since: string;
  source?: string;
}
interface ChairTerm {
  region: string;
  from: string;
  until?: string;
}
export const artefactStates = ["missing", "draft", "in_review", "approved"] as const;
export interface Artefact {
  type: string;
  state: (typeof artefactStates)[number];
  due?: string;
  record?: number;
  file?: string;
  note?: string;
}
interface Signature {
  region: string;
  by: string;
  on: string;
}
export interface Governance {
  chain: string;
  leads: Lead[];
  participants: string[];
  chair: { order: string[]; terms: ChairTerm[] };
  artefacts: Artefact[];
  countersigned_by: Signature[];
}
export const itemStates = ["open", "running", "done", "dropped"] as const;
export interface PlanItem {
  id: string;
  what: string;
  who: string;
  by?: string;
  state: (typeof itemStates)[number];
  note?: string;
}
export interface WorkPlan {
  chain: string;
  year: number;
  goals?: string;
  items: PlanItem[];
  countersigned_by?: Signature[];
}
export interface Dictionary {
  id: string;
  name: { zh: string; en: string };
  entries: {
    id: string;
    name: { zh: string; en: string };
    official: boolean;
    note?: { zh: string; en: string };
  }[];
}

export const governanceOf = (answer: GovernanceAnswer) => answer.governance as unknown as Governance;
export const planOf = (answer: PlanAnswer) => answer.plan as unknown as WorkPlan;

/** Without members that are empty: they are faults to the server, not “nothing”. */
export function tidy<T>(value: T): T {
  if (Array.isArray(value)) return value.map(tidy) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined && part !== "" && part !== null)
      .map(([key, part]) => [key, tidy(part)]),
  ) as T;
}

/** An artefact as the record has it; what it says nothing of is missing. */
export function withArtefact(governance: Governance, type: string, change: Partial<Artefact>): Governance {
  const found = governance.artefacts.find((one) => one.type === type);
  const next: Artefact = { type, state: "missing", ...found, ...change };
  return {
    ...governance,
    artefacts: found
      ? governance.artefacts.map((one) => (one.type === type ? next : one))
      : [...governance.artefacts, next],
  };
}

/** The next free id of an item: i1, i2 … */
export function freshId(items: readonly PlanItem[]): string {
  const taken = new Set(items.map((one) => one.id));
  for (let n = items.length + 1; ; ++n) if (!taken.has(`i${n}`)) return `i${n}`;
}
