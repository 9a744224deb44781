// Answers that public/start.js asked for before this script was here; each is given out once.
declare global {
  interface Window {
    tenonEarly?: Record<string, Promise<Response | undefined>>;
  }
}

/** The answer to a first reading of the address, if one was asked for and came. */
export async function takeEarly(url: string): Promise<Response | undefined> {
  const waiting = globalThis.window?.tenonEarly?.[url];
  if (!waiting) return undefined;
  delete window.tenonEarly![url];
  return waiting;
}
