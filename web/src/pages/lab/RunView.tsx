// What a run found: figures, the film in the chain picture and on the map, the curve, what happened on the day and why,
// who is affected, on which basis.
import { useQuery } from "@tanstack/react-query";
import { Button, Segmented, Tooltip } from "antd";
import { useEffect, useMemo } from "react";
import { get } from "@/api/hooks";
import { ChartFrame } from "@/design/chart/ChartFrame";
import { full } from "@/design/number";
import { useKeys } from "@/frame/keys";
import { useCan } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { text, useUrlState, whole } from "@/frame/url-state";
import { nameIn, useLanguage, useTexts } from "@/text";
import { Affected } from "./Affected";
import { BandLegend } from "./Bands";
import { Basis } from "./Basis";
import { ChainPicture } from "./ChainPicture";
import { Choice } from "./controls";
import { drawTexts } from "./draw-text";
import { drawnRun } from "./draws";
import { Effect } from "./Effect";
import { Figures } from "./Figures";
import { DayEvents } from "./Happenings";
import { Legend } from "./Legend";
import { LossChart } from "./LossChart";
import styles from "./lab.module.css";
import { Playback, useFilm } from "./Playback";
import { useNames } from "./queries";
import {
  happenings,
  lossAt,
  lossCurve,
  type Result,
  type Run,
  type RunText,
  type Series,
  seriesOf,
  worstChain,
  worstNodes,
} from "./result";
import { Selected, worstOfCity } from "./Selected";
import type { Subject } from "./scenario";
import { TileMap } from "./TileMap";
import { labTexts } from "./text";
import { lossWords } from "./words";

export const viewFields = {
  x: text("A"),
  chain: text(),
  day: whole(-1),
  sel: text(),
  view: text("chain"),
  scale: text(),
};

export function RunView({
  record,
  about,
  result,
  onAdd,
}: {
  record: string;
  about: RunText;
  result: Result;
  onAdd?: (subject: Subject) => void;
}) {
  const [state] = useUrlState(viewFields);
  const run = result.runs.find((one) => one.run === state.x) ?? result.runs[0];
  if (!run) return null;
  // Another run, another film.
  return <View key={`${record}${run.run}`} about={about} result={result} run={run} onAdd={onAdd} />;
}

function indexed(series: readonly Series[]): Map<string, Series> {
  return new Map(series.map((one) => [one.id, one]));
}

