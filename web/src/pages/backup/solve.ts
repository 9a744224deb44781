// Plans of the desk: what covers all at least cost bounds the ladder; the ladder and the exact plan follow.
import { useEffect, useMemo, useState } from "react";
import { useJob } from "@/api/jobs";
import { useMe } from "@/frame/session";
import { useUrlState } from "@/frame/url-state";
import {
  changesOf,
  type Desk,
  deskFields,
  inTwo,
  isUnsolved,
  type Ladder,
  ladderBudgets,
  moreBudget,
  type Plan,
  requestOf,
  stepAt,
  stepsOf,
  withReasons,
  yuanPerWan,
} from "./model";

const longestBudget = 100_000_000;

interface Shown {
  /** All constraints, and what plans of them share. */
  key: string;
  ground: string;
  budget: number;
  plan: Plan;
}
export interface Compared {
  budget: number;
  /** The constraints differ, not the budget alone. */
  rules: boolean;
  changes: NonNullable<ReturnType<typeof changesOf>>;
}

export function useSolved(desk: Desk, dataset: string, version: number | undefined) {
  const account = useMe().account.id;
  // The budget, and what is looked at, change no request.
  const key = dataset && version ? JSON.stringify(requestOf(desk, dataset, version)) : "";
  const ground = JSON.stringify([dataset, version, desk.goal, desk.chain, desk.lv]);
  const base = useMemo(() => (key ? (JSON.parse(key) as Record<string, unknown>) : undefined), [key]);
  const [drag, setDrag] = useState<number>();
  const [, set] = useUrlState(deskFields);
  const budget = drag ?? desk.b;
  useEffect(() => {
    if (drag === undefined) return;
    // Until the address has it, the budget is what was dragged to: the next step starts from there.
    if (drag === desk.b) {
      setDrag(undefined);
      return;
    }
    const timer = setTimeout(() => set({ b: drag }, "replace"), 350);
    return () => clearTimeout(timer);
  }, [drag, desk.b, set]);

  const options = { cancelOnLeave: true };
  // What covers all at least cost: the goal “loss” spends any budget, so it takes the same range.
  const all = useJob<Plan>("backup_plan", base && { ...base, goal: "cover" }, account, options);
  const unlimited = all.query.data?.result;
  const hasLadder = unlimited !== undefined && !isUnsolved(unlimited);
  const [roughBudgets, fineBudgets] = hasLadder ? inTwo(ladderBudgets(unlimited.cost_cny_a_year)) : [];
  const rough = useJob<Ladder>(
    "backup_plan",
    base && roughBudgets && { ...base, budgets: roughBudgets },
    account,
    options,
  );
  const fine = useJob<Ladder>(
    "backup_plan",
    base && rough.query.data && fineBudgets ? { ...base, budgets: fineBudgets } : undefined,
    account,
    options,
  );
  const request = base && { ...base, budgets: [desk.b * yuanPerWan, (desk.b + moreBudget) * yuanPerWan] };
  const exactJob = useJob<Ladder>("backup_plan", request, account, options);
  const [found, more] = exactJob.query.data?.result.plans ?? [];
  const exact = useMemo(() => found && withReasons(found, unlimited), [found, unlimited]);
  const roughPlans = rough.query.data?.result.plans;
  const finePlans = fine.query.data?.result.plans;
  const exactPlans = exactJob.query.data?.result.plans;
  // The exact ones are steps as good as those solved ahead.
  const steps = useMemo(
    () => (roughPlans ? stepsOf([...roughPlans, ...(finePlans ?? []), ...(exactPlans ?? [])]) : []),
    [roughPlans, finePlans, exactPlans],
  );

  // The plan that was looked at before this one, of the same products and goal.
  const [seen, setSeen] = useState<{ now?: Shown; before?: Shown }>({});
  useEffect(() => {
    if (!exact || isUnsolved(exact)) return;
    setSeen(({ now, before }) => {
      if (now?.key === key && now.budget === desk.b) return { now, before };
      return {
        now: { key, ground, budget: desk.b, plan: exact },
        before: now?.ground === ground ? now : undefined,
      };
    });
  }, [exact, key, ground, desk.b]);

  const isDragging = drag !== undefined && drag !== desk.b;
  const step = stepAt(steps, budget * yuanPerWan);
  const ahead = useMemo(() => step && withReasons(step.plan, unlimited), [step, unlimited]);
  const shown = isDragging ? ahead : (exact ?? ahead);
  const isSeen = seen.now?.key === key && seen.now.budget === desk.b;
  const from = isDragging || !isSeen ? seen.now : seen.before;
  const changes = shown && from?.ground === ground ? changesOf(from.plan, shown) : undefined;
  const compared: Compared | undefined =
    from && changes ? { budget: from.budget, rules: from.key !== key, changes } : undefined;
  const setBudget = (wan: number) => setDrag(Math.round(Math.min(longestBudget, Math.max(0, wan))));
  const failed = [exactJob, rough, fine, all].find((one) => one.query.isError);
  return {
    request,
    budget,
    setBudget,
    isDragging,
    exact,
    more: isDragging || !more || isUnsolved(more) ? undefined : more,
    steps,
    hasLadder: unlimited === undefined || hasLadder,
    shown,
    compared,
    isPartial: [rough, fine].some((one) => one.query.data?.isPartial),
    exactProgress: exactJob.progress,
    ladderProgress: fine.progress ?? rough.progress ?? all.progress,
    isLadder: [rough, fine, all].some((one) => one.query.isFetching),
    error: failed?.query.error ?? undefined,
    again: () => {
      for (const one of [exactJob, rough, fine, all]) if (one.query.isError) void one.query.refetch();
    },
  };
}
export type Solved = ReturnType<typeof useSolved>;
