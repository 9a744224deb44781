#include "service/utc_time.h"

#include <cstddef>
#include <cstdint>

#include "base/day.h"

namespace tenon {
namespace {

constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:dd.ddddddZ";

// Writes `value` right-aligned into `width` digits that end at `end`.
void put_digits(std::string& text, std::size_t end, std::size_t width, std::int64_t value) {
  for (std::size_t i = 0; i < width; ++i, value /= 10)
    text[end - 1 - i] = static_cast<char>('0' + value % 10);
}

std::int64_t digits_of(std::string_view text) {
  std::int64_t value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

bool is_utc_writable(UtcTime time) {
  using std::chrono::sys_days;
  using std::chrono::year;
  const auto first = sys_days(year(0) / 1 / 1);
  const auto end = sys_days(year(10000) / 1 / 1);
  return time >= first && time < end;
}

std::string utc_text(UtcTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::int64_t in_day = (time - day).count();
  std::string text = day_text(day) + "T00:00:00.000000Z";
  const std::int64_t seconds = in_day / 1'000'000;
  put_digits(text, 13, 2, seconds / 3600);
  put_digits(text, 16, 2, seconds / 60 % 60);
  put_digits(text, 19, 2, seconds % 60);
  put_digits(text, 26, 6, in_day % 1'000'000);
  return text;
}

std::optional<UtcTime> parse_utc(std::string_view text) {
  if (text.size() != kShape.size()) return std::nullopt;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const bool fits = kShape[i] == 'd' ? text[i] >= '0' && text[i] <= '9' : text[i] == kShape[i];
    if (!fits) return std::nullopt;
  }
  const auto day = parse_day(text.substr(0, 10));
  const std::int64_t hour = digits_of(text.substr(11, 2));
  const std::int64_t minute = digits_of(text.substr(14, 2));
  const std::int64_t second = digits_of(text.substr(17, 2));
  if (!day || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  const std::int64_t micros =
      ((hour * 60 + minute) * 60 + second) * 1'000'000 + digits_of(text.substr(20, 6));
  return UtcTime(*day) + std::chrono::microseconds(micros);
}

}  // namespace tenon
