// A drill in the model: the primary sources of a plan's products fail, and the plan as a register stands in.
import { chosenItems, type Plan, type PlanItem, type PlanRecord } from "./model";

interface EngineOutcome {
  first_short_day: number | null;
  users_short: number;
  largest_shortfall: number;
  missing_cny: number;
}
export interface EngineDrill {
  product: string;
  name_zh: string;
  name_en: string;
  /** “none” where it was run. */
  not_run: string;
  passed?: boolean;
  primary?: { name_zh: string; name_en: string; part: number };
  without_backups?: EngineOutcome;
  with_backups?: EngineOutcome;
  saved?: { final_demand_cny: number; value_added_cny: number };
  proposals?: { text_zh: string; text_en: string }[];
}
export interface EngineDrills {
  date: string;
  failure_days: number;
  horizon_days: number;
  tolerance: number;
  summary: { drills: number; passed: number; passed_without_need: number; failed: number; not_run: number };
  drills: EngineDrill[];
}
/** What a kept drill says of its run in the model. */
export interface EngineSummary {
  job: number;
  drills: number;
  passed: number;
}

const head = "id,product,maker,plant,reserved_cny_a_year,ready_days,stock_days,grade,source";

/** The plan as a register, an entry a backup and one a stock. */
export function registerOf(items: readonly PlanItem[], source: string): string {
  const rows: string[] = [];
  const add = (cells: readonly (string | number)[]) =>
    rows.push([`P${String(rows.length + 1).padStart(4, "0")}`, ...cells, "M", source].join(","));
  for (const item of items) {
    for (const one of item.backups)
      add([item.product_id, one.firm_id, one.region_code ?? "", one.reserved_cny_a_year, one.ready_days, ""]);
    const days = item.gap_cny_a_year > 0 ? item.stock_cny / (item.gap_cny_a_year / 365) : 0;
    if (days > 0.01) add([item.product_id, "", "", "", "", days]);
  }
  return `${[head, ...rows].join("\n")}\n`;
}

export function engineRequest(id: number, plan: PlanRecord, failureDays: number): Record<string, unknown> | undefined {
  const items = chosenItems({ items: plan.lines } as Plan);
  if (items.length === 0) return undefined;
  return {
    dataset: plan.dataset.name,
    version: plan.dataset.version,
    register: registerOf(items, `plan ${id}`),
    products: items.map((item) => item.product_id),
    failure_days: failureDays,
    real_makers_only: plan.options.real_makers_only === true || undefined,
  };
}

/** Those that fail first, then by what is missing. */
export function worstFirst(drills: readonly EngineDrill[]): EngineDrill[] {
  const place = (one: EngineDrill) => (one.passed === false ? 0 : one.passed ? 1 : 2);
  const missing = (one: EngineDrill) => one.with_backups?.missing_cny ?? 0;
  return [...drills].sort((a, b) => place(a) - place(b) || missing(b) - missing(a));
}
