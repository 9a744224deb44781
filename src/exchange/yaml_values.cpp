#include "exchange/yaml_values.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/nearest_word.h"
#include "base/number.h"
#include "base/text.h"

namespace tenon {
namespace {

constexpr std::size_t kLongestIdBytes = 64;

std::string_view name_of(YamlKind kind) {
  switch (kind) {
    case YamlKind::kNull:
      return "there is no value";
    case YamlKind::kSequence:
      return "this is a list";
    case YamlKind::kMapping:
      return "this is a mapping";
    case YamlKind::kScalar:
      break;
  }
  return "";
}

std::string joined(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : path + "." + std::string(key);
}

std::string comma_list(std::span<const std::string_view> words) {
  std::string list;
  for (const std::string_view word : words) {
    if (!list.empty()) list += ", ";
    list += word;
  }
  return list;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kLongestIdBytes && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
         });
}

bool has_control(std::string_view text, std::string_view allowed) {
  return std::any_of(text.begin(), text.end(), [allowed](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 || byte == 0x7F) && allowed.find(c) == std::string_view::npos;
  });
}

// The scalar as ASCII where it was typed full-width; nullopt, with a fault, for anything else than a scalar.
std::optional<std::string> scalar(const YamlValue& value, const std::string& expected, YamlSite& site) {
  if (value.node->kind == YamlKind::kScalar) return to_half_width(trim(value.node->text));
  site.error(value, expected);
  return std::nullopt;
}

bool remove_suffix(std::string& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.resize(text.size() - suffix.size());
  text = trim(text);
  return true;
}

std::optional<double> parse_share(std::string text) {
  const bool is_percentage = remove_suffix(text, "%");
  const auto number = parse_number(text);
  if (!number || !is_percentage) return number;
  return *number / 100;
}

std::optional<double> parse_days(std::string text) {
  constexpr double kDaysPerWeek = 7;
  const bool is_weeks = remove_suffix(text, "w") || remove_suffix(text, "周");
  if (!is_weeks && !remove_suffix(text, "d")) remove_suffix(text, "天");
  const auto number = parse_number(text);
  if (!number || !is_weeks) return number;
  return *number * kDaysPerWeek;
}

}  // namespace

void YamlSite::add(Severity severity, const YamlValue& value, std::string expected) {
  const YamlNode& node = *value.node;
  if (node.kind != YamlKind::kScalar) expected = std::string(name_of(node.kind)) + "; " + expected;
  faults_.add({severity, file_, node.line, node.column, value.path, node.text, std::move(expected)});
}

void YamlSite::error(const YamlValue& value, std::string expected) {
  ++error_count_;
  add(Severity::kError, value, std::move(expected));
}

void YamlSite::warning(const YamlValue& value, std::string expected) {
  add(Severity::kWarning, value, std::move(expected));
}

void YamlSite::missing(const YamlValue& around, std::string_view key, std::string_view expected) {
  if (around.node->is_cut) return;
  ++error_count_;
  faults_.add({Severity::kError, file_, around.node->line, around.node->column, joined(around.path, key), "",
               "the key is missing; expected " + std::string(expected)});
}

std::vector<YamlValue> YamlSite::items(const YamlValue& value, std::string_view expected) {
  std::vector<YamlValue> items;
  if (value.node->kind == YamlKind::kScalar) {
    items.push_back(value);
  } else if (value.node->kind == YamlKind::kSequence) {
    for (std::size_t i = 0; i < value.node->children.size(); ++i) {
      items.push_back({&document_.node(value.node->children[i]), value.path + "[" + std::to_string(i) + "]"});
    }
  } else {
    error(value, "expected " + std::string(expected));
  }
  return items;
}

