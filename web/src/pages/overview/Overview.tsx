// Where to look first, and what has changed? One sentence, the map of the cities, figures, changes and tasks.
import { FullscreenOutlined, PlayCircleOutlined } from "@ant-design/icons";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { FilterChip, FilterSwitch } from "@/frame/Filters";
import { useKeys } from "@/frame/keys";
import { useGo } from "@/frame/Link";
import { Page, SidePanel } from "@/frame/Page";
import { QueryState } from "@/frame/states";
import { flag, list, text, useUrlState } from "@/frame/url-state";
import { WithDataset } from "@/frame/WithDataset";
import { nameIn, useLanguage, useTexts } from "@/text";
import { Answer, VisitNote } from "./Answer";
import { Chains } from "./Chains";
import { Changes } from "./Changes";
import { CityMap } from "./CityMap";
import { CityPanel } from "./CityPanel";
import { Figures, Levels } from "./Figures";
import { History } from "./History";
import { MetricSwitch } from "./MetricSwitch";
import { inOrder, type MetricMeaning, metricOf, type OverviewView } from "./model";
import styles from "./overview.module.css";
import { citiesQuery, overviewQuery } from "./queries";
import { Slides } from "./Slides";
import { Tasks } from "./Tasks";
import { overviewTexts } from "./text";
import { provinceCodes, provinceNames, provincesLeftOut, tilesOf } from "./tiles";
import { enterFullScreen, Wall } from "./Wall";

const fields = {
  metric: text("exposure"),
  view: text("tiles"),
  prov: list(),
  chain: text(),
  sel: text(),
  wall: flag(),
};
const toggled = (values: readonly string[], value: string) =>
  values.includes(value) ? values.filter((one) => one !== value) : [...values, value];

// Without the cities' figures one measure is named all the same, so that the map can say what is locked.
const unknownMetric: MetricMeaning = {
  id: "exposure",
  name_zh: "平均暴露度",
  name_en: "Mean exposure",
  unit: "1",
  meaning_zh: "",
  meaning_en: "",
};

export default function Overview() {
  return <WithDataset>{(name) => <OverviewPage dataset={name} />}</WithDataset>;
}

