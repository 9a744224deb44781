// What a person sets for this browser: language, theme, text size, density, single-letter keys.
import { useSyncExternalStore } from "react";
import { setLanguage } from "@/api/client";
import { createStore } from "./store";

export interface Settings {
  language: "zh" | "en";
  theme: "system" | "light" | "dark";
  textSize: 100 | 112 | 125;
  density: "dense" | "default" | "roomy";
  letterKeys: boolean;
  navFolded: boolean;
  panelWidth: number;
}

const key = "tenon.settings";
const defaults: Settings = {
  language: typeof navigator !== "undefined" && !navigator.language.startsWith("zh") ? "en" : "zh",
  theme: "system",
  textSize: 100,
  density: "default",
  letterKeys: true,
  navFolded: false,
  panelWidth: 360,
};

function kept(): Settings {
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Settings>) };
  } catch {
    return defaults;
  }
}

export const settingsStore = createStore<Settings>(kept());
settingsStore.subscribe(() => {
  try {
    localStorage.setItem(key, JSON.stringify(settingsStore.get()));
  } catch {
    // Storage is full or forbidden: the setting holds for this page.
  }
});

const systemDark = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : undefined;

const print = typeof matchMedia === "function" ? matchMedia("print") : undefined;

/** Paper is always light. */
export function isDark(settings: Settings): boolean {
  if (print?.matches) return false;
  return settings.theme === "dark" || (settings.theme === "system" && systemDark?.matches === true);
}

export function useSettings(): Settings {
  return useSyncExternalStore(settingsStore.subscribe, settingsStore.get);
}

export function useIsDark(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const ends = settingsStore.subscribe(listener);
      systemDark?.addEventListener("change", listener);
      print?.addEventListener("change", listener);
      return () => {
        ends();
        systemDark?.removeEventListener("change", listener);
        print?.removeEventListener("change", listener);
      };
    },
    () => isDark(settingsStore.get()),
  );
}

export function applySettings() {
  const settings = settingsStore.get();
  const root = document.documentElement;
  root.lang = settings.language === "zh" ? "zh-CN" : "en";
  root.dataset.theme = isDark(settings) ? "dark" : "light";
  root.style.fontSize = `${settings.textSize}%`;
  setLanguage(settings.language);
}
settingsStore.subscribe(applySettings);
systemDark?.addEventListener("change", applySettings);
print?.addEventListener("change", applySettings);
