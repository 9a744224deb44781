// What is made in a city, by whom, how exposed it is, and what it could make besides.
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useParams } from "react-router";
import { dateTime, deadline } from "@/design/date";
import { LevelBadge, severity } from "@/design/LevelBadge";
import { Grade, Missing } from "@/design/marks";
import { full } from "@/design/number";
import { DataTable } from "@/design/table/DataTable";
import { areaPath, pathOf } from "@/frame/areas";
import { EvidenceButton } from "@/frame/Evidence";
import { useKeys } from "@/frame/keys";
import { Link, useGo } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { frameTexts } from "@/frame/texts";
import { text, useUrlState } from "@/frame/url-state";
import { WithDataset } from "@/frame/WithDataset";
import { casesQuery } from "@/pages/cases/reads";
import { inOrder, type MetricMeaning, metricLong, metricOf, subjectOf } from "@/pages/overview/model";
import { citiesQuery, cityQuery, overviewQuery } from "@/pages/overview/queries";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./city.module.css";
import { useMakerColumns, useProductColumns } from "./columns";
import { useMetricEvidence } from "./evidence";
import { type CityView, levelsOf, makerRows, shareText } from "./model";
import { cityTexts } from "./text";

export default function City() {
  return <WithDataset>{(name) => <CityPage dataset={name} />}</WithDataset>;
}

function CityPage({ dataset }: { dataset: string }) {
  const t = useTexts(cityTexts);
  const frame = useTexts(frameTexts);
  const language = useLanguage();
  const { code = "" } = useParams();
  const can = useCan();
  const go = useGo();
  const city = useQuery(cityQuery(dataset, code));
  const overview = areaPath("overview", can);
  useKeys([{ keys: "Escape", name: frame.keyNames.back, run: () => go(overview ?? "/", { sel: code }) }]);
  const view = city.data;
  const name = view ? nameIn(language, view.city) : code;
  const crumbs = [...(overview ? [{ name: t.overview, to: overview }] : []), { name }];
  return (
    <Page
      crumbs={crumbs}
      about={view?.about}
      answer={view ? <Answer view={view} /> : undefined}
      note={view ? <Facts view={view} overview={overview} /> : undefined}
    >
      <QueryState query={city} rows={12}>
        {(data) => <Body view={data} />}
      </QueryState>
    </Page>
  );
}

function Answer({ view }: { view: CityView }) {
  const t = useTexts(cityTexts);
  const language = useLanguage();
  const name = nameIn(language, view.city);
  const makers = metricOf(view.city, "makers")?.value;
  if (view.products.length === 0 || makers == null) return t.answerNone(name);
  const { red, orange } = levelsOf(view.products);
  return t.answer(name, full(makers), full(view.products.length), red, orange);
}

function Facts({ view, overview }: { view: CityView; overview: string | undefined }) {
  const t = useTexts(cityTexts);
  const language = useLanguage();
  const { city } = view;
  return (
    <span className={styles.facts}>
      <span>
        {language === "zh" ? city.province_zh : city.province_en} · {city.code}
      </span>
      {city.worst_level ? (
        <span className={styles.fact}>
          {t.worst} <LevelBadge level={city.worst_level} />
        </span>
      ) : null}
      {overview ? (
        <Link to={overview} query={{ sel: city.code }}>
          {t.onMap}
        </Link>
      ) : null}
      {view.synthetic_maker_count > 0 ? <span>{t.synthetic(full(view.synthetic_maker_count))}</span> : null}
    </span>
  );
}

function Body({ view }: { view: CityView }) {
  const overview = useQuery(overviewQuery(view.about.dataset));
  const language = useLanguage();
  const chains = overview.data?.chains;
  const chainName = useCallback(
    (id: string) => {
      const chain = chains?.find((one) => one.id === id);
      return chain ? nameIn(language, chain) : id;
    },
    [chains, language],
  );
  return (
    <div className={styles.cols}>
      <div className={styles.col}>
        <Products view={view} chainName={chainName} />
      </div>
      <div className={styles.col}>
        <Measures view={view} />
        <Cases view={view} />
        <CouldMake view={view} chainName={chainName} />
        <Shares view={view} />
      </div>
    </div>
  );
}

