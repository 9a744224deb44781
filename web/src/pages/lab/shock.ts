// Shocks and what holds for all of them, as a form shows them; days and shares as the scenario format writes them.
export const kinds = ["link", "import", "capacity", "demand"] as const;
export type Kind = (typeof kinds)[number];
export const selectors = [
  "products",
  "chains",
  "firms",
  "regions",
  "countries",
  "suppliers",
  "customers",
  "from_regions",
  "to_regions",
  "sectors",
] as const;
export type Selector = (typeof selectors)[number];
/** The selectors that the format knows for each kind. */
export const selectorsOf: Record<Kind, readonly Selector[]> = {
  capacity: ["products", "chains", "firms", "regions", "sectors"],
  import: ["products", "chains", "firms", "countries", "sectors"],
  link: ["products", "chains", "suppliers", "customers", "from_regions", "to_regions", "sectors"],
  demand: ["products", "chains", "firms", "regions", "sectors"],
};
export const curves = ["step", "linear", "fixed_rate", "convex", "exponential", "concave", "network_damped"] as const;
export type Curve = (typeof curves)[number];
export const rationings = [
  "proportional",
  "final_demand_last",
  "lowest_ratio_first",
  "lowest_ratio_first_final_demand_last",
] as const;
export const orderRules = ["follows_demand", "target_follows_output", "target_fixed", "never_reduce"] as const;

export type Bilingual = string | { zh?: string; en?: string };
export interface Shock {
  id: string;
  name?: Bilingual;
  kind: Kind;
  target: Partial<Record<Selector, string[]>>;
  start: number;
  duration: number;
  /** A share for losses, what is added to 1 for demand; null: the text holds none that can be read. */
  size: number | null;
  curve: Curve;
  recoveryDays: number | null;
  note?: string;
  hasSource: boolean;
}
export interface Switching {
  enabled: boolean;
  default_lead_time_days: number;
  trial_qualification_days: number;
  potential_qualification_days: number;
  trigger_share: number;
  largest_share: number;
}
export interface ScenarioForm {
  id: string;
  name: Bilingual;
  horizon: number;
  defaultDays: number;
  stocks: { product: string; days: number }[];
  rationing: string;
  orders: string;
  adjustment: number;
  switching: Switching;
  shocks: Shock[];
}
/** 90, "90d", "90天", "3w", "3周". */
export function daysOf(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  const found = /^\s*(\d+(?:\.\d+)?)\s*(d|w|天|周)?\s*$/.exec(String(value ?? ""));
  return found ? Number(found[1]) * (found[2] === "w" || found[2] === "周" ? 7 : 1) : null;
}
/** 0.3, "30%", "+20%". */
export function shareOf(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  const found = /^\s*([+-]?\d+(?:\.\d+)?)\s*(%)?\s*$/.exec(String(value ?? ""));
  if (!found) return null;
  return found[2] ? Number((Number(found[1]) / 100).toPrecision(12)) : Number(found[1]);
}
export const asPercent = (share: number) => `${Number((share * 100).toPrecision(12))}%`;

export const switchingDefaults: Switching = {
  enabled: false,
  default_lead_time_days: 30,
  trial_qualification_days: 90,
  potential_qualification_days: 360,
  trigger_share: 0.05,
  largest_share: 1,
};
