#include "app/option_values.h"

#include <algorithm>
#include <chrono>
#include <sstream>

#include "base/text.h"
#include "exchange/backup_register_columns.h"
#include "report/timestamp.h"
#include "report/words.h"

namespace tenon {
namespace {

constexpr std::size_t kDayLength = 10;    // of "2026-11-26T06:05:09Z"
constexpr std::size_t kShownBytes = 200;  // of what was typed
constexpr Level kLevels[] = {Level::kRed,  Level::kOrange, Level::kYellow,
                             Level::kBlue, Level::kNone,   Level::kUnknown};

}  // namespace

NameLanguage names_of(const std::string& language) {
  if (language == "zh") return NameLanguage::kChinese;
  return language == "en" ? NameLanguage::kEnglish : NameLanguage::kBoth;
}

Result<std::vector<Level>> levels_of(const std::string& text) {
  if (text == "all") return std::vector<Level>(std::begin(kLevels), std::end(kLevels));
  std::vector<Level> levels;
  std::stringstream words(text);
  for (std::string word; std::getline(words, word, ',');) {
    const auto* level =
        std::find_if(std::begin(kLevels), std::end(kLevels), [&](Level l) { return id_of(l) == word; });
    if (level == std::end(kLevels))
      return Error{ErrorCode::kInvalidArgument,
                   "--levels: found \"" + printable(word, kShownBytes) +
                       "\": expected all, or red, orange, yellow, blue, none, unknown with commas between"};
    levels.push_back(*level);
  }
  return levels;
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
