import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/hooks";
import { dateTime } from "@/design/date";
import { Link } from "@/frame/Link";
import { Section } from "@/frame/Page";
import { QueryState } from "@/frame/states";
import { useTexts } from "@/text";
import styles from "./backup.module.css";
import { backupTexts } from "./text";

/** Plans that were accepted, newest first. */
export function Records() {
  const t = useTexts(backupTexts);
  const plans = useQuery(get("/api/v1/plans", { query: { limit: 200 } }));
  return (
    <Section title={t.records}>
      <QueryState query={plans} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.nothing}>{t.recordsNone}</p>
          ) : (
            <table className={styles.table}>
              <tbody>
                {[...items].reverse().map((record) => (
                  <tr key={record.id}>
                    <td>
                      <Link to={`/backup/plans/${record.id}`}>{record.name}</Link>
                    </td>
                    <td className="caption">{record.organisation_id}</td>
                    <td className="caption">
                      {t.keptAt} {dateTime(record.updated_at)}
                    </td>
                    <td className="caption">
                      {t.revision} {record.revision}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </QueryState>
    </Section>
  );
}
