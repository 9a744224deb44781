import { full, money } from "@/design/number";
import type { Language } from "@/text";
import { yuanPerWan } from "./model";

/** Yuan as money in a sentence. */
export function yuan(value: number, language: Language): string {
  return money(Math.round(value * 100), language);
}
/** The budget exactly as it stands in the box: 3,000 万元, CNY 30 m. */
export function budgetText(wan: number, language: Language): string {
  return language === "zh" ? `${full(wan)} 万元` : `CNY ${full(wan / 100)} m`;
}
/** In the unit of the page's columns: 万元 in Chinese, CNY million in English. */
export function inUnit(value: number, language: Language): number {
  return value / (language === "zh" ? yuanPerWan : 1e6);
}
export function unitText(value: number, language: Language): string {
  const n = inUnit(value, language);
  return full(n, Math.abs(n) >= 100 ? 0 : Math.abs(n) >= 10 ? 1 : 2);
}
