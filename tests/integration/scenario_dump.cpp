// What the reader of scenarios makes of files, as JSON, for scenario_schema_test.py:
// {"keys": {mapping: [key]}, "selectors": {kind: [key]}, "words": {enum: [word]},
//  "files": [{"file", "valid", "faults": [[line, column name, expected]], "document"}]}
//
//   scenario_dump FILE...
#include <cstdio>
#include <string>

#include "exchange/scenario_keys.h"
#include "exchange/scenario_reader.h"
#include "model/scenario_words.h"
#include "report/json_writer.h"
#include "yaml_dump.h"

namespace tenon {
namespace {

void write_words(JsonWriter& json, std::string_view name, std::span<const ScenarioWord> words) {
  json.key(name).begin_array();
  for (const ScenarioWord& word : words) json.text(word.word);
  json.end_array();
}

void write_format(JsonWriter& json) {
  json.key("keys").begin_object();
  for (const ScenarioKeyList& list : kScenarioKeyLists) {
    json.key(list.mapping).begin_array();
    for (const std::string_view key : list.keys) json.text(key);
    json.end_array();
  }
  json.end_object();
  json.key("selectors").begin_object();
  for (std::size_t i = 0; i < event_kind_words().size(); ++i) {
    json.key(event_kind_words()[i].word).begin_array();
    for (const TargetSelector& selector : kTargetSelectors) {
      if (selector.goes_with(static_cast<EventKind>(i))) json.text(selector.key);
    }
    json.end_array();
  }
  json.end_object();
  json.key("words").begin_object();
  write_words(json, "event_kind", event_kind_words());
  write_words(json, "recovery_curve", recovery_curve_words());
  write_words(json, "rationing_rule", rationing_rule_words());
  write_words(json, "order_rule", order_rule_words());
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
    return tenon::read_scenario(path, faults).has_value();
  };
  for (int i = 1; i < argc; ++i) tenon::write_file(json, argv[i], reads);
  json.end_array().end_object();
  std::fputs(json.str().c_str(), stdout);
  return 0;
}
