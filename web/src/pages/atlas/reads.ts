import { get } from "@/api/hooks";

export function chainsQuery(name: string, version?: number) {
  return get("/api/v1/datasets/{name}/chains", { path: { name }, query: { version } });
}
export function chainQuery(name: string, chain: string, version?: number) {
  return get("/api/v1/datasets/{name}/chains/{chain}", { path: { name, chain }, query: { version } });
}
