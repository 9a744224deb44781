// Days as people type them: 2026-12-04, 12-04, 12月4日, 明天, 下周五, 月底, 3天后, +14; tomorrow, next fri, in 2 weeks.
const weekdays: Record<string, number> = {
  日: 0,
  天: 0,
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  sun: 0,
  mon: 1,
  tue: 2,
  wed: 3,
  thu: 4,
  fri: 5,
  sat: 6,
};
const digits: Record<string, number> = { 一: 1, 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 };

const at = (day: string) => new Date(`${day}T00:00:00Z`);
const text = (date: Date) => date.toISOString().slice(0, 10);
function addDays(day: string, count: number): string {
  const date = at(day);
  date.setUTCDate(date.getUTCDate() + count);
  return text(date);
}
function weekdayOf(day: string): number {
  return at(day).getUTCDay();
}
function real(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? text(date) : undefined;
}
function count(word: string): number | undefined {
  return /^\d{1,4}$/.test(word) ? Number(word) : digits[word];
}
// Weeks start on Monday.
function inWeek(today: string, weeks: number, weekday: number): string {
  const monday = addDays(today, -((weekdayOf(today) + 6) % 7));
  return addDays(monday, weeks * 7 + ((weekday + 6) % 7));
}

/** `today` as 2026-11-27; undefined where the words name no day. */
export function parseDay(words: string, today: string): string | undefined {
  const said = words.trim().toLowerCase().replace(/\s+/g, " ");
  if (said === "") return undefined;
  const year = Number(today.slice(0, 4));
  let m = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(said);
  if (m) return real(Number(m[1]), Number(m[2]), Number(m[3]));
  m = /^(\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(said);
  if (m) {
    const this_year = real(year, Number(m[1]), Number(m[2]));
    // A day that is over means the one of next year.
    return this_year && this_year >= today ? this_year : real(year + 1, Number(m[1]), Number(m[2]));
  }
  const near = ["今天", "明天", "后天", "大后天"].indexOf(said);
  if (near >= 0) return addDays(today, near);
  if (said === "today") return today;
  if (said === "tomorrow") return addDays(today, 1);
  m = /^\+(\d{1,4})$/.exec(said) ?? /^in (\d{1,4}) days?$/.exec(said);
  if (m) return addDays(today, Number(m[1]));
  m = /^in (\d{1,3}) weeks?$/.exec(said);
  if (m) return addDays(today, 7 * Number(m[1]));
  m = /^(\d{1,4}|[一二两三四五六七八九十])\s?(天|日|周|个?星期|个?月)[后内]?$/.exec(said);
  if (m) {
    const size = count(m[1]!);
    if (size === undefined) return undefined;
    if (m[2] === "天" || m[2] === "日") return addDays(today, size);
    if (m[2] === "周" || m[2]!.includes("星期")) return addDays(today, 7 * size);
    return monthsLater(today, size);
  }
  m = /^(本|这|下|下下)?(?:个)?(?:周|星期|礼拜)([日天一二三四五六])$/.exec(said);
  if (m) {
    const weekday = weekdays[m[2]!]!;
    const weeks = m[1] === "下" ? 1 : m[1] === "下下" ? 2 : 0;
    const day = inWeek(today, weeks, weekday);
    return m[1] === undefined && day < today ? addDays(day, 7) : day;
  }
  m = /^(next )?(sun|mon|tue|wed|thu|fri|sat)[a-z]*$/.exec(said);
  if (m) {
    const day = inWeek(today, m[1] ? 1 : 0, weekdays[m[2]!]!);
    return !m[1] && day < today ? addDays(day, 7) : day;
  }
  if (said === "月底" || said === "end of month") return addDays(firstOf(today, 1), -1);
  if (said === "下月底" || said === "end of next month") return addDays(firstOf(today, 2), -1);
  if (said === "年底" || said === "end of year") return `${year}-12-31`;
  return undefined;
}

function firstOf(today: string, months: number): string {
  const date = at(today);
  return text(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)));
}
function monthsLater(today: string, months: number): string {
  const first = firstOf(today, months);
  const last = addDays(firstOf(first, 1), -1);
  const same = `${first.slice(0, 8)}${today.slice(8)}`;
  return same < last ? same : last;
}
