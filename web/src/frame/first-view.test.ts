import { QueryClient } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { beginFirstView, routeOf } from "./first-view";

afterEach(() => vi.unstubAllGlobals());

test("the route of an address, where it is offered", () => {
  expect(routeOf("/chains/ICIC", () => true)?.path).toEqual({ chain: "ICIC" });
  expect(routeOf("/chains/ICIC", () => false)).toBeUndefined();
  expect(routeOf("/", (permission) => permission === "case.read")?.route.path).toBe("/cases");
  expect(routeOf("/nowhere", () => true)).toBeUndefined();
});

function server(me: object | undefined) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    const found: Record<string, unknown> = {
      "/api/v1/me": me,
      "/api/v1/datasets": { items: [{ name: "first" }, { name: "second" }] },
    };
    const body = found[url] ?? {};
    const status = url === "/api/v1/me" && !me ? 401 : 200;
    return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
  });
  return asked;
}

test("what the page reads is asked for, of the dataset that the address names", async () => {
  const asked = server({ reach: "full", permissions: ["break_point.read", "dataset.read"], csrf_token: "" });
  await beginFirstView(new QueryClient(), { pathname: "/overview", search: "?ds=second" });
  await vi.waitFor(() => expect(asked).toContain("/api/v1/datasets/second/cities"));
  expect(asked).toEqual([
    "/api/v1/me",
    "/api/v1/datasets",
    "/api/v1/datasets/second/overview",
    "/api/v1/datasets/second/cities",
  ]);
});

test("without a session nothing more is asked", async () => {
  const asked = server(undefined);
  await beginFirstView(new QueryClient(), { pathname: "/overview", search: "" });
  expect(asked).toEqual(["/api/v1/me"]);
});
