// Cases as lists show them: whose they are, what is late, what waits, in which group they stand.
import type { components } from "@/api/schema";
import { type Directory, provinceOf, provinces } from "@/frame/directory";
import type { Me } from "@/frame/session";
import { flag, list, type StateOf, text } from "@/frame/url-state";

export type CaseRow = components["schemas"]["CaseRow"];
export type CaseDetail = components["schemas"]["CaseDetail"];
export type CasePerson = components["schemas"]["CasePerson"];
export type ProcessForm = components["schemas"]["ProcessForm"];
export type ProcessField = components["schemas"]["ProcessField"];
export type Action = CaseDetail["actions"][number];

export const views = ["list", "board", "lanes", "calendar"] as const;
export const filterFields = {
  view: text("list"),
  q: text(),
  ty: list(),
  kind: list(),
  prov: list(),
  me: flag(),
  late: flag(),
  wait: flag(),
  all: flag(),
  new: text(),
  month: text(),
  sort: text(),
  sel: text(),
};
export type Filters = StateOf<typeof filterFields>;
export const noFilters = {
  q: "",
  ty: [],
  kind: [],
  prov: [],
  me: false,
  late: false,
  wait: false,
  all: false,
} satisfies Partial<Filters>;

type Involved = Pick<CaseRow, "people">;
export function personIn(row: Involved, relation: string): CasePerson | undefined {
  return row.people.find((one) => one.relation === relation);
}
/** The province whose case it is: of the lead, else of the owner; empty where nobody has it. */
export function provinceOfCase(row: Involved, regionOf: Directory["regionOf"]): string {
  const who = personIn(row, "lead_province") ?? personIn(row, "owner");
  return who ? provinceOf(regionOf(who)) : "";
}
/** As the rules name people: the person, else anybody of the organisation, else of the region. */
export function isNamed(one: Omit<CasePerson, "relation">, me: Me): boolean {
  if (one.person) return one.person === me.account.id;
  if (one.organisation) return one.organisation === me.organisation?.id;
  return one.region !== "" && one.region === me.organisation?.region_code;
}
export function isMine(row: Involved, me: Me): boolean {
  return row.people.some((one) => isNamed(one, me));
}
export function isLate(row: Pick<CaseRow, "due" | "is_final">): boolean {
  return !row.is_final && row.due !== null && row.due.days_left < 0;
}
/** Given to somebody who has not acted yet, or standing in a proposal. */
function isWaiting(row: CaseRow): boolean {
  return !row.is_final && (row.unanswered_since !== null || row.pending.length > 0);
}
/** Whole days since; what began today is 0. */
export function daysSince(when: string, now: Date = new Date()): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(when)) / 86_400_000));
}
/** After so many days without an answer a hand-over counts as stuck. */
export const answerDays = 2;

export interface Known {
  name: (row: Pick<CaseRow, "subject_kind" | "subject_id">) => string;
  regionOf: Directory["regionOf"];
  me: Me;
}
export function filterRows(rows: readonly CaseRow[], filters: Filters, known: Known): CaseRow[] {
  const sought = filters.q.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (filters.all || !row.is_final) &&
      (filters.ty.length === 0 || filters.ty.includes(row.type)) &&
      (filters.kind.length === 0 || filters.kind.includes(row.state_kind)) &&
      (filters.prov.length === 0 || filters.prov.includes(provinceOfCase(row, known.regionOf) || "none")) &&
      (!filters.me || isMine(row, known.me)) &&
      (!filters.late || isLate(row)) &&
      (!filters.wait || isWaiting(row)) &&
      (sought === "" || `${row.id} ${known.name(row)} ${row.subject_id}`.toLowerCase().includes(sought)),
  );
}
export function isFiltered(filters: Filters): boolean {
  return (
    filters.q !== "" ||
    [filters.ty, filters.kind, filters.prov].some((one) => one.length > 0) ||
    filters.me ||
    filters.late ||
    filters.wait ||
    filters.all
  );
}

export interface Summary {
  open: number;
  late: number;
  lateBy: [string, number][];
  waiting: number;
  ownerless: number;
}
export function summarize(rows: readonly CaseRow[], regionOf: Directory["regionOf"]): Summary {
  const open = rows.filter((row) => !row.is_final);
  const late = open.filter(isLate);
  const counts = new Map<string, number>();
  for (const row of late) {
    const province = provinceOfCase(row, regionOf);
    counts.set(province, (counts.get(province) ?? 0) + 1);
  }
  return {
    open: open.length,
    late: late.length,
    lateBy: [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])),
    waiting: open.filter(isWaiting).length,
    ownerless: open.filter((row) => !personIn(row, "owner")).length,
  };
}

export const stateKinds = ["waiting", "active", "done", "dropped"] as const;
export interface Group {
  id: string;
  rows: CaseRow[];
}
/** The columns of the board: the states of the one type that is shown, else the kinds of states. */
export function columnsOf(rows: readonly CaseRow[], form: ProcessForm | undefined): string[] {
  if (form) {
    const used = new Set(rows.map((row) => row.state));
    return form.states
      .filter((state) => used.has(state.id) || state.kind === "waiting" || state.kind === "active")
      .map((state) => state.id);
  }
  const used = new Set(rows.map((row) => row.state_kind));
  return stateKinds.filter((kind) => used.has(kind) || kind === "waiting" || kind === "active");
}
export function lanesOf(rows: readonly CaseRow[], regionOf: Directory["regionOf"]): Group[] {
  const group = (id: string) => ({ id, rows: rows.filter((row) => provinceOfCase(row, regionOf) === id) });
  const others = [...new Set(rows.map((row) => provinceOfCase(row, regionOf)))].filter(
    (id) => !(provinces as readonly string[]).includes(id),
  );
  return [...provinces, ...others].map(group);
}

/** Days of the six weeks around a month, Monday first. */
export function daysOfMonth(month: string): string[] {
  const first = new Date(`${month}-01T00:00:00Z`);
  const start = new Date(first);
  start.setUTCDate(1 - ((first.getUTCDay() + 6) % 7));
  return Array.from({ length: 42 }, (_, i) => {
    const day = new Date(start);
    day.setUTCDate(start.getUTCDate() + i);
    return day.toISOString().slice(0, 10);
  });
}
export function monthsLater(month: string, count: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + count);
  return date.toISOString().slice(0, 7);
}
