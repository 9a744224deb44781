// Entity tags and the conditions of requests on them (RFC 9110, sections 8.8.3 and 13.1). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon {

struct EntityTag {
  std::string value;  // without quotes: 0x21, 0x23–0x7E and above 0x7F
  bool is_weak = false;

  friend bool operator==(const EntityTag&, const EntityTag&) = default;
};

// `W/"value"` or `"value"`.
std::string to_string(const EntityTag& tag);

// Of If-Match and If-None-Match: `*`, or a list of tags.
struct EntityTagCondition {
  bool is_any = false;
  std::vector<EntityTag> tags;
};

// nullopt: not in the form of such a header.
std::optional<EntityTagCondition> parse_entity_tags(std::string_view header);

// Whether the values agree, weak or not.
bool weakly_equal(const EntityTag& a, const EntityTag& b);
// Whether they agree and neither is weak.
bool strongly_equal(const EntityTag& a, const EntityTag& b);

// If-Match, which guards changes: false means 412. `current` nullopt: there is nothing yet.
bool passes_if_match(const EntityTagCondition& condition, const std::optional<EntityTag>& current);
// If-None-Match, which saves sending again: false means 304 for GET and HEAD, 412 for others.
bool passes_if_none_match(const EntityTagCondition& condition, const std::optional<EntityTag>& current);

}  // namespace tenon
