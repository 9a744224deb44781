// What a product is, in a line: level, rank, how sure, chain and segment, kinds, and the codes of the classifications.
import { LevelBadge } from "@/design/LevelBadge";
import { ChainTag, RankRange } from "@/design/marks";
import { pathOf } from "@/frame/areas";
import { Link } from "@/frame/Link";
import { useLanguage, useTexts } from "@/text";
import styles from "./break-points.module.css";
import { mayBe, type ProductView } from "./model";
import { breakPointTexts } from "./text";

export function Facts({ view }: { view: ProductView }) {
  const t = useTexts(breakPointTexts);
  const language = useLanguage();
  const point = view.break_point;
  const chain = pathOf("chain", view.chain_id);
  const chainName = language === "zh" ? view.chain_zh : view.chain_en;
  return (
    <span className={styles.facts}>
      <LevelBadge level={point.level} maybe={mayBe(point)} />
      {point.rank === null ? null : (
        <span>
          {t.rank} <RankRange rank={point.rank} low={point.rank_low} high={point.rank_high} />
        </span>
      )}
      {view.confidence ? (
        <span>
          {t.confidence} <b>{t.confidences[view.confidence]}</b>
        </span>
      ) : null}
      <span>
        {chain ? (
          <Link to={chain} query={{ sel: view.id }}>
            {chainName}
          </Link>
        ) : (
          chainName
        )}{" "}
        · {t.segments[view.segment]}
      </span>
      {point.kinds.map((kind) => (
        <ChainTag key={kind}>{t.kindNames[kind as keyof typeof t.kindNames] ?? kind}</ChainTag>
      ))}
      <span>{view.id}</span>
      {view.gbt4754 ? (
        <span>
          {t.code} GB/T 4754 {view.gbt4754}
        </span>
      ) : null}
      {view.hs6 ? (
        <span>
          {t.hs} {view.hs6}
        </span>
      ) : null}
    </span>
  );
}
