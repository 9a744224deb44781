// The overview for a wall: over the whole screen, laid out anew on twelve columns with text as large as the screen
// allows. Nothing is scaled, so that pointers and text stay sharp.
import { FullscreenExitOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useEffect } from "react";
import { createPortal } from "react-dom";
import { about as aboutStore, type ViewHead } from "@/frame/about";
import { useKeys } from "@/frame/keys";
import { StatusStrip } from "@/frame/StatusStrip";
import { applySettings, settingsStore } from "@/frame/settings";
import { useTexts } from "@/text";
import styles from "./overview.module.css";
import { overviewTexts } from "./text";
import { rootPixels } from "./wall-size";

export function enterFullScreen() {
  // Refused without a gesture or by policy: the wall view then fills the window.
  void document.documentElement.requestFullscreen?.().catch(() => undefined);
}

export function Wall({
  answer,
  note,
  tools,
  side,
  about,
  onLeave,
  children,
}: {
  answer: ReactNode;
  note: ReactNode;
  tools: ReactNode;
  side: ReactNode;
  about: ViewHead | undefined;
  onLeave: () => void;
  children: ReactNode;
}) {
  const t = useTexts(overviewTexts);
  useEffect(() => {
    const root = document.documentElement;
    const page = document.getElementById("root");
    const fit = () => {
      root.style.fontSize = `${rootPixels(innerWidth, innerHeight, settingsStore.get().textSize)}px`;
    };
    fit();
    addEventListener("resize", fit);
    if (page) page.inert = true;
    return () => {
      removeEventListener("resize", fit);
      if (page) page.inert = false;
      applySettings();
      if (document.fullscreenElement) void document.exitFullscreen();
    };
  }, []);
  useEffect(() => {
    aboutStore.set({ head: about });
    return () => aboutStore.set({ head: undefined });
  }, [about]);
  useEffect(() => {
    let was = document.fullscreenElement !== null;
    const look = () => {
      // The browser's own way out of the full screen leaves the wall view too.
      if (was && !document.fullscreenElement) onLeave();
      was = document.fullscreenElement !== null;
    };
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, [onLeave]);
  useKeys([{ keys: "Escape", name: t.wallLeave, run: onLeave }]);
  return createPortal(
    <main className={styles.wall} aria-label={t.title}>
      <StatusStrip />
      <header className={styles.wallHead}>
        <div>
          <h1>{answer}</h1>
          <div className={styles.wallNote}>{note}</div>
        </div>
        <div className={styles.wallTools}>
          {tools}
          <Button size="small" icon={<FullscreenExitOutlined />} onClick={onLeave}>
            {t.wallLeave}
          </Button>
        </div>
      </header>
      <div className={styles.wallBody}>
        <div className={styles.wallBoard}>{children}</div>
        {side}
      </div>
    </main>,
    document.body,
  );
}
