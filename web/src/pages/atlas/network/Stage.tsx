// The picture of the firm network with its headings, names and tools.
import { MinusOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { dark, light, type Palette } from "@/design/tokens";
import { useIsDark } from "@/frame/settings";
import { nameIn, useLanguage, useTexts } from "@/text";
import { toPixels, type View } from "./camera";
import { listenTo } from "./gestures";
import { apart, clear, type Label } from "./labels";
import { type FirmNetwork, largest, namesOf, radii } from "./network";
import { Picture } from "./picture";
import { type Look, rgba, type Standing } from "./scene";
import styles from "./stage.module.css";
import { networkTexts } from "./text";

export interface StageProps {
  network: FirmNetwork;
  /** Position of the firm; -1: none. */
  selected: number;
  /** Positions of the links that are drawn. */
  links: ArrayLike<number>;
  onSelect: (firm: number) => void;
  /** Seconds from the data to the first picture. */
  onDrawn: (seconds: number) => void;
  /** There is no WebGL. */
  onRefused: () => void;
  label: string;
}

const namedFirms = 12;
const stepPixels = 80;

export default function Stage({ network, selected, links, onSelect, onDrawn, onRefused, label }: StageProps) {
  const t = useTexts(networkTexts);
  const language = useLanguage();
  const isDark = useIsDark();
  const box = useRef<HTMLDivElement>(null);
  const [picture, setPicture] = useState<Picture>();
  const [made, setMade] = useState(0);
  const [view, setView] = useState<View>();
  const [pointed, setPointed] = useState(-1);
  const [hint, setHint] = useState(0);
  const calls = useRef({ onSelect, onDrawn, onRefused });
  calls.current = { onSelect, onDrawn, onRefused };
  const named = useMemo(() => largest(network.firms.sales_cny, namedFirms), [network]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a context that was lost is made anew
  useEffect(() => {
    if (!box.current) return;
    const begun = performance.now();
    const one = Picture.in(box.current, network, radii(network.firms.sales_cny), {
      view: setView,
      drawn: () => calls.current.onDrawn((performance.now() - begun) / 1000),
      restored: () => setMade((n) => n + 1),
    });
    if (!one) {
      calls.current.onRefused();
      return;
    }
    setPicture(one);
    const end = listenTo(box.current, {
      pan: (x, y) => one.pan(x, y),
      zoom: (factor, x, y) => one.zoom(factor, x, y),
      point: (at) => setPointed(at ? one.firmAt(at.x, at.y) : -1),
      click: (x, y) => calls.current.onSelect(one.firmAt(x, y)),
      plainWheel: () => setHint(Date.now()),
    });
    return () => {
      end();
      one.free();
      setPicture(undefined);
    };
  }, [network, made]);

  useEffect(() => picture?.setLinks(links), [picture, links]);
  useEffect(() => {
    picture?.setStanding(standing(network, selected));
    if (selected >= 0) picture?.show(selected);
  }, [picture, network, selected]);
  const drawnLinks = links.length;
  const isOneSelected = selected >= 0;
  useEffect(
    () => picture?.setLook(lookOf(isDark ? dark : light, drawnLinks, isOneSelected)),
    [picture, isDark, drawnLinks, isOneSelected],
  );
  useEffect(() => {
    if (hint === 0) return;
    const timer = setTimeout(() => setHint(0), 1600);
    return () => clearTimeout(timer);
  }, [hint]);

  const keys: Record<string, (() => void) | undefined> = {
    "+": () => picture?.zoom(1.5),
    "=": () => picture?.zoom(1.5),
    "-": () => picture?.zoom(1 / 1.5),
    "0": () => picture?.showWhole(),
    ArrowLeft: () => picture?.pan(stepPixels, 0),
    ArrowRight: () => picture?.pan(-stepPixels, 0),
    ArrowUp: () => picture?.pan(0, stepPixels),
    ArrowDown: () => picture?.pan(0, -stepPixels),
  };
  const nameOf = (firm: number) => nameIn(language, namesOf(network, firm));
  return (
    <>
      <div
        ref={box}
        className={styles.box}
        role="application"
        aria-label={label}
        aria-roledescription={t.picture}
        tabIndex={0}
        data-pointed={pointed >= 0 || undefined}
        onKeyDown={(event) => {
          const run = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
          if (!run) return;
          event.preventDefault();
          run();
        }}
      />
      {view && picture ? (
        <Marks
          network={network}
          view={view}
          radiusOf={(firm) => picture.radiusOf(firm)}
          named={named}
          selected={selected}
          pointed={pointed}
          nameOf={nameOf}
        />
      ) : null}
      {hint > 0 ? (
        <p className={styles.hint} role="status">
          {t.wheel}
        </p>
      ) : null}
      <span className={`${styles.tools} no-print`}>
        <Button
          size="small"
          icon={<MinusOutlined />}
          aria-label={t.zoomOut}
          title={t.zoomOut}
          onClick={() => picture?.zoom(1 / 1.5)}
        />
        <Button
          size="small"
          icon={<PlusOutlined />}
          aria-label={t.zoomIn}
          title={t.zoomIn}
          onClick={() => picture?.zoom(1.5)}
        />
        <Button size="small" onClick={() => picture?.showWhole()}>
          {t.fit}
        </Button>
      </span>
    </>
  );
}

interface MarksProps {
  network: FirmNetwork;
  view: View;
  radiusOf: (firm: number) => number;
  named: readonly number[];
  selected: number;
  pointed: number;
  nameOf: (firm: number) => string;
}

// Headings of tiers and places, names of some firms, rings around the one selected and the one pointed at.
function Marks({ network, view, radiusOf, named, selected, pointed, nameOf }: MarksProps) {
  const t = useTexts(networkTexts);
  const language = useLanguage();
  const { firms } = network;
  const { width, height } = view.room;
  const placeOf = (firm: number) => toPixels(view, firms.x[firm] ?? 0, firms.y[firm] ?? 0);
  const labelOf = (firm: number): Label => {
    const [x, y] = placeOf(firm);
    return { key: String(firm), text: nameOf(firm), x: x + radiusOf(firm) + 5, y };
  };
  const tiers = network.tiers
    .map((tier, i) => ({ key: i, text: `${t.tier} ${i + 1}`, at: toPixels(view, tier.x, 0)[0] }))
    .filter((one) => one.at > 60 && one.at < width - 30);
  const places = apart(
    network.places
      .map((one, i) => ({
        key: i,
        text: nameIn(language, { name_zh: one.region_zh ?? "", name_en: one.region_en ?? "" }) || t.unknownPlace,
        at: toPixels(view, 0, one.y + (one.height - 1) / 2)[1],
      }))
      .filter((one) => one.at > 30 && one.at < height - 8),
    15,
  );
  const labels = clear(
    [...(selected >= 0 ? [selected] : []), ...named.filter((firm) => firm !== selected)].map(labelOf),
    view.room,
  );
  const ring = (firm: number, isSelected: boolean) => {
    const [x, y] = placeOf(firm);
    const around = radiusOf(firm) + 4;
    return (
      <span
        className={styles.ring}
        data-selected={isSelected || undefined}
        style={{ left: x - around, top: y - around, width: 2 * around, height: 2 * around }}
      />
    );
  };
  const over = pointed >= 0 ? labelOf(pointed) : undefined;
  return (
    <div className={styles.marks} aria-hidden="true">
      {tiers.map((mark) => (
        <span key={mark.key} className={styles.tier} style={{ left: mark.at }}>
          {mark.text}
        </span>
      ))}
      {places.map((mark) => (
        <span key={mark.key} className={styles.place} style={{ top: mark.at }}>
          {mark.text}
        </span>
      ))}
      {labels.map((one) => (
        <span key={one.key} className={styles.name} style={{ left: one.x, top: one.y }}>
          {one.text}
        </span>
      ))}
      {selected >= 0 ? ring(selected, true) : null}
      {over ? (
        <>
          {ring(pointed, false)}
          <span
            className={`${styles.name} ${styles.over}`}
            data-over
            style={over.x > width * 0.7 ? { right: width - over.x + 12, top: over.y } : { left: over.x, top: over.y }}
          >
            {over.text}
          </span>
        </>
      ) : null}
    </div>
  );
}

/** The selected firm, its partners, and the links between them. */
function standing(network: FirmNetwork, selected: number): Standing {
  if (selected < 0) return { firms: [], links: [] };
  const { from, to } = network.links;
  const kinds = new Map<number, number>();
  const links: { from: number; to: number; kind: number }[] = [];
  for (let i = 0; i < from.length; ++i) {
    const [supplier, customer] = [from[i] ?? 0, to[i] ?? 0];
    if (customer === selected) kinds.set(supplier, 2);
    else if (supplier === selected) kinds.set(customer, kinds.get(customer) ?? 3);
    else continue;
    links.push({ from: supplier, to: customer, kind: customer === selected ? 2 : 3 });
  }
  kinds.delete(selected);
  return { firms: [...[...kinds].map(([firm, kind]) => ({ firm, kind })), { firm: selected, kind: 1 }], links };
}

function lookOf(palette: Palette, links: number, isOneSelected: boolean): Look {
  // The more links, the fainter each, so that the picture is about as dark; fainter still, eight bits a colour lose the hue.
  const opacity = Math.max(0.03, Math.min(0.5, 8 / Math.sqrt(Math.max(links, 1))));
  return {
    background: rgba(palette.bg),
    link: rgba(palette.sequential[2], isOneSelected ? opacity / 3 : opacity),
    firm: rgba(palette.interval, isOneSelected ? 0.3 : 1),
    kinds: [rgba(palette.interval), rgba(palette.median), rgba(palette.runs[2]), rgba(palette.runs[1])],
  };
}
