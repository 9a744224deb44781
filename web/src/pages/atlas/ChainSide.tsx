// Beside the chain: the selected product's figures, who makes it, what goes in and out, also across chains, and why.
import { PushpinFilled, PushpinOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { IntervalStrip } from "@/design/IntervalStrip";
import { LevelBadge } from "@/design/LevelBadge";
import { pathOf } from "@/frame/areas";
import { Link } from "@/frame/Link";
import { Section } from "@/frame/Page";
import { QueryState } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { useMeasureEvidence } from "@/pages/breakpoints/evidence";
import { mayBe, unitScale } from "@/pages/breakpoints/model";
import { EvidenceSection, NextSteps } from "@/pages/breakpoints/Pane";
import { productQuery } from "@/pages/breakpoints/queries";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./atlas.module.css";
import { ProductLine } from "./ProductLine";
import type { ChainBox, ChainView } from "./picture";
import { togglePin, usePins } from "./pins";
import { atlasTexts } from "./text";

export function SideTitle({ box }: { box: ChainBox }) {
  const language = useLanguage();
  return (
    <span className={styles.sideTitle}>
      <LevelBadge level={box.level} maybe={mayBe(box)} />
      <b>{nameIn(language, box)}</b>
    </span>
  );
}

interface Props {
  dataset: string;
  view: ChainView;
  box: ChainBox;
  onSelect: (id: string) => void;
}

export function ChainSide({ dataset, view, box, onSelect }: Props) {
  const t = useTexts(atlasTexts);
  const language = useLanguage();
  const toast = useToast();
  const pins = usePins();
  const evidence = useMeasureEvidence(dataset);
  const product = useQuery(productQuery(dataset, box.id));
  const path = pathOf("product", box.id);
  const isPinned = pins.some((one) => one.id === box.id);
  const inside = (direction: "inputs" | "users") =>
    view.links
      .filter((link) => (direction === "inputs" ? link.product_id : link.input_id) === box.id)
      .flatMap((link) => {
        const other = view.boxes.find((one) => one.id === (direction === "inputs" ? link.input_id : link.product_id));
        return other ? [{ other, essential: link.is_essential }] : [];
      });
  const across = (direction: "from" | "to") =>
    view.cross_links.filter((link) => link.direction === direction && link.product_id === box.id);
  return (
    <>
      <div className={styles.sideSteps}>
        {path ? (
          <Link to={path}>
            <b>{t.openProduct}</b>
          </Link>
        ) : null}
        <NextSteps row={{ subject_kind: "product", id: box.id }} withOpen={false} />
        <Button
          size="small"
          type="text"
          icon={isPinned ? <PushpinFilled /> : <PushpinOutlined />}
          onClick={() => {
            if (!togglePin(box)) toast.error(t.pinsFull);
          }}
        >
          {isPinned ? t.unpin : t.pin}
        </Button>
      </div>
      <Section title={t.segments[box.segment]} extra={<span className="caption">{box.id}</span>}>
        <dl className={styles.strips}>
          {(["score", "exposure", "importance", "recovery"] as const).map((measure) => (
            <div key={measure} style={{ display: "contents" }}>
              <dt>{measure === "score" ? t.score : t.variables[measure]}</dt>
              <dd>
                <button
                  type="button"
                  aria-label={measure === "score" ? t.score : t.variables[measure]}
                  onClick={() => void evidence({ subject_kind: "product", id: box.id }, measure)}
                >
                  <IntervalStrip {...(box[measure] ?? { value: null })} scale={unitScale} width={150} />
                </button>
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={t.makers}>
        <p className="caption">{t.makersNote(box.makers_in_scope, box.makers_in_country, box.makers_abroad)}</p>
        <QueryState query={product} rows={2}>
          {(data) => (
            <ul className={styles.list}>
              {(data.makers ?? []).slice(0, 8).map((maker, i) => {
                const firm = pathOf("firm", maker.firm_id);
                const where = nameIn(language, {
                  name_zh: maker.region_zh ?? maker.country_zh ?? "",
                  name_en: maker.region_en ?? maker.country_en ?? "",
                });
                return (
                  <li key={`${maker.firm_id}${i}`}>
                    {firm ? <Link to={firm}>{nameIn(language, maker)}</Link> : nameIn(language, maker)}
                    <span className="caption">{where}</span>
                  </li>
                );
              })}
            </ul>
          )}
        </QueryState>
      </Section>
      {(["inputs", "users"] as const).map((direction) => {
        const own = inside(direction);
        const other = across(direction === "inputs" ? "from" : "to");
        if (own.length + other.length === 0) return null;
        return (
          <Section key={direction} title={`${t[direction]} ${own.length + other.length}`}>
            <ul className={styles.list}>
              {own.map(({ other: one, essential }) => (
                <li key={one.id}>
                  <button type="button" className={styles.textButton} onClick={() => onSelect(one.id)}>
                    <ProductLine product={one} linked={false} />
                  </button>
                  {essential ? null : <span className="caption">{t.optional}</span>}
                </li>
              ))}
              {other.map((link) => (
                <li key={link.other_id}>
                  <Link
                    to={`/chains/${encodeURIComponent(link.other_chain_id)}`}
                    query={{ sel: link.other_id, from: view.chain.id }}
                  >
                    <ProductLine
                      product={{
                        id: link.other_id,
                        name_zh: link.other_name_zh,
                        name_en: link.other_name_en,
                        level: link.other_level,
                      }}
                      linked={false}
                    />
                  </Link>
                  <span className="caption">
                    ⇢ {link.other_chain_id}
                    {link.is_essential ? "" : ` · ${t.optional}`}
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        );
      })}
      <QueryState query={product} rows={3}>
        {(data) => <EvidenceSection view={data} />}
      </QueryState>
    </>
  );
}
