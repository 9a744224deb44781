// Runs repeated with stocks and events drawn at random (docs/methods_dynamics.md): what is asked for, and what comes back.
import type { RunText } from "./result";

export interface Draws {
  /** 0: the run is made once, as its inputs say. */
  count: number;
  seed: number;
  stocks: boolean;
  /** Parts by which figures of events may lie below and above. */
  loss: number;
  duration: number;
  recovery: number;
}
export const usualDraws: Draws = { count: 100, seed: 1, stocks: true, loss: 0.25, duration: 0.25, recovery: 0.25 };
export const onceOnly: Draws = { ...usualDraws, count: 0 };
export const fewestDraws = 20;
export const mostDraws = 5000;
/** Draws times days that the server takes. */
export const mostDrawnDays = 4_000_000;

export function drawsOf(options: RunText["options"]): Draws {
  return {
    count: options.draws ?? 0,
    seed: options.seed ?? usualDraws.seed,
    stocks: options.draw_stocks ?? true,
    loss: options.loss_width ?? usualDraws.loss,
    duration: options.duration_width ?? usualDraws.duration,
    recovery: options.recovery_width ?? usualDraws.recovery,
  };
}
export function drawMembers(draws: Draws) {
  return draws.count === 0
    ? {}
    : {
        draws: draws.count,
        seed: draws.seed,
        draw_stocks: draws.stocks,
        loss_width: draws.loss,
        duration_width: draws.duration,
        recovery_width: draws.recovery,
      };
}
/** Whether two say the same: how to draw says nothing where nothing is drawn. */
export function sameDraws(a: Draws, b: Draws): boolean {
  return JSON.stringify(drawMembers(a)) === JSON.stringify(drawMembers(b));
}

/** Quantiles at 10, 25, 50, 75 and 90 %. */
export type Band = readonly [number, number, number, number, number];
export interface DayBand {
  /** null: not reached within the days simulated. */
  day: readonly (number | null)[];
  not_reached: number;
}
export interface DrawnRun {
  draws: number;
  worst_loss?: Band;
  worst_day?: DayBand;
  recovery_90?: DayBand;
  recovery_99?: DayBand;
  lost_output?: Band;
  /** One list of days a level. */
  loss?: readonly (readonly number[])[];
}
interface Estimate {
  value: number;
  low: number | null;
  high: number | null;
}
export interface DrawnDifference {
  lost_output: Band;
  mean_lost_output: Estimate;
  share_lower: Estimate;
  loss?: readonly (readonly number[])[];
}
export interface ResultDraws {
  wanted: number;
  seed: number;
  stocks: boolean;
  loss_width: number;
  duration_width: number;
  recovery_width: number;
  levels: readonly number[];
  runs: readonly DrawnRun[];
  difference: DrawnDifference | null;
}

/** The draws of run A or B; nothing where none was whole. */
export function drawnRun(draws: ResultDraws | null | undefined, run: "A" | "B"): Required<DrawnRun> | undefined {
  const found = draws?.runs[run === "A" ? 0 : 1];
  return found && found.draws > 0 && found.loss ? (found as Required<DrawnRun>) : undefined;
}
