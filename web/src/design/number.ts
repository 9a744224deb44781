// Numbers as people read them. Own rules instead of Intl's compact form, which gives the two languages different
// precision for one number. Missing is a dash, never 0.
import type { Language } from "@/text";

export const missing = "—";
const minus = "−";

/** `digits` significant figures, without an exponent or trailing zeros. */
export function significant(value: number, digits = 3): string {
  if (value === 0) return "0";
  return withoutZeros(plain(Number(value.toPrecision(digits))));
}

function grouped(text: string): string {
  const [whole = "", part] = text.replace(/^-/, "").split(".");
  const sign = text.startsWith("-") ? minus : "";
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return sign + (part === undefined ? spaced : `${spaced}.${part}`);
}

/** All digits, grouped: for tooltips, exports and columns whose unit stands in the header. */
export function full(value: number | null | undefined, decimals?: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return missing;
  const text = decimals === undefined ? plain(value) : value.toFixed(decimals);
  return grouped(Number(text) === 0 ? text.replace("-", "") : text);
}

function plain(value: number): string {
  const text = String(value);
  if (!text.includes("e")) return text;
  return Math.abs(value) > 1 ? BigInt(value).toString() : withoutZeros(value.toFixed(20));
}

const steps: Record<Language, readonly [number, string][]> = {
  zh: [
    [1e12, " 万亿"],
    [1e8, " 亿"],
    [1e4, " 万"],
  ],
  en: [
    [1e12, " trn"],
    [1e9, " bn"],
    [1e6, " m"],
    [1e4, " k"],
  ],
};

/** Three significant figures for sentences: 8,234 · 2.35 万 · 1.34 亿; 8,234 · 23.5 k · 134 m. */
export function short(value: number | null | undefined, language: Language, digits = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return missing;
  const size = Math.abs(value);
  // What rounds to 1 万 is 1 万, not 10,000.
  const rounded = Number(size.toPrecision(Math.max(digits, 4)));
  for (const [at, word] of steps[language]) {
    if (rounded >= at) {
      const divisor = word === " k" ? 1e3 : at;
      return grouped(significant(value / divisor, digits)) + word;
    }
  }
  if (size >= 1000) return grouped(String(Math.round(value)));
  if (size > 0 && size < 0.1) return tiny(value);
  return grouped(significant(value, digits));
}

function tiny(value: number): string {
  return value > 0 ? "<0.1" : `>${minus}0.1`;
}

/** A share between 0 and 1 as 61.4%. */
export function percent(share: number | null | undefined, decimals = 1): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return missing;
  const value = share * 100;
  if (value !== 0 && Math.abs(value) < 0.1) return `${tiny(value)}%`;
  return `${grouped(withoutZeros(value.toFixed(decimals)))}%`;
}

function withoutZeros(text: string): string {
  const trimmed = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return trimmed === "-0" ? "0" : trimmed;
}

/** A change of shares: +9.0 个百分点, +9.0 pp. */
export function points(change: number | null | undefined, language: Language): string {
  if (change === null || change === undefined || !Number.isFinite(change)) return missing;
  return signed(change * 100, 1) + (language === "zh" ? " 个百分点" : " pp");
}

export function signed(value: number | null | undefined, decimals = 1): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return missing;
  const text = Math.abs(value).toFixed(decimals);
  const sign = Number(text) === 0 ? "" : value > 0 ? "+" : minus;
  return sign + grouped(text);
}

/** 62%（48%–75%） in Chinese, 62% (48–75%) in English. Without bounds the point alone. */
export function percentInterval(
  share: number | null | undefined,
  low: number | null | undefined,
  high: number | null | undefined,
  language: Language,
  decimals = 0,
): string {
  const point = percent(share, decimals);
  if (point === missing || low === null || low === undefined || high === null || high === undefined) return point;
  const from = percent(low, decimals);
  const to = percent(high, decimals);
  return language === "zh" ? `${point}（${from}–${to}）` : `${point} (${from.replace("%", "")}–${to})`;
}

/** 0.88（0.85–0.90） in Chinese, 0.88 (0.85–0.90) in English, decimals kept so that columns align. */
export function interval(
  value: number | null | undefined,
  low: number | null | undefined,
  high: number | null | undefined,
  language: Language,
  decimals = 2,
): string {
  const point = full(value, decimals);
  if (point === missing || low === null || low === undefined || high === null || high === undefined) return point;
  const range = `${full(low, decimals)}–${full(high, decimals)}`;
  return language === "zh" ? `${point}（${range}）` : `${point} (${range})`;
}

/** Integer fen as money: 13,412.7 万元 in Chinese, CNY 134 m in English. */
export function money(fen: number | null | undefined, language: Language): string {
  if (fen === null || fen === undefined || !Number.isFinite(fen)) return missing;
  const yuan = fen / 100;
  return language === "zh" ? `${short(yuan, "zh")}${Math.abs(yuan) >= 1e4 ? "元" : " 元"}` : `CNY ${short(yuan, "en")}`;
}
