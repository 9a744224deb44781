// What the columns of the files mean.
export const columnNames: Readonly<Record<string, { zh: string; en: string }>> = {
  product_id: { zh: "产品编号", en: "Product" },
  input_id: { zh: "投入品编号", en: "Input" },
  firm_id: { zh: "企业编号", en: "Firm" },
  chain_id: { zh: "产业链编号", en: "Chain" },
  region_code: { zh: "地区代码", en: "Region" },
  parent_code: { zh: "上级地区", en: "Part of" },
  parent_id: { zh: "母公司", en: "Parent" },
  supplier_id: { zh: "供方", en: "Supplier" },
  customer_id: { zh: "需方", en: "Customer" },
  provider: { zh: "提供者", en: "Provider" },
  name_zh: { zh: "中文名", en: "Chinese name" },
  name_en: { zh: "英文名", en: "English name" },
  segment: { zh: "环节", en: "Segment" },
  gbt4754: { zh: "行业代码 GB/T 4754", en: "Industry, GB/T 4754" },
  hs6: { zh: "海关编码", en: "HS code" },
  essential: { zh: "必需", en: "Essential" },
  alternative_group: { zh: "可互换组", en: "Alternatives" },
  cost_share: { zh: "成本占比", en: "Share of cost" },
  consumption_share: { zh: "用量占比", en: "Share of use" },
  uscc: { zh: "统一社会信用代码", en: "Social credit code" },
  annual_output_cny: { zh: "年产值（元）", en: "Output, CNY a year" },
  role: { zh: "角色", en: "Role" },
  control_code: { zh: "控制方", en: "Controlled from" },
  control_note: { zh: "控制说明", en: "On control" },
  synthetic: { zh: "合成", en: "Synthetic" },
  annual_capacity: { zh: "年产能", en: "Capacity a year" },
  annual_output: { zh: "年产量", en: "Output a year" },
  status: { zh: "状态", en: "Status" },
  lead_time_days: { zh: "交货期（天）", en: "Lead time, days" },
  unit_cost: { zh: "单位成本", en: "Unit cost" },
  trl_scale: { zh: "成熟度量表", en: "Scale of readiness" },
  trl: { zh: "成熟度", en: "Readiness" },
  year: { zh: "年份", en: "Year" },
  source: { zh: "来源", en: "Source" },
  url: { zh: "链接", en: "Link" },
  grade: { zh: "等级", en: "Grade" },
  annual_value_cny: { zh: "年金额（元）", en: "Value, CNY a year" },
  inventory_days: { zh: "库存（天）", en: "Stock, days" },
  share_low: { zh: "份额低值（%）", en: "Share from, %" },
  share_high: { zh: "份额高值（%）", en: "Share to, %" },
  share_scope: { zh: "份额口径", en: "Share of" },
  metric: { zh: "指标", en: "Measure" },
  low: { zh: "低值", en: "From" },
  high: { zh: "高值", en: "To" },
  approximate: { zh: "约数", en: "Approximate" },
  unit: { zh: "单位", en: "Unit" },
  scope: { zh: "口径", en: "Scope" },
  note: { zh: "备注", en: "Note" },
  fact_row: { zh: "所用数字的行", en: "Row of the figure" },
  indicator: { zh: "用作", en: "Used as" },
  basis_region: { zh: "所在地区", en: "Basis region" },
  group_size: { zh: "合计家数", en: "Size of group" },
  value_low: { zh: "核定低值", en: "Reviewed from" },
  value_high: { zh: "核定高值", en: "Reviewed to" },
  reviewed_note: { zh: "核定说明", en: "On the review" },
  lead_region_code: { zh: "牵头地区", en: "Lead region" },
  lead_since: { zh: "牵头起始", en: "Lead since" },
  tier: { zh: "层级", en: "Tier" },
  lon: { zh: "经度", en: "Longitude" },
  lat: { zh: "纬度", en: "Latitude" },
};
const wide = new Set(["name_zh", "name_en", "source", "scope", "share_scope", "note", "reviewed_note", "control_note"]);
const numbers = new Set(
  "cost_share consumption_share annual_output_cny annual_capacity annual_output lead_time_days unit_cost trl annual_value_cny inventory_days share_low share_high low high fact_row group_size value_low value_high lon lat".split(
    " ",
  ),
);
export function isNumber(column: string): boolean {
  return numbers.has(column);
}
/** Pixels that a column needs for what usually stands in it, and for its two names in the header. */
export function widthOf(column: string, title: string): number {
  const letters = [...title].reduce((sum, c) => sum + (c > "\u00ff" ? 14 : 8), 0);
  const header = 20 + Math.max(letters, column.length * 7.5);
  const cells = wide.has(column) ? 220 : /_id$|^uscc$|^provider$/.test(column) ? 170 : 72;
  return Math.ceil(Math.max(header, cells));
}

const plain = (title: string) => title.normalize("NFKC").replace(/\s/g, "").toLowerCase();
const byTitle = new Map(Object.entries(columnNames).flatMap(([id, { zh }]) => [[plain(zh), id] as const, [id, id]]));
/** The column that a header means, by its Chinese name with its unit or by its id in other letters; else as it is. */
export function columnMeant(title: string): string {
  return byTitle.get(plain(title)) ?? title.trim();
}
