// The frame around every page: top bar, status strip, navigation, the page, and what lies over them.
import { MenuFoldOutlined, MenuUnfoldOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { Outlet, useLocation } from "react-router";
import { freeze } from "@/api/frozen";
import { useLanguage, useTexts } from "@/text";
import { areas, isOffered } from "./areas";
import { listenToServer } from "./connection";
import { EvidenceProvider } from "./Evidence";
import { useFrozen } from "./frozen";
import { handleKey, noteDrawer, useKeys } from "./keys";
import { useGo } from "./Link";
import { NavLink } from "./NavLink";
import { StatusStrip } from "./StatusStrip";
import { useCan } from "./session";
import { settingsStore, useSettings } from "./settings";
import styles from "./shell.module.css";
import { Boundary, Loading } from "./states";
import { TopBar } from "./TopBar";
import { frameTexts } from "./texts";
import { VersionBanner } from "./VersionBanner";

const Search = lazy(() => import("./Search"));
const KeyHelp = lazy(() => import("./KeyHelp"));

export function Shell() {
  const t = useTexts(frameTexts);
  const language = useLanguage();
  const client = useQueryClient();
  const can = useCan();
  const go = useGo();
  const { navFolded } = useSettings();
  const { pathname } = useLocation();
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  const { version } = useFrozen();
  freeze(version);
  const listed = areas.filter((area) => area.order !== undefined && isOffered(area, can));

  useEffect(() => listenToServer(client), [client]);
  useEffect(() => {
    document.addEventListener("keydown", noteDrawer, true);
    document.addEventListener("keydown", handleKey);
    return () => {
      document.removeEventListener("keydown", noteDrawer, true);
      document.removeEventListener("keydown", handleKey);
    };
  }, []);
  useKeys([
    { keys: "ctrl+k", name: t.keyNames.search, everywhere: true, run: () => setSearching(true) },
    { keys: "?", name: t.keyNames.help, everywhere: true, run: () => setHelping(true) },
    ...listed
      .filter((area) => area.letter)
      .map((area) => ({
        keys: `g ${area.letter}`,
        name: t.keyNames.go(area.name[language]),
        everywhere: true,
        run: () => go(area.routes[0]!.path),
      })),
  ]);

  return (
    <EvidenceProvider>
      <div className={styles.shell}>
        <a href="#content" className={styles.skip}>
          {t.skip}
        </a>
        <TopBar onSearch={() => setSearching(true)} onHelp={() => setHelping(true)} />
        <StatusStrip />
        <VersionBanner />
        <div className={styles.below}>
          <nav className={`${styles.nav} no-print`} data-folded={navFolded || undefined} aria-label={t.nav}>
            <ul>
              {listed.map((area, i) => (
                <li key={area.id} data-apart={(i > 0 && area.group !== listed[i - 1]?.group) || undefined}>
                  <NavLink area={area} folded={navFolded} />
                </li>
              ))}
            </ul>
            <button
              type="button"
              className={styles.fold}
              aria-label={navFolded ? t.unfoldNav : t.foldNav}
              title={navFolded ? t.unfoldNav : t.foldNav}
              onClick={() => settingsStore.set({ navFolded: !navFolded })}
            >
              {navFolded ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
            </button>
          </nav>
          <main id="content" tabIndex={-1} className={styles.main}>
            <Boundary key={version ?? "newest"} place={pathname} words={{ crashed: t.crashed, retry: t.retry }}>
              <Suspense
                fallback={
                  <div className={styles.waiting}>
                    <Loading />
                  </div>
                }
              >
                <Outlet />
              </Suspense>
            </Boundary>
          </main>
        </div>
      </div>
      <Suspense>
        {searching ? <Search onClose={() => setSearching(false)} /> : null}
        {helping ? <KeyHelp onClose={() => setHelping(false)} /> : null}
      </Suspense>
    </EvidenceProvider>
  );
}
