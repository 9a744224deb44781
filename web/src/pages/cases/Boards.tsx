// The other pictures of the same list: a board by state, lanes by province, a calendar of due dates. Cards take the
// same keys as rows; arrows move between them.
import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { KeyboardEvent, ReactNode } from "react";
import { date as dateOf } from "@/design/date";
import { LevelGlyph } from "@/design/LevelBadge";
import { levels } from "@/design/tokens";
import { useDirectory } from "@/frame/directory";
import { useLanguage, useTexts } from "@/text";
import styles from "./cases.module.css";
import { DueMark, StateAge, useWaitingWords } from "./columns";
import type { Subject } from "./data";
import {
  type CaseRow,
  columnsOf,
  daysOfMonth,
  isLate,
  lanesOf,
  monthsLater,
  type ProcessForm,
  personIn,
} from "./model";
import { nameOf } from "./name";
import { caseTexts } from "./text";

interface BoardProps {
  rows: readonly CaseRow[];
  subjectOf: (row: CaseRow) => Subject;
  selected: string;
  marked: ReadonlySet<string>;
  onSelect: (id: string) => void;
  onOpen: (id: string) => void;
}

// Arrows between the cards of a board: up and down in a column, left and right to the next column that has one.
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const card = (event.target as HTMLElement).closest<HTMLElement>("[data-card]");
  const board = card?.closest("[data-board]");
  if (!step || !card || !board) return;
  event.preventDefault();
  const columns = [...board.querySelectorAll<HTMLElement>("[data-column]")].map((column) => [
    ...column.querySelectorAll<HTMLElement>("[data-card]"),
  ]);
  const column = columns.findIndex((cards) => cards.includes(card));
  const row = columns[column]?.indexOf(card) ?? 0;
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    columns[column]?.[row + step]?.focus();
    return;
  }
  for (let i = column + step; i >= 0 && i < columns.length; i += step) {
    const cards = columns[i]!;
    if (cards.length > 0) {
      cards[Math.min(row, cards.length - 1)]?.focus();
      return;
    }
  }
}

function Card({
  row,
  subjectOf,
  selected,
  marked,
  onSelect,
  onOpen,
  withState,
}: BoardProps & { row: CaseRow; withState?: boolean }) {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const directory = useDirectory();
  const waiting = useWaitingWords(directory)(row);
  const subject = subjectOf(row);
  const owner = personIn(row, "owner");
  const level = levels.find((one) => one === subject.level);
  return (
    <button
      type="button"
      data-card={row.id}
      className={styles.card}
      aria-pressed={selected === row.id}
      data-marked={marked.has(row.id) || undefined}
      onFocus={() => onSelect(row.id)}
      onDoubleClick={() => onOpen(row.id)}
      onKeyDown={(event) => {
        if (event.key === "Enter") {
          event.preventDefault();
          onOpen(row.id);
        }
      }}
    >
      <span className={styles.cardTop}>
        {level ? <LevelGlyph level={level} size={14} /> : null}
        <b>{subject.name}</b>
        {marked.has(row.id) ? <span aria-hidden="true">✓</span> : null}
      </span>
      <span className={styles.cardLine}>
        {row.id} · {owner ? directory.party(owner) : t.none}
      </span>
      <span className={styles.cardLine}>
        {withState ? (
          <span>{language === "zh" ? row.state_zh : row.state_en}</span>
        ) : (
          <StateAge since={row.state_since} />
        )}
        {row.due ? <DueMark day={row.due.day} days={row.due.days_left} name={nameOf(language, row.due)} /> : null}
      </span>
      {waiting ? (
        <span className={styles.cardLine} data-past={waiting.past || undefined}>
          {waiting.text}
        </span>
      ) : null}
    </button>
  );
}

