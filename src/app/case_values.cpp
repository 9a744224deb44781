#include "app/case_values.h"

#include <filesystem>
#include <optional>
#include <utility>

#include "base/file.h"
#include "base/number.h"
#include "process/process_words.h"
#include "service/digest.h"
#include "service/encoding.h"
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

Result<FieldValue> file_of(const std::string& path) {
  const auto file = MappedFile::open(path);
  if (!file) return file.error();
  return FieldValue(process::FileReference{std::filesystem::path(path).filename().string(),
                                           file->bytes().size(), to_hex(bytes_of(sm3(file->bytes())))});
}

template <class T>
Result<FieldValue> value_or(const std::string& text, const std::optional<T>& value, const char* what) {
  if (!value) return expected(text, what);
  return FieldValue(*value);
}

Result<FieldValue> value_of(const process::Field& field, const std::string& text) {
  switch (field.type) {
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
      return file_of(text);
    default:
      return FieldValue(text);
  }
}

}  // namespace

process::Party party_of(const std::string& text) {
  process::Party party;
  const std::size_t first = text.find('@');
  party.person = text.substr(0, first);
  if (first == std::string::npos) return party;
  const std::size_t second = text.find('@', first + 1);
  party.organisation = text.substr(first + 1, second == std::string::npos ? second : second - first - 1);
  if (second != std::string::npos) party.region = text.substr(second + 1);
  return party;
}

Result<process::CasePerson> case_person_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  const auto relation = process::find_process_word(process::relation_words(), text.substr(0, equals));
  if (equals == std::string::npos || !relation) {
    std::string words;
    for (const process::ProcessWord& one : process::relation_words())
      words += (words.empty() ? "" : ", ") + std::string(one.word);
    return expected(text, "RELATION=PERSON[@ORGANISATION[@REGION]] with a relation of " + words);
  }
  const process::Party party = party_of(text.substr(equals + 1));
  return process::CasePerson{static_cast<process::Relation>(*relation), party.person, party.organisation,
                             party.region};
}

Result<process::FieldMap> case_fields_of(const process::ProcessType& type,
                                         const std::vector<std::string>& texts) {
  process::FieldMap fields;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) return expected(text, "NAME=VALUE");
    const std::string name = text.substr(0, equals);
    const process::Field* field = find_field(type, name);
    if (field == nullptr) {
      std::string words;
      for (const process::Field& one : type.fields) words += (words.empty() ? "" : ", ") + one.id;
      return expected(name, "a field of " + type.id + ": " + words);
    }
    process::FieldValues& values = fields[name];
    const std::string given = text.substr(equals + 1);
    if (given.empty()) continue;
    auto value = value_of(*field, given);
    if (!value) return Error{value.error().code, name + ": " + value.error().message};
    values.push_back(std::move(*value));
  }
  return fields;
}

}  // namespace tenon
