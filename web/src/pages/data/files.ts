// The files of a dataset, and how a file that somebody chose becomes one of them: its encoding, its rows, its name.

import { columnMeant } from "./columns";
import { csvCells, csvRecords } from "./csv";
import { dropAnnotation, type Mend, withMended } from "./mend";

export interface DatasetFile {
  file: string;
  table: string;
  zh: string;
  en: string;
  columns: readonly string[];
  /** Columns that the file must have. */
  keys: readonly string[];
  /** A dataset without it is none. */
  needed?: boolean;
}
const columns = (text: string) => text.split(",");
export const datasetFiles: readonly DatasetFile[] = [
  {
    file: "products.csv",
    table: "products",
    keys: columns("product_id,name_zh,name_en,chain_id,segment"),
    zh: "产品",
    en: "Products",
    needed: true,
    columns: columns("product_id,name_zh,name_en,chain_id,segment,gbt4754,hs6"),
  },
  {
    file: "inputs.csv",
    table: "inputs",
    keys: columns("input_id,product_id,essential"),
    zh: "投入关系",
    en: "Inputs",
    needed: true,
    columns: columns("input_id,product_id,essential,alternative_group,cost_share,consumption_share,source"),
  },
  {
    file: "firms.csv",
    table: "firms",
    keys: columns("firm_id,name_zh"),
    zh: "企业",
    en: "Firms",
    needed: true,
    columns: columns(
      "firm_id,name_zh,name_en,uscc,region_code,gbt4754,annual_output_cny,role,control_code,control_note,parent_id,synthetic,source",
    ),
  },
  {
    file: "capabilities.csv",
    table: "capabilities",
    keys: columns("firm_id,product_id"),
    zh: "生产能力",
    en: "Capabilities",
    columns: columns(
      "firm_id,product_id,region_code,annual_capacity,annual_output,status,lead_time_days,unit_cost,trl_scale,trl,year,source,url,grade",
    ),
  },
  {
    file: "supplies.csv",
    table: "supplies",
    keys: columns("supplier_id,customer_id,product_id,annual_value_cny"),
    zh: "企业供应关系",
    en: "Supplies between firms",
    columns: columns("supplier_id,customer_id,product_id,annual_value_cny,inventory_days,source"),
  },
  {
    file: "shares.csv",
    table: "shares",
    keys: columns("product_id,provider,share_low,share_high,share_scope,year,source,grade"),
    zh: "市场份额",
    en: "Market shares",
    columns: columns("product_id,provider,share_low,share_high,share_scope,year,source,url,grade"),
  },
  {
    file: "facts.csv",
    table: "facts",
    keys: columns("product_id,metric,low,high,approximate,unit,scope,year,source,url,grade"),
    zh: "公开数字",
    en: "Published figures",
    columns: columns("product_id,metric,low,high,approximate,unit,scope,year,source,url,grade,note"),
  },
  {
    file: "fact_uses.csv",
    table: "fact_uses",
    keys: columns("fact_row,product_id,metric,indicator,basis_region,group_size,reviewed_note"),
    zh: "数字的用途",
    en: "Uses of figures",
    columns: columns(
      "fact_row,product_id,metric,scope,year,indicator,basis_region,group_size,value_low,value_high,reviewed_note",
    ),
  },
  {
    file: "chains.csv",
    table: "chains",
    keys: columns("chain_id,name_zh,name_en"),
    zh: "产业链",
    en: "Chains",
    needed: true,
    columns: columns("chain_id,name_zh,name_en,lead_region_code,lead_since,source"),
  },
  {
    file: "regions.csv",
    table: "regions",
    keys: columns("region_code,name_zh,name_en,parent_code,tier"),
    zh: "地区",
    en: "Regions",
    needed: true,
    columns: columns("region_code,name_zh,name_en,parent_code,tier,lon,lat"),
  },
];
export function fileNamed(file: string): DatasetFile | undefined {
  return datasetFiles.find((one) => one.file === file);
}

export interface Decoded {
  text: string;
  encoding: "UTF-8" | "GB18030" | "";
  /** The first line that is neither, from 1. */
  badLine?: number;
}

/** UTF-8, with or without its mark, else GB18030; with neither the line where reading stops. */
export function decode(bytes: Uint8Array): Decoded {
  for (const encoding of ["UTF-8", "GB18030"] as const) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
    } catch {
      // The next one.
    }
  }
  return { text: "", encoding: "", badLine: firstBadLine(bytes) };
}

// Lines are looked at one by one: each must be GB18030, which holds all that is ASCII.
function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder("GB18030", { fatal: true });
  let line = 1;
  for (let from = 0; from <= bytes.length; ++line) {
    const end = bytes.indexOf(10, from);
    const part = bytes.subarray(from, end < 0 ? bytes.length : end);
    try {
      decoder.decode(part);
    } catch {
      return line;
    }
    if (end < 0) break;
    from = end + 1;
  }
  return line;
}

/** The file of a dataset that it is, by its name, else by its header: most of its columns, and no tie. */
export function guessFile(name: string, header: readonly string[]): string | undefined {
  const plain = name.toLowerCase().replace(/^.*[\\/]/, "");
  const named = datasetFiles.find((one) => one.file === plain);
  if (named) return named.file;
  const known = new Set(header.map((column) => column.trim().toLowerCase()));
  if (known.size === 0) return undefined;
  const scored = datasetFiles
    .map((one) => ({ file: one.file, hits: one.columns.filter((column) => known.has(column)).length }))
    .sort((a, b) => b.hits - a.hits);
  const [first, second] = scored;
  return first && second && first.hits > second.hits && first.hits * 2 > known.size ? first.file : undefined;
}

export interface ChosenFile {
  /** As it is called on the user's disk. */
  name: string;
  bytes: number;
  text: string;
  encoding: Decoded["encoding"];
  badLine?: number;
  rows: number;
  header: readonly string[];
  /** Which file of the dataset it stands for. */
  as?: string;
  /** A workbook: nothing reads it here. */
  workbook?: boolean;
  /** What was mended on the page, in order; the text stays as it was read. */
  mends?: readonly Mend[];
  /** The first of them were decided on an earlier upload. */
  recalled?: boolean;
}

export function readFile(name: string, bytes: Uint8Array): ChosenFile {
  const base = { name, bytes: bytes.length, rows: 0, header: [] as string[], text: "", encoding: "" as const };
  if (/\.(xlsx?|et|ods)$/i.test(name)) return { ...base, workbook: true };
  const { text: read, encoding, badLine } = decode(bytes);
  const text = dropAnnotation(read);
  let header: string[] = [];
  let rows = -1;
  for (const record of csvRecords(text)) {
    if (++rows === 0) header = csvCells(record.text);
  }
  const file = { ...base, text, encoding, badLine, header, rows: Math.max(0, rows) };
  const as = guessFile(name, header.map(columnMeant));
  const known = fileNamed(as ?? "")?.columns ?? [];
  const named = header.flatMap((title, column) => {
    const to = columnMeant(title);
    return to !== title.trim() && known.includes(to) ? [{ line: 1, column, to }] : [];
  });
  return withMended<ChosenFile>({ ...file, as }, named);
}

/** Why the files cannot be looked at, or nothing: two for one, none at all, one that is unreadable. */
export function twice(files: readonly ChosenFile[]): string | undefined {
  const seen = new Set<string>();
  for (const { as } of files) {
    if (!as) continue;
    if (seen.has(as)) return as;
    seen.add(as);
  }
  return undefined;
}
export function taken(files: readonly ChosenFile[]): ChosenFile[] {
  return files.filter((file) => file.as && file.encoding);
}
