// What follows from the governance of a chain on a day: who leads, whose turn the chair is, what is missing,
// what is overdue. Pure functions, thread-safe; O(size of the record).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "model/dataset.h"
#include "model/governance.h"
#include "service/wording.h"

namespace tenon {

Day first_day_of(const PartialDay& day);
std::string partial_day_text(const PartialDay& day);  // "2021", "2021-05", "2021-05-27"

// The last one whose term has begun; nullptr: nobody yet.
const LeadTerm* lead_on(const ChainGovernance& governance, Day day);

struct ChairTurn {
  std::string now;               // region code; empty: nobody chairs on the day
  std::optional<Day> until;      // the last day of this chair
  std::string next;              // the one after the last chair in the order; empty: there is no order
  std::optional<Day> next_from;  // the day after this chair ends
  bool is_vacant = false;        // there is an order, and nobody chairs
};
ChairTurn chair_on(const ChainGovernance& governance, Day day);

struct ArtefactStanding {
  const ArtefactType* type = nullptr;  // of the types given
  Artefact artefact;                   // as it stands; missing where the record says nothing
  bool is_overdue = false;             // due before the day and not approved
};
// One for each type, in their order. Pointers hold as long as `types`.
std::vector<ArtefactStanding> artefact_checklist(const ChainGovernance& governance,
                                                 const ArtefactTypes& types, Day day);

struct Completion {
  std::size_t approved = 0;
  std::size_t required = 0;  // of required types
  std::size_t overdue = 0;
};
Completion completion_of(const std::vector<ArtefactStanding>& checklist);

// Due before the day and neither done nor dropped, longest overdue first. Pointers into `plan`.
std::vector<const WorkPlanItem*> overdue_items(const WorkPlan& plan, Day day);

// Provinces that are to countersign: those that take part, without the lead on the day; and which of them
// have not.
std::vector<std::string> countersignatories(const ChainGovernance& governance, Day day);
std::vector<std::string> missing_countersignatures(const std::vector<std::string>& signatories,
                                                   const std::vector<Countersignature>& signatures);

// What is known of a chain before anybody has kept a record of it: its lead from chains.csv, with the source,
// and the other provinces of the Delta as participants where there is a lead.
ChainGovernance default_governance(const Dataset& dataset, const Chain& chain);

// Whether chains, regions and types that it names exist; adds to `faults`.
void check_governance(const ChainGovernance& governance, const Dataset& dataset, const ArtefactTypes& types,
                      const std::string& file, FaultList& faults);

std::string_view id_of(ArtefactState state);  // "missing", "draft", "in_review", "approved": stable
std::string_view id_of(PlanItemState state);  // "open", "running", "done", "dropped": stable
Wording wording_of(ArtefactState state);
Wording wording_of(PlanItemState state);

// As governance_reader.h reads them; the same record gives the same bytes.
std::string governance_json(const ChainGovernance& governance);
std::string work_plan_json(const WorkPlan& plan);
std::string dictionary_json(const Dictionary& dictionary);
std::string artefact_types_json(const ArtefactTypes& types);

}  // namespace tenon
