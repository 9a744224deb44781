import { get } from "@/api/hooks";

export function rankingQuery(name: string) {
  return get("/api/v1/datasets/{name}/ranking", { path: { name } });
}
export function productQuery(name: string, id: string) {
  return get("/api/v1/datasets/{name}/products/{id}", { path: { name, id } });
}
export function registerQuery(name: string, kind: "product" | "firm", id: string) {
  return get("/api/v1/datasets/{name}/break-points/{kind}/{id}", { path: { name, kind, id } });
}
