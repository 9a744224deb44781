import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { request, setCsrfToken, setLanguage, urlOf } from "./client";
import { ApiError } from "./problem";

const calls: { url: string; init: RequestInit }[] = [];
let answers: (() => Response | Promise<Response>)[] = [];
const header = (i: number, name: string) => (calls[i]!.init.headers as Record<string, string>)[name];

beforeEach(() => {
  calls.length = 0;
  answers = [];
  setCsrfToken("token-1");
  setLanguage("zh");
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    calls.push({ url, init });
    const answer = answers.shift();
    if (!answer) throw new TypeError("network");
    return answer();
  });
});
afterEach(() => vi.unstubAllGlobals());

const json = (body: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(body), { headers: { "content-type": "application/json", etag: '"r7"' }, ...init });

describe("reads", () => {
  it("carry the language and nothing that changes need", async () => {
    answers = [() => json({ items: [] })];
    const { data, etag } = await request("get", "/api/v1/datasets");
    expect(data).toEqual({ items: [] });
    expect(etag).toBe('"r7"');
    expect(header(0, "Accept-Language")).toBe("zh");
    expect(header(0, "X-CSRF-Token")).toBeUndefined();
    expect(header(0, "Idempotency-Key")).toBeUndefined();
  });
  it("fill paths and leave out what is not set", () => {
    expect(urlOf("/a/{name}/b", { path: { name: "x/y 中" }, query: { q: "光", level: undefined, n: 0 } })).toBe(
      "/a/x%2Fy%20%E4%B8%AD/b?q=%E5%85%89&n=0",
    );
    expect(() => urlOf("/a/{name}", {})).toThrow();
  });
  it("are not tried again where the network is gone", async () => {
    await expect(request("get", "/api/v1/datasets")).rejects.toMatchObject({ status: 0, isOffline: true });
    expect(calls).toHaveLength(1);
  });
});

describe("changes", () => {
  it("carry the token of the session, a key and the ETag that was read", async () => {
    answers = [() => json({})];
    await request("post", "/api/v1/me/password", {
      body: { current: "a", new: "b" },
      ifMatch: '"r7"',
    });
    expect(header(0, "X-CSRF-Token")).toBe("token-1");
    expect(header(0, "Idempotency-Key")?.length).toBeGreaterThanOrEqual(8);
    expect(header(0, "If-Match")).toBe('"r7"');
    expect(calls[0]?.init.body).toBe('{"current":"a","new":"b"}');
  });
  it("are sent again under the same key where no answer came", async () => {
    vi.useFakeTimers();
    answers = [() => Promise.reject(new TypeError("cut")), () => json({})];
    const done = request("post", "/api/v1/sign-out");
    await vi.runAllTimersAsync();
    await done;
    vi.useRealTimers();
    expect(calls).toHaveLength(2);
    expect(header(1, "Idempotency-Key")).toBe(header(0, "Idempotency-Key"));
  });
  describe("that nobody answered", () => {
    const cut = () => Promise.reject(new TypeError("cut"));
    const comment = (text: string, ifMatch: string) =>
      request("post", "/api/v1/cases/{id}/acts", { path: { id: "C-1" }, body: { act: "note", text }, ifMatch });
    const fails = async (done: Promise<unknown>) => {
      const failed = expect(done).rejects.toMatchObject({ isOffline: true });
      await vi.runAllTimersAsync();
      await failed;
    };
    beforeEach(() => vi.useFakeTimers());
    afterEach(() => vi.useRealTimers());
    it("go again as they went, though the state has moved on", async () => {
      answers = [cut, cut, cut, () => json({ sequence: 8 })];
      await fails(comment("seen", '"r7"'));
      await comment("seen", '"r8"');
      expect(header(3, "Idempotency-Key")).toBe(header(0, "Idempotency-Key"));
      expect(header(3, "If-Match")).toBe('"r7"');
    });
    it("go as they are wanted now where the old ones were not done", async () => {
      answers = [cut, cut, cut, () => new Response("{}", { status: 412 }), () => json({ sequence: 9 })];
      await fails(comment("old", '"r7"'));
      await comment("old", '"r8"');
      expect([header(3, "If-Match"), header(4, "If-Match")]).toEqual(['"r7"', '"r8"']);
      expect(header(4, "Idempotency-Key")).not.toBe(header(0, "Idempotency-Key"));
    });
    it("say nothing about others", async () => {
      answers = [cut, cut, cut, () => json({ sequence: 8 })];
      await fails(comment("one", '"r7"'));
      await comment("two", '"r7"');
      expect(header(3, "Idempotency-Key")).not.toBe(header(0, "Idempotency-Key"));
    });
  });
  it("get another key each time", async () => {
    answers = [() => json({}), () => json({})];
    await request("post", "/api/v1/sign-out");
    await request("post", "/api/v1/sign-out");
    expect(header(1, "Idempotency-Key")).not.toBe(header(0, "Idempotency-Key"));
  });
});

describe("problems", () => {
  const refused =
    (body: unknown, status: number, headers: Record<string, string> = {}) =>
    () =>
      new Response(typeof body === "string" ? body : JSON.stringify(body), {
        status,
        headers: { "content-type": "application/problem+json", ...headers },
      });
  const problem = async (answer: () => Response) => {
    answers = [answer];
    return request("get", "/api/v1/datasets").then(
      () => undefined,
      (error: ApiError) => error,
    );
  };
  it("name the permission that is missing", async () => {
    const error = await problem(
      refused(
        {
          code: "forbidden",
          title: "x",
          detail: "no role of yours permits this (audit.read: read the audit log)",
          request_id: "r-1",
        },
        403,
      ),
    );
    expect(error).toBeInstanceOf(ApiError);
    expect(error?.missingPermission).toBe("audit.read");
    expect(error?.requestId).toBe("r-1");
  });
  it("tell a stale version from a key in progress", async () => {
    expect((await problem(refused({ code: "precondition_failed" }, 412)))?.isStale).toBe(true);
    expect((await problem(refused({ code: "key_in_progress" }, 409)))?.isStale).toBe(false);
  });
  it("keep how long to wait", async () => {
    expect((await problem(refused({ code: "waiting" }, 429, { "retry-after": "12" })))?.retryAfter).toBe(12);
  });
  it("survive an answer that is no JSON", async () => {
    const error = await problem(refused("<html>bad gateway", 502, { "x-request-id": "g-2" }));
    expect(error).toMatchObject({ status: 502, code: "unreadable_answer", requestId: "g-2" });
  });
});
