import { get } from "@/api/hooks";

export function casesQuery(open: boolean) {
  return get("/api/v1/cases", { query: { limit: 1000, ...(open ? { open: true } : {}) } });
}
