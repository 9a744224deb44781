// What the fills mean: the same limits on every day and in every run, unless the day is scaled alone.
import { useTexts } from "@/text";
import styles from "./lab.module.css";
import { labTexts } from "./text";
import { lossWords } from "./words";

export function Legend({ top }: { top: number | undefined }) {
  const t = useTexts(labTexts);
  return (
    <span className={styles.legend}>
      <span>{top === undefined ? t.legend : t.legendDay(lossWords(top))}</span>
      {Object.values(t.legendSteps).map((label, step) =>
        top !== undefined && step > 0 && step < 5 ? (
          <span key={label} className={styles.legendItem}>
            <i data-loss={step} /> {step === 4 ? lossWords(top) : ""}
          </span>
        ) : (
          <span key={label} className={styles.legendItem}>
            <i data-loss={step} /> {top !== undefined && step === 0 ? "0" : label}
          </span>
        ),
      )}
      <span className={styles.legendItem}>
        <i data-loss={-1} /> {t.noOutput}
      </span>
    </span>
  );
}
