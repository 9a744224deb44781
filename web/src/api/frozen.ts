// A version of the dataset that the address names. While it is set, whatever can be read of a version is read of it;
// get() adds it to the parameters, so that it is part of the key as well.
import type { Params, PathsWith, QueryOf } from "./client";
import type { paths } from "./schema";

type Reads = PathsWith<"get">;
type OfVersion = {
  [P in Reads]: P extends `/api/v1/datasets/{name}/${string}`
    ? NonNullable<QueryOf<P, "get">> extends infer Q
      ? [Q] extends [never]
        ? never
        : "version" extends keyof Q
          ? P
          : never
      : never
    : never;
}[Reads];

// The compiler wants every reading that the contract gives a version.
const ofVersion: Record<OfVersion, true> = {
  "/api/v1/datasets/{name}/tables/{table}": true,
  "/api/v1/datasets/{name}/search": true,
  "/api/v1/datasets/{name}/supplies": true,
  "/api/v1/datasets/{name}/firm-network": true,
  "/api/v1/datasets/{name}/firm-network/columns": true,
  "/api/v1/datasets/{name}/supplies/aggregates": true,
  "/api/v1/datasets/{name}/export": true,
  "/api/v1/datasets/{name}/ranking": true,
  "/api/v1/datasets/{name}/chains": true,
  "/api/v1/datasets/{name}/chains/{chain}": true,
  "/api/v1/datasets/{name}/overview": true,
  "/api/v1/datasets/{name}/cities": true,
  "/api/v1/datasets/{name}/cities/{code}": true,
  "/api/v1/datasets/{name}/products/{id}": true,
  "/api/v1/datasets/{name}/firms/{id}": true,
  "/api/v1/datasets/{name}/gaps": true,
  "/api/v1/datasets/{name}/evidence": true,
  "/api/v1/datasets/{name}/products/{id}/backup-candidates": true,
  "/api/v1/datasets/{name}/backup-register/coverage": true,
};

let version: number | undefined;

export function freeze(at: number | undefined) {
  version = at;
}
export function frozenVersion(): number | undefined {
  return version;
}

/** The parameters with the version that is frozen, unless they name one themselves. */
export function atVersion<P extends keyof paths>(path: P, params: Params<P, "get">): Params<P, "get"> {
  const query = params.query as { version?: number } | undefined;
  if (version === undefined || !(path in ofVersion) || query?.version !== undefined) return params;
  return { ...params, query: { ...query, version } } as Params<P, "get">;
}
