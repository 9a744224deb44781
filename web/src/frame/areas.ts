// Areas of the page: each folder under pages/ has an area.ts that says what it is called, who is offered it and which
// paths it answers. Nothing else needs to be told of a new one.
import type { UseQueryOptions } from "@tanstack/react-query";
import type { ComponentType } from "react";
import { matchPath } from "react-router";
import type { ApiError } from "@/api/problem";

export interface Route {
  path: string;
  load: () => Promise<{ default: ComponentType }>;
  /** The page's figures come from a version of the dataset: ?v= fixes it. */
  versioned?: true;
  /** Asks for what its first view waits for while its code is on its way. */
  reads?: (place: FirstPlace, read: FirstRead) => void | Promise<void>;
}
interface FirstPlace {
  /** Empty where there is none. */
  dataset: string;
  path: Readonly<Record<string, string | undefined>>;
  query: URLSearchParams;
}
/** Nothing where it failed; whoever shows it then asks again and says why. */
export type FirstRead = <T>(query: UseQueryOptions<T, ApiError>) => Promise<T | undefined>;

export interface Area {
  id: string;
  /** Place in the navigation; areas without one are not listed there. */
  order?: number;
  /** A line between groups stands before the first area of a new group. */
  group?: number;
  icon?: ComponentType;
  name: { zh: string; en: string };
  /** The permission without which the area is not offered; any one of them where several are named. */
  permission?: string | readonly string[];
  /** “g” and this letter go there. */
  letter?: string;
  /** The first path is the area's own; each component is a chunk of its own. */
  routes: readonly Route[];
  /** Paths of things of a kind, for search and links: { product: (id) => `/products/${id}` }; undefined: has no page. */
  objects?: Record<string, (id: string) => string | undefined>;
}

export function defineArea(area: Area): Area {
  return area;
}

const found = import.meta.glob<{ default: Area }>("../pages/*/area.ts", { eager: true });
export const areas: readonly Area[] = Object.values(found)
  .map((module) => module.default)
  .sort((a, b) => (a.order ?? 1000) - (b.order ?? 1000));

export function isOffered(area: Area, can: (permission: string) => boolean): boolean {
  const any = permissionsOf(area);
  return any.length === 0 || any.some(can);
}

/** The permissions that a page asks for, any one of which is enough. */
export function permissionsOf(area: Area): readonly string[] {
  return [area.permission ?? []].flat();
}

/** The area that a path of the page belongs to. */
export function areaAt(pathname: string): Area | undefined {
  return areas.find((area) => area.routes.some(({ path }) => matchPath(path, pathname) !== null));
}

/** Where a thing is shown, if a page shows it. Areas named first in the navigation give way to ones made for the kind. */
export function pathOf(kind: string, id: string): string | undefined {
  const makers = areas.flatMap((area) => (area.objects?.[kind] ? [area.objects[kind]] : []));
  return makers.at(-1)?.(encodeURIComponent(id));
}

/** The first path of an area, where it exists and is offered: for links from one area to another. */
export function areaPath(id: string, can: (permission: string) => boolean): string | undefined {
  const area = areas.find((one) => one.id === id);
  return area && isOffered(area, can) ? area.routes[0]?.path : undefined;
}
