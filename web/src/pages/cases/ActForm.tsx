// One step of a case as a form that its type describes. What was typed is kept until it is saved; where somebody was
// first, both states are shown and nothing is lost.

import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useState } from "react";
import { ApiError } from "@/api/problem";
import { dateTime } from "@/design/date";
import { useDraft } from "@/frame/drafts";
import { FormButtons } from "@/frame/Form";
import { WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { useLanguage, useTexts } from "@/text";
import styles from "./cases.module.css";
import { type ActBody, actInOrder, caseQuery, useRefreshCases } from "./data";
import { FieldInput, readyFields, useFieldWords } from "./FieldInput";
import { useHistoryWords } from "./history";
import type { CaseDetail, ProcessField, ProcessForm } from "./model";
import { nameOf } from "./name";
import { caseTexts } from "./text";

interface ActFormProps {
  detail: CaseDetail;
  form: ProcessForm;
  fields: readonly ProcessField[];
  required: readonly string[];
  /** Names the draft. */
  name: string;
  label: string;
  /** What is filled already, where the form changes it. */
  initial?: Record<string, string[]>;
  actOf: (fields: Record<string, string[]>) => ActBody | undefined;
  onClose: () => void;
}

export function ActForm({ detail, form, fields, required, name, label, initial = {}, actOf, onClose }: ActFormProps) {
  const t = useTexts(caseTexts);
  const toast = useToast();
  const client = useQueryClient();
  const refresh = useRefreshCases();
  const [values, setValues, clear] = useDraft<Record<string, string[]>>(`case.${detail.id}.${name}`, initial);
  // What was on the screen when the form was opened; events after it were somebody else's.
  const [seen, setSeen] = useState({ sequence: detail.sequence, fields: detail.fields });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const ready = readyFields(fields, values);
  const lacking = required.some((id) => (values[id] ?? []).every((one) => one.trim() === ""));
  const save = async (sequence: number) => {
    const body = ready && actOf(ready);
    if (!body) {
      onClose();
      return;
    }
    setBusy(true);
    try {
      await actInOrder(detail.id, sequence, [body]);
      clear();
      toast.success(t.doneAll(1));
      onClose();
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setError(cause);
      if (cause.isStale) await client.refetchQueries({ queryKey: caseQuery(detail.id).queryKey });
    } finally {
      setBusy(false);
      await refresh();
    }
  };
  return (
    <div className={styles.form} role="group" aria-label={label}>
      {fields.length > 0 ? (
        <div className={styles.grid}>
          {fields.map((field, i) => (
            <FieldInput
              key={field.id}
              field={field}
              autoFocus={i === 0}
              required={required.includes(field.id)}
              values={values[field.id] ?? []}
              files={detail.files}
              onChange={(next) => setValues({ ...values, [field.id]: next })}
            />
          ))}
        </div>
      ) : null}
      {error?.isStale ? (
        <Conflict
          detail={detail}
          form={form}
          seen={seen}
          mine={ready ?? values}
          onAgain={() => {
            setError(undefined);
            setSeen({ sequence: detail.sequence, fields: detail.fields });
            void save(detail.sequence);
          }}
          onThrow={() => {
            clear();
            onClose();
          }}
        />
      ) : (
        <WriteProblem error={error} />
      )}
      <FormButtons
        label={label}
        busy={busy}
        may={!lacking && ready !== undefined && !error?.isStale}
        onSave={() => void save(seen.sequence)}
        onCancel={onClose}
      />
    </div>
  );
}

/** Both states side by side: what it was and is, and what one wants; and what happened in between. */
function Conflict({
  detail,
  form,
  seen,
  mine,
  onAgain,
  onThrow,
}: {
  detail: CaseDetail;
  form: ProcessForm;
  seen: { sequence: number; fields: CaseDetail["fields"] };
  mine: Record<string, string[]>;
  onAgain: () => void;
  onThrow: () => void;
}) {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const words = useFieldWords();
  const lineOf = useHistoryWords(form);
  const since = detail.history.filter((line) => line.sequence > seen.sequence);
  const text = (id: string, values: readonly string[] | undefined) =>
    values?.length
      ? values
          .map((one) =>
            words(
              form.fields.find((f) => f.id === id),
              one,
            ),
          )
          .join("；")
      : t.empty;
  const valuesIn = (fields: CaseDetail["fields"], id: string) => fields.find((one) => one.field === id)?.values;
  const nameOfField = (id: string) => {
    const field = form.fields.find((one) => one.id === id);
    return field ? nameOf(language, field) : id;
  };
  const ids = Object.keys(mine);
  return (
    <Alert
      type="warning"
      title={t.stale}
      description={
        <>
          <h3>{t.staleSince}</h3>
          <ul className={styles.history}>
            {since.map((line) => {
              const { who, what, about } = lineOf(line);
              return (
                <li key={line.sequence}>
                  <time dateTime={line.at}>{dateTime(line.at)}</time>
                  <span>
                    {who} {what} <b>{about}</b>
                  </span>
                </li>
              );
            })}
          </ul>
          {ids.length > 0 ? (
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t.fields}</th>
                  <th scope="col">{t.staleWas}</th>
                  <th scope="col">{t.staleIs}</th>
                  <th scope="col">{t.staleYours}</th>
                </tr>
              </thead>
              <tbody>
                {ids.map((id) => (
                  <tr key={id}>
                    <th scope="row">{nameOfField(id)}</th>
                    <td>{text(id, valuesIn(seen.fields, id))}</td>
                    <td>{text(id, valuesIn(detail.fields, id))}</td>
                    <td>
                      <b>{text(id, mine[id])}</b>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : null}
          <div className={styles.buttons}>
            <Button type="primary" onClick={onAgain}>
              {t.staleAgain}
            </Button>
            <Button onClick={onThrow}>{t.staleThrow}</Button>
          </div>
        </>
      }
    />
  );
}
