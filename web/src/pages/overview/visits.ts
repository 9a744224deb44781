// When one was last here and what one saw, kept in this browser for each account and dataset. A visit lasts until
// nothing was looked at for half an hour, so that a reload does not make everything old.
export interface Seen {
  /** Milliseconds. */
  at: number;
  version: number;
  red: number;
  orange: number;
  /** null where one may not see cases. */
  overdue: number | null;
}
export interface Visits {
  current: Seen;
  /** The visit before this one. */
  last?: Seen;
}

const pause = 30 * 60_000;

function isSeen(value: unknown): value is Seen {
  const seen = value as Seen | null;
  return (
    typeof seen === "object" &&
    seen !== null &&
    [seen.at, seen.version, seen.red, seen.orange].every(Number.isFinite) &&
    (seen.overdue === null || Number.isFinite(seen.overdue))
  );
}

export function readVisits(text: string | null): Visits | undefined {
  try {
    const kept = JSON.parse(text ?? "null") as Visits | null;
    if (!kept || !isSeen(kept.current)) return undefined;
    return { current: kept.current, last: isSeen(kept.last) ? kept.last : undefined };
  } catch {
    return undefined;
  }
}

/** What is kept after one has seen this now. */
export function visitsAfter(kept: Visits | undefined, seen: Seen): Visits {
  if (!kept) return { current: seen };
  return seen.at - kept.current.at >= pause ? { current: seen, last: kept.current } : { ...kept, current: seen };
}

export function visitsKey(account: string, dataset: string): string {
  return `tenon.visits.${account}.${dataset}`;
}
