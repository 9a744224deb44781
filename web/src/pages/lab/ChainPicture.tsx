// A chain from upstream to downstream, each box filled by the part of its output that is lost on the day. Boxes stand
// where the server puts them and never move.
import { memo, useMemo } from "react";
import type { components } from "@/api/schema";
import { percent } from "@/design/number";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./lab.module.css";
import { lossAt, lossClass, type Series } from "./result";
import { labTexts } from "./text";
import { lossWords } from "./words";

/** From one box to the next below it, in pixels. */
const pitch = 31;

type ChainView = components["schemas"]["ChainView"];

export interface ChainPictureProps {
  view: ChainView;
  series: ReadonlyMap<string, Series>;
  day: number;
  /** Greatest loss of the day, where colours are scaled to it. */
  top: number | undefined;
  fresh: ReadonlySet<string>;
  selected: string | undefined;
  onSelect: (id: string) => void;
}

export function ChainPicture({ view, series, day, top, fresh, selected, onSelect }: ChainPictureProps) {
  const t = useTexts(labTexts);
  const language = useLanguage();
  const columns = view.columns.length;
  const hit = (id: string) => {
    const one = series.get(id);
    return one ? lossAt(one, day) >= 0.01 : false;
  };
  return (
    <div
      className={styles.chain}
      style={{ height: view.height * pitch + 2 }}
      role="group"
      aria-label={`${t.chainPicture}: ${nameIn(language, view.chain)}`}
    >
      <Links view={view} />
      {view.boxes.map((box) => {
        const one = series.get(box.id);
        const loss = one ? lossAt(one, day) : 0;
        const name = nameIn(language, box);
        const step = one ? lossClass(loss, top) : -1;
        const told = one ? (step === 5 ? t.whats.stops : t.lossToday(lossWords(loss))) : t.noOutput;
        return (
          <button
            type="button"
            key={box.id}
            className={styles.box}
            data-loss={step}
            data-new={fresh.has(box.id) || undefined}
            aria-pressed={selected === box.id}
            tabIndex={hit(box.id) || selected === box.id ? 0 : -1}
            style={{ left: `${(box.column / columns) * 100}%`, width: `${88 / columns}%`, top: box.row * pitch }}
            title={`${name} · ${told}`}
            aria-label={`${name}, ${told}${fresh.has(box.id) ? `, ${t.newToday}` : ""}`}
            onClick={() => onSelect(box.id)}
          >
            <span className={styles.boxName}>{name}</span>
            {step > 0 ? <span className={styles.boxLoss}>{percent(loss, 0)}</span> : null}
          </button>
        );
      })}
    </div>
  );
}

const Links = memo(function Links({ view }: { view: ChainView }) {
  const places = useMemo(() => new Map(view.boxes.map((box) => [box.id, box])), [view]);
  const columns = view.columns.length;
  return (
    <svg
      className={styles.links}
      viewBox={`0 0 ${columns * 100} ${view.height * pitch}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {view.links.map((link) => {
        const from = places.get(link.input_id);
        const to = places.get(link.product_id);
        if (!from || !to) return null;
        const [x1, y1, x2, y2] = [from.column * 100 + 88, from.row * pitch + 13, to.column * 100, to.row * pitch + 13];
        const bend = Math.max(12, (x2 - x1) / 2);
        return (
          <path
            key={`${link.input_id}${link.product_id}`}
            d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
            vectorEffect="non-scaling-stroke"
            strokeDasharray={link.is_essential ? undefined : "3 3"}
          />
        );
      })}
    </svg>
  );
});
