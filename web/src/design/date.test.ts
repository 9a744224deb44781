import { expect, it } from "vitest";
import { date, dateTime, deadline, longDate, month, relative } from "./date";

const evening = "2026-11-22T19:10:00Z"; // 03:10 of the next day in Shanghai
it("writes the time of Shanghai", () => {
  expect(dateTime(evening)).toBe("2026-11-23 03:10");
  expect(date(evening)).toBe("2026-11-23");
  expect(dateTime("2026-11-22T16:00:00Z")).toBe("2026-11-23 00:00");
  expect(longDate(evening, "zh")).toBe("2026年11月23日");
  expect(longDate(evening, "en")).toBe("23 November 2026");
  expect(month(evening, "en")).toBe("Nov 2026");
});
it("shows what is missing or no date as missing", () => {
  expect(dateTime(null)).toBe("—");
  expect(date("never")).toBe("—");
});
it("counts whole days of Shanghai to a deadline", () => {
  const now = new Date("2026-11-23T15:59:00Z"); // 23:59
  expect(deadline("2026-11-26", "zh", now)).toBe("11-26 剩 3 天");
  expect(deadline("2026-11-26", "en", now)).toBe("11-26 in 3 days");
  expect(deadline("2026-11-20", "zh", now)).toBe("11-20 逾 3 天");
  expect(deadline("2026-11-22", "en", now)).toBe("11-22 1 day late");
  expect(deadline("2026-11-23", "zh", now)).toBe("11-23 今天到期");
  expect(deadline("2026-11-24", "en", new Date("2026-11-23T16:01:00Z"))).toBe("11-24 today");
});
it("says how long ago", () => {
  expect(relative("2026-11-23T10:00:00Z", "zh", new Date("2026-11-23T10:05:00Z"))).toBe("5 分钟前");
  expect(relative("2026-11-23T10:00:00Z", "en", new Date("2026-11-21T10:00:00Z"))).toBe("in 2 d");
});
