// Five classes of one measure. Their limits follow from all cities of a data version, never from what is filtered or
// hovered, so that one shade means one thing as long as the version stands.
export interface Classes {
  /** The lower limits of classes 2 to 5, rising. Fewer where the values allow fewer classes. */
  limits: readonly number[];
  low: number;
  high: number;
}

const classCount = 5;

/** Fifths of the cities, at round limits; equal values are never parted. Undefined where nothing is known. */
export function classesOf(values: readonly (number | null | undefined)[]): Classes | undefined {
  const known = values.filter((value): value is number => value !== null && value !== undefined).sort((a, b) => a - b);
  if (known.length === 0) return undefined;
  const low = known[0]!;
  const high = known.at(-1)!;
  const whole = known.every(Number.isInteger);
  const limits: number[] = [];
  for (let i = 1; i < classCount; ++i) {
    const at = known[Math.floor((i * known.length) / classCount)]!;
    const limit = whole ? at : roundTo(at, high - low);
    if (limit > (limits.at(-1) ?? low) && limit <= high) limits.push(limit);
  }
  return { limits, low, high };
}

/** Two figures of the span: limits that people can read. */
function roundTo(value: number, span: number): number {
  if (!(span > 0)) return value;
  const step = 10 ** (Math.floor(Math.log10(span)) - 1);
  return Number((Math.round(value / step) * step).toPrecision(12));
}

/** 1 for the lowest class. Spread over the five shades where there are fewer classes. */
export function classOf(value: number | null | undefined, classes: Classes | undefined): number | undefined {
  if (value === null || value === undefined || !classes) return undefined;
  const index = classes.limits.filter((limit) => value >= limit).length;
  return shadeOf(index, classes.limits.length + 1);
}

/** Which of the five shades the class at an index has: the last class is always the strongest. */
export function shadeOf(index: number, count: number): number {
  if (count <= 1) return 3;
  return 1 + Math.round((index * (classCount - 1)) / (count - 1));
}
