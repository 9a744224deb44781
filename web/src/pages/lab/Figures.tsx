// The outcome in five figures.
import { Tooltip } from "antd";
import type { ReactNode } from "react";
import { percent } from "@/design/number";
import { useLanguage, useTexts } from "@/text";
import { drawTexts } from "./draw-text";
import { type DayBand, drawnRun } from "./draws";
import styles from "./lab.module.css";
import type { Result, Run } from "./result";
import { labTexts } from "./text";
import { amount, lossRange, lossWords, recoveryWords } from "./words";

export function Figures({ result, run }: { result: Result; run: Run }) {
  const t = useTexts(labTexts);
  const language = useLanguage();
  const { outcome } = run;
  const words = useTexts(drawTexts);
  const drawn = drawnRun(result.draws, run.run);
  const [low, high] = [0, 4] as const;
  const dayRange = (band: DayBand | undefined) => {
    const [from, to] = [band?.day[low] ?? null, band?.day[high] ?? null];
    if (from === null) return words.beyond;
    return to === null
      ? `${words.dayRange(String(from), String(from))}–${words.beyond}`
      : words.dayRange(String(from), String(to));
  };
  /** Whether any draw falls below the level at all. */
  const wanders = (band: DayBand) => band.day.some((day) => day !== 0);
  return (
    <dl className={styles.figures}>
      <Figure
        name={t.worst}
        note={drawn ? `${words.eighty}${lossRange(drawn.worst_loss)} · ${dayRange(drawn.worst_day)}` : t.oneRun}
        why={drawn ? undefined : t.oneRunWhy}
      >
        {outcome.worst_day === null || outcome.worst_loss === 0 ? (
          "0"
        ) : (
          <>
            −{lossWords(outcome.worst_loss)} <small>{t.worstOn(outcome.worst_day)}</small>
          </>
        )}
      </Figure>
      <Figure
        name={t.lostOutput}
        note={
          drawn
            ? `${words.eighty}${amount(drawn.lost_output[low], result.currency, language)}–${amount(drawn.lost_output[high], result.currency, language)}`
            : t.lostShare(percent(outcome.lost_output_share, 2))
        }
        why={drawn ? t.lostShare(percent(outcome.lost_output_share, 2)) : undefined}
      >
        {amount(outcome.lost_output, result.currency, language)}
      </Figure>
      <Figure
        name={t.back90}
        note={
          drawn && wanders(drawn.recovery_90)
            ? `${words.eighty}${dayRange(drawn.recovery_90)}`
            : `99%: ${
                drawn && wanders(drawn.recovery_99)
                  ? dayRange(drawn.recovery_99)
                  : recoveryWords(outcome.recovery_99, "99%", t)
              }`
        }
        why={drawn ? `99%: ${recoveryWords(outcome.recovery_99, "99%", t)}` : undefined}
      >
        {recoveryWords(outcome.recovery_90, "90%", t)}
      </Figure>
      <Figure name={t.reach} note={t.stopped(outcome.products.stopped)} why={t.hitDefinition}>
        {t.reachOf(outcome.products.hit, outcome.cities.hit, outcome.firms.hit)}
      </Figure>
      <Figure
        name={t.switched}
        note={run.scenario.policy.switching.enabled === true ? t.switchingOn : `${t.switchingOn}: ${t.no}`}
      >
        {amount(outcome.switched, result.currency, language)}
      </Figure>
    </dl>
  );
}

function Figure({ name, note, why, children }: { name: string; note: string; why?: string; children: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd className={`${styles.figureValue} number`}>{children}</dd>
      <dd className="caption">
        {why ? (
          <Tooltip title={why}>
            <span>{note}</span>
          </Tooltip>
        ) : (
          note
        )}
      </dd>
    </div>
  );
}
