// What is being imported. It outlives the page that shows it, and its files and mends outlive the tab: they are kept in
// this browser until they are submitted or removed, or somebody signs out.
import { useEffect, useSyncExternalStore } from "react";
import type { AnswerOf } from "@/api/client";
import { useMe } from "@/frame/session";
import { shelve, shelved } from "@/frame/shelf";
import { createStore } from "@/frame/store";
import type { ChosenFile } from "./files";

export type ImportReport = AnswerOf<"/api/v1/datasets/{name}/versions", "post">;
export interface Report {
  report: ImportReport;
  /** The files that it is about; others mean another run. */
  files: readonly ChosenFile[];
}
export interface Importing {
  /** The dataset that the rest is for. */
  dataset: string;
  files: readonly ChosenFile[];
  report: Report | undefined;
  /** The version that was made. */
  made: number | undefined;
  /** Whether the browser keeps the files. */
  kept: "no" | "yes" | "restored";
}
const nothing: Importing = { dataset: "", files: [], report: undefined, made: undefined, kept: "no" };
const store = createStore<Importing>(nothing);
const stateOf = (dataset: string) => {
  const state = store.get();
  return state.dataset === dataset ? state : { ...nothing, dataset };
};

export type Change = Partial<Importing> | ((state: Importing) => Partial<Importing>);
export function useImporting(dataset: string): [Importing, (change: Change) => void] {
  const account = useMe().account.id;
  useSyncExternalStore(store.subscribe, store.get);
  const key = `${account}:${dataset}`;
  useEffect(() => {
    if (store.get().dataset === dataset) return;
    void shelved<ChosenFile[]>("files", key).then((files) => {
      if (store.get().dataset !== dataset && files && files.length > 0) {
        store.set({ ...nothing, dataset, files, kept: "restored" });
      }
    });
  }, [dataset, key]);
  const set = (asked: Change) => {
    const change = typeof asked === "function" ? asked(stateOf(dataset)) : asked;
    store.set({ ...stateOf(dataset), ...change });
    if (change.files === undefined && change.made === undefined) return;
    const { files, made } = store.get();
    const keep = made === undefined && files.length > 0 ? files : undefined;
    void shelve("files", key, keep).then((isKept) => store.set({ kept: isKept && keep ? "yes" : "no" }));
  };
  return [stateOf(dataset), set];
}
