// The 41 cities as tiles: fill is the measure, the border is the province, the corner the worst level. A scheme that
// needs no boundaries, prints well and gives every city the same room.
import { ClockCircleOutlined, LockOutlined } from "@ant-design/icons";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { asLevel, LevelGlyph } from "@/design/LevelBadge";
import { missing } from "@/design/number";
import { useTexts } from "@/text";
import { classOf } from "./classes";
import { directionOf, neighbour } from "./geography";
import { ProvinceLegend } from "./Legend";
import styles from "./map.module.css";
import { isDimmed, type MapProps, useCityWords } from "./map-words";
import { metricOf, metricShort } from "./model";
import { overviewTexts } from "./text";

/** Which of the cities takes the focus, and how the arrow keys move it. */
export function useRoving(places: readonly { code: string; x: number; y: number }[], props: MapProps) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(props.selected || "310000");
  const onKeyDown = (event: KeyboardEvent, code: string) => {
    const direction = directionOf(event.key);
    if (direction) {
      event.preventDefault();
      const next = neighbour(places, code, direction);
      if (next) box.current?.querySelector<HTMLElement | SVGElement>(`[data-code="${next}"]`)?.focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      props.onOpen(code);
    } else if (event.key === " ") {
      event.preventDefault();
      props.onSelect(code);
    }
  };
  const onFocus = (code: string) => {
    setAt(code);
    props.onPoint(code);
  };
  const current = places.some((place) => place.code === at) ? at : places[0]?.code;
  return { box, current, onKeyDown, onFocus };
}

export function TileMap(props: MapProps & { legend: ReactNode }) {
  const { tiles, metric, classes, provinces, selected, locked, stale, onSelect, onPoint, legend } = props;
  const t = useTexts(overviewTexts);
  const wordsOf = useCityWords(metric, tiles, locked, stale);
  const roving = useRoving(
    tiles.map(({ code, column, row }) => ({ code, x: column, y: row })),
    props,
  );
  return (
    <div
      className={styles.tiles}
      role="group"
      aria-label={t.tilesLabel}
      ref={roving.box}
      onMouseLeave={() => onPoint("")}
    >
      {tiles.map((tile) => {
        const words = wordsOf(tile);
        const value = metricOf(tile.city, metric.id)?.value;
        const level = asLevel(tile.city?.worst_level);
        const shade = locked ? undefined : classOf(value, classes);
        return (
          <button
            key={tile.code}
            type="button"
            data-code={tile.code}
            className={`${styles.tile} ${shade === undefined && !locked ? styles.empty : ""}`}
            style={{ gridColumn: tile.column + 1, gridRow: tile.row + 1 }}
            data-province={tile.province}
            data-shade={shade}
            data-dimmed={isDimmed(tile, provinces) || undefined}
            aria-pressed={selected === tile.code}
            aria-label={words.spoken}
            tabIndex={tile.code === roving.current ? 0 : -1}
            onClick={() => onSelect(tile.code)}
            onKeyDown={(event) => roving.onKeyDown(event, tile.code)}
            onFocus={() => roving.onFocus(tile.code)}
            onMouseEnter={() => onPoint(tile.code)}
          >
            <span className={styles.name}>{words.name}</span>
            <span className={styles.value}>
              {locked ? <LockOutlined /> : value == null ? missing : metricShort(value, metric.unit)}
            </span>
            {level ? (
              <span className={styles.corner}>
                <LevelGlyph level={level} size={13} />
              </span>
            ) : null}
            {stale ? <ClockCircleOutlined className={styles.clock} /> : null}
          </button>
        );
      })}
      <div className={styles.inset}>{legend}</div>
      <div className={styles.corners}>
        <ProvinceLegend />
      </div>
    </div>
  );
}
