// What the loss of one product does: the scenario that is run, and the sentence that its result comes to.
import type { Result, Run } from "@/pages/lab/result";

export const lossDays = 90;
const horizonDays = 180;
export const whatIfDraws = 40;

/** All that is delivered of the product, from anywhere, gone for 90 days. */
export function lossOf(product: { id: string; name_zh: string; name_en: string }): string {
  const name = JSON.stringify(product.name_zh || product.id);
  const english = JSON.stringify(product.name_en || product.id);
  return [
    "id: loss_of_one_product",
    "name:",
    `  zh: ${name.slice(0, -1)}断供 ${lossDays} 天"`,
    `  en: ${english.slice(0, -1)} lost for ${lossDays} days"`,
    `horizon_days: ${horizonDays}`,
    "events:",
    "  - id: loss",
    "    kind: link",
    `    target: {products: [${JSON.stringify(product.id)}]}`,
    "    start_day: 0",
    `    duration_days: ${lossDays}`,
    "    loss: 100%",
    "",
  ].join("\n");
}

export interface Finding {
  worstDay: number | null;
  loss: number;
  low: number | undefined;
  high: number | undefined;
  products: number;
  cities: number;
  /** Products that stop first, with their days. */
  stops: { id: string; name_zh: string; name_en: string; day: number }[];
  /** Those that fall furthest, in words where none stops. */
  touched: { id: string; name_zh: string; name_en: string; level: number }[];
  towns: { id: string; name_zh: string; name_en: string; level: number }[];
}

function groups(result: Result, run: Run, dimension: string) {
  const names = new Map(result.dimensions.find((one) => one.id === dimension)?.groups.map((one) => [one.id, one]));
  return (run.breakdowns.find((one) => one.dimension === dimension)?.groups ?? [])
    .filter((group) => group.normal_output > 0 && group.worst_level < 0.99)
    .sort((a, b) => a.worst_level - b.worst_level || b.lost_output - a.lost_output)
    .flatMap((group) => {
      const named = names.get(group.id);
      return named
        ? [
            {
              id: group.id,
              name_zh: named.name_zh,
              name_en: named.name_en,
              level: group.worst_level,
              day: group.first_stop_day,
            },
          ]
        : [];
    });
}

export function findingOf(result: Result): Finding | undefined {
  const run = result.runs[0];
  if (!run) return undefined;
  const drawn = result.draws?.runs[0]?.worst_loss;
  const products = groups(result, run, "product");
  return {
    worstDay: run.outcome.worst_day,
    loss: run.outcome.worst_loss,
    low: drawn?.[0],
    high: drawn?.[4],
    products: run.outcome.products.hit,
    cities: run.outcome.cities.hit,
    stops: products
      .flatMap((one) => (one.day === null ? [] : [{ ...one, day: one.day }]))
      .sort((a, b) => a.day - b.day)
      .slice(0, 3),
    touched: products.slice(0, 12),
    towns: groups(result, run, "city").slice(0, 12),
  };
}
