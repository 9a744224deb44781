// Products, cities and lines that were hit, those that lost most first.
import { Segmented } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { Missing } from "@/design/marks";
import { percent } from "@/design/number";
import { pathOf } from "@/frame/areas";
import { Link } from "@/frame/Link";
import { Section } from "@/frame/Page";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./lab.module.css";
import { hitBelow, levelAt, type Result, type Run, type Series, stoppedBelow } from "./result";
import { labTexts } from "./text";
import { amount } from "./words";

interface Row {
  id: string;
  name: ReactNode;
  first: number | null;
  stop: number | null;
  lowest: number;
  lowestDay: number | null;
  lost: number;
}
const firstDay = (one: Series, below: number) => {
  const at = one.output.findIndex((_, day) => levelAt(one, day) < below);
  return at < 0 ? null : at;
};

export function Affected({
  result,
  run,
  products,
  cities,
  onProduct,
  onCity,
}: {
  result: Result;
  run: Run;
  products: readonly Series[];
  cities: readonly Series[];
  onProduct: (id: string) => void;
  onCity: (id: string) => void;
}) {
  const t = useTexts(labTexts);
  const language = useLanguage();
  const [what, setWhat] = useState<"product" | "city" | "line">("product");
  const [all, setAll] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what opens a row does not change what it says
  const lists = useMemo(() => {
    const rowsOf = (series: readonly Series[], open: (id: string) => void): Row[] =>
      series
        .flatMap((one) => {
          const first = firstDay(one, hitBelow);
          if (first === null) return [];
          const name = (
            <button type="button" className={styles.linkButton} onClick={() => open(one.id)}>
              {nameIn(language, one)}
            </button>
          );
          return [
            {
              id: one.id,
              name,
              first,
              stop: firstDay(one, stoppedBelow),
              lowest: one.worstLevel,
              lowestDay: one.worstDay,
              lost: one.lost,
            },
          ];
        })
        .sort((a, b) => b.lost - a.lost);
    const nodes = new Map(result.nodes.map((node) => [node.id, node]));
    const lines = run.nodes_hit
      .flatMap((one): Row[] => {
        const node = nodes.get(one.id);
        if (!node || node.outside) return [];
        const path = pathOf("firm", one.id.split("/")[0] ?? one.id);
        const name = nameIn(language, node);
        return [
          {
            id: one.id,
            name: path && !node.synthetic ? <Link to={path}>{name}</Link> : name,
            first: one.first_hit_day,
            stop: one.first_stop_day,
            lowest: one.worst_level,
            lowestDay: one.worst_day,
            lost: one.lost_output,
          },
        ];
      })
      .sort((a, b) => b.lost - a.lost);
    return { product: rowsOf(products, onProduct), city: rowsOf(cities, onCity), line: lines };
  }, [result, run, products, cities, language]);
  const rows = lists[what];
  const shown = all ? rows.slice(0, 500) : rows.slice(0, 12);
  const day = (value: number | null) => (value === null ? <Missing /> : t.dayN(value));
  return (
    <Section
      title={t.affected}
      extra={
        <Segmented<"product" | "city" | "line">
          size="small"
          value={what}
          onChange={(next) => {
            setWhat(next);
            setAll(false);
          }}
          options={[
            { value: "product", label: t.affectedProducts(lists.product.length) },
            { value: "city", label: t.affectedCities(lists.city.length) },
            { value: "line", label: t.affectedFirms(lists.line.length) },
          ]}
        />
      }
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t[what]}</th>
            <th scope="col">{t.firstHit}</th>
            <th scope="col">{t.firstStop}</th>
            <th scope="col">{t.lowest}</th>
            <th scope="col">{t.lost}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.id}>
              <td>{row.name}</td>
              <td>{day(row.first)}</td>
              <td>{day(row.stop)}</td>
              <td>
                {percent(row.lowest)}
                {row.lowestDay === null ? null : <span className="caption"> {t.dayN(row.lowestDay)}</span>}
              </td>
              <td>{amount(row.lost, result.currency, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && !all ? (
        <button type="button" className={styles.linkButton} onClick={() => setAll(true)}>
          {t.showMore(rows.length - shown.length)}
        </button>
      ) : null}
    </Section>
  );
}
