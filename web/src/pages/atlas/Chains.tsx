// All chains, a row each: how many products at which level, the chain in little, the weakest link.
import { useQuery } from "@tanstack/react-query";
import type { components } from "@/api/schema";
import { dateTime } from "@/design/date";
import { asLevel, LevelGlyph } from "@/design/LevelBadge";
import { Missing } from "@/design/marks";
import { useSelection } from "@/design/table/useSelection";
import { designTexts } from "@/design/texts";
import { levels } from "@/design/tokens";
import { pathOf } from "@/frame/areas";
import { useKeys } from "@/frame/keys";
import { Link, useGo } from "@/frame/Link";
import { Page } from "@/frame/Page";
import { QueryState } from "@/frame/states";
import { frameTexts } from "@/frame/texts";
import { text, useUrlState } from "@/frame/url-state";
import { WithDataset } from "@/frame/WithDataset";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./atlas.module.css";
import { MiniStrip } from "./MiniStrip";
import { useNames } from "./names";
import { chainsQuery } from "./queries";
import { Tabs } from "./Tabs";
import { atlasTexts } from "./text";

type Row = components["schemas"]["ChainRow"];
const none: readonly Row[] = [];
const idOf = (chain: Row) => chain.id;

export default function Chains() {
  return <WithDataset>{(name) => <ChainsPage dataset={name} />}</WithDataset>;
}

function ChainsPage({ dataset }: { dataset: string }) {
  const t = useTexts(atlasTexts);
  const words = useTexts(designTexts);
  const frame = useTexts(frameTexts);
  const language = useLanguage();
  const go = useGo();
  const nameOf = useNames(dataset);
  const query = useQuery(chainsQuery(dataset));
  const [{ sel }, set] = useUrlState({ sel: text() });
  const chains = query.data?.chains ?? none;
  const { at, move, withRow } = useSelection(chains, idOf, sel || undefined, (id) => set({ sel: id }, "replace"));
  useKeys([
    { keys: "j", name: frame.keyNames.next, run: () => move(1) },
    { keys: "k", name: frame.keyNames.previous, run: () => move(-1) },
    {
      keys: "Enter",
      name: frame.keyNames.open,
      run: () => withRow((chain) => go(`/chains/${encodeURIComponent(chain.id)}`)),
    },
  ]);
  const sum = (level: "red" | "orange") => chains.reduce((all, chain) => all + chain.counts[level], 0);
  const products = chains.reduce((all, chain) => all + chain.product_count, 0);
  const worst = [...chains].sort(
    (a, b) => b.counts.red + b.counts.orange - a.counts.red - a.counts.orange || b.counts.red - a.counts.red,
  )[0];
  const about = query.data?.about;
  return (
    <Page
      crumbs={[{ name: t.title }]}
      about={about}
      answer={
        about && worst
          ? `${t.chainsAnswer(chains.length, products, sum("red"), sum("orange"))}${language === "zh" ? "" : " "}${t.worstChain(nameIn(language, worst), worst.counts.red + worst.counts.orange)}`
          : undefined
      }
      note={about ? t.chainsNote : undefined}
      filters={<Tabs />}
    >
      <QueryState query={query} rows={9}>
        {(data) => (
          <div className={styles.scroll}>
            <table className={styles.chains}>
              <thead>
                <tr>
                  <th scope="col">{t.chain}</th>
                  <th scope="col">{t.picture}</th>
                  <th scope="col" className={styles.right}>
                    {t.products}
                  </th>
                  {levels.map((level) => (
                    <th scope="col" key={level} className={styles.right}>
                      <span className={styles.levelHead}>
                        <LevelGlyph level={level} size={13} />
                        {words.levels[level]}
                      </span>
                    </th>
                  ))}
                  <th scope="col" className={styles.right}>
                    {words.levels.unknown}
                  </th>
                  <th scope="col">{t.worst}</th>
                  <th scope="col">{t.lead}</th>
                  <th scope="col" className={styles.right}>
                    {t.gaps} <span className="caption">{t.gapsUnit}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.chains.map((chain) => {
                  const product = chain.worst_product_id;
                  const path = product ? pathOf("product", product) : undefined;
                  return (
                    <tr
                      key={chain.id}
                      data-selected={chain === chains[at] || undefined}
                      onClick={() => go(`/chains/${encodeURIComponent(chain.id)}`)}
                    >
                      <th scope="row">
                        <Link to={`/chains/${encodeURIComponent(chain.id)}`}>{nameIn(language, chain)}</Link>
                        <div className="caption">{chain.id}</div>
                      </th>
                      <td>
                        <MiniStrip chain={chain} name={nameIn(language, chain)} />
                      </td>
                      <td className={styles.right}>{chain.product_count}</td>
                      {levels.map((level) => (
                        <td key={level} className={styles.right} data-zero={chain.counts[level] === 0 || undefined}>
                          {asLevel(level) && (level === "red" || level === "orange") ? (
                            <b>{chain.counts[level]}</b>
                          ) : (
                            chain.counts[level]
                          )}
                        </td>
                      ))}
                      <td className={styles.right}>{chain.counts.unknown}</td>
                      <td onClick={(event) => event.stopPropagation()}>
                        {product ? path ? <Link to={path}>{nameOf(product)}</Link> : nameOf(product) : <Missing />}
                      </td>
                      <td>
                        {chain.lead_code ? (
                          <>
                            {nameIn(language, { name_zh: chain.lead_zh ?? "", name_en: chain.lead_en ?? "" })}
                            {chain.lead_since ? <div className="caption">{t.since(chain.lead_since)}</div> : null}
                          </>
                        ) : (
                          <Missing />
                        )}
                      </td>
                      <td className={styles.right}>{chain.gap_count}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
            <p className="caption">
              {words.source}:{" "}
              {t.source(
                data.about.dataset,
                data.about.version,
                language === "zh" ? data.about.scope_zh : data.about.scope_en,
                dateTime(data.about.computed_at),
              )}
            </p>
          </div>
        )}
      </QueryState>
    </Page>
  );
}
