// What one may do to a case now: steps with their forms, proposals to sign or decide, and why other steps are closed.
import { Alert, Button, Input } from "antd";
import { type KeyboardEvent, useState } from "react";
import { ApiError } from "@/api/problem";
import { dateTime } from "@/design/date";
import { useDirectory } from "@/frame/directory";
import { Dialog, Labelled } from "@/frame/Form";
import { useWriteBlock, WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { useLanguage, useTexts } from "@/text";
import { ActForm } from "./ActForm";
import styles from "./cases.module.css";
import { type ActBody, actInOrder, useRefreshCases } from "./data";
import type { Action, CaseDetail, ProcessForm } from "./model";
import { nameOf } from "./name";
import { caseTexts } from "./text";

const mayTake = (action: Action) => action.may_take || action.may_take_with_fields;

/** The steps that are open, and after the choice of one its form. */
export function Steps({ detail, form, onDone }: { detail: CaseDetail; form: ProcessForm; onDone?: () => void }) {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const [chosen, setChosen] = useState<string>();
  const open = detail.actions.filter(mayTake);
  const action = open.find((one) => one.transition === chosen);
  const step = form.transitions.find((one) => one.id === chosen);
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const to = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!to) return;
    const all = [...event.currentTarget.querySelectorAll("button")];
    all[all.indexOf(event.target as HTMLButtonElement) + to]?.focus();
    event.preventDefault();
  };
  if (action && step) {
    const asked = new Set([...action.fields, ...step.required]);
    const fields = form.fields.filter((field) => asked.has(field.id) && !field.is_computed);
    // What the step needs whatever else holds; its alternatives ask for more or less, which the server says.
    const required = action.may_take ? [] : step.required;
    const initial = Object.fromEntries(
      fields.flatMap((field) => {
        const values = detail.fields.find((one) => one.field === field.id)?.values ?? [];
        return values.length > 0 ? [[field.id, values]] : [];
      }),
    );
    return (
      <>
        <h3>
          {nameOf(language, step)}
          <StepMarks action={action} />
        </h3>
        <ActForm
          key={step.id}
          detail={detail}
          form={form}
          fields={fields}
          required={required}
          name={step.id}
          label={nameOf(language, step)}
          initial={initial}
          actOf={(values) => ({ act: "act", transition: step.id, fields: changedOf(values, initial) })}
          onClose={() => {
            setChosen(undefined);
            onDone?.();
          }}
        />
      </>
    );
  }
  if (open.length === 0) return <p className="caption">{t.onlyNow}</p>;
  return (
    <div className={styles.buttons} onKeyDown={move}>
      {open.map((one, i) => {
        const transition = form.transitions.find((each) => each.id === one.transition);
        return (
          <Button
            key={one.transition}
            type={i === 0 ? "primary" : "default"}
            autoFocus={onDone !== undefined && i === 0}
            onClick={() => setChosen(one.transition)}
          >
            {transition ? nameOf(language, transition) : one.transition}
            <StepMarks action={one} />
          </Button>
        );
      })}
    </div>
  );
}
function changedOf(values: Record<string, string[]>, initial: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(values).filter(([id, given]) => JSON.stringify(given) !== JSON.stringify(initial[id] ?? [])),
  );
}
function StepMarks({ action }: { action: Action }) {
  const t = useTexts(caseTexts);
  const words = [action.needs_signatures ? t.signs : "", action.needs_four_eyes ? t.four : ""].filter(Boolean);
  return words.length > 0 ? <small> · {words.join(" · ")}</small> : null;
}

/** Steps that others must sign or approve. */
export function Proposals({ detail, form }: { detail: CaseDetail; form: ProcessForm }) {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const directory = useDirectory();
  const block = useWriteBlock();
  const toast = useToast();
  const refresh = useRefreshCases();
  const [refusing, setRefusing] = useState<string>();
  const [why, setWhy] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const act = async (body: ActBody) => {
    setBusy(true);
    setError(undefined);
    try {
      await actInOrder(detail.id, detail.sequence, [body]);
      setRefusing(undefined);
      toast.success(t.doneAll(1));
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setError(cause);
    } finally {
      setBusy(false);
      await refresh();
    }
  };
  return (
    <>
      {detail.proposals.map((proposal) => {
        const action = detail.actions.find((one) => one.transition === proposal.transition);
        const step = form.transitions.find((one) => one.id === proposal.transition);
        const button = (may: boolean | undefined, label: string, what: ActBody["act"], primary?: boolean) =>
          may ? (
            <Button
              type={primary ? "primary" : "default"}
              disabled={busy || block !== undefined}
              onClick={() => void act({ act: what, transition: proposal.transition })}
            >
              {label}
            </Button>
          ) : null;
        return (
          <div key={proposal.transition} className={styles.proposal}>
            <h3>{step ? nameOf(language, step) : proposal.transition}</h3>
            <p className="caption">
              {t.askedBy(directory.party(proposal.asked_by), dateTime(proposal.asked_at))} ·{" "}
              {proposal.signatures.length > 0
                ? t.signedBy(proposal.signatures.map((one) => directory.party(one)).join("、"))
                : action?.needs_signatures
                  ? t.nobodySigned
                  : action?.needs_four_eyes
                    ? t.four
                    : ""}
              {proposal.approved_by ? ` · ${t.approvedBy(directory.party(proposal.approved_by))}` : ""}
            </p>
            <div className={styles.buttons}>
              {button(action?.may_sign, t.sign, "sign", true)}
              {button(action?.may_approve, t.approve, "approve", true)}
              {action?.may_refuse ? (
                <Button disabled={busy || block !== undefined} onClick={() => setRefusing(proposal.transition)}>
                  {t.refuse}
                </Button>
              ) : null}
              {button(action?.may_withdraw, t.withdraw, "withdraw")}
            </div>
          </div>
        );
      })}
      {refusing ? (
        <Dialog
          title={t.refuse}
          label={t.refuse}
          onClose={() => setRefusing(undefined)}
          busy={busy}
          may={why.trim() !== ""}
          onSave={() => void act({ act: "refuse", transition: refusing, text: why.trim() })}
        >
          <Labelled label={t.why} required>
            {(field) => (
              <Input.TextArea {...field} autoFocus value={why} onChange={(event) => setWhy(event.target.value)} />
            )}
          </Labelled>
        </Dialog>
      ) : null}
      {error?.isStale ? <Alert type="warning" showIcon title={t.stale} /> : <WriteProblem error={error} />}
    </>
  );
}

/** Steps of the present state that are closed, each with its reasons; steps of other states are no news. */
export function ClosedSteps({ detail, form }: { detail: CaseDetail; form: ProcessForm }) {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const closed = detail.actions.filter((one) => {
    const step = form.transitions.find((each) => each.id === one.transition);
    return step?.from.includes(detail.state) && !mayTake(one) && !one.pending;
  });
  if (closed.length === 0) return null;
  return (
    <details className={styles.reasons} open={detail.actions.every((one) => !mayTake(one))}>
      <summary>{t.notNow}</summary>
      <dl>
        {closed.map((one) => {
          const step = form.transitions.find((each) => each.id === one.transition);
          return (
            <div key={one.transition} style={{ display: "contents" }}>
              <dt>{step ? nameOf(language, step) : one.transition}</dt>
              <dd>{one.reasons.map((reason) => nameOf(language, reason)).join(language === "zh" ? "；" : "; ")}</dd>
            </div>
          );
        })}
      </dl>
    </details>
  );
}
