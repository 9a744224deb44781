// Up to four runs side by side: the inputs that differ, the outcomes, the curves on one scale, and the difference.
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { ChartFrame } from "@/design/chart/ChartFrame";
import { Missing } from "@/design/marks";
import { percent, points } from "@/design/number";
import { useDataset } from "@/frame/dataset";
import { Link } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { Failure, Loading } from "@/frame/states";
import { text, useUrlState } from "@/frame/url-state";
import { nameIn, useLanguage, useTexts } from "@/text";
import { BandLegend } from "./Bands";
import { drawTexts } from "./draw-text";
import { type DrawnDifference, type DrawnRun, drawnRun } from "./draws";
import { useEffectWords } from "./Effect";
import { dashes, LossChart, letters, rangeOf, runColour } from "./LossChart";
import styles from "./lab.module.css";
import { measureTexts } from "./measure-text";
import { measuresOf } from "./measures";
import { resultQuery, runQuery, textOfRun, useNames } from "./queries";
import { differenceCurve, type InputRow, inputDifferences, lossCurve, type Result, type Run } from "./result";
import { labTexts } from "./text";
import { amount, eventWords, lossRange, lossWords, measureWords, recoveryWords } from "./words";

const fields = { r: text() };
/** "12" is the run, "12b" its second variant. */
export function refsOf(written: string): { id: string; variant: "A" | "B" }[] {
  return written
    .split(",")
    .flatMap((one) => {
      const found = /^(\d+)([ab]?)$/.exec(one.trim());
      return found ? [{ id: found[1]!, variant: found[2] === "b" ? ("B" as const) : ("A" as const) }] : [];
    })
    .slice(0, 4);
}

interface Side {
  key: string;
  letter: string;
  name: string;
  id: string;
  run: Run;
  result: Result;
  dataset: string;
  curve: number[];
  drawn: Required<DrawnRun> | undefined;
  measures: string[];
}
/** Of two sides of one run: their difference draw by draw, the second less the first. */
function pairOf(a: Side, b: Side): DrawnDifference | undefined {
  if (a.id !== b.id || a.run.run !== "A" || b.run.run !== "B") return undefined;
  return b.result.draws?.difference ?? undefined;
}

export default function Compare() {
  const t = useTexts(labTexts);
  const words = useTexts(drawTexts);
  const ofMeasures = useTexts(measureTexts);
  const language = useLanguage();
  const { name } = useNames(useDataset().name);
  const [state] = useUrlState(fields);
  const refs = useMemo(() => refsOf(state.r), [state.r]);
  const ids = useMemo(() => [...new Set(refs.map((ref) => ref.id))], [refs]);
  const records = useQueries({ queries: ids.map((id) => runQuery(id)) });
  const results = useQueries({ queries: ids.map((id) => resultQuery(id)) });
  const failed = ids.findIndex((_, i) => records[i]?.isError || results[i]?.isError);
  const ready = ids.length > 0 && ids.every((_, i) => records[i]?.data && results[i]?.data);
  const stamp = ready ? ids.join(",") : "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs do not change once they are read
  const sides = useMemo<Side[]>(() => {
    if (stamp === "") return [];
    return refs.flatMap((ref, i) => {
      const at = ids.indexOf(ref.id);
      const record = records[at]?.data;
      const result = results[at]?.data;
      const run = result?.runs.find((one) => one.run === ref.variant);
      if (!record || !result || !run) return [];
      const about = textOfRun(record.text);
      const label = nameIn(language, { name_zh: run.label.zh, name_en: run.label.en });
      const variant = result.runs.length > 1 ? ` · ${label || ref.variant}` : "";
      return [
        {
          key: ref.id + ref.variant,
          letter: letters[i] ?? "",
          name: record.name + variant,
          id: ref.id,
          run,
          result,
          dataset: t.on(about.dataset.name, about.dataset.version),
          curve: lossCurve(run),
          drawn: drawnRun(result.draws, run.run),
          measures:
            run.run === "B"
              ? measuresOf("", undefined, about.options.edits).map((one) =>
                  measureWords(one, name, ofMeasures, language),
                )
              : [],
        },
      ];
    });
  }, [stamp, refs, language, name, ofMeasures]);
  const inputs = useMemo(() => inputDifferences(sides), [sides]);
  const isMixed = new Set(sides.map((side) => side.dataset)).size > 1;
  const [a, b] = sides;
  return (
    <Page
      crumbs={[{ name: t.title, to: "/lab" }, { name: t.compareTitle }]}
      answer={a && b ? <Answer a={a} b={b} /> : refs.length < 2 ? t.compareFew : undefined}
      note={
        !a || !b
          ? undefined
          : isMixed
            ? t.compareMixed
            : pairOf(a, b)
              ? `${words.inputsDiffer(inputs.length)} ${words.paired}`
              : sides.some((side) => side.drawn)
                ? `${words.inputsDiffer(inputs.length)} ${words.compareNoPair}`
                : t.compareNote(inputs.length)
      }
    >
      {refs.length < 2 ? (
        <Link to="/lab">{t.lab}</Link>
      ) : failed >= 0 ? (
        <>
          <p>{t.compareFailed(ids[failed] ?? "")}</p>
          <Failure error={(records[failed]?.error ?? results[failed]?.error)!} />
        </>
      ) : sides.length < 2 ? (
        <Loading rows={10} />
      ) : (
        <div className={styles.compare}>
          <div>
            <Inputs sides={sides} rows={inputs} />
            <Outcomes sides={sides} />
          </div>
          <div>
            <Curves sides={sides} />
            {sides.slice(1).map((side) => (
              <Difference key={side.key} a={sides[0]!} b={side} index={sides.indexOf(side)} />
            ))}
          </div>
        </div>
      )}
    </Page>
  );
}

