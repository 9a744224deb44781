// A slow rotation through the measures that anybody can stop; it waits while the page is hidden or the map is used.
import { CaretRightOutlined, LeftOutlined, PauseOutlined, RightOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTexts } from "@/text";
import styles from "./overview.module.css";
import { overviewTexts } from "./text";

const slideSeconds = 12;

export interface SlidesProps {
  at: number;
  names: readonly string[];
  onShow: (index: number) => void;
  /** Somebody reads the map: the rotation waits. */
  held: boolean;
  onEnd: () => void;
}

export function Slides({ at, names, onShow, held, onEnd }: SlidesProps) {
  const t = useTexts(overviewTexts);
  const [playing, setPlaying] = useState(() => !matchMedia("(prefers-reduced-motion: reduce)").matches);
  const show = useRef(onShow);
  show.current = onShow;
  const count = names.length;
  useEffect(() => {
    if (!playing || held || count < 2) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") show.current((at + 1) % count);
    }, slideSeconds * 1000);
    return () => clearInterval(timer);
  }, [playing, held, at, count]);
  const step = (by: number) => onShow((at + by + count) % count);
  return (
    <div className={styles.slides} role="group" aria-label={t.slides}>
      <Button
        size="small"
        icon={playing ? <PauseOutlined /> : <CaretRightOutlined />}
        onClick={() => setPlaying(!playing)}
      >
        {playing ? t.slidesPause : t.slidesPlay}
      </Button>
      <Button size="small" icon={<LeftOutlined />} aria-label={t.slidesPrevious} onClick={() => step(-1)} />
      <span className="number">{t.slidesAt(at + 1, count, names[at] ?? "")}</span>
      <Button size="small" icon={<RightOutlined />} aria-label={t.slidesNext} onClick={() => step(1)} />
      <span className="caption">{t.slidesEvery(slideSeconds)}</span>
      <Button size="small" type="text" onClick={onEnd}>
        {t.slidesOff}
      </Button>
    </div>
  );
}
