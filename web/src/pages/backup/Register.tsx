// The register of one's organisation: a workbook that is checked row by row before any of it is kept.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useMemo, useRef, useState } from "react";
import { request, urlOf } from "@/api/client";
import { getTagged, refresh } from "@/api/hooks";
import type { ApiError } from "@/api/problem";
import { expectedIn } from "@/api/problem";
import type { components } from "@/api/schema";
import { dateTime } from "@/design/date";
import { Grade, Missing } from "@/design/marks";
import { full } from "@/design/number";
import type { Column } from "@/design/table/columns";
import { DataTable } from "@/design/table/DataTable";
import { useDataset } from "@/frame/dataset";
import { Page } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { Failure, Loading, useWriteBlock, WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { useLanguage, useTexts } from "@/text";
import styles from "./backup.module.css";
import { candidateTexts } from "./candidateTexts";
import { inUnit, unitText } from "./format";
import { Tabs } from "./Tabs";
import { backupTexts } from "./text";

type Entry = components["schemas"]["BackupEntry"];
type FileFault = components["schemas"]["FileFault"];
const path = "/api/v1/datasets/{name}/backup-register";

export default function Register() {
  const t = useTexts(backupTexts);
  const can = useCan();
  const { name } = useDataset();
  const register = useQuery({ ...getTagged(path, { path: { name } }), enabled: name !== "" });
  const none = register.error?.status === 404;
  const data = register.data?.data;
  const entries = data?.entries ?? [];
  const count = (values: readonly string[]) => new Set(values.filter(Boolean)).size;
  return (
    <Page
      crumbs={[{ name: t.title, to: "/backup" }, { name: t.registerTitle }]}
      answer={
        data
          ? t.registerAnswer(
              entries.length,
              count(entries.map((one) => one.maker)),
              count(entries.map((one) => one.product)),
            )
          : none
            ? t.registerNone
            : undefined
      }
      note={data ? t.registerNote(data.revision, data.made_by, dateTime(data.made_at)) : undefined}
      tools={<Tabs />}
      filters={
        name ? (
          <span className={styles.actions}>
            <a href={urlOf(`${path}/template`, { path: { name } })} download>
              {t.template}
            </a>
            {data ? (
              <a href={urlOf(`${path}/export`, { path: { name } })} download>
                {t.exportFile}
              </a>
            ) : null}
          </span>
        ) : undefined
      }
    >
      {can("backup.plan") && name && (data || none) ? (
        <Upload dataset={name} etag={none ? '"r0"' : register.data?.etag} />
      ) : null}
      {register.isError && !none ? (
        <Failure error={register.error} retry={() => void register.refetch()} />
      ) : data ? (
        <Table
          entries={entries}
          notes={[`${name} · ${t.registerNote(data.revision, data.made_by, dateTime(data.made_at))}`]}
        />
      ) : none ? null : (
        <Loading rows={8} />
      )}
    </Page>
  );
}

function Upload({ dataset, etag }: { dataset: string; etag: string | undefined }) {
  const t = useTexts(backupTexts);
  const client = useQueryClient();
  const toast = useToast();
  const block = useWriteBlock();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [busy, setBusy] = useState(false);
  const [checked, setChecked] = useState<{ entries: number; warnings: readonly FileFault[] }>();
  const [error, setError] = useState<ApiError>();
  const send = async (chosen: File, dry: boolean) => {
    setBusy(true);
    setError(undefined);
    try {
      const { data } = await request("put", path, {
        path: { name: dataset },
        query: dry ? { dry_run: true } : undefined,
        ifMatch: etag,
        body: new Blob([chosen], { type: "application/octet-stream" }) as never,
      });
      if (dry) {
        setChecked({ entries: data.entries, warnings: data.warnings });
      } else {
        toast.success(t.saved(data.entries));
        setChecked(undefined);
        setFile(undefined);
        await refresh(client, [path]);
      }
    } catch (problem) {
      setChecked(undefined);
      setError(problem as ApiError);
    }
    setBusy(false);
  };
  const faults = error?.faults.filter((fault) => fault.line !== undefined) ?? [];
  return (
    <div className={styles.upload}>
      <div className={styles.actions}>
        <input
          ref={input}
          type="file"
          accept=".xlsx,.csv"
          className="visually-hidden"
          tabIndex={-1}
          aria-label={t.upload}
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            event.target.value = "";
            if (!chosen) return;
            setFile(chosen);
            setChecked(undefined);
            void send(chosen, true);
          }}
        />
        <Button disabled={block !== undefined} title={block} onClick={() => input.current?.click()}>
          {file ? t.otherFile : t.upload}
        </Button>
        {file ? <b>{file.name}</b> : <span className="caption">{t.uploadHint}</span>}
        {checked && file ? (
          <Button type="primary" loading={busy} disabled={block !== undefined} onClick={() => void send(file, false)}>
            {t.save}
          </Button>
        ) : null}
      </div>
      {busy && !checked ? <p role="status">{t.checking}</p> : null}
      {checked ? (
        <div role="status">
          <p>{t.checked(checked.entries)}</p>
          {checked.warnings.length > 0 ? (
            <>
              <p>{t.checkedWarn(checked.warnings.length)}</p>
              <Faults faults={checked.warnings} />
            </>
          ) : null}
        </div>
      ) : null}
      {faults.length > 0 ? (
        <>
          <Alert type="error" showIcon title={t.faults(faults.length)} />
          <Faults faults={faults} />
        </>
      ) : (
        <WriteProblem error={error} onReadNew={() => void refresh(client, [path])} />
      )}
    </div>
  );
}

