// On what a run stands: what the shocks found in the data, what was assumed, what is not known.
import { Section } from "@/frame/Page";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./lab.module.css";
import type { Result, Run, Words } from "./result";
import { labTexts } from "./text";

export function Basis({ result, run }: { result: Result; run: Run }) {
  const t = useTexts(labTexts);
  const language = useLanguage();
  const say = (words: Words) => (language === "zh" ? words.zh : words.en);
  return (
    <Section title={t.basis}>
      <div className={styles.basis}>
        <div>
          <h3>{t.found}</h3>
          <ul>
            {run.event_hits.map((hit, i) => {
              const event = run.scenario.events[i];
              return (
                <li key={event?.id ?? i}>
                  <b>{event ? nameIn(language, event) : null}</b>
                  {language === "zh" ? "：" : ": "}
                  {hit.node_count === 0 ? t.foundNothing : say(hit)}
                </li>
              );
            })}
          </ul>
        </div>
        <details>
          <summary>
            {t.assumed} {result.assumptions.length}
          </summary>
          <ul>
            {result.assumptions.map((one) => (
              <li key={one.en}>{say(one)}</li>
            ))}
          </ul>
        </details>
        <details>
          <summary>
            {t.gaps} {result.gaps.length}
          </summary>
          <ul>
            {result.gaps.map((one) => (
              <li key={one.en}>{say(one)}</li>
            ))}
          </ul>
        </details>
      </div>
    </Section>
  );
}
