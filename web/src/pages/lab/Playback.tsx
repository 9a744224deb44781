// The days of a run as a film: play, pause, step, scrub, type a day. Frames are shown as they are, without easing.
import { CaretRightOutlined, PauseOutlined, StepBackwardOutlined, StepForwardOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { memo, useCallback, useEffect, useRef, useState } from "react";
import { useKeys } from "@/frame/keys";
import { useTexts } from "@/text";
import { Choice, NumberField } from "./controls";
import styles from "./lab.module.css";
import { labTexts } from "./text";

export interface Film {
  day: number;
  days: number;
  playing: boolean;
  speed: number;
  go: (day: number) => void;
  toggle: () => void;
  setSpeed: (speed: number) => void;
}

/** `onRest` hears where the film stands when it is not playing. */
export function useFilm(days: number, initial: number, onRest: (day: number) => void): Film {
  const last = Math.max(0, days - 1);
  const clamp = useCallback((day: number) => Math.min(last, Math.max(0, Math.round(day))), [last]);
  const [day, setDay] = useState(() => clamp(initial));
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(8);
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => setDay((now) => Math.min(last, now + 1)), 1000 / speed);
    return () => clearInterval(timer);
  }, [playing, speed, last]);
  useEffect(() => {
    if (day >= last) setPlaying(false);
  }, [day, last]);
  const rest = useRef(onRest);
  rest.current = onRest;
  useEffect(() => {
    if (playing) return;
    const timer = setTimeout(() => rest.current(day), 250);
    return () => clearTimeout(timer);
  }, [day, playing]);
  return {
    day: clamp(day),
    days,
    playing,
    speed,
    go: (next) => setDay(clamp(next)),
    toggle: () => {
      if (!playing && day >= last) setDay(0);
      setPlaying(!playing);
    },
    setSpeed,
  };
}

export function Playback({ film, worst, curve }: { film: Film; worst: number | null; curve: readonly number[] }) {
  const t = useTexts(labTexts);
  useKeys([
    { keys: " ", name: `${t.play} / ${t.pause}`, run: film.toggle },
    { keys: "ArrowLeft", name: t.previousDay, run: () => film.go(film.day - 1) },
    { keys: "ArrowRight", name: t.nextDay, run: () => film.go(film.day + 1) },
    { keys: "shift+ArrowLeft", name: t.previousWeek, run: () => film.go(film.day - 7) },
    { keys: "shift+ArrowRight", name: t.nextWeek, run: () => film.go(film.day + 7) },
  ]);
  const last = Math.max(0, film.days - 1);
  return (
    <div className={`${styles.playback} no-print`} role="group" aria-label={t.dayOf(film.day, last)}>
      <Button
        size="small"
        icon={<StepBackwardOutlined />}
        aria-label={t.previousDay}
        onClick={() => film.go(film.day - 1)}
      />
      <Button
        size="small"
        type="primary"
        icon={film.playing ? <PauseOutlined /> : <CaretRightOutlined />}
        aria-label={film.playing ? t.pause : t.play}
        aria-pressed={film.playing}
        onClick={film.toggle}
      />
      <Button
        size="small"
        icon={<StepForwardOutlined />}
        aria-label={t.nextDay}
        onClick={() => film.go(film.day + 1)}
      />
      <NumberField
        className={styles.dayField}
        min={0}
        max={last}
        value={film.day}
        label={t.dayField}
        onChange={film.go}
      />
      <span className={styles.dayOf}>/ {last}</span>
      <span className={styles.scrub}>
        <Silhouette curve={curve} />
        <input
          type="range"
          min={0}
          max={last}
          value={film.day}
          aria-label={t.dayField}
          aria-valuetext={t.dayOf(film.day, last)}
          onChange={(event) => film.go(Number(event.target.value))}
        />
      </span>
      {worst === null ? null : (
        <Button size="small" type="text" onClick={() => film.go(worst)} disabled={film.day === worst}>
          {t.toWorst}
        </Button>
      )}
      <Choice
        label={t.speed}
        value={String(film.speed)}
        onChange={(value) => film.setSpeed(Number(value))}
        options={[2, 4, 8, 16].map((value) => ({ value: String(value), label: t.perSecond(value) }))}
      />
    </div>
  );
}

/** Where on the way the losses are. */
const Silhouette = memo(function Silhouette({ curve }: { curve: readonly number[] }) {
  const top = Math.max(...curve, 1e-9);
  const last = Math.max(1, curve.length - 1);
  const line = curve.map(
    (loss, day) => `L${((day / last) * 100).toFixed(2)} ${(20 - (Math.max(0, loss) / top) * 19).toFixed(1)}`,
  );
  return (
    <svg viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
      <path d={`M0 20${line.join("")}L100 20Z`} />
    </svg>
  );
});
