// What is mine: overdue first, then what comes due.
import { useQuery } from "@tanstack/react-query";
import { deadline } from "@/design/date";
import { areaPath, pathOf } from "@/frame/areas";
import { Link } from "@/frame/Link";
import { useCan, useMe } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { rankingQuery } from "@/pages/breakpoints/queries";
import { isMine } from "@/pages/cases/model";
import { casesQuery } from "@/pages/cases/reads";
import { nameIn, useLanguage, useTexts } from "@/text";
import { type CaseRow, countsOf, type Task, tasksOf } from "./model";
import styles from "./overview.module.css";
import { overviewTexts } from "./text";

export function Tasks({ dataset, chain, most }: { dataset: string; chain: string; most: number }) {
  const t = useTexts(overviewTexts);
  const can = useCan();
  const me = useMe();
  const mayRead = can("case.read");
  const cases = useQuery({ ...casesQuery(true), enabled: mayRead });
  const ranking = useQuery({ ...rankingQuery(dataset), enabled: mayRead && dataset !== "" });
  const chainOf = (id: string) => ranking.data?.rows.find((one) => one.id === id)?.chain_id;
  const mine = (rows: readonly CaseRow[]) =>
    tasksOf(rows.filter((row) => isMine(row, me))).filter((task) => !chain || chainOf(task.subject.id) === chain);
  const counts = cases.data && countsOf(mine(cases.data.items));
  return (
    <section aria-label={t.tasks}>
      <h2 className={styles.head}>
        {t.tasks}
        {counts ? (
          <span className={styles.small}>
            {t.tasksCount(counts.all, counts.overdue, counts.today)}
            {areaPath("cases", can) ? (
              <>
                {" "}
                <Link to="/my" className="in-text">
                  {t.tasksAll}
                </Link>
              </>
            ) : null}
          </span>
        ) : null}
      </h2>
      {mayRead ? (
        <QueryState query={cases} rows={4}>
          {(open) => (
            <>
              <List
                tasks={mine(open.items)}
                most={most}
                nameOf={(id) => ranking.data?.rows.find((one) => one.id === id)}
              />
              {open.next ? <p className="caption">{t.tasksCut(open.items.length)}</p> : null}
            </>
          )}
        </QueryState>
      ) : (
        <p className="caption">{t.casesHidden}</p>
      )}
    </section>
  );
}

function List({
  tasks,
  most,
  nameOf,
}: {
  tasks: readonly Task[];
  most: number;
  /** Cases name their product by id alone; the ranking, which the list of break points reads too, knows its name. */
  nameOf: (id: string) => { name_zh: string; name_en: string } | undefined;
}) {
  const t = useTexts(overviewTexts);
  const language = useLanguage();
  if (tasks.length === 0) return <p>{t.tasksNone}</p>;
  return (
    <>
      <ul className={styles.rows}>
        {tasks.slice(0, most).map((task) => {
          const path = pathOf("case", task.caseId);
          const subject = nameOf(task.subject.id);
          return (
            <li key={task.caseId} className={styles.row}>
              <span className={styles.due} data-late={task.late || undefined}>
                {task.day ? deadline(task.day, language) : t.tasksNoDay}
              </span>
              <span className={styles.rowName}>
                {path ? (
                  <Link to={path} className="in-text">
                    {task.caseId}
                  </Link>
                ) : (
                  task.caseId
                )}{" "}
                {subject ? nameIn(language, subject) : task.subject.id}
              </span>
              <span className={styles.rowEnd}>{task.name?.[language]}</span>
            </li>
          );
        })}
      </ul>
      <p className="caption">
        {tasks.length > most ? `${t.tasksMore(tasks.length - most)}${t.semicolon}` : ""}
        {t.tasksScope}
      </p>
    </>
  );
}
