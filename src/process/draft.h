// A decision in the making: a working copy of the case to which every event is applied as it is made, so that
// later steps see earlier ones. Internal to the kernel.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "process/case.h"
#include "process/reason.h"

namespace tenon::process {

struct Draft {
  const ProcessType& type;
  Case next;
  Party actor;
  UtcSeconds now = 0;
  std::vector<EventRecord> events;

  void emit(Event event) {
    EventRecord record{next.history.size() + 1, now, actor, std::move(event)};
    apply(next, record);
    events.push_back(std::move(record));
  }
};

// Fills or empties; nothing happens where the values are there already. Proposals lapse, all but `except`.
void fill_field(Draft& draft, const std::string& field, const FieldValues& values,
                const std::string& except = {});

// Assigns, releasing who stood in a relation that takes one at a time; proposals that these people would have
// to sign lapse.
void assign_person(Draft& draft, const CasePerson& person);
void release_person(Draft& draft, const CasePerson& person);

void start_due(Draft& draft, const DueRule& rule);

// The transition happens: the state, fields that it sets and clears, dues, effects. Its guards are not asked.
void carry_out(Draft& draft, const Transition& transition);

// Why the case as drafted could not stand: it would hold a resource that it does not name.
Reasons why_not_standing(const ProcessType& type, const Case& c);

}  // namespace tenon::process
