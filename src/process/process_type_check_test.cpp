#include "process/process_type_check.h"

#include <gtest/gtest.h>

#include <functional>

#include "process/process_words.h"
#include "support/process_example.h"

namespace tenon::process {
namespace {

// A change of the sound example, and the only fault it must give: its path and a part of what was expected.
struct Unsound {
  std::string name;
  std::function<void(ProcessType&)> change;
  std::string path;
  std::string part;
};

Field& field_of(ProcessType& type, const std::string& id) {
  return const_cast<Field&>(*find_field(type, id));
}
Transition& transition_of(ProcessType& type, const std::string& id) {
  return const_cast<Transition&>(*find_transition(type, id));
}

const std::vector<Unsound>& unsound_types() {
  using T = ProcessType;
  static const std::vector<Unsound> all{
      {"no_id", [](T& t) { t.id = ""; }, "id", "expected an id"},
      {"no_english_name", [](T& t) { t.names.en = ""; }, "name.en", "English"},
      {"no_chinese_state", [](T& t) { t.states[1].names.zh = ""; }, "states[1].name.zh", "Chinese"},
      {"version", [](T& t) { t.version = 0; }, "version", "1 or more"},
      {"no_subjects", [](T& t) { t.subjects.clear(); }, "subjects", "kinds of subjects"},
      {"initial_unknown", [](T& t) { t.initial = "neww"; }, "initial", "did you mean \"new\"?"},
      {"state_twice", [](T& t) { t.states.push_back(t.states[4]); }, "states[5].id", "taken"},
      {"unreachable",
       [](T& t) {
         t.states.push_back({"island", both("i"), StateKind::kDone});
       },
       "states[5]", "no transition leads here"},
      {"dead_end",
       [](T& t) {
         t.states[4].kind = StateKind::kActive;
         transition_of(t, "reopen").from_any = false;
         transition_of(t, "reopen").from = {"done"};
       },
       "states[4]", "dead end"},
      {"final_initial", [](T& t) { t.initial = "done"; }, "initial", "not final"},
      {"from_unknown", [](T& t) { transition_of(t, "start").from.push_back("neww"); },
       "transitions[0].from[1]", "did you mean \"new\"?"},
      {"to_unknown", [](T& t) { transition_of(t, "give_up").to = "x"; }, "transitions[4].to", "a state"},
      {"from_nothing", [](T& t) { transition_of(t, "give_up").from.clear(); }, "transitions[4].from",
       "states, or any"},
      {"leaves_final", [](T& t) { transition_of(t, "give_up").from.push_back("done"); },
       "transitions[4].from[1]", "only a transition that reopens"},
      {"reopens_nothing", [](T& t) { transition_of(t, "start").reopens = true; }, "transitions[0].reopens",
       "from a final state"},
      {"nobody", [](T& t) { transition_of(t, "start").who = {}; }, "transitions[0].who", "nobody may"},
      {"permission_alone",
       [](T& t) {
         t.fill.relations.clear();
         t.fill.by_system = true;
       },
       "fill", "permission and relations, or neither"},
      {"required_unknown", [](T& t) { transition_of(t, "start").guard.required_fields = {"kindd"}; },
       "transitions[0].required[0]", "did you mean \"kind\"?"},
      {"required_anyone", [](T& t) { transition_of(t, "start").guard.required_people = {Relation::kAnyone}; },
       "transitions[0].required_people[0]", "relation to the case"},
      {"condition_field", [](T& t) { transition_of(t, "agree").guard.conditions[0].field = "x"; },
       "transitions[1].conditions[0].field", "a field"},
      {"condition_order",
       [](T& t) { transition_of(t, "agree").guard.conditions[0].comparison = Comparison::kBelow; },
       "transitions[1].conditions[0].is", "has no order"},
      {"condition_value",
       [](T& t) { transition_of(t, "agree").guard.conditions[0].operand = FieldValue("z"); },
       "transitions[1].conditions[0].value", "no such choice"},
      {"condition_type",
       [](T& t) { transition_of(t, "close").alternatives[0].conditions[0].operand = FieldValue("z"); },
       "transitions[2].alternatives[0].conditions[0].value", "must be a number"},
      {"condition_other",
       [](T& t) { transition_of(t, "close").alternatives[0].conditions[0].operand = FromField{"reason"}; },
       "transitions[2].alternatives[0].conditions[0].other_field", "as score has"},
      {"condition_list",
       [](T& t) {
         field_of(t, "kind").max_items = 2;
         t.unique->fields.clear();
       },
       "transitions[1].conditions[0].field", "no list"},
      {"empty_alternative", [](T& t) { transition_of(t, "close").alternatives.emplace_back(); },
       "transitions[2].alternatives[2]", "asks for nothing"},
      {"nobody_approves",
       [](T& t) {
         transition_of(t, "close").approved_by = Access{"", {}, true};
       },
       "transitions[2].approved_by", "nobody may approve"},
      {"approves_nothing", [](T& t) { transition_of(t, "start").approved_by = of({Relation::kOwner}); },
       "transitions[0].approved_by", "goes with four_eyes"},
      {"anyone_signs", [](T& t) { transition_of(t, "agree").countersign->who = of({Relation::kAnyone}); },
       "transitions[1].countersign.relations[0]", "relation to the case"},
      {"sets_value", [](T& t) { transition_of(t, "start").sets[1].source = FieldValue(2.0); },
       "transitions[0].sets[1].value", "at most 1"},
      {"sets_today", [](T& t) { transition_of(t, "start").sets[0].field = "reason"; },
       "transitions[0].sets[0].today", "type day"},
      {"sets_from", [](T& t) { transition_of(t, "start").sets[0].source = FromField{"reason"}; },
       "transitions[0].sets[0].from_field", "of the type that begun_on has"},
      {"clears_unknown", [](T& t) { transition_of(t, "reopen").clears = {"x"}; }, "transitions[5].clears[0]",
       "a field"},
      {"starts_unknown", [](T& t) { transition_of(t, "start").starts_due.push_back("x"); },
       "transitions[0].starts_due[1]", "a due date"},
      {"stops_unknown", [](T& t) { transition_of(t, "start").stops_due = {"anwser"}; },
       "transitions[0].stops_due[0]", "did you mean \"answer\"?"},
      {"notify_anyone", [](T& t) { transition_of(t, "start").effects.notify = {Relation::kAnyone}; },
       "transitions[0].then.notify[0]", "relation to the case"},
      {"open_field", [](T& t) { transition_of(t, "agree").effects.open[0].fields[0].from = "x"; },
       "transitions[1].then.open[0].fields.limit", "a field"},
      {"open_link", [](T& t) { transition_of(t, "agree").effects.open[0].link = "reason"; },
       "transitions[1].then.open[0].link", "type case"},
      {"due_unused", [](T& t) { t.open.starts_due.clear(); }, "dues[0]", "nothing starts"},
      {"due_then", [](T& t) { t.dues[0].then = "give"; }, "dues[0].then", "a transition"},
      {"due_then_people", [](T& t) { t.dues[0].then = "drop"; }, "dues[0].then", "the system may take"},
      {"due_field", [](T& t) { t.dues[1].day_field = "reason"; }, "dues[1].day_field", "one day"},
      {"due_days", [](T& t) { t.dues[1].days = -1; }, "dues[1].days", "from 0"},
      {"entry_required", [](T& t) { t.entries[0].required_fields = {"x"}; }, "entries[0].required[0]",
       "field of this entry"},
      {"entry_sealed", [](T& t) { t.entries[0].fields[0].is_computed = true; }, "entries[0].fields[0]",
       "not sealed"},
      {"limits", [](T& t) { field_of(t, "limit").low = 2; }, "fields[1].low", "low at most high"},
      {"limits_of_text", [](T& t) { field_of(t, "reason").low = 2; }, "fields[5]", "numbers and money"},
      {"half_fen", [](T& t) { field_of(t, "offer").low = 0.5; }, "fields[2]", "whole fen"},
      {"unit_of_text", [](T& t) { field_of(t, "reason").unit = "kg"; }, "fields[5].unit",
       "goes with numbers"},
      {"choices_of_text",
       [](T& t) {
         field_of(t, "reason").choices = {{"a", both("a")}};
       },
       "fields[5].choices", "type choice"},
      {"no_items", [](T& t) { field_of(t, "reason").max_items = 0; }, "fields[5].max_items", "1 to"},
      {"computed_by", [](T& t) { field_of(t, "score").filled_in = {"new"}; }, "fields[0].computed",
       "neither"},
      {"filled_in", [](T& t) { field_of(t, "offer").filled_in = {"nwe"}; }, "fields[2].filled_in[0]",
       "a state"},
      {"seal_until", [](T& t) { field_of(t, "offer").seal->until = {"x"}; }, "fields[2].sealed.until[0]",
       "a state"},
      {"except_anyone", [](T& t) { t.fill.except = {Relation::kAnyone}; }, "fill.except[0]",
       "relation to the case"},
      {"separation", [](T& t) { t.separations[0].second = Relation::kReviewer; }, "separations[0]",
       "two relations"},
      {"claim_state", [](T& t) { t.claim->in = {"x"}; }, "claim.in[0]", "a state"},
      {"claim_time",
       [](T& t) {
         t.claim->from = "reason";
         t.claim->until = "reason";
       },
       "claim.from", "day or moment"},
      {"claim_types", [](T& t) { t.claim->until = "deadline"; }, "claim.until", "of the type that start has"},
      {"unique_field", [](T& t) { t.unique->fields = {"x"}; }, "unique.fields[0]", "a field"},
      {"proposal_days", [](T& t) { t.proposal_days = 0; }, "proposal_days", "1 or more"},
  };
  return all;
}

TEST(ProcessTypeCheck, FindsEachFault) {
  for (const Unsound& unsound : unsound_types()) {
    ProcessType type = example_type();
    unsound.change(type);
    FaultList faults;
    check_process_type(type, faults);
    ASSERT_GE(faults.error_count(), 1U) << unsound.name;
    bool found = false;
    for (const Fault& fault : faults.errors()) {
      found = found ||
              (fault.column_name == unsound.path && fault.expected.find(unsound.part) != std::string::npos);
    }
    EXPECT_TRUE(found) << unsound.name << "\n" << faults.to_string();
  }
}

TEST(ProcessTypeCheck, TellsAllFaultsAtOnce) {
  ProcessType type = example_type();
  type.version = 0;
  type.names.zh = "";
  transition_of(type, "start").guard.required_fields = {"a1", "a2"};
  FaultList faults;
  check_process_type(type, faults);
  EXPECT_EQ(faults.error_count(), 4U) << faults.to_string();
}

TEST(ProcessTypeCheck, EveryStateMustHaveAWayToAnEnd) {
  ProcessType type = example_type();
  type.states.push_back({"loop_a", both("a"), StateKind::kActive});
  type.states.push_back({"loop_b", both("b"), StateKind::kActive});
  type.transitions.push_back(example_transition("in", {"new"}, "loop_a", of({Relation::kOwner})));
  type.transitions.push_back(example_transition("on", {"loop_a"}, "loop_b", of({Relation::kOwner})));
  type.transitions.push_back(example_transition("back", {"loop_b"}, "loop_a", of({Relation::kOwner})));
  transition_of(type, "drop").from_any = false;
  transition_of(type, "drop").from = {"new"};
  transition_of(type, "reopen").from_any = false;
  transition_of(type, "reopen").from = {"done"};
  FaultList faults;
  check_process_type(type, faults);
  ASSERT_EQ(faults.error_count(), 2U) << faults.to_string();
  EXPECT_EQ(faults.errors()[0].column_name, "states[5]");
  EXPECT_EQ(faults.errors()[0].expected, "no final state can be reached from here");
}

std::string faults_of_set(const std::function<void(ProcessType&, ProcessType&)>& change) {
  ProcessType first = example_type();
  ProcessType second = example_type();
  second.id = "second";
  OpenEffect& effect = transition_of(first, "agree").effects.open[0];
  effect.type = "second";
  effect.back_link = "child";
  transition_of(second, "agree").effects.open.clear();
  change(first, second);
  FaultList faults;
  const std::vector<ProcessType> types{first, second};
  check_process_types(types, faults);
  return faults.to_string();
}

TEST(ProcessTypeCheck, TypesMustFitEachOther) {
  using T = ProcessType;
  const std::string at = "example: error: 'transitions[1].then.open[0]";
  EXPECT_EQ(faults_of_set([](T&, T&) {}), "");
  EXPECT_EQ(faults_of_set([](T& a, T&) { transition_of(a, "agree").effects.open[0].type = "third"; }),
            at + ".type' found \"third\": there is no such process\n");
  EXPECT_EQ(faults_of_set([](T& a, T&) { transition_of(a, "agree").effects.open[0].fields[0].to = "x"; }),
            at + ".fields.x' found \"x\": expected a field of the process second\n");
  EXPECT_EQ(
      faults_of_set([](T& a, T&) { transition_of(a, "agree").effects.open[0].fields[0].to = "reason"; }),
      at + ".fields.reason' found \"limit\": does not always fit reason of second\n");
  EXPECT_EQ(faults_of_set([](T&, T& b) { field_of(b, "limit").high = 0.5; }),
            at + ".fields.limit' found \"limit\": does not always fit limit of second\n");
  EXPECT_EQ(faults_of_set([](T& a, T& b) {
              transition_of(a, "agree").effects.open[0].fields[0] = {"offer", "offer"};
              field_of(b, "offer").seal.reset();
            }),
            at + ".fields.offer' found \"offer\": is sealed, and offer of second is not\n");
  EXPECT_EQ(faults_of_set([](T&, T& b) { b.open.who.by_system = false; }),
            at + ".type' found \"second\": the system may not open it (open.who)\n");
  EXPECT_EQ(faults_of_set([](T&, T& b) { b.subjects = {"bird"}; }),
            at + ".type' found \"second\": takes no thing as subject\n");
  EXPECT_EQ(faults_of_set([](T&, T& b) {
              b.open.required_fields = {"reason", "child"};
            }),
            at + ".fields' found \"reason\": is needed to open second\n");
  EXPECT_EQ(faults_of_set([](T&, T& b) {
              b.open.required_people = {Relation::kApplicant, Relation::kOwner};
            }),
            at + ".people' found \"owner\": is needed to open second\n");
  EXPECT_EQ(faults_of_set([](T& a, T&) { transition_of(a, "agree").effects.open[0].back_link = "limit"; }),
            at + ".back_link' found \"limit\": expected a field of second of the type case\n");
  EXPECT_EQ(faults_of_set([](T& a, T&) { field_of(a, "child").case_types = {"third"}; }),
            "example: error: 'fields[11].case_types' found \"third\": there is no such process\n");
  EXPECT_EQ(faults_of_set([](T& a, T& b) {
              b.id = a.id;
              transition_of(a, "agree").effects.open.clear();
            }),
            "example: error: 'id' found \"example\": two process types have this id\n");
}

TEST(ProcessWords, AreFoundAgain) {
  for (const auto& words : {relation_words(), state_kind_words(), field_type_words(), comparison_words()}) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      EXPECT_EQ(find_process_word(words, words[i].word), i);
      EXPECT_FALSE(words[i].zh.empty() || words[i].en.empty());
    }
    EXPECT_FALSE(find_process_word(words, "Anyone").has_value());
  }
  EXPECT_EQ(process_word(Relation::kOtherSide).word, "other_side");
  EXPECT_EQ(process_word(StateKind::kDropped).word, "dropped");
  EXPECT_EQ(process_word(FieldType::kFile).word, "file");
  EXPECT_EQ(process_word(Comparison::kAtLeast).word, "at_least");
}

}  // namespace
}  // namespace tenon::process
