import { ClockCircleOutlined, CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { get, useWrite } from "@/api/hooks";
import { date as dateOf } from "@/design/date";
import { Missing } from "@/design/marks";
import { useDirectory } from "@/frame/directory";
import { useDraft } from "@/frame/drafts";
import { Dialog, SelectField, TextField } from "@/frame/Form";
import { Section } from "@/frame/Page";
import { useCan, useMe } from "@/frame/session";
import { QueryState, useWriteBlock, WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { useTexts } from "@/text";
import { useMayManage } from "./ChainGovernance";
import { SignAgain } from "./EditGovernance";
import styles from "./governance.module.css";
import { freshId, itemStates, type PlanAnswer, type PlanItem, planOf, tidy, type WorkPlan } from "./model";
import { governanceTexts } from "./text";

const reads = ["/api/v1/work-plans"];

export function WorkPlans({ chain, lead, isKept }: { chain: string; lead: string; isKept: boolean }) {
  const t = useTexts(governanceTexts);
  const plans = useQuery(get("/api/v1/work-plans"));
  const mayManage = useMayManage(lead);
  const [editing, setEditing] = useState<{ plan: WorkPlan; revision: number }>();
  const mine = (plans.data?.items ?? []).filter((one) => one.chain_id === chain).sort((a, b) => b.year - a.year);
  const year = Number(dateOf(Date.now()).slice(0, 4));
  const missing = [year, year + 1].filter((one) => !mine.some((plan) => plan.year === one));
  return (
    <Section
      title={t.plans}
      extra={
        // A plan hangs on the record of the chain: who leads, who is to sign.
        mayManage && isKept ? (
          <span className={styles.actions}>
            {missing.map((one) => (
              <Button
                key={one}
                size="small"
                icon={<PlusOutlined />}
                onClick={() => setEditing({ plan: { chain, year: one, items: [] }, revision: 0 })}
              >
                {t.newPlan(one)}
              </Button>
            ))}
          </span>
        ) : null
      }
    >
      <QueryState query={plans} rows={3}>
        {() => (
          <>
            {mine.length === 0 ? <p className="caption">{t.plansNone}</p> : null}
            {mine.map((answer) => (
              <Plan
                key={answer.year}
                answer={answer}
                mayManage={mayManage}
                onEdit={() => setEditing({ plan: planOf(answer), revision: answer.revision })}
              />
            ))}
          </>
        )}
      </QueryState>
      {editing ? <EditPlan {...editing} onClose={() => setEditing(undefined)} /> : null}
    </Section>
  );
}

function Plan({ answer, mayManage, onEdit }: { answer: PlanAnswer; mayManage: boolean; onEdit: () => void }) {
  const t = useTexts(governanceTexts);
  const can = useCan();
  const me = useMe();
  const toast = useToast();
  const block = useWriteBlock();
  const directory = useDirectory();
  const plan = planOf(answer);
  const sign = useWrite("post", "/api/v1/work-plans/{id}/{year}/countersignature", { changes: reads });
  const own = me.organisation?.region_code ?? "";
  const signed = plan.countersigned_by ?? [];
  return (
    <section className={styles.box} aria-label={`${t.plan} ${answer.year}`} style={{ marginBottom: 12 }}>
      <h3>
        <span>
          {answer.year} · {t.planOverdue(answer.overdue.length)}
        </span>
        <span>
          {can("governance.countersign") && own !== "" && !signed.some((one) => one.region === own) && !mayManage ? (
            <Button
              size="small"
              loading={sign.isPending}
              disabled={block !== undefined}
              onClick={() =>
                sign.mutate(
                  { path: { id: answer.chain_id, year: answer.year }, ifMatch: `"r${answer.revision}"` },
                  { onSuccess: () => toast.success(t.signedNow) },
                )
              }
            >
              {t.sign(directory.region(own))}
            </Button>
          ) : null}{" "}
          {mayManage ? (
            <Button size="small" onClick={onEdit}>
              {t.editPlan}
            </Button>
          ) : null}
        </span>
      </h3>
      {plan.goals ? <p>{plan.goals}</p> : null}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t.what}</th>
            <th scope="col">{t.who}</th>
            <th scope="col">{t.by}</th>
            <th scope="col">{t.state}</th>
          </tr>
        </thead>
        <tbody>
          {plan.items.map((item) => {
            const late = answer.overdue.includes(item.id);
            return (
              <tr key={item.id}>
                <th scope="row">
                  {item.what} {item.note ? <span className="caption">{item.note}</span> : null}
                </th>
                <td>{item.who}</td>
                <td className={late ? styles.late : undefined}>
                  {late ? <ClockCircleOutlined aria-hidden="true" /> : null} {item.by ?? <Missing />}{" "}
                  {late ? t.overdue : ""}
                </td>
                <td>{t.itemStates[item.state]}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="caption">
        {signed
          .map((one) => `✓ ${directory.region(one.region)} ${t.signed(directory.person(one.by), one.on)}`)
          .join(" · ")}
      </p>
      <WriteProblem error={sign.error} onReadNew={() => sign.reset()} />
    </section>
  );
}

function EditPlan({ plan, revision, onClose }: { plan: WorkPlan; revision: number; onClose: () => void }) {
  const t = useTexts(governanceTexts);
  const toast = useToast();
  const [draft, setDraft, clear] = useDraft(`plan.${plan.chain}.${plan.year}`, { plan, note: "" });
  const save = useWrite("put", "/api/v1/work-plans/{id}/{year}", { changes: ["/api/v1/governance", ...reads] });
  const set = (part: Partial<WorkPlan>) => setDraft({ ...draft, plan: { ...draft.plan, ...part } });
  const { items } = draft.plan;
  const change = (i: number, part: Partial<PlanItem>) =>
    set({ items: items.map((one, n) => (n === i ? { ...one, ...part } : one)) });
  return (
    <Dialog
      title={`${t.plan} ${plan.year}`}
      width={980}
      onClose={onClose}
      busy={save.isPending}
      may={items.every((one) => one.what.trim() !== "" && one.who.trim() !== "")}
      onSave={() =>
        save.mutate(
          {
            path: { id: plan.chain, year: plan.year },
            ifMatch: `"r${revision}"`,
            body: { plan: tidy({ ...draft.plan, countersigned_by: [] }) as never, note: draft.note },
          },
          {
            onSuccess: () => {
              clear();
              toast.success(t.saved);
              onClose();
            },
          },
        )
      }
    >
      <SignAgain regions={(plan.countersigned_by ?? []).map((one) => one.region)} />
      <TextField label={t.goals} lines={2} value={draft.plan.goals ?? ""} onChange={(goals) => set({ goals })} />
      {items.map((item, i) => (
        <div key={item.id} className={styles.row6}>
          <TextField label={t.what} required value={item.what} onChange={(what) => change(i, { what })} />
          <TextField label={t.who} required value={item.who} onChange={(who) => change(i, { who })} />
          <TextField label={t.by} value={item.by ?? ""} placeholder="2027-03-31" onChange={(by) => change(i, { by })} />
          <SelectField
            label={t.state}
            value={item.state}
            empty={false}
            options={itemStates.map((value) => ({ value, label: t.itemStates[value] }))}
            onChange={(state) => change(i, { state: state as PlanItem["state"] })}
          />
          <TextField label={t.note} value={item.note ?? ""} onChange={(note) => change(i, { note })} />
          <Button
            type="text"
            icon={<CloseOutlined />}
            aria-label={`${t.remove} ${item.what}`}
            onClick={() => set({ items: items.filter((_, n) => n !== i) })}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<PlusOutlined />}
          onClick={() => set({ items: [...items, { id: freshId(items), what: "", who: "", state: "open" }] })}
        >
          {t.addItem}
        </Button>
      </div>
      <TextField label={t.changeNote} value={draft.note} onChange={(note) => setDraft({ ...draft, note })} />
      <WriteProblem error={save.error} onReadNew={onClose} />
    </Dialog>
  );
}
