// The keys of a process type's file, in one place for the reader and the check against
// docs/process.schema.json.
#pragma once

#include <span>
#include <string_view>

namespace tenon {

inline constexpr std::string_view kProcessKeys[] = {
    "id",   "version",     "name",    "description", "subjects",      "initial", "see",
    "open", "fill",        "assign",  "comment",     "proposal_days", "states",  "fields",
    "dues", "transitions", "entries", "separations", "sealed_people", "claim",   "unique"};
inline constexpr std::string_view kNamesKeys[] = {"zh", "en"};
inline constexpr std::string_view kAccessKeys[] = {"permission", "relations", "except", "system"};
inline constexpr std::string_view kOpenRuleKeys[] = {"who", "opener_becomes", "required", "required_people",
                                                     "starts_due"};
inline constexpr std::string_view kStateKeys[] = {"id", "name", "kind"};
inline constexpr std::string_view kFieldKeys[] = {
    "id",        "name",    "type",       "unit",     "low",       "high",      "max_bytes",
    "max_items", "choices", "case_types", "computed", "filled_by", "filled_in", "sealed"};
inline constexpr std::string_view kChoiceKeys[] = {"id", "name"};
inline constexpr std::string_view kSealKeys[] = {"visible_to", "until"};
inline constexpr std::string_view kDueKeys[] = {
    "id", "name", "days", "day_field", "remind_before_days", "repeat_days", "then"};
inline constexpr std::string_view kTransitionKeys[] = {
    "id",          "name",        "from",      "to",
    "reopens",     "who",         "required",  "required_people",
    "conditions",  "after_days",  "four_eyes", "alternatives",
    "countersign", "approved_by", "sets",      "clears",
    "starts_due",  "stops_due",   "then"};
inline constexpr std::string_view kGuardKeys[] = {"required", "required_people", "conditions", "after_days",
                                                  "four_eyes"};
inline constexpr std::string_view kConditionKeys[] = {"field", "is", "value", "other_field"};
inline constexpr std::string_view kCountersignKeys[] = {"permission", "relations", "number"};
inline constexpr std::string_view kAssignmentKeys[] = {"field", "value", "today", "from_field"};
inline constexpr std::string_view kEffectsKeys[] = {"notify", "recompute", "open"};
inline constexpr std::string_view kOpenEffectKeys[] = {"type", "fields", "people", "link", "back_link"};
inline constexpr std::string_view kEntryKindKeys[] = {"id", "name", "who", "fields", "required"};
inline constexpr std::string_view kSealedPeopleKeys[] = {"relation", "visible_to", "until"};
inline constexpr std::string_view kClaimKeys[] = {"resource", "from", "until", "in"};
inline constexpr std::string_view kUniqueKeys[] = {"subject", "fields", "in"};

// A mapping of the file by the name that it has in the schema's $defs; "process" is the file itself.
struct ProcessKeyList {
  std::string_view mapping;
  std::span<const std::string_view> keys;
};
inline constexpr ProcessKeyList kProcessKeyLists[] = {
    {"process", kProcessKeys},
    {"names", kNamesKeys},
    {"access", kAccessKeys},
    {"open_rule", kOpenRuleKeys},
    {"state", kStateKeys},
    {"field", kFieldKeys},
    {"choice", kChoiceKeys},
    {"seal", kSealKeys},
    {"due", kDueKeys},
    {"transition", kTransitionKeys},
    {"guard", kGuardKeys},
    {"condition", kConditionKeys},
    {"countersign", kCountersignKeys},
    {"assignment", kAssignmentKeys},
    {"effects", kEffectsKeys},
    {"open_effect", kOpenEffectKeys},
    {"entry_kind", kEntryKindKeys},
    {"sealed_people", kSealedPeopleKeys},
    {"claim", kClaimKeys},
    {"unique", kUniqueKeys},
};

}  // namespace tenon
