// What a newer version judges differently from the one that is fixed.
import { useQuery } from "@tanstack/react-query";
import { Modal } from "antd";
import { get } from "@/api/hooks";
import { LevelBadge } from "@/design/LevelBadge";
import { full } from "@/design/number";
import { nameIn, useLanguage, useTexts } from "@/text";
import { Link } from "./Link";
import { useCan } from "./session";
import { QueryState } from "./states";
import styles from "./version.module.css";
import { differences } from "./version-diff";
import { versionTexts } from "./version-texts";

interface Versions {
  name: string;
  before: number;
  after: number;
}

export default function VersionDiff({ onClose, ...versions }: Versions & { onClose: () => void }) {
  const t = useTexts(versionTexts);
  const can = useCan();
  const { before, after } = versions;
  const between = Array.from({ length: after - before }, (_, i) => before + 1 + i);
  return (
    <Modal title={t.diffTitle(before, after)} open onCancel={onClose} footer={null} width={760} destroyOnHidden>
      {can("break_point.read") ? <Judged {...versions} /> : <p>{t.diffClosed}</p>}
      <p className={styles.between}>
        {t.changesOf}
        {between.map((version) => (
          <Link key={version} to={`/data/versions/${version}`} className="in-text">
            v{version}
          </Link>
        ))}
      </p>
    </Modal>
  );
}

function Judged({ name, before, after }: Versions) {
  const t = useTexts(versionTexts);
  const language = useLanguage();
  const rankingOf = (version: number) => get("/api/v1/datasets/{name}/ranking", { path: { name }, query: { version } });
  const old = useQuery(rankingOf(before));
  const now = useQuery(rankingOf(after));
  return (
    <QueryState query={old} rows={6}>
      {(a) => (
        <QueryState query={now} rows={6}>
          {(b) => {
            const found = differences(a.rows, b.rows);
            const levels = found.filter((one) => one.otherLevel).length;
            if (found.length === 0) return <p>{t.diffNone}</p>;
            return (
              <>
                <p>{t.diffAnswer(levels, found.length - levels)}</p>
                <p className="caption">{t.diffMethod}</p>
                <div className={styles.scrolls} tabIndex={0} role="region" aria-label={t.diffTitle(before, after)}>
                  <table className={styles.table}>
                    <thead>
                      <tr>
                        <th scope="col">{t.product}</th>
                        <th scope="col">
                          {t.level} v{before}
                        </th>
                        <th scope="col">
                          {t.level} v{after}
                        </th>
                        <th scope="col" data-right>
                          {t.score} v{before} → v{after}
                        </th>
                      </tr>
                    </thead>
                    <tbody>
                      {found.map((one) => (
                        <tr key={one.key}>
                          <th scope="row">{nameIn(language, one.row)}</th>
                          <td>{one.before ? <LevelBadge level={one.before.level} compact /> : t.absent}</td>
                          <td>{one.after ? <LevelBadge level={one.after.level} compact /> : t.absent}</td>
                          <td data-right className="number">
                            {full(one.before?.score?.value, 2)} → {full(one.after?.score?.value, 2)}
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              </>
            );
          }}
        </QueryState>
      )}
    </QueryState>
  );
}
