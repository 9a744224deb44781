#include "process/unanswered.h"

#include <algorithm>
#include <variant>

#include "process/access.h"

namespace tenon::process {

std::optional<Unanswered> unanswered(const Case& c) {
  const auto standing = [&](Relation relation) {
    return std::find_if(c.people.begin(), c.people.end(),
                        [&](const CasePerson& one) { return one.relation == relation; });
  };
  auto person = standing(Relation::kOwner);
  if (person == c.people.end()) person = standing(Relation::kLeadProvince);
  if (person == c.people.end()) return std::nullopt;
  std::optional<Unanswered> open;
  for (const EventRecord& record : c.history) {
    const auto* assigned = std::get_if<event::PersonAssigned>(&record.event);
    if (assigned != nullptr && assigned->person == *person) open = Unanswered{*person, record.at};
    if (!record.actor.is_system && is_named(*person, record.actor)) open.reset();
  }
  return open;
}

}  // namespace tenon::process
