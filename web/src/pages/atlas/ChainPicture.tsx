// Products in columns from upstream to downstream, and what goes into what. Boxes never move: filters and paths dim.
import { MinusOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { asLevel, LevelGlyph } from "@/design/LevelBadge";
import { full } from "@/design/number";
import { designTexts } from "@/design/texts";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./atlas.module.css";
import {
  type ChainBox,
  type ChainLink,
  classOf,
  fitted,
  lines,
  linkPath,
  linkWidth,
  type Mark,
  neighbourOf,
  shown,
  type Variable,
} from "./picture";
import { atlasTexts } from "./text";

export interface PictureProps {
  /** Names the picture for screen readers. */
  label: string;
  boxes: readonly ChainBox[];
  links: readonly Pick<ChainLink, "input_id" | "product_id" | "is_essential">[];
  /** Heads of the columns, from the left; equal neighbours share one. */
  heads: readonly string[];
  counts: readonly number[];
  variable: Variable;
  selected: string;
  /** What is not in it is dimmed; nothing is where it is left out. */
  lit?: ReadonlySet<string>;
  marks?: ReadonlyMap<string, Mark>;
  /** How many inputs from, and uses in, other chains. */
  stubs?: ReadonlyMap<string, { from: number; to: number }>;
  pinned?: ReadonlySet<string>;
  onSelect: (id: string) => void;
  onOpen: (id: string) => void;
  /** Room that a panel took from the picture: boxes stay where they were without it. */
  taken?: number;
  tools?: ReactNode;
  /** Takes the height it needs instead of the room it is given. */
  natural?: boolean;
}

const zooms = [0.6, 0.75, 0.9, 1, 1.2, 1.5, 2];
function nextZoom(now: number, by: number): number {
  const next = by > 0 ? zooms.find((one) => one > now + 0.01) : [...zooms].reverse().find((one) => one < now - 0.01);
  return next ?? now;
}

export function ChainPicture(props: PictureProps) {
  const { boxes, links, counts, heads, selected, lit, variable, onSelect, onOpen, taken = 0 } = props;
  const t = useTexts(atlasTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const hatch = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 1100, height: 480 });
  // Nothing chosen: as large as the whole picture fits.
  const [chosen, setChosen] = useState<number>();
  const [over, setOver] = useState("");
  const { natural } = props;
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    let window_ = 0;
    const measure = () =>
      setRoom((before) => {
        // A longer sentence above takes height away; that alone does not move the boxes.
        const same = window_ === window.innerHeight;
        window_ = window.innerHeight;
        return {
          width: box.clientWidth || 1100,
          height: natural ? 0 : same ? Math.max(before.height, box.clientHeight) : box.clientHeight || 480,
        };
      });
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(box);
    return () => watch.disconnect();
  }, [natural]);
  const { g, fit } = useMemo(
    () => fitted(counts, { width: room.width + taken, height: room.height }),
    [counts, room, taken],
  );
  const zoom = chosen ?? fit;
  const step = (by: number) => setChosen(nextZoom(zoom, by));
  const latest = useRef(step);
  latest.current = step;
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    // The plain wheel scrolls; with Ctrl, as a pinch sends it, it zooms. A listener of React's own could not stop it.
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      latest.current(event.deltaY < 0 ? 1 : -1);
    };
    box.addEventListener("wheel", wheel, { passive: false });
    return () => box.removeEventListener("wheel", wheel);
  }, []);
  const byId = useMemo(() => new Map(boxes.map((box) => [box.id, box])), [boxes]);
  const near = useMemo(() => {
    // Pointing at what is selected shows its whole path, as it did before.
    if (!over || over === selected) return undefined;
    const set = new Set([over]);
    for (const link of links) {
      if (link.input_id === over) set.add(link.product_id);
      if (link.product_id === over) set.add(link.input_id);
    }
    return set;
  }, [over, selected, links]);
  const degree = useMemo(() => {
    const map = new Map<string, [number, number]>();
    const at = (id: string) => map.get(id) ?? map.set(id, [0, 0]).get(id)!;
    for (const link of links) {
      ++at(link.product_id)[0];
      ++at(link.input_id)[1];
    }
    return map;
  }, [links]);

  const focus = (id: string) => {
    onSelect(id);
    requestAnimationFrame(() => scroller.current?.querySelector<SVGElement>(`[data-id="${CSS.escape(id)}"]`)?.focus());
  };
  // What was selected is brought into sight, also when a panel takes room from the picture.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const box = scroller.current;
    const placed = byId.get(selected);
    if (!box || !placed) return;
    const left = g.x(placed.column) * zoom;
    const right = left + g.boxWidth * zoom;
    if (right > box.scrollLeft + box.clientWidth) box.scrollLeft = right - box.clientWidth + 16;
    else if (left < box.scrollLeft) box.scrollLeft = left - 16;
    const top = g.y(placed.column, placed.row) * zoom;
    if (top + g.boxHeight * zoom > box.scrollTop + box.clientHeight)
      box.scrollTop = top + g.boxHeight * zoom - box.clientHeight + 16;
    else if (top < box.scrollTop) box.scrollTop = Math.max(0, top - 32);
  }, [selected, byId, g, zoom, room]);

  const bright = (id: string) => (near ? near.has(id) : !lit || lit.has(id));
  const brightLink = (link: Pick<ChainLink, "input_id" | "product_id">) =>
    near
      ? link.input_id === over || link.product_id === over
      : !lit || (lit.has(link.input_id) && lit.has(link.product_id));
  const focusable = byId.has(selected) ? selected : boxes[0]?.id;
  const bands = heads.reduce<{ name: string; from: number; to: number }[]>((all, name, i) => {
    const last = all.at(-1);
    if (last?.name === name) last.to = i;
    else all.push({ name, from: i, to: i });
    return all;
  }, []);
  return (
    <div className={styles.picture} data-natural={props.natural || undefined}>
      <div className={`${styles.pictureTools} no-print`}>
        {props.tools}
        <span className={styles.zoom}>
          <Button
            size="small"
            icon={<MinusOutlined />}
            aria-label={t.zoomOut}
            title={t.zoomOut}
            onClick={() => step(-1)}
          />
          <span className="number">{Math.round(zoom * 100)}%</span>
          <Button size="small" icon={<PlusOutlined />} aria-label={t.zoomIn} title={t.zoomIn} onClick={() => step(1)} />
          <Button size="small" disabled={chosen === undefined} onClick={() => setChosen(undefined)}>
            {t.fit}
          </Button>
        </span>
      </div>
      <div ref={scroller} className={styles.canvas}>
        <svg
          width={g.width * zoom}
          height={g.height * zoom}
          viewBox={`0 0 ${g.width} ${g.height}`}
          role="group"
          aria-label={props.label}
          onMouseLeave={() => setOver("")}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || !event.key.startsWith("Arrow")) return;
            event.preventDefault();
            event.stopPropagation();
            const at = (event.target as Element).closest("[data-id]")?.getAttribute("data-id") ?? focusable;
            const next = at && neighbourOf(event.key, at, boxes, links);
            if (next) focus(next);
          }}
        >
          <defs>
            <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <line x1="0" y1="0" x2="0" y2="5" stroke="var(--hatch)" strokeWidth="1.4" />
            </pattern>
          </defs>
          {bands.map((band) => (
            <g key={`${band.name}${band.from}`}>
              <text x={g.x(band.from)} y={15} className={styles.bandName}>
                {band.name}
              </text>
              <line
                x1={g.x(band.from)}
                x2={g.x(band.to) + g.boxWidth}
                y1={20}
                y2={20}
                stroke="var(--text-3)"
                strokeWidth={1}
              />
            </g>
          ))}
          <g fill="none">
            {[...links]
              .sort((a, b) => Number(brightLink(a)) - Number(brightLink(b)))
              .map((link) => {
                const from = byId.get(link.input_id);
                const to = byId.get(link.product_id);
                if (!from || !to) return null;
                const on = brightLink(link);
                const chosen = on && (near !== undefined || lit !== undefined);
                return (
                  <path
                    key={`${link.input_id} ${link.product_id}`}
                    d={linkPath(
                      g.x(from.column) + g.boxWidth,
                      g.y(from.column, from.row) + g.boxHeight / 2,
                      g.x(to.column),
                      g.y(to.column, to.row) + g.boxHeight / 2,
                    )}
                    stroke={chosen ? "var(--primary)" : "var(--text-3)"}
                    strokeWidth={linkWidth(from.level)}
                    strokeDasharray={link.is_essential ? undefined : "5 4"}
                    opacity={on ? (chosen ? 0.95 : 0.55) : 0.1}
                  />
                );
              })}
          </g>
          {boxes.map((box) => (
            <Box
              key={box.id}
              box={box}
              x={g.x(box.column)}
              y={g.y(box.column, box.row)}
              width={g.boxWidth}
              height={g.boxHeight}
              name={nameIn(language, box)}
              variable={variable}
              hatch={hatch}
              dim={!bright(box.id)}
              selected={box.id === selected}
              mark={props.marks?.get(box.id)}
              stub={props.stubs?.get(box.id)}
              pinned={props.pinned?.has(box.id) ?? false}
              tabIndex={box.id === focusable ? 0 : -1}
              alt={t.boxAlt(
                nameIn(language, box),
                words.levels[box.level],
                t.segments[box.segment],
                box.column + 1,
                degree.get(box.id)?.[0] ?? 0,
                degree.get(box.id)?.[1] ?? 0,
              )}
              signs={t.markSigns}
              onOver={setOver}
              onSelect={onSelect}
              onOpen={onOpen}
            />
          ))}
        </svg>
      </div>
    </div>
  );
}

