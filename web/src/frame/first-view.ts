// What the first view waits for, begun before anything is drawn: who one is and which dataset, then the page's code and
// what it reads, all at once instead of one after the other.
import type { FetchQueryOptions, QueryClient } from "@tanstack/react-query";
import { matchPath } from "react-router";
import { freeze } from "@/api/frozen";
import { get } from "@/api/hooks";
import type { ApiError } from "@/api/problem";
import { areas, type FirstRead, isOffered, type Route } from "./areas";
import { chooseDataset } from "./dataset";
import { versionNamed } from "./frozen";
import { type Me, meQuery } from "./session";

export function routeOf(pathname: string, can: (permission: string) => boolean) {
  for (const area of areas) {
    if (!isOffered(area, can)) continue;
    if (pathname === "/" && area.order !== undefined) return { route: area.routes[0]!, path: {} };
    for (const route of area.routes) {
      const match = matchPath(route.path, pathname);
      if (match) return { route, path: match.params };
    }
  }
  return undefined;
}

async function beginReads(client: QueryClient, me: Me, route: Route, path: object, query: URLSearchParams) {
  const read: FirstRead = <T>(one: Parameters<typeof client.fetchQuery<T, ApiError>>[0] | object) =>
    client.fetchQuery(one as FetchQueryOptions<T, ApiError>).catch(() => undefined);
  const all = me.permissions.includes("dataset.read") ? await read(get("/api/v1/datasets")) : undefined;
  const dataset = chooseDataset(all?.items ?? [], query)?.name ?? "";
  freeze(route.versioned ? versionNamed(query) : undefined);
  await route.reads?.({ dataset, path: { ...path }, query }, read);
}

/** Done when it is known who one is, or that one is not signed in. */
export async function beginFirstView(client: QueryClient, place: { pathname: string; search: string }): Promise<void> {
  await client.prefetchQuery(meQuery);
  const me = client.getQueryData<Me>(meQuery.queryKey);
  if (me?.reach !== "full") return;
  const found = routeOf(place.pathname, (permission) => me.permissions.includes(permission));
  if (!found) return;
  found.route.load().catch(() => undefined);
  void beginReads(client, me, found.route, found.path, new URLSearchParams(place.search));
}
