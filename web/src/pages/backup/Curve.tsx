// Gain over budget as steps: solutions are discrete, and a smooth line would promise points that do not exist.
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { ChartFrame } from "@/design/chart/ChartFrame";
import { full, percent } from "@/design/number";
import { niceTicks } from "@/design/scale";
import { useLanguage, useTexts } from "@/text";
import styles from "./backup.module.css";
import { budgetText, inUnit, unitText } from "./format";
import { gainOf, kneeOf, type Plan, type Step, yuanPerWan } from "./model";
import { backupTexts } from "./text";

const size = { height: 248, left: 52, right: 20, top: 30, bottom: 30 };

export function Curve({
  steps,
  top,
  tools,
  budget,
  exact,
  onBudget,
  dataset,
  version,
}: {
  steps: readonly Step[];
  /** End of the axis, yuan. */
  top: number;
  tools?: ReactNode;
  /** In 10,000 yuan. */
  budget: number;
  exact: Plan | undefined;
  onBudget: (wan: number) => void;
  dataset: string;
  version: number;
}) {
  const t = useTexts(backupTexts);
  const language = useLanguage();
  const first = steps[0]!;
  const last = steps.at(-1)!;
  const cover = first.plan.goal === "cover";
  const knee = kneeOf(steps);
  const lowGain = cover ? Math.max(0, first.gain - Math.max(0.02, (last.gain - first.gain) * 0.12)) : 0;
  const highest = (steps.findLast((step) => step.budget <= top) ?? last).gain;
  const highGain = Math.max(highest + (highest - lowGain) * 0.06, lowGain + 0.02);
  const shown = steps.filter((step) => step.budget <= top);
  const [box, width] = useWidth();
  const { height, left, right } = size;
  const x = (yuan: number) => left + (Math.min(yuan, top) / top) * (width - left - right);
  const y = (gain: number) =>
    height - size.bottom - ((gain - lowGain) / (highGain - lowGain)) * (height - size.top - size.bottom);
  const path = [...shown, { ...(shown.at(-1) ?? first), budget: top }]
    .map((step, i) => {
      const previous = i > 0;
      return previous
        ? `H${x(step.budget).toFixed(1)}V${y(step.gain).toFixed(1)}`
        : `M${x(step.budget).toFixed(1)} ${y(step.gain).toFixed(1)}`;
    })
    .join("");
  const gainText = (gain: number) =>
    cover ? percent(gain) : `${full(gain / (language === "zh" ? 1e8 : 1e9), 2)} ${t.lossUnit}`;
  const ticksX = niceTicks(0, inUnit(top, language), 6);
  const unit = language === "zh" ? yuanPerWan : 1e6;
  const gainUnit = cover ? 0.01 : language === "zh" ? 1e8 : 1e9;
  const ticksY = niceTicks(lowGain / gainUnit, highGain / gainUnit, 4);
  const here = x(budget * yuanPerWan);
  const kneeText = knee
    ? t.kneeWords(budgetText(Math.round(knee.budget / yuanPerWan), language), gainText(knee.gain))
    : t.noKnee;
  const hereRight = here > width - 130;
  const kneeX = knee ? x(knee.budget) : 0;
  return (
    <ChartFrame
      title={cover ? t.curveCover : t.curveLoss}
      subtitle={cover ? t.curveSubtitleCover : t.curveSubtitleLoss}
      alternative={t.curveAlt(
        budgetText(Math.round(first.budget / yuanPerWan), language),
        gainText(first.gain),
        gainText(last.gain),
        budgetText(Math.round(last.budget / yuanPerWan), language),
        kneeText,
      )}
      source={t.source(dataset, version, first.plan.horizon_days)}
      tools={tools}
      rows={steps}
      rowKey={(step) => String(step.budget)}
      columns={[
        {
          id: "budget",
          title: t.budget,
          unit: t.budgetUnit,
          width: 110,
          align: "right",
          value: (step) => inUnit(step.budget, language),
          cell: (step) => unitText(step.budget, language),
        },
        {
          id: "gain",
          title: cover ? t.gain : t.gainLoss,
          unit: cover ? "%" : t.lossUnit,
          width: 110,
          align: "right",
          value: (step) => step.gain / gainUnit,
          cell: (step) => full(step.gain / gainUnit, cover ? 1 : 2),
        },
        {
          id: "products",
          title: t.covered,
          unit: t.products,
          width: 110,
          align: "right",
          value: (step) => step.plan.covered_after,
        },
        {
          id: "cost",
          title: t.cost,
          unit: t.budgetUnit,
          width: 110,
          align: "right",
          value: (step) => inUnit(step.plan.cost_cny_a_year, language),
          cell: (step) => unitText(step.plan.cost_cny_a_year, language),
        },
        {
          id: "gap",
          title: t.gap,
          unit: "%",
          width: 80,
          align: "right",
          value: (step) => step.plan.solver.gap * 100,
          cell: (step) => full(step.plan.solver.gap * 100, 2),
        },
      ]}
    >
      <div ref={box}>
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          className={styles.curve}
          aria-hidden="true"
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            const at = (((event.clientX - box.left) / box.width) * width - left) / (width - left - right);
            const wan = (Math.min(1, Math.max(0, at)) * top) / yuanPerWan;
            onBudget(Math.round(wan / 10) * 10);
          }}
        >
          {ticksY.map((tick) => (
            <g key={tick}>
              <line x1={left} x2={width - right} y1={y(tick * gainUnit)} y2={y(tick * gainUnit)} stroke="var(--line)" />
              <text x={left - 8} y={y(tick * gainUnit) + 4} fontSize={12} textAnchor="end" fill="var(--text-2)">
                {full(tick)}
              </text>
            </g>
          ))}
          {ticksX.map((tick) => (
            <g key={tick}>
              <line
                x1={x(tick * unit)}
                x2={x(tick * unit)}
                y1={height - size.bottom}
                y2={height - size.bottom + 4}
                stroke="var(--text-3)"
              />
              <text x={x(tick * unit)} y={height - 10} fontSize={12} textAnchor="middle" fill="var(--text-2)">
                {full(tick)}
              </text>
            </g>
          ))}
          <path d={path} fill="none" stroke="var(--interval)" strokeWidth={2.5} />
          {shown.map((step) => (
            <rect
              key={step.budget}
              x={x(step.budget) - 2}
              y={y(step.gain) - 2}
              width={4}
              height={4}
              fill="var(--interval)"
            />
          ))}
          {knee && knee.budget <= top ? (
            <g>
              <line
                x1={kneeX}
                x2={kneeX}
                y1={y(knee.gain)}
                y2={height - size.bottom}
                stroke="var(--text-3)"
                strokeDasharray="3 3"
              />
              <text
                x={kneeX + 6}
                y={Math.min(height - size.bottom - 8, y(knee.gain) + 34)}
                fontSize={12}
                fill="var(--text-2)"
              >
                {t.knee} {unitText(knee.budget, language)}
              </text>
            </g>
          ) : null}
          <line x1={here} x2={here} y1={16} y2={height - size.bottom} stroke="var(--median)" strokeWidth={1.5} />
          <text
            x={hereRight ? here - 6 : here + 6}
            y={14}
            fontSize={12}
            fontWeight={600}
            textAnchor={hereRight ? "end" : "start"}
            fill="var(--text-1)"
          >
            {t.here} {unitText(budget * yuanPerWan, language)}
            {exact ? ` · ${gainText(gainOf(exact))}` : ""}
          </text>
          {exact ? (
            <rect
              x={here - 5}
              y={y(gainOf(exact)) - 5}
              width={10}
              height={10}
              fill="var(--bg)"
              stroke="var(--median)"
              strokeWidth={2.5}
            />
          ) : null}
        </svg>
      </div>
    </ChartFrame>
  );
}

// The picture is drawn as wide as its place, so that its words keep their size.
function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setWidth(Math.max(360, Math.floor(element.clientWidth))));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return [ref, width];
}
