// The cities of the scope on the schematic map of 9 by 9 tiles, filled as the chain picture is.
import type { components } from "@/api/schema";
import { percent } from "@/design/number";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./lab.module.css";
import { lossAt, lossClass, type Series } from "./result";
import { labTexts } from "./text";
import { lossWords } from "./words";

type City = components["schemas"]["CityRow"];

export function TileMap({
  cities,
  series,
  day,
  top,
  fresh,
  selected,
  onSelect,
}: {
  cities: readonly City[];
  series: ReadonlyMap<string, Series>;
  day: number;
  top: number | undefined;
  fresh: ReadonlySet<string>;
  selected: string | undefined;
  onSelect: (id: string) => void;
}) {
  const t = useTexts(labTexts);
  const language = useLanguage();
  return (
    <div className={styles.tiles} role="group" aria-label={t.map}>
      {cities.map((city) => {
        if (city.tile_column === null || city.tile_row === null) return null;
        const one = series.get(city.code);
        const loss = one ? lossAt(one, day) : 0;
        const step = one ? lossClass(loss, top) : -1;
        const name = nameIn(language, city);
        const told = one ? t.lossToday(lossWords(loss)) : t.noOutput;
        return (
          <button
            type="button"
            key={city.code}
            className={styles.tile}
            data-loss={step}
            data-province={city.province_code}
            data-new={fresh.has(city.code) || undefined}
            aria-pressed={selected === city.code}
            style={{ gridColumn: city.tile_column + 1, gridRow: city.tile_row + 1 }}
            title={`${name} · ${told}`}
            aria-label={`${name}, ${told}`}
            onClick={() => onSelect(city.code)}
          >
            <span>{language === "zh" ? name.replace(/市$/, "") : name}</span>
            {step > 0 ? <span className={styles.boxLoss}>{percent(loss, step >= 1 && loss < 0.1 ? 1 : 0)}</span> : null}
          </button>
        );
      })}
    </div>
  );
}