export function Board(props: BoardProps & { form: ProcessForm | undefined }) {
  const { rows, form } = props;
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const columns = columnsOf(rows, form);
  const nameOfColumn = (id: string) => {
    const state = form?.states.find((one) => one.id === id);
    return state ? nameOf(language, state) : t.stateKinds[id as keyof typeof t.stateKinds];
  };
  return (
    <div
      className={styles.board}
      data-board
      style={{ gridTemplateColumns: `repeat(${columns.length}, minmax(168px, 1fr))` }}
      onKeyDown={moveFocus}
    >
      {columns.map((id) => {
        const cards = rows.filter((row) => (form ? row.state : row.state_kind) === id);
        return (
          <section key={id} className={styles.column} data-column aria-label={nameOfColumn(id)}>
            <h2>
              {nameOfColumn(id)} <span className="caption">{t.cards(cards.length)}</span>
            </h2>
            {cards.map((row) => (
              <Card key={row.id} {...props} row={row} withState={!form} />
            ))}
          </section>
        );
      })}
    </div>
  );
}

export function Lanes(props: BoardProps) {
  const t = useTexts(caseTexts);
  const directory = useDirectory();
  const lanes = lanesOf(props.rows, directory.regionOf);
  return (
    <div className={styles.lanes} data-board onKeyDown={moveFocus}>
      {lanes.map(({ id, rows }) => (
        <section key={id} className={styles.lane} data-column aria-label={id ? directory.region(id) : t.none}>
          <h2>
            {id ? directory.region(id) : t.none}
            <span className="caption">
              {t.cards(rows.length)}
              {rows.some(isLate) ? ` · ${t.lateOnly} ${rows.filter(isLate).length}` : ""}
            </span>
          </h2>
          <div className={styles.laneCards}>
            {rows.map((row) => (
              <Card key={row.id} {...props} row={row} withState />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}

export function Calendar({
  month,
  onMonth,
  ...props
}: BoardProps & { month: string; onMonth: (month: string) => void }) {
  const t = useTexts(caseTexts);
  const today = dateOf(Date.now());
  const shown = month || today.slice(0, 7);
  const days = daysOfMonth(shown);
  const open = props.rows.filter((row) => !row.is_final);
  const earlier = open.filter((row) => row.due && row.due.day < days[0]!);
  const undated = open.filter((row) => !row.due);
  const list = (rows: readonly CaseRow[]): ReactNode =>
    rows.map((row) => (
      <li key={row.id}>
        <button
          type="button"
          data-card={row.id}
          className={styles.entry}
          aria-pressed={props.selected === row.id}
          data-late={isLate(row) || undefined}
          onFocus={() => props.onSelect(row.id)}
          onDoubleClick={() => props.onOpen(row.id)}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              event.preventDefault();
              props.onOpen(row.id);
            }
          }}
        >
          {isLate(row) ? `${t.lateOnly} ` : ""}
          {row.id} {props.subjectOf(row).name}
        </button>
      </li>
    ));
  return (
    <div data-board onKeyDown={moveFocus}>
      <div className={styles.monthBar}>
        <Button
          size="small"
          icon={<LeftOutlined />}
          aria-label={t.month.before}
          onClick={() => onMonth(monthsLater(shown, -1))}
        />
        <b className="number">{shown}</b>
        <Button
          size="small"
          icon={<RightOutlined />}
          aria-label={t.month.after}
          onClick={() => onMonth(monthsLater(shown, 1))}
        />
        <Button size="small" type="text" onClick={() => onMonth("")}>
          {t.month.now}
        </Button>
      </div>
      <table className={styles.calendar}>
        <thead>
          <tr>
            {t.weekdays.split(" ").map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: 6 }, (_, week) => (
            <tr key={days[week * 7]}>
              {days.slice(week * 7, week * 7 + 7).map((day) => {
                const due = open.filter((row) => row.due?.day === day);
                return (
                  <td
                    key={day}
                    data-other={!day.startsWith(shown) || undefined}
                    data-today={day === today || undefined}
                    aria-current={day === today ? "date" : undefined}
                  >
                    <time dateTime={day}>{Number(day.slice(8))}</time>
                    {due.length > 0 ? <ul data-column>{list(due)}</ul> : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {earlier.length > 0 ? (
        <details className={styles.aside}>
          <summary>{t.earlier(earlier.length)}</summary>
          <ul data-column>{list(earlier)}</ul>
        </details>
      ) : null}
      {undated.length > 0 ? (
        <details className={styles.aside}>
          <summary>{t.noDay(undated.length)}</summary>
          <ul data-column>{list(undated)}</ul>
        </details>
      ) : null}
    </div>
  );
}
