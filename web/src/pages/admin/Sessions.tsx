import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { get, useWrite } from "@/api/hooks";
import type { components } from "@/api/schema";
import { dateTime } from "@/design/date";
import { useDirectory } from "@/frame/directory";
import { Dialog, SelectBox } from "@/frame/Form";
import { QueryState, WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { text, useUrlState } from "@/frame/url-state";
import { useTexts } from "@/text";
import { AdminPage } from "./AdminPage";
import styles from "./admin.module.css";
import { adminTexts } from "./text";

const fields = { account: text() };

export function SessionTable({
  sessions,
  end,
}: {
  sessions: readonly components["schemas"]["Session"][];
  end?: (id: string) => React.ReactNode;
}) {
  const t = useTexts(adminTexts);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t.opened}</th>
          <th scope="col">{t.lastUsed}</th>
          <th scope="col">{t.address}</th>
          <th scope="col">{t.device}</th>
          <th scope="col">{t.factor}</th>
          <th scope="col">{t.state}</th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((one) => (
          <tr key={one.id}>
            <td className={styles.whole}>{dateTime(one.opened)}</td>
            <td className={styles.whole}>{dateTime(one.last_used)}</td>
            <td className={styles.whole}>{one.address}</td>
            <td>{one.device}</td>
            <td className={styles.whole}>{one.second_factor ? t.yes : t.no}</td>
            <td className={styles.whole}>
              {one.is_this ? (
                <b>{t.thisOne}</b>
              ) : one.state === "live" && end ? (
                end(one.id)
              ) : (
                (t.sessionStates[one.state as "live"] ?? one.state)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export default function Sessions() {
  const t = useTexts(adminTexts);
  const toast = useToast();
  const directory = useDirectory();
  const [state, set] = useUrlState(fields);
  const [ending, setEnding] = useState(false);
  const accounts = useQuery(get("/api/v1/accounts", { query: { limit: 1000 } }));
  const sessions = useQuery({
    ...get("/api/v1/accounts/{id}/sessions", { path: { id: state.account } }),
    enabled: state.account !== "",
  });
  const end = useWrite("delete", "/api/v1/accounts/{id}/sessions", { changes: ["/api/v1/accounts"] });
  const account = accounts.data?.items.find((one) => one.id === state.account);
  return (
    <AdminPage
      tab="sessions"
      answer={
        account && sessions.data
          ? t.sessionsAnswer(account.full_name || account.name, sessions.data.items.length)
          : t.chooseAccount
      }
      filters={
        <div style={{ width: 320 }}>
          <SelectBox
            aria-label={t.account}
            value={state.account}
            onChange={(id) => set({ account: id })}
            options={(accounts.data?.items ?? []).map((one) => ({
              value: one.id,
              label: `${one.full_name || one.name} (${one.name})`,
              group: directory.organisation(one.organisation_id),
            }))}
          />
        </div>
      }
      tools={
        sessions.data?.items.length ? (
          <Button size="small" danger onClick={() => setEnding(true)}>
            {t.endAll}
          </Button>
        ) : null
      }
    >
      {state.account === "" ? (
        <p className="caption">{t.chooseAccount}</p>
      ) : (
        <QueryState query={sessions}>{(data) => <SessionTable sessions={data.items} />}</QueryState>
      )}
      {ending && account ? (
        <Dialog
          title={`${t.endAll} · ${account.full_name || account.name}`}
          label={t.endAll}
          danger
          onClose={() => setEnding(false)}
          busy={end.isPending}
          onSave={() =>
            end.mutate(
              { path: { id: account.id } },
              {
                onSuccess: () => {
                  toast.success(t.done);
                  setEnding(false);
                },
              },
            )
          }
        >
          <p>{t.endAllWhy}</p>
          <WriteProblem error={end.error} />
        </Dialog>
      ) : null}
    </AdminPage>
  );
}
