// What changed since the version before, worst first; each row opens the break point.
import { useState } from "react";
import { asLevel, LevelGlyph } from "@/design/LevelBadge";
import { ChainTag } from "@/design/marks";
import { full } from "@/design/number";
import { designTexts } from "@/design/texts";
import { pathOf } from "@/frame/areas";
import { Link } from "@/frame/Link";
import { nameIn, useLanguage, useTexts } from "@/text";
import { type Change, type OverviewView, trendOf } from "./model";
import styles from "./overview.module.css";
import { overviewTexts } from "./text";

export function Changes({ view, most }: { view: OverviewView; most: number }) {
  const t = useTexts(overviewTexts);
  const [all, setAll] = useState(false);
  const { compared_with: compared } = view;
  const trend = trendOf(view.changes);
  const changes = [...trend.worse, ...trend.better];
  const shown = all ? changes : changes.slice(0, most);
  return (
    <section aria-label={t.changes}>
      <h2 className={styles.head}>{compared ? t.changesSince(compared.version, view.about.version) : t.changes}</h2>
      {!compared ? (
        <p className="caption">{t.noCompare}</p>
      ) : (
        <>
          {changes.length === 0 ? <p>{t.changesNone}</p> : null}
          <ul className={styles.rows}>
            {shown.map((change) => (
              <Row key={change.id} change={change} chains={view.chains} />
            ))}
          </ul>
          <p className="caption">
            {changes.length > most ? (
              <button type="button" className={styles.link} aria-expanded={all} onClick={() => setAll(!all)}>
                {all ? t.changesLess : t.changesMore(changes.length - shown.length)}
              </button>
            ) : null}
            {changes.length > most && trend.others > 0 ? t.semicolon : null}
            {trend.others > 0 ? t.changesScore(trend.others) : null}
          </p>
        </>
      )}
    </section>
  );
}

function Row({ change, chains }: { change: Change; chains: OverviewView["chains"] }) {
  const t = useTexts(overviewTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const { before } = change;
  const path = pathOf("break_point", change.id);
  const chain = chains.find((one) => one.id === change.chain_id);
  const level = asLevel(change.level);
  const worse = trendOf([change]).worse.length > 0;
  const name = nameIn(language, change);
  return (
    <li className={styles.row}>
      <span className={styles.arrow}>
        <span aria-hidden="true">{worse ? "↑" : "↓"}</span>
        <span className="visually-hidden">{worse ? words.up : words.down}</span>
      </span>
      <span className={styles.levelStep}>
        {before ? `${words.levels[before.level_before]} → ` : ""}
        {level ? <LevelGlyph level={level} size={13} /> : null} <b>{words.levels[change.level]}</b>
      </span>
      <span className={styles.rowName}>{path ? <Link to={path}>{name}</Link> : name}</span>
      <ChainTag title={chain && nameIn(language, chain)}>
        {language === "zh" && chain ? nameIn(language, chain) : change.chain_id}
      </ChainTag>
      <span className={styles.rowEnd}>
        {t.score} {full(before?.score_before, 2)} → {full(change.score, 2)}
      </span>
    </li>
  );
}
