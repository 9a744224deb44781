// What stands behind a measure of a city.
import { dateTime } from "@/design/date";
import { interval } from "@/design/number";
import { designTexts } from "@/design/texts";
import type { Evidence, EvidenceInput } from "@/frame/Evidence";
import { type Metric, type MetricMeaning, metricLong } from "@/pages/overview/model";
import { nameIn, useLanguage, useTexts } from "@/text";
import { type CityProduct, type CityView, shareText } from "./model";
import { cityTexts } from "./text";

export function useMetricEvidence(view: CityView) {
  const t = useTexts(cityTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const computed = (product: CityProduct, value: string): EvidenceInput => ({
    label: nameIn(language, product),
    value,
    source: t.inputsProducts,
    computed: true,
  });
  const inputs: Record<string, () => EvidenceInput[]> = {
    exposure: () =>
      view.products.flatMap((product) => {
        const { exposure } = product;
        return exposure ? [computed(product, interval(exposure.value, exposure.low, exposure.high, language))] : [];
      }),
    exposed_products: () =>
      view.products
        .filter((product) => product.level !== "unknown")
        .map((product) => computed(product, words.levels[product.level])),
    concentration: () =>
      view.products
        .filter((product) => 2 * product.city_maker_count > product.scope_maker_count)
        .map((product) => computed(product, `${product.city_maker_count} / ${product.scope_maker_count}`)),
    recorded_share: () =>
      (view.recorded_shares ?? []).map((share) => ({
        label: language === "zh" ? share.provider_zh : share.provider_en,
        value: shareText(share),
        year: share.figure.year,
        source: share.figure.source ?? t.sourceNone,
        url: share.figure.url ?? undefined,
        grade: share.figure.grade ?? undefined,
        scope: share.scope,
      })),
  };
  const counted = () => view.products.map((product) => computed(product, `${product.city_maker_count} ${t.unitFirms}`));
  const { about } = view;
  return (metric: MetricMeaning, found: Metric): Evidence => ({
    title: `${nameIn(language, view.city)} · ${nameIn(language, metric)}`,
    value: metricLong(found, metric.unit, language),
    meaning: language === "zh" ? metric.meaning_zh : metric.meaning_en,
    inputs: (inputs[metric.id] ?? counted)(),
    version: t.version(
      about.dataset,
      about.version,
      language === "zh" ? about.scope_zh : about.scope_en,
      dateTime(about.computed_at),
    ),
  });
}
