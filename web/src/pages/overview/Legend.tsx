import { LockOutlined } from "@ant-design/icons";
import { LevelGlyph } from "@/design/LevelBadge";
import { designTexts } from "@/design/texts";
import { levels } from "@/design/tokens";
import { nameIn, useLanguage, useTexts } from "@/text";
import { type Classes, shadeOf } from "./classes";
import styles from "./map.module.css";
import { type MetricMeaning, metricShort } from "./model";
import { overviewTexts } from "./text";
import { provinceCodes, provinceNames } from "./tiles";

/** Open at all times: the classes with their limits, what is missing, and the corner. */
export function Legend({
  classes,
  metric,
  locked,
}: {
  classes: Classes | undefined;
  metric: MetricMeaning;
  locked: boolean;
}) {
  const t = useTexts(overviewTexts);
  const words = useTexts(designTexts);
  const starts = classes ? [classes.low, ...classes.limits] : [];
  return (
    <div className={styles.legend}>
      {classes ? (
        <ol className={styles.classes}>
          {starts.map((start, i) => (
            <li key={start}>
              <span className={styles.swatch} data-shade={shadeOf(i, starts.length)} />
              {i === 0 ? metricShort(start, metric.unit) : t.atLeast(metricShort(start, metric.unit))}
            </li>
          ))}
        </ol>
      ) : null}
      <ul className={styles.marks}>
        <li>
          {locked ? (
            <>
              <LockOutlined /> {t.legendLocked}
            </>
          ) : (
            <>
              <span className={`${styles.swatch} hatch`} /> {t.legendNone}
            </>
          )}
        </li>
        {levels.map((level) => (
          <li key={level}>
            <LevelGlyph level={level} size={13} /> {words.levels[level]}
          </li>
        ))}
      </ul>
      <p className="caption">{t.legendCorner}</p>
    </div>
  );
}

/** Which border is which province. */
export function ProvinceLegend() {
  const t = useTexts(overviewTexts);
  const language = useLanguage();
  return (
    <div className={styles.legend}>
      <ul className={styles.marks} aria-label={t.legendProvince}>
        {provinceCodes.map((code) => (
          <li key={code}>
            <span className={styles.border} data-province={code} /> {nameIn(language, provinceNames[code])}
          </li>
        ))}
      </ul>
    </div>
  );
}
