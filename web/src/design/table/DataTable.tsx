// The one table: rows are drawn only where they are seen, so that 100,000 scroll as smoothly as 100. The header and the
// first column stay; j and k move the selection, Enter opens it, e shows its evidence.
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { useKeys } from "@/frame/keys";
import { useSettings } from "@/frame/settings";
import { createStore } from "@/frame/store";
import { frameTexts } from "@/frame/texts";
import { useLanguage, useTexts } from "@/text";
import { designTexts } from "../texts";
import { type Column, frozenEdges, readSort, type Sort, sortRows, writeSort } from "./columns";
import { type Range, Rows } from "./Rows";
import { TableTools } from "./TableTools";
import styles from "./table.module.css";
import { useSelection } from "./useSelection";

export interface DataTableProps<T> {
  /** Names the table where choices are kept. */
  id: string;
  /** What it is a table of, for screen readers and file names. */
  label: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  /** Lines that go into exports: source, dataset, version. */
  notes: readonly string[];
  selected?: string;
  onSelect?: (key: string, row: T) => void;
  onOpen?: (row: T) => void;
  onEvidence?: (row: T) => void;
  /** Keys that do something to the row under the mark. */
  rowKeys?: readonly { keys: string; name: string; run: (row: T) => void }[];
  /** As “-score”; kept by the page where it lives in the query string. */
  sort?: string;
  onSort?: (sort: string) => void;
  /** Words on a line above a row. */
  divider?: (row: T, index: number, before: T | undefined) => ReactNode;
  /** Where there are no rows. */
  empty?: ReactNode;
  /** Tools of the page, left of the table's own. */
  tools?: ReactNode;
  /** Takes its height from the rows instead of the room it is given. */
  natural?: boolean;
  mayExport?: boolean;
  /** Not all rows are at hand yet, so that there is nothing whole to copy or export. */
  isPartial?: boolean;
  /** Told which rows are in sight, for tables that read theirs as they are scrolled. */
  onSight?: (range: Range) => void;
}

const heights = { dense: 28, default: 36, roomy: 44 };

