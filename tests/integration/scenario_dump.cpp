// What the reader of scenarios makes of files, as JSON, for scenario_schema_test.py:
// {"keys": {mapping: [key]}, "selectors": {kind: [key]}, "words": {enum: [word]},
//  "files": [{"file", "valid", "faults": [[line, column name, expected]], "document"}]}
//
// The document is the file's YAML by the core schema: plain numbers, true, false and null are themselves, the
// rest is text.
//
//   scenario_dump FILE...
#include <cstdio>
#include <regex>
#include <set>
#include <string>

#include "base/file.h"
#include "base/number.h"
#include "exchange/scenario_keys.h"
#include "exchange/scenario_reader.h"
#include "exchange/yaml_tree.h"
#include "model/scenario_words.h"
#include "report/json_writer.h"

namespace tenon {
namespace {

void write_scalar(JsonWriter& json, const YamlNode& node) {
  static const std::regex number(R"([-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?)");
  const std::string& text = node.text;
  const bool is_true = text == "true" || text == "True" || text == "TRUE";
  const bool is_false = text == "false" || text == "False" || text == "FALSE";
  if (node.is_plain && (is_true || is_false)) {
    json.boolean(is_true);
  } else if (node.is_plain && std::regex_match(text, number) && parse_number(text)) {
    json.number(*parse_number(text));
  } else {
    json.text(text);
  }
}

void write_node(JsonWriter& json, const YamlDocument& document, std::uint32_t index) {
  const YamlNode& node = document.node(index);
  if (node.kind == YamlKind::kScalar) {
    write_scalar(json, node);
  } else if (node.kind == YamlKind::kNull) {
    json.null();
  } else if (node.kind == YamlKind::kSequence) {
    json.begin_array();
    for (const std::uint32_t child : node.children) write_node(json, document, child);
    json.end_array();
  } else {
    json.begin_object();
    std::set<std::string> seen;
    for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
      const std::string& key = document.node(node.children[i]).text;
      if (!seen.insert(key).second) continue;
      json.key(key);
      write_node(json, document, node.children[i + 1]);
    }
    json.end_object();
  }
}

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

void write_file(JsonWriter& json, const std::string& path) {
  FaultList faults;
  const bool is_valid = read_scenario(path, faults).has_value();
  json.begin_object().key("file").text(path).key("valid").boolean(is_valid);
  json.key("faults").begin_array();
  for (const Fault& fault : faults.errors()) {
    json.begin_array();
    json.integer(static_cast<std::int64_t>(fault.line)).text(fault.column_name).text(fault.expected);
    json.end_array();
  }
  json.end_array();
  json.key("document");
  FaultList ignored;
  const auto file = MappedFile::open(path);
  const auto document = file ? parse_yaml(path, file->bytes(), ignored) : std::nullopt;
  if (document && !ignored.has_errors()) {
    write_node(json, *document, 0);
  } else {
    json.null();
  }
  json.end_object();
}

}  // namespace
}  // namespace tenon

int main(int argc, char** argv) {
  tenon::JsonWriter json(tenon::JsonWriter::Layout::kIndented);
  json.begin_object();
  tenon::write_format(json);
  json.key("files").begin_array();
  for (int i = 1; i < argc; ++i) tenon::write_file(json, argv[i]);
  json.end_array().end_object();
  std::fputs(json.str().c_str(), stdout);
  return 0;
}
