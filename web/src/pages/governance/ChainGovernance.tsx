// One chain: who leads since when by which source, whose turn the chair is, which documents there are, who has signed,
// and its work plans.
import { ClockCircleOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { getTagged, useWrite } from "@/api/hooks";
import { Missing } from "@/design/marks";
import { useDataset } from "@/frame/dataset";
import { useDirectory } from "@/frame/directory";
import { useKeys } from "@/frame/keys";
import { useGo } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { useCan, useMe } from "@/frame/session";
import { QueryState, useWriteBlock, WriteProblem } from "@/frame/states";
import { frameTexts } from "@/frame/texts";
import { useToast } from "@/frame/toast";
import { nameIn, useLanguage, useTexts } from "@/text";
import { EditGovernance } from "./EditGovernance";
import styles from "./governance.module.css";
import { type GovernanceAnswer, governanceOf } from "./model";
import { governanceTexts } from "./text";
import { WorkPlans } from "./WorkPlans";

export const governanceReads = ["/api/v1/governance", "/api/v1/work-plans"];

/** Managing is for the region that leads; the server decides, this is what is offered. */
export function useMayManage(lead: string): boolean {
  const can = useCan();
  const me = useMe();
  return (
    can("governance.manage") && me.roles.some((role) => !role.region_code || role.region_code === lead || lead === "")
  );
}

export default function ChainGovernance() {
  const t = useTexts(governanceTexts);
  const frame = useTexts(frameTexts);
  const language = useLanguage();
  const directory = useDirectory();
  const { chain = "" } = useParams();
  const dataset = useDataset();
  const go = useGo();
  const [editing, setEditing] = useState(false);
  const one = useQuery({
    ...getTagged("/api/v1/governance/{id}", { path: { id: chain }, query: { dataset: dataset.name } }),
    enabled: dataset.name !== "",
  });
  const data = one.data?.data;
  const mayManage = useMayManage(data?.lead_region_code ?? "");
  useKeys([
    { keys: "Escape", name: frame.keyNames.back, run: () => go("/governance", { sel: chain }) },
    ...(mayManage ? [{ keys: "f", name: t.edit, run: () => setEditing(true) }] : []),
  ]);
  const name = data ? nameIn(language, data) : chain;
  return (
    <Page
      crumbs={[{ name: t.title, to: "/governance" }, { name }]}
      answer={
        data
          ? t.oneAnswer(
              name,
              data.lead_region_code ? directory.region(data.lead_region_code) : "",
              data.approved,
              data.required,
            )
          : undefined
      }
      note={data ? t.revision(data.revision) : undefined}
      tools={
        mayManage ? (
          <Button size="small" onClick={() => setEditing(true)}>
            {t.edit} <kbd>f</kbd>
          </Button>
        ) : (
          <span className="caption">{t.manageHint}</span>
        )
      }
    >
      <QueryState query={one}>
        {({ data: answer, etag }) => (
          <div className={styles.cols}>
            <div>
              <Checklist answer={answer} />
              <WorkPlans chain={chain} lead={answer.lead_region_code} isKept={answer.revision > 0} />
            </div>
            <div>
              <Leads answer={answer} />
              <Chair answer={answer} />
              <Signatures answer={answer} etag={etag} dataset={dataset.name} />
            </div>
            {editing ? (
              <EditGovernance
                answer={answer}
                etag={etag ?? '"r0"'}
                dataset={dataset.name}
                onClose={() => setEditing(false)}
              />
            ) : null}
          </div>
        )}
      </QueryState>
    </Page>
  );
}

function Checklist({ answer }: { answer: GovernanceAnswer }) {
  const t = useTexts(governanceTexts);
  const language = useLanguage();
  const { artefacts } = governanceOf(answer);
  return (
    <Section title={t.checklist}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t.kind}</th>
            <th scope="col">{t.state}</th>
            <th scope="col">{t.due}</th>
            <th scope="col">{t.note}</th>
          </tr>
        </thead>
        <tbody>
          {answer.checklist.map((item) => {
            const kept = artefacts.find((one) => one.type === item.type);
            return (
              <tr key={item.type}>
                <th scope="row">
                  {language === "zh" ? item.zh : item.en}{" "}
                  <span className="caption">
                    {item.is_required ? t.required : t.optional}
                    {item.is_own_term ? ` · ${t.own}` : ""}
                  </span>
                </th>
                <td>
                  {item.state === "approved" ? "✓ " : ""}
                  {t.states[item.state as keyof typeof t.states] ?? item.state}
                </td>
                <td className={item.is_overdue ? styles.late : undefined}>
                  {item.is_overdue ? <ClockCircleOutlined aria-hidden="true" /> : null} {item.due ?? <Missing />}
                  {item.is_overdue ? ` ${t.overdue}` : ""}
                </td>
                <td>
                  {kept?.record ? `${t.record} ${kept.record} ` : ""}
                  {kept?.note}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

function Leads({ answer }: { answer: GovernanceAnswer }) {
  const t = useTexts(governanceTexts);
  const language = useLanguage();
  const directory = useDirectory();
  const governance = governanceOf(answer);
  return (
    <Section title={t.leads}>
      <table className={styles.table}>
        <tbody>
          {governance.leads.map((lead) => (
            <tr key={lead.region + lead.since}>
              <th scope="row">
                <b>{directory.region(lead.region)}</b>
              </th>
              <td>
                {t.since} {lead.since}
              </td>
              <td className="caption">
                {t.source} {lead.source ?? t.sourceNone}
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t.participants}</th>
            <td colSpan={2}>
              {governance.participants.map((code) => directory.region(code)).join(language === "zh" ? "、" : ", ") || (
                <Missing why={t.none} />
              )}
            </td>
          </tr>
        </tbody>
      </table>
      {governance.leads.length === 0 ? <p className="caption">{t.none}</p> : null}
    </Section>
  );
}

function Chair({ answer }: { answer: GovernanceAnswer }) {
  const t = useTexts(governanceTexts);
  const directory = useDirectory();
  const { chair } = governanceOf(answer);
  const { now, until, next, is_vacant } = answer.chair;
  return (
    <Section title={t.chair}>
      {chair.order.length === 0 && chair.terms.length === 0 ? (
        <p className="caption">{t.chairNone}</p>
      ) : (
        <table className={styles.table}>
          <tbody>
            <tr>
              <th scope="row">{t.chair}</th>
              <td>
                {now ? <b>{directory.region(now)}</b> : is_vacant ? t.chairVacant : t.none}{" "}
                {until ? t.until(until) : ""}
              </td>
            </tr>
            <tr>
              <th scope="row">{t.chairNext}</th>
              <td>{next ? directory.region(next) : t.none}</td>
            </tr>
            <tr>
              <th scope="row">{t.order}</th>
              <td>{chair.order.map((code) => directory.region(code)).join(" → ") || t.none}</td>
            </tr>
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Signatures({
  answer,
  etag,
  dataset,
}: {
  answer: GovernanceAnswer;
  etag: string | undefined;
  dataset: string;
}) {
  const t = useTexts(governanceTexts);
  const can = useCan();
  const me = useMe();
  const toast = useToast();
  const directory = useDirectory();
  const block = useWriteBlock();
  const sign = useWrite("post", "/api/v1/governance/{id}/countersignature", { changes: governanceReads });
  const { countersigned_by: signed } = governanceOf(answer);
  const own = me.organisation?.region_code ?? "";
  const missing = answer.missing_countersignatures;
  const may = can("governance.countersign") && missing.includes(own) && answer.revision > 0;
  return (
    <Section title={t.signatures}>
      <ul>
        {signed.map((one) => (
          <li key={one.region}>
            ✓ <b>{directory.region(one.region)}</b>{" "}
            <span className="caption">{t.signed(directory.person(one.by), one.on)}</span>
          </li>
        ))}
        {missing.map((code) => (
          <li key={code}>
            {directory.region(code)} <span className="caption">{t.missing}</span>
          </li>
        ))}
      </ul>
      {signed.length + missing.length === 0 ? (
        <p className="caption">{t.nobodyToSign}</p>
      ) : missing.length === 0 ? (
        <p className="caption">{t.allSigned}</p>
      ) : null}
      {may ? (
        <div className={styles.actions}>
          <Button
            type="primary"
            loading={sign.isPending}
            disabled={block !== undefined}
            title={block}
            onClick={() =>
              sign.mutate(
                { path: { id: answer.chain_id }, query: { dataset }, ifMatch: etag },
                { onSuccess: () => toast.success(t.signedNow) },
              )
            }
          >
            {t.sign(directory.region(own))}
          </Button>
        </div>
      ) : null}
      <WriteProblem error={sign.error} onReadNew={() => sign.reset()} />
    </Section>
  );
}
