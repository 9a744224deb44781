// YAML files as a tree that knows where everything stands.
//
// What people write by hand of YAML 1.2: mappings, sequences, scalars, block texts, comments, anchors and
// aliases. An alias becomes a copy of what it names. Scalars stay text: whether "320500" is a number or a
// code is for the reader who knows the key. Keys that stand twice are kept; YamlMapping reports them.
//
// Refused with line and column: more than one document, tags, control characters, an alias inside what it
// names, and files beyond the limits below, so that the work is O(bytes) whatever the file holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"

namespace tenon {

constexpr std::size_t kMaxYamlBytes = std::size_t{1} << 20U;
constexpr std::size_t kMaxYamlDepth = 24;
constexpr std::size_t kMaxYamlNodes = 500'000;  // aliases expanded

enum class YamlKind : std::uint8_t { kNull, kScalar, kSequence, kMapping };

struct YamlNode {
  YamlKind kind = YamlKind::kNull;
  bool is_plain = false;  // a scalar without quotes
  bool is_cut = false;    // a syntax error stands in it: what it seems to lack may be there
  std::string text;       // of a scalar
  std::size_t line = 0;   // 1-based; of an alias: where its original stands
  std::size_t column = 0;
  std::vector<std::uint32_t> children;  // items of a sequence; key, value, key, value, ... of a mapping
};

struct YamlDocument {
  std::vector<YamlNode> nodes;  // the first is the root
  [[nodiscard]] const YamlNode& root() const { return nodes.front(); }
  [[nodiscard]] const YamlNode& node(std::uint32_t index) const { return nodes[index]; }
};

// `file` names the bytes in faults. Bytes are taken as text_file.h has it. After a syntax error the document
// holds what stands before it, so that its other faults can be told in the same go; nullopt: there is
// nothing. Columns count characters. O(bytes).
std::optional<YamlDocument> parse_yaml(const std::string& file, std::string_view bytes, FaultList& faults);

}  // namespace tenon
