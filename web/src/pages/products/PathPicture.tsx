// What leads to a product and where it leads, within its chain, drawn as the chain is.
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { pathOf } from "@/frame/areas";
import { Link, useGo } from "@/frame/Link";
import { Section } from "@/frame/Page";
import { QueryState } from "@/frame/states";
import { ChainPicture } from "@/pages/atlas/ChainPicture";
import { neighbours, pathSet } from "@/pages/atlas/graph";
import { ProductLine } from "@/pages/atlas/ProductLine";
import type { ChainView } from "@/pages/atlas/picture";
import { chainQuery } from "@/pages/atlas/queries";
import { atlasTexts } from "@/pages/atlas/text";
import type { ProductView } from "@/pages/breakpoints/model";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./products.module.css";
import { productTexts } from "./text";

/** The columns of the chain that the path runs through, without the others and without gaps in them. */
function pathOnly(view: ChainView, id: string) {
  const graph = neighbours(
    view.links.map((link) => ({ from: link.input_id, to: link.product_id, essential: link.is_essential })),
  );
  const ids = pathSet(graph, id, "");
  const columns = [...new Set(view.boxes.filter((box) => ids.has(box.id)).map((box) => box.column))].sort(
    (a, b) => a - b,
  );
  const counts = columns.map(() => 0);
  const boxes = view.boxes
    .filter((box) => ids.has(box.id))
    .sort((a, b) => a.column - b.column || a.row - b.row)
    .map((box) => {
      const column = columns.indexOf(box.column);
      const row = counts[column] ?? 0;
      counts[column] = row + 1;
      return { ...box, column, row };
    });
  return {
    boxes,
    counts,
    segments: columns.map((column) => view.columns[column]?.segment ?? "midstream"),
    links: view.links.filter((link) => ids.has(link.input_id) && ids.has(link.product_id)),
    upstream: [...pathSet(graph, id, "up")].filter((one) => one !== id),
  };
}

export function PathPicture({ view }: { view: ProductView }) {
  const t = useTexts(productTexts);
  const language = useLanguage();
  const chain = useQuery(chainQuery(view.about.dataset, view.chain_id));
  const own = new Set(chain.data?.boxes.map((box) => box.id));
  const across = [...view.upstream_ids, ...view.downstream_ids].filter((id) => !own.has(id)).length;
  const chainPath = pathOf("chain", view.chain_id);
  return (
    <Section
      title={t.path}
      extra={
        <span className={styles.links}>
          {chainPath ? (
            <Link to={chainPath} query={{ sel: view.id }}>
              {t.inChain}
            </Link>
          ) : null}
          {view.upstream_ids.length > 0 ? (
            <Link to="/paths" query={{ to: view.id }}>
              {t.allPaths}
            </Link>
          ) : null}
        </span>
      }
    >
      {view.upstream_ids.length + view.downstream_ids.length === 0 ? (
        <p className="caption">{t.noPath}</p>
      ) : (
        <QueryState query={chain} rows={6}>
          {(data) => (
            <>
              <p className="caption">
                {t.pathNote(view.upstream_ids.length, view.downstream_ids.length)}
                {across > 0 ? t.pathAcross(across) : ""}
              </p>
              <Drawn view={view} chain={data} label={t.pathLabel(nameIn(language, view))} />
            </>
          )}
        </QueryState>
      )}
    </Section>
  );
}

function Drawn({ view, chain, label }: { view: ProductView; chain: ChainView; label: string }) {
  const t = useTexts(productTexts);
  const words = useTexts(atlasTexts);
  const go = useGo();
  const [selected, setSelected] = useState(view.id);
  const path = useMemo(() => pathOnly(chain, view.id), [chain, view.id]);
  const open = (id: string) => {
    const to = pathOf("product", id);
    if (to) go(to);
  };
  return (
    <>
      <ChainPicture
        label={label}
        boxes={path.boxes}
        links={path.links}
        heads={path.segments.map((segment) => words.segments[segment])}
        counts={path.counts}
        variable="level"
        selected={selected}
        onSelect={setSelected}
        onOpen={open}
        natural
      />
      {path.upstream.length > 0 ? (
        <ul className={styles.line} aria-label={t.upstreamList}>
          <li className="caption">{t.upstreamList}</li>
          {path.boxes
            .filter((box) => path.upstream.includes(box.id))
            .map((box) => (
              <li key={box.id}>
                <ProductLine product={box} />
              </li>
            ))}
        </ul>
      ) : null}
    </>
  );
}
