// Words and rules of the form for a new role.
import { defineTexts } from "@/text";

export const roleScopes = ["free", "region", "organisation", "whole"] as const;
export const organisationKinds = ["bureau", "centre", "firm", "institute", "market", "auditor"] as const;

export const authorities = ["business", "system", "security", "audit"] as const;

export const roleTexts = defineTexts(
  {
    newRole: "申请新角色",
    idHint: "小写字母、数字和下划线，以后不可更改",
    idWrong: "须以小写字母开头，只用小写字母、数字和下划线，至多 60 个字符",
    idTaken: "已有这个编号的角色",
    like: "以现有角色为底",
    likeHint: "先取其权限、范围与组织种类，再逐项增减",
    scopeOf: "授权时的范围",
    scopes: { free: "授权时决定", region: "须限于一地", organisation: "只限本组织", whole: "不设范围（管理员、审计）" },
    kindsOf: "哪些组织的人可担任",
    allKinds: "未选：所有组织",
    authorities: { business: "业务", system: "系统管理", security: "安全管理", audit: "审计管理" },
    authorityHint: "能改动数据的角色只可含其中一类",
    chosen: (n: number, of: number) => `已选 ${n} 项权限，共 ${of} 项`,
  },
  {
    newRole: "Ask for a new role",
    idHint: "Lower-case letters, digits and underscores; it cannot be changed later",
    idWrong: "Begins with a lower-case letter; only lower-case letters, digits and underscores; 60 characters at most",
    idTaken: "There is a role with this id",
    like: "Begin from a role",
    likeHint: "Takes its permissions, scope and kinds of organisation; add and remove from there",
    scopeOf: "Scope of its grants",
    scopes: {
      free: "As each grant says",
      region: "Must be one region",
      organisation: "The person's own organisation",
      whole: "No scope (administrators, auditors)",
    },
    kindsOf: "Whose people may hold it",
    allKinds: "None chosen: all organisations",
    authorities: {
      business: "Business",
      system: "System administration",
      security: "Security administration",
      audit: "Audit administration",
    },
    authorityHint: "A role that changes anything holds one of these only",
    chosen: (n: number, of: number) => `${n} of ${of} permissions chosen`,
  },
);

export function roleIdProblem(id: string, roles: readonly { id: string }[]): "wrong" | "taken" | undefined {
  if (id === "") return undefined;
  if (!/^[a-z][a-z0-9_]{0,59}$/.test(id)) return "wrong";
  return roles.some((one) => one.id === id) ? "taken" : undefined;
}

/** Permissions by who answers for them; what only the first set-up may do is in no role. */
export function permissionGroups<P extends { authority: string }>(
  permissions: readonly P[],
): { authority: (typeof authorities)[number]; items: P[] }[] {
  return authorities.map((authority) => ({
    authority,
    items: permissions.filter((one) => one.authority === authority),
  }));
}
