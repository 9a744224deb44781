// Red and orange after each recorded analysis, as stacked steps.
import { useEffect, useId, useRef, useState } from "react";
import { ChartFrame } from "@/design/chart/ChartFrame";
import { date, dateTime } from "@/design/date";
import { LevelGlyph } from "@/design/LevelBadge";
import { niceTicks } from "@/design/scale";
import { designTexts } from "@/design/texts";
import { useLanguage, useTexts } from "@/text";
import type { OverviewView } from "./model";
import { overviewTexts } from "./text";

/** The room there is, in pixels, and pixels of one text unit: SVG text then is as large as the page's. */
function useRoom() {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 600, unit: 1 });
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => {
      const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
      if (entry) setRoom({ width: Math.max(280, Math.round(entry.contentRect.width)), unit });
    });
    if (box.current) watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return { box, ...room };
}

export function History({ view, height: given }: { view: OverviewView; height: number }) {
  const { box, width, unit } = useRoom();
  const height = given * unit;
  const edge = { left: 32 * unit, right: 64 * unit, top: 8 * unit, bottom: 36 * unit };
  const size = 12 * unit;
  const t = useTexts(overviewTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const pattern = useId();
  const { history, about } = view;
  const last = history.at(-1);
  const first = history[0];
  if (!first || !last)
    return (
      <p className="caption" ref={box}>
        {t.historyNone}
      </p>
    );
  const sum = (one: { red: number; orange: number }) => one.red + one.orange;
  const top = Math.max(...history.map(sum), 1);
  const ticks = niceTicks(0, top, 4);
  const step = (width - edge.left - edge.right) / history.length;
  const x = (i: number) => edge.left + i * step;
  const y = (value: number) =>
    height - edge.bottom - (value / Math.max(top, ticks.at(-1)!)) * (height - edge.top - edge.bottom);
  // Each step lasts until the next analysis; the last one to the edge.
  const steps = (value: (one: (typeof history)[number]) => number) =>
    history.map((one, i) => `${i === 0 ? "M" : "L"}${x(i)} ${y(value(one))}L${x(i + 1)} ${y(value(one))}`).join("");
  const area = (low: (one: (typeof history)[number]) => number, high: (one: (typeof history)[number]) => number) =>
    `${steps(high)}${[...history]
      .map((one, i) => ({ one, i }))
      .reverse()
      .map(({ one, i }) => `L${x(i + 1)} ${y(low(one))}L${x(i)} ${y(low(one))}`)
      .join("")}Z`;
  // Marks of versions are thinned out where there is no room for all.
  const every = Math.max(1, Math.ceil((84 * unit) / step));
  return (
    <div ref={box}>
      <ChartFrame
        title={history.length === 1 ? t.historyOne(sum(last)) : t.historyTitle(sum(first), sum(last))}
        subtitle={t.historyUnit}
        alternative={t.historyAlt(history.length, last.red, last.orange)}
        source={`${t.source(about.dataset, about.version, language === "zh" ? about.scope_zh : about.scope_en)} · ${dateTime(about.computed_at)}`}
        legend={(["red", "orange"] as const).map((level) => (
          <span key={level} style={{ display: "inline-flex", alignItems: "center", gap: 4 }}>
            <LevelGlyph level={level} size={13} /> {words.levels[level]}
          </span>
        ))}
        rows={history}
        rowKey={(row) => String(row.analysis)}
        columns={[
          { id: "analysis", title: t.analysis, width: 80, value: (row) => row.analysis },
          { id: "version", title: t.version, width: 80, value: (row) => `v${row.version}` },
          { id: "at", title: t.date, width: 140, value: (row) => dateTime(row.at) },
          { id: "red", title: words.levels.red, width: 80, align: "right", value: (row) => row.red },
          { id: "orange", title: words.levels.orange, width: 80, align: "right", value: (row) => row.orange },
          { id: "sum", title: t.total, width: 80, align: "right", value: sum },
        ]}
      >
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          <defs>
            <pattern id={pattern} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
              <rect width="7" height="7" fill="var(--orange-fill)" />
              <line x1="0" y1="0" x2="0" y2="7" stroke="var(--bg)" strokeWidth="1.2" />
            </pattern>
          </defs>
          {ticks.map((tick) => (
            <g key={tick}>
              <line x1={edge.left} x2={width - edge.right} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
              <text x={edge.left - 6} y={y(tick) + 4 * unit} fontSize={size} textAnchor="end" fill="var(--text-2)">
                {tick}
              </text>
            </g>
          ))}
          <path
            d={area(
              () => 0,
              (one) => one.red,
            )}
            fill="var(--red-fill)"
          />
          <path
            d={area((one) => one.red, sum)}
            fill={`url(#${pattern})`}
            stroke="var(--orange-border)"
            strokeWidth={1}
          />
          {history.map((one, i) => (
            <g key={one.analysis}>
              <line
                x1={x(i)}
                x2={x(i)}
                y1={edge.top}
                y2={height - edge.bottom + 4}
                stroke="var(--text-3)"
                strokeDasharray="2 3"
              />
              {i % every === 0 ? (
                <text x={x(i) + 3} y={height - edge.bottom + 16 * unit} fontSize={size} fill="var(--text-2)">
                  <tspan fontWeight={600}>v{one.version}</tspan>
                  <tspan x={x(i) + 3} dy={15 * unit}>
                    {date(one.at)}
                  </tspan>
                </text>
              ) : null}
            </g>
          ))}
          <text x={width - edge.right + 6} y={y(last.red / 2) + 4} fontSize={size} fill="var(--text-1)">
            {words.levels.red} {last.red}
          </text>
          <text x={width - edge.right + 6} y={y(last.red + last.orange / 2) + 4} fontSize={size} fill="var(--text-1)">
            {words.levels.orange} {last.orange}
          </text>
        </svg>
      </ChartFrame>
    </div>
  );
}
