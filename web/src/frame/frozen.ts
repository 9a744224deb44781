// A link may name the version of the dataset that it was made with: ?v=14. Pages whose figures come from a version show
// that one and take no changes; the other pages say that it means nothing there.
import { matchPath, useLocation, useSearchParams } from "react-router";
import { areas } from "./areas";

const versioned = areas.flatMap((area) => area.routes.filter((route) => route.versioned).map((route) => route.path));

/** Whether a page shows the version that its address names. */
export function takesVersion(pathname: string): boolean {
  return versioned.some((path) => matchPath(path, pathname) !== null);
}
export function versionNamed(query: URLSearchParams): number | undefined {
  const text = query.get("v") ?? "";
  const version = Number(text);
  return /^\d{1,9}$/.test(text) && version > 0 ? version : undefined;
}

export interface Frozen {
  /** What the address names. */
  named: number | undefined;
  /** The same, where the page shows it. */
  version: number | undefined;
}
export function useFrozen(): Frozen {
  const { pathname } = useLocation();
  const [query] = useSearchParams();
  const named = versionNamed(query);
  return { named, version: takesVersion(pathname) ? named : undefined };
}
