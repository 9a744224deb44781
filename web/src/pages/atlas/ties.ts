// Products whose loss reaches other chains directly.
import type { CrossLink } from "./queries";

export interface Tie {
  id: string;
  chain: string;
  /** Other chains that take it. */
  chains: string[];
  links: number;
}

/** Those first that go into most chains, then by inputs, then by id. */
export function tiesOf(cross: readonly CrossLink[]): Tie[] {
  const found = new Map<string, Tie>();
  for (const link of cross) {
    const tie = found.get(link.from) ?? { id: link.from, chain: link.fromChain, chains: [], links: 0 };
    if (!tie.chains.includes(link.toChain)) tie.chains.push(link.toChain);
    ++tie.links;
    found.set(link.from, tie);
  }
  return [...found.values()].sort(
    (a, b) => b.chains.length - a.chains.length || b.links - a.links || a.id.localeCompare(b.id),
  );
}