function OverviewPage({ dataset }: { dataset: string }) {
  const t = useTexts(overviewTexts);
  const language = useLanguage();
  const go = useGo();
  const [state, set] = useUrlState(fields);
  const [slides, setSlides] = useState(false);
  const overview = useQuery({ ...overviewQuery(dataset, state.chain), placeholderData: keepPreviousData });
  const whole = useQuery(citiesQuery(dataset));
  const cities = useQuery({ ...citiesQuery(dataset, state.chain), placeholderData: keepPreviousData });
  const metrics = useMemo(() => inOrder(cities.data?.metrics ?? []), [cities.data]);
  const metric = metrics.find((one) => one.id === state.metric) ?? metrics[0] ?? unknownMetric;
  const tiles = useMemo(() => tilesOf(cities.data?.cities ?? []), [cities.data]);
  const wholeTiles = useMemo(() => tilesOf(whole.data?.cities ?? []), [whole.data]);
  const chains = overview.data?.chains ?? [];
  const chain = chains.find((one) => one.id === state.chain);
  const [pointed, setPointed] = useState("");
  useKeys(
    metrics.map((one, i) => ({
      keys: String(i + 1),
      name: t.metricKey(nameIn(language, one)),
      run: () => set({ metric: one.id }, "replace"),
    })),
  );
  const leave = useCallback(() => set({ wall: false }), [set]);
  const ranked = (id: string) => tiles.filter((tile) => metricOf(tile.city, id)?.value != null).length;
  const chosen = tiles.find((tile) => tile.code === state.sel);
  const side = chosen ? (
    <SidePanel
      title={`${nameIn(language, chosen)} · ${nameIn(language, provinceNames[chosen.province])}`}
      onClose={() => set({ sel: "" }, "replace")}
    >
      <CityPanel dataset={dataset} tile={chosen} metrics={metrics} ranked={ranked} chain={state.chain} />
    </SidePanel>
  ) : undefined;
  const select = (code: string) => set({ sel: code === state.sel ? "" : code }, "replace");
  const answer = overview.data ? <Answer view={overview.data} chain={chain && nameIn(language, chain)} /> : undefined;
  const note = !overview.data ? undefined : state.chain ? (
    t.chainNote
  ) : (
    <VisitNote view={overview.data} leftOut={cities.data ? provincesLeftOut(tiles) : []} />
  );
  const at = Math.max(0, metrics.indexOf(metric));
  const rotation = slides ? (
    <Slides
      at={at}
      names={metrics.map((one) => nameIn(language, one))}
      held={pointed !== ""}
      onShow={(index) => set({ metric: metrics[index]?.id ?? "exposure" }, "replace")}
      onEnd={() => setSlides(false)}
    />
  ) : (
    <Button size="small" type="text" icon={<PlayCircleOutlined />} onClick={() => setSlides(true)}>
      {t.slides}
    </Button>
  );
  const filters = (
    <MetricSwitch metrics={metrics} value={metric.id} onChange={(id) => set({ metric: id })}>
      <span className={styles.apart} />
      <FilterChip
        single
        label={t.chain}
        value={state.chain ? [state.chain] : []}
        onChange={([id = ""]) => set({ chain: id })}
        options={chains.map((one) => ({ value: one.id, label: nameIn(language, one) }))}
      />
      {provinceCodes.map((code) => (
        <FilterSwitch
          key={code}
          label={nameIn(language, provinceNames[code])}
          value={state.prov.includes(code)}
          onChange={() => set({ prov: toggled(state.prov, code) })}
        />
      ))}
    </MetricSwitch>
  );
  const map = (
    <CityMap
      tiles={tiles}
      whole={wholeTiles}
      metric={metric}
      cities={cities}
      view={state.view}
      onView={(view) => set({ view })}
      provinces={state.prov}
      selected={state.sel}
      pointed={pointed}
      onPoint={setPointed}
      onSelect={select}
      onOpen={(code) => go(`/cities/${code}`)}
    />
  );
  const body = (
    <QueryState query={overview} rows={12}>
      {(view) => <Board view={view} map={map} wall={state.wall} chain={state.chain} />}
    </QueryState>
  );
  if (state.wall) {
    return (
      <Wall
        answer={answer ?? t.title}
        note={
          <>
            {note}
            <div className={styles.filters}>{filters}</div>
          </>
        }
        tools={rotation}
        side={side}
        about={overview.data?.about}
        onLeave={leave}
      >
        {body}
      </Wall>
    );
  }
  return (
    <Page
      crumbs={[{ name: t.title }]}
      about={overview.data?.about}
      answer={answer}
      note={note}
      filters={filters}
      tools={
        <>
          <Button
            size="small"
            type="text"
            icon={<FullscreenOutlined />}
            onClick={() => {
              enterFullScreen();
              set({ wall: true });
            }}
          >
            {t.wall}
          </Button>
          {rotation}
        </>
      }
      side={side}
    >
      {body}
    </Page>
  );
}

function Board({ view, map, wall, chain }: { view: OverviewView; map: ReactNode; wall: boolean; chain: string }) {
  return (
    <div className={styles.frame}>
      <div className={styles.board}>
        <div className={styles.left}>
          {map}
          <History view={view} height={wall ? 130 : 200} />
        </div>
        <div className={styles.main}>
          <Figures view={view} chain={chain} />
          <Levels view={view} chain={chain} />
          <Changes view={view} most={wall ? 7 : 6} />
          <Tasks dataset={view.about.dataset} chain={chain} most={wall ? 7 : 5} />
          <Chains view={view} />
        </div>
      </div>
    </div>
  );
}