YamlMapping::YamlMapping(const YamlValue& value, std::span<const std::string_view> keys, YamlSite& site)
    : site_(site), value_(value) {
  if (value.node->kind != YamlKind::kMapping) {
    site.error(value, "expected a mapping with the keys " + comma_list(keys));
    return;
  }
  read_members(value, site);
  for (const Member& member : members_) {
    const std::string& key = member.key.node->text;
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    NearestWord nearest(key);
    for (const std::string_view known : keys) nearest.offer(known);
    const std::string suggestion = nearest.suggestion();
    site.error(member.key, "no such key here" +
                               (suggestion.empty() ? "; expected one of " + comma_list(keys) : suggestion));
  }
}

YamlMapping::YamlMapping(const YamlValue& value, YamlSite& site) : site_(site), value_(value) {
  if (value.node->kind != YamlKind::kMapping) {
    site.error(value, "expected a mapping");
    return;
  }
  read_members(value, site);
}

void YamlMapping::read_members(const YamlValue& value, YamlSite& site) {
  is_mapping_ = true;
  const auto& children = value.node->children;
  for (std::size_t i = 0; i + 1 < children.size(); i += 2) {
    const YamlNode& key = site.document().node(children[i]);
    const YamlNode& content = site.document().node(children[i + 1]);
    if (key.kind != YamlKind::kScalar) {
      site.error({&key, value.path}, "expected a word as key");
      continue;
    }
    Member member{{&key, joined(value.path, key.text)}, {&content, joined(value.path, key.text)}};
    if (content.kind == YamlKind::kNull) {
      // At the key: a value that is not there has its place where the next thing stands.
      site.error(member.key, "the key has no value; expected one, or no key");
      without_value_.push_back(key.text);
      continue;
    }
    members_.push_back(std::move(member));
  }
  // Of equal keys the first counts; which they are is found by sorting their positions.
  std::vector<std::size_t> order(members_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    const int compared = members_[a].key.node->text.compare(members_[b].key.node->text);
    return compared != 0 ? compared < 0 : a < b;
  });
  std::vector<bool> is_repeated(members_.size(), false);
  std::size_t first = 0;
  for (std::size_t i = 1; i < order.size(); ++i) {
    const YamlNode& original = *members_[order[first]].key.node;
    if (members_[order[i]].key.node->text != original.text) {
      first = i;
      continue;
    }
    site.error(members_[order[i]].key, "the key stands already, on line " + std::to_string(original.line));
    is_repeated[order[i]] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < members_.size(); ++i) {
    if (is_repeated[i]) continue;
    if (kept != i) members_[kept] = std::move(members_[i]);
    ++kept;
  }
  members_.resize(kept);
}

bool YamlMapping::stands(std::string_view key) const {
  return find(key) != nullptr ||
         std::find(without_value_.begin(), without_value_.end(), key) != without_value_.end();
}

const YamlValue* YamlMapping::find(std::string_view key) const {
  for (const Member& member : members_) {
    if (member.key.node->text == key) return &member.value;
  }
  return nullptr;
}

const YamlValue* YamlMapping::require(std::string_view key, std::string_view expected) {
  if (is_mapping_ && !stands(key)) site_.missing(value_, key, expected);
  return find(key);
}

std::optional<std::string> read_name(const YamlValue& value, YamlSite& site) {
  const std::string expected =
      "expected a name: one line of at most " + std::to_string(kLongestNameBytes) + " bytes";
  if (value.node->kind == YamlKind::kScalar) {
    const std::string_view name = trim(value.node->text);
    if (!name.empty() && name.size() <= kLongestNameBytes && !has_control(name, "")) return std::string(name);
  }
  site.error(value, expected);
  return std::nullopt;
}

std::optional<PlacedName> read_placed_name(const YamlValue& value, YamlSite& site) {
  auto name = read_name(value, site);
  if (!name) return std::nullopt;
  return PlacedName{std::move(*name), value.node->line, value.node->column};
}

