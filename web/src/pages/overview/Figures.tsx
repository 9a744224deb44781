// Five figures, each leading to what it counts, and the levels with their trend.
import type { ReactNode } from "react";
import { LevelGlyph } from "@/design/LevelBadge";
import { Delta, Missing } from "@/design/marks";
import { full, signed } from "@/design/number";
import { designTexts } from "@/design/texts";
import { levels } from "@/design/tokens";
import { areaPath } from "@/frame/areas";
import { Link, type Query } from "@/frame/Link";
import { useCan } from "@/frame/session";
import { useTexts } from "@/text";
import { Coverage } from "./Coverage";
import type { OverviewView } from "./model";
import styles from "./overview.module.css";
import { overviewTexts } from "./text";

export function Figure({ name, note, children }: { name: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd>
        <span className={styles.big}>{children}</span>
        {note ? <span className={styles.small}>{note}</span> : null}
      </dd>
    </div>
  );
}

/** A number that leads to the list it counts, where that list is offered. */
function To({ area, query, children }: { area: string; query?: Query; children: ReactNode }) {
  const path = areaPath(area, useCan());
  return path ? (
    <Link to={path} query={query}>
      {children}
    </Link>
  ) : (
    children
  );
}

export function Figures({ view, chain }: { view: OverviewView; chain: string }) {
  const t = useTexts(overviewTexts);
  const { counts, counts_before: before, compared_with: compared, cases } = view;
  const of = chain ? { chain } : {};
  const worst = counts.red + counts.orange;
  const difference = before ? worst - before.red - before.orange : undefined;
  return (
    <dl className={styles.figures} aria-label={t.figures}>
      <Figure
        name={t.redOrange}
        note={
          before && compared ? (
            <>
              <Delta change={difference} text={signed(difference, 0)} />
              {t.withBefore(before.red + before.orange, compared.version)}
            </>
          ) : (
            t.noCompare
          )
        }
      >
        <To area="breakpoints" query={{ ...of, lv: "orange,red" }}>
          {full(worst)}
        </To>
      </Figure>
      <Figure name={t.overdueTasks} note={cases ? undefined : t.casesHidden}>
        {cases ? (
          <To area="cases" query={{ late: 1 }}>
            {full(cases.overdue)}
          </To>
        ) : (
          <Missing why={t.casesHidden} />
        )}
      </Figure>
      <Figure name={t.openCases} note={cases ? undefined : t.casesHidden}>
        {cases ? <To area="cases">{full(cases.open)}</To> : <Missing why={t.casesHidden} />}
      </Figure>
      <Figure name={t.gaps} note={t.gapsOf(view.product_count)}>
        {full(view.gap_count)}
      </Figure>
      <Coverage dataset={view.about.dataset} chain={chain} />
    </dl>
  );
}

export function Levels({ view, chain }: { view: OverviewView; chain: string }) {
  const t = useTexts(overviewTexts);
  const words = useTexts(designTexts);
  const { counts, counts_before: before, compared_with: compared } = view;
  const rows = [...levels, "none" as const, "unknown" as const];
  return (
    <section aria-label={t.levelsHead}>
      <h2 className={styles.head}>{t.levelsHead}</h2>
      <div className={styles.levels}>
        {rows.map((level) => (
          <div key={level} className={styles.level}>
            <span className={styles.levelName}>
              {level === "none" || level === "unknown" ? null : <LevelGlyph level={level} size={14} />}
              {level === "unknown" ? t.unrated : words.levels[level]}
            </span>
            <b className={styles.levelCount}>
              <To area="breakpoints" query={{ ...(chain ? { chain } : {}), lv: level }}>
                {full(counts[level])}
              </To>
            </b>
            <span className={styles.small}>
              {before && compared ? (
                counts[level] === before[level] ? (
                  <Delta change={0} text="0" />
                ) : (
                  <Delta change={counts[level] - before[level]} text={signed(counts[level] - before[level], 0)} />
                )
              ) : null}
            </span>
          </div>
        ))}
      </div>
    </section>
  );
}
