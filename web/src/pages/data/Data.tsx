// What data there are: which version is in use, how much stands in each table, what is missing, on which evidence it rests.

import { ImportOutlined } from "@ant-design/icons";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useMemo } from "react";
import { get } from "@/api/hooks";
import { dateTime } from "@/design/date";
import { Grade, Missing } from "@/design/marks";
import { full } from "@/design/number";
import { areaPath } from "@/frame/areas";
import { useDataset } from "@/frame/dataset";
import { Link, useGo } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { WithDataset } from "@/frame/WithDataset";
import { useTexts } from "@/text";
import { AnalysisJob } from "./AnalysisJob";
import styles from "./data.module.css";
import { datasetFiles } from "./files";
import { grades, sameSince } from "./model";
import { AreaNav, FileName } from "./parts";
import { evidenceQuery, gapsQuery } from "./queries";
import { dataTexts } from "./text";
import { useVersions, VersionTable } from "./Versions";

export default function Data() {
  return <WithDataset>{(name) => <Home name={name} />}</WithDataset>;
}

const tables = datasetFiles.filter((one) => one.table !== "supplies");

// One row of each table is enough to be told how many there are.
function useRowCounts(name: string, version: number | undefined): ReadonlyMap<string, number> {
  const counts = useQueries({
    queries: tables.map(({ table }) => ({
      ...get("/api/v1/datasets/{name}/tables/{table}", {
        path: { name, table: table as "firms" },
        query: { version, limit: 1 },
      }),
      enabled: version !== undefined,
    })),
    combine: (results) => results.map((one) => one.data?.count),
  });
  return useMemo(
    () => new Map(tables.flatMap(({ table }, i) => (counts[i] === undefined ? [] : [[table, counts[i]] as const]))),
    [counts],
  );
}

function Home({ name }: { name: string }) {
  const t = useTexts(dataTexts);
  const can = useCan();
  const go = useGo();
  const { version, analysis } = useDataset();
  const versions = useVersions(name);
  const counts = useRowCounts(name, version);
  const total = [...counts.values()].reduce((sum, one) => sum + one, 0);
  const analysed = !can("break_point.read")
    ? ""
    : !analysis
      ? t.answerNever
      : analysis.version === version
        ? t.answerAnalysed(String(analysis.id), dateTime(analysis.at))
        : t.answerNotAnalysed(`v${analysis.version}`);
  return (
    <Page
      crumbs={[{ name: t.title }]}
      answer={
        version !== undefined && counts.size === tables.length
          ? t.answer(`v${version}`, full([...counts.values()].filter((one) => one > 0).length), full(total)) + analysed
          : undefined
      }
      tools={
        can("dataset.import") || can("dataset.check") ? (
          <Button size="small" icon={<ImportOutlined />} onClick={() => go("/data/import")}>
            {t.importData}
          </Button>
        ) : undefined
      }
      filters={<AreaNav here="" />}
    >
      <div className={styles.home}>
        <div>
          <Section title={t.tables} extra={<span className="caption">{`${name} v${version ?? ""}`}</span>}>
            <QueryState query={versions}>
              {({ items }) => (
                <div className={styles.scrolls}>
                  <table className={styles.table}>
                    <thead>
                      <tr>
                        <th scope="col">{t.table}</th>
                        <th scope="col" data-right>
                          {t.rows}
                        </th>
                        <th scope="col">{t.lastChange}</th>
                        <th scope="col" />
                      </tr>
                    </thead>
                    <tbody>
                      {datasetFiles.map((one) => {
                        const since = sameSince(items, one.file);
                        const isSupplies = one.table === "supplies";
                        return (
                          <tr key={one.table}>
                            <td>
                              <FileName file={one.file} />
                            </td>
                            <td data-right>
                              {isSupplies ? (
                                <Missing why={t.suppliesHidden} />
                              ) : counts.has(one.table) ? (
                                full(counts.get(one.table))
                              ) : (
                                ""
                              )}
                            </td>
                            <td>{since ? <Link to={`/data/versions/${since}`}>v{since}</Link> : "—"}</td>
                            <td data-right>
                              {!isSupplies || can("supply.read_firm_level") ? (
                                <Link to="/data/tables" query={{ table: one.table }}>
                                  {t.browse}
                                </Link>
                              ) : (
                                <span className="caption">{t.restricted}</span>
                              )}
                            </td>
                          </tr>
                        );
                      })}
                    </tbody>
                  </table>
                </div>
              )}
            </QueryState>
          </Section>
          <Section title={t.recent}>
            <QueryState query={versions} rows={3}>
              {({ items }) => <VersionTable name={name} versions={items.slice(0, 5)} short />}
            </QueryState>
            <span className={styles.more}>
              <Link to="/data/versions">{t.allVersions}</Link>
            </span>
          </Section>
        </div>
        <div>
          {can("break_point.read") ? (
            <>
              <GapBars name={name} />
              <GradeBars name={name} />
              {analysis?.version !== version && areaPath("breakpoints", can) && version !== undefined ? (
                <Section title={t.newAnalysis}>
                  <AnalysisJob name={name} version={version} />
                </Section>
              ) : null}
            </>
          ) : null}
        </div>
      </div>
    </Page>
  );
}

function GapBars({ name }: { name: string }) {
  const t = useTexts(dataTexts);
  const view = useQuery(gapsQuery(name));
  return (
    <Section title={t.gapsTop}>
      <QueryState query={view} rows={5}>
        {({ items }) => {
          const counts = new Map<string, number>();
          for (const { what } of items) counts.set(what, (counts.get(what) ?? 0) + 1);
          const rows = [...counts].sort((a, b) => b[1] - a[1]);
          return (
            <>
              {rows.length === 0 ? <p>{t.gapsNone}</p> : null}
              {rows.map(([what, count]) => (
                <div key={what} className={styles.bar}>
                  <Link to="/data/gaps" query={{ what }}>
                    {t.gapNames[what as keyof typeof t.gapNames] ?? what}
                  </Link>
                  <i style={{ width: `${(100 * count) / (rows[0]?.[1] ?? 1)}%` }} />
                  <span>{full(count)}</span>
                </div>
              ))}
            </>
          );
        }}
      </QueryState>
      <span className={styles.more}>
        <Link to="/data/gaps">{t.allGaps}</Link>
      </span>
    </Section>
  );
}

function GradeBars({ name }: { name: string }) {
  const t = useTexts(dataTexts);
  const view = useQuery(evidenceQuery(name));
  return (
    <Section title={t.evidenceTop}>
      <QueryState query={view} rows={4}>
        {({ items }) => {
          const rows = grades
            .map((grade) => ({ grade, count: items.filter(({ line }) => line.grade === grade).length }))
            .filter((one) => one.count > 0);
          const most = Math.max(1, ...rows.map((one) => one.count));
          return (
            <>
              {rows.map(({ grade, count }) => (
                <div key={grade} className={styles.bar}>
                  <Link to="/data/sources" query={{ grade }}>
                    <Grade grade={grade} />
                  </Link>
                  <i style={{ width: `${(100 * count) / most}%` }} />
                  <span>{full(count)}</span>
                </div>
              ))}
            </>
          );
        }}
      </QueryState>
      <span className={styles.more}>
        <Link to="/data/sources">{t.allSources}</Link>
      </span>
    </Section>
  );
}
