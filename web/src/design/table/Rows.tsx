// The rows that are seen. Apart from the table around them, so that scrolling draws nothing else.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { usePrinting } from "@/frame/media";
import type { Column } from "./columns";
import { Row } from "./Row";
import styles from "./table.module.css";

const mostPrinted = 2000;

/** First and last row in sight, from 1. */
export interface Range {
  from: number;
  to: number;
}
interface RowsProps<T> {
  rows: readonly T[];
  rowKey: (row: T) => string;
  columns: readonly Column<T>[];
  template: string;
  edges: readonly (number | undefined)[];
  width: number;
  height: number;
  dividers: readonly ReactNode[] | undefined;
  scroller: RefObject<HTMLDivElement | null>;
  /** The selected row, or -1. */
  at: number;
  onRange: (range: Range) => void;
  onSelect: ((row: T) => void) | undefined;
  onOpen: ((row: T) => void) | undefined;
}

const dividerHeight = 26;
const headerHeight = 46;

export function Rows<T>({
  rows,
  rowKey,
  columns,
  template,
  edges,
  width,
  height,
  dividers,
  scroller,
  at,
  onRange,
  onSelect,
  onOpen,
}: RowsProps<T>) {
  const printing = usePrinting();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => height + (dividers?.[i] ? dividerHeight : 0),
    // Paper has no scrolling.
    overscan: printing ? mostPrinted : 6,
    // Rows begin below the header, which stays.
    scrollPaddingEnd: headerHeight + 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are estimated anew when they change
  useEffect(() => virtual.measure(), [height, dividers, virtual]);

  const selected = at >= 0 && rows[at] ? rowKey(rows[at]) : undefined;
  // The selected row stays in sight: at first, when it changes, and when the table is given less room.
  const scrolledTo = useRef<string | undefined>(undefined);
  const row = useRef(at);
  row.current = at;
  useEffect(() => {
    if (at >= 0 && scrolledTo.current !== selected) virtual.scrollToIndex(at, { align: "auto" });
    scrolledTo.current = selected;
  }, [at, selected, virtual]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scroller stays the same for the life of the table
  useEffect(() => {
    if (!scroller.current) return;
    let before = Number.POSITIVE_INFINITY;
    const watch = new ResizeObserver(([entry]) => {
      const now = entry?.contentRect.height ?? before;
      if (now < before && row.current >= 0) virtual.scrollToIndex(row.current, { align: "auto" });
      before = now;
    });
    watch.observe(scroller.current);
    return () => watch.disconnect();
  }, [virtual]);

  const items = virtual.getVirtualItems();
  const top = virtual.scrollOffset ?? 0;
  const bottom = top + (scroller.current?.clientHeight ?? 0) - headerHeight;
  const seen = items.filter((item) => item.end > top + 4 && item.start + 4 < bottom);
  const from = (seen[0]?.index ?? -1) + 1;
  const to = (seen.at(-1)?.index ?? -1) + 1;
  useEffect(() => onRange({ from, to }), [from, to, onRange]);
  return (
    <div className={styles.body} style={{ height: virtual.getTotalSize(), minWidth: width }} role="presentation">
      {items.map((item) => {
        const one = rows[item.index];
        if (one === undefined) return null;
        return (
          <Row
            key={rowKey(one)}
            row={one}
            index={item.index}
            top={item.start}
            height={height}
            columns={columns}
            template={template}
            edges={edges}
            selected={item.index === at}
            divider={dividers?.[item.index]}
            dividerHeight={dividerHeight}
            onSelect={onSelect}
            onOpen={onOpen}
          />
        );
      })}
    </div>
  );
}
