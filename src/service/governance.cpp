#include "service/governance.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/nearest_word.h"

namespace tenon {
namespace {

constexpr auto kOneDay = std::chrono::days(1);

// The provinces of the Delta, in the order of their codes.
constexpr std::array<std::string_view, 4> kDeltaProvinces = {"310000", "320000", "330000", "340000"};

const ChairTerm* term_on(const ChainGovernance& governance, Day day) {
  for (const ChairTerm& term : governance.chairs) {
    if (term.from <= day && (!term.until || day <= *term.until)) return &term;
  }
  return nullptr;
}

// The last term that has begun by the day.
const ChairTerm* last_term(const ChainGovernance& governance, Day day) {
  const ChairTerm* last = nullptr;
  for (const ChairTerm& term : governance.chairs) {
    if (term.from <= day) last = &term;
  }
  return last;
}

// The one after `region` in the order; the first where the region is not in it.
std::string after_in_order(const std::vector<std::string>& order, const std::string& region) {
  if (order.empty()) return {};
  const auto found = std::find(order.begin(), order.end(), region);
  if (found == order.end() || found + 1 == order.end()) return order.front();
  return *(found + 1);
}

void add_fault(FaultList& faults, const std::string& file, std::string path, std::string value,
               std::string expected) {
  Fault fault;
  fault.file = file;
  fault.column_name = std::move(path);
  fault.value = std::move(value);
  fault.expected = std::move(expected);
  faults.add(std::move(fault));
}

}  // namespace

Day first_day_of(const PartialDay& day) {
  const std::chrono::year_month_day date{std::chrono::year(day.year),
                                         std::chrono::month(std::max(day.month, 1U)),
                                         std::chrono::day(std::max(day.day, 1U))};
  return date;
}

const LeadTerm* lead_on(const ChainGovernance& governance, Day day) {
  const LeadTerm* lead = nullptr;
  for (const LeadTerm& term : governance.leads) {
    if (first_day_of(term.since) <= day) lead = &term;
  }
  return lead;
}

ChairTurn chair_on(const ChainGovernance& governance, Day day) {
  ChairTurn turn;
  const ChairTerm* now = term_on(governance, day);
  const ChairTerm* last = now != nullptr ? now : last_term(governance, day);
  if (now != nullptr) {
    turn.now = now->region_code;
    turn.until = now->until;
  }
  // A term that is settled already goes before the order.
  const auto settled = std::find_if(governance.chairs.begin(), governance.chairs.end(),
                                    [&](const ChairTerm& term) { return term.from > day; });
  if (settled != governance.chairs.end()) {
    turn.next = settled->region_code;
    turn.next_from = settled->from;
  } else {
    turn.next = after_in_order(governance.chair_order, last != nullptr ? last->region_code : "");
    if (!turn.next.empty() && turn.until) turn.next_from = *turn.until + kOneDay;
  }
  turn.is_vacant = now == nullptr && !governance.chair_order.empty();
  return turn;
}

std::vector<ArtefactStanding> artefact_checklist(const ChainGovernance& governance,
                                                 const ArtefactTypes& types, Day day) {
  std::vector<ArtefactStanding> checklist;
  for (const ArtefactType& type : types.types) {
    ArtefactStanding standing;
    standing.type = &type;
    standing.artefact.type = type.id;
    const auto found = std::find_if(governance.artefacts.begin(), governance.artefacts.end(),
                                    [&](const Artefact& one) { return one.type == type.id; });
    if (found != governance.artefacts.end()) standing.artefact = *found;
    standing.is_overdue = standing.artefact.due && *standing.artefact.due < day &&
                          standing.artefact.state != ArtefactState::kApproved;
    checklist.push_back(std::move(standing));
  }
  return checklist;
}

Completion completion_of(const std::vector<ArtefactStanding>& checklist) {
  Completion completion;
  for (const ArtefactStanding& standing : checklist) {
    if (standing.is_overdue) ++completion.overdue;
    if (!standing.type->is_required) continue;
    ++completion.required;
    if (standing.artefact.state == ArtefactState::kApproved) ++completion.approved;
  }
  return completion;
}

std::vector<const WorkPlanItem*> overdue_items(const WorkPlan& plan, Day day) {
  std::vector<const WorkPlanItem*> overdue;
  for (const WorkPlanItem& item : plan.items) {
    const bool is_over = item.state == PlanItemState::kDone || item.state == PlanItemState::kDropped;
    if (item.by && *item.by < day && !is_over) overdue.push_back(&item);
  }
  std::stable_sort(overdue.begin(), overdue.end(),
                   [](const WorkPlanItem* a, const WorkPlanItem* b) { return *a->by < *b->by; });
  return overdue;
}

std::vector<std::string> countersignatories(const ChainGovernance& governance, Day day) {
  std::vector<std::string> signatories = governance.participants;
  if (const LeadTerm* lead = lead_on(governance, day)) std::erase(signatories, lead->region_code);
  return signatories;
}

std::vector<std::string> missing_countersignatures(const std::vector<std::string>& signatories,
                                                   const std::vector<Countersignature>& signatures) {
  std::vector<std::string> missing = signatories;
  for (const Countersignature& one : signatures) std::erase(missing, one.region_code);
  return missing;
}

ChainGovernance default_governance(const Dataset& dataset, const Chain& chain) {
  ChainGovernance governance;
  governance.chain_id = chain.id;
  if (!chain.lead_region || !chain.lead_since) return governance;
  const std::string& lead = dataset.region(*chain.lead_region).code;
  governance.leads.push_back({lead, {*chain.lead_since, 0, 0}, chain.source});
  for (const std::string_view province : kDeltaProvinces) {
    const bool is_there = std::any_of(dataset.regions.begin(), dataset.regions.end(),
                                      [&](const Region& region) { return region.code == province; });
    if (is_there && province != lead) governance.participants.emplace_back(province);
  }
  return governance;
}

void check_governance(const ChainGovernance& governance, const Dataset& dataset, const ArtefactTypes& types,
                      const std::string& file, FaultList& faults) {
  const auto check_region = [&](const std::string& code, const std::string& path) {
    const bool is_there = std::any_of(dataset.regions.begin(), dataset.regions.end(),
                                      [&](const Region& region) { return region.code == code; });
    if (!is_there) add_fault(faults, file, path, code, "expected the code of a region of the dataset");
  };
  const auto place = [](const char* list, std::size_t k, const char* key = "") {
    return std::string(list) + "[" + std::to_string(k) + "]" + key;
  };
  if (std::none_of(dataset.chains.begin(), dataset.chains.end(),
                   [&](const Chain& chain) { return chain.id == governance.chain_id; })) {
    NearestWord nearest(governance.chain_id);
    for (const Chain& chain : dataset.chains) nearest.offer(chain.id);
    add_fault(faults, file, "chain", governance.chain_id,
              "expected a chain of the dataset" + nearest.suggestion());
  }
  for (std::size_t k = 0; k < governance.leads.size(); ++k)
    check_region(governance.leads[k].region_code, place("leads", k, ".region"));
  for (std::size_t k = 0; k < governance.participants.size(); ++k)
    check_region(governance.participants[k], place("participants", k));
  for (std::size_t k = 0; k < governance.chair_order.size(); ++k)
    check_region(governance.chair_order[k], place("chair.order", k));
  for (std::size_t k = 0; k < governance.chairs.size(); ++k)
    check_region(governance.chairs[k].region_code, place("chair.terms", k, ".region"));
  for (std::size_t k = 0; k < governance.artefacts.size(); ++k) {
    const std::string& id = governance.artefacts[k].type;
    NearestWord nearest(id);
    bool is_there = false;
    for (const ArtefactType& type : types.types) {
      is_there = is_there || type.id == id;
      nearest.offer(type.id);
    }
    if (!is_there)
      add_fault(faults, file, place("artefacts", k, ".type"), id,
                "expected a kind of artefact" + nearest.suggestion());
  }
}

}  // namespace tenon
