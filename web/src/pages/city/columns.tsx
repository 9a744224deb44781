import { useMemo } from "react";
import { IntervalStrip, ScaleAxis } from "@/design/IntervalStrip";
import { LevelBadge, severity } from "@/design/LevelBadge";
import { ChainTag, Grade, Missing } from "@/design/marks";
import { linearScale } from "@/design/scale";
import type { Column } from "@/design/table/columns";
import { designTexts } from "@/design/texts";
import { pathOf } from "@/frame/areas";
import { Link } from "@/frame/Link";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./city.module.css";
import { type CityProduct, type MakerRow, shareText } from "./model";
import { cityTexts } from "./text";

const scale = linearScale(0, 1, [0, 0.5, 1]);

export function useProductColumns(chainName: (id: string) => string): Column<CityProduct>[] {
  const t = useTexts(cityTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  return useMemo(
    () => [
      {
        id: "level",
        title: t.level,
        width: language === "zh" ? 88 : 108,
        frozen: true,
        value: (row) => words.levels[row.level],
        order: (row) => severity(row.level),
        cell: (row) => <LevelBadge level={row.level} compact />,
      },
      {
        id: "product",
        title: t.product,
        width: language === "zh" ? 170 : 200,
        grows: true,
        frozen: true,
        value: (row) => nameIn(language, row),
        cell: (row) => (
          <span className={styles.name} title={nameIn(language, row)}>
            {nameIn(language, row)}
          </span>
        ),
      },
      {
        id: "chain",
        title: t.chain,
        width: language === "zh" ? 116 : 76,
        value: (row) => chainName(row.chain_id),
        cell: (row) => (
          <ChainTag title={chainName(row.chain_id)}>
            {language === "zh" ? chainName(row.chain_id) : row.chain_id}
          </ChainTag>
        ),
      },
      { id: "segment", title: t.segment, width: 88, optional: true, value: (row) => t.segments[row.segment] },
      {
        id: "exposure",
        title: t.exposure,
        unit: t.unit01,
        width: 150,
        worstFirst: true,
        axis: <ScaleAxis scale={scale} width={96} />,
        value: (row) => row.exposure?.value,
        cell: (row) => <IntervalStrip {...(row.exposure ?? { value: null })} scale={scale} width={96} />,
      },
      {
        id: "here",
        title: t.here,
        unit: t.unitFirms,
        width: language === "zh" ? 96 : 138,
        align: "right",
        worstFirst: true,
        value: (row) => row.city_maker_count,
      },
      {
        id: "region",
        title: t.region,
        unit: t.unitFirms,
        width: language === "zh" ? 96 : 138,
        align: "right",
        worstFirst: true,
        value: (row) => row.scope_maker_count,
      },
      {
        id: "rank",
        title: t.pointRank,
        width: 92,
        align: "right",
        optional: true,
        value: (row) => row.rank,
        cell: (row) => row.rank ?? <Missing />,
      },
    ],
    [t, words, language, chainName],
  );
}

export function useMakerColumns(): Column<MakerRow>[] {
  const t = useTexts(cityTexts);
  const language = useLanguage();
  return useMemo(
    () => [
      {
        id: "firm",
        title: t.firm,
        width: 150,
        grows: true,
        frozen: true,
        value: ({ maker }) => nameIn(language, maker),
        cell: ({ maker }) => {
          const path = pathOf("firm", maker.firm_id);
          const name = nameIn(language, maker);
          return (
            <span className={styles.name} title={name}>
              {path ? <Link to={path}>{name}</Link> : name}
            </span>
          );
        },
      },
      {
        id: "product",
        title: t.product,
        width: 150,
        value: ({ product }) => nameIn(language, product),
        cell: ({ product }) => (
          <span className={styles.name} title={nameIn(language, product)}>
            {nameIn(language, product)}
          </span>
        ),
      },
      {
        id: "status",
        title: t.status,
        width: language === "zh" ? 68 : 96,
        value: ({ maker }) => t.statuses[maker.status],
      },
      {
        id: "control",
        title: t.control,
        width: language === "zh" ? 80 : 128,
        value: ({ maker }) => (language === "zh" ? maker.control_zh : maker.control_en),
        cell: ({ maker }) =>
          (language === "zh" ? maker.control_zh : maker.control_en) ?? <Missing why={t.controlUnknown} />,
      },
      {
        id: "shares",
        title: t.shares,
        width: 120,
        align: "right",
        optional: true,
        value: ({ maker }) => (maker.shares[0] ? maker.shares.map(shareText).join("; ") : null),
        order: ({ maker }) => maker.shares[0]?.high,
        cell: ({ maker }) =>
          maker.shares[0] ? (
            <span title={maker.shares.map((share) => `${shareText(share)} ${share.scope}`).join("\n")}>
              {maker.shares.map(shareText).join("; ")}
            </span>
          ) : (
            <Missing why={t.sharesNone} />
          ),
      },
      {
        id: "year",
        title: t.year,
        width: 68,
        align: "right",
        value: ({ maker }) => maker.figure.year,
        cell: ({ maker }) => maker.figure.year ?? <Missing />,
      },
      {
        id: "grade",
        title: t.grade,
        width: language === "zh" ? 84 : 132,
        value: ({ maker }) => maker.figure.grade,
        cell: ({ maker }) => <Grade grade={maker.figure.grade} />,
      },
      {
        id: "source",
        title: t.source,
        width: 140,
        grows: true,
        value: ({ maker }) => maker.figure.source,
        cell: ({ maker }) => {
          const { source, url } = maker.figure;
          if (!source) return <Missing why={t.sourceNone} />;
          return (
            <span className={styles.name} title={source}>
              {url ? (
                <a href={url} target="_blank" rel="noreferrer">
                  {source}
                </a>
              ) : (
                source
              )}
            </span>
          );
        },
      },
    ],
    [t, language],
  );
}