function Answer({ a, b }: { a: Side; b: Side }) {
  const t = useTexts(labTexts);
  const language = useLanguage();
  const say = useEffectWords(b.result);
  const pair = pairOf(a, b);
  if (pair) return <>{say(pair, Math.min(a.drawn?.draws ?? 0, b.drawn?.draws ?? 0)).mean}</>;
  const less = a.run.outcome.lost_output - b.run.outcome.lost_output;
  if (Math.abs(less) < 1) return t.compareSame(a.letter, b.letter);
  const share = a.run.outcome.lost_output > 0 ? Math.abs(less) / a.run.outcome.lost_output : 0;
  const change = `${amount(Math.abs(less), a.result.currency, language)}${language === "zh" ? `（${percent(share)}）` : ` (${percent(share)})`}`;
  return t.compareAnswer(a.letter, b.letter, change, less > 0 ? t.lessLost : t.moreLost);
}

/** Letter and dash: runs are told apart without colour. */
function Mark({ index }: { index: number }) {
  return (
    <span className={styles.mark}>
      <svg width="26" height="10" aria-hidden="true">
        <line
          x1="0"
          x2="26"
          y1="5"
          y2="5"
          stroke={runColour(index)}
          strokeWidth="2.5"
          strokeDasharray={dashes[index] || undefined}
        />
      </svg>
      <b>{letters[index]}</b>
    </span>
  );
}

