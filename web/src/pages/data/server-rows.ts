// Rows of a table that the server holds: as many slots as there are rows, filled page by page where one looks.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { get } from "@/api/hooks";
import type { ApiError } from "@/api/problem";
import type { Range } from "@/design/table/Rows";

type Cells = Readonly<Record<string, unknown>>;
export interface Slot {
  i: number;
  /** Not there until it is read. */
  cells?: Cells;
}
export interface RowsAsked {
  dataset: string;
  version: number;
  table: string;
  q?: string;
  product?: string;
  firm?: string;
}
interface Page {
  count: number;
  items: readonly Cells[];
}

const pageRows = 500;
const restMs = 60;

/** Pages that hold the rows in sight, from 1, with one page more where the sight comes near its edge. */
export function pagesFor(range: Range, count: number, size = pageRows): number[] {
  if (range.from === 0 || count === 0) return [];
  const last = Math.floor((count - 1) / size);
  const from = Math.max(0, Math.floor((range.from - 1 - size / 4) / size));
  const to = Math.min(last, Math.floor((range.to - 1 + size / 4) / size));
  return Array.from({ length: to - from + 1 }, (_, k) => from + k);
}

function pageQuery(asked: RowsAsked, page: number) {
  const { dataset: name, version, table, q, product, firm } = asked;
  const paging = { version, from: page * pageRows, limit: pageRows };
  if (table === "supplies")
    return get("/api/v1/datasets/{name}/supplies", { path: { name }, query: { ...paging, product, firm } });
  return get("/api/v1/datasets/{name}/tables/{table}", {
    path: { name, table: table as "firms" },
    query: { ...paging, q, product, firm },
  });
}

export function useServerRows(asked: RowsAsked) {
  const client = useQueryClient();
  const first = useQuery<Page, ApiError>({
    ...(pageQuery(asked, 0) as ReturnType<typeof get> & object),
    staleTime: Number.POSITIVE_INFINITY,
  } as never);
  const key = JSON.stringify(asked);
  const count = first.data?.count ?? 0;
  const [slots, setSlots] = useState<{ key: string; rows: readonly Slot[] }>({ key: "", rows: [] });
  const have = useRef(new Set<number>());
  useEffect(() => {
    have.current = new Set(first.data ? [0] : []);
    const items = first.data?.items ?? [];
    setSlots({ key, rows: Array.from({ length: first.data?.count ?? 0 }, (_, i) => ({ i, cells: items[i] })) });
  }, [key, first.data]);
  const [error, setError] = useState<ApiError>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is made of its key
  const onSight = useCallback(
    (range: Range) => {
      // What is only passed by is not read.
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        for (const page of pagesFor(range, count)) {
          if (have.current.has(page)) continue;
          have.current.add(page);
          const mine = have.current;
          client.fetchQuery({ ...pageQuery(asked, page), staleTime: Number.POSITIVE_INFINITY } as never).then(
            (data) => {
              if (have.current !== mine) return;
              setError(undefined);
              setSlots((before) => {
                const rows = [...before.rows];
                (data as Page).items.forEach((cells, k) => {
                  const i = page * pageRows + k;
                  if (i < rows.length) rows[i] = { i, cells };
                });
                return { ...before, rows };
              });
            },
            (problem: ApiError) => {
              mine.delete(page);
              setError(problem);
            },
          );
        }
      }, restMs);
    },
    [key, count, client],
  );
  const rows = slots.key === key ? slots.rows : [];
  const isWhole = useMemo(() => rows.every((row) => row.cells), [rows]);
  return { first, rows, count, isWhole, onSight, error };
}
