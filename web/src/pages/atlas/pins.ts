// Products pinned on the way, up to five, to be carried into the lab.
import { useSyncExternalStore } from "react";
import { createStore } from "@/frame/store";

export interface Pin {
  id: string;
  name_zh: string;
  name_en: string;
}
const mostPins = 5;
const key = "tenon.pins";

function kept(): readonly Pin[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "[]");
  } catch {
    return [];
  }
}
const store = createStore<{ pins: readonly Pin[] }>({ pins: kept() });

export function usePins(): readonly Pin[] {
  return useSyncExternalStore(store.subscribe, store.get).pins;
}

/** False where there is no room for another. */
export function togglePin(pin: Pin): boolean {
  const { pins } = store.get();
  const has = pins.some((one) => one.id === pin.id);
  if (!has && pins.length >= mostPins) return false;
  const next = has
    ? pins.filter((one) => one.id !== pin.id)
    : [...pins, { id: pin.id, name_zh: pin.name_zh, name_en: pin.name_en }];
  store.set({ pins: next });
  try {
    sessionStorage.setItem(key, JSON.stringify(next));
  } catch {
    // Storage is full or forbidden: the pins hold for this page.
  }
  return true;
}
