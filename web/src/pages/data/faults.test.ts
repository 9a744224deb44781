import { describe, expect, it } from "vitest";
import { expectedIn } from "@/api/problem";
import { groupFaults, kindOf, outcomeOf, remarksOf, suggestionFor } from "./faults";
import { readFile } from "./files";
import { withLeftOut } from "./mend";

const fault = (line: number, code: string, more = {}) => ({
  file: "firms.csv",
  line,
  column: "uscc",
  value: "x",
  expected: "in English",
  code,
  ...more,
});

describe("kinds of faults", () => {
  it("are the first part of the code; what is not known is of the last kind", () => {
    expect(kindOf(fault(2, "code.uscc_check"))).toBe("code");
    expect(kindOf(fault(2, "weather.rain"))).toBe("other");
    expect(kindOf({ ...fault(2, ""), code: undefined })).toBe("other");
  });
  it("keep their order, and empty ones are left out", () => {
    const groups = groupFaults([fault(3, "code.a"), fault(2, "missing.value"), fault(9, "code.b")]);
    expect(groups.map((group) => [group.kind, group.faults.map((one) => one.line)])).toEqual([
      ["code", [3, 9]],
      ["missing", [2]],
    ]);
  });
});

it("speaks the reader's language, and passes on what it does not know", () => {
  const known = fault(2, "code.a", { expected_zh: "中文" });
  expect([expectedIn("zh", known), expectedIn("en", known)]).toEqual(["中文", "in English"]);
  expect(expectedIn("zh", fault(2, "code.a"))).toBe("in English");
});

it("suggests what the server found near, and numbers and flags that are written otherwise", () => {
  expect(suggestionFor(fault(2, "reference.not_found", { suggestion: "ICIC-08" }), "ICIC-8")).toBe("ICIC-08");
  expect(suggestionFor(fault(2, "reference.not_found", { suggestion: "ICIC-08" }), "ICIC-08")).toBeUndefined();
  expect(suggestionFor(fault(2, "number.at_least_0", { column: "annual_output_cny" }), "12万元")).toBe("120000");
  expect(suggestionFor(fault(2, "number.flag", { column: "synthetic" }), "是")).toBe("1");
  expect(suggestionFor(fault(2, "code.uscc_check"), "91310000132200821X")).toBeUndefined();
});

describe("outcome", () => {
  const file = readFile("名单.csv", new TextEncoder().encode("firm_id,name_zh,uscc\nA,甲,1\nB,乙,2\nC,丙,3\nD,丁,4\n"));
  it("counts each row once, worst first, and only rows that were sent", () => {
    const faults = [fault(2, "code.a"), fault(2, "missing.value"), fault(7, "code.a", { file: "inputs.csv" })];
    const warnings = [fault(2, "other.odd"), fault(3, "other.odd"), fault(0, "other.odd")];
    expect(outcomeOf([file], faults, warnings)).toEqual({ rows: 4, out: 1, look: 1, in: 2, left: 0 });
    expect(outcomeOf([withLeftOut(file, [5])], faults, warnings)).toEqual({ rows: 3, out: 1, look: 1, in: 1, left: 1 });
  });
  it("has one remark for a line, of this file's rows alone", () => {
    const said = [
      { fault: fault(3, "code.a"), words: "w" },
      { fault: fault(3, "code.a", { column: "" }), words: "v" },
      { fault: fault(1, "columns.unknown"), words: "header" },
      { fault: fault(3, "code.a", { file: "inputs.csv" }), words: "other" },
    ];
    expect([...remarksOf(file, said)]).toEqual([[3, "uscc: w; v"]]);
  });
});
