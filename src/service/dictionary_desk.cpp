#include "service/dictionary_desk.h"

#include <utility>

#include "exchange/governance_reader.h"
#include "service/governance.h"

namespace tenon {
namespace {

constexpr const char* kKind = "dictionary";

}  // namespace

Result<std::vector<KeptDictionary>> list_dictionaries(Database& database, const RecordCaller& caller) {
  std::vector<KeptDictionary> all;
  RecordFilter filter;
  filter.kind = kKind;
  filter.is_archived = false;
  for (;;) {
    auto page = list_records(database, filter, caller);
    if (!page) return page.error();
    for (const RecordRow& row : page->records) {
      auto read = read_record(database, row.id, 0, caller);
      if (!read) return read.error();
      FaultList faults;
      auto dictionary = parse_dictionary("dictionary " + row.name, read->revision.text, faults);
      if (!dictionary) return Error{ErrorCode::kBadInput, faults.to_string()};
      all.push_back({row.id, row.revision, std::move(*dictionary)});
    }
    if (!page->next) return all;
    filter.after_id = *page->next;
  }
}

Result<KeptDictionary> set_dictionary(Database& database, const Dictionary& dictionary, std::int64_t expected,
                                      const std::string& note, const RecordCaller& caller) {
  const std::string text = dictionary_json(dictionary);
  if (expected == 0) {
    NewRecord record;
    record.kind = kKind;
    record.key = dictionary.id;
    record.name = dictionary.name.zh;
    record.text = text;
    record.note = note;
    auto made = make_record(database, record, caller);
    if (!made) return made.error();
    return KeptDictionary{made->id, made->revision, dictionary};
  }
  auto kept = read_record_of(database, kKind, dictionary.id, caller);
  if (!kept) return kept.error();
  auto changed =
      change_record(database, kept->record.id, expected, {dictionary.name.zh, text, note, {}}, caller);
  if (!changed) return changed.error();
  return KeptDictionary{changed->id, changed->revision, dictionary};
}

}  // namespace tenon
