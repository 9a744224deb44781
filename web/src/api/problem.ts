// What the server answers when it refuses or fails (RFC 9457), and what the network does, as one error type.
import type { components } from "./schema";

export type ProblemBody = components["schemas"]["Problem"];

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string;
  readonly faults: NonNullable<ProblemBody["faults"]>;
  /** Seconds to wait, where the server names them. */
  readonly retryAfter: number | undefined;

  constructor(body: Partial<ProblemBody> & { status: number; code: string }, retryAfter?: number) {
    super(body.title ?? body.code);
    this.name = "ApiError";
    this.status = body.status;
    this.code = body.code;
    this.detail = body.detail ?? "";
    this.requestId = body.request_id ?? "";
    this.faults = body.faults ?? [];
    this.retryAfter = retryAfter;
  }

  /** The permission that a 403 misses, as "audit.read". */
  get missingPermission(): string | undefined {
    return this.status === 403 ? /\b([a-z_]+\.[a-z_]+)\b/.exec(this.detail)?.[1] : undefined;
  }

  /** No answer at all: the server cannot be reached. */
  get isOffline(): boolean {
    return this.status === 0;
  }

  /** Somebody else changed it in the meantime. */
  get isStale(): boolean {
    return this.status === 412 || (this.status === 409 && this.code !== "key_in_progress");
  }
}

/** What a fault of a request or of a file should have been. */
export function expectedIn(language: "zh" | "en", fault: { expected: string; expected_zh?: string }): string {
  return (language === "zh" && fault.expected_zh) || fault.expected;
}

export async function problemOf(response: Response): Promise<ApiError> {
  const wait = Number(response.headers.get("retry-after"));
  const retryAfter = Number.isFinite(wait) && wait > 0 ? wait : undefined;
  const requestId = response.headers.get("x-request-id") ?? "";
  try {
    const body = (await response.json()) as ProblemBody;
    if (typeof body?.code === "string") return new ApiError({ ...body, status: response.status }, retryAfter);
  } catch {
    // Not JSON: a gateway between us and the server answered.
  }
  return new ApiError(
    { status: response.status, code: "unreadable_answer", title: response.statusText, request_id: requestId },
    retryAfter,
  );
}
