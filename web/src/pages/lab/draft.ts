// What is being composed: the text, which of its shocks are muted, what a second run does against them, and whether the
// runs are repeated at random.
import { type Draws, drawsOf, onceOnly } from "./draws";
import { type Measure, measuresOf } from "./measures";
import type { RunText } from "./result";

export interface Draft {
  text: string;
  muted: string[];
  compareSwitching: boolean;
  measures: Measure[];
  draws: Draws;
}
export const noDraft: Draft = { text: "", muted: [], compareSwitching: false, measures: [], draws: onceOnly };

/** What a run was made of. */
export function draftOf(options: RunText["options"]): Draft {
  return {
    text: options.scenario ?? "",
    muted: [],
    compareSwitching: options.compare_switching ?? false,
    measures: measuresOf(options.scenario ?? "", options.compare_scenario, options.edits),
    draws: drawsOf(options),
  };
}
