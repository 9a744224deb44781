// src/api/contract.json: the operations of api/openapi.yaml as the page that sends requests needs them, without answers.
import { readFileSync, writeFileSync } from "node:fs";
import { load } from "js-yaml";

const contract = load(readFileSync(new URL("../../api/openapi.yaml", import.meta.url), "utf8"));
const { schemas, parameters } = contract.components;

// A schema with what it refers to in place; circles end as an empty object.
function resolve(value, seen = []) {
  if (Array.isArray(value)) return value.map((one) => resolve(one, seen));
  if (value === null || typeof value !== "object") return value;
  if (typeof value.$ref === "string") {
    const name = value.$ref.split("/").at(-1);
    if (seen.includes(name)) return {};
    return resolve(value.$ref.includes("/parameters/") ? parameters[name] : schemas[name], [...seen, name]);
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolve(part, seen)]));
}

const operations = [];
for (const [path, methods] of Object.entries(contract.paths)) {
  for (const [method, one] of Object.entries(methods)) {
    const [type, content] = Object.entries(one.requestBody?.content ?? {})[0] ?? [];
    operations.push({
      id: one.operationId,
      group: one.tags[0],
      summary: one.summary,
      method,
      path,
      access: one["x-access"],
      parameters: (one.parameters ?? []).map((parameter) => {
        const { name, in: place, required, schema, example } = resolve(parameter);
        return { name, in: place, required: required === true, schema, example };
      }),
      body: type ? { type, schema: resolve(content.schema), example: content.example ?? null } : null,
    });
  }
}
writeFileSync(new URL("../src/api/contract.json", import.meta.url), JSON.stringify({ operations }));
