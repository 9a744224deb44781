import { describe, expect, it } from "vitest";
import { faultWords } from "./fault-words";

describe("faults of the server", () => {
  it("are said in Chinese", () => {
    expect(faultWords('found "150%": expected a loss above 0 and at most 1, or as "30%"', "zh")).toBe(
      "写的是“150%”，损失应大于 0、不超过 1，或写成“30%”",
    );
    expect(faultWords('found "ArF": the id or name of a product that exists; did you mean "ArF2"?', "zh")).toBe(
      "写的是“ArF”，应为已有产品的编号或名称；是不是“ArF2”？",
    );
    expect(faultWords("the target is empty; expected at least one of firms, products", "zh")).toBe(
      "范围为空；至少写其中之一：firms, products",
    );
    expect(faultWords("'sector' found \"Q\": the id or name of a product that exists", "zh")).toBe(
      "sector 写的是“Q”，应为已有产品的编号或名称",
    );
  });
  it("stay as they are in English, and where their form is not known", () => {
    expect(faultWords("expected a text", "en")).toBe("expected a text");
    expect(faultWords("something new", "zh")).toBe("something new");
  });
});
