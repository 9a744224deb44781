#include "service/case_fields.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/number.h"
#include "process/process_words.h"
#include "service/encoding.h"
#include "service/secret.h"
#include "service/utc_time.h"

namespace tenon {
namespace {

using process::FieldType;
using process::FieldValue;

Error expected(const std::string& text, const std::string& what) {
  return {ErrorCode::kInvalidArgument, "'" + text + "': expected " + what};
}

std::optional<process::Moment> moment_of(const std::string& text) {
  if (text.empty() || text.back() != 'Z') return std::nullopt;
  const auto time = parse_utc(text.substr(0, text.size() - 1) + ".000000Z");
  if (!time) return std::nullopt;
  return process::Moment{std::chrono::floor<std::chrono::seconds>(*time).time_since_epoch().count()};
}

std::optional<process::FileReference> file_of(const std::string& text) {
  const std::size_t first = text.find('/');
  const std::size_t second = first == std::string::npos ? first : text.find('/', first + 1);
  if (second == std::string::npos || second + 1 == text.size()) return std::nullopt;
  const std::string digest = text.substr(0, first);
  const auto bytes = parse_integer(text.substr(first + 1, second - first - 1));
  if (digest.size() != 64 || !from_hex(digest) || !bytes || *bytes < 0) return std::nullopt;
  return process::FileReference{text.substr(second + 1), static_cast<std::uint64_t>(*bytes), digest};
}

template <class T>
Result<FieldValue> value_or(const std::string& text, const std::optional<T>& value, const char* what) {
  if (!value) return expected(text, what);
  return FieldValue(*value);
}

Result<FieldValue> value_of(FieldType type, const std::string& text) {
  switch (type) {
    case FieldType::kNumber:
      return value_or(text, parse_number(text), "a number");
    case FieldType::kMoney: {
      const auto fen = parse_integer(text);
      return value_or(text, fen ? std::optional(process::Money{*fen}) : std::nullopt, "whole fen");
    }
    case FieldType::kDay:
      return value_or(text, parse_day(text), "a day as in 2026-11-26");
    case FieldType::kMoment:
      return value_or(text, moment_of(text), "a moment as in 2026-11-26T08:30:00Z");
    case FieldType::kFlag:
      if (text != "true" && text != "false") return expected(text, "true or false");
      return FieldValue(text == "true");
    case FieldType::kFile:
      return value_or(text, file_of(text), "DIGEST/BYTES/NAME of a file");
    default:
      return FieldValue(text);
  }
}

}  // namespace

Result<const process::Field*> case_field_named(std::span<const process::Field> fields,
                                               const std::string& whose, const std::string& name) {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const process::Field& one) { return one.id == name; });
  if (found != fields.end()) return &*found;
  std::string words;
  for (const process::Field& one : fields) words += (words.empty() ? "" : ", ") + one.id;
  return expected(name, "a field of " + whose + ": " + words);
}

Result<FieldValue> case_value_of(const process::Field& field, const std::string& text) {
  auto value = value_of(field.type, text);
  if (!value) return Error{value.error().code, field.id + ": " + value.error().message};
  return value;
}

Result<process::CasePerson> case_person_of_words(const std::string& relation, const std::string& person,
                                                 const std::string& organisation, const std::string& region) {
  const auto known = process::find_process_word(process::relation_words(), relation);
  if (!known) {
    std::string words;
    for (const process::ProcessWord& one : process::relation_words()) {
      words += (words.empty() ? "" : ", ") + std::string(one.word);
    }
    return expected(relation, "a relation of " + words);
  }
  return process::CasePerson{static_cast<process::Relation>(*known), person, organisation, region};
}

std::string new_case_id() {
  return "C-" + to_hex(random_bytes(10));
}

}  // namespace tenon
