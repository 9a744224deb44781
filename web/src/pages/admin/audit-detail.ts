// What an audit entry tells of before and after. Details are free JSON: pairs {from, to}, or objects before and after,
// are changes; all else is what was so.
export interface Part {
  field: string;
  before: string | undefined;
  after: string | undefined;
}
const say = (value: unknown) =>
  value === undefined || value === null ? undefined : typeof value === "string" ? value : JSON.stringify(value);
const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

export function beforeAfter(detail: string): Part[] {
  let value: unknown;
  try {
    value = JSON.parse(detail);
  } catch {
    return detail === "" ? [] : [{ field: "", before: undefined, after: detail }];
  }
  if (!isObject(value)) return [{ field: "", before: undefined, after: say(value) }];
  return Object.entries(value).flatMap(([field, part]): Part[] => {
    if (isObject(part) && "from" in part && "to" in part)
      return [{ field, before: say(part.from), after: say(part.to) }];
    if (field === "before" && isObject(part) && isObject(value.after)) {
      const after = value.after;
      return [...new Set([...Object.keys(part), ...Object.keys(after)])].map((key) => ({
        field: key,
        before: say(part[key]),
        after: say(after[key]),
      }));
    }
    if (field === "after" && isObject(part) && isObject(value.before)) return [];
    return part === "" ? [] : [{ field, before: undefined, after: say(part) }];
  });
}
