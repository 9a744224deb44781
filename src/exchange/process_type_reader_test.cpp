#include "exchange/process_type_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tenon {
namespace {

using process::Comparison;
using process::FieldType;
using process::FieldValue;
using process::ProcessType;
using process::Relation;

// Every key once.
constexpr std::string_view kFull = R"(id: full
version: 3
name: {zh: 全部, en: All of it}
description: {zh: 每个键, en: Every key}
subjects: [thing, other_thing]
initial: new
see: {permission: a.see, relations: anyone}
open:
  who: {permission: a.open, relations: [anyone], system: true}
  opener_becomes: [owner]
  required: [limit]
  required_people: participant
  starts_due: answer
fill: {permission: a.fill, relations: [owner, applicant]}
assign: {permission: a.assign, relations: [anyone], except: [applicant]}
comment: {permission: a.see, relations: [anyone]}
proposal_days: 3w
states:
  - {id: new, name: {zh: 新, en: New}, kind: waiting}
  - {id: held, name: {zh: 占用, en: Held}, kind: active}
  - {id: done, name: {zh: 完成, en: Done}, kind: done}
  - {id: dropped, name: {zh: 放弃, en: Dropped}, kind: dropped}
fields:
  - {id: limit, name: {zh: 阈值, en: Limit}, type: number, unit: "1", low: 0, high: 1}
  - {id: score, name: {zh: 得分, en: Score}, type: number, computed: true}
  - {id: price, name: {zh: 价, en: Price}, type: money, low: 0, filled_by: {permission: a.bid, relations: [applicant]},
     filled_in: [new], sealed: {visible_to: [applicant], until: [done]}}
  - {id: kind, name: {zh: 类, en: Kind}, type: choice, choices: [{id: a, name: {zh: 甲, en: A}}]}
  - {id: parts, name: {zh: 件, en: Parts}, type: text, max_bytes: 100, max_items: 5}
  - {id: other, name: {zh: 另案, en: Other}, type: case, case_types: [full]}
  - {id: on, name: {zh: 日, en: On}, type: day}
  - {id: agreed, name: {zh: 同意, en: Agreed}, type: flag}
  - {id: tool, name: {zh: 仪器, en: Tool}, type: text}
  - {id: from, name: {zh: 自, en: From}, type: moment}
  - {id: until, name: {zh: 至, en: Until}, type: moment}
dues:
  - {id: answer, name: {zh: 答复, en: Answer}, days: 5, day_field: on, remind_before_days: 2, repeat_days: 1, then: lapse}
transitions:
  - id: hold
    name: {zh: 占, en: Hold}
    from: new
    to: held
    who: {permission: a.move, relations: [owner]}
    required: [tool]
    required_people: [owner]
    conditions:
      - {field: price, is: at_least, value: 100}
      - {field: kind, is: not_equal, value: b}
      - {field: on, is: above, value: 2026-01-31}
      - {field: agreed, is: equal, value: true}
    after_days: 2
    four_eyes: true
    approved_by: {permission: a.approve, relations: [reviewer]}
    countersign: {permission: a.sign, relations: [participant], number: 2}
    sets:
      - {field: on, today: true}
      - {field: limit, value: 0.25}
      - {field: limit, from_field: score}
    clears: [parts]
    starts_due: [answer]
    stops_due: [answer]
    then:
      notify: [owner, participant]
      recompute: [score]
      open:
        - {type: full, fields: {limit: limit}, people: {owner: participant}, link: other, back_link: other}
  - id: finish
    name: {zh: 完, en: Finish}
    from: [held]
    to: done
    who: {permission: a.move, relations: [owner]}
    alternatives:
      - conditions: [{field: score, is: below, other_field: limit}]
      - {required: [parts], four_eyes: true}
  - {id: lapse, name: {zh: 过期, en: Lapse}, from: any, to: dropped, who: system}
  - {id: reopen, name: {zh: 重开, en: Reopen}, from: any, to: new, reopens: true, who: {permission: a.move, relations: [owner]}}
entries:
  - id: action
    name: {zh: 行动, en: Action}
    who: {permission: a.log, relations: [owner]}
    fields: [{id: on, name: {zh: 日, en: On}, type: day}]
    required: [on]
separations: [[reviewer, applicant]]
sealed_people: [{relation: applicant, visible_to: [applicant], until: [done]}]
claim: {resource: tool, from: from, until: until, in: [held]}
unique: {subject: true, fields: [kind], in: [new]}
)";

