// Small marks that stand in tables and sentences: rank, grade, change, masked and missing values, numbers.
import { LockOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { useTexts } from "@/text";
import styles from "./marks.module.css";
import { missing } from "./number";
import { designTexts } from "./texts";

/** 4 (4–9): the rank with the range that the evidence allows. */
export function RankRange({ rank, low, high }: { rank: number; low?: number | null; high?: number | null }) {
  const t = useTexts(designTexts);
  const spread = low != null && high != null && low !== high;
  return (
    <span className={styles.rank} title={spread ? t.rankRange(low, high) : t.rank(rank)}>
      <b>{rank}</b>
      {spread ? <span className={styles.range}>{`${low}–${high}`}</span> : null}
    </span>
  );
}

/** Letter and word: A 官方, B 二手, C 弱, M 待核. */
export function Grade({ grade }: { grade: string | null | undefined }) {
  const t = useTexts(designTexts);
  const letter = grade as "A" | "B" | "C" | "M" | "S";
  const word = t.grades[letter] as string | undefined;
  if (!word) return <span className="caption">{t.grades.none}</span>;
  return (
    <span className={styles.grade} data-grade={letter}>
      <b>{letter}</b> {word}
    </span>
  );
}

/** ↑ or ↓ with a word; never red or green, never a triangle. */
export function Delta({ change, text }: { change: number | null | undefined; text?: string }) {
  const t = useTexts(designTexts);
  if (change === null || change === undefined) return <span className={styles.muted}>{missing}</span>;
  const word = change > 0 ? t.up : change < 0 ? t.down : t.same;
  return (
    <span className={styles.delta}>
      <span aria-hidden="true">{change > 0 ? "↑" : change < 0 ? "↓" : "＝"}</span> {text ?? word}
      {text ? <span className="visually-hidden">{word}</span> : null}
    </span>
  );
}

export function Masked({ children }: { children?: ReactNode }) {
  const t = useTexts(designTexts);
  return (
    <span className={styles.masked} title={t.maskedWhy}>
      <LockOutlined aria-hidden="true" /> {children ?? t.masked}
      <span className="visually-hidden">{t.masked}</span>
    </span>
  );
}

/** Missing, with the reason on focus and hover: never 0, never blank. */
export function Missing({ why }: { why?: string }) {
  const t = useTexts(designTexts);
  return (
    <span className={styles.muted} title={why ?? t.noData}>
      {missing}
      <span className="visually-hidden">{why ?? t.noData}</span>
    </span>
  );
}

/** The chain's short tag; chains have no colour of their own. */
export function ChainTag({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <span className={styles.tag} title={title}>
      {children}
    </span>
  );
}
