// What happened on a day, and why.
import { useMemo } from "react";
import { useKeys } from "@/frame/keys";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./lab.module.css";
import { causeChain, type Happening, type Result, type Run } from "./result";
import { labTexts } from "./text";
import { causeWords } from "./words";

export function DayEvents({
  all,
  day,
  onDay,
  onSelect,
}: {
  all: readonly Happening[];
  day: number;
  onDay: (day: number) => void;
  onSelect: (product: string) => void;
}) {
  const t = useTexts(labTexts);
  const language = useLanguage();
  const today = all.filter((one) => one.day === day);
  const before = all.findLast((one) => one.day < day)?.day;
  const after = all.find((one) => one.day > day)?.day;
  useKeys([
    { keys: "n", name: t.nextEvent(after ?? day), run: () => after !== undefined && onDay(after) },
    { keys: "p", name: t.previousEvent(before ?? day), run: () => before !== undefined && onDay(before) },
  ]);
  return (
    <section className={styles.today} aria-label={t.today(day)}>
      <h2>{t.today(day)}</h2>
      {today.length === 0 ? <p className="caption">{t.nothingToday}</p> : null}
      <ul>
        {today.slice(0, 12).map((one) => (
          <li key={`${one.what}${(one.subject as { id: string }).id}`} data-what={one.what}>
            {one.product ? (
              <button type="button" className={styles.linkButton} onClick={() => onSelect(one.product ?? "")}>
                {nameIn(language, one.subject)}
              </button>
            ) : (
              <b>{nameIn(language, one.subject)}</b>
            )}{" "}
            {t.whats[one.what]}
          </li>
        ))}
        {today.length > 12 ? <li className="caption">+{today.length - 12}</li> : null}
      </ul>
      <p className={`${styles.jumps} no-print`}>
        {before === undefined ? null : (
          <button type="button" className={styles.linkButton} onClick={() => onDay(before)}>
            {t.previousEvent(before)}
          </button>
        )}
        {after === undefined ? null : (
          <button type="button" className={styles.linkButton} onClick={() => onDay(after)}>
            {t.nextEvent(after)}
          </button>
        )}
      </p>
    </section>
  );
}

/** From a line back to the shock, in words. */
export function CauseChain({
  result,
  run,
  node,
  product,
}: {
  result: Result;
  run: Run;
  node: string | undefined;
  product: (id: string) => string;
}) {
  const t = useTexts(labTexts);
  const language = useLanguage();
  const steps = useMemo(() => (node ? causeChain(result, run, node) : []), [result, run, node]);
  if (steps.length === 0) return <p className="caption">{t.whyNone}</p>;
  return (
    <>
      <ol className={styles.causes}>
        {steps.map((step) => (
          <li key={step.id}>{causeWords(step, product, t, language)}</li>
        ))}
      </ol>
      <p className="caption">{t.whyLine}</p>
    </>
  );
}