function View({
  about,
  result,
  run,
  onAdd,
}: {
  about: RunText;
  result: Result;
  run: Run;
  onAdd?: (subject: Subject) => void;
}) {
  const t = useTexts(labTexts);
  const words = useTexts(drawTexts);
  const language = useLanguage();
  const can = useCan();
  const [state, set] = useUrlState(viewFields);
  const dataset = about.dataset.name;
  const { name } = useNames(dataset);
  const worst = run.outcome.worst_day;
  const film = useFilm(run.days, state.day >= 0 ? state.day : (worst ?? 0), (day) => {
    const written = day === (worst ?? 0) ? -1 : day;
    if (written !== state.day) set({ day: written }, "replace");
  });
  const { day } = film;
  const products = useMemo(() => seriesOf(result, run, "product"), [result, run]);
  const cities = useMemo(() => seriesOf(result, run, "city"), [result, run]);
  const all = useMemo(() => happenings(result, run, products), [result, run, products]);
  const nodes = useMemo(() => worstNodes(result, run), [result, run]);
  const byProduct = useMemo(() => indexed(products), [products]);
  const byCity = useMemo(() => indexed(cities), [cities]);
  const curve = useMemo(() => lossCurve(run), [run]);
  const curves = useMemo(() => [{ values: curve, index: 0 }], [curve]);
  const drawn = drawnRun(result.draws, run.run);
  const mayView = can("break_point.read");
  const chain = state.chain || worstChain(result, run);
  const chainView = useQuery({
    ...get("/api/v1/datasets/{name}/chains/{chain}", { path: { name: dataset, chain } }),
    enabled: mayView && chain !== "",
  });
  const cityView = useQuery({
    ...get("/api/v1/datasets/{name}/cities", { path: { name: dataset } }),
    enabled: mayView,
  });
  const fresh = useMemo(
    () => new Set(all.flatMap((one) => (one.day === day && one.product && one.what !== "back" ? [one.product] : []))),
    [all, day],
  );
  const freshCities = useMemo(
    () =>
      new Set(
        cities.flatMap((one) =>
          lossAt(one, day) >= 0.01 && (day === 0 || !one.output.slice(0, day).some((_, k) => lossAt(one, k) >= 0.01))
            ? [one.id]
            : [],
        ),
      ),
    [cities, day],
  );
  const isMap = state.view === "map";
  const inChain = useMemo(() => products.filter((one) => one.chain_id === chain), [products, chain]);
  const shown = isMap ? cities : inChain;
  const hit = shown.filter((one) => lossAt(one, day) >= 0.01);
  const top =
    state.scale === "day" ? shown.reduce((most, one) => Math.max(most, lossAt(one, day)), 0) || undefined : undefined;
  const [selectedKind, selectedId] = state.sel ? (state.sel.split(":") as [string, string]) : [undefined, undefined];
  const select = (sel: string) => set({ sel: sel === state.sel ? "" : sel }, "replace");

  // The affected ones of the picture, the worst of the day first.
  const order = [...hit].sort((a, b) => lossAt(b, day) - lossAt(a, day));
  const step = (by: number) => {
    const at = order.findIndex((one) => one.id === selectedId);
    const next = order[at < 0 ? (by > 0 ? 0 : order.length - 1) : at + by];
    if (next) set({ sel: `${isMap ? "city" : "product"}:${next.id}` }, "replace");
  };
  useKeys([
    { keys: "j", name: t.affected, run: () => step(1) },
    { keys: "k", name: t.affected, run: () => step(-1) },
  ]);
  useEffect(() => {
    if (state.x !== "A" && result.runs.length < 2) set({ x: "A" }, "replace");
  }, [state.x, result, set]);

  const chains = result.dimensions.find((one) => one.id === "chain")?.groups ?? [];
  const chainName = nameIn(language, chains.find((one) => one.id === chain) ?? {});
  const scope = nameIn(language, { name_zh: result.scope.zh, name_en: result.scope.en });
  const source = t.source(about.dataset.name, about.dataset.version, scope);
  const peak = worst === null ? 0 : run.outcome.worst_loss;

  return (
    <div className={styles.view}>
      <Figures result={result} run={run} />
      {result.runs.length > 1 ? <Effect result={result} run={run} source={source} /> : null}
      <div className={styles.bar}>
        <Playback film={film} worst={worst} curve={curve} />
        <div className={`${styles.barTools} no-print`}>
          {result.runs.length > 1 ? (
            <Segmented
              size="small"
              value={run.run}
              options={result.runs.map((one) => ({
                value: one.run,
                label: nameIn(language, { name_zh: one.label.zh, name_en: one.label.en }) || one.run,
              }))}
              onChange={(x) => set({ x })}
            />
          ) : null}
          <Segmented
            size="small"
            value={isMap ? "map" : "chain"}
            options={[
              { value: "chain", label: t.chainPicture },
              { value: "map", label: t.map },
            ]}
            onChange={(view) => set({ view, sel: "" })}
          />
          {isMap ? null : (
            <Choice
              label={t.chainOf}
              value={chain}
              onChange={(next) => set({ chain: next })}
              options={chains.map((one) => ({ value: one.id, label: nameIn(language, one) }))}
            />
          )}
          <Tooltip title={t.zoomWhy}>
            <Button
              size="small"
              type={top !== undefined || state.scale === "day" ? "primary" : "default"}
              aria-pressed={state.scale === "day"}
              onClick={() => set({ scale: state.scale === "day" ? "" : "day" })}
            >
              {t.zoom}
            </Button>
          </Tooltip>
        </div>
      </div>
      <figure className={styles.picture} aria-label={isMap ? t.map : t.chainPicture}>
        <figcaption className={styles.pictureHead}>
          <b>{isMap ? t.mapCaption(day, hit.length) : t.chainCaption(chainName, day, hit.length)}</b>
          <Legend top={state.scale === "day" ? (top ?? 0) : undefined} />
        </figcaption>
        {!mayView ? (
          <p className="caption">{t.cannotRun.replace("scenario.run", "break_point.read")}</p>
        ) : isMap ? (
          <QueryState query={cityView}>
            {(data) => (
              <>
                <TileMap
                  cities={data.cities}
                  series={byCity}
                  day={day}
                  top={top}
                  fresh={freshCities}
                  selected={selectedKind === "city" ? selectedId : undefined}
                  onSelect={(id) => select(`city:${id}`)}
                />
                <p className="caption">{t.mapNote}</p>
              </>
            )}
          </QueryState>
        ) : (
          <QueryState query={chainView} rows={8}>
            {(data) => (
              <ChainPicture
                view={data}
                series={byProduct}
                day={day}
                top={top}
                fresh={fresh}
                selected={selectedKind === "product" ? selectedId : undefined}
                onSelect={(id) => select(`product:${id}`)}
              />
            )}
          </QueryState>
        )}
      </figure>
      {selectedId && (selectedKind === "product" || selectedKind === "city") ? (
        <Selected
          kind={selectedKind}
          id={selectedId}
          series={selectedKind === "product" ? byProduct.get(selectedId) : byCity.get(selectedId)}
          name={name}
          day={day}
          result={result}
          run={run}
          node={selectedKind === "product" ? nodes.get(selectedId) : worstOfCity(result, run, selectedId)}
          onAdd={onAdd}
        />
      ) : null}
      <div className={styles.two}>
        <ChartFrame
          title={worst === null || peak === 0 ? t.curveNone : t.curveTitle(worst, lossWords(peak))}
          subtitle={`${drawn ? words.unit : t.curveUnit}${run.scenario.events.length > 0 ? ` · ${t.shockBars}` : ""}`}
          alternative={`${t.curveAlt(
            lossWords(peak),
            worst ?? 0,
            lossWords(Math.max(0, curve.at(-1) ?? 0)),
            Math.max(0, run.days - 1),
          )}${drawn ? words.bandAlt(lossWords(drawn.worst_loss[0]), lossWords(drawn.worst_loss[4])) : ""}`}
          source={source}
          rows={curve.map((loss, at) => ({ at, loss }))}
          rowKey={(row) => String(row.at)}
          columns={[
            { id: "day", title: t.dayColumn, width: 60, value: (row) => row.at },
            {
              id: "loss",
              title: t.lossColumn,
              unit: "%",
              width: 90,
              align: "right",
              value: (row) => row.loss * 100,
              cell: (row) => full(row.loss * 100, 3),
            },
            ...(drawn
              ? ([0, 2, 4] as const).map((level, i) => ({
                  id: `level${level}`,
                  title: [words.low, words.median, words.high][i] ?? "",
                  unit: "%",
                  width: 90,
                  align: "right" as const,
                  value: (row: { at: number }) => (drawn.loss[level]?.[row.at] ?? 0) * 100,
                  cell: (row: { at: number }) => full((drawn.loss[level]?.[row.at] ?? 0) * 100, 3),
                }))
              : []),
          ]}
        >
          <LossChart
            curves={curves}
            bands={drawn?.loss}
            days={run.days}
            day={day}
            onDay={film.go}
            events={run.scenario.events}
          />
          {drawn ? <BandLegend run="var(--run-a)" /> : null}
        </ChartFrame>
        <DayEvents all={all} day={day} onDay={film.go} onSelect={(id) => showProduct(id)} />
      </div>
      <Affected
        result={result}
        run={run}
        products={products}
        cities={cities}
        onProduct={(id) => showProduct(id)}
        onCity={(id) => set({ view: "map", sel: `city:${id}` }, "replace")}
      />
      <Basis result={result} run={run} />
    </div>
  );

  function showProduct(id: string) {
    const of = byProduct.get(id)?.chain_id ?? chain;
    set({ view: "chain", chain: of === worstChain(result, run) ? "" : of, sel: `product:${id}` }, "replace");
  }
}
