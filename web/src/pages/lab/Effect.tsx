// What the measures of run B change, draw by draw, and whether that is more than chance.
import { ChartFrame } from "@/design/chart/ChartFrame";
import { full, percent } from "@/design/number";
import { Section } from "@/frame/Page";
import { useLanguage, useTexts } from "@/text";
import { BandLegend } from "./Bands";
import { drawTexts } from "./draw-text";
import type { DrawnDifference } from "./draws";
import { LossChart } from "./LossChart";
import type { Result, Run } from "./result";
import second from "./second.module.css";
import { labTexts } from "./text";
import { amount } from "./words";

/** B less A in words, with the interval of the mean. */
export function useEffectWords(result: Result) {
  const t = useTexts(drawTexts);
  const language = useLanguage();
  const to = language === "zh" ? " 至 " : " to ";
  const money = (value: number) =>
    `${value > 0 ? "+" : value < 0 ? "−" : ""}${amount(Math.abs(value), result.currency, language)}`;
  return (difference: DrawnDifference, draws: number) => {
    const { mean_lost_output: mean, lost_output: band, share_lower: lower } = difference;
    const [low, high] = [mean.low ?? mean.value, mean.high ?? mean.value];
    const isNothing = band[0] === 0 && band[4] === 0 && mean.value === 0;
    // The interval of what is less is that of the difference turned round.
    const range =
      mean.value <= 0
        ? `${amount(Math.abs(high), result.currency, language)}${to}${amount(Math.abs(low), result.currency, language)}`
        : `${money(low)}${to}${money(high)}`;
    return {
      isNothing,
      isClear: !isNothing && high < 0,
      isWorse: low > 0,
      mean: isNothing
        ? t.none
        : mean.value <= 0 && high <= 0
          ? t.meanLess(amount(-mean.value, result.currency, language), range)
          : mean.value <= 0
            ? t.meanLess(amount(-mean.value, result.currency, language), `${money(-high)}${to}${money(-low)}`)
            : t.meanMore(amount(mean.value, result.currency, language), range),
      draws: t.perDraw(`${money(band[0])}${to}${money(band[4])}`, percent(lower.value, 0), draws),
    };
  };
}

export function Effect({ result, run, source }: { result: Result; run: Run; source: string }) {
  const t = useTexts(drawTexts);
  const words = useTexts(labTexts);
  const difference = result.draws?.difference;
  const say = useEffectWords(result);
  if (!difference?.loss) return null;
  const draws = Math.min(...(result.draws?.runs.map((one) => one.draws) ?? [0]));
  const said = say(difference, draws);
  const { loss } = difference;
  return (
    <Section title={t.difference}>
      <div className={second.effect}>
        <div>
          <p className={second.verdict}>{said.mean}</p>
          {said.isNothing ? null : (
            <>
              <p>{said.isClear ? t.clear : said.isWorse ? t.worse : t.unclear}</p>
              <p>{said.draws}</p>
              <p className="caption">{t.paired}</p>
            </>
          )}
        </div>
        <ChartFrame
          title={t.difference}
          subtitle={t.differenceUnit}
          alternative={said.mean}
          source={source}
          rows={(loss[2] ?? []).map((median, day) => ({
            day,
            low: loss[0]?.[day] ?? 0,
            median,
            high: loss[4]?.[day] ?? 0,
          }))}
          rowKey={(row) => String(row.day)}
          columns={[
            { id: "day", title: words.dayColumn, width: 60, value: (row) => row.day },
            ...(["low", "median", "high"] as const).map((id) => ({
              id,
              title: t[id],
              unit: "pp",
              width: 90,
              align: "right" as const,
              value: (row: { low: number; median: number; high: number }) => row[id] * 100,
              cell: (row: { low: number; median: number; high: number }) => full(row[id] * 100, 3),
            })),
          ]}
        >
          <LossChart curves={[]} bands={loss} days={run.days} height={130} />
          <BandLegend />
        </ChartFrame>
      </div>
    </Section>
  );
}
