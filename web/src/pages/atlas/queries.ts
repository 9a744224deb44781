import { useQuery, useQueryClient } from "@tanstack/react-query";
import { frozenVersion } from "@/api/frozen";
import { get, getBytes } from "@/api/hooks";
import type { ApiError } from "@/api/problem";
import type { components } from "@/api/schema";
import type { Edge } from "./graph";
import { networkOf } from "./network/network";
import type { ChainBox, ChainView } from "./picture";
import { chainQuery, chainsQuery } from "./reads";

export { chainQuery, chainsQuery };

export function versionsQuery(name: string) {
  return get("/api/v1/datasets/{name}/versions", { path: { name } });
}
export function networkQuery(name: string) {
  return {
    ...getBytes("/api/v1/datasets/{name}/firm-network/columns", { path: { name } }, networkOf),
    staleTime: 300_000,
  };
}
export function aggregatesQuery(name: string) {
  return get("/api/v1/datasets/{name}/supplies/aggregates", { path: { name } });
}

export interface CrossLink {
  from: string;
  to: string;
  fromChain: string;
  toChain: string;
  essential: boolean;
}
export type BoxOfChain = ChainBox & { chain_id: string };
export interface AllChains {
  about: components["schemas"]["ViewHead"];
  chains: readonly ChainView["chain"][];
  boxes: Map<string, BoxOfChain>;
  edges: Edge[];
  cross: CrossLink[];
  /** Inputs within chains as they were given, with their cost shares. */
  links: ChainView["links"];
}

/** All chains as one graph. */
function joined(list: components["schemas"]["ChainsView"], views: readonly ChainView[]): AllChains {
  const boxes = new Map(
    views.flatMap((view) => view.boxes.map((box) => [box.id, { ...box, chain_id: view.chain.id }] as const)),
  );
  const links = views.flatMap((view) => view.links);
  // Each is told by both chains; that of the chain that takes is enough.
  const cross = views.flatMap((view) =>
    view.cross_links
      .filter((link) => link.direction === "from")
      .map((link) => ({
        from: link.other_id,
        to: link.product_id,
        fromChain: link.other_chain_id,
        toChain: view.chain.id,
        essential: link.is_essential,
      })),
  );
  return {
    about: list.about,
    chains: list.chains,
    boxes,
    links,
    cross,
    edges: [
      ...links.map((link) => ({ from: link.input_id, to: link.product_id, essential: link.is_essential })),
      ...cross.map(({ from, to, essential }) => ({ from, to, essential })),
    ],
  };
}

export function useAllChains(name: string) {
  const client = useQueryClient();
  const version = frozenVersion();
  return useQuery<AllChains, ApiError>({
    queryKey: ["/api/v1/datasets/{name}/chains", { path: { name }, query: { version } }, "all"],
    queryFn: async () => {
      const list = await client.fetchQuery(chainsQuery(name, version));
      const chains = list.chains.map((chain) => client.fetchQuery(chainQuery(name, chain.id, version)));
      return joined(list, await Promise.all(chains));
    },
  });
}
