// Long work as a query: asked for once, followed to its end, its result kept. The same request finds the job that this
// browser asked for before, so that a page opened again shows what was computed.
//
//   const plan = useJob<Plan>("backup_plan", request, { cancelOnLeave: true });
//   plan.data, plan.error, plan.progress (0 … 1), plan.note, plan.jobId
import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { createStore } from "@/frame/store";
import { request } from "./client";
import { ApiError } from "./problem";
import type { components } from "./schema";

type Job = components["schemas"]["Job"];
export interface JobProgress {
  state: string;
  progress: number;
  note: string;
  jobId: number;
}
export interface JobResult<T> {
  result: T;
  jobId: number;
  /** When the work ended. */
  at: string | null;
  /** Stopped at its time limit: what is there is not all. */
  isPartial: boolean;
}

const running = createStore<Record<string, JobProgress | undefined>>({});
const shelf = "tenon.jobs";
const mostKept = 60;

/** One text for equal requests, whatever the order of members. */
function requestKey(kind: string, body: Record<string, unknown>): string {
  const sorted = Object.fromEntries(
    Object.entries(body)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return `${kind} ${JSON.stringify(sorted)}`;
}

function kept(): [string, number][] {
  try {
    const value = JSON.parse(localStorage.getItem(shelf) ?? "[]") as [string, number][];
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
function keep(key: string, id: number | undefined) {
  const others = kept().filter(([one]) => one !== key);
  const all = id === undefined ? others : [...others, [key, id] as [string, number]];
  try {
    localStorage.setItem(shelf, JSON.stringify(all.slice(-mostKept)));
  } catch {
    // Without storage the work is asked for again.
  }
}

async function find(key: string, account: string): Promise<Job | undefined> {
  const id = kept().find(([one]) => one === key)?.[1];
  if (id === undefined) return undefined;
  try {
    const { data } = await request("get", "/api/v1/jobs/{id}", { path: { id } });
    const ended = ["failed", "cancelled", "timed_out", "interrupted"].includes(data.state);
    if (data.account_id === account && !(ended && !data.has_result)) return data;
  } catch (error) {
    if ((error as ApiError).status !== 404) throw error;
  }
  keep(key, undefined);
  return undefined;
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((done, fail) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      fail(new DOMException("", "AbortError"));
    });
  });

async function follow<T>(
  kind: string,
  key: string,
  storeKey: string,
  body: Record<string, unknown>,
  account: string,
  signal: AbortSignal,
  cancelOnLeave: boolean,
): Promise<JobResult<T>> {
  let job = await find(storeKey, account);
  if (!job) {
    const submitted = await request("post", "/api/v1/jobs", { body: { kind, request: body } as never });
    job = submitted.data as Job;
    keep(storeKey, job.id);
  }
  const { id } = job;
  try {
    for (let wait = 250; job.state === "queued" || job.state === "running"; wait = Math.min(2000, wait * 1.3)) {
      running.set({ [key]: { state: job.state, progress: job.progress, note: job.note, jobId: id } });
      await pause(wait, signal);
      job = (await request("get", "/api/v1/jobs/{id}", { path: { id }, signal })).data;
    }
  } catch (error) {
    if (signal.aborted && cancelOnLeave) {
      keep(storeKey, undefined);
      void request("post", "/api/v1/jobs/{id}/cancel", { path: { id } }).catch(() => undefined);
    }
    throw error;
  } finally {
    running.set({ [key]: undefined });
  }
  if (!job.has_result) {
    keep(storeKey, undefined);
    throw new ApiError({ status: 422, code: job.state, title: job.state, detail: job.error ?? "" });
  }
  const { data } = await request("get", "/api/v1/jobs/{id}/result", { path: { id }, signal });
  return { result: data as T, jobId: id, at: job.ended, isPartial: job.state === "timed_out" };
}

export function useJob<T>(
  kind: string,
  body: Record<string, unknown> | undefined,
  account: string,
  options: { cancelOnLeave?: boolean } = {},
) {
  const key = body ? requestKey(kind, body) : "";
  const storeKey = `${account} ${key}`;
  const query = useQuery<JobResult<T>, ApiError>({
    queryKey: ["job", account, key],
    queryFn: ({ signal }) =>
      follow<T>(kind, key, storeKey, body ?? {}, account, signal, options.cancelOnLeave ?? false),
    enabled: body !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30 * 60_000,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const progress = useSyncExternalStore(running.subscribe, running.get)[key];
  return { query, progress };
}

/** Whether this browser asked for it before. */
export function isKnownJob(kind: string, body: Record<string, unknown>, account: string): boolean {
  const storeKey = `${account} ${requestKey(kind, body)}`;
  return kept().some(([one]) => one === storeKey);
}
