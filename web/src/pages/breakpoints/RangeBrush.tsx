// A range of a measure: drawn with the pointer on the header's scale, or typed into two fields.
import { CloseOutlined, DownOutlined } from "@ant-design/icons";
import { Popover } from "antd";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import { ScaleAxis } from "@/design/IntervalStrip";
import chips from "@/frame/filters.module.css";
import { frameTexts } from "@/frame/texts";
import { useTexts } from "@/text";
import styles from "./brush.module.css";
import { unitScale } from "./model";
import { type Range, whole, writeRange } from "./ranges";
import { breakPointTexts } from "./text";

/** The ends of scales stand four pixels inside (IntervalStrip). */
const margin = 4;

export function BrushAxis({
  range,
  width,
  title,
  onRange,
}: {
  range: Range;
  width: number;
  title: string;
  onRange: (range: Range) => void;
}) {
  const [drawn, setDrawn] = useState<Range | undefined>(undefined);
  const from = useRef<number | undefined>(undefined);
  const at = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = box.width / width || 1;
    return Math.min(1, Math.max(0, (event.clientX - box.left - margin * scale) / ((width - 2 * margin) * scale)));
  };
  const [low, high] = drawn ?? range;
  const isSet = writeRange([low, high]) !== "";
  const x = (value: number) => margin + value * (width - 2 * margin);
  return (
    <span
      className={styles.axis}
      title={title}
      style={{ width }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = at(event);
        setDrawn(undefined);
      }}
      onPointerMove={(event) => {
        if (from.current === undefined) return;
        const to = at(event);
        if (Math.abs(to - from.current) > 0.03 || drawn)
          setDrawn([Math.min(from.current, to), Math.max(from.current, to)]);
      }}
      onPointerUp={() => {
        from.current = undefined;
        if (drawn) onRange([Number(drawn[0].toFixed(2)), Number(drawn[1].toFixed(2))]);
      }}
      onPointerCancel={() => {
        from.current = undefined;
        setDrawn(undefined);
      }}
      // What was drawn is not a click on the header, which sorts. Keys have the fields of the filter row.
      onClickCapture={(event) => {
        if (!drawn) return;
        event.preventDefault();
        event.stopPropagation();
        setDrawn(undefined);
      }}
    >
      <ScaleAxis scale={unitScale} width={width} />
      {isSet ? <i className={styles.chosen} style={{ left: x(low), width: Math.max(2, x(high) - x(low)) }} /> : null}
    </span>
  );
}

export function RangeChip({ label, range, onRange }: { label: string; range: Range; onRange: (range: Range) => void }) {
  const t = useTexts(breakPointTexts);
  const frame = useTexts(frameTexts);
  const isSet = writeRange(range) !== "";
  const field = (which: 0 | 1) => (
    <div className={styles.field}>
      <span aria-hidden="true">{which === 0 ? t.atLeast : t.atMost}</span>
      <NumberBox
        label={`${label} ${which === 0 ? t.atLeast : t.atMost}`}
        value={range[which]}
        onValue={(value) =>
          onRange(which === 0 ? [value, Math.max(value, range[1])] : [Math.min(value, range[0]), value])
        }
      />
    </div>
  );
  return (
    <span className={chips.chip} data-set={isSet || undefined}>
      <Popover
        trigger="click"
        placement="bottomLeft"
        arrow={false}
        content={
          <div className={styles.fields} role="group" aria-label={label}>
            {field(0)}
            {field(1)}
            <p className="caption">{t.rangeHint}</p>
          </div>
        }
      >
        <button type="button" className={chips.open} aria-haspopup="true">
          {label}
          {isSet ? (
            <b>
              {range[0]}–{range[1]}
            </b>
          ) : null}
          <DownOutlined className={chips.arrow} />
        </button>
      </Popover>
      {isSet ? (
        <button
          type="button"
          className={chips.remove}
          aria-label={frame.removeFilter(label)}
          onClick={() => onRange(whole)}
        >
          <CloseOutlined />
        </button>
      ) : null}
    </span>
  );
}

/** A number from 0 to 1; told when it is one. */
function NumberBox({ label, value, onValue }: { label: string; value: number; onValue: (value: number) => void }) {
  const [typed, setTyped] = useState(String(value));
  useEffect(() => setTyped(String(value)), [value]);
  const read = Number(typed);
  const isRight = typed.trim() !== "" && Number.isFinite(read) && read >= 0 && read <= 1;
  return (
    <input
      type="number"
      aria-label={label}
      min={0}
      max={1}
      step={0.05}
      value={typed}
      aria-invalid={!isRight || undefined}
      onChange={(event) => {
        setTyped(event.target.value);
        const next = Number(event.target.value);
        if (event.target.value.trim() !== "" && next >= 0 && next <= 1) onValue(Number(next.toFixed(2)));
      }}
    />
  );
}