std::vector<std::string> faults_of(std::string_view text) {
  FaultList faults;
  const auto type = parse_process_type("p.yaml", text, faults);
  EXPECT_EQ(type.has_value(), !faults.has_errors());
  std::vector<std::string> lines;
  for (const Fault& fault : faults.errors()) lines.push_back(to_string(fault));
  return lines;
}

// kFull with one text replaced.
std::string with(std::string_view what, std::string_view by) {
  std::string text(kFull);
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

void expect_fault(const std::string& text, const std::string& beginning, const std::string& part) {
  const auto lines = faults_of(text);
  ASSERT_EQ(lines.size(), 1U) << ::testing::PrintToString(lines);
  EXPECT_EQ(lines[0].substr(0, beginning.size()), beginning) << lines[0];
  EXPECT_NE(lines[0].find(part), std::string::npos) << lines[0];
}

TEST(ProcessTypeReader, ReadsEveryKey) {
  std::string text = with("{field: kind, is: not_equal, value: b}", "{field: kind, is: not_equal, value: a}");
  FaultList faults;
  const auto read = parse_process_type("p.yaml", text, faults);
  ASSERT_TRUE(read.has_value()) << faults.to_string();
  const ProcessType& t = *read;
  EXPECT_EQ(t.id, "full");
  EXPECT_EQ(t.version, 3);
  EXPECT_EQ(t.names, (process::Names{"全部", "All of it"}));
  EXPECT_EQ(t.description.en, "Every key");
  EXPECT_EQ(t.subjects, (std::vector<std::string>{"thing", "other_thing"}));
  EXPECT_EQ(t.initial, "new");
  EXPECT_EQ(t.see, (process::Access{"a.see", {Relation::kAnyone}}));
  EXPECT_EQ(t.open.who, (process::Access{"a.open", {Relation::kAnyone}, true}));
  EXPECT_EQ(t.open.opener_becomes, std::vector<Relation>{Relation::kOwner});
  EXPECT_EQ(t.open.required_fields, std::vector<std::string>{"limit"});
  EXPECT_EQ(t.open.required_people, std::vector<Relation>{Relation::kParticipant});
  EXPECT_EQ(t.open.starts_due, std::vector<std::string>{"answer"});
  EXPECT_EQ(t.assign.except, std::vector<Relation>{Relation::kApplicant});
  EXPECT_EQ(t.proposal_days, 21);
  ASSERT_EQ(t.states.size(), 4U);
  EXPECT_EQ(t.states[3].kind, process::StateKind::kDropped);
  ASSERT_EQ(t.fields.size(), 11U);
  EXPECT_EQ(t.fields[0].unit, "1");
  EXPECT_EQ(t.fields[0].high, 1.0);
  EXPECT_TRUE(t.fields[1].is_computed);
  EXPECT_EQ(t.fields[2].type, FieldType::kMoney);
  EXPECT_EQ(t.fields[2].filled_by->permission, "a.bid");
  EXPECT_EQ(t.fields[2].filled_in, std::vector<std::string>{"new"});
  EXPECT_EQ(t.fields[2].seal->until, std::vector<std::string>{"done"});
  EXPECT_EQ(t.fields[3].choices[0].names.zh, "甲");
  EXPECT_EQ(t.fields[4].max_bytes, 100U);
  EXPECT_EQ(t.fields[4].max_items, 5U);
  EXPECT_EQ(t.fields[5].case_types, std::vector<std::string>{"full"});
  ASSERT_EQ(t.dues.size(), 1U);
  EXPECT_EQ(t.dues[0].days, 5);
  EXPECT_EQ(t.dues[0].day_field, "on");
  EXPECT_EQ(t.dues[0].remind_before_days, 2);
  EXPECT_EQ(t.dues[0].repeat_days, 1);
  EXPECT_EQ(t.dues[0].then, "lapse");
  EXPECT_EQ(t.entries[0].required_fields, std::vector<std::string>{"on"});
  EXPECT_EQ(t.separations[0].second, Relation::kApplicant);
  EXPECT_EQ(t.sealed_people[0].seal.until, std::vector<std::string>{"done"});
  EXPECT_EQ(t.claim->in, std::vector<std::string>{"held"});
  EXPECT_TRUE(t.unique->by_subject);
}

TEST(ProcessTypeReader, ReadsTransitions) {
  const std::string text =
      with("{field: kind, is: not_equal, value: b}", "{field: kind, is: not_equal, value: a}");
  FaultList faults;
  const auto read = parse_process_type("p.yaml", text, faults);
  ASSERT_TRUE(read.has_value()) << faults.to_string();
  ASSERT_EQ(read->transitions.size(), 4U);
  const process::Transition& hold = read->transitions[0];
  EXPECT_EQ(hold.from, std::vector<std::string>{"new"});
  EXPECT_EQ(hold.guard.required_people, std::vector<Relation>{Relation::kOwner});
  ASSERT_EQ(hold.guard.conditions.size(), 4U);
  EXPECT_EQ(std::get<FieldValue>(hold.guard.conditions[0].operand), FieldValue(process::Money{100}));
  EXPECT_EQ(std::get<FieldValue>(hold.guard.conditions[2].operand), FieldValue(*parse_day("2026-01-31")));
  EXPECT_EQ(std::get<FieldValue>(hold.guard.conditions[3].operand), FieldValue(true));
  EXPECT_EQ(hold.guard.after_days, 2);
  EXPECT_TRUE(hold.guard.four_eyes);
  EXPECT_EQ(hold.approved_by->permission, "a.approve");
  EXPECT_EQ(hold.countersign->number, 2U);
  EXPECT_TRUE(std::holds_alternative<process::Assignment::Today>(hold.sets[0].source));
  EXPECT_EQ(std::get<FieldValue>(hold.sets[1].source), FieldValue(0.25));
  EXPECT_EQ(std::get<process::FromField>(hold.sets[2].source).field, "score");
  EXPECT_EQ(hold.effects.recompute, std::vector<std::string>{"score"});
  const process::OpenEffect& open = hold.effects.open[0];
  EXPECT_EQ(open.people[0].from, Relation::kParticipant);
  EXPECT_EQ(open.people[0].to, Relation::kOwner);
  EXPECT_EQ(open.link, "other");
  const process::Transition& finish = read->transitions[1];
  ASSERT_EQ(finish.alternatives.size(), 2U);
  EXPECT_EQ(finish.alternatives[0].conditions[0].comparison, Comparison::kBelow);
  EXPECT_EQ(std::get<process::FromField>(finish.alternatives[0].conditions[0].operand).field, "limit");
  EXPECT_TRUE(finish.alternatives[1].four_eyes);
  EXPECT_TRUE(read->transitions[2].who.by_system);
  EXPECT_TRUE(read->transitions[3].from_any);
  EXPECT_TRUE(read->transitions[3].reopens);
}

TEST(ProcessTypeReader, PlacesWhatTheCheckFinds) {
  expect_fault(std::string(kFull),
               "p.yaml:48: error: column 45 'transitions[0].conditions[1].value' found \"b\"",
               "no such choice");
  const auto sound = [](std::string text) { return text.replace(text.find("value: b}"), 9, "value: a}"); };
  expect_fault(sound(with("from: new\n", "from: [new, nowhere]\n")),
               "p.yaml:41: error: column 17 'transitions[0].from[1]' found \"nowhere\"",
               "a state of this process");
  expect_fault(sound(with("required: [tool]", "required: [kind, tools]")),
               "p.yaml:44: error: column 22 'transitions[0].required[1]' found \"tools\"",
               "did you mean \"tool\"?");
  expect_fault(sound(with("resource: tool", "resource: kin")), "p.yaml:85: error: column 19 'claim.resource'",
               "a field of this process");
}

TEST(ProcessTypeReader, NamesTheNearestKeyAndWord) {
  expect_fault(with("proposal_days", "proposal_day"), "p.yaml:17: error: column 1 'proposal_day' found",
               "did you mean \"proposal_days\"?");
  expect_fault(with("kind: waiting", "kind: wating"),
               "p.yaml:19: error: column 45 'states[0].kind' found \"wating\"", "did you mean \"waiting\"?");
  expect_fault(with("relations: [owner, applicant]", "relations: [ownr, applicant]"),
               "p.yaml:14: error: column 40 'fill.relations[0]' found \"ownr\"", "did you mean \"owner\"?");
  expect_fault(with("type: money", "type: cash"), "p.yaml:26: error: column 49 'fields[2].type'",
               "expected one of text, number, money");
  expect_fault(with("is: at_least", "is: atleast"),
               "p.yaml:47: error: column 28 'transitions[0].conditions[0].is'", "did you mean \"at_least\"?");
  expect_fault(with("who: system", "who: sistem"), "p.yaml:75: error: column 73 'transitions[2].who'",
               "expected system");
}

TEST(ProcessTypeReader, NoticesMissingKeysAndOtherTypes) {
  expect_fault(with("initial: new\n", ""), "p.yaml:1: error: column 1 'initial'", "the key is missing");
  expect_fault(with("{zh: 新, en: New}", "{zh: 新}"), "p.yaml:19: error: column 21 'states[0].name.en'",
               "the key is missing");
  expect_fault(with("{zh: 新, en: New}", "New"), "p.yaml:19: error: column 21 'states[0].name'",
               "keys zh, en");
  expect_fault(with("days: 5", "days: soon"), "p.yaml:37: error: column 52 'dues[0].days'", "whole days");
  expect_fault(with("low: 0, high", "low: nil, high"), "p.yaml:24: error: column 74 'fields[0].low'",
               "a number");
  expect_fault(with("value: 2026-01-31", "value: 31.1.2026"), "p.yaml:49: error: column 39",
               "expected a day");
  expect_fault(with("value: 100", "value: 1.5"), "p.yaml:47: error: column 45", "whole fen");
  expect_fault(with(", value: 100", ""), "p.yaml:47: error: column 9 'transitions[0].conditions[0]'",
               "either value or other_field");
  expect_fault(with("{field: on, today: true}", "{field: on, today: true, value: 2026-01-01}"),
               "p.yaml:56: error: column 9 'transitions[0].sets[0]'", "one of value, today, from_field");
  expect_fault(with("today: true", "today: false"), "p.yaml:56: error: column 28", "expected true");
  expect_fault(with("[[reviewer, applicant]]", "[[reviewer]]"),
               "p.yaml:83: error: column 15 'separations[0]'", "two relations");
}

TEST(ProcessTypeReader, TellsAllFaultsAtOnce) {
  EXPECT_EQ(faults_of("id: 7\nname: A\nstates: {}\nzz: 1\n").size(), 13U)
      << ::testing::PrintToString(faults_of("id: 7\nname: A\nstates: {}\nzz: 1\n"));
}

TEST(ProcessTypeReader, NamesAFileThatIsNotThere) {
  FaultList faults;
  EXPECT_FALSE(read_process_type("/nonexistent/p.yaml", faults));
  ASSERT_EQ(faults.error_count(), 1U);
  EXPECT_EQ(faults.errors()[0].file, "/nonexistent/p.yaml");
}

}  // namespace
}  // namespace tenon
