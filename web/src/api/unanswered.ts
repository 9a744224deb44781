// Changes whose answer never came. Nobody knows whether they were done; whoever asks for the same again sends exactly what
// was sent before, under its key, so that the server does it once and answers what it answered then.
export interface SentBefore {
  key: string;
  ifMatch: string | undefined;
}
const most = 50;
const waiting = new Map<string, SentBefore>();

/** What makes two changes the same; undefined for files, which are not compared, and for what may hold a password. */
export function nameOfChange(method: string, url: string, body: BodyInit | undefined): string | undefined {
  if (/^\/api\/v1\/(sign-in|me)\b/.test(url)) return undefined;
  return body === undefined || typeof body === "string" ? `${method} ${url}\n${body ?? ""}` : undefined;
}
export function sentBefore(change: string | undefined): SentBefore | undefined {
  return change === undefined ? undefined : waiting.get(change);
}
export function noAnswerTo(change: string | undefined, sent: SentBefore) {
  if (change === undefined) return;
  waiting.delete(change);
  waiting.set(change, sent);
  if (waiting.size > most) waiting.delete(waiting.keys().next().value!);
}
export function answered(change: string | undefined) {
  if (change !== undefined) waiting.delete(change);
}
