// Who may do what: grants, what a new one would add, and the matrix of roles.
import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useMemo, useState } from "react";
import { get, useWrite } from "@/api/hooks";
import type { components } from "@/api/schema";
import { date } from "@/design/date";
import type { Column } from "@/design/table/columns";
import { DataTable } from "@/design/table/DataTable";
import { provinces, useDirectory } from "@/frame/directory";
import { Dialog, SelectField, TextField } from "@/frame/Form";
import { useKeys } from "@/frame/keys";
import { Section } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { QueryState, WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { text, useUrlState } from "@/frame/url-state";
import { nameIn, useLanguage, useTexts } from "@/text";
import { AdminPage } from "./AdminPage";
import styles from "./admin.module.css";
import { ApprovalCard, approvalsQuery } from "./approval-list";
import { DefineRole } from "./DefineRole";
import { roleTexts } from "./role-words";
import { adminTexts } from "./text";

type Grant = components["schemas"]["Grant"];
type Role = components["schemas"]["Role"];
const reads = ["/api/v1/approvals", "/api/v1/grants"];
const fields = { sort: text(), sel: text() };
const keyOf = (row: Grant) => row.id;

/** Permissions that the role adds to those which the account's grants give already, wherever they hold. */
export function gainOf(role: Role, held: readonly Role[]): { added: string[]; kept: string[] } {
  const have = new Set(held.flatMap((one) => one.permissions));
  return {
    added: role.permissions.filter((one) => !have.has(one)),
    kept: role.permissions.filter((one) => have.has(one)),
  };
}

export default function Roles() {
  const t = useTexts(adminTexts);
  const r = useTexts(roleTexts);
  const language = useLanguage();
  const can = useCan();
  const directory = useDirectory();
  const [state, set] = useUrlState(fields);
  const [defining, setDefining] = useState(false);
  const [asking, setAsking] = useState(false);
  const [withdrawing, setWithdrawing] = useState<Grant>();
  const roles = useQuery(get("/api/v1/roles"));
  const grants = useQuery(get("/api/v1/grants", { query: { limit: 1000 } }));
  const accounts = useQuery(get("/api/v1/accounts", { query: { limit: 1000 } }));
  const approvals = useQuery(approvalsQuery());
  const open = (approvals.data?.items ?? []).filter((one) => one.state === "open" || one.state === "approved");
  const mayGrant = can("role.grant");
  useKeys(mayGrant ? [{ keys: "c", name: t.newGrant, run: () => setAsking(true) }] : []);
  const columns = useMemo<Column<Grant>[]>(() => {
    const nameOfAccount = (id: string) => {
      const one = accounts.data?.items.find((each) => each.id === id);
      return one ? one.full_name || one.name : id;
    };
    return [
      { id: "account", title: t.account, width: 200, grows: true, value: (row) => nameOfAccount(row.account_id) },
      {
        id: "role",
        title: t.role,
        width: 180,
        value: (row) =>
          nameIn(language, roles.data?.items.find((one) => one.id === row.role_id) ?? { name_zh: row.role_id }),
      },
      {
        id: "scope",
        title: t.scope,
        width: 180,
        value: (row) =>
          [
            row.region_code ? directory.region(row.region_code) : "",
            row.organisation_id ? directory.organisation(row.organisation_id) : "",
          ]
            .filter(Boolean)
            .join(" · ") || t.whole,
      },
      { id: "clearance", title: t.clearance, width: 90, value: (row) => t.clearances[row.clearance as "public"] },
      { id: "until", title: t.until, width: 110, value: (row) => (row.until ? date(row.until) : t.noEnd) },
      ...(mayGrant
        ? [
            {
              id: "withdraw",
              title: t.withdraw,
              width: 120,
              sortable: false,
              value: () => "",
              cell: (row: Grant) => (
                <button type="button" className={styles.value} onClick={() => setWithdrawing(row)}>
                  {t.withdraw}…
                </button>
              ),
            },
          ]
        : []),
    ];
  }, [t, language, directory, accounts.data, roles.data, mayGrant]);
  return (
    <AdminPage
      tab="roles"
      answer={
        roles.data && grants.data
          ? t.rolesAnswer(roles.data.items.length, grants.data.items.length, open.length)
          : undefined
      }
      note={t.steps}
      tools={
        <>
          {can("role.manage") ? (
            <Button size="small" icon={<PlusOutlined />} onClick={() => setDefining(true)}>
              {r.newRole}
            </Button>
          ) : null}
          {mayGrant ? (
            <Button size="small" type="primary" icon={<PlusOutlined />} onClick={() => setAsking(true)}>
              {t.newGrant} <kbd>c</kbd>
            </Button>
          ) : null}
        </>
      }
    >
      {open.length > 0 ? (
        <Section title={`${t.requests} ${open.length}`}>
          {open.map((one) => (
            <ApprovalCard key={one.id} approval={one} />
          ))}
        </Section>
      ) : null}
      <Section title={t.grants}>
        <QueryState query={grants}>
          {(data) => (
            <DataTable
              id="grants"
              label={t.grants}
              natural
              rows={data.items}
              columns={columns}
              rowKey={keyOf}
              notes={[t.grants]}
              selected={state.sel || undefined}
              onSelect={(sel) => set({ sel }, "replace")}
              sort={state.sort}
              onSort={(sort) => set({ sort })}
            />
          )}
        </QueryState>
      </Section>
      <Matrix roles={roles.data?.items ?? []} />
      {asking ? (
        <AskGrant
          roles={roles.data?.items ?? []}
          grants={grants.data?.items ?? []}
          accounts={accounts.data?.items ?? []}
          onClose={() => setAsking(false)}
        />
      ) : null}
      {defining ? <DefineRole roles={roles.data?.items ?? []} onClose={() => setDefining(false)} /> : null}
      {withdrawing ? <Withdraw grant={withdrawing} onClose={() => setWithdrawing(undefined)} /> : null}
    </AdminPage>
  );
}

function usePermissionNames() {
  const language = useLanguage();
  const all = useQuery({ ...get("/api/v1/permissions"), staleTime: 600_000 });
  return {
    items: all.data?.items ?? [],
    name: (id: string) => nameIn(language, all.data?.items.find((one) => one.id === id) ?? { name_zh: id }),
  };
}

function Matrix({ roles }: { roles: readonly Role[] }) {
  const t = useTexts(adminTexts);
  const language = useLanguage();
  const { items } = usePermissionNames();
  return (
    <Section title={t.matrix} extra={<span className="caption">{t.matrixHint}</span>}>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t.matrix} style={{ maxHeight: 480 }}>
        <table className={styles.matrix}>
          <thead>
            <tr>
              <th scope="col" />
              {roles.map((role) => (
                <th key={role.id} scope="col">
                  {nameIn(language, role)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((permission) => (
              <tr key={permission.id}>
                <th scope="row" title={permission.id}>
                  {nameIn(language, permission)}
                </th>
                {roles.map((role) => (
                  <td key={role.id}>
                    {role.permissions.includes(permission.id) ? (permission.changes ? t.change : t.see) : ""}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function AskGrant({
  roles,
  grants,
  accounts,
  onClose,
}: {
  roles: readonly Role[];
  grants: readonly Grant[];
  accounts: readonly components["schemas"]["Account"][];
  onClose: () => void;
}) {
  const t = useTexts(adminTexts);
  const language = useLanguage();
  const directory = useDirectory();
  const toast = useToast();
  const { name } = usePermissionNames();
  const [account, setAccount] = useState("");
  const [roleId, setRole] = useState("");
  const [region, setRegion] = useState("");
  const [clearance, setClearance] = useState("internal");
  const [until, setUntil] = useState("");
  const [reason, setReason] = useState("");
  const ask = useWrite("post", "/api/v1/grants", { changes: reads });
  const role = roles.find((one) => one.id === roleId);
  const held = roles.filter((one) => grants.some((grant) => grant.account_id === account && grant.role_id === one.id));
  const gain = role ? gainOf(role, held) : undefined;
  const organisation = accounts.find((one) => one.id === account)?.organisation_id ?? "";
  return (
    <Dialog
      title={t.newGrant}
      label={t.ask}
      width={680}
      onClose={onClose}
      busy={ask.isPending}
      may={account !== "" && roleId !== "" && reason.trim() !== ""}
      onSave={() =>
        ask.mutate(
          {
            body: {
              account_id: account,
              role_id: roleId,
              clearance: clearance as "internal",
              reason: reason.trim(),
              ...(role?.scope === "organisation" ? { organisation_id: organisation } : {}),
              ...(region ? { region_code: region } : {}),
              ...(until ? { until: `${until}T00:00:00.000000Z` } : {}),
            },
          },
          {
            onSuccess: () => {
              toast.success(t.asked);
              onClose();
            },
          },
        )
      }
    >
      <SelectField
        label={t.account}
        required
        autoFocus
        value={account}
        onChange={setAccount}
        options={accounts
          .filter((one) => !one.disabled)
          .map((one) => ({
            value: one.id,
            label: `${one.full_name || one.name} (${one.name})`,
            group: directory.organisation(one.organisation_id),
          }))}
      />
      <SelectField
        label={t.role}
        required
        value={roleId}
        onChange={setRole}
        options={roles.map((one) => ({ value: one.id, label: nameIn(language, one) }))}
      />
      {role?.scope === "region" || role?.scope === "free" ? (
        <SelectField
          label={t.region}
          required={role.scope === "region"}
          value={region}
          onChange={setRegion}
          options={provinces.map((value) => ({ value, label: directory.region(value) }))}
        />
      ) : null}
      <SelectField
        label={t.clearance}
        empty={false}
        value={clearance}
        onChange={setClearance}
        options={(["public", "internal", "restricted", "work_secret"] as const).map((value) => ({
          value,
          label: t.clearances[value],
        }))}
      />
      <label className={styles.dates}>
        {t.until}
        <input type="date" className={styles.date} value={until} onChange={(event) => setUntil(event.target.value)} />
        <span className="caption">{until ? "" : t.noEnd}</span>
      </label>
      {gain ? (
        <section aria-label={t.gain}>
          <h3>{t.gain}</h3>
          <p>
            <b>{gain.added.length > 0 ? t.gainNew : t.gainNone}</b> {gain.added.map(name).join("、")}
          </p>
          {gain.kept.length > 0 ? (
            <p className="caption">
              {t.gainHas} {gain.kept.map(name).join("、")}
            </p>
          ) : null}
        </section>
      ) : null}
      <TextField label={t.reason} required value={reason} onChange={setReason} />
      <WriteProblem error={ask.error} />
    </Dialog>
  );
}

function Withdraw({ grant, onClose }: { grant: Grant; onClose: () => void }) {
  const t = useTexts(adminTexts);
  const toast = useToast();
  const [reason, setReason] = useState("");
  const ask = useWrite("post", "/api/v1/grants/{id}/withdrawal", { changes: reads });
  return (
    <Dialog
      title={`${t.withdraw} · ${grant.account_id} · ${grant.role_id}`}
      label={t.ask}
      onClose={onClose}
      busy={ask.isPending}
      may={reason.trim() !== ""}
      onSave={() =>
        ask.mutate(
          { path: { id: grant.id }, body: { reason: reason.trim() } },
          {
            onSuccess: () => {
              toast.success(t.asked);
              onClose();
            },
          },
        )
      }
    >
      <TextField label={t.reason} required autoFocus value={reason} onChange={setReason} />
      <WriteProblem error={ask.error} />
    </Dialog>
  );
}
