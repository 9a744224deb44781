// The shape of contract.json, which scripts/contract.mjs makes of api/openapi.yaml.
interface Schema {
  type?: string | string[];
  enum?: (string | number)[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
}
export interface Operation {
  id: string;
  group: string;
  summary: string;
  method: string;
  path: string;
  access: string;
  parameters: { name: string; in: "path" | "query" | "header"; required: boolean; schema: Schema; example?: unknown }[];
  body: { type: string; schema: Schema; example: unknown } | null;
}