function Heads({ sides, first }: { sides: readonly Side[]; first: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {sides.map((side, i) => (
          <th key={side.key} scope="col">
            <Mark index={i} />{" "}
            <Link to={`/lab/runs/${side.id}`} query={side.key.endsWith("B") ? { x: "B" } : undefined}>
              {side.name}
            </Link>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Inputs({ sides, rows }: { sides: readonly Side[]; rows: readonly InputRow[] }) {
  const t = useTexts(labTexts);
  const language = useLanguage();
  const measures = useTexts(measureTexts);
  const { name } = useNames(sides[0]?.dataset.split(" ")[0] ?? "");
  const say = (row: InputRow, value: InputRow["values"][0]) => {
    if (value === undefined) return <Missing why={t.absent} />;
    if (typeof value === "object") return eventWords(value, name, t);
    if (typeof value === "boolean") return value ? t.yes : t.no;
    if (row.what === "rationing") return t.rationings[value as keyof typeof t.rationings] ?? value;
    if (row.what === "orders") return t.orderRules[value as keyof typeof t.orderRules] ?? value;
    if (row.what === "trigger_share" || row.what === "largest_share") return percent(Number(value));
    return value;
  };
  const label = (row: InputRow) => {
    if (row.what === "measure") return `${measures.measure}${language === "zh" ? "：" : ": "}${row.of}`;
    const what = t.inputNames[row.what as keyof typeof t.inputNames] ?? row.what;
    if (row.what === "event") {
      const event = row.values.find((value) => typeof value === "object");
      return `${what} ${typeof event === "object" ? nameIn(language, event) : row.of}`;
    }
    return row.of ? `${what} ${name(row.of)}` : what;
  };
  return (
    <Section title={t.differences}>
      {rows.length === 0 ? (
        <p className="caption">{t.noDifferences}</p>
      ) : (
        <table className={`${styles.table} ${styles.sides}`}>
          <Heads sides={sides} first={t.inputs} />
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{label(row)}</th>
                {row.values.map((value, i) => (
                  <td key={sides[i]?.key}>{say(row, value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Outcomes({ sides }: { sides: readonly Side[] }) {
  const t = useTexts(labTexts);
  const words = useTexts(drawTexts);
  const language = useLanguage();
  const rows: { name: string; value: (side: Side) => string }[] = [
    {
      name: t.worst,
      value: ({ run: { outcome } }) =>
        outcome.worst_day === null ? "0" : `−${lossWords(outcome.worst_loss)} · ${t.worstOn(outcome.worst_day)}`,
    },
    {
      name: t.lostOutput,
      value: ({ run: { outcome }, result }) =>
        `${amount(outcome.lost_output, result.currency, language)} · ${percent(outcome.lost_output_share, 2)}`,
    },
    ...(sides.some((side) => side.drawn)
      ? [
          {
            name: words.worstBand,
            value: ({ drawn }: Side) => (drawn ? lossRange(drawn.worst_loss) : t.oneRun),
          },
          {
            name: words.lostBand,
            value: ({ drawn, result }: Side) =>
              drawn
                ? `${amount(drawn.lost_output[0], result.currency, language)}–${amount(drawn.lost_output[4], result.currency, language)}`
                : t.oneRun,
          },
        ]
      : []),
    { name: t.back90, value: ({ run }) => recoveryWords(run.outcome.recovery_90, "90%", t) },
    { name: t.back99, value: ({ run }) => recoveryWords(run.outcome.recovery_99, "99%", t) },
    {
      name: t.reach,
      value: ({ run: { outcome } }) => t.reachOf(outcome.products.hit, outcome.cities.hit, outcome.firms.hit),
    },
    { name: t.switched, value: ({ run, result }) => amount(run.outcome.switched, result.currency, language) },
  ];
  return (
    <Section title={t.outcomes}>
      <table className={`${styles.table} ${styles.sides}`}>
        <Heads sides={sides} first={t.outcomes} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              {sides.map((side) => (
                <td key={side.key}>{row.value(side)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Curves({ sides }: { sides: readonly Side[] }) {
  const t = useTexts(labTexts);
  const words = useTexts(drawTexts);
  const range = rangeOf(sides.flatMap((side) => [side.curve, ...(side.drawn?.loss ?? [])]));
  const days = Math.max(...sides.map((side) => side.run.days));
  return (
    <Section title={t.curves4}>
      <p className="caption">{sides.some((side) => side.drawn) ? words.unit : t.curves4Unit}</p>
      {sides.some((side) => side.drawn) ? <BandLegend /> : null}
      <div className={styles.multiples}>
        {sides.map((side, i) => (
          <figure key={side.key} aria-label={side.name}>
            <figcaption>
              <Mark index={i} /> {side.name}
            </figcaption>
            <div
              role="img"
              aria-label={t.curveAlt(
                lossWords(side.run.outcome.worst_loss),
                side.run.outcome.worst_day ?? 0,
                lossWords(Math.max(0, side.curve.at(-1) ?? 0)),
                side.run.days - 1,
              )}
            >
              <LossChart
                curves={[{ values: side.curve, index: i }]}
                bands={side.drawn?.loss}
                days={days}
                range={range}
                height={150}
                letter
                events={side.run.scenario.events}
              />
            </div>
          </figure>
        ))}
      </div>
    </Section>
  );
}

function Difference({ a, b, index }: { a: Side; b: Side; index: number }) {
  const t = useTexts(labTexts);
  const language = useLanguage();
  const words = useTexts(drawTexts);
  const pair = pairOf(a, b);
  const values = useMemo(() => differenceCurve(a.curve, b.curve), [a, b]);
  const at = values.reduce((best, value, day) => (Math.abs(value) > Math.abs(values[best] ?? 0) ? day : best), 0);
  return (
    <div className={styles.difference}>
      <ChartFrame
        title={t.difference(a.letter, b.letter)}
        subtitle={pair ? words.differenceUnit : t.differenceUnit}
        alternative={t.differenceAlt(pointsFine(values[at] ?? 0, language), at)}
        source={`Tenon · ${[...new Set([a.dataset, b.dataset])].join(" / ")}`}
        rows={values.map((value, day) => ({ day, value }))}
        rowKey={(row) => String(row.day)}
        columns={[
          { id: "day", title: t.dayColumn, width: 60, value: (row) => row.day },
          {
            id: "value",
            title: t.difference(a.letter, b.letter),
            unit: "pp",
            width: 120,
            align: "right",
            value: (row) => row.value * 100,
            cell: (row) => (row.value * 100).toFixed(3).replace("-", "−"),
          },
        ]}
      >
        <LossChart curves={[{ values, index }]} bands={pair?.loss} days={values.length} height={130} letter />
        {pair ? <BandLegend /> : null}
      </ChartFrame>
    </div>
  );
}

/** As points(), with the figures that small differences need. */
function pointsFine(change: number, language: "zh" | "en"): string {
  if (Math.abs(change) >= 0.001 || change === 0) return points(change, language);
  return `${change > 0 ? "+" : "−"}${Math.abs(change * 100).toFixed(3)}${language === "zh" ? " 个百分点" : " pp"}`;
}
