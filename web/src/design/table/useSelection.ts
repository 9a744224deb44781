// Which row is selected. Keys move the mark at once; the page is told when they rest, since what follows the selection
// (address, pane, readings) costs more than the mark.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";

const restMs = 80;

export function useSelection<T>(
  rows: readonly T[],
  rowKey: (row: T) => string,
  selected: string | undefined,
  onSelect: ((key: string, row: T) => void) | undefined,
) {
  const [ahead, setAhead] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const key = ahead ?? selected;
  const at = useMemo(
    () => (key === undefined ? -1 : rows.findIndex((row) => rowKey(row) === key)),
    [rows, key, rowKey],
  );
  // Where the next key starts from, also before the last one was drawn.
  const place = useRef(at);
  place.current = at;
  const latest = useRef({ rows, rowKey, onSelect });
  latest.current = { rows, rowKey, onSelect };

  // biome-ignore lint/correctness/useExhaustiveDependencies: what the page says now counts
  useEffect(() => {
    clearTimeout(timer.current);
    setAhead(undefined);
  }, [selected]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const select = useCallback((row: T) => {
    clearTimeout(timer.current);
    timer.current = undefined;
    setAhead(undefined);
    latest.current.onSelect?.(latest.current.rowKey(row), row);
  }, []);
  const move = useCallback((step: number) => {
    const { rows: all, rowKey: keyOf } = latest.current;
    // Where nothing is selected, one comes in from either end.
    const from = place.current < 0 ? (step > 0 ? -1 : all.length) : place.current;
    const next = Math.min(all.length - 1, Math.max(0, from + step));
    const row = all[next];
    if (row === undefined) return;
    place.current = next;
    setAhead(keyOf(row));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      latest.current.onSelect?.(keyOf(row), row);
    }, restMs);
  }, []);
  const withRow = (run: (row: T) => void) => {
    const row = latest.current.rows[place.current];
    if (row === undefined) return;
    // Told now: told later, it would undo what is run if that leads to another page.
    if (timer.current !== undefined) select(row);
    run(row);
  };
  return { at, move, select, withRow };
}
