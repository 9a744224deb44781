// Keyboard: one listener for the page. Letters are dead while an input method composes, while one types, and when
// they are switched off in the settings.
import { useEffect, useRef, useSyncExternalStore } from "react";
import { settingsStore } from "./settings";
import { createStore } from "./store";

export interface Key {
  /** As "j", "g b", "ctrl+k", "?", "Enter", "Escape", "/", " ", "ArrowLeft", "shift+ArrowLeft". */
  keys: string;
  name: string;
  run: () => void;
  everywhere?: boolean;
}
const bound = createStore<{ sets: readonly (readonly Key[])[] }>({ sets: [] });

export function useKeys(keys: readonly Key[]) {
  const newest = useRef(keys);
  newest.current = keys;
  const shape = keys.map((key) => `${key.keys}\0${key.name}`).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: bound anew when keys or their names change
  useEffect(() => {
    const set = newest.current.map((key, i) => ({ ...key, run: () => newest.current[i]?.run() }));
    bound.set({ sets: [...bound.get().sets, set] });
    return () => bound.set({ sets: bound.get().sets.filter((one) => one !== set) });
  }, [shape]);
}
export function useBoundKeys(): readonly Key[] {
  return useSyncExternalStore(bound.subscribe, bound.get).sets.flat();
}

type Pressed = Pick<
  KeyboardEvent,
  "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing" | "keyCode" | "target"
>;

function types(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
// Enter and the space bar belong to the control that has the focus.
function acts(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("button,a,summary,[role=button],[role=menuitem],[role=option],[role=tab]") !== null
  );
}

/** The name of what was pressed, or undefined where it must not count. */
export function pressed(event: Pressed, letterKeys: boolean): string | undefined {
  if (event.isComposing || event.keyCode === 229 || event.key === "Process") return undefined;
  if (event.altKey) return undefined;
  if (event.ctrlKey || event.metaKey) return `ctrl+${event.key.toLowerCase()}`;
  if (event.key === "Escape") return event.key;
  if (types(event.target)) return undefined;
  if (event.key === "Enter" || event.key === " ") return acts(event.target) ? undefined : event.key;
  if (event.shiftKey && event.key.startsWith("Arrow")) return `shift+${event.key}`;
  if (event.key.length === 1) return letterKeys ? event.key : undefined;
  return event.key;
}

let prefix = "";
let prefixAt = 0;
let ofDrawer: KeyboardEvent | undefined;

// Before anybody else: the drawer that closes on Escape is gone when the page would look.
export function noteDrawer(event: KeyboardEvent) {
  ofDrawer = event.key === "Escape" && document.querySelector(".ant-drawer-open") ? event : undefined;
}

export function handleKey(event: KeyboardEvent) {
  if (event.defaultPrevented || event === ofDrawer) return;
  const name = pressed(event, settingsStore.get().letterKeys);
  if (!name) return;
  const open = document.querySelector(".ant-modal-wrap:not([style*='display: none']) .ant-modal");
  const all = bound.get().sets.flat();
  const joined = prefix && Date.now() - prefixAt < 1200 ? `${prefix} ${name}` : name;
  prefix = "";
  // The innermost binding wins; a dialog keeps the page's letters off.
  const key =
    [...all].reverse().find((one) => one.keys === joined) ?? [...all].reverse().find((one) => one.keys === name);
  if (key && !(open && !name.startsWith("ctrl+"))) {
    event.preventDefault();
    key.run();
  } else if (all.some((one) => one.keys.startsWith(`${name} `))) {
    prefix = name;
    prefixAt = Date.now();
  }
}
