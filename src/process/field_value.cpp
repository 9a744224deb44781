#include "process/field_value.h"

#include <cmath>
#include <type_traits>

#include "base/number.h"

namespace tenon::process {
namespace {

template <class T>
bool compare(const T& left, Comparison comparison, const T& right) {
  switch (comparison) {
    case Comparison::kEqual:
      return left == right;
    case Comparison::kNotEqual:
      return left != right;
    case Comparison::kBelow:
      return left < right;
    case Comparison::kAtMost:
      return left <= right;
    case Comparison::kAbove:
      return left > right;
    case Comparison::kAtLeast:
      return left >= right;
  }
  return false;
}

}  // namespace

bool has_type(const FieldValue& value, FieldType type) {
  switch (type) {
    case FieldType::kText:
    case FieldType::kChoice:
    case FieldType::kRegion:
    case FieldType::kOrganisation:
    case FieldType::kPerson:
    case FieldType::kCase:
      return std::holds_alternative<std::string>(value);
    case FieldType::kNumber:
      return std::holds_alternative<double>(value) && std::isfinite(std::get<double>(value));
    case FieldType::kMoney:
      return std::holds_alternative<Money>(value);
    case FieldType::kDay:
      return std::holds_alternative<Day>(value);
    case FieldType::kMoment:
      return std::holds_alternative<Moment>(value);
    case FieldType::kFlag:
      return std::holds_alternative<bool>(value);
    case FieldType::kFile:
      return std::holds_alternative<FileReference>(value);
  }
  return false;
}

Day day_of(UtcSeconds moment) {
  return std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(moment + kCalendarOffsetSeconds)));
}

bool holds(const FieldValue& left, Comparison comparison, const FieldValue& right) {
  if (left.index() != right.index()) return comparison == Comparison::kNotEqual;
  return std::visit(
      [&](const auto& value) {
        return compare(value, comparison, std::get<std::decay_t<decltype(value)>>(right));
      },
      left);
}

bool is_ordered(FieldType type) {
  return type == FieldType::kNumber || type == FieldType::kMoney || type == FieldType::kDay ||
         type == FieldType::kMoment;
}

std::string value_text(const FieldValue& value) {
  struct Text {
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(double number) const { return format_number(number); }
    std::string operator()(Money money) const { return std::to_string(money.fen) + " fen"; }
    std::string operator()(Day day) const { return day_text(day); }
    std::string operator()(Moment moment) const { return std::to_string(moment.utc_seconds) + " s"; }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(const FileReference& file) const { return file.digest; }
  };
  return std::visit(Text{}, value);
}

}  // namespace tenon::process
