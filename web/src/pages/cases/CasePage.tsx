// One case: where it stands, what is due, what may be done by whom, what was done. The kind of case says all of it.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useParams } from "react-router";
import { dateTime } from "@/design/date";
import { asLevel, LevelBadge } from "@/design/LevelBadge";
import { pathOf } from "@/frame/areas";
import { useDirectory } from "@/frame/directory";
import { useKeys } from "@/frame/keys";
import { Link, useGo } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { useMe } from "@/frame/session";
import { QueryState, useWriteBlock } from "@/frame/states";
import { frameTexts } from "@/frame/texts";
import { useToast } from "@/frame/toast";
import { useLanguage, useTexts } from "@/text";
import { ActForm } from "./ActForm";
import { CaseEntries } from "./CaseEntries";
import { CaseFiles } from "./CaseFiles";
import { CasePeople } from "./CasePeople";
import styles from "./cases.module.css";
import { DueMark } from "./columns";
import { actInOrder, caseQuery, formQuery, type Subject, useRefreshCases, useSubjects } from "./data";
import { useFieldWords } from "./FieldInput";
import { isBackground, readParty, useHistoryWords } from "./history";
import { type CaseDetail, isNamed, type ProcessForm, personIn } from "./model";
import { nameOf } from "./name";
import { ClosedSteps, Proposals, Steps } from "./Steps";
import { caseTexts } from "./text";

const ActDialog = lazy(() => import("./ActDialog"));

type Doing = "move" | "owner" | "due" | "comment" | "state" | undefined;

export default function CasePage() {
  const t = useTexts(caseTexts);
  const frame = useTexts(frameTexts);
  const language = useLanguage();
  const { id = "" } = useParams();
  const go = useGo();
  const subjects = useSubjects();
  const detail = useQuery(caseQuery(id));
  const data = detail.data;
  const form = useQuery({ ...formQuery(data?.type ?? "", data?.version), enabled: data !== undefined });
  const [doing, setDoing] = useState<Doing>();
  const [editing, setEditing] = useState(false);
  const edits = data?.edits;
  useKeys([
    { keys: "Escape", name: frame.keyNames.back, run: () => go("/cases", { sel: id }) },
    ...(edits?.may_assign
      ? [
          { keys: "a", name: t.keyOwner, run: () => setDoing("owner") },
          { keys: "m", name: t.keyMove, run: () => setDoing("move") },
        ]
      : []),
    { keys: "s", name: t.keyState, run: () => setDoing("state") },
    { keys: "d", name: t.keyDue, run: () => setDoing("due") },
    ...(edits?.may_comment ? [{ keys: "w", name: t.keyComment, run: () => setDoing("comment") }] : []),
    ...(edits?.fields.length ? [{ keys: "f", name: t.fieldEditKey, run: () => setEditing(true) }] : []),
  ]);
  const close = () => setDoing(undefined);
  const subject = data ? subjects.of({ subject_kind: data.subject.kind, subject_id: data.subject.id }) : undefined;
  return (
    <Page
      crumbs={[{ name: t.title, to: "/cases" }, { name: id }]}
      about={subjects.about}
      answer={data && form.data && subject ? <Answer detail={data} form={form.data} subject={subject} /> : undefined}
      note={data && form.data && subject ? <Facts detail={data} form={form.data} subject={subject} /> : undefined}
      tools={
        <>
          {edits?.may_assign ? (
            <Button size="small" onClick={() => setDoing("move")}>
              {t.moveSave} <kbd>m</kbd>
            </Button>
          ) : null}
          {edits?.may_comment ? (
            <Button size="small" onClick={() => setDoing("comment")}>
              {t.commentTitle} <kbd>w</kbd>
            </Button>
          ) : null}
        </>
      }
    >
      <QueryState query={detail}>
        {(seen) => (
          <QueryState query={form}>
            {(type) => (
              <div className={styles.cols}>
                <div>
                  <Accept detail={seen} />
                  {seen.proposals.length > 0 ? (
                    <Section title={t.pending}>
                      <Proposals detail={seen} form={type} />
                    </Section>
                  ) : null}
                  <Section title={t.actions}>
                    <Steps detail={seen} form={type} />
                    <ClosedSteps detail={seen} form={type} />
                  </Section>
                  <Fields detail={seen} form={type} editing={editing} onEdit={setEditing} />
                  <CaseEntries detail={seen} form={type} />
                  <History detail={seen} form={type} />
                </div>
                <div>
                  <Dues detail={seen} />
                  <CasePeople detail={seen} form={type} />
                  <CaseFiles detail={seen} />
                </div>
              </div>
            )}
          </QueryState>
        )}
      </QueryState>
      <Suspense>{doing ? <ActDialog what={doing} ids={[id]} onClose={close} /> : null}</Suspense>
    </Page>
  );

  function Answer({ detail, form, subject }: { detail: CaseDetail; form: ProcessForm; subject: Subject }) {
    const directory = useDirectory();
    const state = form.states.find((one) => one.id === detail.state);
    const due = detail.dues[0];
    const owner = personIn(detail, "owner");
    const parts = [
      state ? nameOf(language, state) : detail.state,
      due ? `${nameOf(language, due)} ${due.days_left < 0 ? t.late(-due.days_left) : t.left(due.days_left)}` : "",
      `${t.owner} ${owner ? directory.party(owner) : t.none}`,
    ].filter(Boolean);
    return `${subject.name}${language === "zh" ? "：" : ": "}${parts.join(language === "zh" ? "，" : ", ")}`;
  }
}

