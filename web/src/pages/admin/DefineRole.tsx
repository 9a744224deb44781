// A new role: what its people may do, for whom it is. Another security administrator has to agree.
import { useQuery } from "@tanstack/react-query";
import { Checkbox } from "antd";
import { useState } from "react";
import { get, useWrite } from "@/api/hooks";
import type { components } from "@/api/schema";
import { Dialog, SelectField, TextField } from "@/frame/Form";
import { QueryState, WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./admin.module.css";
import { organisationKinds, permissionGroups, roleIdProblem, roleScopes, roleTexts } from "./role-words";
import { adminTexts } from "./text";

type Role = components["schemas"]["Role"];
type Scope = (typeof roleScopes)[number];
type Kind = (typeof organisationKinds)[number];

export function DefineRole({ roles, onClose }: { roles: readonly Role[]; onClose: () => void }) {
  const t = useTexts(roleTexts);
  const a = useTexts(adminTexts);
  const language = useLanguage();
  const toast = useToast();
  const permissions = useQuery({ ...get("/api/v1/permissions"), staleTime: 600_000 });
  const [id, setId] = useState("");
  const [zh, setZh] = useState("");
  const [en, setEn] = useState("");
  const [like, setLike] = useState("");
  const [scope, setScope] = useState<Scope>("free");
  const [kinds, setKinds] = useState<Kind[]>([]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState("");
  const ask = useWrite("post", "/api/v1/roles", { changes: ["/api/v1/approvals", "/api/v1/roles"] });
  const problem = roleIdProblem(id, roles);
  const take = (roleId: string) => {
    setLike(roleId);
    const role = roles.find((one) => one.id === roleId);
    if (!role) return;
    setChosen(new Set(role.permissions));
    setScope(roleScopes.find((one) => one === role.scope) ?? "free");
    setKinds(organisationKinds.filter((one) => role.organisations.includes(one)));
  };
  const mark = (permission: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(permission);
    else next.delete(permission);
    setChosen(next);
  };
  const may = id !== "" && !problem && zh.trim() !== "" && en.trim() !== "" && chosen.size > 0 && reason.trim() !== "";
  return (
    <Dialog
      title={t.newRole}
      label={a.ask}
      width={760}
      onClose={onClose}
      busy={ask.isPending}
      may={may}
      onSave={() =>
        ask.mutate(
          {
            body: {
              id,
              name_zh: zh.trim(),
              name_en: en.trim(),
              permissions: [...chosen].sort(),
              scope,
              organisations: kinds,
              reason: reason.trim(),
            },
          },
          {
            onSuccess: () => {
              toast.success(a.asked);
              onClose();
            },
          },
        )
      }
    >
      <div className={styles.pair}>
        <TextField label={a.zh} required autoFocus value={zh} onChange={setZh} />
        <TextField label={a.en} required value={en} onChange={setEn} />
        <TextField
          label={a.id}
          required
          value={id}
          onChange={setId}
          hint={t.idHint}
          problem={problem && (problem === "taken" ? t.idTaken : t.idWrong)}
        />
        <SelectField
          label={t.like}
          value={like}
          onChange={take}
          hint={t.likeHint}
          options={roles.map((one) => ({ value: one.id, label: nameIn(language, one) }))}
        />
      </div>
      <SelectField
        label={t.scopeOf}
        empty={false}
        value={scope}
        onChange={(next) => setScope(roleScopes.find((one) => one === next) ?? "free")}
        options={roleScopes.map((value) => ({ value, label: t.scopes[value] }))}
      />
      <fieldset className={styles.checks}>
        <legend>{t.kindsOf}</legend>
        {organisationKinds.map((kind) => (
          <Checkbox
            key={kind}
            checked={kinds.includes(kind)}
            onChange={(event) =>
              setKinds(organisationKinds.filter((one) => (one === kind ? event.target.checked : kinds.includes(one))))
            }
          >
            {a.orgKinds[kind]}
          </Checkbox>
        ))}
        <span className="caption">{kinds.length === 0 ? t.allKinds : ""}</span>
      </fieldset>
      <QueryState query={permissions}>
        {(data) => (
          <>
            <p aria-live="polite">
              {t.chosen(chosen.size, data.items.length)} <span className="caption">{t.authorityHint}</span>
            </p>
            {permissionGroups(data.items).map(({ authority, items }) => (
              <fieldset key={authority} className={styles.checks}>
                <legend>{t.authorities[authority]}</legend>
                {items.map((one) => (
                  <Checkbox
                    key={one.id}
                    checked={chosen.has(one.id)}
                    onChange={(event) => mark(one.id, event.target.checked)}
                  >
                    <span title={one.id}>{nameIn(language, one)}</span>{" "}
                    <span className="caption">{one.changes ? a.change : a.see}</span>
                  </Checkbox>
                ))}
              </fieldset>
            ))}
          </>
        )}
      </QueryState>
      <TextField label={a.reason} required value={reason} onChange={setReason} />
      <WriteProblem error={ask.error} />
    </Dialog>
  );
}
