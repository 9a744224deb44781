import type { ReactNode } from "react";
import { nameIn, useLanguage, useTexts } from "@/text";
import type { MetricMeaning } from "./model";
import styles from "./overview.module.css";
import { overviewTexts } from "./text";

/** Which measure fills the map; the digits are keys. */
export function MetricSwitch({
  metrics,
  value,
  onChange,
  children,
}: {
  metrics: readonly MetricMeaning[];
  value: string;
  onChange: (id: string) => void;
  children: ReactNode;
}) {
  const t = useTexts(overviewTexts);
  const language = useLanguage();
  return (
    <>
      {metrics.length > 0 ? (
        <div className={styles.switch} role="group" aria-label={t.metric}>
          {metrics.map((one, i) => (
            <button
              key={one.id}
              type="button"
              aria-pressed={one.id === value}
              title={language === "zh" ? one.meaning_zh : one.meaning_en}
              onClick={() => onChange(one.id)}
            >
              {nameIn(language, one)}{" "}
              <span className={styles.digit} aria-hidden="true">
                {i + 1}
              </span>
            </button>
          ))}
        </div>
      ) : null}
      {children}
    </>
  );
}
