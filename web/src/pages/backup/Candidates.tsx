// Who could stand in for one product, ranked; each number with what stands behind it, each name with what speaks for and
// against it.
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useMemo, useState } from "react";
import { get } from "@/api/hooks";
import { ScaleAxis } from "@/design/IntervalStrip";
import { Masked } from "@/design/marks";
import { linearScale } from "@/design/scale";
import { asCsv, download } from "@/design/table/columns";
import { Section } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { QueryState, StateBox } from "@/frame/states";
import type { SetState } from "@/frame/url-state";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./backup.module.css";
import { CandidateRow } from "./CandidateRow";
import { candidateColumns, type SortBy, sortBys, sorted } from "./candidateList";
import { candidateTexts } from "./candidateTexts";
import { yuan } from "./format";
import type { Candidate, Desk, PlanItem } from "./model";
import { backupTexts } from "./text";

const shownAtFirst = 8;
type Rules = { desk: Desk; set: SetState<Desk> };

export default function Candidates({
  dataset,
  product,
  items,
  onProduct,
  rules,
}: {
  dataset: string;
  product: string;
  items: readonly PlanItem[];
  onProduct: (id: string) => void;
  rules: Rules | undefined;
}) {
  const t = useTexts(candidateTexts);
  const language = useLanguage();
  const ranking = useQuery({
    ...get("/api/v1/datasets/{name}/ranking", { path: { name: dataset } }),
    enabled: dataset !== "",
  });
  const query = useQuery({
    ...get("/api/v1/datasets/{name}/products/{id}/backup-candidates", {
      path: { name: dataset, id: product },
      query: { limit: 50 },
    }),
    enabled: dataset !== "" && product !== "",
  });
  const planned = useMemo(() => new Set(items.map((item) => item.product_id)), [items]);
  const options = useMemo(() => {
    const rows = (ranking.data?.rows ?? []).filter((row) => row.subject_kind === "product");
    return [...rows.filter((row) => planned.has(row.id)), ...rows.filter((row) => !planned.has(row.id))].map((row) => ({
      value: row.id,
      label: nameIn(language, row),
    }));
  }, [ranking.data, planned, language]);
  const { data } = query;
  return (
    <Section
      title={data ? t.candidates(nameIn(language, data), data.found) : t.candidatesOfNone}
      extra={
        <Select
          size="small"
          showSearch={{ optionFilterProp: "label" }}
          aria-label={t.pick}
          placeholder={t.pick}
          style={{ width: 260 }}
          value={product || undefined}
          options={options}
          onChange={onProduct}
        />
      }
    >
      {product === "" ? (
        <p className={styles.nothing}>{t.chooseItem}</p>
      ) : query.error?.status === 404 ? (
        <StateBox title={t.noAnswer} />
      ) : (
        <QueryState query={query} rows={5}>
          {(answer) => (
            <>
              <p className="caption">
                {answer.amounts_withheld ? (
                  <Masked>{t.withheld}</Masked>
                ) : (
                  answer.roots
                    .slice(0, 4)
                    .map((root) => `${nameIn(language, root)} ${Math.round(root.part * 100)}%`)
                    .join(" · ")
                )}
                {answer.gap_cny_a_year ? ` · ${t.primary} ${yuan(answer.gap_cny_a_year, language)}${t.aYear}` : ""}
              </p>
              <List
                rows={answer.candidates}
                product={answer.product_id}
                version={`${dataset} v${answer.version}`}
                chosen={items.find((item) => item.product_id === answer.product_id)?.backups ?? []}
                rules={rules}
              />
            </>
          )}
        </QueryState>
      )}
    </Section>
  );
}

function List({
  rows,
  product,
  version,
  chosen,
  rules,
}: {
  rows: readonly Candidate[];
  product: string;
  version: string;
  chosen: readonly { firm_id: string }[];
  rules: Rules | undefined;
}) {
  const t = useTexts(candidateTexts);
  const words = useTexts(backupTexts);
  const language = useLanguage();
  const can = useCan();
  const [sort, setSort] = useState<SortBy>("fit");
  const [whole, setWhole] = useState(false);
  const scale = useMemo(() => {
    const top = Math.max(0.05, ...rows.map((row) => row.score.high));
    const end = Math.min(1, Math.ceil(top * 20) / 20);
    return linearScale(0, end, [0, end], 2);
  }, [rows]);
  if (rows.length === 0) return <p className={styles.nothing}>{t.candidatesNone}</p>;
  const ordered = sorted(rows, sort);
  const shown = whole ? ordered : ordered.slice(0, shownAtFirst);
  const inPlan = new Set(chosen.map((one) => one.firm_id));
  const exportCsv = () =>
    download(
      `${product}.csv`,
      asCsv(ordered, candidateColumns(t, language), [version, t.evidenceMeaning, t.fitHint]),
      "text/csv",
    );
  return (
    <>
      <div className={styles.candidateTools}>
        <span className="caption">
          {t.fit}
          {language === "zh" ? "：" : ": "}
          {t.fitHint}
        </span>
        <label htmlFor="candidate-sort">
          {t.sort}{" "}
          <Select
            id="candidate-sort"
            size="small"
            aria-label={t.sort}
            style={{ width: 130 }}
            value={sort}
            options={sortBys.map((one) => ({ value: one, label: t.sorts[one] }))}
            onChange={setSort}
          />
        </label>
        {can("export.firm_level") ? (
          <Button size="small" type="text" onClick={exportCsv}>
            {t.exportCsv}
          </Button>
        ) : null}
      </div>
      <div className={styles.candidateBox} tabIndex={0} role="region" aria-label={t.candidatesOfNone}>
        <table className={styles.candidates}>
          <thead>
            <tr>
              <th scope="col" data-align="right">
                {t.rank}
              </th>
              <th scope="col">{t.firm}</th>
              <th scope="col">
                {t.fit} <ScaleAxis scale={scale} width={84} />
              </th>
              <th scope="col" data-align="right">
                {t.spare} <span className="caption">{words.budgetUnit}</span>
              </th>
              <th scope="col" data-align="right">
                {t.readyDays} <span className="caption">{t.days}</span>
              </th>
              <th scope="col" data-align="right">
                {t.price}
              </th>
              <th scope="col">{t.evidence}</th>
              <th scope="col">
                <span className="visually-hidden">{t.lockOrBan}</span>
              </th>
            </tr>
          </thead>
          {shown.map((row) => (
            <CandidateRow
              key={`${row.firm_id} ${row.region_code ?? ""} ${row.rank}`}
              row={row}
              product={product}
              scale={scale}
              version={version}
              inPlan={inPlan.has(row.firm_id)}
              rules={rules}
            />
          ))}
        </table>
      </div>
      {rows.length > shownAtFirst ? (
        <Button size="small" type="link" onClick={() => setWhole(!whole)}>
          {whole ? t.showFew : t.showAll(rows.length)}
        </Button>
      ) : null}
    </>
  );
}
