// Where the nodes and ribbons of a flow diagram in columns are drawn; heights and widths are in proportion to value.
import type { Flow } from "./flow";

export interface Node {
  id: string;
  column: number;
  y: number;
  height: number;
  value: number;
}
export interface Ribbon extends Flow {
  /** Upper ends at either side, and the width. */
  y0: number;
  y1: number;
  width: number;
}

/** Columns in the order given; within one the largest first. A node without a column is left out with its flows. */
export function layoutSankey(
  flows: readonly Flow[],
  columnOf: (id: string) => number | undefined,
  height: number,
  gap = 8,
): { nodes: Node[]; ribbons: Ribbon[] } {
  const sums = new Map<string, { into: number; out: number; column: number }>();
  const at = (id: string) => {
    const column = columnOf(id);
    if (column === undefined) return undefined;
    const known = sums.get(id) ?? { into: 0, out: 0, column };
    sums.set(id, known);
    return known;
  };
  const kept = flows.filter((flow) => flow.value > 0 && at(flow.from) && at(flow.to));
  for (const flow of kept) {
    (at(flow.from) as { out: number }).out += flow.value;
    (at(flow.to) as { into: number }).into += flow.value;
  }
  const nodes: Node[] = [...sums].map(([id, { into, out, column }]) => ({
    id,
    column,
    y: 0,
    height: 0,
    value: Math.max(into, out),
  }));
  const columns = [...new Set(nodes.map((node) => node.column))];
  const inColumn = (column: number) =>
    nodes.filter((node) => node.column === column).sort((a, b) => b.value - a.value || a.id.localeCompare(b.id));
  // One scale for all columns: the fullest one decides.
  const scale = Math.min(
    ...columns.map((column) => {
      const list = inColumn(column);
      return (height - gap * (list.length - 1)) / list.reduce((sum, node) => sum + node.value, 0);
    }),
  );
  for (const column of columns) {
    const list = inColumn(column);
    const all = list.reduce((sum, node) => sum + node.value * scale, 0) + gap * (list.length - 1);
    let y = (height - all) / 2;
    for (const node of list) {
      node.y = y;
      node.height = node.value * scale;
      y += node.height + gap;
    }
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const place = (id: string) => byId.get(id) as Node;
  const left = new Map<string, number>();
  const right = new Map<string, number>();
  const take = (used: Map<string, number>, id: string, width: number) => {
    const y = used.get(id) ?? place(id).y;
    used.set(id, y + width);
    return y;
  };
  // Ribbons leave and arrive in the order of the other ends, so that they cross as little as they can.
  const ribbons = kept.map((flow) => ({ ...flow, y0: 0, y1: 0, width: flow.value * scale }));
  for (const ribbon of [...ribbons].sort((a, b) => place(a.to).y - place(b.to).y))
    ribbon.y0 = take(right, ribbon.from, ribbon.width);
  for (const ribbon of [...ribbons].sort((a, b) => place(a.from).y - place(b.from).y))
    ribbon.y1 = take(left, ribbon.to, ribbon.width);
  return { nodes, ribbons };
}
