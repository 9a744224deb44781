// What one version changed, on whose word; how to go back to it.
import { DownloadOutlined, RollbackOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Modal } from "antd";
import { useId, useState } from "react";
import { useParams } from "react-router";
import { request } from "@/api/client";
import { get, useWrite } from "@/api/hooks";
import { ApiError } from "@/api/problem";
import { dateTime } from "@/design/date";
import { full } from "@/design/number";
import { download } from "@/design/table/columns";
import { useDraft } from "@/frame/drafts";
import { Link, useGo } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { QueryState, StateBox, useWriteBlock, WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { WithDataset } from "@/frame/WithDataset";
import { useTexts } from "@/text";
import { AnalysisJob } from "./AnalysisJob";
import { ChangedRows } from "./ChangedRows";
import styles from "./data.module.css";
import { totals, type Version } from "./model";
import { AreaNav, FileName } from "./parts";
import { dataTexts } from "./text";
import { useAnalyses, useVersions } from "./Versions";

export default function VersionPage() {
  const { v = "" } = useParams();
  return <WithDataset>{(name) => <Body key={v} name={name} v={v} />}</WithDataset>;
}

function Body({ name, v }: { name: string; v: string }) {
  const t = useTexts(dataTexts);
  const versions = useVersions(name);
  const version = versions.data?.items.find((one) => String(one.version) === v);
  const newest = versions.data?.items[0]?.version ?? 0;
  return (
    <Page
      crumbs={[{ name: t.title, to: "/data" }, { name: t.versions, to: "/data/versions" }, { name: `v${v}` }]}
      answer={version ? <Answer version={version} /> : undefined}
      note={
        version
          ? [
              t.byAt(version.by, dateTime(version.at)),
              version.note || t.noReason,
              version.restores ? t.restores(String(version.restores)) : "",
            ]
              .filter(Boolean)
              .join(" · ")
          : undefined
      }
      tools={version ? <Tools name={name} version={version} newest={newest} /> : undefined}
      filters={<AreaNav here="/versions" />}
    >
      <QueryState query={versions}>
        {() =>
          version ? (
            <Changes name={name} version={version} newest={newest} />
          ) : (
            <StateBox title={t.notThere(v)} actions={<Link to="/data/versions">{t.allVersions}</Link>} />
          )
        }
      </QueryState>
    </Page>
  );
}

function Answer({ version }: { version: Version }) {
  const t = useTexts(dataTexts);
  const { added, changed, removed } = totals(version.files);
  const v = String(version.version);
  if (version.version === 1) return t.versionFirst(v, full(added));
  if (added + changed + removed === 0) return t.versionNone(v);
  return t.versionAnswer(v, full(added), full(changed), full(removed));
}

function Tools({ name, version, newest }: { name: string; version: Version; newest: number }) {
  const t = useTexts(dataTexts);
  const can = useCan();
  const v = version.version;
  return (
    <>
      {v > 1 ? <Link to={`/data/versions/${v - 1}`}>{t.previous(String(v - 1))}</Link> : null}{" "}
      {v < newest ? <Link to={`/data/versions/${v + 1}`}>{t.next(String(v + 1))}</Link> : null}
      {can("export.product_level") ? <Export name={name} version={v} /> : null}
      {v < newest && can("dataset.import") ? <Undo name={name} version={v} newest={newest} /> : null}
    </>
  );
}

function Export({ name, version }: { name: string; version: number }) {
  const t = useTexts(dataTexts);
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const { data } = await request("get", "/api/v1/datasets/{name}/export", { path: { name }, query: { version } });
      for (const [file, text] of Object.entries(data.files)) {
        download(`${name}-v${version}-${file}`, `\uFEFF${text}`, "text/csv");
        // Browsers drop downloads that come at once.
        await new Promise((done) => setTimeout(done, 150));
      }
    } catch (error) {
      toast.error(error instanceof ApiError ? error.message : String(error));
    }
    setBusy(false);
  };
  return (
    <Button size="small" type="text" icon={<DownloadOutlined />} title={t.exportWhat} loading={busy} onClick={save}>
      {t.exportFiles}
    </Button>
  );
}

function Undo({ name, version, newest }: { name: string; version: number; newest: number }) {
  const t = useTexts(dataTexts);
  const id = useId();
  const go = useGo();
  const toast = useToast();
  const block = useWriteBlock();
  const [open, setOpen] = useState(false);
  const [note, setNote, clearNote] = useDraft(`undo.${name}.${version}`, "");
  const undo = useWrite("post", "/api/v1/datasets/{name}/undo", { changes: ["/api/v1/datasets", "/api/v1/analyses"] });
  const lacks = note.trim() === "";
  return (
    <>
      <Button size="small" icon={<RollbackOutlined />} onClick={() => setOpen(true)}>
        {t.undo(String(version))}
      </Button>
      <Modal
        open={open}
        title={t.undoTitle(String(version), String(newest + 1))}
        okText={t.confirm}
        cancelText={t.cancel}
        onCancel={() => setOpen(false)}
        confirmLoading={undo.isPending}
        okButtonProps={{ disabled: lacks || block !== undefined }}
        onOk={() =>
          undo.mutate(
            { path: { name }, body: { to: version, note: note.trim() } },
            {
              onSuccess: ({ data }) => {
                clearNote();
                setOpen(false);
                toast.success(t.undoDone(String(data.version)));
                go(`/data/versions/${data.version}`);
              },
            },
          )
        }
      >
        <div className={styles.form}>
          <p>{t.undoText(String(version), String(newest))}</p>
          <label htmlFor={id}>{t.reason}</label>
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <p className="caption">{block ?? t.reasonHint}</p>
          {undo.error ? <WriteProblem error={undo.error} /> : null}
        </div>
      </Modal>
    </>
  );
}

function Changes({ name, version, newest }: { name: string; version: Version; newest: number }) {
  const t = useTexts(dataTexts);
  const can = useCan();
  const analyses = useAnalyses(name);
  const changes = useQuery(
    get("/api/v1/datasets/{name}/versions/{version}/changes", {
      path: { name, version: version.version },
      query: { limit: 50 },
    }),
  );
  const on = analyses.data?.items.filter((one) => one.version === version.version) ?? [];
  return (
    <div className={styles.version}>
      <QueryState query={changes}>
        {({ files }) =>
          files.length === 0 ? (
            <p>{t.noChanges}</p>
          ) : (
            files.map((file) => (
              <Section
                key={file.file}
                title={<FileName file={file.file} />}
                extra={
                  <span className="caption">
                    {t.added} {full(file.added)} · {t.changed} {full(file.changed)} · {t.removed} {full(file.removed)}
                    {file.moved > 0 ? ` · ${t.moved} ${full(file.moved)}` : ""}
                  </span>
                }
              >
                <ChangedRows file={file} />
              </Section>
            ))
          )
        }
      </QueryState>
      {can("break_point.read") ? (
        <Section title={t.analyses}>
          {on.length === 0 ? <p className="caption">{t.analysesNone}</p> : null}
          <ul>
            {on.map((one) => (
              <li key={one.id}>
                {t.analysis(String(one.id))} · {t.scope(one.scope)} · {one.by} ·{" "}
                <time dateTime={one.at}>{dateTime(one.at)}</time> {one.note}
              </li>
            ))}
          </ul>
          {version.version === newest ? <AnalysisJob name={name} version={version.version} /> : null}
        </Section>
      ) : null}
    </div>
  );
}
