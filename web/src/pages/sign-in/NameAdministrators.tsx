// First run: the four people who will administer, and their passwords for one use.

import { CopyOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useId, useState } from "react";
import { useWrite } from "@/api/hooks";
import { copyText } from "@/frame/clipboard";
import { WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { useTexts } from "@/text";
import { Field } from "./Field";
import styles from "./sign-in.module.css";
import { signInTexts } from "./text";

const seats = [
  "system_administrator",
  "security_administrator",
  "security_administrator",
  "audit_administrator",
] as const;
const kinds = ["centre", "bureau", "institute", "firm", "market", "auditor"] as const;

export default function NameAdministrators({ onDone }: { onDone: () => void }) {
  const t = useTexts(signInTexts);
  const toast = useToast();
  const kindId = useId();
  const [organisation, setOrganisation] = useState({
    id: "centre",
    kind: "centre" as (typeof kinds)[number],
    name_zh: "",
    name_en: "",
    region_code: "",
  });
  const [people, setPeople] = useState(seats.map((role) => ({ role, name: "", full_name: "" })));
  const [tried, setTried] = useState(false);
  const appoint = useWrite("post", "/api/v1/setup/administrators");
  const issued = appoint.data?.data.items;
  const lacks = (value: string) => (tried && value.trim() === "" ? t.fields : undefined);
  const change = (i: number, part: Partial<{ name: string; full_name: string }>) =>
    setPeople(people.map((one, k) => (k === i ? { ...one, ...part } : one)));

  if (issued) {
    return (
      <div className={styles.form}>
        <h1>{t.issuedTitle}</h1>
        <p>{t.issuedWhy}</p>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t.role}</th>
              <th scope="col">{t.account}</th>
              <th scope="col">{t.oneTime}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {issued.map((one) => {
              const role = people.find((person) => person.name.trim() === one.name)?.role;
              return (
                <tr key={one.account_id}>
                  <td>{role ? t.roles[role] : ""}</td>
                  <td>{one.name}</td>
                  <td>
                    <code>{one.one_time_password}</code>
                  </td>
                  <td>
                    <Button
                      size="small"
                      type="text"
                      icon={<CopyOutlined />}
                      aria-label={`${t.copyAll} ${one.name}`}
                      onClick={async () => {
                        await copyText(one.one_time_password);
                        toast.success(t.copied);
                      }}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        <Button type="primary" size="large" onClick={onDone}>
          {t.toSignIn}
        </Button>
      </div>
    );
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        const blank = [
          organisation.id,
          organisation.name_zh,
          organisation.name_en,
          ...people.flatMap((one) => [one.name, one.full_name]),
        ].some((value) => value.trim() === "");
        if (blank || appoint.isPending) return;
        appoint.mutate({ body: { organisation, people: people.map((one) => ({ ...one, name: one.name.trim() })) } });
      }}
    >
      <h1>{t.adminsTitle}</h1>
      <p>{t.adminsWhy}</p>
      <h2>{t.organisation}</h2>
      <div className={styles.grid}>
        <Field
          label={t.nameZh}
          value={organisation.name_zh}
          onChange={(name_zh) => setOrganisation({ ...organisation, name_zh })}
          problem={lacks(organisation.name_zh)}
        />
        <Field
          label={t.nameEn}
          value={organisation.name_en}
          onChange={(name_en) => setOrganisation({ ...organisation, name_en })}
          problem={lacks(organisation.name_en)}
        />
        <div className={styles.field}>
          <label htmlFor={kindId}>{t.orgKind}</label>
          <Select
            id={kindId}
            size="large"
            value={organisation.kind}
            options={kinds.map((value) => ({ value, label: t.orgKinds[value] }))}
            onChange={(kind) => setOrganisation({ ...organisation, kind })}
          />
        </div>
        <Field
          label={t.orgId}
          value={organisation.id}
          onChange={(id) => setOrganisation({ ...organisation, id })}
          problem={lacks(organisation.id)}
        />
        <Field
          label={t.region}
          value={organisation.region_code}
          onChange={(region_code) => setOrganisation({ ...organisation, region_code })}
        />
      </div>
      {people.map((one, i) => (
        <fieldset key={i} className={styles.seat}>
          <legend>{t.roles[one.role]}</legend>
          <div className={styles.grid}>
            <Field
              label={t.account}
              hint={t.accountHint}
              value={one.name}
              onChange={(name) => change(i, { name })}
              problem={lacks(one.name)}
            />
            <Field
              label={t.fullName}
              value={one.full_name}
              onChange={(full_name) => change(i, { full_name })}
              problem={lacks(one.full_name)}
            />
          </div>
        </fieldset>
      ))}
      <WriteProblem error={appoint.error} />
      <Button type="primary" htmlType="submit" size="large" loading={appoint.isPending}>
        {t.appoint}
      </Button>
    </form>
  );
}
