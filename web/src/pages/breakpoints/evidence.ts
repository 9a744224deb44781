// What stands behind a number of the ranking, as the evidence drawer shows it.

import { useQueryClient } from "@tanstack/react-query";
import type { components } from "@/api/schema";
import { dateTime } from "@/design/date";
import { full, interval, percent, percentInterval } from "@/design/number";
import { type Evidence, type EvidenceInput, useEvidence } from "@/frame/Evidence";
import { frameTexts } from "@/frame/texts";
import { useToast } from "@/frame/toast";
import { type Language, nameIn, useLanguage, useTexts } from "@/text";
import type { Measure, ProductView, RankingRow } from "./model";
import { productQuery } from "./queries";
import { breakPointTexts } from "./text";

type Line = components["schemas"]["EvidenceLine"];
const units: Record<string, { zh: string; en: string }> = {
  firms: { zh: "家", en: "firms" },
  days: { zh: "天", en: "days" },
  "1": { zh: "", en: "" },
};

// What the server computed says so in English only.
const sources: Record<string, { zh: string; en: string }> = {
  computed: { zh: "计算得出", en: "computed" },
  "computed from the firm layer": { zh: "由企业层计算", en: "computed from the firm layer" },
  "computed from the makers listed": { zh: "由所列厂商计算", en: "computed from the makers listed" },
};

export function lineValue(line: Line, language: Language): string {
  const unit = units[line.unit]?.[language] ?? line.unit;
  const decimals = line.value !== null && !Number.isInteger(line.value) ? (Math.abs(line.value) < 10 ? 2 : 1) : 0;
  const spread = line.low !== null && line.high !== null && line.low !== line.high;
  if (unit === "%") {
    const share = (value: number | null) => (value === null ? null : value / 100);
    return spread
      ? percentInterval(share(line.value), share(line.low), share(line.high), language, decimals)
      : percent(share(line.value), decimals);
  }
  const text = spread ? interval(line.value, line.low, line.high, language, decimals) : full(line.value, decimals);
  return unit ? `${text} ${unit}` : text;
}

// Published scopes carry both languages, “长三角 Yangtze River Delta”; the reader's part is enough.
export function scopeIn(language: Language, scope: string): string {
  const both = /^([\u3000-\u9fff（），、·\d\s]+)\s([\x20-\x7e]+)$/.exec(scope);
  return both ? (both[language === "zh" ? 1 : 2] ?? scope).trim() : scope;
}

export function useEvidenceLines() {
  const language = useLanguage();
  const frame = useTexts(frameTexts);
  return (lines: readonly Line[]): EvidenceInput[] =>
    lines.map((line) => ({
      label: language === "zh" ? line.label_zh : line.label_en,
      value: lineValue(line, language),
      year: line.year,
      source: sources[line.source ?? ""]?.[language] ?? line.source ?? "Tenon",
      computed: line.source === null || line.source in sources,
      url: line.url ?? undefined,
      grade: line.grade ?? undefined,
      scope: scopeIn(language, line.scope),
      notes: [
        line.old ? frame.old : "",
        line.computed_with ? "" : frame.notUsed,
        line.synthetic ? frame.synthetic : "",
      ].filter(Boolean),
    }));
}

export function useMeasureEvidence(dataset: string) {
  const t = useTexts(breakPointTexts);
  const language = useLanguage();
  const client = useQueryClient();
  const show = useEvidence();
  const lines = useEvidenceLines();
  const toast = useToast();
  const of = (view: ProductView, measure: Measure): Evidence => {
    const point = view.break_point;
    return {
      title: `${nameIn(language, view)} · ${t[measure]}`,
      value: interval(point[measure], point[`${measure}_low`], point[`${measure}_high`], language),
      meaning: `${t.meanings[measure]}${language === "zh" ? "" : " "}${t.range}`,
      formula:
        measure === "score"
          ? t.formulaScore(
              full(point.importance, 2),
              full(point.exposure, 2),
              full(point.recovery, 2),
              full(point.score, 2),
            )
          : undefined,
      inputs: lines(point.evidence),
      version: t.version(
        view.about.dataset,
        view.about.version,
        language === "zh" ? view.about.scope_zh : view.about.scope_en,
        dateTime(view.about.computed_at),
      ),
    };
  };
  return async (row: Pick<RankingRow, "subject_kind" | "id">, measure: Measure) => {
    try {
      show(of(await client.fetchQuery(productQuery(dataset, row.id)), measure));
    } catch (error) {
      toast.error((error as Error).message);
    }
  };
}
