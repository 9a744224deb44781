// Bands of drawn runs behind a curve: 80 % light, 50 % darker, the median as a broken line.
import { useTexts } from "@/text";
import { drawTexts } from "./draw-text";
import second from "./second.module.css";

/** One list of days a level: 10, 25, 50, 75, 90 %. */
export type Levels = readonly (readonly number[])[];

export function Bands({ levels, x, y }: { levels: Levels; x: (day: number) => number; y: (value: number) => number }) {
  const line = (values: readonly number[]) => values.map((value, day) => `${x(day).toFixed(1)} ${y(value).toFixed(1)}`);
  const area = (low: readonly number[], high: readonly number[]) =>
    `M${line(high).join("L")}L${line(low).reverse().join("L")}Z`;
  const [p10 = [], p25 = [], p50 = [], p75 = [], p90 = []] = levels;
  return (
    <g>
      <path d={area(p10, p90)} fill="var(--interval)" fillOpacity={0.18} />
      <path d={area(p25, p75)} fill="var(--interval)" fillOpacity={0.3} />
      <path d={`M${line(p50).join("L")}`} fill="none" stroke="var(--median)" strokeWidth={1.5} strokeDasharray="5 3" />
    </g>
  );
}

export function BandLegend({ run }: { run?: string }) {
  const t = useTexts(drawTexts);
  const swatch = (opacity: number) => (
    <svg width="22" height="10" aria-hidden="true">
      <rect width="22" height="10" fill="var(--interval)" fillOpacity={opacity} />
    </svg>
  );
  const stroke = (colour: string, width: number, dash?: string) => (
    <svg width="22" height="10" aria-hidden="true">
      <line x1="0" x2="22" y1="5" y2="5" stroke={colour} strokeWidth={width} strokeDasharray={dash} />
    </svg>
  );
  return (
    <p className={second.legend}>
      {run ? (
        <span>
          {stroke(run, 2)} {t.legendRun}
        </span>
      ) : null}
      <span>
        {stroke("var(--median)", 1.5, "5 3")} {t.legendMedian}
      </span>
      <span>
        {swatch(0.45)} {t.legendHalf}
      </span>
      <span>
        {swatch(0.18)} {t.legendMost}
      </span>
    </p>
  );
}
