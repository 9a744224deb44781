import { CheckOutlined, ClockCircleOutlined, HourglassOutlined } from "@ant-design/icons";
import { useMemo } from "react";
import { dateTime } from "@/design/date";
import { LevelBadge, severity } from "@/design/LevelBadge";
import { Missing } from "@/design/marks";
import type { Column } from "@/design/table/columns";
import { type Directory, useDirectory } from "@/frame/directory";
import { useLanguage, useTexts } from "@/text";
import styles from "./cases.module.css";
import type { Subject } from "./data";
import { answerDays, type CaseRow, daysSince, isLate, personIn, provinceOfCase } from "./model";
import { nameOf } from "./name";
import { caseTexts } from "./text";

/** Date, days that are left, and for what is late a mark beside the words: never colour alone. */
export function DueMark({ day, days, name }: { day: string; days: number; name?: string }) {
  const t = useTexts(caseTexts);
  const late = days < 0;
  return (
    <span className={styles.due} data-late={late || undefined} title={name ? `${name} ${day}` : day}>
      {late ? <ClockCircleOutlined aria-hidden="true" /> : null}
      <time dateTime={day}>{day.slice(5)}</time> <b>{late ? t.late(-days) : t.left(days)}</b>
    </span>
  );
}

/** One dot a day in the state, up to ten. */
export function StateAge({ since }: { since: string }) {
  const t = useTexts(caseTexts);
  const days = daysSince(since);
  return (
    <span className={styles.age} title={t.stateFor(days)}>
      <span aria-hidden="true">{"·".repeat(Math.min(days, 10))}</span>
      <span className="visually-hidden">{t.stateFor(days)}</span>
    </span>
  );
}

export function useWaitingWords(directory: Directory) {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  return (row: CaseRow): { text: string; past: boolean } | undefined => {
    const pending = row.pending[0];
    if (pending) {
      const days = daysSince(pending.asked_at);
      return { text: t.waitsPending(nameOf(language, pending), days), past: days > answerDays };
    }
    if (row.is_final || row.unanswered_since === null) return undefined;
    const who = personIn(row, "owner") ?? personIn(row, "lead_province");
    const days = daysSince(row.unanswered_since);
    const region = who ? directory.region(provinceOfCase({ people: [who] }, directory.regionOf)) : "";
    const name = who?.person ? directory.person(who.person) : region || (who ? directory.party(who) : "");
    return { text: t.waitsAnswer(name, days), past: days > answerDays };
  };
}

export function useCaseColumns(
  subjectOf: (row: CaseRow) => Subject,
  typeNames: ReadonlyMap<string, string>,
  marked: ReadonlySet<string>,
  onMark: (id: string) => void,
): Column<CaseRow>[] {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const directory = useDirectory();
  const waiting = useWaitingWords(directory);
  // biome-ignore lint/correctness/useExhaustiveDependencies: waiting is made of language and directory
  return useMemo(() => {
    const owner = (row: CaseRow) => {
      const one = personIn(row, "owner");
      return one ? directory.party(one) : "";
    };
    const columns: Column<CaseRow>[] = [
      {
        id: "id",
        title: t.id,
        width: 118,
        value: (row) => row.id,
        cell: (row) => (
          <span className={styles.idCell}>
            <button
              type="button"
              className={styles.mark}
              role="checkbox"
              aria-checked={marked.has(row.id)}
              aria-label={`${t.mark} ${row.id}`}
              onClick={(event) => {
                event.stopPropagation();
                onMark(row.id);
              }}
            >
              {marked.has(row.id) ? <CheckOutlined /> : null}
            </button>
            {row.id}
          </span>
        ),
      },
      {
        id: "level",
        title: t.level,
        width: 92,
        value: (row) => subjectOf(row).level ?? null,
        order: (row) => {
          const { level } = subjectOf(row);
          return level ? severity(level as "red") : null;
        },
        cell: (row) => {
          const { level } = subjectOf(row);
          return level ? <LevelBadge level={level as "red"} /> : <Missing />;
        },
      },
      {
        id: "subject",
        title: t.subject,
        width: 168,
        grows: true,
        value: (row) => subjectOf(row).name,
        cell: (row) => <b className={styles.subject}>{subjectOf(row).name}</b>,
      },
      {
        id: "type",
        title: t.type,
        width: 120,
        optional: typeNames.size < 2,
        value: (row) => typeNames.get(row.type) ?? row.type,
      },
      {
        id: "state",
        title: t.state,
        width: 132,
        value: (row) => (language === "zh" ? row.state_zh : row.state_en),
        cell: (row) => (
          <span className={styles.state} data-kind={row.state_kind}>
            {language === "zh" ? row.state_zh : row.state_en} <StateAge since={row.state_since} />
          </span>
        ),
      },
      {
        id: "lead",
        title: t.lead,
        width: 82,
        value: (row) => directory.region(provinceOfCase(row, directory.regionOf)) || null,
        cell: (row) => directory.region(provinceOfCase(row, directory.regionOf)) || <Missing why={t.none} />,
      },
      {
        id: "owner",
        title: t.owner,
        width: 150,
        value: (row) => owner(row) || null,
        cell: (row) => owner(row) || <Missing why={t.none} />,
      },
      {
        id: "due",
        title: t.due,
        width: 150,
        value: (row) => row.due?.day ?? null,
        cell: (row) =>
          row.due ? (
            <DueMark day={row.due.day} days={row.due.days_left} name={nameOf(language, row.due)} />
          ) : (
            <Missing why={t.noDue} />
          ),
      },
      {
        id: "dueOf",
        title: t.dueOf,
        width: 120,
        optional: true,
        value: (row) => (row.due ? nameOf(language, row.due) : null),
      },
      {
        id: "waiting",
        title: t.waiting,
        width: 200,
        grows: true,
        worstFirst: true,
        value: (row) => waiting(row)?.text ?? null,
        order: (row) =>
          row.pending[0]
            ? daysSince(row.pending[0].asked_at)
            : row.unanswered_since
              ? daysSince(row.unanswered_since)
              : null,
        cell: (row) => {
          const words = waiting(row);
          return words ? (
            <span className={styles.waiting} data-past={words.past || undefined} title={words.past ? t.waitsPast : ""}>
              <HourglassOutlined aria-hidden="true" /> {words.text}
              {words.past ? <b> {t.waitsPast}</b> : null}
            </span>
          ) : (
            <span className="caption">—</span>
          );
        },
      },
      {
        id: "updated",
        title: t.updated,
        width: 136,
        optional: true,
        worstFirst: true,
        value: (row) => dateTime(row.updated_at),
      },
    ];
    return columns;
  }, [t, language, directory, subjectOf, typeNames, marked, onMark]);
}

/** What is late comes first, then by day, then what nothing is due of. */
export function byUrgency(a: CaseRow, b: CaseRow): number {
  return (
    Number(a.is_final) - Number(b.is_final) ||
    Number(isLate(b)) - Number(isLate(a)) ||
    (a.due?.day ?? "9").localeCompare(b.due?.day ?? "9") ||
    a.id.localeCompare(b.id)
  );
}
