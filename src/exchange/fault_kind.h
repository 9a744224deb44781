// What can be wrong in a file, in both languages.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/fault.h"

namespace tenon {

// {1} to {9} stand for values.
struct FaultKind {
  std::string_view code;  // "number.percent": stable; people sort faults by the part before the dot
  std::string_view en;
  std::string_view zh;
};

// A value of a kind: the same in both languages, or words of ours.
struct FaultValue {
  std::string en;
  std::string zh;

  FaultValue(std::string same) : en(same), zh(std::move(same)) {}  // NOLINT(google-explicit-constructor)
  FaultValue(const char* same) : FaultValue(std::string(same)) {}  // NOLINT(google-explicit-constructor)
  FaultValue(std::string_view en_words, std::string_view zh_words) : en(en_words), zh(zh_words) {}
};

// What a fault says. A plain text is of no kind: it has neither code nor Chinese.
struct FaultText {
  std::string en;
  std::string zh;
  std::string_view code;
  std::string suggestion;  // the value that was probably meant; empty: none

  FaultText() = default;
  FaultText(std::string text) : en(std::move(text)) {}  // NOLINT(google-explicit-constructor)

  // The same, asking whether `word` was meant; an empty one changes nothing.
  [[nodiscard]] FaultText suggesting(const std::string& word) &&;
};

// The kind's words in both languages, its places filled; a place without a value stays empty.
FaultText said(const FaultKind& kind, std::initializer_list<FaultValue> values = {});

// The fault of this place, which says this.
Fault placed(Fault place, FaultText text);

}  // namespace tenon
