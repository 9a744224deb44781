import { expect, it } from "vitest";
import { readsAfter } from "./connection";

it("reads again what an event made old", () => {
  expect(readsAfter({ name: "changed", data: '{"what":"case","id":"C-1"}' })).toContain("/api/v1/cases");
  expect(readsAfter({ name: "changed", data: '{"what":"dataset","id":"delta"}' })).toContain("/api/v1/datasets");
  expect(readsAfter({ name: "job", data: '{"state":"running"}' })).toEqual(["/api/v1/jobs"]);
  expect(readsAfter({ name: "job", data: '{"state":"done"}' })).toContain("/api/v1/datasets");
});
it("reads everything again after a gap, or where it does not understand", () => {
  expect(readsAfter({ name: "reset", data: "" })).toEqual(["/api/v1/"]);
  expect(readsAfter({ name: "changed", data: "?" })).toEqual(["/api/v1/"]);
});
it("other events change nothing", () => {
  expect(readsAfter({ name: "hello", data: "" })).toEqual([]);
});
