// Whether the server speaks to us: the event stream, and since when it has been silent; and where it is, whether the
// server still answers what we ask.
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { openEventStream, type ServerEvent } from "@/api/events";
import { refresh } from "@/api/hooks";
import { meQuery } from "./session";
import { createStore } from "./store";

export interface Connection {
  /** silent: only the stream has stopped; lost: the server does not answer at all. */
  state: "connecting" | "live" | "silent" | "lost";
  /** When it was lost or fell silent. */
  since: number;
}
const connection = createStore<Connection>({ state: "connecting", since: 0 });

export function useConnection(): Connection {
  return useSyncExternalStore(connection.subscribe, connection.get);
}

// What a change of one kind makes old. Kinds are the server's ("what" of the event `changed`).
const readsOf: Record<string, readonly string[]> = {
  dataset: ["/api/v1/datasets", "/api/v1/analyses"],
  case: ["/api/v1/cases", "/api/v1/me/notifications"],
  job: ["/api/v1/jobs"],
};
// Queries that may be read again whenever anything changes: all but who one is.
const everything = ["/api/v1/"];

/** The paths to read again after an event; none for events that change nothing we show. */
export function readsAfter(event: Pick<ServerEvent, "name" | "data">): readonly string[] {
  if (event.name === "reset") return everything;
  // A job that has ended may have recorded an analysis or stored a version.
  if (event.name === "job")
    return /"state":"(done|failed|cancelled)"/.test(event.data) ? [...readsOf.job!, ...readsOf.dataset!] : readsOf.job!;
  if (event.name !== "changed") return [];
  try {
    const what = (JSON.parse(event.data) as { what?: string }).what ?? "";
    return readsOf[what] ?? [`/api/v1/${what.replace(/_/g, "-")}s`];
  } catch {
    return everything;
  }
}

async function answers(): Promise<boolean> {
  try {
    const response = await fetch("/api/v1/system", { cache: "no-store", signal: AbortSignal.timeout(5000) });
    return response.status < 500;
  } catch {
    return false;
  }
}

export function listenToServer(client: QueryClient): () => void {
  const isDown = () => /silent|lost/.test(connection.get().state);
  let tries = 0;
  return openEventStream({
    url: "/api/v1/events",
    onState: async (live, status) => {
      const now = ++tries;
      if (live) {
        // While we were away anything may have changed.
        const changed = isDown();
        connection.set({ state: "live", since: 0 });
        if (changed) void refresh(client, everything);
        return;
      }
      const since = isDown() ? connection.get().since : Date.now();
      // Whoever is not signed in any more is asked to sign in.
      if (status === 401) void client.invalidateQueries({ queryKey: meQuery.queryKey });
      const state = (await answers()) ? "silent" : "lost";
      if (now === tries) connection.set({ state, since });
    },
    onEvent: (event) => {
      const reads = readsAfter(event);
      if (reads.length > 0) void refresh(client, reads);
    },
  });
}

/** Reads everything on the screen again, while no event tells what has changed. */
export function readAgain(client: QueryClient) {
  void refresh(client, everything);
}
