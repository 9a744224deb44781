import { describe, expect, it } from "vitest";
import { cellSpans } from "./csv";
import { learned, noDecisions, recalled } from "./decisions";
import { type ChosenFile, readFile } from "./files";
import { inGb18030 } from "./gb18030";
import {
  annotatedText,
  annotation,
  batchAt,
  cellAt,
  headerOf,
  leftOut,
  recordAt,
  rowsOf,
  sentText,
  withLeftOut,
  withMended,
  withoutBatch,
} from "./mend";
import { flagMeant, numberMeant } from "./suggest";

const read = (text: string, name = "firms.csv") => readFile(name, new TextEncoder().encode(text));
const text = 'firm_id,name_zh,note\r\nA,甲,"two\nlines"\r\n\r\nB,"a ""b""",x\r\nC,丙\r\n';

describe("mends", () => {
  const file = read(text);
  it("leave all else as it was written, and every line where it was", () => {
    const mended = withMended(file, [{ line: 5, column: 2, to: 'y, "z"' }]);
    expect(sentText(mended)).toBe(text.replace('"a ""b""",x', '"a ""b""","y, ""z"""'));
    const flat = withMended(file, [{ line: 2, column: 2, to: "one" }]);
    expect(sentText(flat)).toBe('firm_id,name_zh,note\r\nA,甲,one\n\r\n\r\nB,"a ""b""",x\r\nC,丙\r\n');
    const linesOf = (one: string) => one.split("\n").findIndex((line) => line.startsWith("C,"));
    expect(linesOf(sentText(flat))).toBe(linesOf(text));
  });
  it("add cells that a row lacks, and take no line ends", () => {
    const mended = withMended(file, [{ line: 6, column: 2, to: "p\nq" }]);
    expect(recordAt(mended, 6)).toBe("C,丙,p q");
  });
  it("leave rows out as empty lines, and count the rest", () => {
    const without = withLeftOut(file, [2, 5, 1]);
    expect(sentText(without)).toBe("firm_id,name_zh,note\r\n\n\r\n\r\n\r\nC,丙\r\n");
    expect([leftOut(without), rowsOf(without), file.rows]).toEqual([[2, 5], 1, 3]);
  });
  it("are taken back one by one, in any order", () => {
    let mended: ChosenFile = withMended(file, [{ line: 5, column: 0, to: "BB" }]);
    mended = withMended(mended, [{ line: 5, column: 2, to: "y" }]);
    mended = withLeftOut(mended, [5]);
    expect(recordAt(mended, 5)).toBeUndefined();
    mended = withoutBatch(mended, batchAt(mended, 5) ?? 0);
    expect(recordAt(mended, 5)).toBe('BB,"a ""b""",y');
    expect(sentText(withoutBatch(mended, 1))).toContain('B,"a ""b""",y');
    expect(sentText(withoutBatch(withoutBatch(mended, 2), 1))).toBe(text);
  });
  it("of the header give a column its name", () => {
    const mended = withMended(read("编号,name_zh\nA,甲\n"), [{ line: 1, column: 0, to: "firm_id" }]);
    expect(headerOf(mended)).toEqual(["firm_id", "name_zh"]);
    expect(sentText(mended)).toBe("firm_id,name_zh\nA,甲\n");
  });
  it("nothing is no mend", () => expect(withMended(file, [{ line: 6, column: 0, to: "C" }])).toBe(file));
  it("do not touch a quote that swallows the file", () => {
    const broken = read(`a,b\n1,"2\n${"x,y\n".repeat(30)}`);
    expect(cellAt(broken, 2, 0)).toBeUndefined();
    expect(withLeftOut(broken, [2])).toBe(broken);
  });
});

it("the annotated file comes back as it went", () => {
  const file = withLeftOut(withMended(read(text), [{ line: 6, column: 1, to: "丁" }]), [5]);
  const out = annotatedText(file, new Map([[5, "略过, 重复"]]));
  expect(out.split("\r\n")[0]).toBe(`firm_id,name_zh,note,${annotation}`);
  expect(out).toContain('B,"a ""b""",x,"略过, 重复"');
  expect(out).toContain("C,丁,,\r\n");
  expect(read(out).text).toBe(text.replace("C,丙", "C,丁,"));
});

describe("decisions", () => {
  const file = read("编号,name_zh,annual_output_cny\nA,甲,12万元\nB,乙,3\nA,重,1\n", "名单.csv");
  const worked = withLeftOut(
    withMended(withMended({ ...file, as: "firms.csv" }, [{ line: 1, column: 0, to: "firm_id" }]), [
      { line: 2, column: 2, to: "120000" },
    ]),
    [4],
  );
  const decisions = learned(noDecisions, [worked]);
  it("come back on the same rows, wherever they stand", () => {
    const again = recalled(decisions, read("编号,name_zh,annual_output_cny\nB,乙,3\nA,重,1\nA,甲,12万元\n", "x.csv"));
    expect(again.as).toBe("firms.csv");
    expect(sentText(again)).toBe("firm_id,name_zh,annual_output_cny\nB,乙,3\n\nA,甲,120000\n");
    expect([leftOut(again), again.recalled]).toEqual([[3], true]);
  });
  it("not on rows that say something else", () => {
    const other = recalled(decisions, read("编号,name_zh,annual_output_cny\nA,甲,13万元\n", "x.csv"));
    expect(sentText(other)).toBe("firm_id,name_zh,annual_output_cny\nA,甲,13万元\n");
  });
  it("hold nothing of the rows themselves", () => expect(JSON.stringify(decisions)).not.toMatch(/甲|万元/));
});

describe("what a cell meant", () => {
  it.each([
    ["12万元", "annual_output_cny", "120000"],
    ["1,234,567", "annual_output_cny", "1234567"],
    ["１２．５亿", "annual_output_cny", "1250000000"],
    ["0.1万", "unit_cost", "1000"],
    ["30 天", "lead_time_days", "30"],
    ["45％", "share_low", "45"],
    ["12吨", "annual_capacity", undefined],
    ["3 weeks", "lead_time_days", undefined],
    ["12万元", "inventory_days", undefined],
    ["about 3", "low", undefined],
    ["12", "low", undefined],
  ])("%s in %s", (value, column, meant) => expect(numberMeant(value, column)).toBe(meant));
  it("flags", () => expect(["是", "No", "maybe"].map(flagMeant)).toEqual(["1", "0", undefined]));
});

it("cells are found with their quotes", () =>
  expect(cellSpans('a,"b,""c",')).toEqual([
    [0, 1],
    [2, 9],
    [10, 10],
  ]));

it("GB18030 reads back as what was written, or is refused", () => {
  const said = "编号,企业 “A”—1\r\n";
  const bytes = inGb18030(said);
  expect(bytes && new TextDecoder("gb18030").decode(bytes)).toBe(said);
  expect(bytes?.length).toBeLessThan(new TextEncoder().encode(said).length);
  expect(inGb18030("𠮷")).toBeUndefined();
});
