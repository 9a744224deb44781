// Rows between two values of a measure, as "0.4-0.9" in the address.
import type { Measure, RankingRow } from "./model";

export type Range = readonly [number, number];
export const whole: Range = [0, 1];

export function readRange(text: string): Range {
  const found = /^(\d(?:\.\d+)?)-(\d(?:\.\d+)?)$/.exec(text);
  if (!found) return whole;
  const [low, high] = [Number(found[1]), Number(found[2])];
  return low <= high && high <= 1 ? [low, high] : whole;
}
const two = (value: number) => String(Number(Math.min(1, Math.max(0, value)).toFixed(2)));
/** Empty where nothing is left out. */
export function writeRange([low, high]: Range): string {
  return low <= 0 && high >= 1 ? "" : `${two(low)}-${two(high)}`;
}
/** By the value itself, not by the ends of its interval; without a value it is in no range but the whole. */
export function isWithin(row: RankingRow, measure: Measure, range: Range): boolean {
  if (range[0] <= 0 && range[1] >= 1) return true;
  const value = row[measure]?.value;
  return value !== undefined && value >= range[0] && value <= range[1];
}
