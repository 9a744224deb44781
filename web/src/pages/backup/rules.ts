// Constraints of the whole plan: provinces that must have a backup, the share of one firm, makers that must or must not
// be in; and what to give up where they leave no plan.
import { type Desk, yuanPerWan } from "./model";

interface Need {
  id: string;
  name_zh: string;
  name_en: string;
  /** Of the plan, that meet it. */
  backups: number;
}
/** As a plan reports them. */
export interface PlanRules {
  largest_firm_part: number;
  /** With whom most is reserved; null where nothing is. */
  largest_firm: { firm_id: string; name_zh: string; name_en: string; part: number } | null;
  provinces: Need[];
  locked: Need[];
  banned: Pick<Need, "id" | "name_zh" | "name_en">[];
}
export interface Conflict {
  rule: "province" | "lock" | "firm_part" | "place_part" | "local_part" | "bans" | "budget";
  /** Province code, or product:firm. */
  id: string | null;
  name_zh: string;
  name_en: string;
  /** Giving up this one is enough; otherwise all that are listed have to go. */
  is_enough: boolean;
  /** What meets all others costs at least this; for the budget, the least that is enough. */
  least_cost_cny_a_year: number;
}

const eachProvince = "each";
export type Rule = "lock" | "ban";
type Rules = Pick<Desk, "lock" | "ban">;

export function pairOf(product: string, firm: string): string {
  return `${product}:${firm}`;
}
export function ruleOf(desk: Rules, pair: string): Rule | undefined {
  return desk.lock.includes(pair) ? "lock" : desk.ban.includes(pair) ? "ban" : undefined;
}
/** The same rule again lifts it; the other one takes its place. */
export function toggled(desk: Rules, pair: string, rule: Rule): Rules {
  const without = { lock: desk.lock.filter((one) => one !== pair), ban: desk.ban.filter((one) => one !== pair) };
  return ruleOf(desk, pair) === rule ? without : { ...without, [rule]: [...without[rule], pair] };
}

/** Provinces that are asked for, in the order of `all`. */
export function provincesAsked(prov: readonly string[], all: readonly string[]): string[] {
  return prov.includes(eachProvince) ? [...all] : all.filter((code) => prov.includes(code));
}
/** What stands in the address for these: all of them are “each”. */
export function provincesWritten(asked: readonly string[], all: readonly string[]): string[] {
  return all.length > 0 && all.every((code) => asked.includes(code)) ? [eachProvince] : [...asked];
}

export const noRules = {
  min: 0,
  place: 100,
  local: 0,
  real: false,
  prov: [] as string[],
  firm: 100,
  lock: [] as string[],
  ban: [] as string[],
} as const satisfies Partial<Desk>;

export function hasRules(desk: Desk): boolean {
  return (
    (desk.min > 0 && desk.goal !== "loss") ||
    desk.place < 100 ||
    desk.local > 0 ||
    desk.real ||
    desk.prov.length > 0 ||
    desk.firm < 100 ||
    desk.lock.length > 0 ||
    desk.ban.length > 0
  );
}

/** The desk without what stands in the way; the budget is raised to what is enough. */
export function givenUp(desk: Desk, conflicts: readonly Conflict[], allProvinces: readonly string[]): Partial<Desk> {
  const change: Partial<Desk> = {};
  for (const { rule, id, least_cost_cny_a_year: cost } of conflicts) {
    if (rule === "province") {
      const asked = provincesAsked(change.prov ?? desk.prov, allProvinces);
      change.prov = asked.filter((code) => code !== id);
    } else if (rule === "lock") change.lock = (change.lock ?? desk.lock).filter((pair) => pair !== id);
    else if (rule === "bans") change.ban = [];
    else if (rule === "firm_part") change.firm = 100;
    else if (rule === "place_part") change.place = 100;
    else if (rule === "local_part") change.local = 0;
    else change.b = Math.ceil((cost * 1.0001) / yuanPerWan);
  }
  return change;
}
