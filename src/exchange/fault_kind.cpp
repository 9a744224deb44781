#include "exchange/fault_kind.h"

#include <cstddef>
#include <iterator>
#include <utility>

namespace tenon {
namespace {

std::string filled(std::string_view pattern, std::initializer_list<FaultValue> values,
                   std::string FaultValue::*language) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool is_place = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' &&
                          pattern[i + 1] >= '1' && pattern[i + 1] <= '9';
    if (!is_place) {
      text += pattern[i];
      continue;
    }
    const auto place = static_cast<std::size_t>(pattern[i + 1] - '1');
    if (place < values.size()) text += *(std::data(values) + place).*language;
    i += 2;
  }
  return text;
}

}  // namespace

FaultText FaultText::suggesting(const std::string& word) && {
  if (!word.empty()) {
    en += "; did you mean \"" + word + "\"?";
    if (!zh.empty()) zh += "；是否为“" + word + "”？";
    suggestion = word;
  }
  return std::move(*this);
}

FaultText said(const FaultKind& kind, std::initializer_list<FaultValue> values) {
  FaultText text(filled(kind.en, values, &FaultValue::en));
  text.zh = filled(kind.zh, values, &FaultValue::zh);
  text.code = kind.code;
  return text;
}

Fault placed(Fault place, FaultText text) {
  place.expected = std::move(text.en);
  place.expected_zh = std::move(text.zh);
  place.code = text.code;
  place.suggestion = std::move(text.suggestion);
  return place;
}

}  // namespace tenon
