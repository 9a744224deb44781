// The dataset that the page speaks of: ?ds= where it is named, otherwise the first one; with
// the version that is fixed or the newest one, and its analysis.
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { get } from "@/api/hooks";
import type { components } from "@/api/schema";
import { useFrozen } from "./frozen";
import { useCan } from "./session";

export interface DatasetInUse {
  /** Empty while unknown or where there is none. */
  name: string;
  /** The one that is shown: fixed by the address, else the newest. */
  version: number | undefined;
  newest: number | undefined;
  importedAt: string | undefined;
  analysis: components["schemas"]["Analysis"] | undefined;
  all: readonly components["schemas"]["Dataset"][];
  isLoading: boolean;
}

/** The one that the address names, otherwise the first. */
export function chooseDataset<T extends { name: string }>(all: readonly T[], query: URLSearchParams): T | undefined {
  return all.find((one) => one.name === query.get("ds")) ?? all[0];
}

export function useDataset(): DatasetInUse {
  const [query] = useSearchParams();
  const can = useCan();
  const frozen = useFrozen();
  const mayRead = can("dataset.read");
  const datasets = useQuery({ ...get("/api/v1/datasets"), enabled: mayRead });
  const all = datasets.data?.items ?? [];
  const dataset = chooseDataset(all, query);
  const name = dataset?.name ?? "";
  const versions = useQuery({
    ...get("/api/v1/datasets/{name}/versions", { path: { name } }),
    enabled: mayRead && name !== "",
  });
  const analyses = useQuery({
    ...get("/api/v1/datasets/{name}/analyses", { path: { name } }),
    enabled: can("break_point.read") && name !== "",
  });
  const version = frozen.version ?? dataset?.newest_version;
  return {
    name,
    version,
    newest: dataset?.newest_version,
    importedAt: versions.data?.items.find((one) => one.version === version)?.at,
    analysis: frozen.version
      ? analyses.data?.items.find((one) => one.version === frozen.version)
      : analyses.data?.items[0],
    all,
    isLoading: mayRead && datasets.isLoading,
  };
}
