// Flows of value: sums of what one may see, as nodes and links that never go round in a circle.
import type { FirmNetwork } from "./network/network";

export interface Flow {
  from: string;
  to: string;
  value: number;
}
export interface Flows {
  flows: Flow[];
  total: number;
  /** Of the total, between firms at least one of which is made up; undefined where that is not told. */
  synthetic: number | undefined;
}

export const nowhere = "?";
export const elsewhere = "*";

/** The province of a place, where it belongs to the scope. */
export function provinceOf(code: string | null, provinces: readonly string[]): string {
  if (!code) return nowhere;
  const province = `${code.slice(0, 2)}0000`;
  return provinces.includes(province) ? province : elsewhere;
}

function add(map: Map<string, Flow>, from: string, to: string, value: number) {
  const key = `${from} ${to}`;
  const flow = map.get(key);
  if (flow) flow.value += value;
  else map.set(key, { from, to, value });
}

/** From the supplier's province over the chain of the product to the customer's province. */
export function flowsOfNetwork(network: FirmNetwork, provinces: readonly string[]): Flows {
  const map = new Map<string, Flow>();
  const { firms, links } = network;
  const place = (firm: number | undefined) =>
    provinceOf(network.places[firms.place[firm ?? -1] ?? -1]?.region_code ?? null, provinces);
  let total = 0;
  let synthetic = 0;
  for (let i = 0; i < links.from.length; ++i) {
    const value = links.value_cny[i] ?? 0;
    const [from, to] = [links.from[i] ?? -1, links.to[i] ?? -1];
    const chain = network.products[links.product[i] ?? -1]?.chain_id ?? nowhere;
    add(map, `s:${place(from)}`, `c:${chain}`, value);
    add(map, `c:${chain}`, `d:${place(to)}`, value);
    total += value;
    if (firms.is_synthetic[from] || firms.is_synthetic[to]) synthetic += value;
  }
  return { flows: sorted(map), total, synthetic };
}

type Group = { group: string; value_cny: number; is_rest: boolean };
/** From the supplier's province to the chain of the product, as far as the groups are broken down. */
export function flowsOfAggregates(
  groups: readonly Group[],
  chainOf: (product: string) => string,
  provinces: readonly string[],
): Flows {
  const map = new Map<string, Flow>();
  let total = 0;
  const broken = new Set(groups.flatMap((one) => (one.group.includes("/") ? [one.group.split("/")[0] ?? ""] : [])));
  for (const { group, value_cny: value, is_rest: rest } of groups) {
    const [province = "", product] = group.split("/");
    if (province === "" && !rest) {
      total = value;
    } else if (product !== undefined) {
      add(map, `s:${provinceOf(province, provinces)}`, `c:${chainOf(product)}`, value);
    } else if (rest) {
      add(map, `s:${province === "" ? nowhere : provinceOf(province, provinces)}`, "r:", value);
    } else if (!broken.has(province) && !groups.some((one) => one.group === province && one.is_rest)) {
      // A province that is shown whole and not below.
      add(map, `s:${provinceOf(province, provinces)}`, "r:", value);
    }
  }
  return { flows: sorted(map), total, synthetic: undefined };
}

function sorted(map: Map<string, Flow>): Flow[] {
  return [...map.values()]
    .filter((flow) => flow.value > 0)
    .sort((a, b) => b.value - a.value || a.from.localeCompare(b.from));
}
