// The few figures of /metrics (Prometheus text) that say how the server does.
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}
export function readMetrics(text: string): Sample[] {
  return text.split("\n").flatMap((line) => {
    const match = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (!match) return [];
    const labels = Object.fromEntries(
      [...(match[2] ?? "").matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map((one) => [one[1]!, one[2]!]),
    );
    const value = match[3] === "+Inf" ? Number.POSITIVE_INFINITY : Number(match[3]);
    return [{ name: match[1]!, labels, value }];
  });
}
export function total(samples: readonly Sample[], name: string, label?: (labels: Record<string, string>) => boolean) {
  const found = samples.filter((one) => one.name === name && (!label || label(one.labels)));
  return found.length === 0 ? undefined : found.reduce((sum, one) => sum + one.value, 0);
}
/** The bound of a histogram, all routes together, below which a share of the requests lies. */
export function quantile(samples: readonly Sample[], name: string, share: number): number | undefined {
  const bounds = new Map<number, number>();
  for (const one of samples) {
    if (one.name !== `${name}_bucket`) continue;
    const bound = one.labels.le === "+Inf" ? Number.POSITIVE_INFINITY : Number(one.labels.le);
    bounds.set(bound, (bounds.get(bound) ?? 0) + one.value);
  }
  const count = bounds.get(Number.POSITIVE_INFINITY);
  if (!count) return undefined;
  return [...bounds].sort((a, b) => a[0] - b[0]).find(([, below]) => below >= share * count)?.[0];
}
