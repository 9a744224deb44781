// The shape of every page: crumbs and tools, the answer in one sentence, filters, content, and a side panel that does
// not hide the list.

import { CloseOutlined, ShareAltOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { useLanguage, useTexts } from "@/text";
import { about as aboutStore, type ViewHead } from "./about";
import { useKeys } from "./keys";
import { Link } from "./Link";
import styles from "./page.module.css";
import { settingsStore, useSettings } from "./settings";
import { frameTexts } from "./texts";
import { versionTexts } from "./version-texts";

const ShareDialog = lazy(() => import("./ShareDialog"));

interface Crumb {
  name: string;
  to?: string;
}
export interface PageProps {
  crumbs: readonly Crumb[];
  /** The one sentence that answers the page's question; a loading page gives nothing. */
  answer?: ReactNode;
  /** A line below it: how sure, on which basis. */
  note?: ReactNode;
  tools?: ReactNode;
  filters?: ReactNode;
  side?: ReactNode;
  /** What the page's figures were made of; the status strip shows it. */
  about?: ViewHead;
  /** The content fills the window and scrolls inside itself (tables, graphs). */
  fills?: boolean;
  children: ReactNode;
}

export function Page({ crumbs: all, answer, note, tools, filters, side, about, fills, children }: PageProps) {
  const t = useTexts(frameTexts);
  const language = useLanguage();
  // A thing that is not read, or not there, has no name yet.
  const crumbs = all.filter((crumb) => crumb.name !== "");
  const name = crumbs.at(-1)?.name ?? "";
  useEffect(() => {
    document.title = `${name} · ${t.appName}`;
  }, [name, t]);
  useEffect(() => {
    aboutStore.set({ head: about });
    return () => aboutStore.set({ head: undefined });
  }, [about]);
  return (
    <div className={styles.page} data-fills={fills || undefined}>
      <div className={styles.column}>
        <div className={styles.top}>
          <nav aria-label={language === "zh" ? "位置" : "Breadcrumb"} className={styles.crumbs}>
            {crumbs.map((crumb, i) => (
              <span key={crumb.name + String(i)}>
                {i > 0 ? <span aria-hidden="true"> / </span> : null}
                {crumb.to && i < crumbs.length - 1 ? (
                  <Link to={crumb.to}>{crumb.name}</Link>
                ) : (
                  <span aria-current={i === crumbs.length - 1 ? "page" : undefined}>{crumb.name}</span>
                )}
              </span>
            ))}
          </nav>
          <div className={`${styles.tools} no-print`}>
            {tools}
            <ShareButton />
          </div>
        </div>
        <h1 className={styles.answer}>{answer || name}</h1>
        {note ? <div className={styles.note}>{note}</div> : null}
        {filters ? <div className={`${styles.filters} no-print`}>{filters}</div> : null}
        <div className={styles.content}>{children}</div>
      </div>
      {side}
    </div>
  );
}

function ShareButton() {
  const t = useTexts(versionTexts);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" type="text" icon={<ShareAltOutlined />} onClick={() => setOpen(true)}>
        {t.share}
      </Button>
      {open ? (
        <Suspense>
          <ShareDialog onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Details of the selected thing, to the right; Esc closes, the width is remembered. */
export function SidePanel({
  title,
  onClose,
  children,
  tools,
}: {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  tools?: ReactNode;
}) {
  const t = useTexts(frameTexts);
  const { panelWidth } = useSettings();
  const start = useRef<{ x: number; width: number } | undefined>(undefined);
  useKeys([{ keys: "Escape", name: t.keyNames.back, run: onClose }]);
  const resize = (width: number) => settingsStore.set({ panelWidth: Math.round(Math.min(720, Math.max(300, width))) });
  return (
    <aside className={styles.panel} style={{ width: panelWidth }} aria-label={t.panel}>
      <div
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={t.panel}
        aria-valuenow={panelWidth}
        aria-valuemin={300}
        aria-valuemax={720}
        className={styles.grip}
        onKeyDown={(event) => {
          if (event.key === "ArrowLeft") resize(panelWidth + 24);
          else if (event.key === "ArrowRight") resize(panelWidth - 24);
        }}
        onPointerDown={(event) => {
          start.current = { x: event.clientX, width: panelWidth };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (start.current) resize(start.current.width + start.current.x - event.clientX);
        }}
        onPointerUp={() => {
          start.current = undefined;
        }}
      />
      <header className={styles.panelHead}>
        <h2>{title}</h2>
        {tools}
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t.close} onClick={onClose} />
      </header>
      <div className={styles.panelBody}>{children}</div>
    </aside>
  );
}

/** A titled part of a page or panel. */
export function Section({ title, extra, children }: { title: ReactNode; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h2>{title}</h2>
        {extra}
      </div>
      {children}
    </section>
  );
}
