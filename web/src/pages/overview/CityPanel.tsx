// The chosen city beside the map: its measures, the worst of what is made there, who makes it, open cases about it.
import { useQuery } from "@tanstack/react-query";
import { LevelBadge } from "@/design/LevelBadge";
import { Missing } from "@/design/marks";
import { full } from "@/design/number";
import { pathOf } from "@/frame/areas";
import { Link } from "@/frame/Link";
import { Section } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { casesQuery } from "@/pages/cases/reads";
import { nameIn, useLanguage, useTexts } from "@/text";
import { type MetricMeaning, metricLong, metricOf, subjectOf } from "./model";
import styles from "./overview.module.css";
import { cityQuery } from "./queries";
import { overviewTexts } from "./text";
import type { Tile } from "./tiles";

const most = 8;

export function CityPanel({
  dataset,
  tile,
  metrics,
  ranked,
  chain,
}: {
  dataset: string;
  tile: Tile;
  metrics: readonly MetricMeaning[];
  /** How many cities have a value of the measure. */
  ranked: (id: string) => number;
  /** Products of this chain alone; empty: of all. */
  chain: string;
}) {
  const t = useTexts(overviewTexts);
  const language = useLanguage();
  const can = useCan();
  const city = useQuery({ ...cityQuery(dataset, tile.code), enabled: tile.city !== undefined });
  const cases = useQuery({ ...casesQuery(true), enabled: can("case.read") });
  if (!tile.city) return <p>{t.noMetric}</p>;
  return (
    <>
      <p>
        <Link to={`/cities/${tile.code}`} className={styles.strong}>
          {t.openCity}
        </Link>
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t.metric}</th>
            <th scope="col" className={styles.right}>
              {t.value}
            </th>
            <th scope="col" className={styles.right}>
              {t.rank}
            </th>
          </tr>
        </thead>
        <tbody>
          {metrics.map((metric) => {
            const found = metricOf(tile.city, metric.id);
            const meaning = language === "zh" ? metric.meaning_zh : metric.meaning_en;
            return (
              <tr key={metric.id} title={meaning}>
                <th scope="row">
                  {nameIn(language, metric)}
                  <span className="caption"> {t.unit[metric.unit as keyof typeof t.unit] ?? metric.unit}</span>
                </th>
                <td className={styles.right}>
                  {found?.value == null ? <Missing why={t.noMetric} /> : metricLong(found, metric.unit, language)}
                </td>
                <td className={styles.right}>
                  {found?.rank == null ? <Missing why={t.noMetric} /> : `${found.rank} / ${ranked(metric.id)}`}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <QueryState query={city} rows={6}>
        {(view) => {
          const made = view.products.filter((product) => !chain || product.chain_id === chain);
          const products = new Set(made.map((product) => product.id));
          const about = cases.data?.items.filter((row) => products.has(subjectOf(row).id)) ?? [];
          return (
            <>
              <Section title={t.panelProducts}>
                {made.length === 0 ? (
                  <p>{t.panelNoProducts}</p>
                ) : (
                  <>
                    <ul className={styles.rows}>
                      {made.slice(0, most).map((product) => {
                        const path = pathOf("break_point", product.id);
                        const name = nameIn(language, product);
                        const firms = product.makers?.map((maker) => nameIn(language, maker));
                        return (
                          <li key={product.id} className={styles.block}>
                            <span className={styles.row}>
                              <LevelBadge level={product.level} compact />
                              <span className={styles.rowName}>{path ? <Link to={path}>{name}</Link> : name}</span>
                              <span className={styles.rowEnd}>
                                {t.makersCount(product.city_maker_count, product.scope_maker_count)}
                              </span>
                            </span>
                            {firms ? (
                              <span className="caption">{[...new Set(firms)].slice(0, 4).join(t.comma)}</span>
                            ) : null}
                          </li>
                        );
                      })}
                    </ul>
                    {made.length > most ? <p className="caption">{t.panelMore(made.length)}</p> : null}
                  </>
                )}
              </Section>
              {about.length > 0 ? (
                <Section title={`${t.panelCases} ${full(about.length)}`}>
                  <ul className={styles.rows}>
                    {about.map((row) => {
                      const path = pathOf("case", row.id);
                      const subject = subjectOf(row);
                      const product = view.products.find((one) => one.id === subject.id);
                      return (
                        <li key={row.id} className={styles.row}>
                          {path ? <Link to={path}>{row.id}</Link> : row.id}
                          <span className={styles.rowName}>{product ? nameIn(language, product) : subject.id}</span>
                          <span className={styles.rowEnd}>{row.next_due ?? ""}</span>
                        </li>
                      );
                    })}
                  </ul>
                </Section>
              ) : null}
            </>
          );
        }}
      </QueryState>
    </>
  );
}
