// Who changed what, when, from where? Filters stand in the address; a click on a value filters by it; Enter opens the
// entry with what was before and after.
import { DownloadOutlined, ReloadOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useMemo, useState } from "react";
import { request, urlOf } from "@/api/client";
import type { ApiError } from "@/api/problem";
import type { components } from "@/api/schema";
import { dateTime } from "@/design/date";
import { full } from "@/design/number";
import { asCsv, type Column, download } from "@/design/table/columns";
import { DataTable } from "@/design/table/DataTable";
import { FilterChip, ResetFilters } from "@/frame/Filters";
import { SidePanel } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { Failure, Loading } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { list, text, useUrlState } from "@/frame/url-state";
import { useTexts } from "@/text";
import { AdminPage, useVerification } from "./AdminPage";
import styles from "./admin.module.css";
import { beforeAfter } from "./audit-detail";
import { adminTexts } from "./text";

type Entry = components["schemas"]["AuditEntry"];
const fields = {
  user: text(),
  action: text(),
  kind: text(),
  object: text(),
  ip: text(),
  res: list(),
  since: text(),
  until: text(),
  n: text(),
  sel: text(),
};
const sought = ["user", "action", "kind", "object", "ip"] as const;
const keyOf = (row: Entry) => String(row.sequence);
const pageSize = 200;
const exportLimit = 10_000;

/** Days of Shanghai as moments of UTC; `after` days later, for the end that is outside. */
export function momentOfDay(day: string, after = 0): string | undefined {
  const at = Date.parse(`${day}T00:00:00+08:00`);
  return Number.isNaN(at) ? undefined : `${new Date(at + after * 86_400_000).toISOString().slice(0, 19)}.000000Z`;
}

