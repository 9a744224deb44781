// Scales of strips and axes: a value to a place between 0 and 1.
export interface Scale {
  at: (value: number) => number;
  ticks: readonly { value: number; label: string }[];
}

export function linearScale(
  low: number,
  high: number,
  ticks: readonly number[] = [low, high],
  decimals?: number,
): Scale {
  const width = high - low || 1;
  return {
    at: (value) => Math.min(1, Math.max(0, (value - low) / width)),
    ticks: ticks.map((value) => ({ value, label: decimals === undefined ? String(value) : value.toFixed(decimals) })),
  };
}

/** Positive values by their logarithm; what lies outside sticks to the edge. */
export function logScale(low: number, high: number, ticks: readonly { value: number; label: string }[]): Scale {
  const [from, to] = [Math.log(low), Math.log(high)];
  return { at: (value) => (value <= 0 ? 0 : Math.min(1, Math.max(0, (Math.log(value) - from) / (to - from)))), ticks };
}

const dayTicks = {
  zh: ["1 天", "1 周", "1 月", "半年", "2 年"],
  en: ["1 d", "1 wk", "1 mo", "6 mo", "2 yr"],
};
/** Days of recovery: 1 day, a week, a month, half a year, two years. */
export function dayScale(language: "zh" | "en"): Scale {
  return logScale(
    1,
    1000,
    [1, 7, 30, 182, 730].map((value, i) => ({ value, label: dayTicks[language][i] ?? "" })),
  );
}

/** Round steps that cover a range: 0, 0.2, 0.4 … */
export function niceTicks(low: number, high: number, count = 5): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; ++i)
    ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

export interface Spread {
  value: number | null | undefined;
  low?: number | null;
  high?: number | null;
  /** The inner half, where it is known. */
  innerLow?: number | null;
  innerHigh?: number | null;
}
export type StripShape =
  | { kind: "missing" }
  | { kind: "point"; at: number }
  | { kind: "interval"; at: number; from: number; to: number; inner?: [number, number] };

/** What a strip draws: nothing where the value is missing, a hollow dot without an interval, never a made-up bar. */
export function stripShape(spread: Spread, scale: Scale): StripShape {
  const { value, low, high, innerLow, innerHigh } = spread;
  if (value === null || value === undefined || !Number.isFinite(value)) return { kind: "missing" };
  const at = scale.at(value);
  if (low === null || low === undefined || high === null || high === undefined) return { kind: "point", at };
  const shape: StripShape = {
    kind: "interval",
    at,
    from: scale.at(Math.min(low, value)),
    to: scale.at(Math.max(high, value)),
  };
  if (innerLow !== null && innerLow !== undefined && innerHigh !== null && innerHigh !== undefined) {
    shape.inner = [scale.at(innerLow), scale.at(innerHigh)];
  }
  return shape;
}