function Facts({ detail, form, subject }: { detail: CaseDetail; form: ProcessForm; subject: Subject }) {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const path = pathOf(detail.subject.kind === "break_point" ? "break_point" : subject.kind, subject.id);
  const level = asLevel(subject.level);
  return (
    <span className={styles.facts}>
      {level ? (
        <span title={t.levelHint}>
          <LevelBadge level={level} />
        </span>
      ) : null}
      <span>{nameOf(language, form)}</span>
      <span>{detail.id}</span>
      <span>
        {t.subject} {path ? <Link to={path}>{subject.id}</Link> : subject.id}
      </span>
    </span>
  );
}

/** The case was handed to the reader, who has not done anything about it yet. */
function Accept({ detail }: { detail: CaseDetail }) {
  const t = useTexts(caseTexts);
  const me = useMe();
  const toast = useToast();
  const block = useWriteBlock();
  const refresh = useRefreshCases();
  const [busy, setBusy] = useState(false);
  const mine = personIn(detail, "owner") ?? personIn(detail, "lead_province");
  if (!mine || !isNamed(mine, me) || !detail.edits.may_comment) return null;
  // Since the hand-over: what the list calls waiting.
  const given = detail.history.findLast((line) => {
    if (line.event !== "person_assigned") return false;
    const party = readParty(line.about);
    return party.relation === mine.relation && party.person === mine.person && party.organisation === mine.organisation;
  });
  const answered = detail.history.some(
    (line) => given && line.sequence >= given.sequence && line.person === me.account.id,
  );
  if (!given || answered) return null;
  return (
    <div className={styles.proposal}>
      <p>{t.acceptHint}</p>
      <Button
        type="primary"
        loading={busy}
        disabled={block !== undefined}
        onClick={async () => {
          setBusy(true);
          try {
            await actInOrder(detail.id, detail.sequence, [{ act: "note", text: t.acceptWords }]);
            toast.success(t.acceptWords);
          } catch (error) {
            toast.error(error instanceof Error ? error.message : String(error));
          } finally {
            setBusy(false);
            await refresh();
          }
        }}
      >
        {t.accept}
      </Button>
    </div>
  );
}

function Fields({
  detail,
  form,
  editing,
  onEdit,
}: {
  detail: CaseDetail;
  form: ProcessForm;
  editing: boolean;
  onEdit: (editing: boolean) => void;
}) {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const words = useFieldWords();
  const mine = form.fields.filter((field) => detail.edits.fields.includes(field.id));
  const initial = Object.fromEntries(
    mine.map((field) => [field.id, detail.fields.find((one) => one.field === field.id)?.values ?? []]),
  );
  return (
    <Section
      title={t.fields}
      extra={
        mine.length > 0 && !editing ? (
          <Button size="small" onClick={() => onEdit(true)}>
            {t.fieldEdit} <kbd>f</kbd>
          </Button>
        ) : null
      }
    >
      {editing && mine.length > 0 ? (
        <ActForm
          detail={detail}
          form={form}
          fields={mine}
          required={[]}
          name="fill"
          label={t.fieldEdit}
          initial={initial}
          actOf={(values) => {
            const changed = Object.fromEntries(
              Object.entries(values).filter(
                ([id, given]) => JSON.stringify(given) !== JSON.stringify(initial[id] ?? []),
              ),
            );
            return Object.keys(changed).length > 0 ? { act: "fill", fields: changed } : undefined;
          }}
          onClose={() => onEdit(false)}
        />
      ) : null}
      <table className={styles.table}>
        <tbody>
          {form.fields.map((field) => {
            const value = detail.fields.find((one) => one.field === field.id);
            return (
              <tr key={field.id}>
                <th scope="row" style={{ width: "30%" }}>
                  {nameOf(language, field)}
                </th>
                <td>
                  {value?.sealed ? (
                    <span className="caption">{t.sealed}</span>
                  ) : value?.values.length ? (
                    field.type === "case" && pathOf("case", value.values[0]!) ? (
                      value.values.map((one) => (
                        <Link key={one} to={pathOf("case", one)!}>
                          {one}{" "}
                        </Link>
                      ))
                    ) : (
                      value.values.map((one) => words(field, one)).join(language === "zh" ? "；" : "; ")
                    )
                  ) : (
                    <span className="caption">{t.empty}</span>
                  )}
                  {field.is_computed ? <span className="caption"> · {t.computed}</span> : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

function Dues({ detail }: { detail: CaseDetail }) {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  return (
    <Section title={t.dues}>
      {detail.dues.length === 0 ? (
        <p className="caption">{t.duesNone}</p>
      ) : (
        <table className={styles.table}>
          <tbody>
            {detail.dues.map((due) => (
              <tr key={due.due}>
                <th scope="row">{nameOf(language, due)}</th>
                <td>
                  <DueMark day={due.day} days={due.days_left} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function History({ detail, form }: { detail: CaseDetail; form: ProcessForm }) {
  const t = useTexts(caseTexts);
  const lineOf = useHistoryWords(form);
  const [all, setAll] = useState(false);
  const lines = [...detail.history].reverse().filter((line) => all || !isBackground(line));
  return (
    <Section
      title={`${t.history} ${lines.length}`}
      extra={
        <Button size="small" type="text" aria-pressed={all} onClick={() => setAll(!all)}>
          {all ? "✓ " : ""}
          {t.historyAll}
        </Button>
      }
    >
      <ol className={styles.history}>
        {lines.map((line) => {
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
      </ol>
    </Section>
  );
}