function Products({ view, chainName }: { view: CityView; chainName: (id: string) => string }) {
  const t = useTexts(cityTexts);
  const language = useLanguage();
  const can = useCan();
  const go = useGo();
  const [{ sel, sort }, set] = useUrlState({ sel: text(), sort: text() });
  const products = useProductColumns(chainName);
  const makers = useMakerColumns();
  const { about } = view;
  const scope = language === "zh" ? about.scope_zh : about.scope_en;
  const notes = [
    t.sourceOf(about.dataset, about.version, scope),
    t.version(about.dataset, about.version, scope, dateTime(about.computed_at)),
  ];
  const chosen = view.products.find((product) => product.id === sel);
  const rows = useMemo(() => makerRows(view.products, chosen?.id ?? ""), [view.products, chosen]);
  const city = nameIn(language, view.city);
  return (
    <>
      <Section
        title={`${t.products} ${view.products.length}`}
        extra={<span className="caption">{t.productsHint}</span>}
      >
        <div
          className={styles.table}
          style={{ height: `min(${Math.max(4, view.products.length) * 2.25 + 5}rem, 26rem)` }}
        >
          <DataTable
            id="city-products"
            label={`${city} · ${t.products}`}
            rows={view.products}
            columns={products}
            rowKey={(row) => row.id}
            notes={notes}
            selected={chosen?.id}
            onSelect={(key) => set({ sel: key }, "replace")}
            onOpen={(row) => go(pathOf("break_point", row.id) ?? `/breakpoints/product/${encodeURIComponent(row.id)}`)}
            sort={sort}
            onSort={(next) => set({ sort: next })}
            mayExport={can("export.product_level")}
          />
        </div>
      </Section>
      <Section
        title={chosen ? t.makersOf(nameIn(language, chosen)) : t.makers}
        extra={
          chosen ? (
            <button type="button" className={styles.link} onClick={() => set({ sel: "" }, "replace")}>
              {t.makersAll}
            </button>
          ) : undefined
        }
      >
        {rows === undefined ? (
          <p className="caption">{t.makersHidden}</p>
        ) : rows.length === 0 ? (
          <p className="caption">{t.makersNone}</p>
        ) : (
          <div className={styles.table} style={{ height: `min(${Math.max(3, rows.length) * 2.25 + 5}rem, 26rem)` }}>
            <DataTable
              id="city-makers"
              label={`${city} · ${t.makers}`}
              rows={rows}
              columns={makers}
              rowKey={(row) => row.key}
              notes={notes}
              mayExport={can("export.product_level")}
            />
          </div>
        )}
      </Section>
    </>
  );
}

function Measures({ view }: { view: CityView }) {
  const t = useTexts(cityTexts);
  const language = useLanguage();
  const cities = useQuery(citiesQuery(view.about.dataset));
  const evidence = useMetricEvidence(view);
  const metrics = inOrder(cities.data?.metrics ?? []);
  return (
    <Section title={t.measures}>
      <QueryState query={cities} rows={6}>
        {() => (
          <table className={styles.plain}>
            <thead>
              <tr>
                <th scope="col">{t.measure}</th>
                <th scope="col" className={styles.end}>
                  {t.value}
                </th>
                <th scope="col" className={styles.end}>
                  {t.rank}
                </th>
              </tr>
            </thead>
            <tbody>
              {metrics.map((metric) => (
                <Measure key={metric.id} view={view} metric={metric} evidence={evidence} language={language} />
              ))}
            </tbody>
          </table>
        )}
      </QueryState>
    </Section>
  );
}

function Measure({
  view,
  metric,
  evidence,
  language,
}: {
  view: CityView;
  metric: MetricMeaning;
  evidence: ReturnType<typeof useMetricEvidence>;
  language: "zh" | "en";
}) {
  const t = useTexts(cityTexts);
  const found = metricOf(view.city, metric.id);
  return (
    <tr title={language === "zh" ? metric.meaning_zh : metric.meaning_en}>
      <th scope="row">
        {nameIn(language, metric)}{" "}
        <span className="caption">{t.unit[metric.unit as keyof typeof t.unit] ?? metric.unit}</span>
      </th>
      <td className={styles.end}>
        {found?.value == null ? (
          <Missing why={t.noMetric} />
        ) : (
          <EvidenceButton evidence={() => evidence(metric, found)}>
            {metricLong(found, metric.unit, language)}
          </EvidenceButton>
        )}
      </td>
      <td className={styles.end}>{found?.rank ?? <Missing why={t.noMetric} />}</td>
    </tr>
  );
}

