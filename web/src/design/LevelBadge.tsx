// The four levels: shape, bars and word together, so that the order survives grey print and colour-blind eyes.
// Colours and shapes are reserved for levels.
import { useTexts } from "@/text";
import styles from "./level.module.css";
import { designTexts } from "./texts";
import { type Level, levels } from "./tokens";

const shapes: Record<Level, string> = {
  red: "M5 1h6l4 4v6l-4 4H5l-4-4V5z",
  orange: "M8 1.2 15.4 14.6H.6z",
  yellow: "M8 .6 15.4 8 8 15.4.6 8z",
  // Smaller than the octagon, which it would be taken for where there are no colours.
  blue: "M8 2.6a5.4 5.4 0 1 1 0 10.8A5.4 5.4 0 0 1 8 2.6z",
};

export function asLevel(text: string | null | undefined): Level | undefined {
  return levels.find((level) => level === text);
}
/** 0 for red, 4 for none: for sorting, worst first. */
export function severity(text: string | null | undefined): number {
  const index = levels.indexOf(text as Level);
  return index < 0 ? levels.length : index;
}

interface GlyphProps {
  level: Level;
  /** The level that the interval also reaches: the right half is only outlined. */
  maybe?: Level;
  size?: number;
}

/** The shape alone; below 12 px give bars instead. A word must stand beside it. */
export function LevelGlyph({ level, maybe, size = 16 }: GlyphProps) {
  const d = shapes[level];
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" className={styles.glyph}>
      {maybe ? (
        <>
          <path d={d} fill="var(--bg)" stroke={`var(--${level}-border)`} strokeWidth="1.4" />
          <path d={d} fill={`var(--${level}-fill)`} className={styles.left} />
        </>
      ) : (
        <path d={d} fill={`var(--${level}-fill)`} stroke={`var(--${level}-border)`} strokeWidth="1.2" />
      )}
    </svg>
  );
}

function LevelBars({ level }: { level: Level }) {
  const count = 4 - levels.indexOf(level);
  return (
    <svg width="14" height="10" viewBox="0 0 14 10" aria-hidden="true" className={styles.bars}>
      {[0, 1, 2, 3].map((i) => (
        <rect
          key={i}
          x={i * 3.6 + 0.4}
          y={0.5}
          width={2.4}
          height={9}
          fill={i < count ? "currentColor" : "none"}
          stroke="currentColor"
          strokeWidth=".6"
        />
      ))}
    </svg>
  );
}

export interface LevelBadgeProps {
  level: string | null | undefined;
  /** The worse level that the interval also reaches. */
  maybe?: string | null;
  compact?: boolean;
}

export function LevelBadge({ level, maybe, compact }: LevelBadgeProps) {
  const t = useTexts(designTexts);
  const known = asLevel(level);
  if (!known) return <span className={styles.none}>{level === "unknown" ? t.levels.unknown : t.levels.none}</span>;
  const other = asLevel(maybe) === known ? undefined : asLevel(maybe);
  const words = other ? t.mayBe(t.levels[known], t.levels[other]) : compact ? t.levels[known] : t.numerals[known];
  return (
    <span className={styles.badge} data-level={known}>
      <LevelGlyph level={known} maybe={other} />
      <LevelBars level={known} />
      <span>{words}</span>
    </span>
  );
}

/** “2 red, 5 orange …” as a row of glyph, word and number. */
export function LevelCounts({ counts, only }: { counts: Partial<Record<Level, number>>; only?: readonly Level[] }) {
  const t = useTexts(designTexts);
  return (
    <span className={styles.counts}>
      {(only ?? levels).map((level) => (
        <span key={level} className={styles.count}>
          <LevelGlyph level={level} size={14} />
          {t.levels[level]} <b className="number">{counts[level] ?? 0}</b>
        </span>
      ))}
    </span>
  );
}
