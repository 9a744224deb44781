// Days as workbooks count them, and number formats that show numbers as dates (ECMA-376 part 1, 18.8.30,
// 18.8.31, 18.17.4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenon {

// What a number format makes of a number. Taken from its first section.
enum class NumberStyle : std::uint8_t {
  kNumber,
  kPercent,
  kDate,      // year, month or day
  kDateTime,  // and hours, minutes or seconds
  kTime,      // of the day
  kDuration,  // hours (minutes, seconds) counted on beyond a day: [h]:mm
};

NumberStyle style_of_format(std::string_view format_code);

// Of the formats that programs know by number alone. Those that differ between East Asian languages are taken
// as in mainland China, where they are written for real.
NumberStyle style_of_builtin_format(unsigned id);

enum class DateSystem : std::uint8_t {
  k1900,  // day 1 is 1900-01-01; there is a 1900-02-29, day 60
  k1904,  // day 0 is 1904-01-01
};

// `serial` (days) as a cell of that style shows it, rounded to milliseconds; CellKind::kDate says how it is
// written. A date-time in the first day of 1900, which no calendar has, is a time. nullopt: no such date:
// before the first day, after 9999, or the style shows none.
std::optional<std::string> serial_to_iso(double serial, NumberStyle style, DateSystem system);

// The inverse in the 1900 system, of valid dates only; what serial_to_iso() writes, and 1900-02-29.
struct DateSerial {
  double serial = 0;
  NumberStyle style = NumberStyle::kDate;
};
std::optional<DateSerial> iso_to_serial(std::string_view text);

}  // namespace tenon
