// What a cell probably meant: only where there is one reading of it.

const scales: Record<string, number> = { 千: 1e3, 万: 1e4, 百万: 1e6, 千万: 1e7, 亿: 1e8, 万亿: 1e12, k: 1e3 };
const yes = /^(是|有|对|真|y|yes|true|√|✓)$/i;
const no = /^(否|无|没有|假|n|no|false|×|✗)$/i;

// The words after a number that its column means anyway.
function unitsOf(column: string): RegExp {
  if (column.endsWith("_cny") || column === "unit_cost") return /^(元|圆|人民币|人民币元|cny|rmb|yuan)?$/i;
  if (column.endsWith("_days")) return /^(天|日|d|days?)?$/i;
  if (/share|^value_|^low$|^high$/.test(column)) return /^(%|个百分点)?$/;
  return /^$/;
}

/** "12万元" in a column of yuan is 120000; nothing where the unit is another one. */
export function numberMeant(value: string, column: string): string | undefined {
  const plain = value.normalize("NFKC").replace(/[\s¥￥]/g, "");
  const found = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(千万|百万|万亿|千|万|亿|k)?(.*)$/i.exec(plain);
  if (!found) return undefined;
  const [, sign = "", whole = "", fraction = "", scale = "", unit = ""] = found;
  if (!unitsOf(column).test(unit)) return undefined;
  const number = Number(`${sign}${whole.replaceAll(",", "")}${fraction}`) * (scales[scale.toLowerCase()] ?? 1);
  const text = String(Number(number.toPrecision(12)));
  return /e/.test(text) || text === value ? undefined : text;
}
export function flagMeant(value: string): string | undefined {
  const plain = value.normalize("NFKC").trim();
  return yes.test(plain) ? "1" : no.test(plain) ? "0" : undefined;
}
