import { expect, test } from "vitest";
import { candidateTexts } from "./candidateTexts";
import type { Candidate } from "./model";
import { reasonsAgainst, reasonsFor } from "./reasons";

const factor = { value: 0.5, low: 0.1, high: 1, known: false };
const known: Candidate = {
  rank: 1,
  firm_id: "f",
  name_zh: "甲",
  name_en: "A",
  kind: "maker",
  tier: "province",
  status: "qualified",
  synthetic: false,
  spare_cny_a_year: 2e7,
  lead_days: { low: 20, high: 30, is_assumption: false },
  qualification_days: { low: 0, high: 0, is_assumption: false },
  fails_with_primary: false,
  shared: [],
  score: factor,
  parts: {},
  grade: "B",
};

test("a candidate of known facts has reasons for it and nothing known against it", () => {
  expect(reasonsFor(known, candidateTexts.zh, "zh")).toEqual([
    "余力 2,000 万元/年",
    "已量产",
    "20–30 天可到位",
    "同省",
    "与主供没有已知的共同来源",
  ]);
  expect(reasonsAgainst(known, candidateTexts.zh, "zh")).toEqual(["没有已知的反对理由"]);
});

test("what speaks against is always told: shared upstream, same city, unverified capacity", () => {
  const doubtful: Candidate = {
    ...known,
    spare_cny_a_year: null,
    status: "trial",
    lead_days: { low: 20, high: 30, is_assumption: true },
    shared: [
      { kind: "upstream", zh: "上游：日本", en: "upstream: Japan" },
      { kind: "city", zh: "同城：苏州", en: "same city: Suzhou" },
    ],
    fails_with_primary: true,
    grade: "C",
  };
  expect(reasonsAgainst(doubtful, candidateTexts.en, "en")).toEqual([
    "fails together with the primary; no plan takes it",
    "upstream: Japan",
    "same city: Suzhou",
    "spare capacity not verified, nothing can be reserved",
    "trial, has to qualify",
    "days to switch are assumed",
    "evidence of grade C",
  ]);
  expect(reasonsFor(doubtful, candidateTexts.en, "en")).toEqual(["same province"]);
});
