import { afterEach, expect, test, vi } from "vitest";
import { request } from "./client";
import { takeEarly } from "./early";

const answer = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });

afterEach(() => {
  delete window.tenonEarly;
  vi.unstubAllGlobals();
});

test("an early answer is given out once", async () => {
  window.tenonEarly = { "/api/v1/me": Promise.resolve(answer(200, { early: true })) };
  const fetching = vi.fn(async () => answer(200, { early: false }));
  vi.stubGlobal("fetch", fetching);
  expect((await request("get", "/api/v1/me")).data).toEqual({ early: true });
  expect(fetching).not.toHaveBeenCalled();
  expect((await request("get", "/api/v1/me")).data).toEqual({ early: false });
});

test("where none came the address is read as ever", async () => {
  window.tenonEarly = { "/api/v1/datasets": Promise.resolve(undefined) };
  vi.stubGlobal("fetch", async () => answer(200, { items: [] }));
  expect((await request("get", "/api/v1/datasets")).data).toEqual({ items: [] });
  expect(await takeEarly("/api/v1/cases")).toBeUndefined();
});
