// One way to speak to the server. Paths, parameters, bodies and answers are typed from api/openapi.yaml.
//
// Every request carries the language; every change carries the CSRF token of the session and an Idempotency-Key,
// and is sent again with the same key where the network broke before an answer came, at once and whenever somebody
// asks for the same again.

import { takeEarly } from "./early";
import { ApiError, problemOf } from "./problem";
import type { paths } from "./schema";
import { answered, nameOfChange, noAnswerTo, type SentBefore, sentBefore } from "./unanswered";

export type Method = "get" | "post" | "put" | "delete";
export type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];
type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O> ? O : never;
type Of<T, K extends string> = T extends { [key in K]?: infer V } ? V : never;
type Json<T> = T extends { content: infer C } ? Of<C, "application/json"> : undefined;

type PathOf<P extends keyof paths, M extends Method> = Of<Of<Operation<P, M>, "parameters">, "path">;
export type QueryOf<P extends keyof paths, M extends Method> = Of<Of<Operation<P, M>, "parameters">, "query">;
export type BodyOf<P extends keyof paths, M extends Method> = Json<NonNullable<Of<Operation<P, M>, "requestBody">>>;
type Responses<P extends keyof paths, M extends Method> = Of<Operation<P, M>, "responses">;
export type AnswerOf<P extends keyof paths, M extends Method> = Json<
  Responses<P, M> extends infer R ? R[keyof R & (200 | 201 | 202 | 204)] : never
>;

export interface Params<P extends keyof paths, M extends Method> {
  path?: PathOf<P, M>;
  query?: QueryOf<P, M>;
}
export interface Sent<P extends keyof paths, M extends Method> extends Params<P, M> {
  body?: BodyOf<P, M>;
  /** The ETag that was read; who saw an older state is refused with 412. */
  ifMatch?: string;
  idempotencyKey?: string;
  signal?: AbortSignal;
}
export interface Answer<T> {
  data: T;
  etag: string | undefined;
}

const session = { csrfToken: null as string | null, language: "zh" };

export function setLanguage(language: "zh" | "en") {
  session.language = language;
}
export function setCsrfToken(token: string | null) {
  session.csrfToken = token;
}

export function urlOf(path: string, params: { path?: unknown; query?: unknown } = {}): string {
  const inPath = (params.path ?? {}) as Record<string, string | number>;
  const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = inPath[key];
    if (value === undefined) throw new Error(`${path}: no ${key}`);
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries((params.query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== null && value !== "") query.set(key, String(value));
  }
  const text = query.toString();
  return text ? `${filled}?${text}` : filled;
}

async function reach(url: string, init: RequestInit, retries: number): Promise<Response> {
  for (let attempt = 0; ; ++attempt) {
    try {
      return await fetch(url, init);
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      if (attempt >= retries) throw new ApiError({ status: 0, code: "unreachable" });
      await new Promise((done) => setTimeout(done, 400 * (attempt + 1)));
    }
  }
}

async function send<P extends keyof paths, M extends Method>(
  method: M,
  path: P,
  sent: Sent<P, M>,
  accept: string,
): Promise<Response> {
  const headers: Record<string, string> = { "Accept-Language": session.language, Accept: accept };
  const changes = method !== "get";
  if (changes && session.csrfToken) headers["X-CSRF-Token"] = session.csrfToken;
  let body: BodyInit | undefined;
  const content: unknown = sent.body;
  if (content instanceof Blob) {
    headers["Content-Type"] = content.type || "application/octet-stream";
    body = content;
  } else if (content !== undefined) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(content);
  }
  const url = urlOf(path, sent);
  const init = {
    method: method.toUpperCase(),
    headers,
    body,
    credentials: "same-origin",
    signal: sent.signal,
  } as const;
  const response = changes
    ? await change(url, init, { key: sent.idempotencyKey ?? crypto.randomUUID(), ifMatch: sent.ifMatch })
    : ((await takeEarly(url)) ??
      (await reach(url, sent.ifMatch ? { ...init, headers: { ...headers, "If-Match": sent.ifMatch } } : init, 0)));
  if (!response.ok) throw await problemOf(response);
  return response;
}

export async function request<P extends keyof paths, M extends Method>(
  method: M,
  path: P,
  sent: Sent<P, M> = {},
): Promise<Answer<AnswerOf<P, M>>> {
  const response = await send(method, path, sent, "application/json");
  const text = response.status === 204 ? "" : await response.text();
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  const data = (text === "" ? undefined : isJson ? JSON.parse(text) : text) as AnswerOf<P, M>;
  return { data, etag: response.headers.get("etag") ?? undefined };
}

export async function requestBytes<P extends PathsWith<"get">>(
  path: P,
  sent: Sent<P, "get"> = {},
): Promise<ArrayBuffer> {
  return (await send("get", path, sent, "application/octet-stream")).arrayBuffer();
}

type Change = Omit<RequestInit, "headers" | "method"> & { method: string; headers: Record<string, string> };

async function change(url: string, init: Change, wanted: SentBefore): Promise<Response> {
  const name = nameOfChange(init.method, url, init.body ?? undefined);
  const before = sentBefore(name);
  const now = before ?? wanted;
  const headers: Record<string, string> = { ...init.headers, "Idempotency-Key": now.key };
  if (now.ifMatch) headers["If-Match"] = now.ifMatch;
  let response: Response;
  try {
    response = await reach(url, { ...init, headers }, 2);
  } catch (cause) {
    if (cause instanceof ApiError) noAnswerTo(name, now);
    throw cause;
  }
  answered(name);
  // What was sent before was not done, and is old by now: what is wanted now may still hold.
  if (before && response.status === 412 && wanted.ifMatch !== before.ifMatch) return change(url, init, wanted);
  return response;
}
