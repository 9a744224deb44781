// What the reader of process types makes of files, as JSON, for process_schema_test.py:
// {"keys": {mapping: [key]}, "words": {enum: [word]},
//  "files": [{"file", "valid", "faults": [[line, column name, expected]], "document"}]}
//
//   process_dump FILE...
#include <cstdio>
#include <string>

#include "exchange/process_type_keys.h"
#include "exchange/process_type_reader.h"
#include "process/process_words.h"
#include "report/json_writer.h"
#include "yaml_dump.h"

namespace tenon {
namespace {

void write_words(JsonWriter& json, std::string_view name, std::span<const process::ProcessWord> words) {
  json.key(name).begin_array();
  for (const process::ProcessWord& word : words) json.text(word.word);
  json.end_array();
}

void write_format(JsonWriter& json) {
  json.key("keys").begin_object();
  for (const ProcessKeyList& list : kProcessKeyLists) {
    json.key(list.mapping).begin_array();
    for (const std::string_view key : list.keys) json.text(key);
    json.end_array();
  }
  json.end_object();
  json.key("words").begin_object();
  write_words(json, "relation", process::relation_words());
  write_words(json, "state_kind", process::state_kind_words());
  write_words(json, "field_type", process::field_type_words());
  write_words(json, "comparison", process::comparison_words());
  json.end_object();
}

}  // namespace
}  // namespace tenon

int main(int argc, char** argv) {
  tenon::JsonWriter json(tenon::JsonWriter::Layout::kIndented);
  json.begin_object();
  tenon::write_format(json);
  json.key("files").begin_array();
  const auto reads = [](const std::string& path, tenon::FaultList& faults) {
    return tenon::read_process_type(path, faults).has_value();
  };
  for (int i = 1; i < argc; ++i) tenon::write_file(json, argv[i], reads);
  json.end_array().end_object();
  std::fputs(json.str().c_str(), stdout);
  return 0;
}
