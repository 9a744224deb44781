// Loss of output over the days, one curve a run, with the shocks as bars under the axis.
import { type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { niceTicks } from "@/design/scale";
import { nameIn, useLanguage } from "@/text";
import { Bands, type Levels } from "./Bands";
import type { RunEvent } from "./result";

export const dashes = ["", "8 4", "2 3", "8 3 2 3"] as const;
export const letters = "ABCD";
export const runColour = (index: number) => `var(--run-${"abcd"[index] ?? "a"})`;

export interface Curve {
  values: readonly number[];
  /** Place of the run among those compared: letter, dash and colour. */
  index: number;
}

export function LossChart({
  curves,
  bands,
  days,
  height = 150,
  day,
  onDay,
  events = [],
  range,
  letter = false,
}: {
  curves: readonly Curve[];
  bands?: Levels;
  days: number;
  height?: number;
  day?: number;
  onDay?: (day: number) => void;
  events?: readonly RunEvent[];
  /** The scale of values, where several charts share one. */
  range?: readonly [number, number];
  letter?: boolean;
}) {
  const language = useLanguage();
  const svg = useRef<SVGSVGElement>(null);
  const width = useWidth(svg);
  const held = useRef(false);
  const [low, high] = range ?? rangeOf([...curves.map((one) => one.values), ...(bands ?? [])]);
  const left = 46;
  const right = letter ? 18 : 8;
  const bars = Math.min(events.length, 4);
  const bottom = 18 + bars * 7;
  const last = Math.max(1, days - 1);
  const x = (at: number) => left + (at / last) * (width - left - right);
  const y = (value: number) => 6 + ((high - value) / (high - low || 1)) * (height - bottom - 6);
  const ticks = niceTicks(low, high, 5).filter((tick) => tick >= low - 1e-12 && tick <= high + 1e-12);
  const dayTicks = niceTicks(0, last, 7).filter((tick) => Number.isInteger(tick) && tick <= last);
  // biome-ignore lint/correctness/useExhaustiveDependencies: paths change with values and scale alone
  const paths = useMemo(
    () =>
      curves.map(({ values }) =>
        values.map((value, at) => `${at ? "L" : "M"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join(""),
      ),
    [curves, low, high, days, height, width, bars],
  );
  const pick = (event: PointerEvent) => {
    const box = svg.current?.getBoundingClientRect();
    if (!box || !onDay) return;
    const at = (((event.clientX - box.left) / box.width) * width - left) / (width - left - right);
    onDay(Math.round(Math.min(1, Math.max(0, at)) * last));
  };
  const gap = ((ticks[1] ?? 1) - (ticks[0] ?? 0)) * 100;
  const decimals = Math.min(4, Math.max(0, -Math.floor(Math.log10(gap || 1) + 1e-9)));
  return (
    <svg
      ref={svg}
      viewBox={`0 0 ${width} ${height}`}
      width="100%"
      height={height}
      style={{ display: "block", touchAction: "none", cursor: onDay ? "col-resize" : undefined }}
      aria-hidden="true"
      onPointerDown={(event) => {
        held.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        pick(event);
      }}
      onPointerMove={(event) => held.current && pick(event)}
      onPointerUp={() => {
        held.current = false;
      }}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={left}
            x2={width - right}
            y1={y(tick)}
            y2={y(tick)}
            stroke={tick === 0 ? "var(--text-3)" : "var(--line)"}
          />
          <text x={left - 6} y={y(tick) + 4} fontSize={11} textAnchor="end" fill="var(--text-2)">
            {`${(tick * 100).toFixed(decimals).replace("-", "−")}`}
          </text>
        </g>
      ))}
      {dayTicks.map((tick) => (
        <text
          key={tick}
          x={x(tick)}
          y={height - bottom + 14}
          fontSize={11}
          textAnchor={tick === 0 ? "start" : "middle"}
          fill="var(--text-2)"
        >
          {tick}
        </text>
      ))}
      {events.slice(0, bars).map((event, i) => {
        const top = height - bars * 7 + i * 7;
        const from = x(Math.min(event.start_day, last));
        const to = x(Math.min(event.start_day + event.duration_days, last));
        const over = x(Math.min(event.start_day + event.duration_days + event.recovery_days, last));
        return (
          <g key={event.id}>
            <title>{nameIn(language, event)}</title>
            <rect x={from} y={top} width={Math.max(2, to - from)} height={5} fill="var(--text-2)" />
            <rect x={to} y={top} width={Math.max(0, over - to)} height={5} fill="var(--text-2)" fillOpacity={0.3} />
          </g>
        );
      })}
      {bands ? <Bands levels={bands} x={x} y={y} /> : null}
      {curves.map((curve, i) => {
        const at = curve.values.reduce((best, value, k) => (value > (curve.values[best] ?? 0) ? k : best), 0);
        return (
          <g key={curve.index}>
            <path
              d={paths[i]}
              fill="none"
              stroke={runColour(curve.index)}
              strokeWidth={2}
              strokeDasharray={dashes[curve.index] || undefined}
              strokeLinejoin="round"
            />
            {letter ? (
              <text
                x={Math.min(x(at) + 8, width - 10)}
                y={Math.max(14, y(curve.values[at] ?? 0) + 4)}
                fontSize={13}
                fontWeight={700}
                fill={runColour(curve.index)}
                stroke="var(--bg)"
                strokeWidth={3}
                paintOrder="stroke"
              >
                {letters[curve.index]}
              </text>
            ) : null}
          </g>
        );
      })}
      {day === undefined ? null : (
        <g>
          <line x1={x(day)} x2={x(day)} y1={2} y2={height - bottom} stroke="var(--text-1)" strokeWidth={1} />
          {curves.map((curve) => (
            <circle
              key={curve.index}
              cx={x(day)}
              cy={y(curve.values[day] ?? 0)}
              r={3.5}
              fill="var(--bg)"
              stroke={runColour(curve.index)}
              strokeWidth={2}
            />
          ))}
        </g>
      )}
    </svg>
  );
}

// One unit of the picture is one pixel, so that its text keeps its size.
function useWidth(svg: React.RefObject<SVGSVGElement | null>): number {
  const [width, setWidth] = useState(560);
  useEffect(() => {
    if (!svg.current || typeof ResizeObserver === "undefined") return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(240, Math.round(entry?.contentRect.width ?? 560))));
    watch.observe(svg.current);
    return () => watch.disconnect();
  }, [svg]);
  return width;
}

/** From what is lowest to what is highest, 0 among it, with a little room. */
export function rangeOf(all: readonly (readonly number[])[]): [number, number] {
  let [low, high] = [0, 0];
  for (const values of all)
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  if (high === 0 && low === 0) return [0, 0.01];
  const room = (high - low) * 0.06;
  // A wiggle below zero of recovering output is no reason for an axis of its own.
  return [low < -room ? low - room : Math.min(0, low), high > 0 ? high + room : 0];
}
