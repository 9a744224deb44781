#include <algorithm>

#include "process/access.h"
#include "process/case_view.h"

namespace tenon::process {
namespace {

// Takes out of a copy of the case what is sealed to the actor.
class Redaction {
 public:
  Redaction(const ProcessType& type, const Case& c, const Actor& actor) {
    for (const Field& field : type.fields) {
      if (field.seal && is_sealed_to(*field.seal, c, actor)) fields_.push_back(field.id);
    }
    for (const SealedPeople& sealed : type.sealed_people) {
      if (is_sealed_to(sealed.seal, c, actor)) relations_.push_back(sealed.relation);
    }
    // Whoever has ever stood in a sealed relation: a history names people who were released later.
    for (const EventRecord& record : c.history) {
      const auto* assigned = std::get_if<event::PersonAssigned>(&record.event);
      if (assigned != nullptr && hides(assigned->person.relation)) hidden_.push_back(assigned->person);
    }
  }

  [[nodiscard]] bool is_empty() const { return fields_.empty() && relations_.empty(); }
  [[nodiscard]] bool hides(Relation relation) const {
    return std::find(relations_.begin(), relations_.end(), relation) != relations_.end();
  }
  [[nodiscard]] bool hides(const std::string& field) const {
    return std::find(fields_.begin(), fields_.end(), field) != fields_.end();
  }

  void blank(Party& party) const {
    const bool is_hidden = std::any_of(hidden_.begin(), hidden_.end(), [&](const CasePerson& person) {
      return is_named(person, party) ||
             (!person.organisation.empty() && person.organisation == party.organisation);
    });
    if (is_hidden) party = {};
  }
  void blank(CasePerson& person) const {
    if (hides(person.relation)) {
      person = {person.relation, "", "", ""};
      return;
    }
    // The same people in a relation that is not sealed would name them.
    Party party{person.person, person.organisation, person.region, false};
    blank(party);
    person = {person.relation, party.person, party.organisation, party.region};
  }
  void blank(Event& event) const {
    if (auto* filled = std::get_if<event::FieldFilled>(&event)) {
      if (hides(filled->field)) filled->values.clear();
    } else if (auto* assigned = std::get_if<event::PersonAssigned>(&event)) {
      blank(assigned->person);
    } else if (auto* released = std::get_if<event::PersonReleased>(&event)) {
      blank(released->person);
    } else if (auto* asked = std::get_if<event::CaseAsked>(&event)) {
      // What was passed on may stem from sealed fields; it is seen in its own place.
      asked->fields.clear();
      for (CasePerson& person : asked->people) blank(person);
    }
  }

 private:
  std::vector<std::string> fields_;
  std::vector<Relation> relations_;
  std::vector<CasePerson> hidden_;
};

}  // namespace

bool may_see(const ProcessType& type, const Case& c, const Actor& actor) {
  return actor.party.is_system || may(type.see, c, actor);
}

bool is_sealed_to(const Seal& seal, const Case& c, const Actor& actor) {
  if (actor.party.is_system || stands_in_any(c, actor.party, seal.visible_to)) return false;
  return std::none_of(c.path.begin(), c.path.end(), [&](const StateEntry& entry) {
    return std::find(seal.until.begin(), seal.until.end(), entry.state) != seal.until.end();
  });
}

std::vector<VisibleField> visible_fields(const ProcessType& type, const Case& c, const Actor& actor) {
  std::vector<VisibleField> all;
  if (!may_see(type, c, actor)) return all;
  for (const Field& field : type.fields) {
    VisibleField visible{field.id, field.seal && is_sealed_to(*field.seal, c, actor), {}};
    const FieldValues* values = find_values(c, field.id);
    if (!visible.is_sealed && values != nullptr) visible.values = *values;
    all.push_back(std::move(visible));
  }
  return all;
}

Case visible_case(const ProcessType& type, const Case& c, const Actor& actor) {
  if (!may_see(type, c, actor)) return {};
  Case seen = c;
  const Redaction redaction(type, c, actor);
  if (redaction.is_empty()) return seen;
  std::erase_if(seen.fields, [&](const auto& item) { return redaction.hides(item.first); });
  for (CasePerson& person : seen.people) redaction.blank(person);
  for (CaseEntry& entry : seen.entries) redaction.blank(entry.by);
  for (Attachment& attachment : seen.attachments) redaction.blank(attachment.by);
  for (Proposal& proposal : seen.proposals) {
    redaction.blank(proposal.asked_by);
    for (Party& party : proposal.signatures) redaction.blank(party);
    if (proposal.approved_by) redaction.blank(*proposal.approved_by);
  }
  for (EventRecord& record : seen.history) {
    redaction.blank(record.actor);
    redaction.blank(record.event);
  }
  return seen;
}

}  // namespace tenon::process