function CouldMake({ view, chainName }: { view: CityView; chainName: (id: string) => string }) {
  const t = useTexts(cityTexts);
  const language = useLanguage();
  return (
    <Section title={t.could}>
      <p className="caption">{t.couldWhat}</p>
      {view.could_make.length === 0 ? (
        <p>{t.couldNone}</p>
      ) : (
        <div className={styles.scroll} tabIndex={0} role="group" aria-label={t.could}>
          <table className={styles.plain}>
            <thead>
              <tr>
                <th scope="col">{t.product}</th>
                <th scope="col">{t.level}</th>
                <th scope="col" className={styles.end}>
                  {t.density}
                </th>
              </tr>
            </thead>
            <tbody>
              {view.could_make.map((product) => {
                const path = pathOf("break_point", product.id);
                const name = nameIn(language, product);
                return (
                  <tr key={product.id}>
                    <td>
                      {path ? <Link to={path}>{name}</Link> : name}
                      <div className="caption">{chainName(product.chain_id)}</div>
                    </td>
                    <td>
                      <LevelBadge level={product.level} compact />
                    </td>
                    <td className={styles.end}>{full(product.density, 2)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function Cases({ view }: { view: CityView }) {
  const t = useTexts(cityTexts);
  const language = useLanguage();
  const can = useCan();
  const mayRead = can("case.read");
  const cases = useQuery({ ...casesQuery(true), enabled: mayRead });
  const products = new Map(view.products.map((product) => [product.id, product]));
  return (
    <Section title={t.cases}>
      {mayRead ? (
        <QueryState query={cases} rows={2}>
          {(data) => {
            const rows = data.items
              .flatMap((row) => {
                const product = products.get(subjectOf(row).id);
                return product ? [{ row, product }] : [];
              })
              .sort((a, b) => severity(a.product.level) - severity(b.product.level));
            if (rows.length === 0) return <p className="caption">{t.casesNone}</p>;
            return (
              <ul className={styles.list}>
                {rows.map(({ row, product }) => {
                  const path = pathOf("case", row.id);
                  return (
                    <li key={row.id}>
                      {path ? (
                        <Link to={path} className="in-text">
                          {row.id}
                        </Link>
                      ) : (
                        row.id
                      )}{" "}
                      {nameIn(language, product)}{" "}
                      <span className="caption">{row.next_due ? deadline(row.next_due, language) : ""}</span>
                    </li>
                  );
                })}
              </ul>
            );
          }}
        </QueryState>
      ) : (
        <p className="caption">{t.casesHidden}</p>
      )}
    </Section>
  );
}

function Shares({ view }: { view: CityView }) {
  const t = useTexts(cityTexts);
  const language = useLanguage();
  const { recorded_shares: shares } = view;
  const nameOf = (id: string) => {
    const product = view.products.find((one) => one.id === id);
    return product ? nameIn(language, product) : id;
  };
  return (
    <Section title={t.published}>
      {shares === null ? (
        <p className="caption">{t.publishedHidden}</p>
      ) : shares.length === 0 ? (
        <p className="caption">{t.publishedNone}</p>
      ) : (
        <ul className={styles.list}>
          {shares.map((share) => (
            <li key={`${share.provider_id}/${share.product_id}/${share.scope}`}>
              <b>{shareText(share)}</b> {nameOf(share.product_id)} ·{" "}
              {language === "zh" ? share.provider_zh : share.provider_en}
              <div className="caption">
                {share.scope} · {share.figure.year ?? "—"} · <Grade grade={share.figure.grade} /> ·{" "}
                {share.figure.url ? (
                  <a href={share.figure.url} target="_blank" rel="noreferrer">
                    {share.figure.source ?? t.source}
                  </a>
                ) : (
                  (share.figure.source ?? t.sourceNone)
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
