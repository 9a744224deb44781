#include "process/case.h"

#include <algorithm>

namespace tenon::process {
namespace {

template <class Items, class Test>
void erase_where(Items& items, Test test) {
  items.erase(std::remove_if(items.begin(), items.end(), test), items.end());
}

void end_proposal(Case& c, const std::string& transition) {
  erase_where(c.proposals, [&](const Proposal& proposal) { return proposal.transition == transition; });
}

Proposal* proposal_of(Case& c, const std::string& transition) {
  const auto found = std::find_if(c.proposals.begin(), c.proposals.end(), [&](const Proposal& proposal) {
    return proposal.transition == transition;
  });
  return found == c.proposals.end() ? nullptr : &*found;
}

RunningDue* due_of(Case& c, const std::string& id) {
  const auto found =
      std::find_if(c.dues.begin(), c.dues.end(), [&](const RunningDue& due) { return due.id == id; });
  return found == c.dues.end() ? nullptr : &*found;
}

struct Applier {
  Case& c;
  const EventRecord& record;

  void operator()(const event::Opened& e) {
    c.id = e.case_id;
    c.type_id = e.type_id;
    c.type_version = e.type_version;
    c.subject = e.subject;
    c.state = e.state;
    c.path.push_back({e.state, record.at});
  }
  void operator()(const event::FieldFilled& e) {
    if (e.values.empty()) {
      c.fields.erase(e.field);
    } else {
      c.fields[e.field] = e.values;
    }
  }
  void operator()(const event::PersonAssigned& e) { c.people.push_back(e.person); }
  void operator()(const event::PersonReleased& e) {
    erase_where(c.people, [&](const CasePerson& person) { return person == e.person; });
  }
  void operator()(const event::EntryAdded& e) {
    c.entries.push_back({e.kind, e.text, e.fields, record.actor, record.at});
  }
  void operator()(const event::Attached& e) { c.attachments.push_back({e.file, record.actor, record.at}); }
  void operator()(const event::Proposed& e) {
    c.proposals.push_back({e.transition, record.actor, record.at, {}, std::nullopt});
  }
  void operator()(const event::Signed& e) {
    if (Proposal* proposal = proposal_of(c, e.transition)) proposal->signatures.push_back(record.actor);
  }
  void operator()(const event::Approved& e) {
    if (Proposal* proposal = proposal_of(c, e.transition)) proposal->approved_by = record.actor;
  }
  void operator()(const event::ProposalEnded& e) { end_proposal(c, e.transition); }
  void operator()(const event::Moved& e) {
    end_proposal(c, e.transition);
    c.state = e.to;
    c.path.push_back({e.to, record.at});
  }
  void operator()(const event::DueStarted& e) {
    if (RunningDue* due = due_of(c, e.due)) {
      *due = {e.due, e.day, std::nullopt};
    } else {
      c.dues.push_back({e.due, e.day, std::nullopt});
    }
  }
  void operator()(const event::DueStopped& e) {
    erase_where(c.dues, [&](const RunningDue& due) { return due.id == e.due; });
  }
  void operator()(const event::Reminded& e) {
    if (RunningDue* due = due_of(c, e.due)) due->reminded_on = day_of(record.at);
  }
  // What is asked of the service changes nothing here; answers come as commands of the platform.
  void operator()(const event::NotificationAsked&) {}
  void operator()(const event::CaseAsked&) {}
  void operator()(const event::RecomputeAsked&) {}
};

}  // namespace

void apply(Case& c, const EventRecord& record) {
  std::visit(Applier{c, record}, record.event);
  c.history.push_back(record);
}

Case replay(std::span<const EventRecord> history) {
  Case c;
  for (const EventRecord& record : history) apply(c, record);
  return c;
}

const FieldValues* find_values(const Case& c, std::string_view field) {
  const auto found = c.fields.find(field);
  return found == c.fields.end() ? nullptr : &found->second;
}

const Proposal* find_proposal(const Case& c, std::string_view transition) {
  for (const Proposal& proposal : c.proposals) {
    if (proposal.transition == transition) return &proposal;
  }
  return nullptr;
}

bool has_person(const Case& c, Relation relation) {
  return std::any_of(c.people.begin(), c.people.end(),
                     [relation](const CasePerson& person) { return person.relation == relation; });
}

std::vector<Stay> stays(const Case& c, UtcSeconds now) {
  std::vector<Stay> all;
  for (std::size_t i = 0; i < c.path.size(); ++i) {
    all.push_back({c.path[i].state, c.path[i].at, i + 1 < c.path.size() ? c.path[i + 1].at : now});
  }
  return all;
}

}  // namespace tenon::process
