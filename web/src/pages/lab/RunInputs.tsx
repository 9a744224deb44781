// What a run was made of, in words.
import { useMemo } from "react";
import { Section } from "@/frame/Page";
import { nameIn, useLanguage, useTexts } from "@/text";
import { draftOf } from "./draft";
import styles from "./lab.module.css";
import { measureTexts } from "./measure-text";
import { useNames } from "./queries";
import type { Run, RunText } from "./result";
import { labTexts } from "./text";
import { eventWords, measureWords } from "./words";

export function RunInputs({ run, about }: { run: Run | undefined; about: RunText }) {
  const t = useTexts(labTexts);
  const ofMeasures = useTexts(measureTexts);
  const language = useLanguage();
  const { name } = useNames(about.dataset.name);
  const { measures } = useMemo(() => draftOf(about.options), [about]);
  if (!run) return null;
  const { scenario } = run;
  const { policy } = scenario;
  return (
    <Section title={`${t.inputs}: ${nameIn(language, scenario)}`}>
      <ol className={styles.inputs}>
        {scenario.events.map((event) => (
          <li key={event.id}>
            <b>{nameIn(language, event)}</b>
            {language === "zh" ? "：" : ": "}
            {eventWords(event, name, t)}
            {event.provenance.source ? (
              <span className="caption">
                {" "}
                {event.provenance.source}
                {event.provenance.grade ? ` · ${event.provenance.grade}` : ""}
              </span>
            ) : null}
          </li>
        ))}
      </ol>
      {measures.length > 0 ? (
        <p>
          <b>{ofMeasures.measures}</b>
          {language === "zh" ? "：" : ": "}
          {measures.map((one) => measureWords(one, name, ofMeasures, language)).join(language === "zh" ? "；" : "; ")}
        </p>
      ) : null}
      <p className="caption">
        {t.horizon} {t.days(scenario.horizon_days)} · {t.defaultStock} {t.days(scenario.default_inventory_days)} ·{" "}
        {t.rationing} {t.rationings[policy.rationing as keyof typeof t.rationings] ?? policy.rationing} · {t.orders}{" "}
        {t.orderRules[policy.orders as keyof typeof t.orderRules] ?? policy.orders} · {t.switchingOn}:{" "}
        {policy.switching.enabled ? t.yes : t.no}
        {scenario.inventory_by_product.length > 0
          ? ` · ${t.stocks}: ${scenario.inventory_by_product.map((one) => `${name(one.what)} ${t.days(one.days)}`).join(language === "zh" ? "、" : ", ")}`
          : ""}
      </p>
    </Section>
  );
}
