// What one key does to the selected case, or to all that are marked: hand over, owner, due date, a line.

import { useQueries, useQueryClient } from "@tanstack/react-query";
import { Alert, Checkbox, Input, Radio } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { ApiError } from "@/api/problem";
import { date as dateOf } from "@/design/date";
import { provinces, useDirectory } from "@/frame/directory";
import { Dialog, Labelled, SelectField, TextField } from "@/frame/Form";
import { useMe } from "@/frame/session";
import { Loading, WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { useLanguage, useTexts } from "@/text";
import styles from "./cases.module.css";
import { type ActBody, actInOrder, caseQuery, type Failed, formQuery, useRefreshCases } from "./data";
import { DayInput, peopleOptions } from "./FieldInput";
import type { CaseDetail, ProcessForm } from "./model";
import { personIn } from "./model";
import { nameOf } from "./name";
import { parseDay } from "./natural-day";
import { caseTexts } from "./text";

interface Read {
  detail: CaseDetail;
  form: ProcessForm;
}
/** The cases that a dialog is about, read anew: what may be done to them, and the state that was seen. */
function useRead(ids: readonly string[]): { read: Read[] | undefined; error: ApiError | undefined } {
  const details = useQueries({ queries: ids.map((id) => ({ ...caseQuery(id), staleTime: 0 })) });
  const types = [...new Set(details.flatMap((one) => (one.data ? [`${one.data.type}/${one.data.version}`] : [])))];
  const forms = useQueries({
    queries: types.map((key) => formQuery(key.split("/")[0]!, Number(key.split("/")[1]))),
  });
  const error = details.find((one) => one.error)?.error ?? forms.find((one) => one.error)?.error ?? undefined;
  if (details.some((one) => !one.data) || forms.some((one) => !one.data)) return { read: undefined, error };
  return {
    read: details.map((one) => ({
      detail: one.data!,
      form: forms[types.indexOf(`${one.data!.type}/${one.data!.version}`)]!.data!,
    })),
    error,
  };
}

/** The field with the day by which the work is due, as far as people set it: one that is running comes first. */
function dayFieldOf({ detail, form }: Read): string | undefined {
  const running = new Set(detail.dues.map((due) => due.due));
  const rules = form.dues.filter((rule) => rule.day_field !== "");
  return (rules.find((rule) => running.has(rule.id)) ?? rules[0])?.day_field;
}
/** Fields that say the lead province once more: a step that needs one in the lead asks for them as well. */
function provinceFieldsOf(form: ProcessForm): string[] {
  const asked = form.transitions
    .filter((one) => one.required_people.includes("lead_province"))
    .flatMap((one) => one.required);
  return form.fields.filter((one) => one.type === "region" && asked.includes(one.id)).map((one) => one.id);
}
/** The step that a hand-over makes possible: one that lacks nothing but the people and the province that it names. */
function stepAfterMove({ detail, form }: Read): ProcessForm["transitions"][number] | undefined {
  const given = new Set(["owner", "lead_province", ...provinceFieldsOf(form)]);
  return form.transitions.find((one) => {
    const action = detail.actions.find((a) => a.transition === one.id);
    return (
      one.required_people.length > 0 &&
      action !== undefined &&
      action.reasons.length > 0 &&
      !action.pending &&
      action.reasons.every((reason) => given.has(reason.about))
    );
  });
}
function valueIn(detail: CaseDetail, field: string | undefined): string {
  return detail.fields.find((one) => one.field === field)?.values[0] ?? "";
}

/** Does `acts` to each case; says how many were saved and keeps the dialog open for those that were refused. */
function useEach(ids: readonly string[], onDone: () => void) {
  const t = useTexts(caseTexts);
  const toast = useToast();
  const refresh = useRefreshCases();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Failed[]>([]);
  const done = useRef(new Set<string>());
  const run = async (read: readonly Read[], acts: (one: Read) => ActBody[]) => {
    setBusy(true);
    const bad: Failed[] = [];
    for (const one of read) {
      if (done.current.has(one.detail.id)) continue;
      try {
        await actInOrder(one.detail.id, one.detail.sequence, acts(one));
        done.current.add(one.detail.id);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        bad.push({ id: one.detail.id, error });
      }
    }
    await refresh();
    // Those that were refused are tried again on the state they have now.
    await Promise.all(bad.map(({ id }) => client.refetchQueries({ queryKey: caseQuery(id).queryKey })));
    setBusy(false);
    setFailed(bad);
    if (bad.length === 0) {
      toast.success(t.doneAll(ids.length));
      onDone();
    } else if (ids.length > 1) {
      toast.info(t.doneSome(ids.length - bad.length, ids.length));
    }
  };
  const problems: ReactNode = failed.map(({ id, error }) => (
    <div key={id}>
      {ids.length > 1 ? <b>{id}</b> : null}
      <WriteProblem error={error} />
    </div>
  ));
  return { run, busy, problems };
}

interface DialogProps {
  ids: readonly string[];
  onClose: () => void;
}

export function MoveDialog({ ids, onClose }: DialogProps) {
  const language = useLanguage();
  const t = useTexts(caseTexts);
  const directory = useDirectory();
  const me = useMe();
  const { read, error } = useRead(ids);
  const others = provinces.filter((code) => code !== me.organisation?.region_code);
  const [province, setProvince] = useState<string>(others[0]!);
  const [person, setPerson] = useState("");
  const [day, setDay] = useState<string>();
  const [note, setNote] = useState("");
  const [withStep, setWithStep] = useState(true);
  const { run, busy, problems } = useEach(ids, onClose);
  const office = directory.organisations.find((one) => one.kind === "bureau" && one.region_code === province);
  const people = peopleOptions(directory).filter(
    (one) => directory.people.find((p) => p.id === one.value)?.organisation_id === office?.id,
  );
  const first = read?.[0];
  const field = first && dayFieldOf(first);
  const mayDay = first !== undefined && field !== undefined && first.detail.edits.fields.includes(field);
  const shown = day ?? (first ? valueIn(first.detail, field) : "");
  const dayIs = parseDay(shown, dateOf(Date.now()));
  const step = first && stepAfterMove(first);
  const dayFine = !mayDay || shown === "" || dayIs !== undefined;
  const save = () =>
    read &&
    run(read, (one) => {
      const acts: ActBody[] = [];
      const own = dayFieldOf(one);
      // What one may still fill comes before one hands the case away.
      const fields: Record<string, string[]> = {};
      if (own && dayIs && one.detail.edits.fields.includes(own) && valueIn(one.detail, own) !== dayIs)
        fields[own] = [dayIs];
      for (const id of provinceFieldsOf(one.form)) {
        if (one.detail.edits.fields.includes(id) && valueIn(one.detail, id) !== province) fields[id] = [province];
      }
      if (Object.keys(fields).length > 0) acts.push({ act: "fill", fields });
      if (note.trim() && one.detail.edits.may_comment) acts.push({ act: "note", text: note.trim() });
      const name = (relation: string, who: string) => {
        const now = personIn(one.detail, relation);
        const next = { relation, person: who, organisation: office?.id ?? "", region: province };
        if (now?.person !== next.person || now.organisation !== next.organisation || now.region !== next.region)
          acts.push({ act: "assign", person: next });
      };
      name("lead_province", "");
      name("owner", person);
      const step = stepAfterMove(one);
      if (withStep && step) {
        const lacking = provinceFieldsOf(one.form).filter(
          (id) => step.required.includes(id) && !(id in fields) && valueIn(one.detail, id) !== province,
        );
        acts.push({
          act: "act",
          transition: step.id,
          fields: Object.fromEntries(lacking.map((id) => [id, [province]])),
        });
      }
      return acts;
    });
  return (
    <Dialog
      title={`${t.moveTitle(ids.length)} ${ids.length === 1 ? ids[0] : ""}`}
      onClose={onClose}
      onSave={() => void save()}
      busy={busy}
      may={read !== undefined && office !== undefined && dayFine}
      label={t.moveSave}
    >
      {error ? <WriteProblem error={error} /> : null}
      <fieldset className={styles.choices}>
        <legend>{t.moveTo}</legend>
        <Radio.Group
          value={province}
          onChange={(event) => {
            setProvince(event.target.value);
            setPerson("");
          }}
        >
          {others.map((code, i) => (
            <Radio key={code} value={code} autoFocus={i === 0}>
              {directory.region(code)}
            </Radio>
          ))}
        </Radio.Group>
      </fieldset>
      {office ? (
        <SelectField
          label={`${t.moveWho} · ${directory.organisation(office.id)}`}
          hint={t.moveWhoHint}
          value={person}
          onChange={setPerson}
          empty={t.wholeOffice}
          options={people.map(({ value, label }) => ({ value, label }))}
        />
      ) : (
        <Alert type="warning" showIcon title={t.noOffice} />
      )}
      {mayDay ? (
        <DayInput label={t.moveDue} value={shown} onChange={setDay} />
      ) : read ? (
        <p className="caption">
          {t.moveDue}
          {field ? ` — ${t.noDayRight}` : ` — ${t.noDayField}`}
        </p>
      ) : (
        <Loading rows={2} />
      )}
      <TextField label={t.moveNote} value={note} onChange={setNote} lines={2} />
      {step ? (
        <Checkbox checked={withStep} onChange={(event) => setWithStep(event.target.checked)}>
          {t.moveStep(nameOf(language, step))}
        </Checkbox>
      ) : null}
      <p className="caption">{t.answerWithin}</p>
      {problems}
    </Dialog>
  );
}

export function OwnerDialog({ ids, onClose }: DialogProps) {
  const t = useTexts(caseTexts);
  const directory = useDirectory();
  const { read, error } = useRead(ids);
  const { run, busy, problems } = useEach(ids, onClose);
  const me = useMe();
  const [person, setPerson] = useState<string>();
  const now = read?.[0] ? (personIn(read[0].detail, "owner")?.person ?? "") : "";
  const chosen = person ?? (now || me.account.id);
  const mayAssign = read?.every((one) => one.detail.edits.may_assign) ?? false;
  const save = () => {
    const organisation = directory.people.find((one) => one.id === chosen)?.organisation_id ?? "";
    const next = { relation: "owner", person: chosen, organisation, region: directory.regionOf({ organisation }) };
    if (read)
      void run(read, (one) =>
        personIn(one.detail, "owner")?.person === chosen ? [] : [{ act: "assign", person: next }],
      );
  };
  return (
    <Dialog
      title={`${t.ownerTitle(ids.length)} ${ids.length === 1 ? ids[0] : ""}`}
      onClose={onClose}
      onSave={save}
      busy={busy}
      may={mayAssign && chosen !== ""}
    >
      {error ? <WriteProblem error={error} /> : null}
      <SelectField
        label={t.owner}
        value={chosen}
        onChange={setPerson}
        empty={false}
        autoFocus
        options={peopleOptions(directory)}
        hint={t.moveWhoHint}
      />
      {read && !mayAssign ? <Alert type="warning" showIcon title={t.stateNone} /> : null}
      {problems}
    </Dialog>
  );
}

export function DueDialog({ ids, onClose }: DialogProps) {
  const language = useLanguage();
  const t = useTexts(caseTexts);
  const { read, error } = useRead(ids);
  const { run, busy, problems } = useEach(ids, onClose);
  const [day, setDay] = useState<string>();
  const first = read?.[0];
  const field = first && dayFieldOf(first);
  const may = read?.every((one) => one.detail.edits.fields.includes(dayFieldOf(one) ?? "")) ?? false;
  const found = first?.form.fields.find((one) => one.id === field);
  const fieldName = found && nameOf(language, found);
  const shown = day ?? (first ? valueIn(first.detail, field) : "");
  const parsed = parseDay(shown, dateOf(Date.now()));
  return (
    <Dialog
      title={`${t.dueTitle(ids.length)} ${ids.length === 1 ? ids[0] : ""}`}
      onClose={onClose}
      onSave={() =>
        read && parsed && void run(read, (one) => [{ act: "fill", fields: { [dayFieldOf(one)!]: [parsed] } }])
      }
      busy={busy}
      may={may && parsed !== undefined}
    >
      {error ? <WriteProblem error={error} /> : null}
      {read === undefined ? (
        <Loading rows={2} />
      ) : field === undefined ? (
        <Alert type="info" showIcon title={t.noDayField} />
      ) : may ? (
        <DayInput label={fieldName ?? t.due} value={shown} onChange={setDay} autoFocus />
      ) : (
        <Alert type="warning" showIcon title={t.noDayRight} />
      )}
      {problems}
    </Dialog>
  );
}

export function CommentDialog({ ids, onClose }: DialogProps) {
  const t = useTexts(caseTexts);
  const { read, error } = useRead(ids);
  const { run, busy, problems } = useEach(ids, onClose);
  const [text, setText] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <Dialog
      title={`${t.commentTitle} ${ids.join(" ")}`}
      onClose={onClose}
      onSave={() => read && void run(read, () => [{ act: "note", text: text.trim() }])}
      busy={busy}
      may={read !== undefined && text.trim() !== ""}
      label={t.send}
    >
      {error ? <WriteProblem error={error} /> : null}
      <Labelled label={t.comment}>
        {(field) => (
          <Input.TextArea
            {...field}
            autoFocus
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoSize={{ minRows: 3, maxRows: 10 }}
          />
        )}
      </Labelled>
      {problems}
    </Dialog>
  );
}
