import { describe, expect, it } from "vitest";
import {
  changesOf,
  diffOf,
  type Figure,
  figuresOf,
  forDocument,
  keysOf,
  lengthOf,
  noWords,
  piecesOf,
  plainOf,
  unlinked,
} from "./written";

const figure = (key: string, value: string, source = `source of ${key}`): Figure => ({
  key,
  label: { zh: key, en: key },
  value: { zh: value, en: value },
  source: { zh: source, en: source },
  version: 3,
});
const figures = { "A/score": figure("A/score", "0.62（0.48–0.75）"), "A/days": figure("A/days", "38 天") };
const words = { ...noWords, conclusion: "第{{A/days}}起减产，得分 {{A/score}}。", basis: "见 {{A/score}}" };

describe("texts with chips", () => {
  it("are text and keys in turn", () => {
    expect(piecesOf(words.conclusion)).toEqual([
      { text: "第" },
      { key: "A/days" },
      { text: "起减产，得分 " },
      { key: "A/score" },
      { text: "。" },
    ]);
    expect(keysOf(words)).toEqual(["A/days", "A/score"]);
  });
  it("are as long as they are read", () => {
    expect(plainOf(words.basis, figures, "zh")).toBe("见 0.62（0.48–0.75）");
    expect(lengthOf(words.basis, figures, "zh")).toBe(17);
    expect(plainOf("{{gone}}", figures, "zh")).toBe("—");
  });
  it("become values with one footnote for one source", () => {
    expect(forDocument(words, figures, "zh")).toMatchObject({
      conclusion: "第38 天[^1]起减产，得分 0.62（0.48–0.75）[^2]。",
      basis: "见 0.62（0.48–0.75）[^2]",
      sources: ["source of A/days", "source of A/score"],
    });
  });
});

describe("typed numbers", () => {
  it.each([
    ["减产 48%，约 3.5 万元", ["48%", "3.5 万元"]],
    ["{{A/days}} 之后 12 天", ["12 天"]],
    ["2026年11月23日，2025 年与 2024-05", []],
    ["数据 v14，GB/T 4754，DISP-07", ["4754"]],
    ["2026% 与 20261", ["2026%", "20261"]],
    ["没有数字", []],
  ])("%s", (text, found) => expect(unlinked(text).map((one) => one.text)).toEqual(found));
  it("stand where they are written, chips counted", () => expect(unlinked("{{ab}}x 7")[0]?.at).toBe(8));
});

it("a newer version tells which figures differ, and which are gone", () => {
  const newer = { "A/score": figure("A/score", "0.70") };
  const more = { ...words, impact: "{{A/new}}" };
  expect(changesOf(more, figures, newer).map((one) => [one.key, one.before.zh, one.now?.zh])).toEqual([
    ["A/days", "38 天", undefined],
    ["A/score", "0.62（0.48–0.75）", "0.70"],
  ]);
  expect(changesOf(words, figures, figures)).toEqual([]);
});

it("differences are letters in Chinese and words in English", () => {
  expect(diffOf("产能不足", "产能充足")).toEqual([
    { kind: "same", text: "产能" },
    { kind: "gone", text: "不" },
    { kind: "new", text: "充" },
    { kind: "same", text: "足" },
  ]);
  expect(diffOf("lost 12 days", "lost 38 days").filter((one) => one.kind !== "same")).toEqual([
    { kind: "gone", text: "12" },
    { kind: "new", text: "38" },
  ]);
  expect(diffOf("", "")).toEqual([]);
});

it("figures of a product have value, interval, source and version", () => {
  const line = {
    metric: "localisation_rate",
    label_zh: "国产化率",
    label_en: "Localisation rate",
    value: 20,
    low: 20,
    high: 20,
    unit: "%",
    threshold: null,
    scope: "China",
    source: "Report",
    url: null,
    year: 2024,
    grade: "B",
    synthetic: false,
    computed_with: true,
    old: false,
  };
  const view = {
    about: { dataset: "delta", version: 14, scope_zh: "长三角", scope_en: "Delta" },
    id: "P",
    name_zh: "光刻胶",
    name_en: "Photoresist",
    break_point: {
      score: 0.5,
      score_low: 0.4,
      score_high: 0.6,
      exposure: null,
      importance: null,
      recovery: null,
      evidence: [line, { ...line, value: null }],
    },
  } as unknown as Parameters<typeof figuresOf>[0];
  const found = figuresOf(view);
  expect(found.map((one) => [one.key, one.value.zh, one.version])).toEqual([
    ["P/score", "0.50（0.40–0.60）", 14],
    ["P/localisation_rate|China|Report|2024", "20%", 14],
  ]);
  expect(found[1]?.source.zh).toBe("Report，2024，B 级：国产化率；delta v14");
  expect(found[0]?.source.en).toContain("delta v14");
});
