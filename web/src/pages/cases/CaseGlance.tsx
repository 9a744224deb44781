// The selected case beside the list: whose it is, what is due, what may be done.
import { useQuery } from "@tanstack/react-query";
import { useDirectory } from "@/frame/directory";
import { Link } from "@/frame/Link";
import { Section, SidePanel } from "@/frame/Page";
import { QueryState } from "@/frame/states";
import { useLanguage, useTexts } from "@/text";
import styles from "./cases.module.css";
import { DueMark, useWaitingWords } from "./columns";
import { caseQuery, formQuery, type Subject } from "./data";
import type { CaseRow } from "./model";
import { nameOf } from "./name";
import { ClosedSteps, Proposals, Steps } from "./Steps";
import { caseTexts } from "./text";

export function CaseGlance({ row, subject, onClose }: { row: CaseRow; subject: Subject; onClose: () => void }) {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const directory = useDirectory();
  const waiting = useWaitingWords(directory)(row);
  const detail = useQuery(caseQuery(row.id));
  const form = useQuery(formQuery(row.type, row.type_version));
  return (
    <SidePanel
      title={<Link to={`/cases/${encodeURIComponent(row.id)}`}>{`${row.id} ${subject.name}`}</Link>}
      onClose={onClose}
    >
      <table className={styles.table}>
        <tbody>
          <tr>
            <th scope="row">{t.state}</th>
            <td>{language === "zh" ? row.state_zh : row.state_en}</td>
          </tr>
          {row.people.map((one) => (
            <tr key={`${one.relation}${one.person}${one.organisation}${one.region}`}>
              <th scope="row">
                {nameOf(language, form.data?.relations.find((each) => each.id === one.relation) ?? { zh: "", en: "" })}
              </th>
              <td>{directory.party(one)}</td>
            </tr>
          ))}
          {waiting ? (
            <tr>
              <th scope="row">{t.waiting}</th>
              <td>
                {waiting.text} {waiting.past ? <b>{t.waitsPast}</b> : null}
              </td>
            </tr>
          ) : null}
        </tbody>
      </table>
      <QueryState query={detail} rows={4}>
        {(data) => (
          <>
            <Section title={t.dues}>
              {data.dues.length === 0 ? <p className="caption">{t.duesNone}</p> : null}
              {data.dues.map((due) => (
                <p key={due.due}>
                  {nameOf(language, due)} <DueMark day={due.day} days={due.days_left} />
                </p>
              ))}
            </Section>
            {form.data ? (
              <Section title={t.actions}>
                <Proposals detail={data} form={form.data} />
                <Steps detail={data} form={form.data} />
                <ClosedSteps detail={data} form={form.data} />
              </Section>
            ) : null}
          </>
        )}
      </QueryState>
    </SidePanel>
  );
}
