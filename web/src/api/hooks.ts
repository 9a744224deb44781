// Reading and writing in components:
//
//   const q = useQuery(get("/api/v1/datasets/{name}/ranking", { path: { name } }));
//   const save = useWrite("post", "/api/v1/cases", { changes: ["/api/v1/cases"] });
//   save.mutate({ body: … });
//
// The key of a query is [path, parameters], so what changed is refreshed by its path alone. Where the address freezes a
// version (frozen.ts), the parameters name it.
import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { type Answer, type AnswerOf, type Params, type PathsWith, request, requestBytes, type Sent } from "./client";
import { atVersion } from "./frozen";
import type { ApiError } from "./problem";
import type { paths } from "./schema";

export function get<P extends PathsWith<"get">>(path: P, wanted: Params<P, "get"> = {}) {
  const params = atVersion(path, wanted);
  return queryOptions<AnswerOf<P, "get">, ApiError>({
    queryKey: [path, params],
    queryFn: async ({ signal }) => (await request("get", path, { ...params, signal })).data,
  });
}

/** As get(), with the ETag that a later change names in ifMatch. */
export function getTagged<P extends PathsWith<"get">>(path: P, wanted: Params<P, "get"> = {}) {
  const params = atVersion(path, wanted);
  return queryOptions<Answer<AnswerOf<P, "get">>, ApiError>({
    queryKey: [path, params, "tagged"],
    queryFn: ({ signal }) => request("get", path, { ...params, signal }),
  });
}

/** An answer of bytes, as `read` makes something of them; it must not change between two calls with one path. */
export function getBytes<P extends PathsWith<"get">, T>(
  path: P,
  wanted: Params<P, "get">,
  read: (bytes: ArrayBuffer) => T,
) {
  const params = atVersion(path, wanted);
  return queryOptions<T, ApiError>({
    queryKey: [path, params],
    queryFn: async ({ signal }) => read(await requestBytes(path, { ...params, signal })),
    // Columns are not compared number by number.
    structuralSharing: false,
  });
}

export function refresh(client: QueryClient, changed: readonly string[]) {
  return client.invalidateQueries({
    predicate: (query) => changed.some((path) => String(query.queryKey[0]).startsWith(path)),
  });
}

type Changing = "post" | "put" | "delete";

export function useWrite<M extends Changing, P extends PathsWith<M> & keyof paths>(
  method: M,
  path: P,
  options: { changes?: readonly string[] } = {},
) {
  const client = useQueryClient();
  return useMutation<Answer<AnswerOf<P, M>>, ApiError, Sent<P, M>>({
    mutationFn: (sent) => request(method, path, sent),
    onSuccess: () => (options.changes ? refresh(client, options.changes) : undefined),
  });
}
