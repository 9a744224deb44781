// The cities as tiles: how many real makers each has, and where related industry is.
import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/hooks";
import { ChartFrame } from "@/design/chart/ChartFrame";
import { dateTime } from "@/design/date";
import { full } from "@/design/number";
import { pathOf } from "@/frame/areas";
import { Link } from "@/frame/Link";
import { QueryState } from "@/frame/states";
import type { ProductView } from "@/pages/breakpoints/model";
import { nameIn, useLanguage, useTexts } from "@/text";
import { type CityCount, topCities } from "./cities";
import styles from "./products.module.css";
import { productTexts } from "./text";

const tile = { width: 62, height: 36, gap: 3 };

/** Without the word for city at its end: tiles are small. */
export function shortCity(name: string): string {
  return name.replace(/市$/, "");
}

export function Places({ view, counts }: { view: ProductView; counts: readonly CityCount[] }) {
  const t = useTexts(productTexts);
  const language = useLanguage();
  const cities = useQuery(get("/api/v1/datasets/{name}/cities", { path: { name: view.about.dataset } }));
  const count = new Map(counts.map((city) => [city.code, city.count]));
  const could = new Map(view.could_make.map((one) => [one.code, one.density]));
  const name = nameIn(language, view);
  const top = topCities(counts)
    .map((city) => shortCity(nameIn(language, city)))
    .join(language === "zh" ? "、" : ", ");
  const total = counts.reduce((sum, city) => sum + city.count, 0);
  const { about } = view;
  return (
    <QueryState query={cities} rows={6}>
      {(data) => {
        const rows = data.cities
          .filter((city) => count.has(city.code) || could.has(city.code))
          .sort((a, b) => (count.get(b.code) ?? 0) - (count.get(a.code) ?? 0) || a.code.localeCompare(b.code));
        const width = 9 * (tile.width + tile.gap);
        const height = 9 * (tile.height + tile.gap);
        return (
          <ChartFrame
            title={counts.length > 0 ? t.placesTitle(name, top) : t.placesTitleNone(name)}
            subtitle={t.placesSub}
            alternative={counts.length > 0 ? t.placesAlt(total, counts.length, top) : t.placesAltNone}
            source={t.sourceLine(
              about.dataset,
              about.version,
              language === "zh" ? about.scope_zh : about.scope_en,
              dateTime(about.computed_at),
            )}
            legend={
              <>
                <span className={styles.key}>
                  <i style={{ background: "var(--interval)" }} aria-hidden="true" /> {t.makersN}
                </span>
                <span className={styles.key}>
                  <i data-dashed aria-hidden="true" /> {t.couldMake}
                </span>
              </>
            }
            rows={rows}
            rowKey={(city) => city.code}
            columns={[
              {
                id: "city",
                title: t.city,
                width: 120,
                value: (city) => nameIn(language, city),
                cell: (city) => {
                  const path = pathOf("region", city.code);
                  return path ? <Link to={path}>{nameIn(language, city)}</Link> : nameIn(language, city);
                },
              },
              {
                id: "makers",
                title: t.makersN,
                unit: t.firms,
                width: 90,
                align: "right",
                value: (city) => count.get(city.code) ?? 0,
              },
              {
                id: "density",
                title: t.density,
                unit: "0–1",
                width: 90,
                align: "right",
                value: (city) => could.get(city.code) ?? null,
                cell: (city) => full(could.get(city.code), 2),
              },
            ]}
          >
            <svg viewBox={`0 0 ${width} ${height}`} width="100%" style={{ maxWidth: 640 }} aria-hidden="true">
              {data.cities.map((city) => {
                if (city.tile_column === null || city.tile_row === null) return null;
                const n = count.get(city.code) ?? 0;
                const dashed = n === 0 && could.has(city.code);
                return (
                  <g
                    key={city.code}
                    transform={`translate(${city.tile_column * (tile.width + tile.gap)} ${city.tile_row * (tile.height + tile.gap)})`}
                  >
                    <title>
                      {nameIn(language, city)} {n} {t.firms}
                      {could.has(city.code) ? ` · ${t.density} ${full(could.get(city.code), 2)}` : ""}
                    </title>
                    <rect
                      x={0.5}
                      y={0.5}
                      width={tile.width - 1}
                      height={tile.height - 1}
                      rx={2}
                      fill="var(--surface)"
                      stroke={n > 0 ? "var(--interval)" : dashed ? "var(--text-2)" : "var(--line)"}
                      strokeWidth={n > 0 ? 2 : 1}
                      strokeDasharray={dashed ? "4 3" : undefined}
                    />
                    {n > 0 ? (
                      <rect
                        x={2}
                        y={tile.height - 6}
                        height={4}
                        width={((tile.width - 4) * n) / Math.max(1, counts[0]?.count ?? 1)}
                        fill="var(--interval)"
                      />
                    ) : null}
                    <text
                      x={5}
                      y={16}
                      fontSize={12}
                      fill={n > 0 || dashed ? "var(--text-1)" : "var(--text-3)"}
                      fontWeight={n > 0 ? 600 : 400}
                      textLength={
                        language === "en" && city.name_en.length > 8 ? tile.width - (n > 0 ? 18 : 10) : undefined
                      }
                      lengthAdjust="spacingAndGlyphs"
                    >
                      {shortCity(nameIn(language, city)).slice(0, language === "zh" ? 4 : 11)}
                    </text>
                    {n > 0 ? (
                      <text
                        x={tile.width - 5}
                        y={27}
                        fontSize={13}
                        fontWeight={600}
                        textAnchor="end"
                        fill="var(--text-1)"
                      >
                        {n}
                      </text>
                    ) : null}
                  </g>
                );
              })}
            </svg>
          </ChartFrame>
        );
      }}
    </QueryState>
  );
}
