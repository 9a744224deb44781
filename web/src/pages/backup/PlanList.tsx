// The chosen list: what is set up for which product, at what cost, and what changed since the last budget.
import type { ReactNode } from "react";
import { full } from "@/design/number";
import { Section } from "@/frame/Page";
import type { SetState } from "@/frame/url-state";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./backup.module.css";
import { budgetText, unitText, yuan } from "./format";
import {
  chosenItems,
  coverageByChain,
  type Desk,
  type Plan,
  type PlanBackup,
  type PlanItem,
  uncoveredCounts,
} from "./model";
import { RuleButtons } from "./RuleButtons";
import { pairOf } from "./rules";
import { ruleTexts } from "./ruleTexts";
import type { Compared } from "./solve";
import { backupTexts } from "./text";

export function PlanList({
  plan,
  compared,
  selected,
  onSelect,
  rules,
  action,
}: {
  plan: Plan;
  compared?: Compared;
  /** As “product:ID”. */
  selected?: string;
  onSelect?: (id: string) => void;
  /** Where makers can be locked and banned. */
  rules?: { desk: Desk; set: SetState<Desk> };
  action?: ReactNode;
}) {
  const t = useTexts(backupTexts);
  const words = useTexts(ruleTexts);
  const language = useLanguage();
  const items = chosenItems(plan);
  const { added = [], removed = [] } = compared?.changes ?? {};
  const isNew = (item: PlanItem) => added.some((part) => part.item.product_id === item.product_id);
  const budget = compared ? budgetText(compared.budget, language) : "";
  const isSame = added.length + removed.length === 0;
  const since = compared?.rules
    ? isSame
      ? words.sameRules
      : words.sinceRules(added.length, removed.length)
    : isSame
      ? t.sinceNone(budget)
      : t.since(added.length, removed.length, budget);
  return (
    <Section title={t.plan(items.length)} extra={action}>
      <p className="caption" aria-live="polite">
        {t.planCost(yuan(plan.cost_cny_a_year, language))}
        {compared ? ` · ${since}` : ""}
      </p>
      {items.length === 0 ? (
        <p className={styles.nothing}>{t.nothingChosen}</p>
      ) : (
        <div className={styles.planBox} tabIndex={0} role="region" aria-label={t.plan(items.length)}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t.product}</th>
                <th scope="col">{t.backups}</th>
                <th scope="col" data-align="right">
                  {t.cost} <span className="caption">{t.budgetUnit}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr
                  key={item.product_id + String(item.buyer_id)}
                  data-selected={selected === `product:${item.product_id}` || undefined}
                >
                  <td>
                    {onSelect ? (
                      <button type="button" className={styles.link} onClick={() => onSelect(item.product_id)}>
                        {nameIn(language, item)}
                      </button>
                    ) : (
                      nameIn(language, item)
                    )}
                    {isNew(item) ? <span className={styles.tag}>+ {t.added}</span> : null}
                    <div className="caption">
                      {nameIn(language, { name_zh: item.primary_zh, name_en: item.primary_en })}{" "}
                      {Math.round(item.primary_part * 100)}% · {item.short_after_cny <= 0.5 ? t.covered : t.partly}
                    </div>
                  </td>
                  <td>
                    {item.backups.map((backup) => (
                      <Maker
                        key={`${backup.firm_id} ${backup.region_code ?? ""}`}
                        backup={backup}
                        buttons={
                          rules ? (
                            <RuleButtons
                              {...rules}
                              pair={pairOf(item.product_id, backup.firm_id)}
                              name={nameIn(language, backup)}
                            />
                          ) : null
                        }
                      />
                    ))}
                    {item.stock_cny > 0 ? (
                      <div className="caption">{t.stockPart(yuan(item.stock_cny, language))}</div>
                    ) : null}
                  </td>
                  <td data-align="right">{unitText(item.cost_cny_a_year, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {removed.length > 0 ? (
        <p className="caption">
          − {compared?.rules ? words.gone : t.removedHead(budget)}
          {language === "zh" ? "：" : ": "}
          {removed
            .slice(0, 6)
            .map((part) => `${nameIn(language, part.item)} · ${part.backup ? nameIn(language, part.backup) : t.stock}`)
            .join(language === "zh" ? "；" : "; ")}
          {removed.length > 6 ? " …" : ""}
        </p>
      ) : null}
    </Section>
  );
}

function Maker({ backup, buttons }: { backup: PlanBackup; buttons: ReactNode }) {
  const t = useTexts(backupTexts);
  const language = useLanguage();
  const name = nameIn(language, backup);
  const province = nameIn(language, { name_zh: backup.province_zh, name_en: backup.province_en });
  const facts = [
    province.replace(/(省|市)$/, ""),
    yuan(backup.reserved_cny_a_year, language),
    `${full(backup.ready_days, 0)} ${t.days}`,
    // Most made-up firms say so in their names.
    backup.synthetic && !/虚构|fictional/i.test(name) ? t.synthetic : "",
  ];
  return (
    <div className={styles.maker}>
      <span>
        {name} <span className="caption">{facts.filter(Boolean).join(" · ")}</span>
      </span>
      {buttons}
    </div>
  );
}

export function ByChain({ plan, chainName }: { plan: Plan; chainName: (id: string) => string }) {
  const t = useTexts(backupTexts);
  const language = useLanguage();
  return (
    <Section title={t.byChain}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t.chain}</th>
            <td />
            <th scope="col" data-align="right">
              {t.before}
            </th>
            <th scope="col" data-align="right">
              {t.after}
            </th>
            <th scope="col" data-align="right">
              {t.total}
            </th>
            <th scope="col" data-align="right">
              {t.cost} <span className="caption">{t.budgetUnit}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {coverageByChain(plan).map((one) => (
            <tr key={one.chain}>
              <td>{chainName(one.chain)}</td>
              <td className={styles.coverCell}>
                <svg width={120} height={12} aria-hidden="true">
                  <rect width={120} height={12} fill="none" stroke="var(--line)" />
                  <rect width={(120 * one.after) / one.total} height={12} fill="var(--seq-2)" />
                  <rect width={(120 * one.before) / one.total} height={12} fill="var(--interval)" />
                </svg>
              </td>
              <td data-align="right">{one.before}</td>
              <td data-align="right">
                <b>{one.after}</b>
              </td>
              <td data-align="right">{one.total}</td>
              <td data-align="right">{unitText(one.cost, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

export function Uncovered({ plan }: { plan: Plan }) {
  const t = useTexts(backupTexts);
  const counts = uncoveredCounts(plan);
  return (
    <Section title={t.uncovered}>
      {counts.length === 0 ? (
        <p>{t.allCovered}</p>
      ) : (
        <table className={styles.table}>
          <tbody>
            {counts.map(([reason, count]) => (
              <tr key={reason}>
                <td>{t.reasons[reason as keyof typeof t.reasons] ?? reason}</td>
                <td data-align="right">{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
