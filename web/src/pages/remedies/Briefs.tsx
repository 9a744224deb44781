// Briefs that were frozen, newest first.
import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/hooks";
import { dateTime } from "@/design/date";
import { Link } from "@/frame/Link";
import { Page } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { useTexts } from "@/text";
import styles from "./remedies.module.css";
import { Tabs } from "./Tabs";
import { remedyTexts } from "./text";

export default function Briefs() {
  const t = useTexts(remedyTexts);
  const can = useCan();
  const briefs = useQuery(get("/api/v1/briefs", { query: { limit: 1000 } }));
  const items = briefs.data?.items ?? [];
  return (
    <Page
      crumbs={[{ name: t.title, to: "/remedies" }, { name: t.briefsTitle }]}
      answer={briefs.data ? (items.length > 0 ? t.briefsAnswer(items.length) : t.briefsNone) : undefined}
      note={t.newNote}
      tools={<Tabs />}
      filters={can("remedy.read") ? <Link to="/briefs/new">{t.newBrief}</Link> : undefined}
    >
      <QueryState query={briefs} rows={6}>
        {() =>
          items.length === 0 ? null : (
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t.name}</th>
                  <th scope="col">{t.organisation}</th>
                  <th scope="col">{t.kept}</th>
                  <th scope="col">{t.revision}</th>
                </tr>
              </thead>
              <tbody>
                {[...items].reverse().map((brief) => (
                  <tr key={brief.id}>
                    <td>
                      <Link to={`/briefs/${brief.id}`}>{brief.name}</Link>
                    </td>
                    <td>{brief.organisation_id}</td>
                    <td className="number">{dateTime(brief.updated_at)}</td>
                    <td>{brief.revision}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </QueryState>
    </Page>
  );
}
