import { percent, points } from "@/design/number";
import { useLanguage, useTexts } from "@/text";
import { budgetText, yuan } from "./format";
import { coverageOf, isUnsolved, moreBudget, type Plan, yuanPerWan } from "./model";
import { ruleTexts } from "./ruleTexts";
import { backupTexts } from "./text";

/** The one sentence: what the budget covers, and what 500 万 more buys; or that there is no plan. */
export function DeskAnswer({ plan, more, wan }: { plan: Plan; more: Plan | undefined; wan: number }) {
  const t = useTexts(backupTexts);
  const rules = useTexts(ruleTexts);
  const language = useLanguage();
  const money = budgetText(wan, language);
  const extra = budgetText(moreBudget, language);
  const space = language === "zh" ? "" : " ";
  const coverage = coverageOf(plan);
  if (isUnsolved(plan)) {
    const least = plan.conflicts?.find((one) => one.rule === "budget");
    return (
      <>
        {rules.noneAnswer(money)}
        {least ? (
          <>
            {space}
            {rules.noneNeeds(budgetText(Math.ceil(least.least_cost_cny_a_year / yuanPerWan), language))}
          </>
        ) : null}
      </>
    );
  }
  const saved = more ? plan.after.expected_loss_cny_a_year - more.after.expected_loss_cny_a_year : 0;
  return (
    <>
      {plan.goal === "cover"
        ? t.answer(
            money,
            percent(coverage.before),
            percent(coverage.after),
            plan.covered_before,
            plan.covered_after,
            plan.items.length,
          )
        : t.answerLoss(
            money,
            yuan(plan.before.expected_loss_cny_a_year, language),
            yuan(plan.after.expected_loss_cny_a_year, language),
          )}
      {space}
      {more
        ? plan.goal === "cover"
          ? t.more(extra, points(coverageOf(more).after - coverage.after, language))
          : t.moreLoss(extra, yuan(Math.max(0, saved), language))
        : null}
    </>
  );
}
