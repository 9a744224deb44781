// In which language somebody is answered.
#pragma once

#include <string>
#include <string_view>

#include "service/wording.h"

namespace tenon {

enum class ApiLanguage { kBoth, kChinese, kEnglish };

// The first of zh and en in an Accept-Language header; both where neither is named.
ApiLanguage language_of(std::string_view accept_language);

// Both: Chinese, a space, English.
std::string say(ApiLanguage language, std::string_view zh, std::string_view en);
inline std::string say(ApiLanguage language, const Wording& wording) {
  return say(language, wording.zh, wording.en);
}

}  // namespace tenon
