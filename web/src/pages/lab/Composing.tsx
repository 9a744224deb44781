// What is being composed: kept while one looks elsewhere, begun from the run that is shown or from what other pages send.
import { type RefObject, useEffect, useMemo, useState } from "react";
import type { AnswerOf } from "@/api/client";
import { useDataset } from "@/frame/dataset";
import { useDraft } from "@/frame/drafts";
import { useUrlState } from "@/frame/url-state";
import { useTexts } from "@/text";
import { Composer } from "./Composer";
import { type Draft, draftOf, noDraft } from "./draft";
import { sameDraws, usualDraws } from "./draws";
import { labFields } from "./fields";
import type { RunText } from "./result";
import { effective, emptyScenario, type Subject, sameScenario, shockOn, subjectsOf, withShock } from "./scenario";
import { labTexts } from "./text";
import { useRunJob } from "./useRunJob";

export function Composing({
  record,
  about,
  adds,
  onStale,
}: {
  record: AnswerOf<"/api/v1/runs/{id}", "get"> | undefined;
  about: RunText | undefined;
  /** Takes one more thing that fails, for whoever shows the run. */
  adds: RefObject<((subject: Subject) => void) | undefined>;
  /** Whether the run that is shown is no longer what is composed. */
  onStale: (isStale: boolean) => void;
}) {
  const t = useTexts(labTexts);
  const dataset = useDataset();
  const [state, set] = useUrlState(labFields);
  const [kept, setKept] = useDraft<Draft>("lab", noDraft);
  const [opened, setOpened] = useState<string | undefined>(undefined);
  const base = about?.options.scenario;

  const job = useRunJob((id) => {
    setKept(noDraft);
    set({ run: String(id), from: "", day: -1, sel: "", x: "A", chain: "" });
  });
  const fresh = useMemo<Draft>(() => ({ ...noDraft, text: emptyScenario(t.own), draws: usualDraws }), [t]);
  // What is composed, until something is changed, is what the run shown was made of.
  const inputs = useMemo<Draft>(() => (about?.options.scenario ? draftOf(about.options) : fresh), [about, fresh]);
  const draft = useMemo(() => (kept.text === "" ? inputs : { ...noDraft, ...kept }), [kept, inputs]);
  const isStale = useMemo(
    () =>
      base !== undefined &&
      (!sameScenario(effective(draft.text, draft.muted), base) ||
        draft.compareSwitching !== inputs.compareSwitching ||
        JSON.stringify(draft.measures) !== JSON.stringify(inputs.measures) ||
        !sameDraws(draft.draws, inputs.draws)),
    [draft, base, inputs],
  );
  const append = (subjects: readonly Subject[], to: Draft) => {
    let next = to.text;
    let last: string | undefined;
    for (const subject of subjects) {
      const shock = shockOn(next, subject);
      next = withShock(next, shock);
      last = shock.id;
    }
    setKept({ ...to, text: next });
    setOpened(last);
  };
  // Other pages send what is to fail: beside what is being composed, or alone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for what was sent
  useEffect(() => {
    if (state.shock === "") return;
    const subjects = subjectsOf(state.shock);
    if (subjects.length > 0) append(subjects, kept.text === "" ? fresh : draft);
    set({ shock: "" }, "replace");
  }, [state.shock]);
  // "Change and run again" starts from that run, whatever was composed before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for the run
  useEffect(() => {
    if (state.from === "" || !record || String(record.record.id) !== state.from) return;
    setKept(noDraft);
    set({ from: "", run: state.from }, "replace");
  }, [state.from, record]);
  useEffect(() => onStale(isStale), [isStale, onStale]);
  useEffect(() => {
    adds.current = (subject) => append([subject], draft);
  });
  return (
    <Composer
      draft={draft}
      dataset={dataset.name}
      isStale={isStale}
      hasRun={base !== undefined}
      job={job}
      opened={opened}
      onOpened={setOpened}
      onDraft={setKept}
      onRevert={() => setKept(noDraft)}
    />
  );
}
