import { describe, expect, it } from "vitest";
import { full, interval, money, percent, percentInterval, points, short, signed, significant } from "./number";

describe("numbers for sentences", () => {
  it.each([
    [8234, "8,234", "8,234"],
    [9999.6, "1 万", "10 k"],
    [23_500, "2.35 万", "23.5 k"],
    [134_127_000, "1.34 亿", "134 m"],
    [2.56e12, "2.56 万亿", "2.56 trn"],
    [99_999_999, "1 亿", "100 m"],
    [0, "0", "0"],
    [0.04, "<0.1", "<0.1"],
    [-0.04, ">−0.1", ">−0.1"],
    [-23_500, "−2.35 万", "−23.5 k"],
    [12.345, "12.3", "12.3"],
    [0.5, "0.5", "0.5"],
  ])("%d", (value, zh, en) => {
    expect(short(value, "zh")).toBe(zh);
    expect(short(value, "en")).toBe(en);
  });
  it("never shows what is missing as 0", () => {
    for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(short(value, "zh")).toBe("—");
      expect(full(value)).toBe("—");
      expect(percent(value)).toBe("—");
      expect(points(value, "en")).toBe("—");
      expect(money(value, "zh")).toBe("—");
    }
  });
  it("keeps the same significant figures in both languages over all sizes", () => {
    for (let power = 4; power < 15; ++power) {
      for (const digit of [1.234, 4.567, 9.987]) {
        const value = digit * 10 ** power;
        const figures = (text: string) => text.replace(/[^\d]/g, "").replace(/0+$/, "");
        expect(figures(short(value, "zh")), String(value)).toBe(figures(short(value, "en")));
      }
    }
  });
});

describe("full digits", () => {
  it("groups and keeps decimals", () => {
    expect(full(13_412.7)).toBe("13,412.7");
    expect(full(1234567.891, 2)).toBe("1,234,567.89");
    expect(full(-1234)).toBe("−1,234");
    expect(full(-0.001, 2)).toBe("0.00");
    expect(full(1e21)).toBe("1,000,000,000,000,000,000,000");
  });
});

describe("shares", () => {
  it("writes percent and points", () => {
    expect(percent(0.614)).toBe("61.4%");
    expect(percent(0.62, 0)).toBe("62%");
    expect(percent(0.0004)).toBe("<0.1%");
    expect(points(0.09, "zh")).toBe("+9.0 个百分点");
    expect(points(-0.09, "en")).toBe("−9.0 pp");
    expect(signed(-0.01, 1)).toBe("0.0");
  });
  it("writes intervals as each language does", () => {
    expect(percentInterval(0.62, 0.48, 0.75, "zh")).toBe("62%（48%–75%）");
    expect(percentInterval(0.62, 0.48, 0.75, "en")).toBe("62% (48–75%)");
    expect(percentInterval(0.62, null, 0.75, "en")).toBe("62%");
    expect(interval(0.8, 0.75, 0.9, "en")).toBe("0.80 (0.75–0.90)");
    expect(interval(null, 0.75, 0.9, "zh")).toBe("—");
  });
});

it("money is fen in the data", () => {
  expect(money(1_341_270_000_00, "zh")).toBe("13.4 亿元");
  expect(money(1_341_270_000_00, "en")).toBe("CNY 1.34 bn");
  expect(money(1200, "zh")).toBe("12 元");
});

it("significant figures survive rounding up", () => {
  expect(significant(9.996)).toBe("10");
  expect(significant(0.09996)).toBe("0.1");
  expect(significant(1234.5)).toBe("1230");
  expect(significant(1.5e-7)).toBe("0.00000015");
});
