// Published figures by year and grade: a bar a year, the newest on top, with the year from which figures are not old.
import { useMemo } from "react";
import { ChartFrame } from "@/design/chart/ChartFrame";
import { Grade } from "@/design/marks";
import { full } from "@/design/number";
import type { Column } from "@/design/table/columns";
import { useTexts } from "@/text";
import styles from "./data.module.css";
import { grades, type YearCounts } from "./model";
import { dataTexts } from "./text";

const width = 290;
const row = 17;
const left = 58;
const right = 34;
// Better evidence is darker; the letter in the legend says it too.
const fills: Record<string, string> = {
  A: "var(--seq-6)",
  B: "var(--seq-4)",
  C: "var(--seq-2)",
  M: "url(#data-hatch)",
  S: "var(--surface)",
};

interface Props {
  years: readonly YearCounts[];
  oldBefore: number;
  source: string;
  chosen: string;
  onChoose: (year: string) => void;
}

export function YearChart({ years, oldBefore, source, chosen, onChoose }: Props) {
  const t = useTexts(dataTexts);
  const ordered = useMemo(() => [...years].sort((a, b) => (b.year ?? -1) - (a.year ?? -1)), [years]);
  const known = years.flatMap((one) => (one.year === null ? [] : [one.year]));
  const title = known.length > 0 ? t.byYearTitle(String(known[0]), String(known.at(-1))) : t.byYearNone;
  const present = grades.filter((grade) => years.some((one) => one.grades[grade]));
  const most = Math.max(1, ...years.map((one) => one.count));
  const scale = (width - left - right) / most;
  const columns = useMemo(
    (): Column<YearCounts>[] => [
      { id: "year", title: t.years, width: 80, value: (one) => one.year ?? t.noYear },
      ...present.map(
        (grade): Column<YearCounts> => ({
          id: grade,
          title: grade,
          width: 50,
          align: "right",
          value: (one) => one.grades[grade] ?? 0,
        }),
      ),
      { id: "count", title: t.count, width: 60, align: "right", value: (one) => one.count },
    ],
    [present, t],
  );
  const height = ordered.length * row + 4;
  const line = ordered.findIndex((one) => one.year !== null && one.year < oldBefore);
  return (
    <ChartFrame
      title={title}
      subtitle={`${t.byYear} · ${t.unitCount}`}
      alternative={t.oldRule(String(oldBefore))}
      source={source}
      legend={
        <span className={styles.tags}>
          {present.map((grade) => (
            <span key={grade}>
              <svg width="12" height="10" aria-hidden="true">
                <rect width="12" height="10" fill={fills[grade]} stroke="var(--interval)" />
              </svg>{" "}
              <Grade grade={grade} />
            </span>
          ))}
        </span>
      }
      rows={ordered}
      columns={columns}
      rowKey={(one) => String(one.year)}
    >
      <svg viewBox={`0 0 ${width} ${height}`} width="100%" style={{ maxWidth: 420 }} fontSize="11" fill="var(--text-2)">
        <defs>
          <pattern id="data-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="5" height="5" fill="var(--bg)" />
            <line x1="0" y1="0" x2="0" y2="5" stroke="var(--interval)" strokeWidth="1.6" />
          </pattern>
        </defs>
        {ordered.map((one, i) => {
          const key = one.year === null ? "none" : String(one.year);
          let x = left;
          // A short way to the year filter above.
          return (
            <g
              key={key}
              onClick={() => onChoose(chosen === key ? "" : key)}
              style={{ cursor: one.count > 0 ? "pointer" : "default" }}
              fontWeight={chosen === key ? 600 : 400}
            >
              <rect x="0" y={i * row} width={width} height={row} fill="transparent" />
              <text x={left - 6} y={i * row + 12} textAnchor="end" fill={chosen === key ? "var(--text-1)" : undefined}>
                {one.year ?? t.noYear}
              </text>
              {present.map((grade) => {
                const size = (one.grades[grade] ?? 0) * scale;
                const at = x;
                x += size;
                return size > 0 ? (
                  <rect
                    key={grade}
                    x={at}
                    y={i * row + 3}
                    width={size}
                    height={row - 6}
                    fill={fills[grade]}
                    stroke="var(--interval)"
                    strokeWidth="0.6"
                  />
                ) : null;
              })}
              <text x={x + 4} y={i * row + 12}>
                {one.count > 0 ? full(one.count) : ""}
              </text>
            </g>
          );
        })}
        {line > 0 ? (
          <g>
            <line
              x1="0"
              x2={width}
              y1={line * row + 0.5}
              y2={line * row + 0.5}
              stroke="var(--text-3)"
              strokeDasharray="3 3"
            />
            <text x={width} y={line * row + 11} textAnchor="end">
              ↓ {t.old}
            </text>
          </g>
        ) : null}
      </svg>
    </ChartFrame>
  );
}
