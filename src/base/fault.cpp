#include "base/fault.h"

#include <string_view>
#include <utility>

#include "base/text.h"

namespace tenon {
namespace {

constexpr std::size_t kShownValueBytes = 80;

std::string plural(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace

std::string to_string(const Fault& fault) {
  std::string text = fault.file;
  if (fault.line > 0) text += ":" + std::to_string(fault.line);
  text += fault.severity == Severity::kError ? ": error: " : ": warning: ";
  if (fault.column > 0) text += "column " + std::to_string(fault.column) + " ";
  if (!fault.column_name.empty()) text += "'" + printable(fault.column_name, kShownValueBytes) + "' ";
  if (!fault.value.empty()) text += "found \"" + printable(fault.value, kShownValueBytes) + "\": ";
  return text + fault.expected;
}

void FaultList::add(Fault fault) {
  const bool is_error = fault.severity == Severity::kError;
  ++(is_error ? error_count_ : warning_count_);
  auto& kept = is_error ? errors_ : warnings_;
  if (kept.size() < limit_) kept.push_back(std::move(fault));
}

std::string FaultList::to_string() const {
  std::string text;
  for (const auto* list : {&errors_, &warnings_}) {
    for (const Fault& fault : *list) text += tenon::to_string(fault) + "\n";
  }
  if (error_count_ > errors_.size())
    text += "... and " + plural(error_count_ - errors_.size(), "more error") + "\n";
  if (warning_count_ > warnings_.size()) {
    text += "... and " + plural(warning_count_ - warnings_.size(), "more warning") + "\n";
  }
  return text;
}

}  // namespace tenon
