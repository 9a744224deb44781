import { describe, expect, it } from "vitest";
import { readScenario } from "@/pages/lab/scenario";
import { lossDays, lossOf } from "./what-if";

describe("the loss of one product", () => {
  it("is a scenario that the lab reads", () => {
    const { form, faults } = readScenario(lossOf({ id: "ICIC-08", name_zh: '光刻"胶', name_en: "Resist: ArF" }));
    expect(faults).toEqual([]);
    expect(form?.name).toEqual({ zh: `光刻"胶断供 ${lossDays} 天`, en: `Resist: ArF lost for ${lossDays} days` });
    expect(form?.shocks).toHaveLength(1);
    expect(form?.shocks[0]).toMatchObject({ kind: "link", target: { products: ["ICIC-08"] }, size: 1, duration: 90 });
  });
});
