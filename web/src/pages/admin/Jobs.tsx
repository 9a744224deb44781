import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useMemo } from "react";
import { get, useWrite } from "@/api/hooks";
import type { components } from "@/api/schema";
import { dateTime } from "@/design/date";
import { percent } from "@/design/number";
import type { Column } from "@/design/table/columns";
import { DataTable } from "@/design/table/DataTable";
import { FilterChip } from "@/frame/Filters";
import { QueryState, useWriteBlock, WriteProblem } from "@/frame/states";
import { list, text, useUrlState } from "@/frame/url-state";
import { useTexts } from "@/text";
import { AdminPage } from "./AdminPage";
import { adminTexts } from "./text";

type Job = components["schemas"]["Job"];
const states = ["queued", "running", "done", "failed", "cancelled", "timed_out", "interrupted"] as const;
const fields = { st: list(), sort: text(), sel: text() };
const keyOf = (row: Job) => String(row.id);

export default function Jobs() {
  const t = useTexts(adminTexts);
  const block = useWriteBlock();
  const [state, set] = useUrlState(fields);
  const jobs = useQuery({ ...get("/api/v1/jobs", { query: { limit: 500 } }), refetchInterval: 10_000 });
  const cancel = useWrite("post", "/api/v1/jobs/{id}/cancel", { changes: ["/api/v1/jobs"] });
  const { mutate } = cancel;
  const rows = jobs.data?.items ?? [];
  const shown = rows.filter((row) => state.st.length === 0 || state.st.includes(row.state));
  const columns = useMemo<Column<Job>[]>(
    () => [
      { id: "id", title: t.id, width: 64, value: (row) => row.id },
      { id: "kind", title: t.jobKind, width: 130, value: (row) => row.kind },
      { id: "state", title: t.state, width: 90, value: (row) => t.jobStates[row.state as "done"] ?? row.state },
      {
        id: "progress",
        title: t.progress,
        width: 80,
        align: "right",
        value: (row) => row.progress,
        cell: (row) => percent(row.progress, 0),
      },
      { id: "made", title: t.made, width: 140, value: (row) => dateTime(row.made) },
      { id: "started", title: t.started, width: 140, optional: true, value: (row) => dateTime(row.started) },
      { id: "ended", title: t.ended, width: 140, value: (row) => dateTime(row.ended) },
      { id: "note", title: t.detail, width: 200, grows: true, value: (row) => row.error ?? row.note },
      {
        id: "cancel",
        title: t.cancel,
        width: 110,
        sortable: false,
        value: () => "",
        cell: (row) =>
          row.state === "queued" || row.state === "running" ? (
            <Button size="small" disabled={block !== undefined} onClick={() => mutate({ path: { id: row.id } })}>
              {t.cancel}
            </Button>
          ) : null,
      },
    ],
    [t, block, mutate],
  );
  return (
    <AdminPage
      tab="jobs"
      answer={
        jobs.data
          ? t.jobsAnswer(
              rows.filter((row) => row.state === "running").length,
              rows.filter((row) => row.state === "queued").length,
            )
          : undefined
      }
      note={t.jobsOwn}
      fills
      filters={
        <FilterChip
          label={t.state}
          value={state.st}
          onChange={(st) => set({ st })}
          options={states.map((value) => ({
            value,
            label: t.jobStates[value],
            count: rows.filter((row) => row.state === value).length,
          }))}
        />
      }
    >
      <WriteProblem error={cancel.error} />
      <QueryState query={jobs}>
        {() => (
          <DataTable
            id="jobs"
            label={t.tabs.jobs}
            rows={shown}
            columns={columns}
            rowKey={keyOf}
            notes={[t.jobsOwn]}
            selected={state.sel || undefined}
            onSelect={(sel) => set({ sel }, "replace")}
            sort={state.sort}
            onSort={(sort) => set({ sort })}
          />
        )}
      </QueryState>
    </AdminPage>
  );
}
