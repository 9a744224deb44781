// How the chains hang together: which supplies which, and the products that tie them.
import { useMemo } from "react";
import { dateTime } from "@/design/date";
import { designTexts } from "@/design/texts";
import { Link } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { QueryState } from "@/frame/states";
import { text, useUrlState } from "@/frame/url-state";
import { WithDataset } from "@/frame/WithDataset";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./atlas.module.css";
import { ProductLine } from "./ProductLine";
import { type AllChains, useAllChains } from "./queries";
import { Tabs } from "./Tabs";
import { atlasTexts } from "./text";
import { tiesOf } from "./ties";

export default function CrossChains() {
  return <WithDataset>{(name) => <CrossChainsPage dataset={name} />}</WithDataset>;
}

function CrossChainsPage({ dataset }: { dataset: string }) {
  const t = useTexts(atlasTexts);
  const language = useLanguage();
  const query = useAllChains(dataset);
  const { data } = query;
  const ties = useMemo(() => (data ? tiesOf(data.cross) : []), [data]);
  const first = ties[0];
  const firstBox = first && data?.boxes.get(first.id);
  return (
    <Page
      crumbs={[{ name: t.title, to: "/chains" }, { name: t.tabs.links }]}
      about={data?.about}
      answer={
        !data
          ? undefined
          : first
            ? t.linksAnswer(
                data.cross.length,
                ties.length,
                firstBox ? nameIn(language, firstBox) : first.id,
                first.chains.length,
              )
            : t.linksAnswerNone
      }
      note={data ? t.linksNote : undefined}
      filters={<Tabs />}
    >
      <QueryState query={query} rows={9}>
        {(all) => (
          <div className={styles.two}>
            <Matrix all={all} />
            <Ties all={all} />
          </div>
        )}
      </QueryState>
    </Page>
  );
}

const fields = { cell: text() };

function Matrix({ all }: { all: AllChains }) {
  const t = useTexts(atlasTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const [{ cell }, set] = useUrlState(fields);
  const count = (from: string, to: string) =>
    all.cross.filter((link) => (!from || link.fromChain === from) && (!to || link.toChain === to)).length;
  const most = Math.max(1, ...all.chains.flatMap((a) => all.chains.map((b) => count(a.id, b.id))));
  const { about } = all;
  return (
    <Section title={t.matrix} extra={<span className="caption">{t.matrixUnit}</span>}>
      <div className={styles.scroll}>
        <table className={styles.matrix}>
          <thead>
            <tr>
              <th scope="col">
                {t.gives} ↓ / {t.takes} →
              </th>
              {all.chains.map((chain) => (
                <th scope="col" key={chain.id} title={nameIn(language, chain)}>
                  {language === "zh" ? nameIn(language, chain).replace(/[(（].*$/, "") : chain.id}
                </th>
              ))}
              <th scope="col">{t.total}</th>
            </tr>
          </thead>
          <tbody>
            {all.chains.map((from) => (
              <tr key={from.id}>
                <th scope="row">
                  <Link to={`/chains/${encodeURIComponent(from.id)}`}>
                    {nameIn(language, from).replace(/[(（].*$/, "")}
                  </Link>
                  {language === "zh" ? null : <span className="caption"> {from.id}</span>}
                </th>
                {all.chains.map((to) => {
                  const n = count(from.id, to.id);
                  const key = `${from.id}.${to.id}`;
                  return (
                    <td key={to.id} data-own={from.id === to.id || undefined} data-selected={cell === key || undefined}>
                      {n > 0 ? (
                        <button
                          type="button"
                          aria-pressed={cell === key}
                          aria-label={`${t.linksOf(nameIn(language, from), nameIn(language, to))} ${n}`}
                          onClick={() => set({ cell: cell === key ? "" : key }, "replace")}
                        >
                          {n}
                          <i style={{ width: `${(n / most) * 80}%` }} aria-hidden="true" />
                        </button>
                      ) : null}
                    </td>
                  );
                })}
                <td>
                  <b>{count(from.id, "") || ""}</b>
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t.total}</th>
              {all.chains.map((to) => (
                <td key={to.id}>
                  <b>{count("", to.id) || ""}</b>
                </td>
              ))}
              <td>
                <b>{all.cross.length}</b>
              </td>
            </tr>
          </tbody>
        </table>
        <p className="caption">
          {words.source}:{" "}
          {t.source(
            about.dataset,
            about.version,
            language === "zh" ? about.scope_zh : about.scope_en,
            dateTime(about.computed_at),
          )}
        </p>
        <LinksOf all={all} cell={cell} />
      </div>
    </Section>
  );
}

function LinksOf({ all, cell }: { all: AllChains; cell: string }) {
  const t = useTexts(atlasTexts);
  const language = useLanguage();
  const [from = "", to = ""] = cell.split(".");
  const shown = all.cross.filter((link) => link.fromChain === from && link.toChain === to);
  if (shown.length === 0) return null;
  const nameOf = (id: string) => {
    const chain = all.chains.find((one) => one.id === id);
    return chain ? nameIn(language, chain) : id;
  };
  return (
    <Section title={`${t.linksOf(nameOf(from), nameOf(to))} ${shown.length}`}>
      <table className={styles.plain}>
        <thead>
          <tr>
            <th scope="col">{t.input}</th>
            <th scope="col">{t.usedBy}</th>
            <th scope="col">{t.kind}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((link) => {
            const a = all.boxes.get(link.from);
            const b = all.boxes.get(link.to);
            return (
              <tr key={`${link.from} ${link.to}`}>
                <td>{a ? <ProductLine product={a} /> : link.from}</td>
                <td>{b ? <ProductLine product={b} /> : link.to}</td>
                <td className="caption">{link.essential ? t.essential : t.optional}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

function Ties({ all }: { all: AllChains }) {
  const t = useTexts(atlasTexts);
  const language = useLanguage();
  const ties = useMemo(() => tiesOf(all.cross), [all]);
  const short = (id: string) => {
    const chain = all.chains.find((one) => one.id === id);
    return chain && language === "zh" ? nameIn(language, chain).replace(/[(（].*$/, "") : id;
  };
  return (
    <Section title={`${t.tieTitle} ${ties.length}`}>
      <table className={styles.plain}>
        <thead>
          <tr>
            <th scope="col">{t.product}</th>
            <th scope="col">{t.chain}</th>
            <th scope="col">{t.toChains}</th>
            <th scope="col" className={styles.right}>
              {t.linkCount}
            </th>
          </tr>
        </thead>
        <tbody>
          {ties.map((tie) => {
            const box = all.boxes.get(tie.id);
            return (
              <tr key={tie.id}>
                <td>{box ? <ProductLine product={box} /> : tie.id}</td>
                <td>{short(tie.chain)}</td>
                <td>{tie.chains.map(short).join(language === "zh" ? "、" : ", ")}</td>
                <td className={styles.right}>{tie.links}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}
