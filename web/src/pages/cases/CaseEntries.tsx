// What people wrote: comments, and dated entries of the kinds that the type defines (the log of a chain chief).
import { DownloadOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { ApiError } from "@/api/problem";
import { dateTime } from "@/design/date";
import { asCsv, type Column, download } from "@/design/table/columns";
import { useDirectory } from "@/frame/directory";
import { useDraft } from "@/frame/drafts";
import { Section } from "@/frame/Page";
import { useWriteBlock, WriteProblem } from "@/frame/states";
import { useLanguage, useTexts } from "@/text";
import { ActForm } from "./ActForm";
import styles from "./cases.module.css";
import { actInOrder, useRefreshCases } from "./data";
import { useFieldWords } from "./FieldInput";
import type { CaseDetail, ProcessForm } from "./model";
import { nameOf } from "./name";
import { caseTexts } from "./text";

type Entry = CaseDetail["entries"][number];
type Kind = ProcessForm["entries"][number];

export function CaseEntries({ detail, form }: { detail: CaseDetail; form: ProcessForm }) {
  return (
    <>
      {form.entries.map((kind) => (
        <Log key={kind.id} kind={kind} detail={detail} form={form} />
      ))}
      <Comments detail={detail} />
    </>
  );
}

function Log({ kind, detail, form }: { kind: Kind; detail: CaseDetail; form: ProcessForm }) {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const directory = useDirectory();
  const words = useFieldWords();
  const [adding, setAdding] = useState(false);
  const entries = detail.entries.filter((one) => one.kind === kind.id);
  const may = detail.edits.entries.includes(kind.id);
  if (entries.length === 0 && !may) return null;
  const name = nameOf(language, kind);
  const columns: Column<Entry>[] = [
    ...kind.fields.map((field) => ({
      id: field.id,
      title: nameOf(language, field),
      width: 100,
      value: (entry: Entry) => (entry.fields[field.id] ?? []).map((one) => words(field, one)).join("; "),
    })),
    { id: "text", title: t.comment, width: 100, value: (entry: Entry) => entry.text },
    { id: "by", title: t.who, width: 100, value: (entry: Entry) => directory.person(entry.person) },
    { id: "at", title: t.updated, width: 100, value: (entry: Entry) => dateTime(entry.at) },
  ];
  return (
    <Section
      title={`${name} ${entries.length}`}
      extra={
        <span className={styles.buttons}>
          {entries.length > 0 ? (
            <Button
              size="small"
              type="text"
              icon={<DownloadOutlined />}
              onClick={() =>
                download(
                  `${detail.id}-${kind.id}.csv`,
                  asCsv(entries, columns, [`${name} ${detail.id}`, `Asia/Shanghai ${dateTime(Date.now())}`]),
                  "text/csv;charset=utf-8",
                )
              }
            >
              {t.exportLog}
            </Button>
          ) : null}
          {may && !adding ? (
            <Button size="small" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              {t.addEntry(name)}
            </Button>
          ) : null}
        </span>
      }
    >
      {adding ? (
        <ActForm
          detail={detail}
          form={form}
          fields={kind.fields}
          required={kind.required}
          name={`entry.${kind.id}`}
          label={t.addEntry(name)}
          actOf={(fields) => ({ act: "note", kind: kind.id, fields })}
          onClose={() => setAdding(false)}
        />
      ) : null}
      {entries.length === 0 ? (
        <p className="caption">{t.entriesNone}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                {columns.map((column) =>
                  column.id === "text" && entries.every((one) => one.text === "") ? null : (
                    <th key={column.id} scope="col">
                      {column.title}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <tr key={entry.at + entry.person}>
                  {columns.map((column) =>
                    column.id === "text" && entries.every((one) => one.text === "") ? null : (
                      <td key={column.id}>{column.value(entry)}</td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function Comments({ detail }: { detail: CaseDetail }) {
  const t = useTexts(caseTexts);
  const directory = useDirectory();
  const block = useWriteBlock();
  const refresh = useRefreshCases();
  const [text, setText, clear] = useDraft(`case.${detail.id}.comment`, "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const comments = detail.entries.filter((one) => one.kind === "");
  const send = async () => {
    if (text.trim() === "" || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      // A comment holds whatever the state is: what happened since changes nothing about it.
      await actInOrder(detail.id, detail.sequence, [{ act: "note", text: text.trim() }]);
      clear();
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setError(cause);
    } finally {
      setBusy(false);
      await refresh();
    }
  };
  return (
    <Section title={`${t.comments} ${comments.length}`}>
      {comments.length === 0 ? <p className="caption">{t.commentsNone}</p> : null}
      {comments.map((one) => (
        <div key={one.at + one.person} className={styles.comment}>
          <b>{directory.person(one.person)}</b> <time className="caption">{dateTime(one.at)}</time>
          <p>{one.text}</p>
        </div>
      ))}
      {detail.edits.may_comment ? (
        <div className={`${styles.write} no-print`}>
          <Input.TextArea
            aria-label={t.comment}
            autoSize={{ minRows: 1, maxRows: 8 }}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                event.preventDefault();
                void send();
              }
            }}
          />
          <Button disabled={text.trim() === "" || block !== undefined} loading={busy} onClick={() => void send()}>
            {t.send}
          </Button>
        </div>
      ) : null}
      <WriteProblem error={error} onReadNew={() => setError(undefined)} />
    </Section>
  );
}
