// The address of a page as it is given to somebody else.
export interface Sharing {
  dataset: string;
  /** Fixed in the link; undefined: the newest at the time it is opened. */
  version: number | undefined;
  filters: boolean;
}

export function sharedPath(pathname: string, query: URLSearchParams, sharing: Sharing): string {
  const shared = new URLSearchParams(sharing.filters ? query : undefined);
  shared.delete("v");
  if (sharing.dataset) shared.set("ds", sharing.dataset);
  if (sharing.version !== undefined) shared.set("v", String(sharing.version));
  shared.sort();
  const text = shared.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text ? `${pathname}?${text}` : pathname;
}
