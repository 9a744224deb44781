// What the lab reads: scenarios, runs with all that they found, jobs, and the names of things.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { request } from "@/api/client";
import { get } from "@/api/hooks";
import type { ApiError } from "@/api/problem";
import { useCan } from "@/frame/session";
import { nameIn, useLanguage } from "@/text";
import type { Named, Result, RunText } from "./result";
import type { Subject } from "./scenario";

export function runsQuery() {
  return get("/api/v1/runs", { query: { limit: 200 } });
}
export function scenariosQuery() {
  return get("/api/v1/scenarios", { query: { limit: 200 } });
}
/** A run record; runs do not change, so what was read stays. */
export function runQuery(id: string) {
  return { ...get("/api/v1/runs/{id}", { path: { id: Number(id) } }), staleTime: Number.POSITIVE_INFINITY };
}
/** All that a run found; the contract names it by shape alone (docs/simulate.schema.json). */
export function resultQuery(id: string) {
  const params = { path: { id: Number(id) } };
  return queryOptions<Result, ApiError>({
    queryKey: ["/api/v1/runs/{id}/result", params],
    queryFn: async ({ signal }) =>
      (await request("get", "/api/v1/runs/{id}/result", { ...params, signal })).data as unknown as Result,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 120_000,
  });
}
export function textOfRun(text: string): RunText {
  return JSON.parse(text) as RunText;
}

/** Names by id, of products, cities, provinces, chains; an id or a name that is not known stands as it is. */
export function useNames(dataset: string): { name: (id: string) => string; products: readonly Named[] } {
  const can = useCan();
  const language = useLanguage();
  const ranking = useQuery({
    ...get("/api/v1/datasets/{name}/ranking", { path: { name: dataset } }),
    enabled: dataset !== "" && can("break_point.read"),
  });
  const cities = useQuery({
    ...get("/api/v1/datasets/{name}/cities", { path: { name: dataset } }),
    enabled: dataset !== "" && can("break_point.read"),
  });
  return useMemo(() => {
    const names = new Map<string, string>();
    const products: Named[] = [];
    for (const row of ranking.data?.rows ?? []) {
      names.set(row.id, nameIn(language, row));
      if (row.subject_kind === "product") products.push({ id: row.id, name_zh: row.name_zh, name_en: row.name_en });
    }
    for (const chain of ranking.data?.chains ?? []) names.set(chain.id, nameIn(language, chain));
    for (const city of cities.data?.cities ?? []) {
      names.set(city.code, nameIn(language, city));
      if (!names.has(city.province_code))
        names.set(city.province_code, language === "zh" ? city.province_zh : city.province_en);
    }
    const countries = new Intl.DisplayNames([language === "zh" ? "zh-CN" : "en"], { type: "region", fallback: "none" });
    const alpha2: Record<string, string> = {
      JPN: "JP",
      KOR: "KR",
      USA: "US",
      DEU: "DE",
      NLD: "NL",
      TWN: "TW",
      CHN: "CN",
    };
    return {
      name: (id: string) => names.get(id) ?? (alpha2[id] ? countries.of(alpha2[id]) : undefined) ?? id,
      products,
    };
  }, [ranking.data, cities.data, language]);
}

/** What a search by name gives, as subjects of a shock. */
export function useSubjects(dataset: string, sought: string) {
  return useQuery({
    ...get("/api/v1/datasets/{name}/search", { path: { name: dataset }, query: { q: sought } }),
    enabled: dataset !== "" && sought.trim() !== "",
    select: (found) =>
      found.items.flatMap((item) => {
        const kind: Subject["kind"] | undefined =
          item.kind === "region"
            ? /^\d{6}$/.test(item.id)
              ? item.id.endsWith("0000") && !/^(11|12|31|50)/.test(item.id)
                ? "region"
                : "city"
              : "country"
            : item.kind === "product" || item.kind === "firm" || item.kind === "chain"
              ? item.kind
              : undefined;
        return kind ? [{ ...item, kind }] : [];
      }),
  });
}