interface BoxProps {
  box: ChainBox;
  x: number;
  y: number;
  width: number;
  height: number;
  name: string;
  variable: Variable;
  hatch: string;
  dim: boolean;
  selected: boolean;
  mark: Mark | undefined;
  stub: { from: number; to: number } | undefined;
  pinned: boolean;
  tabIndex: number;
  alt: string;
  signs: Record<Mark, string>;
  onOver: (id: string) => void;
  onSelect: (id: string) => void;
  onOpen: (id: string) => void;
}

function valueText(box: ChainBox, variable: Variable): string {
  if (variable === "makers") return String(box.makers_in_scope);
  const one = shown(box, variable);
  if (!one || variable === "level") return "";
  if (variable !== "localisation") return full(one.value, 2);
  const [low, high] = [Math.round((one.low ?? 0) * 100), Math.round((one.high ?? 0) * 100)];
  return low === high ? `${low}%` : `${low}–${high}%`;
}

function Box(props: BoxProps) {
  const { box, x, y, width, height, variable } = props;
  const level = asLevel(box.level);
  const spread = variable === "makers" ? undefined : shown(box, variable);
  const group = classOf(box, variable);
  const value = valueText(box, variable);
  const size = 12;
  const left = 28;
  const valueWidth = value ? value.length * 7 + 4 : 0;
  const text = lines(props.name, width - left - 6 - valueWidth, size);
  const middle = height / 2 - (height < 36 ? 2 : 3);
  return (
    <g
      transform={`translate(${x} ${y})`}
      className={styles.box}
      data-id={box.id}
      data-dim={props.dim || undefined}
      data-selected={props.selected || undefined}
      role="button"
      tabIndex={props.tabIndex}
      aria-label={props.alt}
      aria-pressed={props.selected}
      onClick={() => props.onSelect(box.id)}
      onDoubleClick={() => props.onOpen(box.id)}
      onMouseMove={(event) => {
        // A box that comes under a pointer at rest, as the page around the picture changes, is not pointed at.
        if (event.movementX !== 0 || event.movementY !== 0) props.onOver(box.id);
      }}
      onMouseLeave={() => props.onOver("")}
      onKeyDown={(event) => {
        if (event.key === "Enter") props.onOpen(box.id);
        else if (event.key === " ") props.onSelect(box.id);
        else return;
        event.preventDefault();
      }}
    >
      <title>{props.name}</title>
      <rect
        className={styles.boxBack}
        width={width}
        height={height}
        rx={3}
        strokeDasharray={box.has_data ? undefined : "4 3"}
      />
      {variable === "level" ? null : (
        <rect
          x={0.5}
          y={0.5}
          width={7}
          height={height - 1}
          fill={group ? `var(--seq-${group + 1})` : `url(#${props.hatch})`}
          stroke="var(--text-3)"
          strokeWidth={0.5}
        />
      )}
      {level ? (
        <svg x={10} y={middle - 7} width={14} height={14} viewBox="0 0 14 14" aria-hidden="true">
          <LevelGlyph level={level} size={14} />
        </svg>
      ) : (
        <circle
          cx={17}
          cy={middle}
          r={3.5}
          fill="none"
          stroke="var(--text-3)"
          strokeDasharray={box.level === "unknown" ? "2 2" : undefined}
        />
      )}
      {text.map((line, i) => (
        <text
          key={line + String(i)}
          x={left}
          y={middle + 4 + (i - (text.length - 1) / 2) * 14}
          className={styles.boxName}
        >
          {line}
        </text>
      ))}
      {value ? (
        <text x={width - 5} y={middle + 4} textAnchor="end" className={styles.boxValue}>
          {value}
        </text>
      ) : null}
      {spread ? (
        <g>
          <line x1={left} x2={width - 5} y1={height - 4} y2={height - 4} stroke="var(--line)" />
          {spread.low !== undefined && spread.high !== undefined ? (
            <line
              x1={left + spread.low * (width - left - 5)}
              x2={left + Math.max(spread.high, spread.low + 0.01) * (width - left - 5)}
              y1={height - 4}
              y2={height - 4}
              stroke="var(--interval)"
              strokeWidth={3}
            />
          ) : null}
          <rect
            x={left + spread.value * (width - left - 5) - 1}
            y={height - 7}
            width={2}
            height={6}
            fill="var(--median)"
          />
        </g>
      ) : null}
      {props.mark ? (
        <text x={width - 4} y={12} textAnchor="end" className={styles.boxMark}>
          {props.signs[props.mark]}
        </text>
      ) : null}
      {props.pinned ? <path d={`M${width - 12} -1h9v11l-4.5 -3.5l-4.5 3.5z`} fill="var(--primary)" /> : null}
      {props.stub?.from ? (
        <text x={-3} y={9} textAnchor="end" className={styles.stub}>
          ⇢{props.stub.from}
        </text>
      ) : null}
      {props.stub?.to ? (
        <text x={width + 3} y={9} className={styles.stub}>
          {props.stub.to}⇢
        </text>
      ) : null}
    </g>
  );
}
