// Links inside the page keep the dataset that is in use, and the version that is fixed where the next page shows it. The
// frame's links are the only ones pages use.
import type { ReactNode } from "react";
import { Link as RouterLink, type To, useNavigate, useSearchParams } from "react-router";
import { takesVersion, versionNamed } from "./frozen";

export type Query = Record<string, string | number | undefined>;

function targetOf(path: string, query: Query | undefined, here: URLSearchParams): To {
  const search = new URLSearchParams();
  const dataset = here.get("ds");
  const version = versionNamed(here);
  if (dataset) search.set("ds", dataset);
  if (version !== undefined && takesVersion(path)) search.set("v", String(version));
  for (const [key, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== "") search.set(key, String(value));
  search.sort();
  return { pathname: path, search: search.toString() };
}

export function Link({
  to,
  query,
  children,
  className,
}: {
  to: string;
  query?: Query;
  children: ReactNode;
  className?: string;
}) {
  const [search] = useSearchParams();
  return (
    <RouterLink to={targetOf(to, query, search)} className={className}>
      {children}
    </RouterLink>
  );
}

export function useGo(): (path: string, query?: Query) => void {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  return (path, query) => void navigate(targetOf(path, query, search));
}
