#include "app/case_values.h"

#include <filesystem>
#include <utility>

#include "base/file.h"
#include "service/case_fields.h"

namespace tenon {
namespace {

using process::FieldType;
using process::FieldValue;

Error expected(const std::string& text, const std::string& what) {
  return {ErrorCode::kInvalidArgument, "'" + text + "': expected " + what};
}

// Files are given by their path on this machine.
Result<FieldValue> value_of(const process::Field& field, const std::string& text,
                            std::vector<NewFile>& files) {
  if (field.type != FieldType::kFile) return case_value_of(field, text);
  auto file = file_from_disk(text, "");
  if (!file) return Error{file.error().code, field.id + ": " + file.error().message};
  files.push_back(std::move(*file));
  return FieldValue(reference_of(files.back()));
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
  if (equals == std::string::npos) return expected(text, "RELATION=PERSON[@ORGANISATION[@REGION]]");
  const process::Party party = party_of(text.substr(equals + 1));
  auto person = case_person_of_words(text.substr(0, equals), party.person, party.organisation, party.region);
  if (!person) {
    return Error{person.error().code, "RELATION=PERSON[@ORGANISATION[@REGION]]: " + person.error().message};
  }
  return person;
}

Result<NewFile> file_from_disk(const std::string& path, const std::string& name) {
  const auto file = MappedFile::open(path);
  if (!file) return file.error();
  if (file->bytes().size() > kMostFileBytes) {
    return Error{ErrorCode::kTooLarge, path + ": " + std::to_string(file->bytes().size()) +
                                           " bytes; the store takes " + std::to_string(kMostFileBytes) +
                                           " at most"};
  }
  return NewFile{name.empty() ? std::filesystem::path(path).filename().string() : name,
                 std::string(file->bytes())};
}

Result<process::FieldMap> case_fields_of(std::span<const process::Field> fields, const std::string& whose,
                                         const std::vector<std::string>& texts, std::vector<NewFile>& files) {
  process::FieldMap filled;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) return expected(text, "NAME=VALUE");
    const std::string name = text.substr(0, equals);
    const auto field = case_field_named(fields, whose, name);
    if (!field) return field.error();
    process::FieldValues& values = filled[name];
    const std::string given = text.substr(equals + 1);
    if (given.empty()) continue;
    auto value = value_of(**field, given, files);
    if (!value) return value.error();
    values.push_back(std::move(*value));
  }
  return filled;
}

}  // namespace tenon
