// No plan meets the constraints: which of them to give up, and what the others cost at least.
import { Alert, Button } from "antd";
import { provinces } from "@/frame/directory";
import type { SetState } from "@/frame/url-state";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./backup.module.css";
import { budgetText, yuan } from "./format";
import type { Desk, Plan } from "./model";
import { givenUp, hasRules, noRules } from "./rules";
import { ruleTexts } from "./ruleTexts";
import { backupTexts } from "./text";

export function Infeasible({ plan, desk, set }: { plan: Plan; desk: Desk; set: SetState<Desk> }) {
  const t = useTexts(ruleTexts);
  const words = useTexts(backupTexts);
  const language = useLanguage();
  const conflicts = plan.conflicts ?? [];
  const together = conflicts.length > 0 && conflicts.every((one) => !one.is_enough);
  const known = plan.solver.status === "infeasible" && conflicts.length > 0;
  return (
    <Alert
      type="warning"
      showIcon
      title={known ? (together ? t.together : t.proven) : hasRules(desk) ? t.unknown : words.unsolved}
      description={
        <>
          <ul className={styles.drops}>
            {conflicts.map((one) => {
              const change = givenUp(desk, [one], provinces);
              return (
                <li key={`${one.rule} ${one.id ?? ""}`}>
                  {together ? (
                    <b>{nameIn(language, one)}</b>
                  ) : (
                    <Button size="small" onClick={() => set(change)}>
                      {one.rule === "budget"
                        ? t.raise(budgetText(change.b ?? desk.b, language))
                        : t.giveUp(nameIn(language, one))}
                    </Button>
                  )}{" "}
                  <span className="caption">
                    {one.rule === "budget" ? t.budgetCosts : t.restCosts(yuan(one.least_cost_cny_a_year, language))}
                  </span>
                </li>
              );
            })}
          </ul>
          {together ? (
            <Button size="small" onClick={() => set(givenUp(desk, conflicts, provinces))}>
              {t.giveUpAll}
            </Button>
          ) : known || !hasRules(desk) ? null : (
            <Button size="small" onClick={() => set({ ...noRules })}>
              {t.giveUpAll}
            </Button>
          )}
        </>
      }
    />
  );
}
