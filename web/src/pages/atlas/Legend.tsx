// What the marks of the picture mean, with the limits of the chosen variable.

import { LevelCounts } from "@/design/LevelBadge";
import { designTexts } from "@/design/texts";
import { useTexts } from "@/text";
import styles from "./atlas.module.css";
import { makerLimits, unitLimits, type Variable } from "./picture";
import { atlasTexts } from "./text";

export function Legend({
  variable,
  counts,
  source,
}: {
  variable: Variable;
  counts: Record<"red" | "orange" | "yellow" | "blue", number>;
  source: string;
}) {
  const t = useTexts(atlasTexts);
  const words = useTexts(designTexts);
  const limits =
    variable === "makers"
      ? makerLimits
      : [0, 1, 2, 3, 4].map((i) => {
          const [low, high] = [unitLimits[i] ?? 0, unitLimits[i + 1] ?? 1];
          return variable === "localisation" ? `${low * 100}–${high * 100}` : `${low}–${high}`;
        });
  return (
    <div className={styles.legend}>
      <LevelCounts counts={counts} />
      {variable === "level" ? null : (
        <span className={styles.classes}>
          {t.variables[variable]} {t.units[variable]}
          {limits.map((limit, i) => (
            <span key={limit}>
              <i style={{ background: `var(--seq-${i + 2})` }} aria-hidden="true" />
              {limit}
            </span>
          ))}
          <span>
            <i className="hatch" aria-hidden="true" />
            {words.noData}
          </span>
        </span>
      )}
      <span className={styles.lineKey}>
        <svg width="28" height="8" aria-hidden="true">
          <line x1="0" x2="28" y1="4" y2="4" stroke="var(--text-3)" strokeWidth="1.8" />
        </svg>
        {t.essential}
      </span>
      <span className={styles.lineKey}>
        <svg width="28" height="8" aria-hidden="true">
          <line x1="0" x2="28" y1="4" y2="4" stroke="var(--text-3)" strokeWidth="1.8" strokeDasharray="5 4" />
        </svg>
        {t.optional}
      </span>
      <span>{t.widths}</span>
      <span>{t.dashed}</span>
      <span>{t.intervalMark}</span>
      <span>
        {words.source}: {source}
      </span>
    </div>
  );
}
