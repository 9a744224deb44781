// The same cities with their boundaries, for those who want to see a map. Drawn as SVG; loaded only when asked for.

import { Button } from "antd";
import { lazy, Suspense, use, useEffect, useMemo, useState } from "react";
import { dateTime } from "@/design/date";
import { asLevel, LevelGlyph } from "@/design/LevelBadge";
import { useTexts } from "@/text";
import { type Boundaries, fromSteps, middleOf, outlineOf, pathOfRings, projectionOf } from "./boundaries";
import { forgetBoundaries, type KeptBoundaries, keptBoundaries } from "./boundary-store";
import { classOf } from "./classes";
import styles from "./map.module.css";
import { isDimmed, type MapProps, useCityWords } from "./map-words";
import { metricOf } from "./model";
import { useRoving } from "./TileMap";
import { overviewTexts } from "./text";
import { provinceCodes } from "./tiles";

const BoundaryImport = lazy(() => import("./BoundaryImport"));
const width = 720;
const packaged = import("virtual:boundaries").then((found) => fromSteps(found.default));

function useShapes(boundaries: Boundaries, props: MapProps) {
  const { tiles } = props;
  return useMemo(() => {
    const projection = projectionOf(boundaries, width);
    const shapes = tiles.flatMap((tile) => {
      const rings = boundaries.get(tile.code);
      if (!rings) return [];
      const [x, y] = projection.at(middleOf(rings));
      return [{ tile, path: pathOfRings(rings, projection), x, y }];
    });
    const outlines = provinceCodes.map((province) =>
      outlineOf(
        tiles
          .filter((tile) => tile.province === province)
          .flatMap((tile) => {
            const rings = boundaries.get(tile.code);
            return rings ? [rings] : [];
          }),
        projection,
      ),
    );
    return { projection, shapes, outlines };
  }, [boundaries, tiles]);
}

export default function RealMap(props: MapProps) {
  const t = useTexts(overviewTexts);
  const own = use(packaged);
  const [kept, setKept] = useState<KeptBoundaries>();
  const [importing, setImporting] = useState(false);
  useEffect(() => {
    let wanted = true;
    void keptBoundaries().then((found) => wanted && setKept(found));
    return () => {
      wanted = false;
    };
  }, []);
  return (
    <div>
      <Shapes {...props} boundaries={kept?.boundaries ?? own} />
      <div className={styles.notice}>
        {kept ? (
          <span>
            <b>{t.boundaryReviewed(kept.reviewNumber)}</b>{" "}
            <span className="caption">{t.boundaryFrom(kept.file, dateTime(kept.at))}</span>
          </span>
        ) : (
          <span className="caption">{t.boundaryNotice}</span>
        )}
        <span className="no-print">
          <Button size="small" onClick={() => setImporting(true)}>
            {kept ? t.boundaryReplace : t.boundaryImport}
          </Button>{" "}
          {kept ? (
            <Button
              size="small"
              onClick={() => {
                void forgetBoundaries();
                setKept(undefined);
              }}
            >
              {t.boundaryRemove}
            </Button>
          ) : null}
        </span>
      </div>
      {importing ? (
        <Suspense>
          <BoundaryImport
            onClose={() => setImporting(false)}
            onUse={(next) => {
              setKept(next);
              setImporting(false);
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

function Shapes({ boundaries, ...props }: MapProps & { boundaries: Boundaries }) {
  const { tiles, metric, classes, provinces, selected, locked, stale, onSelect, onPoint } = props;
  const t = useTexts(overviewTexts);
  const { projection, shapes, outlines } = useShapes(boundaries, props);
  const wordsOf = useCityWords(metric, tiles, locked, stale);
  const roving = useRoving(
    shapes.map(({ tile, x, y }) => ({ code: tile.code, x, y })),
    props,
  );
  return (
    <div className={styles.map} ref={roving.box} onMouseLeave={() => onPoint("")}>
      <svg viewBox={`0 0 ${projection.width} ${projection.height.toFixed(0)}`} role="group" aria-label={t.mapLabel}>
        <defs>
          <pattern
            id="overview-hatch"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
            className={styles.hatch}
          >
            <rect width="6" height="6" />
            <line x1="0" y1="0" x2="0" y2="6" />
          </pattern>
        </defs>
        {shapes.map(({ tile, path }) => {
          const shade = locked ? undefined : classOf(metricOf(tile.city, metric.id)?.value, classes);
          return (
            <g
              key={tile.code}
              role="button"
              data-code={tile.code}
              className={styles.place}
              data-dimmed={isDimmed(tile, provinces) || undefined}
              aria-pressed={selected === tile.code}
              aria-label={wordsOf(tile).spoken}
              tabIndex={tile.code === roving.current ? 0 : -1}
              onClick={() => onSelect(tile.code)}
              onKeyDown={(event) => roving.onKeyDown(event, tile.code)}
              onFocus={() => roving.onFocus(tile.code)}
              onMouseEnter={() => onPoint(tile.code)}
            >
              <path
                d={path}
                className={styles.city}
                data-shade={shade}
                fillRule="evenodd"
                style={shade === undefined ? { fill: "url(#overview-hatch)" } : undefined}
              />
            </g>
          );
        })}
        {outlines.map((path, i) => (
          <path key={provinceCodes[i]} d={path} className={styles.outline} />
        ))}
        <svg aria-hidden="true" overflow="visible">
          {shapes.map(({ tile, x, y }) => {
            const level = asLevel(tile.city?.worst_level);
            return (
              <g key={tile.code} opacity={isDimmed(tile, provinces) ? 0.3 : 1} pointerEvents="none">
                <text x={x} y={y + 4} className={styles.label}>
                  {wordsOf(tile).name}
                </text>
                {level ? (
                  <g transform={`translate(${x - 6} ${y - 20})`}>
                    <LevelGlyph level={level} size={12} />
                  </g>
                ) : null}
              </g>
            );
          })}
        </svg>
      </svg>
    </div>
  );
}
