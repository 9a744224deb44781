// What is mine: late first, what waits for my answer, what comes within a week.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { get } from "@/api/hooks";
import { dateTime } from "@/design/date";
import { asLevel, LevelBadge } from "@/design/LevelBadge";
import { areaPath } from "@/frame/areas";
import { useDirectory } from "@/frame/directory";
import { useKeys } from "@/frame/keys";
import { Link } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { useCan, useMe } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { useLanguage, useTexts } from "@/text";
import styles from "./cases.module.css";
import { byUrgency, DueMark, useWaitingWords } from "./columns";
import { casesQuery, useSubjects } from "./data";
import { type CaseRow, isLate, isMine, isNamed, personIn } from "./model";
import { nameOf } from "./name";
import { caseTexts } from "./text";

export default function MyWork() {
  const t = useTexts(caseTexts);
  const me = useMe();
  const can = useCan();
  const cases = useQuery(casesQuery(true));
  const approvals = useQuery(get("/api/v1/approvals", { query: { limit: 100 } }));
  const notices = useQuery(get("/api/v1/me/notifications", { query: { limit: 10, unread: true } }));
  const mine = (cases.data?.items ?? []).filter((row) => isMine(row, me)).sort(byUrgency);
  const awaits = (row: CaseRow) => {
    const who = personIn(row, "owner") ?? personIn(row, "lead_province");
    return row.unanswered_since !== null && who !== undefined && isNamed(who, me);
  };
  const late = mine.filter(isLate);
  const week = mine.filter((row) => !isLate(row) && row.due !== null && row.due.days_left <= 7);
  const answers = mine.filter(awaits);
  const pending = mine.filter((row) => row.pending.length > 0);
  const shown = new Set([...late, ...week, ...answers, ...pending]);
  const rest = mine.filter((row) => !shown.has(row));
  const open = (approvals.data?.items ?? []).filter((one) => one.may_decide);
  const language = useLanguage();
  const approvalsPath = areaPath("admin", can) ? "/admin/approvals" : "/me";
  // Arrows are the browser's; j and k walk through the links of the page.
  const step = (by: number) => {
    const links = [...document.querySelectorAll<HTMLElement>("[data-mine] a")];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
  };
  useKeys([
    { keys: "j", name: t.id, run: () => step(1) },
    { keys: "k", name: t.id, run: () => step(-1) },
  ]);
  return (
    <Page
      crumbs={[{ name: t.title, to: "/cases" }, { name: t.my }]}
      answer={cases.data ? t.myAnswer(late.length, week.length) : undefined}
    >
      <QueryState query={cases}>
        {() => (
          <div className={styles.cols} data-mine>
            <div>
              <Part title={t.myLate} rows={late} />
              <Part title={t.myAnswers} rows={answers} />
              <Part title={t.myPending} rows={pending} />
              <Part title={t.myWeek} rows={week} />
              <Part title={t.myRest} rows={rest} />
            </div>
            <div>
              <Section
                title={`${t.myApprovals} ${open.length}`}
                extra={<Link to={approvalsPath}>{t.toApprovals}</Link>}
              >
                {open.length === 0 ? <p className="caption">{t.myNone}</p> : null}
                {open.map((one) => (
                  <p key={one.id}>
                    {one.reason} <span className="caption">{dateTime(one.asked)}</span>
                  </p>
                ))}
              </Section>
              <Section
                title={`${t.myNotices} ${notices.data?.unread ?? 0}`}
                extra={<Link to="/notifications">{t.toNotices}</Link>}
              >
                {(notices.data?.items ?? []).map((one) => (
                  <p key={one.id}>
                    {one.case_id ? (
                      <Link to={`/cases/${encodeURIComponent(one.case_id)}`}>
                        {language === "zh" ? one.text_zh : one.text_en}
                      </Link>
                    ) : language === "zh" ? (
                      one.text_zh
                    ) : (
                      one.text_en
                    )}{" "}
                    <time className="caption">{dateTime(one.made)}</time>
                  </p>
                ))}
                {notices.data?.items.length === 0 ? <p className="caption">{t.myNone}</p> : null}
              </Section>
            </div>
          </div>
        )}
      </QueryState>
    </Page>
  );
}

function Part({ title, rows }: { title: string; rows: readonly CaseRow[] }): ReactNode {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const directory = useDirectory();
  const waiting = useWaitingWords(directory);
  const subjects = useSubjects();
  return (
    <Section title={`${title} ${rows.length}`}>
      {rows.length === 0 ? (
        <p className="caption">{t.myNone}</p>
      ) : (
        <table className={styles.table}>
          <tbody>
            {rows.map((row) => {
              const subject = subjects.of(row);
              const level = asLevel(subject.level);
              return (
                <tr key={row.id}>
                  <td style={{ width: 90 }}>
                    <Link to={`/cases/${encodeURIComponent(row.id)}`}>{row.id}</Link>
                  </td>
                  <td style={{ width: 90 }}>{level ? <LevelBadge level={level} /> : null}</td>
                  <td>
                    <b>{subject.name}</b>
                  </td>
                  <td>{language === "zh" ? row.state_zh : row.state_en}</td>
                  <td>
                    {row.due ? (
                      <DueMark day={row.due.day} days={row.due.days_left} name={nameOf(language, row.due)} />
                    ) : null}
                  </td>
                  <td>{waiting(row)?.text}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Section>
  );
}