std::optional<PlacedName> read_id(const YamlValue& value, YamlSite& site) {
  const std::string expected =
      "expected an id: an ASCII letter, then letters, digits, '_', '-' or '.', at most " +
      std::to_string(kLongestIdBytes) + " characters";
  auto id = scalar(value, expected, site);
  if (!id) return std::nullopt;
  if (is_id(*id)) return PlacedName{std::move(*id), value.node->line, value.node->column};
  site.error(value, expected);
  return std::nullopt;
}

std::optional<std::string> read_text(const YamlValue& value, YamlSite& site) {
  if (value.node->kind == YamlKind::kScalar) {
    const std::string_view text = trim(value.node->text);
    if (!text.empty() && !has_control(text, "\n\t")) return std::string(text);
  }
  site.error(value, "expected a text");
  return std::nullopt;
}

std::optional<bool> read_flag(const YamlValue& value, YamlSite& site) {
  const std::string expected = "expected true or false";
  const auto text = scalar(value, expected, site);
  if (!text) return std::nullopt;
  if (*text == "true" || *text == "True" || *text == "TRUE") return true;
  if (*text == "false" || *text == "False" || *text == "FALSE") return false;
  site.error(value, expected);
  return std::nullopt;
}

std::optional<double> read_share(const YamlValue& value, const ShareRange& range, YamlSite& site) {
  const std::string expected = "expected " + std::string(range.expected);
  const auto text = scalar(value, expected, site);
  if (!text) return std::nullopt;
  const auto share = parse_share(*text);
  const bool fits =
      share && *share >= range.low && *share <= range.high && !(range.low_is_open && *share == range.low);
  if (fits) return share;
  site.error(value, expected);
  return std::nullopt;
}

std::optional<double> read_days(const YamlValue& value, double low, bool low_is_open, YamlSite& site) {
  const std::string expected = "expected days " + std::string(low_is_open ? "above " : "from ") +
                               format_number(low) + (low_is_open ? " up to " : " to ") +
                               std::to_string(kMostDays) + ", as 90, \"90d\" or \"3w\"";
  const auto text = scalar(value, expected, site);
  if (!text) return std::nullopt;
  const auto days = parse_days(*text);
  if (days && *days >= low && *days <= kMostDays && !(low_is_open && *days == low)) return days;
  site.error(value, expected);
  return std::nullopt;
}

std::optional<int> read_whole_days(const YamlValue& value, int low, YamlSite& site) {
  const std::string expected = "expected whole days from " + std::to_string(low) + " to " +
                               std::to_string(kMostDays) + ", as 90, \"90d\" or \"3w\"";
  const auto text = scalar(value, expected, site);
  if (!text) return std::nullopt;
  const auto days = parse_days(*text);
  if (days && *days >= low && *days <= kMostDays && *days == std::floor(*days)) {
    return static_cast<int>(*days);
  }
  site.error(value, expected);
  return std::nullopt;
}

std::optional<int> read_whole_number(const YamlValue& value, int low, int high, YamlSite& site) {
  const std::string expected =
      "expected a whole number from " + std::to_string(low) + " to " + std::to_string(high);
  const auto text = scalar(value, expected, site);
  if (!text) return std::nullopt;
  const auto number = parse_integer(*text);
  if (number && *number >= low && *number <= high) return static_cast<int>(*number);
  site.error(value, expected);
  return std::nullopt;
}

std::optional<std::size_t> read_word(const YamlValue& value, std::span<const ScenarioWord> words,
                                     YamlSite& site) {
  std::string list;
  for (const ScenarioWord& word : words) list += (list.empty() ? "" : ", ") + std::string(word.word);
  const auto text = scalar(value, "expected one of " + list, site);
  if (!text) return std::nullopt;
  if (const auto found = find_scenario_word(words, *text)) return found;
  NearestWord nearest(*text);
  for (const ScenarioWord& word : words) nearest.offer(word.word);
  site.error(value, "expected one of " + list + nearest.suggestion());
  return std::nullopt;
}

}  // namespace tenon
