// What came of a drill.
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { get } from "@/api/hooks";
import { dateTime } from "@/design/date";
import { Missing } from "@/design/marks";
import { Link } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { QueryState } from "@/frame/states";
import { useTexts } from "@/text";
import styles from "./backup.module.css";
import { clockText, readDrill } from "./drill";
import { drillTexts } from "./drillTexts";
import { engineTexts } from "./engineTexts";
import { Tabs } from "./Tabs";
import { backupTexts } from "./text";

export default function DrillPage() {
  const t = useTexts(backupTexts);
  const d = useTexts(drillTexts);
  const e = useTexts(engineTexts);
  const id = Number(useParams().id);
  const query = useQuery(get("/api/v1/drills/{id}", { path: { id } }));
  const drill = query.data && readDrill(query.data.text);
  const steps = drill?.steps ?? [];
  const passed = steps.filter((step) => step.passed).length;
  return (
    <Page
      crumbs={[
        { name: t.title, to: "/backup" },
        { name: d.drillsTitle, to: "/drills" },
        { name: query.data?.name ?? "" },
      ]}
      answer={drill ? d.drillAnswer(d.outcomes[drill.outcome], passed, steps.length, drill.held_on) : query.data?.name}
      note={query.data ? `${t.keptAt} ${dateTime(query.data.made_at)} · ${query.data.made_by}` : undefined}
      tools={<Tabs />}
    >
      <QueryState query={query}>
        {(data) =>
          drill ? (
            <div className={styles.cols}>
              <Section title={d.steps}>
                <table className={styles.steps}>
                  <thead>
                    <tr>
                      <th scope="col">#</th>
                      <th scope="col">{d.steps}</th>
                      <th scope="col">{d.elapsed}</th>
                      <th scope="col">{d.outcome}</th>
                      <th scope="col">{d.stepNote}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {steps.map((step, i) => (
                      <tr key={`${String(i)}${step.text}`}>
                        <td>{i + 1}</td>
                        <td>{step.text}</td>
                        <td className="number">
                          {step.seconds === null ? <Missing /> : clockText(step.seconds * 1000)}
                        </td>
                        <td>{step.passed ? d.pass : <b>{d.fail}</b>}</td>
                        <td>{step.note}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Section>
              <div>
                <Section title={d.summary}>
                  <p>{drill.summary}</p>
                  {drill.engine ? <p>{e.inRecord(drill.engine.passed, drill.engine.drills)}</p> : null}
                  {drill.plan ? (
                    <p>
                      <Link to={`/backup/plans/${drill.plan.record}`}>
                        {d.fromPlan} {drill.plan.record}
                      </Link>
                    </p>
                  ) : null}
                </Section>
                <Section title={d.findings}>
                  {drill.findings?.length ? (
                    <ul>
                      {drill.findings.map((one) => (
                        <li key={one}>{one}</li>
                      ))}
                    </ul>
                  ) : (
                    <p className="caption">{d.findingsNone}</p>
                  )}
                </Section>
                {drill.participants?.length ? (
                  <Section title={d.participants}>
                    <p>{drill.participants.join("、")}</p>
                  </Section>
                ) : null}
              </div>
            </div>
          ) : (
            <pre>{data.text}</pre>
          )
        }
      </QueryState>
    </Page>
  );
}
