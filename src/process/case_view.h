// What a case looks like to somebody, and what follows from it: which actions are open, which fields are
// seen, what is due, which resource is held. All functions are pure and thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "process/case.h"
#include "process/command.h"
#include "process/reason.h"

namespace tenon::process {

// What an actor may do about one transition.
struct AllowedAction {
  std::string transition;
  bool may_take = false;  // now, as the case stands
  Reasons reasons;        // why not: each one
  // Not taken back by `reasons`: the same actor may take it with these fields filled on the way.
  bool may_take_with_fields = false;
  std::vector<std::string> fields;  // that its guards ask for
  bool is_pending = false;          // waits for signatures or approval
  bool may_sign = false;
  bool may_approve = false;
  bool may_refuse = false;
  bool may_withdraw = false;
  bool needs_four_eyes = false;  // as the case stands
  bool needs_signatures = false;
};

// One for each transition of the type, in its order. O(transitions x size of their guards).
std::vector<AllowedAction> allowed_actions(const ProcessType& type, const Case& c, const Actor& actor,
                                           UtcSeconds now);

// By the type's `see`; the platform itself always does.
bool may_see(const ProcessType& type, const Case& c, const Actor& actor);

// Whether the seal still hides something from the actor.
bool is_sealed_to(const Seal& seal, const Case& c, const Actor& actor);

struct VisibleField {
  std::string field;
  bool is_sealed = false;  // it is not said whether it is filled
  FieldValues values;
};

// All fields of the type in its order; none for who may not see the case.
std::vector<VisibleField> visible_fields(const ProcessType& type, const Case& c, const Actor& actor);

// The case without what is sealed to the actor: values of fields, also in the history and in what it asked of
// the service; and who somebody is, wherever the name stands. Nothing is left of it for who may not see it.
// A text or a file that names what is sealed is not found out. O(size of the case x sealed relations).
Case visible_case(const ProcessType& type, const Case& c, const Actor& actor);

struct DueItem {
  std::string case_id;
  std::string due;
  Names names;
  Day day;
  int days_left = 0;  // negative: overdue
  [[nodiscard]] bool is_overdue() const { return days_left < 0; }
};

// Soonest first.
std::vector<DueItem> due_items(const ProcessType& type, const Case& c, UtcSeconds now);

// Of several cases of one type, longest overdue first.
std::vector<DueItem> overdue_items(const ProcessType& type, std::span<const Case> cases, UtcSeconds now);

// What the case holds now: from `from` (inside) to `until` (outside), UTC seconds; days begin and end at
// midnight of the calendar (field_value.h).
struct ResourceClaim {
  std::string resource;
  UtcSeconds from = 0;
  UtcSeconds until = 0;
  bool operator==(const ResourceClaim&) const = default;
};
std::optional<ResourceClaim> resource_claim(const ProcessType& type, const Case& c);
bool overlap(const ResourceClaim& a, const ResourceClaim& b);

// What no second case of the type may have; nullopt: no rule, a state that does not count, or a field of the
// rule is not filled. Different subjects and values give different keys.
std::optional<std::string> unique_key(const ProcessType& type, const Case& c);

}  // namespace tenon::process
