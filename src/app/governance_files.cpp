#include "app/governance_files.h"

#include <utility>

#include "app/governance_ground.h"
#include "base/file.h"
#include "exchange/governance_reader.h"
#include "service/dictionary_desk.h"

namespace tenon {
namespace {

// Makes the record of the key or its next revision.
Result<void> put_record(Database& store, NewRecord record, const RecordCaller& caller) {
  const auto kept = read_record_of(store, record.kind, *record.key, caller);
  if (!kept && kept.error().code != ErrorCode::kNotFound) return kept.error();
  if (kept && kept->revision.text == record.text) return {};
  auto put = kept ? change_record(store, kept->record.id, kept->record.revision,
                                  {record.name, record.text, "", {}}, caller)
                  : make_record(store, record, caller);
  return put ? Result<void>() : put.error();
}

}  // namespace

Result<void> keep_dictionaries(Database& store, const std::string& path, const RecordCaller& caller) {
  const auto file = MappedFile::open(path);
  if (!file) return file.error();
  FaultList faults;
  const auto dictionaries = parse_dictionaries(path, file->bytes(), faults);
  if (!dictionaries) return Error{ErrorCode::kBadInput, faults.to_string()};
  for (const Dictionary& dictionary : *dictionaries) {
    NewRecord record;
    record.kind = "dictionary";
    record.key = dictionary.id;
    record.name = dictionary.name.zh;
    record.text = dictionary_json(dictionary);
    if (auto kept = put_record(store, std::move(record), caller); !kept) return kept;
  }
  return {};
}

Result<void> keep_artefact_types(Database& store, const std::string& path, const RecordCaller& caller) {
  const auto types = artefact_types_from(path);
  if (!types) return types.error();
  NewRecord record;
  record.kind = "artefact_types";
  record.key = "artefact_types";
  record.name = "artefact types";
  record.text = artefact_types_json(*types);
  return put_record(store, std::move(record), caller);
}

}  // namespace tenon
