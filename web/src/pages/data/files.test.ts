import { describe, expect, it } from "vitest";
import { csvCells, csvRecords } from "./csv";
import { decode, guessFile, readFile, taken, twice } from "./files";
import { sentText } from "./mend";

const utf8 = (text: string) => new TextEncoder().encode(text);
// 企业 in GB18030.
const gb = Uint8Array.from([0xc6, 0xf3, 0xd2, 0xb5]);

describe("decode", () => {
  it("tells UTF-8 with and without its mark from GB18030", () => {
    expect(decode(utf8("企业"))).toEqual({ text: "企业", encoding: "UTF-8" });
    expect(decode(utf8("\uFEFFfirm_id"))).toEqual({ text: "firm_id", encoding: "UTF-8" });
    expect(decode(gb)).toEqual({ text: "企业", encoding: "GB18030" });
  });
  it("names the first line that is neither", () => {
    const bytes = Uint8Array.from([...utf8("a,b\n1,"), ...gb, 10, 0xff, 0xff, 10]);
    expect(decode(bytes)).toEqual({ text: "", encoding: "", badLine: 3 });
  });
});

describe("records", () => {
  it("keep the line of the file where they begin", () => {
    const text = 'id,name\r\nA,"two\nlines"\n\nB,"with ""quotes"""\n';
    expect([...csvRecords(text)].map((one) => one.line)).toEqual([1, 2, 5]);
    expect(csvCells([...csvRecords(text)][1]!.text)).toEqual(["A", "two\nlines"]);
    expect(csvCells([...csvRecords(text)][2]!.text)).toEqual(["B", 'with "quotes"']);
  });
  it("need no line feed at the end", () => {
    expect([...csvRecords("a\n1")].map((one) => one.text)).toEqual(["a", "1"]);
    expect([...csvRecords("")]).toEqual([]);
  });
});

describe("files", () => {
  it("are known by name, else by their header", () => {
    expect(guessFile("FIRMS.csv", [])).toBe("firms.csv");
    expect(guessFile("企业名单.csv", ["firm_id", "name_zh", "name_en", "uscc"])).toBe("firms.csv");
    expect(guessFile("供货.csv", ["supplier_id", "customer_id", "product_id"])).toBe("supplies.csv");
    expect(guessFile("build_report.csv", ["file", "row", "action", "what", "why"])).toBeUndefined();
    expect(guessFile("x.csv", ["name_zh", "name_en"])).toBeUndefined();
  });
  it("count their rows without the header, and workbooks are not read", () => {
    const file = readFile("firms.csv", utf8("firm_id,name_zh\nA,甲\nB,乙\n"));
    expect([file.rows, file.as, file.encoding]).toEqual([2, "firms.csv", "UTF-8"]);
    const book = readFile("firms.xlsx", utf8("PK"));
    expect(book.workbook).toBe(true);
    expect(taken([file, book])).toEqual([file]);
    expect(twice([file, { ...file, name: "again.csv" }])).toBe("firms.csv");
    expect(twice([file, book])).toBeUndefined();
  });
  it("with Chinese headers are known as well, where the unit is the same", () => {
    const file = readFile("名单.csv", utf8("企业编号,中文名,统一社会信用代码,年产值（万元）\nA,甲,,1\n"));
    expect(file.as).toBe("firms.csv");
    expect(sentText(file).split("\n")[0]).toBe("firm_id,name_zh,uscc,年产值（万元）");
  });
});
