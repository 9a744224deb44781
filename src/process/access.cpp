#include "process/access.h"

#include <algorithm>

#include "process/process_words.h"

namespace tenon::process {
namespace {

// What a signature counts for: two people of one organisation are one signatory.
std::string signatory(const CasePerson& person) {
  if (!person.organisation.empty()) return "organisation " + person.organisation;
  if (!person.region.empty()) return "region " + person.region;
  return "person " + person.person;
}

// Whether the two entries could be one side in two roles.
bool overlap(const CasePerson& a, const CasePerson& b) {
  const auto same = [](const std::string& x, const std::string& y) { return !x.empty() && x == y; };
  return same(a.person, b.person) || same(a.organisation, b.organisation) ||
         (a.organisation.empty() && a.person.empty() && same(a.region, b.region)) ||
         (b.organisation.empty() && b.person.empty() && same(a.region, b.region));
}

}  // namespace

bool has_permission(const Actor& actor, std::string_view permission) {
  return std::find(actor.permissions.begin(), actor.permissions.end(), permission) != actor.permissions.end();
}

bool is_named(const CasePerson& person, const Party& party) {
  if (!person.person.empty()) return person.person == party.person;
  if (!person.organisation.empty()) return person.organisation == party.organisation;
  return !person.region.empty() && person.region == party.region;
}

bool stands_in(const Case& c, const Party& party, Relation relation) {
  if (relation == Relation::kAnyone) return true;
  return std::any_of(c.people.begin(), c.people.end(), [&](const CasePerson& person) {
    return person.relation == relation && is_named(person, party);
  });
}

bool stands_in_any(const Case& c, const Party& party, std::span<const Relation> relations) {
  return std::any_of(relations.begin(), relations.end(),
                     [&](Relation relation) { return stands_in(c, party, relation); });
}

bool is_open_to_people(const Access& access) {
  return !access.permission.empty() && !access.relations.empty();
}

bool may(const Access& access, const Case& c, const Actor& actor) {
  if (actor.party.is_system) return access.by_system;
  return is_open_to_people(access) && !actor.party.person.empty() &&
         has_permission(actor, access.permission) && stands_in_any(c, actor.party, access.relations) &&
         !stands_in_any(c, actor.party, access.except);
}

bool is_single(Relation relation) {
  return relation == Relation::kOwner || relation == Relation::kLeadProvince;
}

Reasons why_not_assigned(const ProcessType& type, const Case& c, const CasePerson& person) {
  Reasons reasons;
  const ProcessWord& word = process_word(person.relation);
  if (person.relation == Relation::kAnyone ||
      (person.person.empty() && person.organisation.empty() && person.region.empty())) {
    reasons.push_back(simple_reason(ReasonCode::kBadPerson, word.word, "须指明关系以及人员、单位或地区之一",
                                    "needs a relation and a person, an organisation or a region"));
    return reasons;
  }
  if (std::find(c.people.begin(), c.people.end(), person) != c.people.end()) {
    reasons.push_back(simple_reason(ReasonCode::kBadPerson, word.word, "已是" + std::string(word.zh),
                                    "is " + std::string(word.en) + " already"));
  }
  for (const Separation& separation : type.separations) {
    if (person.relation != separation.first && person.relation != separation.second) continue;
    const Relation other = person.relation == separation.first ? separation.second : separation.first;
    for (const CasePerson& present : c.people) {
      if (present.relation != other || !overlap(present, person)) continue;
      const ProcessWord& excluded = process_word(other);
      reasons.push_back(
          simple_reason(ReasonCode::kSeparated, word.word,
                        std::string(word.zh) + "不得与" + std::string(excluded.zh) + "为同一人或同一单位",
                        "the " + std::string(word.en) + " must not be the " + std::string(excluded.en) +
                            " or of the same organisation"));
      break;
    }
  }
  return reasons;
}

std::vector<std::string> signatories(const Case& c, std::span<const Relation> relations) {
  std::vector<std::string> all;
  for (const CasePerson& person : c.people) {
    if (std::find(relations.begin(), relations.end(), person.relation) == relations.end()) continue;
    std::string name = signatory(person);
    if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(std::move(name));
  }
  return all;
}

std::string signs_for(const Case& c, std::span<const Relation> relations, const Party& party) {
  for (const CasePerson& person : c.people) {
    const bool asked = std::find(relations.begin(), relations.end(), person.relation) != relations.end();
    if (asked && is_named(person, party)) return signatory(person);
  }
  return {};
}

}  // namespace tenon::process
