#include "api/language.h"

#include <cctype>

namespace tenon {

ApiLanguage language_of(std::string_view accept_language) {
  std::size_t from = 0;
  while (from < accept_language.size()) {
    const std::size_t end = std::min(accept_language.find(',', from), accept_language.size());
    std::string_view range = accept_language.substr(from, end - from);
    while (!range.empty() && range.front() == ' ') range.remove_prefix(1);
    if (range.size() >= 2) {
      const auto lower = [](char c) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      };
      const std::string tag{lower(range[0]), lower(range[1])};
      const bool is_whole = range.size() == 2 || range[2] == '-' || range[2] == ';';
      if (is_whole && tag == "zh") return ApiLanguage::kChinese;
      if (is_whole && tag == "en") return ApiLanguage::kEnglish;
    }
    from = end + 1;
  }
  return ApiLanguage::kBoth;
}

std::string say(ApiLanguage language, std::string_view zh, std::string_view en) {
  if (language == ApiLanguage::kChinese) return std::string(zh);
  if (language == ApiLanguage::kEnglish) return std::string(en);
  return std::string(zh) + " " + std::string(en);
}

}  // namespace tenon
