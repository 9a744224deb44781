// One request as somebody fills it in: path, query, headers and body from the parameters of an operation.
import type { Operation } from "@/api/contract";

export interface Filled {
  url: string;
  headers: Record<string, string>;
  missing: string[];
}
export function fill(operation: Operation, values: Record<string, string>): Filled {
  let url = operation.path;
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  const missing: string[] = [];
  for (const one of operation.parameters) {
    const value = (values[one.name] ?? "").trim();
    if (value === "") {
      if (one.required || one.in === "path") missing.push(one.name);
    } else if (one.in === "path") url = url.replace(`{${one.name}}`, encodeURIComponent(value));
    else if (one.in === "query") query.set(one.name, value);
    else headers[one.name] = value;
  }
  const text = query.toString();
  return { url: text ? `${url}?${text}` : url, headers, missing };
}
/** What the form begins with: the examples of the contract. */
export function examples(operation: Operation): Record<string, string> {
  return Object.fromEntries(
    operation.parameters.flatMap((one) => (one.example === undefined ? [] : [[one.name, String(one.example)]])),
  );
}
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
