// The sentence of a run and on what it stands.
import { Tooltip } from "antd";
import type { components } from "@/api/schema";
import { dateTime } from "@/design/date";
import { percent } from "@/design/number";
import { useLanguage, useTexts } from "@/text";
import { drawTexts } from "./draw-text";
import { drawnRun } from "./draws";
import type { Result, RunText } from "./result";
import { labTexts } from "./text";
import { lossRange } from "./words";

export function Answer({ result }: { result: Result }) {
  const language = useLanguage();
  const words = useTexts(drawTexts);
  const drawn = drawnRun(result.draws, "A");
  const say = language === "zh" ? result.answer.zh : result.answer.en;
  const compared = language === "zh" ? result.comparison.zh : result.comparison.en;
  // The longer part of the sentence stands in the figures below it.
  const parts = say.split(language === "zh" ? "；" : "; ");
  const band = drawn && parts.length > 1 ? words.inBrackets(lossRange(drawn.worst_loss)) : "";
  const first = [`${parts[0] ?? ""}${band}`, ...parts.slice(1, 2)].join(language === "zh" ? "；" : "; ");
  const end = language === "zh" ? "。" : ".";
  return (
    <>
      {/[。.]$/.test(first) ? first : first + end} {compared}
    </>
  );
}

export function Note({
  record,
  about,
  result,
}: {
  record: components["schemas"]["RecordText"];
  about: RunText;
  result: Result;
}) {
  const t = useTexts(labTexts);
  return (
    <>
      {t.on(about.dataset.name, about.dataset.version)} · {t.madeBy(record.made_by, dateTime(record.made_at))} ·{" "}
      <DrawNote result={result} />
      {result.partial ? <b> · {t.partial}</b> : null}
      {result.synthetic ? ` · ${t.synthetic}` : null}
    </>
  );
}

/** Whether there are intervals, what they are of, and how to make them again. */
function DrawNote({ result }: { result: Result }) {
  const t = useTexts(labTexts);
  const words = useTexts(drawTexts);
  const { draws } = result;
  if (!draws) {
    return (
      <Tooltip title={t.oneRunWhy}>
        <b>{t.oneRun}</b>
      </Tooltip>
    );
  }
  const part = (width: number) => percent(width, 0);
  const done = Math.min(...draws.runs.map((run) => run.draws));
  return (
    <Tooltip
      title={words.noteWhy(
        draws.stocks,
        part(draws.loss_width),
        part(draws.duration_width),
        part(draws.recovery_width),
      )}
    >
      <b>
        {words.note(done, draws.seed)}
        {done < draws.wanted ? ` · ${words.partial(done, draws.wanted)}` : ""}
      </b>
    </Tooltip>
  );
}
