#include "exchange/xlsx_dates.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "base/day.h"

namespace tenon {
namespace {

constexpr std::int64_t kMillisecondsOfDay = 86'400'000;
constexpr double kLargestSerial = 2'958'466;  // the day after 9999-12-31; in the 1904 system 1,462 less
constexpr double kLongestDuration = 1e7;      // days
constexpr std::int64_t kLeapDayThatWasNot = 60;

// Day 0, counted from 1970-01-01; in the 1900 system as seen from the days after the leap day that was not.
constexpr std::int64_t kFrom1900 = -25569;
constexpr std::int64_t kFrom1904 = -24107;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool starts_with_word(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (lower(text[i]) != word[i]) return false;
  }
  return true;
}

// What the letters of a format code have shown so far.
struct Parts {
  bool day = false;   // or month or year
  bool time = false;  // hours, minutes, seconds
  bool elapsed = false;
  bool percent = false;
  bool pending_month = false;  // an m that the next letter may make minutes
  char last = '\0';

  void letter(char c) {
    if (c == 'm') {
      if (last == 'h') {
        time = true;
      } else if (last != 'm' || pending_month) {
        pending_month = true;
      }
    } else {
      if (c == 's' && pending_month) {
        pending_month = false;
        time = true;
      }
      settle_month();
      (c == 'h' || c == 's' ? time : day) = true;
    }
    last = c;
  }
  void settle_month() {
    if (pending_month) day = true;
    pending_month = false;
  }
};

// Takes what stands in brackets: elapsed time, or a colour, language or condition.
void read_bracket(std::string_view content, Parts& parts) {
  const char first = content.empty() ? '\0' : lower(content[0]);
  if (first != 'h' && first != 'm' && first != 's') return;
  for (const char c : content) {
    if (lower(c) != first) return;
  }
  parts.elapsed = true;
  parts.settle_month();
  parts.last = first == 'm' ? 'h' : first;  // the next m is no month
}

std::string two(std::int64_t value) {
  char text[24];
  std::snprintf(text, sizeof text, "%02lld", static_cast<long long>(value));
  return text;
}

std::string clock_text(std::int64_t milliseconds) {
  const std::int64_t seconds = milliseconds / 1000;
  std::string text = two(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
  if (milliseconds % 1000 != 0) {
    char fraction[24];
    std::snprintf(fraction, sizeof fraction, ".%03lld", static_cast<long long>(milliseconds % 1000));
    text += fraction;
  }
  return text;
}

std::optional<std::string> text_of_day(std::int64_t day, DateSystem system) {
  if (system == DateSystem::k1900) {
    if (day < 1) return std::nullopt;
    if (day == kLeapDayThatWasNot) return "1900-02-29";
    if (day < kLeapDayThatWasNot) ++day;
  }
  const std::int64_t since_1970 = day + (system == DateSystem::k1900 ? kFrom1900 : kFrom1904);
  constexpr Day kLast = std::chrono::year(9999) / 12 / 31;
  const Day date{std::chrono::days(since_1970)};
  return date <= kLast ? std::optional(day_text(date)) : std::nullopt;
}

// Exactly `digits` digits.
std::optional<int> take_digits(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::int64_t> take_clock(std::string_view& text, bool is_of_day) {
  std::int64_t hours = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), hours);
  const auto length = static_cast<std::size_t>(end.ptr - text.data());
  if (end.ec != std::errc() || length < 2 || hours < 0 || hours > (is_of_day ? 23 : 240'000'000)) {
    return std::nullopt;
  }
  text.remove_prefix(length);
  if (!take(text, ':')) return std::nullopt;
  const auto minutes = take_digits(text, 2);
  if (!minutes || *minutes > 59 || !take(text, ':')) return std::nullopt;
  const auto seconds = take_digits(text, 2);
  if (!seconds || *seconds > 59) return std::nullopt;
  int milliseconds = 0;
  if (take(text, '.')) {
    const auto fraction = take_digits(text, 3);
    if (!fraction) return std::nullopt;
    milliseconds = *fraction;
  }
  return ((hours * 60 + *minutes) * 60 + *seconds) * 1000 + milliseconds;
}

std::optional<std::int64_t> take_day(std::string_view& text) {
  const auto year = take_digits(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_digits(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day) return std::nullopt;
  if (*year == 1900 && *month == 2 && *day == 29) return kLeapDayThatWasNot;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || *year < 1900) return std::nullopt;
  const std::int64_t serial = std::chrono::sys_days(date).time_since_epoch().count() - kFrom1900;
  return serial > kLeapDayThatWasNot ? serial : serial - 1;
}

}  // namespace

