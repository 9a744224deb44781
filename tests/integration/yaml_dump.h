// YAML files and what a reader makes of them as JSON, for the tests that hold readers against the schemas in
// docs/.
//
// The document is the file's YAML by the core schema: plain numbers, true, false and null are themselves, the
// rest is text.
#pragma once

#include <cstdint>
#include <functional>
#include <regex>
#include <set>
#include <string>

#include "base/fault.h"
#include "base/file.h"
#include "base/number.h"
#include "exchange/yaml_tree.h"
#include "report/json_writer.h"

namespace tenon {

inline void write_scalar(JsonWriter& json, const YamlNode& node) {
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

inline void write_node(JsonWriter& json, const YamlDocument& document, std::uint32_t index) {
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

// {"file", "valid", "faults": [[line, column name, expected]], "document"}; `reads` is the reader under test.
inline void write_file(JsonWriter& json, const std::string& path,
                       const std::function<bool(const std::string&, FaultList&)>& reads) {
  FaultList faults;
  const bool is_valid = reads(path, faults);
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

}  // namespace tenon
