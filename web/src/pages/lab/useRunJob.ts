// A run as a job: submitted, followed by the event stream, cancelled, and kept as a record when it is done.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { get, refresh, useWrite } from "@/api/hooks";
import type { ApiError } from "@/api/problem";
import type { components } from "@/api/schema";
import { type Draws, drawMembers } from "./draws";
import { type Measure, measureMembers } from "./measures";

export type Job = components["schemas"]["Job"];
export interface Submission {
  dataset: string;
  scenario: string;
  compareSwitching: boolean;
  measures: readonly Measure[];
  draws: Draws;
  name: string;
}
interface Pending {
  job: number;
  name: string;
}
const place = "tenon.lab.job";
const isOpen = (job: Job | undefined) => job?.state === "queued" || job?.state === "running";

function kept(): Pending | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

// The contract names the request by shape alone: each kind of job has its own.
function requestOf({ dataset, scenario, compareSwitching, measures, draws }: Submission) {
  return {
    dataset,
    scenario,
    compare_switching: compareSwitching && measures.length === 0,
    ...measureMembers(scenario, measures),
    ...drawMembers(draws),
  } as unknown as Record<string, never>;
}

export function useRunJob(onKept: (run: number) => void) {
  const client = useQueryClient();
  const [pending, setPending] = useState<Pending | undefined>(kept);
  const [ended, setEnded] = useState<Job | undefined>(undefined);
  const submit = useWrite("post", "/api/v1/jobs");
  const cancel = useWrite("post", "/api/v1/jobs/{id}/cancel", { changes: ["/api/v1/jobs"] });
  const keep = useWrite("post", "/api/v1/jobs/{id}/run", { changes: ["/api/v1/runs"] });
  const remember = (next: Pending | undefined) => {
    setPending(next);
    if (next) sessionStorage.setItem(place, JSON.stringify(next));
    else sessionStorage.removeItem(place);
  };
  const job = useQuery({
    ...get("/api/v1/jobs/{id}", { path: { id: pending?.job ?? 0 } }),
    enabled: pending !== undefined,
    // Events tell of progress; this is for when they do not come.
    refetchInterval: (query) => (isOpen(query.state.data) ? 1500 : false),
    staleTime: 0,
  });
  // How many of the own jobs stand before it: others' jobs are not shown to anybody.
  const queued = useQuery({
    ...get("/api/v1/jobs", { query: { state: "queued" } }),
    enabled: job.data?.state === "queued",
  });
  const ahead = queued.data?.items.filter((one) => one.id < (pending?.job ?? 0)).length ?? 0;

  const latest = useRef(onKept);
  latest.current = onKept;
  const handled = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a job
  useEffect(() => {
    const found = job.data;
    if (!pending || !found || found.id !== pending.job || isOpen(found) || handled.current === found.id) return;
    handled.current = found.id;
    if (found.has_result) {
      keep.mutate(
        { path: { id: found.id }, body: { name: pending.name } },
        {
          onSuccess: ({ data }) => {
            remember(undefined);
            setEnded(undefined);
            latest.current(data.id);
          },
        },
      );
    } else {
      setEnded(found);
      remember(undefined);
    }
  }, [job.data, pending]);
  // A job that is gone, or another's, is nobody's to follow.
  useEffect(() => {
    if (job.error?.status === 404) {
      sessionStorage.removeItem(place);
      setPending(undefined);
    }
  }, [job.error]);

  return {
    job: pending ? job.data : undefined,
    isBusy: submit.isPending || pending !== undefined,
    isKeeping: keep.isPending,
    ahead,
    /** How the last one ended without a result. */
    ended,
    error: (submit.error ?? keep.error ?? cancel.error) as ApiError | null,
    start: (what: Submission) => {
      setEnded(undefined);
      keep.reset();
      cancel.reset();
      submit.mutate(
        {
          body: {
            kind: "simulate",
            request: requestOf(what),
          },
        },
        {
          onSuccess: ({ data }) => {
            remember({ job: data.id, name: what.name });
            void refresh(client, ["/api/v1/jobs"]);
          },
        },
      );
    },
    cancel: () => pending && cancel.mutate({ path: { id: pending.job } }),
    keepAgain: () => {
      handled.current = 0;
      void job.refetch();
    },
    forget: () => {
      remember(undefined);
      setEnded(undefined);
      submit.reset();
      keep.reset();
    },
  };
}
export type RunJob = ReturnType<typeof useRunJob>;
