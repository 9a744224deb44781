// A product: how bad, what leads to it, who makes it where, who could, and what happened.
import { PushpinFilled, PushpinOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useParams } from "react-router";
import { IntervalStrip, ScaleAxis } from "@/design/IntervalStrip";
import { Grade, Missing } from "@/design/marks";
import { full, interval } from "@/design/number";
import { designTexts } from "@/design/texts";
import { pathOf } from "@/frame/areas";
import { useKeys } from "@/frame/keys";
import { Link } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { NoPermission, QueryState } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { WithDataset } from "@/frame/WithDataset";
import { useNames } from "@/pages/atlas/names";
import { ProductLine } from "@/pages/atlas/ProductLine";
import { togglePin, usePins } from "@/pages/atlas/pins";
import { useMeasureEvidence } from "@/pages/breakpoints/evidence";
import { Facts } from "@/pages/breakpoints/Facts";
import { type ProductView, unitScale } from "@/pages/breakpoints/model";
import { Cases, Consequence, EvidenceSection, Gaps, History, NextSteps, Remedy } from "@/pages/breakpoints/Pane";
import { productQuery } from "@/pages/breakpoints/queries";
import { nameIn, useLanguage, useTexts } from "@/text";
import { byCity, firmsOf, topCities } from "./cities";
import { PathPicture } from "./PathPicture";
import { Places, shortCity } from "./Places";
import styles from "./products.module.css";
import { productTexts } from "./text";

export default function Product() {
  return <WithDataset>{(name) => <ProductPage dataset={name} />}</WithDataset>;
}

function ProductPage({ dataset }: { dataset: string }) {
  const t = useTexts(productTexts);
  const language = useLanguage();
  const { id = "" } = useParams();
  const can = useCan();
  const allowed = can("break_point.read");
  const product = useQuery({ ...productQuery(dataset, id), enabled: allowed });
  const names = useNames(allowed ? dataset : "");
  const evidence = useMeasureEvidence(dataset);
  const toast = useToast();
  const pins = usePins();
  const view = product.data;
  const isPinned = pins.some((one) => one.id === id);
  const pin = () => {
    if (view && !togglePin(view)) toast.error(t.pinsFull);
  };
  useKeys([
    { keys: "e", name: t.judgement, run: () => void evidence({ subject_kind: "product", id }, "score") },
    { keys: "p", name: t.pin, run: pin },
  ]);
  const chain = view && pathOf("chain", view.chain_id);
  const chainName = view ? (language === "zh" ? view.chain_zh : view.chain_en) : "";
  const crumbs = [
    { name: t.atlas, to: "/chains" },
    ...(view ? [{ name: chainName, to: chain }] : []),
    { name: view ? nameIn(language, view) : id },
  ];
  if (!allowed) {
    return (
      <Page crumbs={crumbs}>
        <NoPermission permission="break_point.read" />
      </Page>
    );
  }
  return (
    <Page
      crumbs={crumbs}
      about={view?.about}
      answer={view ? <Answer view={view} /> : undefined}
      note={view ? <Facts view={view} /> : undefined}
      tools={
        <>
          <NextSteps row={{ subject_kind: "product", id }} withOpen={false} />
          <Button size="small" type="text" icon={isPinned ? <PushpinFilled /> : <PushpinOutlined />} onClick={pin}>
            {isPinned ? t.unpin : t.pin}
          </Button>
        </>
      }
    >
      <QueryState query={product}>
        {(data) => (
          <div className={styles.cols}>
            <div>
              <PathPicture key={data.id} view={data} />
              <Section title={t.places}>
                <Places view={data} counts={byCity(data.makers ?? [])} />
              </Section>
              <Makers view={data} />
              <EvidenceSection view={data} />
            </div>
            <div>
              <Judgement
                view={data}
                onEvidence={(measure) => void evidence({ subject_kind: "product", id }, measure)}
              />
              <Consequence view={data} names={names} />
              <Remedy view={data} />
              <Linked title={t.inputs} links={data.inputs} chain={data.chain_id} />
              <Linked title={t.users} links={data.users} chain={data.chain_id} />
              <CouldMake view={data} />
              <Shares view={data} />
              <History view={data} />
              <Cases view={data} />
              <Gaps view={data} />
            </div>
          </div>
        )}
      </QueryState>
    </Page>
  );
}

