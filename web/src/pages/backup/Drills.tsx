// Drills that were held, newest first, and the way to the next one.
import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { get } from "@/api/hooks";
import { Missing } from "@/design/marks";
import type { Column } from "@/design/table/columns";
import { DataTable } from "@/design/table/DataTable";
import { Link, useGo } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { text, useUrlState } from "@/frame/url-state";
import { useTexts } from "@/text";
import styles from "./backup.module.css";
import { type DrillRecord, readDrill } from "./drill";
import { drillTexts } from "./drillTexts";
import { Tabs } from "./Tabs";
import { backupTexts } from "./text";

const mostRead = 50;
interface Row {
  id: number;
  name: string;
  organisation: string;
  drill: DrillRecord | undefined;
}

export default function Drills() {
  const t = useTexts(backupTexts);
  const d = useTexts(drillTexts);
  const can = useCan();
  const go = useGo();
  const [{ sel }, set] = useUrlState({ sel: text() });
  const drills = useQuery(get("/api/v1/drills", { query: { limit: 1000 } }));
  const plans = useQuery({ ...get("/api/v1/plans", { query: { limit: 200 } }), enabled: can("backup.drill") });
  const newest = useMemo(() => [...(drills.data?.items ?? [])].reverse(), [drills.data]);
  const texts = useQueries({
    queries: newest.slice(0, mostRead).map((one) => get("/api/v1/drills/{id}", { path: { id: one.id } })),
  });
  const rows = newest.map((one, i): Row => {
    const read = texts[i]?.data;
    return {
      id: one.id,
      name: one.name,
      organisation: one.organisation_id,
      drill: read ? readDrill(read.text) : undefined,
    };
  });
  const passed = rows.filter((row) => row.drill && row.drill.outcome !== "failed").length;
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        id: "day",
        title: d.heldOn,
        width: 110,
        value: (row) => row.drill?.held_on,
        cell: (row) => row.drill?.held_on ?? <Missing />,
      },
      {
        id: "name",
        title: d.name,
        width: 320,
        grows: true,
        value: (row) => row.name,
        cell: (row) => <Link to={`/drills/${row.id}`}>{row.name}</Link>,
      },
      {
        id: "outcome",
        title: d.outcome,
        width: 150,
        value: (row) => (row.drill ? d.outcomes[row.drill.outcome] : null),
        cell: (row) => (row.drill ? d.outcomes[row.drill.outcome] : <Missing />),
      },
      {
        id: "steps",
        title: d.steps,
        width: 150,
        value: (row) =>
          row.drill?.steps
            ? d.stepsPassed(row.drill.steps.filter((step) => step.passed).length, row.drill.steps.length)
            : null,
      },
      { id: "summary", title: d.summary, width: 320, grows: true, value: (row) => row.drill?.summary },
    ],
    [d],
  );
  return (
    <Page
      crumbs={[{ name: t.title, to: "/backup" }, { name: d.drillsTitle }]}
      answer={drills.data ? (rows.length > 0 ? d.drillsAnswer(rows.length, passed) : d.drillsNone) : undefined}
      note={d.drillsNote}
      tools={<Tabs />}
    >
      <QueryState query={drills} rows={6}>
        {() =>
          rows.length > 0 ? (
            <DataTable
              id="drills"
              label={d.drillsTitle}
              rows={rows}
              columns={columns}
              rowKey={(row) => String(row.id)}
              notes={[d.drillsNote]}
              selected={sel || undefined}
              onSelect={(key) => set({ sel: key }, "replace")}
              onOpen={(row) => go(`/drills/${row.id}`)}
              mayExport={can("export.product_level")}
              natural
            />
          ) : null
        }
      </QueryState>
      {can("backup.drill") ? (
        <Section title={t.newDrill}>
          {plans.data?.items.length ? (
            <table className={styles.table}>
              <tbody>
                {[...plans.data.items].reverse().map((plan) => (
                  <tr key={plan.id}>
                    <td>{plan.name}</td>
                    <td>
                      <Link to="/drills/new" query={{ plan: plan.id }}>
                        {t.newDrill}
                      </Link>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : (
            <p className={styles.nothing}>{t.recordsNone}</p>
          )}
        </Section>
      ) : null}
    </Page>
  );
}
