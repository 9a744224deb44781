// Which versions there are: who, when, why, how much they changed, and what was analysed on them.
import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/hooks";
import { date, dateTime } from "@/design/date";
import { full } from "@/design/number";
import { Link } from "@/frame/Link";
import { Page } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { WithDataset } from "@/frame/WithDataset";
import { useTexts } from "@/text";
import styles from "./data.module.css";
import { dotSize, sizeOf, totals, type Version } from "./model";
import { AreaNav } from "./parts";
import { dataTexts } from "./text";

export default function Versions() {
  return <WithDataset>{(name) => <List name={name} />}</WithDataset>;
}

export function useVersions(name: string) {
  return useQuery(get("/api/v1/datasets/{name}/versions", { path: { name } }));
}
export function useAnalyses(name: string) {
  const can = useCan();
  return useQuery({
    ...get("/api/v1/datasets/{name}/analyses", { path: { name } }),
    enabled: can("break_point.read"),
  });
}

function List({ name }: { name: string }) {
  const t = useTexts(dataTexts);
  const versions = useVersions(name);
  const newest = versions.data?.items[0];
  return (
    <Page
      crumbs={[{ name: t.title, to: "/data" }, { name: t.versions }]}
      answer={
        newest
          ? t.versionsAnswer(full(versions.data?.items.length), `v${newest.version}`, date(newest.at), newest.by)
          : undefined
      }
      note={t.timeline}
      filters={<AreaNav here="/versions" />}
    >
      <QueryState query={versions}>{({ items }) => <VersionTable name={name} versions={items} />}</QueryState>
    </Page>
  );
}

export function VersionTable({
  name,
  versions,
  short,
}: {
  name: string;
  versions: readonly Version[];
  short?: boolean;
}) {
  const t = useTexts(dataTexts);
  const analyses = useAnalyses(name);
  const largest = Math.max(...versions.map(sizeOf), 0);
  const newest = versions[0]?.version;
  return (
    <div className={styles.scrolls}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.dotCell}>
              <span className="visually-hidden">{t.timeline}</span>
            </th>
            <th scope="col">{t.version}</th>
            <th scope="col">{t.when}</th>
            <th scope="col">{t.who}</th>
            <th scope="col">{t.why}</th>
            {short ? null : (
              <>
                <th scope="col" data-right>
                  {t.added}
                </th>
                <th scope="col" data-right>
                  {t.changed}
                </th>
                <th scope="col" data-right>
                  {t.removed}
                </th>
                <th scope="col">{t.analyses}</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => {
            const sum = totals(version.files);
            const size = dotSize(sizeOf(version), largest);
            const on = analyses.data?.items.filter((one) => one.version === version.version) ?? [];
            return (
              <tr key={version.version}>
                <td className={styles.dotCell}>
                  <span
                    className={styles.dot}
                    style={{ width: size, height: size }}
                    title={t.changesRows(full(sizeOf(version)))}
                  />
                </td>
                <td className={styles.nowrap}>
                  <Link to={`/data/versions/${version.version}`}>
                    <b>v{version.version}</b>
                  </Link>{" "}
                  {version.version === newest ? <span className="caption">{t.current}</span> : null}
                </td>
                <td className={styles.nowrap}>
                  <time dateTime={version.at}>{dateTime(version.at)}</time>
                </td>
                <td>{version.by}</td>
                <td>
                  {version.note || <span className="caption">{t.noReason}</span>}
                  {version.restores ? <div className="caption">{t.restores(String(version.restores))}</div> : null}
                </td>
                {short ? null : (
                  <>
                    <td data-right>{full(sum.added)}</td>
                    <td data-right>{full(sum.changed)}</td>
                    <td data-right>{full(sum.removed)}</td>
                    <td>
                      {on.length === 0
                        ? "—"
                        : on.map((one) => (
                            <div key={one.id} className={styles.nowrap}>
                              {t.analysis(String(one.id))} {one.scope}{" "}
                              <time className="caption" dateTime={one.at}>
                                {dateTime(one.at)}
                              </time>
                            </div>
                          ))}
                    </td>
                  </>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
