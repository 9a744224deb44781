#include "service/case_event_words.h"

#include "base/day.h"
#include "process/process_words.h"

namespace tenon {
namespace {

using namespace process;  // NOLINT(google-build-using-namespace)

std::string about_person(const CasePerson& one) {
  return std::string(process_word(one.relation).word) + " " +
         person_text(one.person, one.organisation, one.region);
}

struct Words {
  EventWords operator()(const event::Opened& e) const {
    return {"opened", {"建立", "opened"}, e.type_id + " " + e.state};
  }
  EventWords operator()(const event::FieldFilled& e) const {
    std::string values;
    for (const FieldValue& value : e.values) values += (values.empty() ? "" : ", ") + value_text(value);
    return {"field_filled", {"填写", "filled"}, e.field + " = " + values};
  }
  EventWords operator()(const event::PersonAssigned& e) const {
    return {"person_assigned", {"指定", "assigned"}, about_person(e.person)};
  }
  EventWords operator()(const event::PersonReleased& e) const {
    return {"person_released", {"解除", "released"}, about_person(e.person)};
  }
  EventWords operator()(const event::EntryAdded& e) const {
    return {"entry_added", {"记录", "noted"}, (e.kind.empty() ? "" : e.kind + " ") + e.text};
  }
  EventWords operator()(const event::Attached& e) const {
    return {"attached", {"附件", "attached"}, e.file.name};
  }
  EventWords operator()(const event::Proposed& e) const {
    return {"proposed", {"提请", "proposed"}, e.transition};
  }
  EventWords operator()(const event::Signed& e) const { return {"signed", {"会签", "signed"}, e.transition}; }
  EventWords operator()(const event::Approved& e) const {
    return {"approved", {"批准", "approved"}, e.transition};
  }
  EventWords operator()(const event::ProposalEnded& e) const {
    const std::string why = e.why.empty() ? "" : ": " + e.why;
    switch (e.end) {
      case event::ProposalEnd::kRefused:
        return {"proposal_ended", {"不予批准", "refused"}, e.transition + why};
      case event::ProposalEnd::kWithdrawn:
        return {"proposal_ended", {"撤回", "withdrawn"}, e.transition + why};
      case event::ProposalEnd::kExpired:
        return {"proposal_ended", {"提请过期", "expired"}, e.transition + why};
      case event::ProposalEnd::kLapsed:
        break;
    }
    return {"proposal_ended", {"提请失效", "lapsed"}, e.transition + why};
  }
  EventWords operator()(const event::Moved& e) const {
    return {"moved", {"流转", "moved"}, e.transition + ": " + e.from + " → " + e.to};
  }
  EventWords operator()(const event::DueStarted& e) const {
    return {"due_started", {"计期", "due"}, e.due + " " + day_text(e.day)};
  }
  EventWords operator()(const event::DueStopped& e) const {
    return {"due_stopped", {"止期", "no longer due"}, e.due};
  }
  EventWords operator()(const event::Reminded& e) const {
    return {"reminded", e.is_overdue ? Names{"逾期提醒", "overdue"} : Names{"提醒", "reminded"}, e.due};
  }
  EventWords operator()(const event::NotificationAsked& e) const {
    return {"notification_asked",
            {"通知", "to notify"},
            std::string(process_word(e.relation).word) + " (" + e.transition + ")"};
  }
  EventWords operator()(const event::CaseAsked& e) const {
    return {"case_asked", {"另建事项", "opens"}, e.type};
  }
  EventWords operator()(const event::RecomputeAsked& e) const {
    return {"recompute_asked", {"重算", "to compute"}, e.computation};
  }
};

}  // namespace

EventWords words_of_event(const Event& event) {
  return std::visit(Words{}, event);
}

std::string person_text(const std::string& person, const std::string& organisation,
                        const std::string& region) {
  std::string text = person;
  if (!organisation.empty() || !region.empty()) text += "@" + organisation;
  if (!region.empty()) text += "@" + region;
  return text;
}

}  // namespace tenon
