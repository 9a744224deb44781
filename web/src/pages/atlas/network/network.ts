// The firm network in columns, as the server sends it: who supplies whom, sizes, which names and links to show.
import type { components } from "@/api/schema";
import { ColumnFile, type TextColumn } from "./columns";

type Numbers = ArrayLike<number>;
type Frame = Omit<components["schemas"]["FirmNetwork"], "firms" | "links">;

export interface FirmNetwork extends Frame {
  /** Each member as long as all others. */
  firms: {
    id: TextColumn;
    name_zh: TextColumn;
    name_en: TextColumn;
    /** Position in products; -1: not known. */
    product: Int32Array;
    tier: Uint32Array;
    place: Uint32Array;
    x: Uint32Array;
    y: Uint32Array;
    sales_cny: Float64Array;
    purchases_cny: Float64Array;
    is_synthetic: Uint8Array;
  };
  links: { from: Uint32Array; to: Uint32Array; product: Uint32Array; value_cny: Float64Array };
}

export function networkOf(file: ArrayBuffer): FirmNetwork {
  const columns = new ColumnFile(file);
  const count = (name: string) => columns.numbers(name, "U32");
  const amount = (name: string) => columns.numbers(name, "F64");
  return {
    ...(JSON.parse(columns.note("network")) as Frame),
    firms: {
      id: columns.texts("firms.id"),
      name_zh: columns.texts("firms.name_zh"),
      name_en: columns.texts("firms.name_en"),
      product: columns.numbers("firms.product", "I32"),
      tier: count("firms.tier"),
      place: count("firms.place"),
      x: count("firms.x"),
      y: count("firms.y"),
      sales_cny: amount("firms.sales_cny"),
      purchases_cny: amount("firms.purchases_cny"),
      is_synthetic: columns.numbers("firms.is_synthetic", "U8"),
    },
    links: {
      from: count("links.from"),
      to: count("links.to"),
      product: count("links.product"),
      value_cny: amount("links.value_cny"),
    },
  };
}

export function namesOf(network: FirmNetwork, firm: number): { name_zh: string; name_en: string } {
  return { name_zh: network.firms.name_zh.at(firm), name_en: network.firms.name_en.at(firm) };
}

/** Finds firms by a part of a name or the id; what is searched is made when it is first asked for. */
export function firmSearch(network: FirmNetwork): (words: string, most: number) => number[] {
  let texts: string[] | undefined;
  return (words, most) => {
    const wanted = words.trim().toLowerCase();
    const found: number[] = [];
    if (wanted === "") return found;
    const { id, name_zh, name_en } = network.firms;
    texts ??= Array.from({ length: id.length }, (_, i) =>
      `${name_zh.at(i)}\n${name_en.at(i)}\n${id.at(i)}`.toLowerCase(),
    );
    for (let i = 0; i < texts.length && found.length < most; ++i) if (texts[i]?.includes(wanted)) found.push(i);
    return found;
  };
}

export interface Partner {
  firm: number;
  product: number;
  value: number;
}

/** Suppliers and customers of a firm, the largest first. */
export function partnersOf(network: FirmNetwork, firm: number): { suppliers: Partner[]; customers: Partner[] } {
  const { from, to, product, value_cny: value } = network.links;
  const suppliers: Partner[] = [];
  const customers: Partner[] = [];
  for (let i = 0; i < from.length; ++i) {
    if (from[i] !== firm && to[i] !== firm) continue;
    const one = { product: product[i] ?? -1, value: value[i] ?? 0 };
    if (to[i] === firm) suppliers.push({ firm: from[i] ?? -1, ...one });
    if (from[i] === firm) customers.push({ firm: to[i] ?? -1, ...one });
  }
  const order = (a: Partner, b: Partner) => b.value - a.value || a.firm - b.firm;
  return { suppliers: suppliers.sort(order), customers: customers.sort(order) };
}

/** Radii in steps between neighbours: areas grow with what is sold, and no firm touches the next. */
export function radii(sales: Numbers): Float32Array {
  let most = 0;
  for (let i = 0; i < sales.length; ++i) most = Math.max(most, sales[i] ?? 0);
  const share = (value: number) => (most > 0 ? Math.sqrt(Math.max(0, value) / most) : 0);
  return Float32Array.from(sales, (value) => 0.2 + 0.28 * share(value));
}

/** Positions of the largest values, the largest first; of equal ones the first. */
export function largest(values: Numbers, count: number): number[] {
  const found: number[] = [];
  const at = (i: number) => values[i] ?? 0;
  for (let i = 0; i < values.length; ++i) {
    if (found.length === count && at(i) <= at(found[count - 1] ?? 0)) continue;
    let place = found.length;
    while (place > 0 && at(found[place - 1] ?? 0) < at(i)) --place;
    found.splice(place, 0, i);
    found.length = Math.min(found.length, count);
  }
  return found;
}

/** The links drawn where there are too many: those of the largest values, and their share of all value. */
export function largestLinks(values: Float64Array, count: number): { links: Uint32Array; share: number } {
  const links = new Uint32Array(Math.min(count, values.length));
  if (links.length === 0) return { links, share: 1 };
  // Those of the least value that is drawn come in order until there is no room.
  const least = Float64Array.from(values).sort()[values.length - links.length] ?? 0;
  let room = links.length;
  for (const value of values) if (value > least) --room;
  let total = 0;
  let drawn = 0;
  let at = 0;
  values.forEach((value, i) => {
    total += value;
    if (value < least || (value === least && room-- <= 0)) return;
    links[at++] = i;
    drawn += value;
  });
  return { links, share: total > 0 ? drawn / total : 1 };
}