function Answer({ view }: { view: ProductView }) {
  const t = useTexts(productTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const point = view.break_point;
  const name = nameIn(language, view);
  const makers = view.makers ?? [];
  const counts = firmsOf(makers);
  const top = topCities(byCity(makers));
  const cities = top.map((city) => shortCity(nameIn(language, city))).join(language === "zh" ? "、" : ", ");
  const n = top[0]?.count ?? 0;
  return (
    <>
      {point.score === null
        ? t.answerNoScore(name)
        : t.answer(
            name,
            words.numerals[point.level],
            interval(point.score, point.score_low, point.score_high, language),
          )}{" "}
      {view.makers === null
        ? ""
        : counts.all === 0
          ? t.makersAnswerNone
          : top.length > 1
            ? t.makersAnswerEach(counts.scope, counts.all, cities, n)
            : t.makersAnswer(counts.scope, counts.all, cities, n)}
    </>
  );
}

function Judgement({
  view,
  onEvidence,
}: {
  view: ProductView;
  onEvidence: (measure: "score" | "importance" | "exposure" | "recovery") => void;
}) {
  const t = useTexts(productTexts);
  const point = view.break_point;
  const detail = pathOf("break_point", view.id);
  return (
    <Section title={t.judgement} extra={detail ? <Link to={detail}>{t.toBreakPoint}</Link> : null}>
      <dl className={styles.strips}>
        <dt className="caption">0–1</dt>
        <dd>
          <ScaleAxis scale={unitScale} width={180} />
        </dd>
        {(["score", "exposure", "importance", "recovery"] as const).map((measure) => (
          <div key={measure}>
            <dt>{t[measure]}</dt>
            <dd>
              <button type="button" aria-label={t[measure]} onClick={() => onEvidence(measure)}>
                <IntervalStrip
                  value={point[measure]}
                  low={point[`${measure}_low`]}
                  high={point[`${measure}_high`]}
                  scale={unitScale}
                  width={180}
                />
              </button>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Makers({ view }: { view: ProductView }) {
  const t = useTexts(productTexts);
  const language = useLanguage();
  const { makers } = view;
  return (
    <Section title={`${t.makers}${makers?.length ? ` ${makers.length}` : ""}`}>
      {makers === null ? (
        <p className="caption">{t.makersHidden}</p>
      ) : makers.length === 0 ? (
        <p className="caption">{t.nobody}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t.firm}</th>
                <th scope="col">{t.place}</th>
                <th scope="col">{t.control}</th>
                <th scope="col">{t.state}</th>
                <th scope="col">{t.share} %</th>
                <th scope="col">{t.source}</th>
              </tr>
            </thead>
            <tbody>
              {makers.map((maker, i) => {
                const path = pathOf("firm", maker.firm_id);
                const { figure } = maker;
                return (
                  <tr key={`${maker.firm_id}${i}`}>
                    <td>{path ? <Link to={path}>{nameIn(language, maker)}</Link> : nameIn(language, maker)}</td>
                    <td>
                      {nameIn(language, {
                        name_zh: maker.region_zh ?? maker.country_zh ?? "",
                        name_en: maker.region_en ?? maker.country_en ?? "",
                      }) || <Missing />}
                    </td>
                    <td>
                      {nameIn(language, { name_zh: maker.control_zh ?? "", name_en: maker.control_en ?? "" }) || (
                        <Missing />
                      )}
                    </td>
                    <td>{t.status[maker.status]}</td>
                    <td className="number">
                      {maker.shares.length === 0 ? (
                        <Missing />
                      ) : (
                        maker.shares.map((share) => (
                          <div key={share.scope} title={share.scope}>
                            {share.low === share.high ? share.low : `${share.low}–${share.high}`}
                          </div>
                        ))
                      )}
                    </td>
                    <td>
                      {figure.url ? (
                        <a href={figure.url} target="_blank" rel="noreferrer">
                          {figure.source}
                        </a>
                      ) : (
                        (figure.source ?? <Missing />)
                      )}
                      <div className="caption">
                        {figure.year ?? ""} <Grade grade={figure.grade} />
                      </div>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {view.synthetic_maker_count > 0 ? <p className="caption">{t.synthetic(view.synthetic_maker_count)}</p> : null}
    </Section>
  );
}

function Linked({ title, links, chain }: { title: string; links: ProductView["inputs"]; chain: string }) {
  const t = useTexts(productTexts);
  return (
    <Section title={links.length ? `${title} ${links.length}` : title}>
      {links.length === 0 ? (
        <p className="caption">{t.links}</p>
      ) : (
        <ul className={styles.list}>
          {links.map((link) => (
            <li key={link.id}>
              <ProductLine product={link} />
              <span className="caption">
                {[
                  link.is_essential ? t.essential : t.optional,
                  link.alternative_group ? t.alternative(link.alternative_group) : "",
                  link.cost_share === null ? "" : t.costShare(full(link.cost_share)),
                  link.chain_id === chain ? "" : link.chain_id,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function CouldMake({ view }: { view: ProductView }) {
  const t = useTexts(productTexts);
  const language = useLanguage();
  return (
    <Section title={t.couldMakeHead}>
      {view.could_make.length === 0 ? (
        <p className="caption">{t.none}</p>
      ) : (
        <>
          <ul className={styles.could}>
            {view.could_make.map((one) => {
              const path = pathOf("region", one.code);
              const name = shortCity(nameIn(language, one));
              return (
                <li key={one.code}>
                  {path ? <Link to={path}>{name}</Link> : name} <span className="number">{one.density.toFixed(2)}</span>
                </li>
              );
            })}
          </ul>
          <p className="caption">{t.couldMakeNote}</p>
        </>
      )}
    </Section>
  );
}

function Shares({ view }: { view: ProductView }) {
  const t = useTexts(productTexts);
  const shares = view.recorded_shares ?? [];
  if (shares.length === 0) return null;
  return (
    <Section title={`${t.shares} ${shares.length}`}>
      <ShareTable shares={shares} holder />
    </Section>
  );
}

export function ShareTable({
  shares,
  holder,
  product,
}: {
  shares: NonNullable<ProductView["recorded_shares"]>;
  holder?: boolean;
  product?: (id: string) => string;
}) {
  const t = useTexts(productTexts);
  const language = useLanguage();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{holder ? t.holder : t.product}</th>
          <th scope="col">{t.share} %</th>
          <th scope="col">{t.scope}</th>
          <th scope="col">{t.source}</th>
        </tr>
      </thead>
      <tbody>
        {shares.map((share, i) => {
          const path = holder ? pathOf(share.provider_kind, share.provider_id) : pathOf("product", share.product_id);
          const name = holder
            ? nameIn(language, { name_zh: share.provider_zh, name_en: share.provider_en })
            : (product?.(share.product_id) ?? share.product_id);
          return (
            <tr key={`${share.provider_id}${share.product_id}${share.scope}${i}`}>
              <td>{path ? <Link to={path}>{name}</Link> : name}</td>
              <td className="number">{share.low === share.high ? share.low : `${share.low}–${share.high}`}</td>
              <td className="caption">{share.scope}</td>
              <td>
                {share.figure.url ? (
                  <a href={share.figure.url} target="_blank" rel="noreferrer">
                    {share.figure.source}
                  </a>
                ) : (
                  (share.figure.source ?? <Missing />)
                )}
                <div className="caption">
                  {share.figure.year ?? ""} <Grade grade={share.figure.grade} />
                </div>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
