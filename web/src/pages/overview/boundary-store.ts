// Boundaries that somebody imported, with the review number they gave: in this browser's IndexedDB, as files of this
// kind are larger than local storage takes.
import type { Boundaries, Ring } from "./boundaries";

export interface KeptBoundaries {
  file: string;
  reviewNumber: string;
  at: number;
  boundaries: Boundaries;
}
type Stored = Omit<KeptBoundaries, "boundaries"> & { cities: [string, Ring[]][] };

function open(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const asked = indexedDB.open("tenon.boundaries", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("files");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

async function use<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((done, fail) => {
      const asked = act(database.transaction("files", mode).objectStore("files"));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  } finally {
    database.close();
  }
}

export async function keptBoundaries(): Promise<KeptBoundaries | undefined> {
  try {
    const stored = await use<Stored | undefined>("readonly", (store) => store.get("cities"));
    if (!stored) return undefined;
    const { cities, ...rest } = stored;
    return { ...rest, boundaries: new Map(cities) };
  } catch {
    return undefined;
  }
}

/** Whether the browser keeps it. */
export async function keepBoundaries({ boundaries, ...rest }: KeptBoundaries): Promise<boolean> {
  try {
    const stored: Stored = { ...rest, cities: [...boundaries].map(([code, rings]) => [code, [...rings]]) };
    await use("readwrite", (store) => store.put(stored, "cities"));
    return true;
  } catch {
    return false;
  }
}

export async function forgetBoundaries(): Promise<void> {
  try {
    await use("readwrite", (store) => store.delete("cities"));
  } catch {
    // Nothing was kept.
  }
}
