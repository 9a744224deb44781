// A firm by public sources: what it makes, where, and who controls it.
import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { useParams } from "react-router";
import { get } from "@/api/hooks";
import type { components } from "@/api/schema";
import { LevelBadge, severity } from "@/design/LevelBadge";
import { Grade, Missing } from "@/design/marks";
import { areaPath, pathOf } from "@/frame/areas";
import { Link } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { WithDataset } from "@/frame/WithDataset";
import { nameIn, useLanguage, useTexts } from "@/text";
import { ShareTable } from "./Product";
import styles from "./products.module.css";
import { productTexts } from "./text";

type FirmView = components["schemas"]["FirmView"];

export default function Firm() {
  return <WithDataset>{(name) => <FirmPage dataset={name} />}</WithDataset>;
}

function FirmPage({ dataset }: { dataset: string }) {
  const t = useTexts(productTexts);
  const language = useLanguage();
  const { id = "" } = useParams();
  const can = useCan();
  const firm = useQuery(get("/api/v1/datasets/{name}/firms/{id}", { path: { name: dataset, id } }));
  const view = firm.data;
  const products = view ? [...new Map(view.products.map((one) => [one.id, one])).values()] : [];
  const bad = products.filter((one) => one.level === "red" || one.level === "orange").length;
  const network = areaPath("atlas", can) && can("supply.read_firm_level") ? "/firm-network" : undefined;
  return (
    <Page
      crumbs={[
        { name: t.atlas, to: areaPath("atlas", can) },
        { name: t.firmCrumb },
        { name: view ? nameIn(language, view) : id },
      ]}
      about={view?.about}
      answer={view ? t.firmAnswer(nameIn(language, view), products.length, bad) : undefined}
      note={view ? <Facts view={view} /> : undefined}
      tools={
        network ? (
          <Link to={network} query={{ sel: id }}>
            {t.network}
          </Link>
        ) : undefined
      }
    >
      <QueryState query={firm}>
        {(data) => (
          <>
            {data.is_synthetic ? <Alert type="info" showIcon title={t.firmSynthetic} /> : null}
            <Made view={data} />
            {data.recorded_shares.length > 0 ? (
              <Section title={`${t.shares} ${data.recorded_shares.length}`}>
                <ShareTable
                  shares={data.recorded_shares}
                  product={(product) => {
                    const one = data.products.find((other) => other.id === product);
                    return one ? nameIn(language, one) : product;
                  }}
                />
              </Section>
            ) : null}
          </>
        )}
      </QueryState>
    </Page>
  );
}

function Facts({ view }: { view: FirmView }) {
  const t = useTexts(productTexts);
  const language = useLanguage();
  const region = nameIn(language, { name_zh: view.region_zh ?? "", name_en: view.region_en ?? "" });
  const regionPath = view.region_code ? pathOf("region", view.region_code) : undefined;
  const control = nameIn(language, { name_zh: view.control_zh ?? "", name_en: view.control_en ?? "" });
  const parent = view.parent_id ? pathOf("firm", view.parent_id) : undefined;
  const parentName = nameIn(language, { name_zh: view.parent_zh ?? "", name_en: view.parent_en ?? "" });
  return (
    <span className={styles.facts}>
      <span>
        {t.home} {region ? regionPath ? <Link to={regionPath}>{region}</Link> : region : <Missing />}
      </span>
      <span>
        {t.control} {control || <Missing />}
        {view.control_note ? ` · ${view.control_note}` : ""}
      </span>
      {view.parent_id ? (
        <span>
          {t.parent} {parent ? <Link to={parent}>{parentName}</Link> : parentName}
        </span>
      ) : null}
      {view.uscc ? (
        <span>
          {t.uscc} {view.uscc}
        </span>
      ) : null}
      {view.gbt4754 ? (
        <span>
          {t.code} GB/T 4754 {view.gbt4754}
        </span>
      ) : null}
      <span>{view.id}</span>
      {view.source ? (
        <span>
          {t.source} {view.source}
        </span>
      ) : null}
    </span>
  );
}

function Made({ view }: { view: FirmView }) {
  const t = useTexts(productTexts);
  const language = useLanguage();
  const rows = [...view.products].sort((a, b) => severity(a.level) - severity(b.level) || a.id.localeCompare(b.id));
  return (
    <Section title={`${t.madeBy} ${rows.length}`}>
      {rows.length === 0 ? (
        <p className="caption">{t.none}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t.level}</th>
              <th scope="col">{t.product}</th>
              <th scope="col">{t.chain}</th>
              <th scope="col">{t.state}</th>
              <th scope="col">{t.place}</th>
              <th scope="col">{t.source}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => {
              const path = pathOf("product", row.id);
              const chain = pathOf("chain", row.chain_id);
              const name = nameIn(language, row);
              return (
                <tr key={`${row.id}${i}`}>
                  <td>{row.level === null ? <Missing /> : <LevelBadge level={row.level} compact />}</td>
                  <td>{path ? <Link to={path}>{name}</Link> : name}</td>
                  <td>
                    {chain ? (
                      <Link to={chain} query={{ sel: row.id }}>
                        {row.chain_id}
                      </Link>
                    ) : (
                      row.chain_id
                    )}
                    <div className="caption">{t.segments[row.segment]}</div>
                  </td>
                  <td>{t.status[row.status]}</td>
                  <td>
                    {nameIn(language, { name_zh: row.region_zh ?? "", name_en: row.region_en ?? "" }) || <Missing />}
                  </td>
                  <td>
                    {row.figure.url ? (
                      <a href={row.figure.url} target="_blank" rel="noreferrer">
                        {row.figure.source}
                      </a>
                    ) : (
                      (row.figure.source ?? <Missing />)
                    )}
                    <div className="caption">
                      {row.figure.year ?? ""} <Grade grade={row.figure.grade} />
                    </div>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Section>
  );
}
