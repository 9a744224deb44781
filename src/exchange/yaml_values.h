// Typed values out of a YAML tree; whatever is wrong with one becomes a fault with line, column, the path of
// its keys ("events[2].target.products[0]") as column name, the value, and what was expected.
//
// Every reading function returns nullopt after adding a fault, and is O(length of the value).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fault.h"
#include "exchange/yaml_tree.h"
#include "model/scenario.h"
#include "model/scenario_words.h"

namespace tenon {

constexpr std::size_t kLongestNameBytes = 400;
constexpr int kMostDays = 36'500;

// A node and the path to it. The node belongs to the document.
struct YamlValue {
  const YamlNode* node = nullptr;
  std::string path;
};

// Where values come from and faults go. Refers to document and faults, which must outlive it.
class YamlSite {
 public:
  YamlSite(std::string file, const YamlDocument& document, FaultList& faults)
      : file_(std::move(file)), document_(document), faults_(faults) {}

  [[nodiscard]] const YamlDocument& document() const { return document_; }
  [[nodiscard]] YamlValue root() const { return {&document_.root(), ""}; }

  // Shows the value's text, or names its kind.
  void error(const YamlValue& value, std::string expected);
  void warning(const YamlValue& value, std::string expected);
  [[nodiscard]] std::size_t error_count() const { return error_count_; }
  // Of a key that is not there: at `around`, without a value.
  void missing(const YamlValue& around, std::string_view key, std::string_view expected);

  // The items of a sequence; a single scalar is a list of one. Anything else is a fault.
  std::vector<YamlValue> items(const YamlValue& value, std::string_view expected);

 private:
  void add(Severity severity, const YamlValue& value, std::string expected);

  std::string file_;
  const YamlDocument& document_;
  FaultList& faults_;
  std::size_t error_count_ = 0;
};

// The members of a mapping. Construction reports a value that is no mapping, keys that stand twice and, where
// `keys` is given, keys not among them with the nearest that is. O(members log members).
class YamlMapping {
 public:
  YamlMapping(const YamlValue& value, std::span<const std::string_view> keys, YamlSite& site);
  // A mapping whose keys are free.
  YamlMapping(const YamlValue& value, YamlSite& site);

  struct Member {
    YamlValue key;    // its text is the key
    YamlValue value;  // not null: a fault was added for those
  };
  [[nodiscard]] const std::vector<Member>& members() const { return members_; }
  [[nodiscard]] bool is_mapping() const { return is_mapping_; }

  // nullptr where the key does not stand, or stands without a value.
  [[nodiscard]] const YamlValue* find(std::string_view key) const;
  // The same, with a fault where the key does not stand.
  const YamlValue* require(std::string_view key, std::string_view expected);

 private:
  void read_members(const YamlValue& value, YamlSite& site);
  [[nodiscard]] bool stands(std::string_view key) const;

  YamlSite& site_;
  YamlValue value_;
  bool is_mapping_ = false;
  std::vector<Member> members_;
  std::vector<std::string_view> without_value_;
};

// One line of text, trimmed, not empty, at most kLongestNameBytes.
std::optional<std::string> read_name(const YamlValue& value, YamlSite& site);
std::optional<PlacedName> read_placed_name(const YamlValue& value, YamlSite& site);
// An ASCII letter, then letters, digits, '_', '-', '.'; at most 64 bytes.
std::optional<PlacedName> read_id(const YamlValue& value, YamlSite& site);
// Text of any length and number of lines, trimmed, not empty.
std::optional<std::string> read_text(const YamlValue& value, YamlSite& site);
std::optional<bool> read_flag(const YamlValue& value, YamlSite& site);

// A number or a percentage: 0.3, "30%", "+20 %".
struct ShareRange {
  double low = 0;
  bool low_is_open = false;  // `low` itself is outside
  double high = 1;
  std::string_view expected;
};
std::optional<double> read_share(const YamlValue& value, const ShareRange& range, YamlSite& site);

// Days: 90, "90d", "90天", weeks: "3w", "3周"; from `low` (itself outside if low_is_open) to kMostDays.
std::optional<double> read_days(const YamlValue& value, double low, bool low_is_open, YamlSite& site);
std::optional<int> read_whole_days(const YamlValue& value, int low, YamlSite& site);

// A whole number from low to high.
std::optional<int> read_whole_number(const YamlValue& value, int low, int high, YamlSite& site);

// The position of one of `words`.
std::optional<std::size_t> read_word(const YamlValue& value, std::span<const ScenarioWord> words,
                                     YamlSite& site);

}  // namespace tenon
