import { expect, it } from "vitest";
import type { Operation } from "@/api/contract";
import glossary from "../../../../docs/glossary.md?raw";
import { findTerms, readGlossary } from "./glossary";
import { examples, fill, pretty } from "./send";

it("reads the whole glossary", () => {
  const terms = readGlossary(glossary);
  expect(terms.length).toBeGreaterThan(60);
  expect(terms.every((one) => one.zh !== "" && one.en !== "" && one.section !== "")).toBe(true);
  expect(findTerms(terms, "break point")[0]?.zh).toContain("断点");
  expect(findTerms(terms, "没有这样的词")).toEqual([]);
});
const operation: Operation = {
  id: "read_case",
  group: "cases",
  summary: "",
  method: "get",
  path: "/api/v1/cases/{id}",
  access: "case.read",
  parameters: [
    { name: "id", in: "path", required: true, schema: { type: "string" }, example: "BP-1" },
    { name: "limit", in: "query", required: false, schema: { type: "integer" } },
    { name: "If-Match", in: "header", required: false, schema: { type: "string" } },
  ],
  body: null,
};
it("puts parameters where the contract says", () => {
  expect(examples(operation)).toEqual({ id: "BP-1" });
  expect(fill(operation, { id: "a/b", limit: "3", "If-Match": '"r2"' })).toEqual({
    url: "/api/v1/cases/a%2Fb?limit=3",
    headers: { "If-Match": '"r2"' },
    missing: [],
  });
  expect(fill(operation, {}).missing).toEqual(["id"]);
  expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(pretty("id: x")).toBe("id: x");
});
