// Days of the calendar (proleptic Gregorian, without time zone), as ISO 8601 writes them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tenon {

using Day = std::chrono::sys_days;

// "2026-11-26" and nothing else; nullopt where it is no day of the calendar.
std::optional<Day> parse_day(std::string_view text);

// "2026-11-26". Years 0 to 9999.
std::string day_text(Day day);

}  // namespace tenon
