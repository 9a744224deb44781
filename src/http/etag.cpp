#include "http/etag.h"

#include <algorithm>

namespace tenon {
namespace {

bool is_tag_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0x21 || (byte >= 0x23 && byte != 0x7F);
}

bool skip_space(std::string_view& text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  text.remove_prefix(begin);
  return !text.empty();
}

std::optional<EntityTag> take_tag(std::string_view& text) {
  EntityTag tag;
  tag.is_weak = text.starts_with("W/");
  if (tag.is_weak) text.remove_prefix(2);
  if (!text.starts_with('"')) return std::nullopt;
  text.remove_prefix(1);
  const std::size_t end = text.find('"');
  if (end == std::string_view::npos) return std::nullopt;
  tag.value = text.substr(0, end);
  text.remove_prefix(end + 1);
  if (!std::all_of(tag.value.begin(), tag.value.end(), is_tag_byte)) return std::nullopt;
  return tag;
}

}  // namespace

std::string to_string(const EntityTag& tag) {
  return (tag.is_weak ? "W/\"" : "\"") + tag.value + '"';
}

std::optional<EntityTagCondition> parse_entity_tags(std::string_view header) {
  EntityTagCondition condition;
  std::string_view rest = header;
  if (!skip_space(rest)) return std::nullopt;
  if (rest.front() == '*') {
    rest.remove_prefix(1);
    condition.is_any = true;
    if (skip_space(rest)) return std::nullopt;
    return condition;
  }
  while (skip_space(rest)) {
    // Lists may have empty members (RFC 9110, 5.6.1).
    if (rest.front() == ',') {
      rest.remove_prefix(1);
      continue;
    }
    auto tag = take_tag(rest);
    if (!tag) return std::nullopt;
    condition.tags.push_back(std::move(*tag));
    if (skip_space(rest) && rest.front() != ',') return std::nullopt;
  }
  if (condition.tags.empty()) return std::nullopt;
  return condition;
}

bool weakly_equal(const EntityTag& a, const EntityTag& b) {
  return a.value == b.value;
}

bool strongly_equal(const EntityTag& a, const EntityTag& b) {
  return !a.is_weak && !b.is_weak && a.value == b.value;
}

bool passes_if_match(const EntityTagCondition& condition, const std::optional<EntityTag>& current) {
  if (!current) return false;
  return condition.is_any || std::any_of(condition.tags.begin(), condition.tags.end(),
                                         [&](const auto& tag) { return strongly_equal(tag, *current); });
}

bool passes_if_none_match(const EntityTagCondition& condition, const std::optional<EntityTag>& current) {
  if (!current) return true;
  if (condition.is_any) return false;
  return std::none_of(condition.tags.begin(), condition.tags.end(),
                      [&](const auto& tag) { return weakly_equal(tag, *current); });
}

}  // namespace tenon
