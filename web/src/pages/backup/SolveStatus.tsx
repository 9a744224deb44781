import { full } from "@/design/number";
import { useTexts } from "@/text";
import { isLimited, isUnsolved } from "./model";
import { Progress } from "./Progress";
import type { Solved } from "./solve";
import { backupTexts } from "./text";

/** How good the plan is that is shown: proven to a gap, cut short, greedy, or of a step solved ahead. */
export function SolveStatus({ solved }: { solved: Solved }) {
  const t = useTexts(backupTexts);
  const { exact } = solved;
  if (solved.isDragging) return <>{t.ladderOnly}</>;
  if (!exact) return <Progress progress={solved.exactProgress} name={() => t.solvingExact} inline />;
  const { solver } = exact;
  const gap = `${full(solver.gap * 100, 2)}%`;
  const seconds = full(solver.seconds, 2);
  return (
    <>
      {isUnsolved(exact)
        ? t.noPlan(seconds, solver.name)
        : solver.status === "greedy"
          ? t.greedy
          : isLimited(exact)
            ? t.limited(seconds, gap)
            : t.exact(gap, seconds, solver.name)}
      {solved.isLadder && solved.steps.length > 1 ? (
        <>
          {" · "}
          <Progress progress={solved.ladderProgress} name={t.ladderProgress} inline />
        </>
      ) : null}
    </>
  );
}
