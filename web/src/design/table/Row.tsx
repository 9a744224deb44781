import { memo, type ReactNode } from "react";
import { missing } from "../number";
import type { Column } from "./columns";
import styles from "./table.module.css";

interface RowProps<T> {
  row: T;
  index: number;
  top: number;
  height: number;
  columns: readonly Column<T>[];
  template: string;
  edges: readonly (number | undefined)[];
  selected: boolean;
  divider: ReactNode;
  dividerHeight: number;
  onSelect: ((row: T) => void) | undefined;
  onOpen: ((row: T) => void) | undefined;
}

function Body<T>({
  row,
  index,
  top,
  height,
  columns,
  template,
  edges,
  selected,
  divider,
  dividerHeight,
  onSelect,
  onOpen,
}: RowProps<T>) {
  const start = top + (divider ? dividerHeight : 0);
  return (
    <>
      {divider ? (
        <div
          className={styles.divider}
          style={{ transform: `translateY(${top}px)`, height: dividerHeight }}
          role="note"
        >
          <span>{divider}</span>
        </div>
      ) : null}
      <div
        role="row"
        aria-rowindex={index + 2}
        aria-selected={onSelect ? selected : undefined}
        className={styles.row}
        data-selects={onSelect ? true : undefined}
        style={{ gridTemplateColumns: template, transform: `translateY(${start}px)`, height }}
        onClick={onSelect ? () => onSelect(row) : undefined}
        onDoubleClick={onOpen ? () => onOpen(row) : undefined}
      >
        {columns.map((column, i) => (
          <div
            key={column.id}
            role="gridcell"
            aria-colindex={i + 1}
            className={styles.cell}
            data-align={column.align}
            data-frozen={edges[i] === undefined ? undefined : true}
            data-first={i === 0 || undefined}
            style={{ left: edges[i] }}
          >
            {column.cell ? column.cell(row) : (column.value(row) ?? missing)}
          </div>
        ))}
      </div>
    </>
  );
}
export const Row = memo(Body) as typeof Body;
