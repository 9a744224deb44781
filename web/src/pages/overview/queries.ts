import { get } from "@/api/hooks";

// Of all chains, or of one.
const ofChain = (chain: string) => (chain ? { query: { chain } } : {});

export function overviewQuery(name: string, chain = "") {
  return get("/api/v1/datasets/{name}/overview", { path: { name }, ...ofChain(chain) });
}
export function citiesQuery(name: string, chain = "") {
  return get("/api/v1/datasets/{name}/cities", { path: { name }, ...ofChain(chain) });
}
export function coverageQuery(name: string, chain = "") {
  return get("/api/v1/datasets/{name}/backup-register/coverage", { path: { name }, ...ofChain(chain) });
}
export function cityQuery(name: string, code: string) {
  return get("/api/v1/datasets/{name}/cities/{code}", { path: { name, code } });
}
