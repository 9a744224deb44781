import { expect, it } from "vitest";
import { entryOfFault } from "./AdminPage";
import { partsOf } from "./approval-list";
import { beforeAfter } from "./audit-detail";
import { quantile, readMetrics, total } from "./metrics";
import { gainOf } from "./Roles";

const samples = readMetrics(`# HELP x y
t_total{route="/a",status="2xx"} 3
t_total{route="/b",status="5xx"} 1
s_bucket{route="/a",le="0.01"} 9
s_bucket{route="/a",le="0.1"} 19
s_bucket{route="/a",le="+Inf"} 20
plain 7
not a sample line here
`);
it("reads what Prometheus writes", () => {
  expect(total(samples, "t_total")).toBe(4);
  expect(total(samples, "t_total", (labels) => labels.status === "5xx")).toBe(1);
  expect(total(samples, "none")).toBeUndefined();
  expect(total(samples, "plain")).toBe(7);
});
it("finds the bound that most requests stay below", () => {
  expect(quantile(samples, "s", 0.95)).toBe(0.1);
  expect(quantile(samples, "s", 0.99)).toBe(Number.POSITIVE_INFINITY);
  expect(quantile(samples, "none", 0.95)).toBeUndefined();
});
it("says what a role would add to those held", () => {
  const role = (permissions: string[]) => ({ permissions }) as never;
  expect(gainOf(role(["a", "b"]), [role(["b", "c"])])).toEqual({ added: ["a"], kept: ["b"] });
});
it("takes requests and audit details apart, and leaves what is no JSON", () => {
  expect(partsOf('{"role":"x","expected":0}')).toEqual([
    ["role", "x"],
    ["expected", "0"],
  ]);
  expect(partsOf("plain")).toEqual([["", "plain"]]);
  expect(beforeAfter('{"name":{"from":"a","to":"b"},"before":{"x":1,"y":2},"after":{"x":1,"y":3},"why":"z"}')).toEqual([
    { field: "name", before: "a", after: "b" },
    { field: "x", before: "1", after: "1" },
    { field: "y", before: "2", after: "3" },
    { field: "why", before: undefined, after: "z" },
  ]);
});
it("names the entry of a fault", () => {
  expect(entryOfFault("entry 37 was altered")).toBe("37");
  expect(entryOfFault(null)).toBeUndefined();
});