NumberStyle style_of_format(std::string_view code) {
  Parts parts;
  while (!code.empty() && code[0] != ';') {
    const char c = lower(code[0]);
    std::size_t length = 1;
    if (c == '"') {
      const std::size_t end = code.find('"', 1);
      length = end == std::string_view::npos ? code.size() : end + 1;
    } else if (c == '\\' || c == '!' || c == '_' || c == '*') {
      length = 2;
    } else if (starts_with_word(code, "general")) {
      length = 7;
    } else if (c == '[') {
      const std::size_t end = code.find(']');
      if (end == std::string_view::npos) break;
      read_bracket(code.substr(1, end - 1), parts);
      length = end + 1;
    } else if (starts_with_word(code, "am/pm")) {
      length = 5;
    } else if (starts_with_word(code, "a/p")) {
      length = 3;
    } else if (starts_with_word(code, "aaa")) {  // the day of the week in East Asia
      parts.letter('d');
      length = 3;
    } else if (c == 'y' || c == 'd' || c == 'h' || c == 's' || c == 'm') {
      parts.letter(c);
    } else if (c == 'e') {  // the year in East Asia, or an exponent
      if (code.size() > 1 && (code[1] == '+' || code[1] == '-')) return NumberStyle::kNumber;
      parts.letter('y');
    } else if (c == '%') {
      parts.percent = true;
    }
    code.remove_prefix(std::min(length, code.size()));
  }
  parts.settle_month();
  if (parts.day) return parts.time || parts.elapsed ? NumberStyle::kDateTime : NumberStyle::kDate;
  if (parts.elapsed) return NumberStyle::kDuration;
  if (parts.time) return NumberStyle::kTime;
  return parts.percent ? NumberStyle::kPercent : NumberStyle::kNumber;
}

NumberStyle style_of_builtin_format(unsigned id) {
  if (id == 9 || id == 10) return NumberStyle::kPercent;
  if (id >= 14 && id <= 17) return NumberStyle::kDate;
  if ((id >= 18 && id <= 21) || id == 45 || id == 47) return NumberStyle::kTime;
  if (id == 22) return NumberStyle::kDateTime;
  if (id == 46) return NumberStyle::kDuration;
  if ((id >= 32 && id <= 35) || id == 55 || id == 56) return NumberStyle::kTime;
  if ((id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58)) return NumberStyle::kDate;
  return NumberStyle::kNumber;
}

std::optional<std::string> serial_to_iso(double serial, NumberStyle style, DateSystem system) {
  const double limit = style == NumberStyle::kDuration ? kLongestDuration : kLargestSerial;
  if (!(serial >= 0) || serial >= limit) return std::nullopt;
  const auto milliseconds =
      static_cast<std::int64_t>(std::llround(serial * static_cast<double>(kMillisecondsOfDay)));
  const std::int64_t day = milliseconds / kMillisecondsOfDay;
  const std::int64_t of_day = milliseconds % kMillisecondsOfDay;
  switch (style) {
    case NumberStyle::kDate:
      return text_of_day(day, system);
    case NumberStyle::kTime:
      return clock_text(of_day);
    case NumberStyle::kDuration:
      return clock_text(milliseconds);
    case NumberStyle::kDateTime: {
      if (day == 0 && system == DateSystem::k1900) return clock_text(of_day);
      auto text = text_of_day(day, system);
      if (text) *text += "T" + clock_text(of_day);
      return text;
    }
    case NumberStyle::kNumber:
    case NumberStyle::kPercent:
      break;
  }
  return std::nullopt;
}

std::optional<DateSerial> iso_to_serial(std::string_view text) {
  const auto days = [](std::int64_t milliseconds) {
    return static_cast<double>(milliseconds) / static_cast<double>(kMillisecondsOfDay);
  };
  if (text.find('-') == std::string_view::npos) {
    const auto clock = take_clock(text, false);
    if (!clock || !text.empty() || days(*clock) >= kLongestDuration) return std::nullopt;
    return DateSerial{days(*clock),
                      *clock < kMillisecondsOfDay ? NumberStyle::kTime : NumberStyle::kDuration};
  }
  const auto day = take_day(text);
  if (!day) return std::nullopt;
  if (text.empty()) return DateSerial{static_cast<double>(*day), NumberStyle::kDate};
  if (!take(text, 'T')) return std::nullopt;
  const auto clock = take_clock(text, true);
  if (!clock || !text.empty()) return std::nullopt;
  return DateSerial{days(*day * kMillisecondsOfDay + *clock), NumberStyle::kDateTime};
}

}  // namespace tenon
