// Larger things kept in this browser, in IndexedDB, each for one account. "files" are gone when somebody signs out;
// "decisions" stay.

export type ShelfPart = "files" | "decisions";
const parts: readonly ShelfPart[] = ["files", "decisions"];

function open(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const asked = indexedDB.open("tenon.shelf", 1);
    asked.onupgradeneeded = () => {
      for (const part of parts) asked.result.createObjectStore(part);
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}
async function use<T>(
  part: ShelfPart,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((done, fail) => {
      const transaction = database.transaction(part, mode);
      const asked = act(transaction.objectStore(part));
      transaction.oncomplete = () => done(asked.result);
      transaction.onerror = () => fail(transaction.error);
      transaction.onabort = () => fail(transaction.error);
    });
  } finally {
    database.close();
  }
}

export async function shelved<T>(part: ShelfPart, key: string): Promise<T | undefined> {
  try {
    return await use<T | undefined>(part, "readonly", (store) => store.get(key));
  } catch {
    return undefined;
  }
}
/** Whether the browser keeps it; nothing to keep takes it away. */
export async function shelve(part: ShelfPart, key: string, value: unknown): Promise<boolean> {
  try {
    if (value === undefined) await use(part, "readwrite", (store) => store.delete(key));
    else await use(part, "readwrite", (store) => store.put(value, key));
    return true;
  } catch {
    return false;
  }
}
export async function clearShelf(): Promise<void> {
  try {
    await use("files", "readwrite", (store) => store.clear());
  } catch {
    // Nothing was kept.
  }
}
