// What the pages of cases read and write.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { type BodyOf, request } from "@/api/client";
import { get, refresh } from "@/api/hooks";
import type { ApiError } from "@/api/problem";
import { useDataset } from "@/frame/dataset";
import { useCan } from "@/frame/session";
import { nameIn, useLanguage } from "@/text";
import type { CaseRow } from "./model";
import { casesQuery } from "./reads";

export { casesQuery };

export type ActBody = Omit<NonNullable<BodyOf<"/api/v1/cases/{id}/acts", "post">>, "then">;

export const caseReads = ["/api/v1/cases", "/api/v1/me/notifications"];

export function caseQuery(id: string) {
  return get("/api/v1/cases/{id}", { path: { id } });
}
export function formQuery(id: string, version?: number) {
  return {
    ...get("/api/v1/process-types/{id}/form", { path: { id }, query: version ? { version } : {} }),
    staleTime: 600_000,
  };
}
/** What cases are about, by the newest analysis: name, level and the page of it. */
export interface Subject {
  name: string;
  level: string | undefined;
  kind: string;
  id: string;
}
export function useSubjects() {
  const dataset = useDataset();
  const can = useCan();
  const language = useLanguage();
  const ranking = useQuery({
    ...get("/api/v1/datasets/{name}/ranking", { path: { name: dataset.name } }),
    enabled: dataset.name !== "" && can("break_point.read"),
    staleTime: 60_000,
  });
  return useMemo(() => {
    const rows = new Map((ranking.data?.rows ?? []).map((row) => [`${row.subject_kind}:${row.id}`, row]));
    const chains = new Map((ranking.data?.chains ?? []).map((chain) => [chain.id, chain]));
    const of = (row: Pick<CaseRow, "subject_kind" | "subject_id">): Subject => {
      const parts = row.subject_kind === "break_point" ? row.subject_id.split("/") : [];
      const [kind, id] =
        parts.length === 3
          ? [parts[1]!, parts[2]!]
          : row.subject_kind === "product_gap"
            ? ["product", row.subject_id]
            : [row.subject_kind, row.subject_id];
      // Levels are of the dataset in use; a case on another one has none here.
      const inUse = parts.length !== 3 || parts[0] === dataset.name;
      const found = inUse ? rows.get(`${kind}:${id}`) : undefined;
      const chain = kind === "chain" ? chains.get(id) : undefined;
      return {
        kind,
        id,
        name: found
          ? nameIn(language, found)
          : chain
            ? nameIn(language, chain)
            : parts.length === 3
              ? id
              : row.subject_id,
        level: found?.level,
      };
    };
    return {
      of,
      dataset: dataset.name,
      rows: ranking.data?.rows ?? [],
      chains: ranking.data?.chains ?? [],
      about: ranking.data?.about,
    };
  }, [ranking.data, dataset.name, language]);
}
export type Subjects = ReturnType<typeof useSubjects>;

/** Acts on one case, each on the state that the one before left: all are done or none. */
export async function actInOrder(id: string, sequence: number, acts: readonly ActBody[]): Promise<void> {
  const [first, ...then] = acts;
  if (!first) return;
  await request("post", "/api/v1/cases/{id}/acts", {
    path: { id },
    body: then.length > 0 ? { ...first, then } : first,
    ifMatch: `"r${sequence}"`,
  });
}

export function useRefreshCases() {
  const client = useQueryClient();
  return () => refresh(client, caseReads);
}

export interface Failed {
  id: string;
  error: ApiError;
}
