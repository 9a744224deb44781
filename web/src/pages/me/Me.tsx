// One's own account: where it is signed in, tokens for programs, password, second factor, recovery codes.
import { PlusOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { get, useWrite } from "@/api/hooks";
import { date, dateTime } from "@/design/date";
import { useDirectory } from "@/frame/directory";
import { Dialog, Labelled, TextField } from "@/frame/Form";
import { Link } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { meQuery, useCan, useMe } from "@/frame/session";
import { QueryState, useWriteBlock, WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { OneTime } from "@/pages/admin/OneTime";
import { SessionTable } from "@/pages/admin/Sessions";
import { adminTexts } from "@/pages/admin/text";
import { QrCode } from "@/pages/sign-in/EnrolForm";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./me.module.css";
import { meTexts } from "./text";

interface Secret {
  title: string;
  why: string;
  text: string;
}

export default function Me() {
  const t = useTexts(meTexts);
  const language = useLanguage();
  const me = useMe();
  const can = useCan();
  const directory = useDirectory();
  const [secret, setSecret] = useState<Secret>();
  return (
    <Page
      crumbs={[{ name: t.title }]}
      answer={t.answer(
        me.account.full_name || me.account.name,
        me.roles.map((role) => nameIn(language, role)).join(language === "zh" ? "、" : ", "),
      )}
      note={
        <>
          {me.account.name} · {me.organisation ? nameIn(language, me.organisation) : ""} ·{" "}
          {me.roles
            .map((role) => (role.region_code ? directory.region(role.region_code) : role.organisation_id || t.whole))
            .join(" · ")}
        </>
      }
      tools={<Link to="/notifications">{t.notices}</Link>}
    >
      <div className={styles.cols}>
        <div>
          <MySessions />
          {can("token.manage_own") ? <Tokens onSecret={setSecret} /> : null}
        </div>
        <div>
          <Password />
          <Factor onSecret={setSecret} />
        </div>
      </div>
      {secret ? <OneTime {...secret} onClose={() => setSecret(undefined)} /> : null}
    </Page>
  );
}

function MySessions() {
  const t = useTexts(meTexts);
  const block = useWriteBlock();
  const sessions = useQuery(get("/api/v1/me/sessions"));
  const end = useWrite("delete", "/api/v1/me/sessions/{id}", { changes: ["/api/v1/me/sessions"] });
  return (
    <Section title={t.sessions}>
      <QueryState query={sessions} rows={3}>
        {(data) => (
          <SessionTable
            sessions={data.items}
            end={(id) => (
              <Button size="small" disabled={block !== undefined} onClick={() => end.mutate({ path: { id } })}>
                {t.end}
              </Button>
            )}
          />
        )}
      </QueryState>
      <WriteProblem error={end.error} />
    </Section>
  );
}

function Tokens({ onSecret }: { onSecret: (secret: Secret) => void }) {
  const t = useTexts(meTexts);
  const a = useTexts(adminTexts);
  const block = useWriteBlock();
  const tokens = useQuery(get("/api/v1/me/tokens"));
  const revoke = useWrite("delete", "/api/v1/me/tokens/{id}", { changes: ["/api/v1/me/tokens"] });
  const [making, setMaking] = useState(false);
  return (
    <Section
      title={t.tokens}
      extra={
        <Button size="small" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
          {t.newToken}
        </Button>
      }
    >
      <QueryState query={tokens} rows={3}>
        {(data) =>
          data.items.length === 0 ? (
            <p className="caption">{t.tokensNone}</p>
          ) : (
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t.tokenName}</th>
                  <th scope="col">{t.tokenPermissions}</th>
                  <th scope="col">{t.expires}</th>
                  <th scope="col">{t.lastUsed}</th>
                  <th scope="col">{t.state}</th>
                </tr>
              </thead>
              <tbody>
                {data.items.map((one) => (
                  <tr key={one.id}>
                    <td>{one.name}</td>
                    <td>{one.permissions.join(" ")}</td>
                    <td>{date(one.expires)}</td>
                    <td>{dateTime(one.last_used)}</td>
                    <td>
                      {one.state === "live" ? (
                        <Button
                          size="small"
                          disabled={block !== undefined}
                          onClick={() => revoke.mutate({ path: { id: one.id } })}
                        >
                          {t.revoke}
                        </Button>
                      ) : (
                        (a.sessionStates[one.state as "live"] ?? one.state)
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </QueryState>
      <WriteProblem error={revoke.error} />
      {making ? <NewToken onClose={() => setMaking(false)} onSecret={onSecret} /> : null}
    </Section>
  );
}

function NewToken({ onClose, onSecret }: { onClose: () => void; onSecret: (secret: Secret) => void }) {
  const t = useTexts(meTexts);
  const language = useLanguage();
  const can = useCan();
  const all = useQuery({ ...get("/api/v1/permissions"), staleTime: 600_000 });
  const offered = (all.data?.items ?? []).filter((one) => one.for_tokens && can(one.id));
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [permissions, setPermissions] = useState<readonly string[]>([]);
  const make = useWrite("post", "/api/v1/me/tokens", { changes: ["/api/v1/me/tokens"] });
  const count = Number(days);
  return (
    <Dialog
      title={t.newToken}
      width={640}
      onClose={onClose}
      busy={make.isPending}
      may={name.trim() !== "" && permissions.length > 0 && Number.isInteger(count) && count >= 1 && count <= 366}
      onSave={() =>
        make.mutate(
          { body: { name: name.trim(), permissions: [...permissions], days: count } },
          {
            onSuccess: ({ data }) => {
              onClose();
              onSecret({ title: `${t.tokenText} · ${name.trim()}`, why: t.tokenWhy, text: data.text });
            },
          },
        )
      }
    >
      <TextField label={t.tokenName} required autoFocus value={name} onChange={setName} />
      <TextField label={t.tokenDays} required value={days} onChange={setDays} />
      <Labelled label={t.tokenPermissions} hint={t.tokenHint} required>
        {({ id }) => (
          <div id={id} className={styles.checks}>
            {offered.map((one) => (
              <Checkbox
                key={one.id}
                checked={permissions.includes(one.id)}
                onChange={(event) =>
                  setPermissions(
                    event.target.checked ? [...permissions, one.id] : permissions.filter((each) => each !== one.id),
                  )
                }
              >
                <span title={one.id}>{nameIn(language, one)}</span>
              </Checkbox>
            ))}
          </div>
        )}
      </Labelled>
      <WriteProblem error={make.error} />
    </Dialog>
  );
}

function Password() {
  const t = useTexts(meTexts);
  const toast = useToast();
  const block = useWriteBlock();
  const [current, setCurrent] = useState("");
  const [fresh, setFresh] = useState("");
  const [again, setAgain] = useState("");
  const change = useWrite("post", "/api/v1/me/password", { changes: ["/api/v1/me/sessions"] });
  const fits = fresh.length >= 12 && fresh === again && current !== "";
  return (
    <Section title={t.password}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!fits) return;
          change.mutate(
            { body: { current, new: fresh } },
            {
              onSuccess: () => {
                toast.success(t.passwordDone);
                setCurrent("");
                setFresh("");
                setAgain("");
              },
            },
          );
        }}
      >
        <TextField label={t.current} secret autoComplete="current-password" value={current} onChange={setCurrent} />
        <TextField
          label={t.fresh}
          secret
          autoComplete="new-password"
          value={fresh}
          onChange={setFresh}
          hint={t.passwordHint}
        />
        <TextField
          label={t.again}
          secret
          autoComplete="new-password"
          value={again}
          onChange={setAgain}
          problem={again !== "" && again !== fresh ? t.differ : undefined}
        />
        <WriteProblem error={change.error} />
        <Button htmlType="submit" disabled={!fits || block !== undefined} loading={change.isPending}>
          {t.password}
        </Button>
      </form>
    </Section>
  );
}

function Factor({ onSecret }: { onSecret: (secret: Secret) => void }) {
  const t = useTexts(meTexts);
  const me = useMe();
  const client = useQueryClient();
  const [doing, setDoing] = useState<"factor" | "codes">();
  const [old, setOld] = useState("");
  const [code, setCode] = useState("");
  const begin = useWrite("post", "/api/v1/me/second-factor");
  const confirm = useWrite("post", "/api/v1/me/second-factor/confirmation");
  const renew = useWrite("post", "/api/v1/me/recovery-codes");
  const has = me.account.has_second_factor;
  const close = () => {
    setDoing(undefined);
    setOld("");
    setCode("");
    begin.reset();
    confirm.reset();
    renew.reset();
  };
  const codes = (list: readonly string[]) => {
    close();
    void client.invalidateQueries({ queryKey: meQuery.queryKey });
    onSecret({ title: t.codes, why: t.codesWhy, text: list.join("  ") });
  };
  const secret = begin.data?.data;
  return (
    <Section title={t.factor}>
      <p>{has ? t.factorOn : t.factorOff}</p>
      <p style={{ display: "flex", gap: 8, marginTop: 8 }}>
        <Button onClick={() => setDoing("factor")}>{has ? t.factorReplace : t.factorNew}</Button>
        {has ? <Button onClick={() => setDoing("codes")}>{t.codesNew}</Button> : null}
      </p>
      {doing === "factor" ? (
        <Dialog
          title={has ? t.factorReplace : t.factorNew}
          label={secret ? t.confirm : t.factorNext}
          onClose={close}
          busy={begin.isPending || confirm.isPending}
          may={secret ? /^\d{6}$/.test(code) : !has || old.trim() !== ""}
          onSave={() =>
            secret
              ? confirm.mutate({ body: { code } }, { onSuccess: ({ data }) => codes(data.recovery_codes) })
              : begin.mutate({ body: has ? { code: old.trim() } : {} })
          }
        >
          {secret ? (
            <>
              <p>{t.factorScan}</p>
              <div className={styles.qr}>
                <QrCode text={secret.uri} label={t.factor} />
              </div>
              <code>{secret.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
              <TextField label={t.code} autoFocus value={code} onChange={setCode} autoComplete="one-time-code" />
            </>
          ) : has ? (
            <TextField label={t.factorCode} autoFocus value={old} onChange={setOld} autoComplete="one-time-code" />
          ) : null}
          <WriteProblem error={confirm.error ?? begin.error} />
        </Dialog>
      ) : null}
      {doing === "codes" ? (
        <Dialog
          title={t.codesNew}
          onClose={close}
          busy={renew.isPending}
          may={old.trim() !== ""}
          onSave={() =>
            renew.mutate({ body: { code: old.trim() } }, { onSuccess: ({ data }) => codes(data.recovery_codes) })
          }
        >
          <TextField label={t.factorCode} autoFocus value={old} onChange={setOld} autoComplete="one-time-code" />
          <WriteProblem error={renew.error} />
        </Dialog>
      ) : null}
    </Section>
  );
}
