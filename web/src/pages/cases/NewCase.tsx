// A new case: its kind, what it is about, and what the kind asks for at once; the rest can wait.

import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { useMemo } from "react";
import { get, useWrite } from "@/api/hooks";
import { useDirectory } from "@/frame/directory";
import { useDraft } from "@/frame/drafts";
import { FormButtons, SelectField, TextField } from "@/frame/Form";
import { Link, useGo } from "@/frame/Link";
import { SidePanel } from "@/frame/Page";
import { Loading, WriteProblem } from "@/frame/states";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./cases.module.css";
import { caseReads, formQuery, type Subjects } from "./data";
import { FieldInput, peopleOptions, readyFields } from "./FieldInput";
import { nameOf } from "./name";
import { caseTexts } from "./text";

interface Draft {
  type: string;
  kind: string;
  subject: string;
  fields: Record<string, string[]>;
  people: Record<string, string>;
}

/** “product:ICIC-20” of a link is a break point of the dataset in use. */
function draftOf(wanted: string, dataset: string): Draft {
  const [kind = "", id = ""] = wanted.split(":");
  const base: Draft = { type: "break_point_case", kind: "break_point", subject: "", fields: {}, people: {} };
  if (id && (kind === "product" || kind === "firm")) return { ...base, subject: `${dataset}/${kind}/${id}` };
  return base;
}

export function NewCase({ wanted, subjects, onClose }: { wanted: string; subjects: Subjects; onClose: () => void }) {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const directory = useDirectory();
  const go = useGo();
  const initial = useMemo(() => draftOf(wanted, subjects.dataset), [wanted, subjects.dataset]);
  const [draft, setDraft, clear] = useDraft<Draft>(`case.new.${wanted}`, initial);
  const types = useQuery({ ...get("/api/v1/process-types"), staleTime: 600_000 });
  const form = useQuery({ ...formQuery(draft.type), enabled: draft.type !== "" });
  const save = useWrite("post", "/api/v1/cases", { changes: caseReads });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  // One subject has one open case of most kinds: what is there is shown before somebody types a second one.
  const same = useQuery({
    ...get("/api/v1/cases", {
      query: { type: draft.type, subject_kind: draft.kind, subject: draft.subject, open: true },
    }),
    enabled: draft.subject !== "" && draft.type !== "",
  });
  const data = form.data;
  const kind = data && !data.subjects.includes(draft.kind) ? (data.subjects[0] ?? "") : draft.kind;
  const fields = data?.fields.filter((one) => !one.is_computed && one.type !== "file") ?? [];
  const required = fields.filter((one) => data?.open_required.includes(one.id));
  const others = fields.filter((one) => !data?.open_required.includes(one.id));
  const ready = readyFields(fields, draft.fields);
  const lacking =
    draft.subject.trim() === "" ||
    required.some((one) => (draft.fields[one.id] ?? []).length === 0) ||
    (data?.open_required_people ?? []).some((one) => !draft.people[one]);
  const input = (field: (typeof fields)[number]) => (
    <FieldInput
      key={field.id}
      field={field}
      required={data?.open_required.includes(field.id)}
      values={draft.fields[field.id] ?? []}
      files={[]}
      onChange={(values) => change({ fields: { ...draft.fields, [field.id]: values } })}
    />
  );
  const open = () =>
    save.mutate(
      {
        body: {
          type: draft.type,
          subject: { kind, id: draft.subject.trim() },
          fields: Object.fromEntries(Object.entries(ready ?? {}).filter(([, values]) => values.length > 0)),
          people: Object.entries(draft.people)
            .filter(([, who]) => who !== "")
            .map(([relation, who]) => partyOf(relation, who)),
        },
      },
      {
        onSuccess: ({ data: outcome }) => {
          clear();
          go(`/cases/${encodeURIComponent(outcome.case)}`);
        },
      },
    );
  const partyOf = (relation: string, who: string) => {
    const [how, id = ""] = who.split(":");
    const organisation =
      how === "organisation" ? id : (directory.people.find((one) => one.id === id)?.organisation_id ?? "");
    return {
      relation,
      person: how === "person" ? id : "",
      organisation,
      region: directory.regionOf({ organisation }),
    };
  };
  const parties = [
    ...directory.organisations.map((one) => ({
      value: `organisation:${one.id}`,
      label: nameIn(language, one),
      group: t.organisation,
    })),
    ...peopleOptions(directory).map((one) => ({ ...one, value: `person:${one.value}` })),
  ];
  return (
    <SidePanel title={t.newTitle} onClose={onClose}>
      <div className={styles.new}>
        <SelectField
          label={t.newType}
          value={draft.type}
          autoFocus
          empty={false}
          onChange={(type) => change({ type, fields: {}, people: {} })}
          options={(types.data?.items ?? []).map((one) => ({ value: one.id, label: nameOf(language, one) }))}
        />
        {data ? (
          <>
            <p className="caption">{nameOf(language, data.description)}</p>
            {data.subjects.length > 1 ? (
              <SelectField
                label={t.newSubjectKind}
                value={kind}
                empty={false}
                onChange={(next) => change({ kind: next, subject: "" })}
                options={data.subjects.map((one) => ({
                  value: one,
                  label: t.subjectKinds[one as keyof typeof t.subjectKinds] ?? one,
                }))}
              />
            ) : null}
            <SubjectInput
              kind={kind}
              value={draft.subject}
              subjects={subjects}
              onChange={(subject) => change({ subject, kind })}
            />
            {same.data?.items.length ? (
              <Alert
                type="info"
                showIcon
                title={t.newExists}
                description={same.data.items.map((one) => (
                  <p key={one.id}>
                    <Link to={`/cases/${encodeURIComponent(one.id)}`}>
                      {one.id} {language === "zh" ? one.state_zh : one.state_en}
                    </Link>
                  </p>
                ))}
              />
            ) : null}
            {required.map(input)}
            {data.open_required_people.map((relation) => (
              <SelectField
                key={relation}
                label={nameOf(
                  language,
                  data.relations.find((one) => one.id === relation) ?? { zh: relation, en: relation },
                )}
                required
                value={draft.people[relation] ?? ""}
                onChange={(who) => change({ people: { ...draft.people, [relation]: who } })}
                options={parties}
              />
            ))}
            {others.length > 0 ? (
              <details className={styles.more}>
                <summary>{t.newMore}</summary>
                <div className={styles.new}>{others.map(input)}</div>
              </details>
            ) : null}
          </>
        ) : (
          <Loading rows={4} />
        )}
        <WriteProblem error={save.error ?? form.error} />
        <FormButtons
          label={t.newSave}
          onSave={open}
          onCancel={onClose}
          busy={save.isPending}
          may={data !== undefined && !lacking && ready !== undefined}
        />
      </div>
    </SidePanel>
  );
}

