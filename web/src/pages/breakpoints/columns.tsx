import { useMemo } from "react";
import { IntervalStrip, ScaleAxis } from "@/design/IntervalStrip";
import { LevelBadge, severity } from "@/design/LevelBadge";
import { ChainTag, Delta, Missing, RankRange } from "@/design/marks";
import type { Column } from "@/design/table/columns";
import { designTexts } from "@/design/texts";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./break-points.module.css";
import {
  hasChanged,
  keyOf,
  type Measure,
  mayBe,
  type measures,
  type Ranking,
  type RankingRow,
  unitScale,
} from "./model";
import { mostPicked } from "./Picked";
import { BrushAxis } from "./RangeBrush";
import type { Range } from "./ranges";
import { breakPointTexts } from "./text";

const stripWidths = { zh: 96, en: 88 };

interface Choosing {
  ranges: Record<(typeof measures)[number], Range>;
  onRange: (measure: (typeof measures)[number], range: Range) => void;
  picked: ReadonlySet<string>;
  onPick: (key: string) => void;
}

export function useColumns(
  ranking: Ranking | undefined,
  onEvidence: (row: RankingRow, measure: Measure) => void,
  { ranges, onRange, picked, onPick }: Choosing,
): Column<RankingRow>[] {
  const t = useTexts(breakPointTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  return useMemo(() => {
    const stripWidth = stripWidths[language];
    const chains = new Map(ranking?.chains.map((chain) => [chain.id, nameIn(language, chain)]));
    const thresholds = ranking
      ? [ranking.thresholds.red, ranking.thresholds.orange, ranking.thresholds.yellow, ranking.thresholds.blue]
      : [];
    const strip = (measure: Measure, more: Partial<Column<RankingRow>> = {}): Column<RankingRow> => ({
      id: measure,
      title: t[measure],
      unit: t.unit01,
      width: language === "zh" ? 162 : 146,
      worstFirst: true,
      axis:
        measure === "score" ? (
          <ScaleAxis scale={unitScale} width={stripWidth} />
        ) : (
          <BrushAxis
            range={ranges[measure]}
            width={stripWidth}
            title={t.brushHint(t[measure])}
            onRange={(range) => onRange(measure, range)}
          />
        ),
      value: (row) => row[measure]?.value,
      cell: (row) => (
        <button
          type="button"
          className={styles.number}
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            onEvidence(row, measure);
          }}
        >
          <IntervalStrip
            {...(row[measure] ?? { value: null })}
            scale={unitScale}
            width={stripWidth}
            lines={measure === "score" ? thresholds : []}
          />
        </button>
      ),
      ...more,
    });
    const end = (id: "low" | "high"): Column<RankingRow> => ({
      id,
      title: t[id],
      width: 116,
      align: "right",
      optional: true,
      worstFirst: true,
      value: (row) => row.score?.[id],
      cell: (row) => row.score?.[id].toFixed(2) ?? <Missing why={t.noScore} />,
    });
    const level = (name: string) => words.levels[name as keyof typeof words.levels];
    const columns: Column<RankingRow>[] = [
      {
        id: "pick",
        title: t.pick,
        width: language === "zh" ? 36 : 44,
        frozen: true,
        sortable: false,
        value: (row) => (picked.has(keyOf(row)) ? "1" : ""),
        cell: (row) => (
          // The row's own click selects it; this one ticks it.
          <span onClick={(event) => event.stopPropagation()}>
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={t.pickRow(nameIn(language, row))}
              checked={picked.has(keyOf(row))}
              disabled={!picked.has(keyOf(row)) && picked.size >= mostPicked}
              onChange={() => onPick(keyOf(row))}
            />
          </span>
        ),
      },
      {
        id: "level",
        title: t.level,
        width: language === "zh" ? 138 : 192,
        frozen: true,
        value: (row) => (mayBe(row) ? words.mayBe(level(row.level), level(row.level_high)) : level(row.level)),
        order: (row) => severity(row.level) * 10 + severity(row.level_high),
        cell: (row) => <LevelBadge level={row.level} maybe={mayBe(row)} compact />,
      },
      {
        id: "rank",
        title: t.rank,
        width: 84,
        frozen: true,
        value: (row) => row.rank,
        cell: (row) =>
          row.rank === null ? (
            <Missing why={t.noScore} />
          ) : (
            <RankRange rank={row.rank} low={row.rank_low} high={row.rank_high} />
          ),
      },
      {
        id: "product",
        title: `${t.product} / ${t.chain}`,
        width: language === "zh" ? 220 : 252,
        grows: true,
        frozen: true,
        value: (row) => nameIn(language, row),
        cell: (row) => (
          <span className={styles.product}>
            <span className={styles.name} title={nameIn(language, row)}>
              {nameIn(language, row)}
            </span>
            {row.chain_id ? (
              <ChainTag title={chains.get(row.chain_id)}>
                {language === "zh" ? (chains.get(row.chain_id) ?? row.chain_id) : row.chain_id}
              </ChainTag>
            ) : null}
          </span>
        ),
      },
      strip("score", { optional: true }),
      strip("importance"),
      strip("exposure"),
      strip("recovery"),
      end("low"),
      end("high"),
      {
        id: "confidence",
        title: t.confidenceShort,
        width: 68,
        value: (row) => (row.confidence ? t.confidences[row.confidence] : null),
        order: (row) => (row.confidence ? ["high", "medium", "low"].indexOf(row.confidence) : null),
      },
      {
        id: "change",
        title: t.change,
        width: 92,
        value: (row) => (hasChanged(row) ? t.from(level(row.change?.level_before ?? "none")) : null),
        cell: (row) =>
          row.change === null ? (
            <Missing />
          ) : (
            <Delta
              change={severity(row.change.level_before) - severity(row.level)}
              text={hasChanged(row) ? t.from(level(row.change.level_before)) : undefined}
            />
          ),
      },
      { id: "remedy", title: t.remedy, width: language === "zh" ? 72 : 104, value: (row) => t.remedies[row.remedy] },
      {
        id: "kinds",
        title: t.kinds,
        width: 240,
        optional: true,
        value: (row) => row.kinds.map((kind) => t.kindNames[kind]).join(language === "zh" ? "、" : ", "),
      },
      {
        id: "evidence",
        title: t.evidenceCount,
        width: 76,
        align: "right",
        optional: true,
        value: (row) => row.evidence_count,
      },
      {
        id: "chain",
        title: t.chain,
        width: 160,
        optional: true,
        value: (row) => (row.chain_id ? (chains.get(row.chain_id) ?? row.chain_id) : null),
      },
      { id: "id", title: t.id, width: 96, optional: true, value: (row) => row.id },
    ];
    // A column of dashes says nothing: changes are shown where there is a version to compare with.
    return columns.map((column) =>
      column.id === "change" && !ranking?.compared_with ? { ...column, optional: true } : column,
    );
  }, [ranking, onEvidence, t, words, language, ranges, onRange, picked, onPick]);
}
