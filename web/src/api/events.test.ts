import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createParser, openEventStream, type ServerEvent } from "./events";

describe("parser", () => {
  it("joins what arrives in pieces", () => {
    const parse = createParser();
    expect(parse("id: 4\neve")).toEqual([]);
    expect(parse('nt: changed\ndata: {"a":1,\ndata: "b":2}\n')).toEqual([]);
    expect(parse("\n")).toEqual([{ id: "4", name: "changed", data: '{"a":1,\n"b":2}' }]);
  });
  it("passes over heartbeats", () => {
    expect(createParser()(": \n\n:\n\ndata: x\n\n")).toEqual([{ id: "", name: "message", data: "x" }]);
  });
  it("takes any line ends, also cut in two", () => {
    const parse = createParser();
    expect(parse("data: a\r\n\r")).toEqual([]);
    expect(parse("\ndata: b\r\n\r\n")).toEqual([
      { id: "", name: "message", data: "a" },
      { id: "", name: "message", data: "b" },
    ]);
  });
});

describe("stream", () => {
  const sent: Record<string, string>[] = [];
  let controllers: ReadableStreamDefaultController<Uint8Array>[] = [];
  let refuse = false;
  let mute = false;
  const events: ServerEvent[] = [];
  const states: boolean[] = [];
  const statuses: (number | undefined)[] = [];
  let close: () => void;
  const say = (text: string) => controllers.at(-1)?.enqueue(new TextEncoder().encode(text));

  beforeEach(() => {
    vi.useFakeTimers();
    sent.length = events.length = states.length = statuses.length = 0;
    controllers = [];
    refuse = mute = false;
    close = openEventStream({
      url: "/api/v1/events",
      onEvent: (event) => events.push(event),
      onState: (live, status) => {
        states.push(live);
        statuses.push(status);
      },
      fetch: (async (_: string, init: RequestInit) => {
        sent.push(init.headers as Record<string, string>);
        if (mute)
          return new Promise((_, fail) => init.signal?.addEventListener("abort", () => fail(new Error("aborted"))));
        if (refuse) return new Response("", { status: 503 });
        const body = new ReadableStream<Uint8Array>({
          start: (controller) => {
            controllers.push(controller);
            init.signal?.addEventListener("abort", () => controller.error(new Error("aborted")));
          },
        });
        return new Response(body);
      }) as typeof fetch,
    });
  });
  afterEach(() => {
    close();
    vi.useRealTimers();
  });

  it("comes back with the id of the last event", async () => {
    await vi.advanceTimersByTimeAsync(0);
    say("id: 41\nevent: changed\ndata: {}\n\n");
    await vi.advanceTimersByTimeAsync(0);
    expect(events.map((event) => event.id)).toEqual(["41"]);
    controllers[0]?.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(states).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(states).toEqual([true, false, true]);
    expect(sent.map((headers) => headers["Last-Event-ID"])).toEqual([undefined, "41"]);
  });
  it("notices silence, and that heartbeats break it", async () => {
    for (let i = 0; i < 4; ++i) {
      await vi.advanceTimersByTimeAsync(15_000);
      say(":\n\n");
    }
    expect(states).toEqual([true]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(states.slice(0, 2)).toEqual([true, false]);
  });
  it("waits longer each time, and not for ever", async () => {
    await vi.advanceTimersByTimeAsync(0);
    refuse = true;
    controllers[0]?.close();
    await vi.advanceTimersByTimeAsync(1000 + 2000 + 4000);
    expect(sent).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(7999);
    expect(sent).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(60_000);
    const before = sent.length;
    await vi.advanceTimersByTimeAsync(8000);
    expect(sent.length).toBe(before + 1);
  });
  it("gives up on a server that takes the call and says nothing, and asks again", async () => {
    await vi.advanceTimersByTimeAsync(0);
    mute = true;
    controllers[0]?.close();
    await vi.advanceTimersByTimeAsync(1000 + 8000);
    expect(states).toEqual([true, false, false]);
    mute = false;
    await vi.advanceTimersByTimeAsync(2000);
    expect(states.at(-1)).toBe(true);
  });
  it("does not wait when the browser says that the network is back", async () => {
    await vi.advanceTimersByTimeAsync(0);
    refuse = true;
    controllers[0]?.close();
    await vi.advanceTimersByTimeAsync(60_000);
    refuse = false;
    window.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(0);
    expect(states.at(-1)).toBe(true);
    window.dispatchEvent(new Event("offline"));
    await vi.advanceTimersByTimeAsync(0);
    expect(states.at(-1)).toBe(false);
  });
  it("tells what the server answered where it refused", async () => {
    await vi.advanceTimersByTimeAsync(0);
    refuse = true;
    controllers[0]?.close();
    await vi.advanceTimersByTimeAsync(1000);
    expect(statuses).toEqual([undefined, 200, 503]);
  });
  it("ends when it is closed", async () => {
    await vi.advanceTimersByTimeAsync(0);
    close();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sent).toHaveLength(1);
    expect(states).toEqual([true]);
  });
});
