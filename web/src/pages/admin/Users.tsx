// Who has an account, and in which state it is.
import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { useMemo, useState } from "react";
import { get, useWrite } from "@/api/hooks";
import type { components } from "@/api/schema";
import { date, dateTime } from "@/design/date";
import type { Column } from "@/design/table/columns";
import { DataTable } from "@/design/table/DataTable";
import { useDirectory } from "@/frame/directory";
import { Dialog, SelectField, TextField } from "@/frame/Form";
import { useKeys } from "@/frame/keys";
import { Link } from "@/frame/Link";
import { SidePanel } from "@/frame/Page";
import { useCan, useMe } from "@/frame/session";
import { QueryState, WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { text, useUrlState } from "@/frame/url-state";
import { nameIn, useLanguage, useTexts } from "@/text";
import { AdminPage } from "./AdminPage";
import styles from "./admin.module.css";
import { OneTime } from "./OneTime";
import { adminTexts } from "./text";

type Account = components["schemas"]["Account"];
type What = "disable" | "enable" | "reset" | "unlock";
const reads = ["/api/v1/accounts", "/api/v1/people"];
const fields = { sort: text(), sel: text() };
const keyOf = (row: Account) => row.id;

export default function Users() {
  const t = useTexts(adminTexts);
  const can = useCan();
  const directory = useDirectory();
  const [state, set] = useUrlState(fields);
  const [making, setMaking] = useState(false);
  const [doing, setDoing] = useState<{ what: What; account: Account }>();
  const [issued, setIssued] = useState<{ name: string; password: string }>();
  const accounts = useQuery(get("/api/v1/accounts", { query: { limit: 1000 } }));
  const rows = accounts.data?.items ?? [];
  const selected = rows.find((row) => row.id === state.sel);
  const mayManage = can("user.manage");
  useKeys(mayManage ? [{ keys: "c", name: t.newAccount, run: () => setMaking(true) }] : []);
  const columns = useMemo<Column<Account>[]>(() => {
    const words = (row: Account) =>
      row.disabled
        ? t.disabled
        : row.locked_until
          ? t.locked(dateTime(row.locked_until))
          : row.must_change_password
            ? t.mustChange
            : t.active;
    return [
      { id: "name", title: t.name, width: 150, value: (row) => row.name },
      { id: "full", title: t.fullName, width: 170, grows: true, value: (row) => row.full_name },
      {
        id: "organisation",
        title: t.organisation,
        width: 220,
        grows: true,
        value: (row) => directory.organisation(row.organisation_id),
      },
      { id: "state", title: t.state, width: 190, value: words },
      { id: "factor", title: t.factor, width: 90, value: (row) => (row.has_second_factor ? t.yes : t.no) },
      {
        id: "codes",
        title: t.codesLeft,
        width: 90,
        align: "right",
        optional: true,
        value: (row) => row.recovery_codes_left,
      },
      { id: "made", title: t.made, width: 100, value: (row) => date(row.made) },
    ];
  }, [t, directory]);
  return (
    <AdminPage
      tab="users"
      answer={
        accounts.data
          ? t.accountsAnswer(
              rows.length,
              rows.filter((row) => row.disabled).length,
              rows.filter((row) => row.locked_until).length,
            )
          : undefined
      }
      note={accounts.data ? t.noFactor(rows.filter((row) => !row.has_second_factor).length) : undefined}
      tools={
        mayManage ? (
          <Button size="small" type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
            {t.newAccount} <kbd>c</kbd>
          </Button>
        ) : null
      }
      fills
      side={
        selected ? (
          <SidePanel title={selected.full_name || selected.name} onClose={() => set({ sel: "" }, "replace")}>
            <AccountPane account={selected} onDo={(what) => setDoing({ what, account: selected })} />
          </SidePanel>
        ) : undefined
      }
    >
      <QueryState query={accounts}>
        {() => (
          <DataTable
            id="accounts"
            label={t.tabs.users}
            rows={rows}
            columns={columns}
            rowKey={keyOf}
            notes={[t.tabs.users]}
            selected={state.sel || undefined}
            onSelect={(sel) => set({ sel }, "replace")}
            sort={state.sort}
            onSort={(sort) => set({ sort })}
          />
        )}
      </QueryState>
      {making ? <NewAccount onClose={() => setMaking(false)} onIssued={setIssued} /> : null}
      {doing ? <Confirm {...doing} onClose={() => setDoing(undefined)} onIssued={setIssued} /> : null}
      {issued ? (
        <OneTime
          title={t.oneTimeFor(issued.name)}
          why={t.oneTimeWhy}
          text={issued.password}
          onClose={() => setIssued(undefined)}
        />
      ) : null}
    </AdminPage>
  );
}

function AccountPane({ account, onDo }: { account: Account; onDo: (what: What) => void }) {
  const t = useTexts(adminTexts);
  const can = useCan();
  const me = useMe();
  const directory = useDirectory();
  const language = useLanguage();
  const grants = useQuery({
    ...get("/api/v1/grants", { query: { account: account.id, limit: 100 } }),
    enabled: can("role.grant") || can("role.approve") || can("administration.read"),
  });
  const roles = useQuery(get("/api/v1/roles"));
  const own = account.id === me.account.id;
  return (
    <>
      <table className={styles.table}>
        <tbody>
          <tr>
            <th scope="row">{t.name}</th>
            <td>{account.name}</td>
          </tr>
          <tr>
            <th scope="row">{t.organisation}</th>
            <td>{directory.organisation(account.organisation_id)}</td>
          </tr>
          <tr>
            <th scope="row">{t.factor}</th>
            <td>{account.has_second_factor ? `${t.yes} · ${t.codesLeft} ${account.recovery_codes_left}` : t.no}</td>
          </tr>
          {account.disabled ? (
            <tr>
              <th scope="row">{t.disabled}</th>
              <td>{dateTime(account.disabled)}</td>
            </tr>
          ) : null}
          {(grants.data?.items ?? []).map((grant) => (
            <tr key={grant.id}>
              <th scope="row">{t.grantsOf}</th>
              <td>
                {nameIn(
                  language,
                  roles.data?.items.find((one) => one.id === grant.role_id) ?? { name_zh: grant.role_id },
                )}{" "}
                <span className="caption">
                  {grant.region_code ? directory.region(grant.region_code) : grant.organisation_id || t.whole}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.actions} style={{ marginTop: 12 }}>
        {can("user.manage") ? (
          <>
            <Button onClick={() => onDo("reset")}>{t.reset}</Button>
            {account.disabled ? (
              <Button onClick={() => onDo("enable")}>{t.enable}</Button>
            ) : own ? null : (
              <Button onClick={() => onDo("disable")}>{t.disable}</Button>
            )}
          </>
        ) : null}
        {can("session.revoke") ? (
          <>
            {account.locked_until ? <Button onClick={() => onDo("unlock")}>{t.unlock}</Button> : null}
            <Link to="/admin/sessions" query={{ account: account.id }}>
              {t.sessionsOf}
            </Link>
          </>
        ) : null}
        {can("audit.read") ? (
          <Link to="/admin/audit" query={{ user: account.id }}>
            {t.trail}
          </Link>
        ) : null}
      </div>
    </>
  );
}

function NewAccount({
  onClose,
  onIssued,
}: {
  onClose: () => void;
  onIssued: (issued: { name: string; password: string }) => void;
}) {
  const t = useTexts(adminTexts);
  const language = useLanguage();
  const directory = useDirectory();
  const [name, setName] = useState("");
  const [full, setFull] = useState("");
  const [organisation, setOrganisation] = useState("");
  const make = useWrite("post", "/api/v1/accounts", { changes: reads });
  return (
    <Dialog
      title={t.newAccount}
      label={t.create}
      onClose={onClose}
      busy={make.isPending}
      may={name.trim().length > 1 && full.trim() !== "" && organisation !== ""}
      onSave={() =>
        make.mutate(
          { body: { name: name.trim(), full_name: full.trim(), organisation_id: organisation } },
          {
            onSuccess: ({ data }) => {
              onClose();
              onIssued({ name: data.name, password: data.one_time_password });
            },
          },
        )
      }
    >
      <TextField label={t.name} required autoFocus value={name} onChange={setName} hint={t.nameHint} />
      <TextField label={t.fullName} required value={full} onChange={setFull} />
      <SelectField
        label={t.organisation}
        required
        value={organisation}
        onChange={setOrganisation}
        options={directory.organisations.map((one) => ({ value: one.id, label: nameIn(language, one) }))}
      />
      <WriteProblem error={make.error} />
    </Dialog>
  );
}

/** What takes something from somebody asks for the name to be typed. */
function Confirm({
  what,
  account,
  onClose,
  onIssued,
}: {
  what: What;
  account: Account;
  onClose: () => void;
  onIssued: (issued: { name: string; password: string }) => void;
}) {
  const t = useTexts(adminTexts);
  const toast = useToast();
  const [typed, setTyped] = useState("");
  const [factor, setFactor] = useState(false);
  const disable = useWrite("post", "/api/v1/accounts/{id}/disable", { changes: reads });
  const enable = useWrite("post", "/api/v1/accounts/{id}/enable", { changes: reads });
  const reset = useWrite("post", "/api/v1/accounts/{id}/reset", { changes: reads });
  const unlock = useWrite("post", "/api/v1/accounts/{id}/unlock", { changes: reads });
  const path = { id: account.id };
  const ifMatch = `"r${account.revision}"`;
  const done = () => {
    toast.success(t.done);
    onClose();
  };
  const heavy = what === "disable" || what === "reset";
  const run = {
    disable: () => disable.mutate({ path, ifMatch }, { onSuccess: done }),
    enable: () => enable.mutate({ path, ifMatch }, { onSuccess: done }),
    unlock: () => unlock.mutate({ path }, { onSuccess: done }),
    reset: () =>
      reset.mutate(
        { path, body: { second_factor: factor } },
        {
          onSuccess: ({ data }) => {
            onClose();
            onIssued({ name: data.name, password: data.one_time_password });
          },
        },
      ),
  }[what];
  const why = { disable: t.disableWhy, enable: t.enableWhy, reset: t.resetWhy, unlock: t.unlockWhy }[what];
  const writes = { disable, enable, reset, unlock }[what];
  return (
    <Dialog
      title={`${t[what]} · ${account.full_name || account.name}`}
      label={t[what]}
      danger={heavy}
      onClose={onClose}
      busy={writes.isPending}
      may={!heavy || typed === account.name}
      onSave={run}
    >
      <p>{why}</p>
      {what === "reset" && account.has_second_factor ? (
        <Checkbox checked={factor} onChange={(event) => setFactor(event.target.checked)}>
          {t.resetFactor}
        </Checkbox>
      ) : null}
      {heavy ? <TextField label={t.typeName(account.name)} autoFocus value={typed} onChange={setTyped} /> : null}
      <WriteProblem error={writes.error} onReadNew={onClose} />
    </Dialog>
  );
}
