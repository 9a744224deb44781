// One measure of the cities, as tiles or with their boundaries, and a line that reads the city pointed at.
import { InfoCircleOutlined } from "@ant-design/icons";
import type { UseQueryResult } from "@tanstack/react-query";
import { Component, lazy, type ReactNode, Suspense, useMemo } from "react";
import type { ApiError } from "@/api/problem";
import { LevelBadge } from "@/design/LevelBadge";
import { useConnection } from "@/frame/connection";
import { Failure, Loading } from "@/frame/states";
import { nameIn, useLanguage, useTexts } from "@/text";
import { classesOf } from "./classes";
import { Legend } from "./Legend";
import { useCityWords } from "./map-words";
import { type CitiesView, type MetricMeaning, metricOf } from "./model";
import styles from "./overview.module.css";
import { TileMap } from "./TileMap";
import { overviewTexts } from "./text";
import { provinceNames, type Tile } from "./tiles";

const RealMap = lazy(() => import("./RealMap"));

export interface CityMapProps {
  tiles: readonly Tile[];
  /** With the figures of all chains: what the classes are made of. */
  whole: readonly Tile[];
  metric: MetricMeaning;
  cities: UseQueryResult<CitiesView, ApiError>;
  view: string;
  onView: (view: string) => void;
  provinces: readonly string[];
  selected: string;
  pointed: string;
  onPoint: (code: string) => void;
  onSelect: (code: string) => void;
  onOpen: (code: string) => void;
}

export function CityMap({ tiles, whole, metric, cities, view, onView, pointed, ...rest }: CityMapProps) {
  const t = useTexts(overviewTexts);
  const language = useLanguage();
  const { state } = useConnection();
  const classes = useMemo(
    () => classesOf(whole.map((tile) => metricOf(tile.city, metric.id)?.value)),
    [whole, metric.id],
  );
  const locked = cities.error?.status === 403;
  if (cities.isPending) return <Loading rows={12} />;
  if (cities.isError && !cities.data && !locked)
    return <Failure error={cities.error} retry={() => void cities.refetch()} />;
  const about = cities.data?.about;
  const years =
    about?.data_year_oldest && about.data_year_newest && about.data_year_oldest !== about.data_year_newest
      ? t.yearsMixed(about.data_year_oldest, about.data_year_newest)
      : undefined;
  const map = { tiles, metric, classes, locked, stale: state === "lost", ...rest };
  const legend = <Legend classes={locked ? undefined : classes} metric={metric} locked={locked} />;
  const shown = tiles.find((tile) => tile.code === (pointed || rest.selected));
  return (
    <section aria-label={t.mapHead(nameIn(language, metric))}>
      <div className={styles.mapHead}>
        <h2 title={language === "zh" ? metric.meaning_zh : metric.meaning_en}>
          {t.mapHead(nameIn(language, metric))}
          {metric.unit === "1" ? <span className="caption"> {t.unit["1"]}</span> : null}
        </h2>
        {years ? (
          <span className="caption">
            <InfoCircleOutlined /> {years}
          </span>
        ) : null}
        <span className={`${styles.switch} no-print`} role="group" aria-label={t.view}>
          {(["tiles", "map"] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={(view === "map") === (one === "map")}
              onClick={() => onView(one)}
            >
              {t[one]}
            </button>
          ))}
        </span>
      </div>
      {view === "map" ? (
        <MapBoundary words={t.boundaryFailed}>
          <Suspense fallback={<Loading rows={12} />}>
            <RealMap {...map} />
          </Suspense>
          <div className={styles.below}>{legend}</div>
        </MapBoundary>
      ) : (
        <TileMap {...map} legend={legend} />
      )}
      <Readout tile={shown} metric={metric} tiles={tiles} locked={locked} stale={map.stale} />
      <p className="caption">
        {view === "map" ? "" : t.scheme} {about ? t.classesFixed(about.version) : ""} {t.mapKeys}
        {language === "zh" ? "。" : "."}
      </p>
    </section>
  );
}

// The values of one city in words, where the eye finds them each time; the tiles speak for themselves to readers.
function Readout({
  tile,
  metric,
  tiles,
  locked,
  stale,
}: {
  tile: Tile | undefined;
  metric: MetricMeaning;
  tiles: readonly Tile[];
  locked: boolean;
  stale: boolean;
}) {
  const t = useTexts(overviewTexts);
  const language = useLanguage();
  const wordsOf = useCityWords(metric, tiles, locked, stale);
  const words = tile && wordsOf(tile);
  return (
    <div className={styles.readout} aria-hidden="true">
      {tile && words ? (
        <>
          <b>{words.name}</b>
          <span>{nameIn(language, provinceNames[tile.province])}</span>
          <span className="number">
            {nameIn(language, metric)} <b>{words.value}</b>
          </span>
          <span className="number">{words.rank}</span>
          {words.level ? <LevelBadge level={tile.city?.worst_level} compact /> : null}
        </>
      ) : (
        <span className="caption">{t.readout}</span>
      )}
    </div>
  );
}

// Boundaries that fail to load must not take the page with them.
class MapBoundary extends Component<{ words: string; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <p role="alert">{this.props.words}</p> : this.props.children;
  }
}
