import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useMemo, useState } from "react";
import { get, useWrite } from "@/api/hooks";
import type { components } from "@/api/schema";
import type { Column } from "@/design/table/columns";
import { DataTable } from "@/design/table/DataTable";
import { useDirectory } from "@/frame/directory";
import { Dialog, SelectField, TextField } from "@/frame/Form";
import { useKeys } from "@/frame/keys";
import { useCan } from "@/frame/session";
import { QueryState, WriteProblem } from "@/frame/states";
import { text, useUrlState } from "@/frame/url-state";
import { useTexts } from "@/text";
import { AdminPage } from "./AdminPage";
import { adminTexts } from "./text";

type Organisation = components["schemas"]["Organisation"];
const kinds = ["bureau", "centre", "firm", "institute", "market", "auditor"] as const;
const fields = { sort: text(), sel: text() };
const keyOf = (row: Organisation) => row.id;
const blank: Organisation = {
  id: "",
  kind: "bureau",
  name_zh: "",
  name_en: "",
  region_code: "",
  firm_id: "",
  revision: 0,
};

export default function Organisations() {
  const t = useTexts(adminTexts);
  const can = useCan();
  const directory = useDirectory();
  const [state, set] = useUrlState(fields);
  const [editing, setEditing] = useState<Organisation>();
  const all = useQuery(get("/api/v1/organisations", { query: { limit: 1000 } }));
  const may = can("organisation.manage");
  useKeys(may ? [{ keys: "c", name: t.newOrg, run: () => setEditing(blank) }] : []);
  const columns = useMemo<Column<Organisation>[]>(
    () => [
      { id: "id", title: t.id, width: 140, value: (row) => row.id },
      { id: "zh", title: t.zh, width: 220, grows: true, value: (row) => row.name_zh },
      { id: "en", title: t.en, width: 240, grows: true, value: (row) => row.name_en },
      { id: "kind", title: t.orgKind, width: 110, value: (row) => t.orgKinds[row.kind as "bureau"] ?? row.kind },
      { id: "region", title: t.region, width: 120, value: (row) => directory.region(row.region_code) },
      { id: "firm", title: t.firm, width: 120, optional: true, value: (row) => row.firm_id || null },
    ],
    [t, directory],
  );
  return (
    <AdminPage
      tab="organisations"
      answer={all.data ? t.orgAnswer(all.data.items.length) : undefined}
      fills
      tools={
        may ? (
          <Button size="small" type="primary" icon={<PlusOutlined />} onClick={() => setEditing(blank)}>
            {t.newOrg} <kbd>c</kbd>
          </Button>
        ) : null
      }
    >
      <QueryState query={all}>
        {(data) => (
          <DataTable
            id="organisations"
            label={t.tabs.organisations}
            rows={data.items}
            columns={columns}
            rowKey={keyOf}
            notes={[t.tabs.organisations]}
            selected={state.sel || undefined}
            onSelect={(sel) => set({ sel }, "replace")}
            onOpen={may ? setEditing : undefined}
            sort={state.sort}
            onSort={(sort) => set({ sort })}
          />
        )}
      </QueryState>
      {editing ? <Edit key={editing.id} organisation={editing} onClose={() => setEditing(undefined)} /> : null}
    </AdminPage>
  );
}

function Edit({ organisation, onClose }: { organisation: Organisation; onClose: () => void }) {
  const t = useTexts(adminTexts);
  const [draft, setDraft] = useState(organisation);
  const isNew = organisation.id === "";
  const make = useWrite("post", "/api/v1/organisations", { changes: ["/api/v1/organisations"] });
  const change = useWrite("put", "/api/v1/organisations/{id}", { changes: ["/api/v1/organisations"] });
  const set = (part: Partial<Organisation>) => setDraft({ ...draft, ...part });
  const body = {
    kind: draft.kind as (typeof kinds)[number],
    name_zh: draft.name_zh.trim(),
    name_en: draft.name_en.trim(),
    region_code: draft.region_code.trim(),
    ...(draft.firm_id.trim() ? { firm_id: draft.firm_id.trim() } : {}),
  };
  const save = () =>
    isNew
      ? make.mutate({ body: { id: draft.id.trim(), ...body } }, { onSuccess: onClose })
      : change.mutate(
          { path: { id: organisation.id }, ifMatch: `"r${organisation.revision}"`, body },
          { onSuccess: onClose },
        );
  return (
    <Dialog
      title={isNew ? t.newOrg : `${t.editOrg} · ${organisation.id}`}
      onClose={onClose}
      onSave={save}
      busy={make.isPending || change.isPending}
      may={draft.id.trim() !== "" && draft.name_zh.trim() !== "" && draft.name_en.trim() !== ""}
    >
      {isNew ? <TextField label={t.id} required autoFocus value={draft.id} onChange={(id) => set({ id })} /> : null}
      {isNew ? (
        <SelectField
          label={t.orgKind}
          value={draft.kind}
          empty={false}
          onChange={(kind) => set({ kind })}
          options={kinds.map((value) => ({ value, label: t.orgKinds[value] }))}
        />
      ) : null}
      <TextField label={t.zh} required value={draft.name_zh} onChange={(name_zh) => set({ name_zh })} />
      <TextField label={t.en} required value={draft.name_en} onChange={(name_en) => set({ name_en })} />
      <TextField
        label={t.region}
        value={draft.region_code}
        hint={t.regionHint}
        onChange={(region_code) => set({ region_code })}
      />
      {draft.kind === "firm" ? (
        <TextField label={t.firm} required value={draft.firm_id} onChange={(firm_id) => set({ firm_id })} />
      ) : null}
      <WriteProblem error={make.error ?? change.error} onReadNew={onClose} />
    </Dialog>
  );
}
