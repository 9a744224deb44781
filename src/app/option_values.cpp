#include "app/option_values.h"

#include <chrono>

#include "base/text.h"
#include "exchange/backup_register_columns.h"
#include "report/timestamp.h"

namespace tenon {
namespace {

constexpr std::size_t kDayLength = 10;    // of "2026-11-26T06:05:09Z"
constexpr std::size_t kShownBytes = 200;  // of what was typed

}  // namespace

NameLanguage names_of(const std::string& language) {
  if (language == "zh") return NameLanguage::kChinese;
  return language == "en" ? NameLanguage::kEnglish : NameLanguage::kBoth;
}

Day today() {
  return std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(report_time())));
}

std::string today_text() {
  return format_utc(report_time()).substr(0, kDayLength);
}

Result<Day> day_of(const std::string& text, const char* option, Day otherwise) {
  if (text.empty()) return otherwise;
  const auto iso = register_day(text);
  const auto day = iso ? parse_day(*iso) : std::nullopt;
  if (day) return *day;
  return Error{
      ErrorCode::kInvalidArgument,
      std::string(option) + ": found \"" + printable(text, kShownBytes) + "\": expected a day as 2026-11-26"};
}

}  // namespace tenon