function SubjectInput({
  kind,
  value,
  subjects,
  onChange,
}: {
  kind: string;
  value: string;
  subjects: Subjects;
  onChange: (value: string) => void;
}) {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const directory = useDirectory();
  const products = (prefix: string, kinds: readonly string[]) =>
    subjects.rows
      .filter((row) => kinds.includes(row.subject_kind))
      .map((row) => ({
        value: prefix ? `${prefix}/${row.subject_kind}/${row.id}` : row.id,
        label: `${nameIn(language, row)} · ${row.id}`,
        group: nameIn(language, subjects.chains.find((chain) => chain.id === row.chain_id) ?? { name_zh: "—" }),
      }));
  const options =
    kind === "break_point"
      ? products(subjects.dataset, ["product", "firm"])
      : kind === "product" || kind === "product_gap"
        ? products("", ["product"])
        : kind === "firm"
          ? products("", ["firm"])
          : kind === "chain"
            ? subjects.chains.map((one) => ({ value: one.id, label: nameIn(language, one) }))
            : kind === "region"
              ? ["310000", "320000", "330000", "340000"].map((code) => ({ value: code, label: directory.region(code) }))
              : [];
  const label = t.subjectKinds[kind as keyof typeof t.subjectKinds] ?? t.newSubject;
  if (options.length > 0)
    return <SelectField label={label} required value={value} onChange={onChange} options={options} />;
  return <TextField label={`${label} · ${t.subjectId}`} required value={value} onChange={onChange} />;
}
