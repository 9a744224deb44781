// Products and what goes into what: everything upstream, everything downstream, one step, and the ways to a product.
export interface Edge {
  from: string;
  to: string;
  essential: boolean;
}
export interface Neighbours {
  inputs: Map<string, string[]>;
  users: Map<string, string[]>;
}

export function neighbours(edges: readonly Edge[]): Neighbours {
  const inputs = new Map<string, string[]>();
  const users = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, value: string) => {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  };
  for (const edge of edges) {
    add(inputs, edge.to, edge.from);
    add(users, edge.from, edge.to);
  }
  return { inputs, users };
}

/** All that goes into it (up) or that it goes into (down), nearest first, with the number of steps; without itself. */
export function reach(graph: Neighbours, start: string, direction: "up" | "down"): Map<string, number> {
  const next = direction === "up" ? graph.inputs : graph.users;
  const steps = new Map([[start, 0]]);
  const queue = [start];
  for (let i = 0; i < queue.length; ++i) {
    const at = queue[i] as string;
    for (const other of next.get(at) ?? []) {
      if (steps.has(other)) continue;
      steps.set(other, (steps.get(at) ?? 0) + 1);
      queue.push(other);
    }
  }
  steps.delete(start);
  return steps;
}

/** The selected product with its whole path, in one direction or both. */
export function pathSet(graph: Neighbours, start: string, direction: "up" | "down" | ""): Set<string> {
  return new Set([
    start,
    ...(direction === "down" ? [] : reach(graph, start, "up").keys()),
    ...(direction === "up" ? [] : reach(graph, start, "down").keys()),
  ]);
}

export interface Ways {
  ways: string[][];
  /** More were left out. */
  cut: boolean;
}
/** Ways from products without inputs to the target, each from its source on; no product twice in one. */
export function waysTo(graph: Neighbours, target: string, most = 500): Ways {
  const ways: string[][] = [];
  let cut = false;
  const walk = (way: string[]) => {
    if (ways.length >= most) {
      cut = true;
      return;
    }
    const inputs = (graph.inputs.get(way[0] as string) ?? []).filter((one) => !way.includes(one));
    if (inputs.length === 0) {
      if (way.length > 1) ways.push(way);
      return;
    }
    for (const input of inputs) walk([input, ...way]);
  };
  walk([target]);
  return { ways, cut };
}

/** How many steps at most from each product to the target: its column, counted from the right. A cycle is walked once. */
export function columnsTo(graph: Neighbours, target: string): Map<string, number> {
  const column = new Map<string, number>();
  const open = new Set<string>();
  const visit = (at: string, depth: number) => {
    if (open.has(at) || (column.get(at) ?? -1) >= depth) return;
    column.set(at, depth);
    open.add(at);
    for (const input of graph.inputs.get(at) ?? []) visit(input, depth + 1);
    open.delete(at);
  };
  visit(target, 0);
  return column;
}