export default function Audit() {
  const t = useTexts(adminTexts);
  const can = useCan();
  const toast = useToast();
  const [state, set] = useUrlState(fields);
  const chain = useVerification();
  const [busy, setBusy] = useState(false);
  const query = {
    order: "newest" as const,
    limit: pageSize,
    user: state.user || undefined,
    action: state.action || undefined,
    object_kind: state.kind || undefined,
    object: state.object || undefined,
    address: state.ip || undefined,
    result: (state.res[0] as "done" | undefined) ?? undefined,
    since: momentOfDay(state.since),
    until: momentOfDay(state.until, 1),
  };
  // From a number down; a link to one entry begins there.
  const first = /^\d+$/.test(state.n) ? Number(state.n) : undefined;
  const entries = useInfiniteQuery({
    queryKey: ["/api/v1/audit", query, first],
    initialPageParam: first,
    queryFn: async ({ pageParam, signal }) =>
      (await request("get", "/api/v1/audit", { query: { ...query, from: pageParam }, signal })).data,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const rows = entries.data?.pages.flatMap((page) => page.items) ?? [];
  const selected = rows.find((row) => keyOf(row) === state.sel);
  const columns = useMemo<Column<Entry>[]>(() => {
    const by = (field: "user" | "action" | "kind" | "object" | "ip", value: string) =>
      value === "" ? (
        "—"
      ) : (
        <button
          type="button"
          className={styles.value}
          title={t.filterBy(value)}
          onClick={(event) => {
            event.stopPropagation();
            set({ [field]: value });
          }}
        >
          {value}
        </button>
      );
    return [
      { id: "number", title: t.number, width: 76, value: (row) => row.sequence },
      { id: "time", title: t.time, width: 146, value: (row) => dateTime(row.time) },
      { id: "user", title: t.person, width: 130, value: (row) => row.user, cell: (row) => by("user", row.user) },
      {
        id: "action",
        title: t.action,
        width: 150,
        value: (row) => row.action,
        cell: (row) => by("action", row.action),
      },
      {
        id: "kind",
        title: t.objectKind,
        width: 110,
        value: (row) => row.object_kind,
        cell: (row) => by("kind", row.object_kind),
      },
      {
        id: "object",
        title: t.object,
        width: 150,
        grows: true,
        value: (row) => row.object_id,
        cell: (row) => by("object", row.object_id),
      },
      {
        id: "result",
        title: t.result,
        width: 72,
        value: (row) => t.results[row.result as "done"] ?? row.result,
        cell: (row) =>
          row.result === "done" ? t.results.done : <b>! {t.results[row.result as "done"] ?? row.result}</b>,
      },
      {
        id: "address",
        title: t.address,
        width: 116,
        value: (row) => row.address,
        cell: (row) => by("ip", row.address),
      },
      { id: "detail", title: t.detail, width: 220, grows: true, value: (row) => String(row.detail ?? "") },
      { id: "label", title: t.label, width: 90, optional: true, value: (row) => row.classification },
    ];
  }, [t, set]);
  const exportCsv = async () => {
    setBusy(true);
    try {
      const all: Entry[] = [];
      let from: number | undefined = first;
      do {
        const { data } = await request("get", "/api/v1/audit", { query: { ...query, limit: 1000, from } });
        all.push(...data.items);
        from = data.next ?? undefined;
      } while (from !== undefined && all.length < exportLimit);
      const notes = [
        `${t.tabs.audit} · Asia/Shanghai ${dateTime(Date.now())}`,
        Object.entries(query)
          .filter(([, value]) => value !== undefined)
          .map(([key, value]) => `${key}=${value}`)
          .join(" "),
      ];
      download("audit.csv", asCsv(all.slice(0, exportLimit), columns, notes), "text/csv;charset=utf-8");
    } catch (error) {
      toast.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const exportHead = async () => {
    const { data } = await request("get", "/api/v1/audit/head");
    download(`audit-head-${data.sequence}.json`, `${JSON.stringify(data)}\n`, "application/json");
    toast.info(t.headWhy, 8);
  };
  const verified = chain.data
    ? chain.data.is_whole
      ? t.chainWhole(full(chain.data.entries), dateTime(chain.dataUpdatedAt))
      : `${t.chainBroken} · ${chain.data.fault ?? ""}`
    : chain.isFetching
      ? t.chainChecking
      : "";
  const filtered =
    sought.some((key) => state[key] !== "") || state.res.length > 0 || state.since + state.until + state.n !== "";
  const clear = { user: "", action: "", kind: "", object: "", ip: "", res: [], since: "", until: "", n: "" };
  return (
    <AdminPage
      tab="audit"
      answer={verified || undefined}
      note={entries.data ? t.auditShown(rows.length) : undefined}
      fills
      tools={
        <>
          {can("audit.verify") ? (
            <Button
              size="small"
              type="text"
              icon={<ReloadOutlined />}
              loading={chain.isFetching}
              onClick={() => void chain.refetch()}
            >
              {t.verifyAgain}
            </Button>
          ) : null}
          <Button
            size="small"
            type="text"
            icon={<DownloadOutlined />}
            title={t.exportLimit}
            loading={busy}
            onClick={() => void exportCsv()}
          >
            {t.exportCsv}
          </Button>
          {can("audit.verify") ? (
            <Button size="small" type="text" onClick={() => void exportHead()}>
              {t.exportHead}
            </Button>
          ) : null}
          {can("audit.export") ? (
            <Button size="small" type="text" href={urlOf("/api/v1/audit/export")} download="audit.jsonl">
              {t.exportChain}
            </Button>
          ) : null}
        </>
      }
      filters={
        <>
          {sought.map((key) => (
            <SoughtText
              key={key}
              label={{ user: t.person, action: t.action, kind: t.objectKind, object: t.object, ip: t.address }[key]}
              value={state[key]}
              onChange={(value) => set({ [key]: value })}
            />
          ))}
          <FilterChip
            label={t.result}
            single
            value={state.res}
            onChange={(res) => set({ res })}
            options={(["done", "refused", "failed"] as const).map((value) => ({ value, label: t.results[value] }))}
          />
          <span className={styles.dates}>
            <input
              type="date"
              className={styles.date}
              aria-label={`${t.time} ${t.since}`}
              value={state.since}
              onChange={(event) => set({ since: event.target.value })}
            />
            –
            <input
              type="date"
              className={styles.date}
              aria-label={`${t.time} ${t.to}`}
              value={state.until}
              onChange={(event) => set({ until: event.target.value })}
            />
          </span>
          <ResetFilters active={filtered} onReset={() => set(clear)} />
        </>
      }
      side={
        selected ? (
          <SidePanel title={`${t.number} ${selected.sequence}`} onClose={() => set({ sel: "" }, "replace")}>
            <EntryPane entry={selected} />
          </SidePanel>
        ) : undefined
      }
    >
      {entries.error ? (
        <Failure error={entries.error as ApiError} retry={() => void entries.refetch()} />
      ) : entries.isPending ? (
        <Loading rows={12} />
      ) : (
        <DataTable
          id="audit"
          label={t.tabs.audit}
          rows={rows}
          columns={columns}
          rowKey={keyOf}
          notes={[t.tabs.audit]}
          selected={state.sel || undefined}
          onSelect={(sel) => set({ sel }, "replace")}
          onOpen={(row) => set({ sel: keyOf(row) }, "replace")}
          mayExport={false}
          tools={
            entries.hasNextPage ? (
              <Button size="small" loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
                {t.older}
              </Button>
            ) : undefined
          }
          empty={<ResetFilters active={filtered} onReset={() => set(clear)} />}
        />
      )}
    </AdminPage>
  );
}

/** Text is sought when Enter is pressed or the box is left, not while one types. */
function SoughtText({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState<string>();
  const apply = () => {
    if (typed !== undefined && typed.trim() !== value) onChange(typed.trim());
    setTyped(undefined);
  };
  return (
    <Input
      size="small"
      style={{ width: 132 }}
      aria-label={label}
      placeholder={label}
      allowClear
      value={typed ?? value}
      onChange={(event) =>
        event.target.value === "" && event.type === "click" ? onChange("") : setTyped(event.target.value)
      }
      onPressEnter={apply}
      onBlur={apply}
    />
  );
}

function EntryPane({ entry }: { entry: Entry }) {
  const t = useTexts(adminTexts);
  const parts = beforeAfter(String(entry.detail ?? ""));
  const hasBefore = parts.some((part) => part.before !== undefined);
  const rows: [string, string][] = [
    [t.time, `${dateTime(entry.time)} (${entry.time})`],
    [t.person, `${entry.user} · ${entry.organisation}`],
    [t.action, entry.action],
    [t.object, `${entry.object_kind} ${entry.object_id}`],
    [t.result, t.results[entry.result as "done"] ?? entry.result],
    [t.address, entry.address],
    [t.session, entry.session],
    [t.label, entry.classification],
    [`${t.hash} SM3`, entry.hash],
  ];
  return (
    <>
      <table className={styles.table}>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row" style={{ width: 88 }}>
                {name}
              </th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {parts.length === 0 ? (
        <p className="caption">{t.noDetail}</p>
      ) : (
        <table className={styles.table} style={{ marginTop: 12 }}>
          <thead>
            <tr>
              <th scope="col">{t.field}</th>
              {hasBefore ? <th scope="col">{t.before}</th> : null}
              <th scope="col">{hasBefore ? t.after : t.detail}</th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => {
              const changed = part.before !== undefined && part.before !== part.after;
              return (
                <tr key={part.field} className={changed ? styles.changed : undefined}>
                  <th scope="row">{part.field}</th>
                  {hasBefore ? (
                    <td>{part.before === undefined ? "" : `${changed ? "− " : ""}${part.before}`}</td>
                  ) : null}
                  <td>{part.after === undefined ? "—" : `${changed ? "+ " : ""}${part.after}`}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </>
  );
}
