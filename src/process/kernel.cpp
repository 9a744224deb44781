#include "process/kernel.h"

#include <algorithm>

#include "process/access.h"
#include "process/draft.h"
#include "process/field_check.h"
#include "process/guard.h"
#include "process/process_words.h"
#include "process/proposal_check.h"

namespace tenon::process {
namespace {

void add_all(Reasons& reasons, Reasons more) {
  reasons.insert(reasons.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

bool is_closed(const ProcessType& type, const Case& c) {
  const State* state = find_state(type, c.state);
  return state == nullptr || state->is_final();
}

Reason closed_reason(const Case& c) {
  return simple_reason(ReasonCode::kFinal, c.state, "事项已关闭", "the case is closed");
}

// For texts and files that stand in no field of the type: the limits of a field as it is by default.
Field field_of(std::string_view id, const Names& names, FieldType type) {
  Field field;
  field.id = id;
  field.names = names;
  field.type = type;
  return field;
}

// What must be so before any command.
Reasons why_no_command(const ProcessType& type, const Case& c, const Actor& actor, UtcSeconds now) {
  Reasons reasons;
  if (c.type_id != type.id || c.type_version != type.version) {
    reasons.push_back(simple_reason(ReasonCode::kWrongType, c.type_id, "事项属于另一流程或版本",
                                    "the case belongs to another process type or version"));
    return reasons;
  }
  if (!c.history.empty() && now < c.history.back().at) {
    reasons.push_back(
        simple_reason(ReasonCode::kTimeFalls, c.id, "时间早于上一事件", "the time is before the last event"));
  }
  if (!actor.party.is_system && actor.party.person.empty()) {
    reasons.push_back(simple_reason(ReasonCode::kBadPerson, "", "操作人不明", "it is not known who asks"));
  }
  return reasons;
}

struct Decider {
  const ProcessType& type;
  const Case& c;
  const Actor& actor;
  UtcSeconds now;

  [[nodiscard]] Draft draft() const { return {type, c, actor.party, now, {}}; }

  // The draft's events, unless the case could not stand so.
  [[nodiscard]] Decision done(Draft&& draft) const {
    Reasons reasons = why_not_standing(type, draft.next);
    if (!reasons.empty()) return {{}, std::move(reasons)};
    return {std::move(draft.events), {}};
  }

  // The rest of a transition once its fields are in the draft: proposed, or carried out.
  [[nodiscard]] Decision take(const Transition& transition, Draft&& draft) const {
    Reasons reasons = why_guards_fail(type, draft.next, transition, now);
    const bool four_eyes = needs_four_eyes(type, draft.next, transition, now);
    const auto& countersign = transition.countersign;
    if (countersign && signatories(draft.next, countersign->who.relations).empty()) {
      reasons.push_back(
          simple_reason(ReasonCode::kPersonMissing, transition.id, "没有会签方", "there is nobody to sign"));
    }
    if (!reasons.empty()) return {{}, std::move(reasons)};
    if (!four_eyes && !countersign) {
      carry_out(draft, transition);
      return done(std::move(draft));
    }
    draft.emit(event::Proposed{transition.id});
    // Who asks and is to sign as well has signed by asking.
    if (countersign && may(countersign->who, draft.next, actor)) draft.emit(event::Signed{transition.id});
    return settle(transition, std::move(draft));
  }

  // Carries a proposal out once all have signed and, where needed, somebody has approved.
  [[nodiscard]] Decision settle(const Transition& transition, Draft&& draft) const {
    const Proposal* proposal = find_proposal(draft.next, transition.id);
    const bool approved =
        proposal->approved_by.has_value() || !needs_four_eyes(type, draft.next, transition, now);
    if (is_signed(draft.next, transition, *proposal) && approved) {
      Reasons reasons = why_guards_fail(type, draft.next, transition, now);
      if (!reasons.empty()) return {{}, std::move(reasons)};
      carry_out(draft, transition);
    }
    return done(std::move(draft));
  }

  // A transition that waits, and its proposal; or why there is none.
  struct Waiting {
    const Transition* transition = nullptr;
    const Proposal* proposal = nullptr;
    Reasons reasons;
  };
  [[nodiscard]] Waiting waiting(const std::string& id) const {
    Waiting found{find_transition(type, id), find_proposal(c, id), {}};
    if (found.transition == nullptr) {
      found.reasons.push_back(unknown("步骤", "transition", id));
    } else if (found.proposal == nullptr) {
      found.reasons.push_back(simple_reason(ReasonCode::kNothingPending, id, "没有待会签或待审批的提议",
                                            "nothing waits for signature or approval"));
    }
    return found;
  }

  Decision operator()(const command::Act& act) const {
    const Transition* transition = find_transition(type, act.transition);
    if (transition == nullptr) return {{}, {unknown("步骤", "transition", act.transition)}};
    Reasons reasons = why_not_open(type, c, *transition, actor);
    const std::vector<std::string> asked =
        reasons.empty() ? fields_asked(*transition) : std::vector<std::string>{};
    add_all(reasons, why_fields_not_filled(type, c, act.fields, actor, asked));
    if (find_proposal(c, act.transition) != nullptr) {
      reasons.push_back(simple_reason(ReasonCode::kPending, act.transition, "已提出，等待会签或审批",
                                      "proposed already, waits for signatures or approval"));
    }
    if (!reasons.empty()) return {{}, std::move(reasons)};
    Draft next = draft();
    for (const auto& [field, values] : act.fields) fill_field(next, field, values);
    return take(*transition, std::move(next));
  }

  Decision operator()(const command::Fill& fill) const {
    Reasons reasons = why_fields_not_filled(type, c, fill.fields, actor, {});
    if (!reasons.empty()) return {{}, std::move(reasons)};
    Draft next = draft();
    for (const auto& [field, values] : fill.fields) fill_field(next, field, values);
    return done(std::move(next));
  }

  Decision operator()(const command::Assign& assign) const {
    Reasons reasons = why_people_stay();
    add_all(reasons, why_not_assigned(type, c, assign.person));
    if (!reasons.empty()) return {{}, std::move(reasons)};
    Draft next = draft();
    assign_person(next, assign.person);
    return done(std::move(next));
  }

  Decision operator()(const command::Release& release) const {
    Reasons reasons = why_people_stay();
    if (std::find(c.people.begin(), c.people.end(), release.person) == c.people.end()) {
      reasons.push_back(simple_reason(ReasonCode::kBadPerson, process_word(release.person.relation).word,
                                      "本事项没有此人", "nobody stands so in the case"));
    }
    if (!reasons.empty()) return {{}, std::move(reasons)};
    Draft next = draft();
    release_person(next, release.person);
    return done(std::move(next));
  }

  [[nodiscard]] Reasons why_people_stay() const {
    Reasons reasons;
    if (is_closed(type, c)) reasons.push_back(closed_reason(c));
    if (!actor.party.is_system && !may(type.assign, c, actor)) {
      reasons.push_back(not_yours(type.assign, "assign"));
    }
    return reasons;
  }

  Decision operator()(const command::AddEntry& add) const {
    Reasons reasons;
    if (add.kind.empty()) {
      if (!actor.party.is_system && !may(type.comment, c, actor)) {
        reasons.push_back(not_yours(type.comment, "comment"));
      }
      const Field text = field_of("text", {"评论", "Comment"}, FieldType::kText);
      if (auto reason = why_bad_values(text, {add.text})) reasons.push_back(*reason);
      for (const auto& [id, values] : add.fields) reasons.push_back(unknown("字段", "field", id));
    } else if (const EntryKind* kind = find_entry_kind(type, add.kind)) {
      add_all(reasons, why_not_entered(*kind, add));
    } else {
      reasons.push_back(unknown("记录类型", "kind of entry", add.kind));
    }
    if (!reasons.empty()) return {{}, std::move(reasons)};
    Draft next = draft();
    FieldMap fields = add.fields;
    std::erase_if(fields, [](const auto& item) { return item.second.empty(); });
    next.emit(event::EntryAdded{add.kind, add.text, std::move(fields)});
    return done(std::move(next));
  }

  [[nodiscard]] Reasons why_not_entered(const EntryKind& kind, const command::AddEntry& add) const {
    Reasons reasons;
    if (!actor.party.is_system && !may(kind.who, c, actor)) reasons.push_back(not_yours(kind.who, kind.id));
    if (!add.text.empty()) {
      const Field text = field_of("text", kind.names, FieldType::kText);
      if (auto reason = why_bad_values(text, {add.text})) reasons.push_back(*reason);
    }
    for (const auto& [id, values] : add.fields) {
      const auto field = std::find_if(kind.fields.begin(), kind.fields.end(),
                                      [&, &field_id = id](const Field& f) { return f.id == field_id; });
      if (field == kind.fields.end()) {
        reasons.push_back(unknown("字段", "field", id));
      } else if (auto reason = why_bad_values(*field, values)) {
        reasons.push_back(*reason);
      }
    }
    for (const Field& field : kind.fields) {
      const auto& required = kind.required_fields;
      const auto found = add.fields.find(field.id);
      const bool is_filled = found != add.fields.end() && !found->second.empty();
      if (is_filled || std::find(required.begin(), required.end(), field.id) == required.end()) continue;
      reasons.push_back({ReasonCode::kFieldMissing,
                         field.id,
                         {"须填写" + field.names.zh, field.names.en + " is to be filled"}});
    }
    return reasons;
  }

  Decision operator()(const command::Attach& attach) const {
    Reasons reasons;
    if (!actor.party.is_system && !may(type.comment, c, actor)) {
      reasons.push_back(not_yours(type.comment, "attach"));
    }
    const Field file = field_of("file", {"附件", "Attachment"}, FieldType::kFile);
    if (auto reason = why_bad_values(file, {attach.file})) reasons.push_back(*reason);
    if (!reasons.empty()) return {{}, std::move(reasons)};
    Draft next = draft();
    next.emit(event::Attached{attach.file});
    return done(std::move(next));
  }

  Decision operator()(const command::Sign& sign) const {
    Waiting found = waiting(sign.transition);
    if (!found.reasons.empty()) return {{}, std::move(found.reasons)};
    Reasons reasons = why_not_signed(c, *found.transition, *found.proposal, actor);
    if (!reasons.empty()) return {{}, std::move(reasons)};
    Draft next = draft();
    next.emit(event::Signed{sign.transition});
    return settle(*found.transition, std::move(next));
  }

  Decision operator()(const command::Approve& approve) const {
    Waiting found = waiting(approve.transition);
    if (!found.reasons.empty()) return {{}, std::move(found.reasons)};
    Reasons reasons = why_not_approved(type, c, *found.transition, *found.proposal, actor, now);
    if (!reasons.empty()) return {{}, std::move(reasons)};
    Draft next = draft();
    next.emit(event::Approved{approve.transition});
    return settle(*found.transition, std::move(next));
  }

  Decision operator()(const command::Refuse& refuse) const {
    Waiting found = waiting(refuse.transition);
    if (!found.reasons.empty()) return {{}, std::move(found.reasons)};
    Reasons reasons = why_not_refused(type, c, *found.transition, *found.proposal, actor, now);
    const Field why = field_of("why", {"理由", "Reason"}, FieldType::kText);
    if (auto reason = why_bad_values(why, {refuse.why})) reasons.push_back(*reason);
    if (!reasons.empty()) return {{}, std::move(reasons)};
    Draft next = draft();
    next.emit(event::ProposalEnded{refuse.transition, event::ProposalEnd::kRefused, refuse.why});
    return done(std::move(next));
  }

  Decision operator()(const command::Withdraw& withdraw) const {
    Waiting found = waiting(withdraw.transition);
    if (!found.reasons.empty()) return {{}, std::move(found.reasons)};
    if (!is_asker(*found.proposal, actor)) {
      return {{},
              {simple_reason(ReasonCode::kNotYours, withdraw.transition, "只有提出人可撤回",
                             "only who asked may withdraw")}};
    }
    Draft next = draft();
    next.emit(event::ProposalEnded{withdraw.transition, event::ProposalEnd::kWithdrawn, ""});
    return done(std::move(next));
  }
};

}  // namespace

Decision decide(const ProcessType& type, const Case& c, const Command& command, const Actor& actor,
                UtcSeconds now) {
  Reasons reasons = why_no_command(type, c, actor, now);
  if (!reasons.empty()) return {{}, std::move(reasons)};
  return std::visit(Decider{type, c, actor, now}, command);
}

Case after(Case c, const Decision& decision) {
  for (const EventRecord& record : decision.events) apply(c, record);
  return c;
}

}  // namespace tenon::process
