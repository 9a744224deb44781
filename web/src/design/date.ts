// Dates and times, always of Asia/Shanghai: 2026-11-23 14:05.
import type { Language } from "@/text";
import { missing } from "./number";

const parts = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const longMonths = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

type When = string | number | Date | null | undefined;

function split(when: When): Record<string, string> | undefined {
  if (when === null || when === undefined || when === "") return undefined;
  const date = new Date(when);
  if (Number.isNaN(date.getTime())) return undefined;
  return Object.fromEntries(parts.formatToParts(date).map((part) => [part.type, part.value]));
}

export function dateTime(when: When): string {
  const p = split(when);
  return p ? `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}` : missing;
}
export function date(when: When): string {
  const p = split(when);
  return p ? `${p.year}-${p.month}-${p.day}` : missing;
}
/** 11-22 03:10, for the status strip. */
export function shortDateTime(when: When): string {
  const p = split(when);
  return p ? `${p.month}-${p.day} ${p.hour}:${p.minute}` : missing;
}
export function time(when: When): string {
  const p = split(when);
  return p ? `${p.hour}:${p.minute}` : missing;
}
/** For briefs: 2026年11月23日, 23 November 2026. */
export function longDate(when: When, language: Language): string {
  const p = split(when);
  if (!p) return missing;
  const [month, day] = [Number(p.month), Number(p.day)];
  return language === "zh" ? `${p.year}年${month}月${day}日` : `${day} ${longMonths[month - 1]} ${p.year}`;
}
export function month(when: When, language: Language): string {
  const p = split(when);
  if (!p) return missing;
  return language === "zh" ? `${p.year}-${p.month}` : `${months[Number(p.month) - 1]} ${p.year}`;
}
/** Whole days of Shanghai between now and then; negative where it is past. */
function daysLeft(when: string | Date, now: Date = new Date()): number {
  const midnight = (text: string) => Date.parse(`${text}T00:00:00Z`);
  return Math.round((midnight(date(when)) - midnight(date(now))) / 86_400_000);
}

/** 11-26 剩 3 天 · 11-26 in 3 days · 11-20 逾 3 天 · 11-20 3 days late. */
export function deadline(when: string | Date, language: Language, now: Date = new Date()): string {
  const day = date(when).slice(5);
  const left = daysLeft(when, now);
  if (left === 0) return language === "zh" ? `${day} 今天到期` : `${day} today`;
  const count = Math.abs(left);
  if (language === "zh") return left > 0 ? `${day} 剩 ${count} 天` : `${day} 逾 ${count} 天`;
  const words = count === 1 ? "1 day" : `${count} days`;
  return left > 0 ? `${day} in ${words}` : `${day} ${words} late`;
}

export function relative(when: When, language: Language, now: Date = new Date()): string {
  if (!split(when)) return missing;
  const seconds = Math.round((now.getTime() - new Date(when as string).getTime()) / 1000);
  const size = Math.abs(seconds);
  const [count, zh, en] =
    size < 60
      ? [size, "秒", "s"]
      : size < 3600
        ? [Math.round(size / 60), "分钟", "min"]
        : size < 86_400
          ? [Math.round(size / 3600), "小时", "h"]
          : [Math.round(size / 86_400), "天", "d"];
  if (language === "zh") return `${count} ${zh}${seconds >= 0 ? "前" : "后"}`;
  return seconds >= 0 ? `${count} ${en} ago` : `in ${count} ${en}`;
}
