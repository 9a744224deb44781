#include "report/timestamp.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "base/number.h"

namespace tenon {
namespace {

std::string padded(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

}  // namespace

std::string format_utc(std::int64_t seconds) {
  using std::chrono::days;
  using std::chrono::sys_days;
  using std::chrono::year;
  constexpr std::int64_t kDay = 86400;
  const sys_days first{year{0} / 1 / 1};
  const sys_days last{year{9999} / 12 / 31};
  seconds = std::clamp<std::int64_t>(seconds, std::int64_t{first.time_since_epoch().count()} * kDay,
                                     std::int64_t{last.time_since_epoch().count()} * kDay + kDay - 1);
  std::int64_t day = seconds / kDay;
  std::int64_t rest = seconds % kDay;
  if (rest < 0) {
    rest += kDay;
    --day;
  }
  const std::chrono::year_month_day date{sys_days{days{day}}};
  return padded(int{date.year()}, 4) + "-" + padded(unsigned{date.month()}, 2) + "-" +
         padded(unsigned{date.day()}, 2) + "T" + padded(rest / 3600, 2) + ":" + padded(rest / 60 % 60, 2) +
         ":" + padded(rest % 60, 2) + "Z";
}

std::int64_t report_time() {
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH")) {
    if (const auto seconds = parse_integer(epoch)) return *seconds;
  }
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace tenon