type Faulty = { line?: number; column?: string; value?: string; expected: string; expected_zh?: string };
function Faults({ faults }: { faults: readonly Faulty[] }) {
  const t = useTexts(backupTexts);
  const language = useLanguage();
  return (
    <div className={styles.caseBox} tabIndex={0} role="region" aria-label={t.faults(faults.length)}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" data-align="right">
              {t.row}
            </th>
            <th scope="col">{t.column}</th>
            <th scope="col">{t.value}</th>
            <th scope="col">{t.expected}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map((fault, i) => (
            <tr key={`${fault.line}${fault.column}${String(i)}`}>
              <td data-align="right">{fault.line}</td>
              <td>{fault.column}</td>
              <td>
                <code>{fault.value}</code>
              </td>
              <td>{expectedIn(language, fault)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Table({ entries, notes }: { entries: readonly Entry[]; notes: readonly string[] }) {
  const t = useTexts(backupTexts);
  const c = useTexts(candidateTexts);
  const language = useLanguage();
  const can = useCan();
  const columns = useMemo(
    (): Column<Entry>[] => [
      { id: "id", title: "ID", width: 90, frozen: true, value: (row) => row.id },
      { id: "product", title: t.product, width: 170, grows: true, value: (row) => row.product },
      { id: "maker", title: t.maker, width: 190, grows: true, value: (row) => row.maker || t.stock },
      { id: "buyer", title: t.buyer, width: 120, value: (row) => row.buyer || t.allBuyers },
      {
        id: "status",
        title: t.status,
        width: 90,
        value: (row) => c.statuses[row.status as keyof typeof c.statuses] ?? row.status,
      },
      {
        id: "reserved",
        title: t.reserved,
        unit: t.budgetUnit,
        width: 140,
        align: "right",
        worstFirst: true,
        value: (row) => inUnit(row.reserved_cny_a_year, language),
        cell: (row) => unitText(row.reserved_cny_a_year, language),
      },
      {
        id: "ready",
        title: t.ready,
        unit: t.days,
        width: 84,
        align: "right",
        value: (row) => row.ready_days,
        cell: (row) => full(row.ready_days, 0),
      },
      {
        id: "stock",
        title: t.stockDays,
        unit: t.days,
        width: 84,
        align: "right",
        value: (row) => row.stock_days,
        cell: (row) => full(row.stock_days, 0),
      },
      {
        id: "valid",
        title: t.valid,
        width: 100,
        value: (row) => row.valid_until || null,
        cell: (row) => row.valid_until || <Missing />,
      },
      { id: "grade", title: t.grade, width: 86, value: (row) => row.grade, cell: (row) => <Grade grade={row.grade} /> },
    ],
    [t, c, language],
  );
  return (
    <DataTable
      id="backup-register"
      label={t.registerTitle}
      rows={entries}
      columns={columns}
      rowKey={(row) => row.id}
      notes={notes}
      natural
      mayExport={can("export.firm_level")}
    />
  );
}
