import { expect, test } from "vitest";
import { permissionGroups, roleIdProblem } from "./role-words";

test("an id of a role is one word that no other role has", () => {
  const roles = [{ id: "auditor" }];
  expect(roleIdProblem("", roles)).toBeUndefined();
  expect(roleIdProblem("chain_reader2", roles)).toBeUndefined();
  expect(roleIdProblem("auditor", roles)).toBe("taken");
  for (const id of ["Reader", "2nd", "链", "a b", "a-b", "a".repeat(61)])
    expect(roleIdProblem(id, roles)).toBe("wrong");
});

test("permissions stand by who answers for them", () => {
  const of = (id: string, authority: string) => ({ id, authority });
  const groups = permissionGroups([of("case.read", "business"), of("audit.read", "audit"), of("first", "setup")]);
  expect(groups.map((one) => [one.authority, one.items.map((each) => each.id)])).toEqual([
    ["business", ["case.read"]],
    ["system", []],
    ["security", []],
    ["audit", ["audit.read"]],
  ]);
});
