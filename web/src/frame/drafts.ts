// What was typed and not yet saved stays in this browser, so that a lost connection loses no work.
import { useCallback, useState } from "react";

export function useDraft<T>(name: string, initial: T): [T, (value: T) => void, () => void] {
  const key = `tenon.draft.${name}`;
  const [value, setValue] = useState<T>(() => {
    try {
      const kept = localStorage.getItem(key);
      return kept === null ? initial : (JSON.parse(kept) as T);
    } catch {
      return initial;
    }
  });
  const set = useCallback(
    (next: T) => {
      setValue(next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Storage is full or forbidden: the draft holds for this page.
      }
    },
    [key],
  );
  const clear = useCallback(() => {
    setValue(initial);
    localStorage.removeItem(key);
  }, [key, initial]);
  return [value, set, clear];
}
