// State that people would describe aloud lives in the query string: short keys, sorted, defaults left out.
//
//   const [state, set] = useUrlState({ lv: list(), chain: text(), sort: text("-score"), sel: text() });
//   set({ lv: ["red"] });              // Back undoes it
//   set({ sel: "x" }, "replace");      // no entry in the history
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

export interface Field<T> {
  read: (text: string | null) => T;
  /** undefined where it is the default. */
  write: (value: T) => string | undefined;
}
export function text(initial = ""): Field<string> {
  return { read: (value) => value ?? initial, write: (value) => (value === initial ? undefined : value) };
}
export function list(): Field<string[]> {
  return {
    read: (value) => (value ? value.split(",").filter(Boolean) : []),
    write: (value) => (value.length === 0 ? undefined : [...value].sort().join(",")),
  };
}
export function flag(): Field<boolean> {
  return { read: (value) => value === "1", write: (value) => (value ? "1" : undefined) };
}
export function whole(initial: number): Field<number> {
  return {
    read: (value) => (value !== null && /^-?\d+$/.test(value) ? Number(value) : initial),
    write: (value) => (value === initial ? undefined : String(value)),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: fields of any type
type Fields = Record<string, Field<any>>;
export type StateOf<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never };

export function readState<F extends Fields>(fields: F, query: URLSearchParams): StateOf<F> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, field.read(query.get(key))]),
  ) as StateOf<F>;
}
export function writeState<F extends Fields>(
  fields: F,
  query: URLSearchParams,
  change: Partial<StateOf<F>>,
): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [key, value] of Object.entries(change)) {
    const written = fields[key]?.write(value);
    if (written === undefined) next.delete(key);
    else next.set(key, written);
  }
  next.sort();
  return next;
}

export type SetState<S> = (change: Partial<S>, how?: "push" | "replace") => void;

export function useUrlState<F extends Fields>(fields: F): [StateOf<F>, SetState<StateOf<F>>] {
  const [query, setQuery] = useSearchParams();
  // Fields are written in place by callers; their keys name them.
  const shape = Object.keys(fields).join(",");
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const state = useMemo(() => readState(fields, query), [shape, query]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const set = useCallback<SetState<StateOf<F>>>(
    (change, how = "push") => setQuery((before) => writeState(fields, before, change), { replace: how === "replace" }),
    [shape, setQuery],
  );
  return [state, set];
}
