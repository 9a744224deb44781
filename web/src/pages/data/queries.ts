// What several pages of the area read.
import { get } from "@/api/hooks";

export function gapsQuery(name: string) {
  return get("/api/v1/datasets/{name}/gaps", { path: { name } });
}

export function evidenceQuery(name: string) {
  return get("/api/v1/datasets/{name}/evidence", { path: { name } });
}
