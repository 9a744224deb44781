// Value and interval on a scale shared by the whole column: thick middle, thin ends, a tick at the median.
import { useLanguage, useTexts } from "@/text";
import { interval } from "./number";
import type { Scale, Spread } from "./scale";
import { stripShape } from "./scale";
import styles from "./strip.module.css";
import { designTexts } from "./texts";

export interface IntervalStripProps extends Spread {
  scale: Scale;
  width?: number;
  /** Faint lines behind, for thresholds. */
  lines?: readonly number[];
  decimals?: number;
  /** The number beside the strip. */
  showValue?: boolean;
  format?: (spread: Spread) => string;
}

export function IntervalStrip({
  scale,
  width = 104,
  lines = [],
  decimals = 2,
  showValue = true,
  format,
  ...spread
}: IntervalStripProps) {
  const language = useLanguage();
  const t = useTexts(designTexts);
  const shape = stripShape(spread, scale);
  const height = 18;
  const x = (place: number) => 4 + place * (width - 8);
  const words = format ? format(spread) : interval(spread.value, spread.low, spread.high, language, decimals);
  if (shape.kind === "missing") {
    return (
      <span className={styles.strip}>
        <span className={`${styles.none} hatch`} style={{ width }} aria-hidden="true" />
        <span className={styles.value} title={t.noData}>
          — <span className="visually-hidden">{t.noData}</span>
        </span>
      </span>
    );
  }
  const inner = shape.kind === "interval" ? shape.inner : undefined;
  return (
    <span className={styles.strip}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} className={styles.svg} aria-hidden="true">
        <line x1={4} x2={width - 4} y1={height - 1.5} y2={height - 1.5} className={styles.base} />
        {lines.map((line) => (
          <line
            key={line}
            x1={x(scale.at(line))}
            x2={x(scale.at(line))}
            y1={1}
            y2={height - 1}
            className={styles.threshold}
          />
        ))}
        {shape.kind === "point" ? (
          <circle cx={x(shape.at)} cy={8} r={3} className={styles.point} />
        ) : (
          <>
            <line
              x1={x(shape.from)}
              x2={Math.max(x(shape.to), x(shape.from) + 1)}
              y1={8}
              y2={8}
              className={styles.outer}
              strokeWidth={inner ? 2 : 5}
            />
            {inner && (
              <rect
                x={x(inner[0])}
                y={5}
                width={Math.max(2, x(inner[1]) - x(inner[0]))}
                height={6}
                className={styles.inner}
              />
            )}
            <rect x={x(shape.at) - 1} y={2} width={2} height={12} className={styles.median} />
          </>
        )}
      </svg>
      {showValue ? (
        <span className={styles.value} title={shape.kind === "point" ? `${words} · ${t.pointOnly}` : words}>
          {spread.value?.toFixed(decimals)}
        </span>
      ) : null}
      <span className="visually-hidden">{shape.kind === "point" ? `${words}，${t.pointOnly}` : words}</span>
    </span>
  );
}

/** The scale once, for a column header. */
export function ScaleAxis({ scale, width = 104 }: { scale: Scale; width?: number }) {
  return (
    <svg width={width} height={12} viewBox={`0 0 ${width} 12`} className={styles.axis} aria-hidden="true">
      {scale.ticks.map((tick, i) => (
        <text
          key={tick.value}
          x={4 + scale.at(tick.value) * (width - 8)}
          y={10}
          textAnchor={i === 0 ? "start" : i === scale.ticks.length - 1 ? "end" : "middle"}
        >
          {tick.label}
        </text>
      ))}
    </svg>
  );
}
