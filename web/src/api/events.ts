// The server's event stream (Server-Sent Events), read with fetch: unlike EventSource it sees the heartbeats, so a
// connection that died without a word is noticed when they stay away, and opened again with Last-Event-ID.
export interface ServerEvent {
  id: string;
  name: string;
  data: string;
}

export interface StreamOptions {
  url: string;
  onEvent: (event: ServerEvent) => void;
  /** Where it is not live: what the server answered, if it did. */
  onState: (live: boolean, status?: number) => void;
  fetch?: typeof fetch;
  /** Silence after which the connection counts as lost; heartbeats come every 15 s. */
  silenceMs?: number;
  /** How long the server may take to begin to answer. */
  answerMs?: number;
  /** First and longest pause before the next try. */
  backOffMs?: [number, number];
}

/** Cuts the stream's text into events; remarks (heartbeats) and half-read frames yield nothing. */
export function createParser() {
  let rest = "";
  return (text: string): ServerEvent[] => {
    // A carriage return at the end may be half of a line end.
    const read = (rest + text).replace(/\r\n|\r(?!$)/g, "\n");
    const frames = read.split("\n\n");
    rest = frames.pop() ?? "";
    const events: ServerEvent[] = [];
    for (const frame of frames) {
      const event: ServerEvent = { id: "", name: "message", data: "" };
      const lines: string[] = [];
      for (const line of frame.split("\n")) {
        const [, field, value = ""] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
        if (field === "id") event.id = value;
        else if (field === "event") event.name = value;
        else if (field === "data") lines.push(value);
      }
      event.data = lines.join("\n");
      if (lines.length > 0) events.push(event);
    }
    return events;
  };
}

export function openEventStream(options: StreamOptions): () => void {
  const silence = options.silenceMs ?? 28_000;
  const [first, longest] = options.backOffMs ?? [1000, 8000];
  let lastId = "";
  let pause = first;
  let closed = false;
  let abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function connect() {
    timer = undefined;
    abort = new AbortController();
    let watch: ReturnType<typeof setTimeout> | undefined;
    let status: number | undefined;
    const wait = (ms: number) => {
      clearTimeout(watch);
      watch = setTimeout(() => abort.abort(), ms);
    };
    try {
      wait(options.answerMs ?? 8000);
      const headers: Record<string, string> = { Accept: "text/event-stream" };
      if (lastId) headers["Last-Event-ID"] = lastId;
      const response = await (options.fetch ?? fetch)(options.url, {
        headers,
        signal: abort.signal,
        credentials: "same-origin",
        cache: "no-store",
      });
      status = response.status;
      if (!response.ok || !response.body) throw new Error(String(status));
      options.onState(true);
      wait(silence);
      pause = first;
      const parse = createParser();
      const decoder = new TextDecoder();
      const reader = response.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        wait(silence);
        for (const event of parse(decoder.decode(value, { stream: true }))) {
          if (event.id) lastId = event.id;
          options.onEvent(event);
        }
      }
    } catch {
      // Lost, refused or silent: all end in the next try.
    } finally {
      clearTimeout(watch);
    }
    if (closed) return;
    options.onState(false, status);
    timer = setTimeout(connect, pause);
    pause = Math.min(pause * 2, longest);
  }

  // The browser knows of cables and sleep before any silence tells.
  const gone = () => abort.abort();
  const back = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    pause = first;
    void connect();
  };
  addEventListener("offline", gone);
  addEventListener("online", back);
  void connect();
  return () => {
    closed = true;
    removeEventListener("offline", gone);
    removeEventListener("online", back);
    clearTimeout(timer);
    abort.abort();
  };
}
