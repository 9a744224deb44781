// What both pictures of the cities share: what they are given, and what a city says aloud.
import { severity } from "@/design/LevelBadge";
import { designTexts } from "@/design/texts";
import { nameIn, useLanguage, useTexts } from "@/text";
import type { Classes } from "./classes";
import { type MetricMeaning, metricLong, metricOf } from "./model";
import { overviewTexts } from "./text";
import { provinceNames, shortName, type Tile } from "./tiles";

export interface MapProps {
  tiles: readonly Tile[];
  metric: MetricMeaning;
  classes: Classes | undefined;
  /** Chosen provinces; empty for all. */
  provinces: readonly string[];
  selected: string;
  /** One may not see the cities' figures. */
  locked: boolean;
  /** What is shown is from before the connection was lost. */
  stale: boolean;
  onSelect: (code: string) => void;
  onOpen: (code: string) => void;
  onPoint: (code: string) => void;
}

export function isDimmed(tile: Tile, provinces: readonly string[]): boolean {
  return provinces.length > 0 && !provinces.includes(tile.province);
}

export interface CityWords {
  name: string;
  value: string;
  rank: string;
  level: string | undefined;
  /** All of it, for screen readers. */
  spoken: string;
}

export function useCityWords(metric: MetricMeaning, tiles: readonly Tile[], locked: boolean, stale: boolean) {
  const t = useTexts(overviewTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const ranked = tiles.filter((tile) => metricOf(tile.city, metric.id)?.value != null).length;
  return (tile: Tile): CityWords => {
    const name = shortName(nameIn(language, tile));
    const found = metricOf(tile.city, metric.id);
    const value = locked
      ? t.noRight
      : !tile.city
        ? t.notInData(nameIn(language, provinceNames[tile.province]))
        : found?.value == null
          ? t.noMetric
          : metricLong(found, metric.unit, language) + unitOf(metric.unit);
    const rank = found?.rank != null ? t.rankOf(found.rank, ranked) : "";
    const worst = tile.city?.worst_level;
    const level = worst && severity(worst) < 4 ? words.levels[worst] : undefined;
    const measure = nameIn(language, metric);
    // Aloud the full name: two cities may share the short one.
    const spoken = [
      nameIn(language, tile),
      `${measure} ${value}`,
      rank,
      level ? `${t.worst} ${level}` : "",
      stale ? t.staleTile : "",
    ].filter(Boolean);
    return { name, value, rank, level, spoken: spoken.join(language === "zh" ? "，" : ", ") };
  };
  // A percent sign stands in the value already, and a measure between 0 and 1 needs no word.
  function unitOf(unit: string): string {
    return unit === "%" || unit === "1" ? "" : ` ${t.unit[unit as keyof typeof t.unit] ?? unit}`;
  }
}