export function DataTable<T>(props: DataTableProps<T>) {
  const { id, label, rows, columns, rowKey, selected, onSelect, onOpen, onEvidence, divider, natural } = props;
  const t = useTexts(designTexts);
  const frame = useTexts(frameTexts);
  const language = useLanguage();
  const { density, textSize } = useSettings();
  const [ownSort, setOwnSort] = useState("");
  const sortText = props.sort ?? ownSort;
  const setSort = props.onSort ?? setOwnSort;
  const sort = readSort(sortText);
  const [chosen, setChosen] = useChosenColumns(id, columns);
  const shown = useMemo(() => columns.filter((column) => chosen.includes(column.id)), [columns, chosen]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: sort is made of sortText
  const sorted = useMemo(() => sortRows(rows, columns, sort, language), [rows, columns, sortText, language]);
  const dividers = useMemo(
    () => (divider && !sort ? sorted.map((row, i) => divider(row, i, sorted[i - 1])) : undefined),
    [divider, sorted, sort],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const [range] = useState(() => createStore<Range>({ from: 0, to: 0 }));
  const { onSight } = props;
  const sight = useCallback(
    (next: Range) => {
      range.set(next);
      onSight?.(next);
    },
    [range, onSight],
  );
  const scale = textSize / 100;
  const height = Math.round(heights[density] * scale);

  const selection = useSelection(sorted, rowKey, selected, onSelect);
  const { at, move, select } = selection;
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / height) - 2);
  useKeys([
    ...(onSelect
      ? [
          { keys: "j", name: frame.keyNames.next, run: () => move(1) },
          { keys: "k", name: frame.keyNames.previous, run: () => move(-1) },
        ]
      : []),
    ...(onOpen ? [{ keys: "Enter", name: frame.keyNames.open, run: () => selection.withRow(onOpen) }] : []),
    ...(onEvidence ? [{ keys: "e", name: frame.keyNames.evidence, run: () => selection.withRow(onEvidence) }] : []),
    ...(props.rowKeys ?? []).map((key) => ({ ...key, run: () => selection.withRow(key.run) })),
  ]);

  const template = shown
    .map((column) => (column.grows ? `minmax(${column.width * scale}px, 1fr)` : `${column.width * scale}px`))
    .join(" ");
  const width = shown.reduce((sum, column) => sum + column.width * scale, 0);
  const edges = useMemo(() => frozenEdges(shown, scale), [shown, scale]);
  const changeSort = (column: Column<T>) => {
    const first = column.worstFirst ?? false;
    const next: Sort | undefined =
      sort?.column !== column.id
        ? { column: column.id, down: first }
        : sort.down === first
          ? { column: column.id, down: !first }
          : undefined;
    setSort(writeSort(next));
  };
  return (
    <div className={styles.whole} data-natural={natural || undefined}>
      <TableTools
        {...props}
        rows={sorted}
        shown={shown}
        chosen={chosen}
        onChoose={setChosen}
        range={sorted.length > 200 ? range : undefined}
      />
      <div
        ref={scroller}
        className={styles.scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={sorted.length + 1}
        aria-colcount={shown.length}
        tabIndex={0}
        onKeyDown={(event) => {
          const step = {
            ArrowDown: 1,
            ArrowUp: -1,
            PageDown: page,
            PageUp: -page,
            Home: -sorted.length,
            End: sorted.length,
          }[event.key];
          if (step === undefined || !onSelect) return;
          event.preventDefault();
          move(step);
        }}
      >
        <div
          className={styles.header}
          role="row"
          aria-rowindex={1}
          style={{ gridTemplateColumns: template, minWidth: width }}
        >
          {shown.map((column, i) => {
            const down = sort?.column === column.id ? sort.down : undefined;
            const words = (
              <>
                <span className={styles.title}>
                  {column.title}
                  {column.unit ? <span className={styles.unit}> {column.unit}</span> : null}
                  {down === undefined ? null : (
                    <span className={styles.arrow}>
                      {down ? "↓" : "↑"} {down ? t.sortedDown : t.sortedUp}
                    </span>
                  )}
                </span>
                {column.axis}
              </>
            );
            return (
              <div
                key={column.id}
                role="columnheader"
                aria-colindex={i + 1}
                aria-sort={down === undefined ? undefined : down ? "descending" : "ascending"}
                className={styles.head}
                data-align={column.align}
                data-frozen={edges[i] === undefined ? undefined : true}
                style={{ left: edges[i] }}
              >
                {column.sortable === false ? (
                  <div className={styles.plain}>{words}</div>
                ) : (
                  <button
                    type="button"
                    className={styles.sort}
                    title={t.sortBy(column.title)}
                    onClick={() => changeSort(column)}
                  >
                    {words}
                  </button>
                )}
              </div>
            );
          })}
        </div>
        {sorted.length === 0 ? (
          <div className={styles.empty}>{props.empty ?? t.noRows}</div>
        ) : (
          <Rows
            rows={sorted}
            rowKey={rowKey}
            columns={shown}
            template={template}
            edges={edges}
            width={width}
            height={height}
            dividers={dividers}
            scroller={scroller}
            at={at}
            onRange={sight}
            onSelect={onSelect ? select : undefined}
            onOpen={onOpen}
          />
        )}
      </div>
    </div>
  );
}

/** Which columns are shown, kept in this browser; a column that is new since then shows itself as it was made. */
function useChosenColumns<T>(
  id: string,
  columns: readonly Column<T>[],
): [readonly string[], (chosen: readonly string[] | undefined) => void] {
  const key = `tenon.columns.${id}`;
  const [kept, setKept] = useState<Record<string, boolean>>(() => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? "{}");
    } catch {
      return {};
    }
  });
  const chosen = useMemo(
    () => columns.filter((column, i) => i === 0 || (kept[column.id] ?? !column.optional)).map((column) => column.id),
    [columns, kept],
  );
  return [
    chosen,
    (next) => {
      const value = next ? Object.fromEntries(columns.map((column) => [column.id, next.includes(column.id)])) : {};
      setKept(value);
      localStorage.setItem(key, JSON.stringify(value));
    },
  ];
}
