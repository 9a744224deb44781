// What the figures on screen were made of, told by the page to the status strip.
import { useSyncExternalStore } from "react";
import type { components } from "@/api/schema";
import { createStore } from "./store";

export type ViewHead = components["schemas"]["ViewHead"];
export const about = createStore<{ head: ViewHead | undefined }>({ head: undefined });
export function useAbout(): ViewHead | undefined {
  return useSyncExternalStore(about.subscribe, about.get).head;
}
