#include "service/case_desk.h"

#include <gtest/gtest.h>
#include <soci/soci.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <thread>

#include "service/process_shelf.h"
#include "store/transaction.h"
#include "support/case_fixture.h"

namespace tenon {
namespace {

using namespace process;  // NOLINT(google-build-using-namespace)

FieldValues text(const std::string& value) {
  return {FieldValue(value)};
}

class CaseDesk : public WithCases {
 protected:
  CaseCaller platform() {
    CaseCaller one = caller("");
    one.party = {"", "", "", true};
    return one;
  }
  // What must be let through.
  CaseOutcome act(const std::string& id, const Command& command, const CaseCaller& who) {
    const CaseOutcome outcome = must(act_on_case(*database_, id, command, who));
    EXPECT_TRUE(outcome.ok()) << process::to_string(outcome.refusal);
    return outcome;
  }
  CaseOutcome open(const std::string& type, const command::Open& command, const CaseCaller& who) {
    const CaseOutcome outcome = must(open_case(*database_, type, command, who));
    EXPECT_TRUE(outcome.ok()) << process::to_string(outcome.refusal);
    return outcome;
  }
  static command::Open break_point(const std::string& id, const std::string& subject = "s1") {
    return {id,
            {"break_point", subject},
            {{"owner_province", text("310000")}},
            {{Relation::kOwner, "li", "o1", "310000"}, {Relation::kLeadProvince, "", "o2", "320000"}}};
  }
  static command::Open booking(const std::string& id, std::int64_t from, std::int64_t until,
                               const std::string& resource = "lathe") {
    return {id,
            {"instrument", "i1"},
            {{"resource", text(resource)},
             {"from", {FieldValue(Moment{from})}},
             {"until", {FieldValue(Moment{until})}},
             {"purpose", text("trial")}},
            {{Relation::kOtherSide, "host", "lab", "310000"}}};
  }
  static command::Act offer() { return {"offer", {{"price", {FieldValue(Money{100})}}}}; }
  // Up to the state in which it can be closed.
  void ease(const std::string& id) {
    act(id, command::Act{"assign", {}}, caller("wang"));
    act(id,
        command::Act{"choose_measure",
                     {{"measure_class", text("secure")}, {"measure", text("second source")}}},
        caller("li"));
    act(id, command::Act{"start", {{"target_day", {FieldValue(day_of(now_) + std::chrono::days(90))}}}},
        caller("li"));
    act(id, command::Act{"report_progress", {{"progress", text("half")}}}, caller("li"));
    const CaseOutcome eased = act(id, command::Act{"ease", {}}, caller("zhang", "o2"));
    ASSERT_EQ(eased.errands.size(), 2U);
    EXPECT_EQ(std::get<event::NotificationAsked>(eased.errands[0].what).relation, Relation::kLeadProvince);
    EXPECT_EQ(std::get<event::RecomputeAsked>(eased.errands[1].what).computation, "break_point_score");
  }
};

TEST_P(CaseDesk, ABreakPointIsClosedByTwoPeople) {
  const CaseOutcome opened = open("break_point_case", break_point("BP-1"), caller("wang"));
  EXPECT_EQ(opened.state, "found");
  ease("BP-1");
  act("BP-1", command::AddEntry{"", "looks good", {}}, caller("li"));
  const CaseOutcome asked = act(
      "BP-1", command::Act{"close", {{"closing_reason", text("a second source delivers")}}}, caller("li"));
  EXPECT_EQ(asked.state, "eased");
  const CaseOutcome own = must(act_on_case(*database_, "BP-1", command::Approve{"close"}, caller("li")));
  ASSERT_FALSE(own.ok());
  EXPECT_EQ(own.refusal.front().code, ReasonCode::kOwnProposal);
  EXPECT_EQ(stored("BP-1").state, "eased");
  const CaseOutcome closed = act("BP-1", command::Approve{"close"}, caller("zhang", "o2"));
  EXPECT_EQ(closed.state, "closed");
  EXPECT_EQ(closed.errands.size(), 2U);
  EXPECT_EQ(closed.sequence, stored("BP-1").history.size());
  const std::string chain = audit();
  EXPECT_NE(chain.find("\"result\":\"refused\""), std::string::npos);
  EXPECT_EQ(chain.find("\"result\":\"failed\""), std::string::npos);
}

TEST_P(CaseDesk, AScoreBelowTheThresholdClosesWithoutFourEyes) {
  command::Open command = break_point("BP-1");
  command.fields["threshold"] = {FieldValue(0.4)};
  open("break_point_case", command, caller("wang"));
  ease("BP-1");
  const Command recomputed = command::Fill{{{"recomputed_score", {FieldValue(0.25)}}}};
  EXPECT_FALSE(must(act_on_case(*database_, "BP-1", recomputed, caller("li"))).ok());
  act("BP-1", recomputed, platform());
  EXPECT_EQ(act("BP-1", command::Act{"close", {}}, caller("li")).state, "closed");
}

TEST_P(CaseDesk, TheStoredHistoryIsTheCase) {
  const ProcessType type = bundled_process("break_point_case");
  Case expected;
  const auto actor = [&](const CaseCaller& who) { return process::Actor{who.party, permissions_of(type)}; };
  const CaseCaller first = caller("wang");
  expected = after(expected, process::open(type, break_point("BP-1"), actor(first), now_));
  open("break_point_case", break_point("BP-1"), first);
  EXPECT_EQ(stored("BP-1"), expected);
  const std::vector<Command> commands = {
      command::Act{"assign", {}},
      command::Fill{{{"threshold", {FieldValue(0.1)}}}},
      command::Assign{{Relation::kParticipant, "zhao", "o3", "330000"}},
      command::Attach{{"minutes.pdf", 12, "00ff"}},
      command::Act{"choose_measure", {{"measure_class", text("secure")}, {"measure", text("链\n二")}}},
      command::Release{{Relation::kParticipant, "zhao", "o3", "330000"}}};
  for (const Command& command : commands) {
    const CaseCaller who = caller("li");
    const Decision decision = decide(type, expected, command, actor(who), now_);
    const CaseOutcome outcome = must(act_on_case(*database_, "BP-1", command, who));
    EXPECT_EQ(outcome.ok(), decision.ok());
    EXPECT_EQ(outcome.events, decision.events.size());
    expected = after(expected, decision);
    EXPECT_EQ(stored("BP-1"), expected);
  }
  EXPECT_GT(expected.history.size(), 8U);
}

TEST_P(CaseDesk, OfTwoCommandsAtOnceOneComesTooLate) {
  const CaseOutcome opened = open("break_point_case", break_point("BP-1"), caller("wang"));
  const CaseCaller who = caller("li");
  std::vector<std::optional<Result<CaseOutcome>>> outcomes(2);
  std::vector<std::thread> threads;
  for (auto& outcome : outcomes) {
    threads.emplace_back([&] {
      outcome = act_on_case(*database_, "BP-1", command::AddEntry{"", "mine", {}}, who, opened.sequence);
    });
  }
  for (std::thread& thread : threads) thread.join();
  const std::size_t winner = outcomes[0]->ok() ? 0 : 1;
  EXPECT_TRUE(outcomes[winner]->ok());
  ASSERT_FALSE(outcomes[1 - winner]->ok());
  EXPECT_EQ(outcomes[1 - winner]->error().code, ErrorCode::kConflict);
  EXPECT_EQ(stored("BP-1").entries.size(), 1U);
  EXPECT_NE(audit().find("\"result\":\"failed\""), std::string::npos);
}

TEST_P(CaseDesk, ActsInOrderAreDoneTogetherOrNotAtAll) {
  const CaseOutcome opened = open("break_point_case", break_point("BP-1"), caller("wang"));
  const process::CasePerson next{Relation::kLeadProvince, "", "o3", "330000"};
  const std::vector<Command> hand_over = {command::AddEntry{"", "yours now", {}}, command::Assign{next},
                                          command::Act{"assign", {}}};
  std::vector<Command> broken = hand_over;
  broken.push_back(command::Act{"assign", {}});
  const Case before = stored("BP-1");
  const CaseOutcome refused = must(act_on_case(*database_, "BP-1", broken, caller("wang"), opened.sequence));
  EXPECT_FALSE(refused.ok());
  EXPECT_EQ(stored("BP-1"), before);
  EXPECT_NE(audit().find("\"result\":\"refused\""), std::string::npos);

  const CaseOutcome done = must(act_on_case(*database_, "BP-1", hand_over, caller("wang"), opened.sequence));
  ASSERT_TRUE(done.ok()) << process::to_string(done.refusal);
  EXPECT_EQ(done.state, "assigned");
  EXPECT_EQ(done.sequence, opened.sequence + done.events);
  const Case after = stored("BP-1");
  EXPECT_EQ(after.history.size(), done.sequence);
  EXPECT_EQ(after.entries.size(), 1U);
  EXPECT_NE(std::find(after.people.begin(), after.people.end(), next), after.people.end());
  const std::vector<Command> nothing;
  EXPECT_EQ(act_on_case(*database_, "BP-1", nothing, caller("wang")).error().code,
            ErrorCode::kInvalidArgument);
}

TEST_P(CaseDesk, ThereIsOneOpenCaseOfABreakPoint) {
  open("break_point_case", break_point("BP-1"), caller("wang"));
  const auto second = open_case(*database_, "break_point_case", break_point("BP-2"), caller("wang"));
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::kConflict);
  open("break_point_case", break_point("BP-3", "s2"), caller("wang"));
  ease("BP-1");
  act("BP-1", command::Act{"close", {{"closing_reason", text("done")}}}, caller("li"));
  act("BP-1", command::Approve{"close"}, caller("zhang", "o2"));
  open("break_point_case", break_point("BP-2"), caller("wang"));
  const auto reopened = act_on_case(
      *database_, "BP-1", command::Act{"reopen", {{"reopening_reason", text("back")}}}, caller("li"));
  ASSERT_FALSE(reopened.ok());
  EXPECT_EQ(reopened.error().code, ErrorCode::kConflict);
  EXPECT_EQ(stored("BP-1").state, "closed");
}

TEST_P(CaseDesk, ABookingThatOverlapsIsRefused) {
  open("resource_booking", booking("R-1", now_ + 3'600, now_ + 7'200), caller("guest"));
  open("resource_booking", booking("R-2", now_ + 5'000, now_ + 9'000), caller("guest"));
  open("resource_booking", booking("R-3", now_ + 5'000, now_ + 9'000, "oven"), caller("guest"));
  act("R-1", offer(), caller("host", "lab"));
  const auto refused = act_on_case(*database_, "R-2", offer(), caller("host", "lab"));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_EQ(stored("R-2").state, "requested");
  act("R-3", offer(), caller("host", "lab"));
  act("R-1", command::Act{"cancel", {{"cancel_reason", text("ill")}}}, caller("guest"));
  act("R-2", offer(), caller("host", "lab"));
}

TEST_P(CaseDesk, TimeExpiresWhatNobodyAnswered) {
  open("resource_booking", booking("R-1", now_ + 3'600, now_ + 7'200), caller("guest"));
  open("resource_booking", booking("R-2", now_ + 3'600, now_ + 7'200), caller("guest"));
  act("R-2", command::Act{"decline", {{"decline_reason", text("staff")}}}, caller("host", "lab"));
  now_ += 2 * kSecondsPerDay;
  const TickReport early = must(tick_cases(*database_, caller("clock")));
  EXPECT_EQ(early.looked_at, 1U);
  EXPECT_EQ(early.changed.size(), 1U);  // a reminder
  EXPECT_EQ(stored("R-1").state, "requested");
  now_ += 2 * kSecondsPerDay;
  const auto overdue = must(overdue_in_cases(*database_, {}, caller("guest")));
  ASSERT_EQ(overdue.size(), 1U);
  EXPECT_EQ(overdue[0].case_id, "R-1");
  EXPECT_EQ(overdue[0].days_left, -1);
  const TickReport late = must(tick_cases(*database_, caller("clock")));
  ASSERT_EQ(late.changed.size(), 1U);
  EXPECT_EQ(late.changed[0].state, "expired");
  EXPECT_EQ(late.changed[0].errands.size(), 2U);
  EXPECT_TRUE(must(tick_cases(*database_, caller("clock"))).changed.empty());
  EXPECT_TRUE(must(overdue_in_cases(*database_, {}, caller("guest"))).empty());
}

// A program that did not keep people and days of waking leaves cases that are listed and woken all the same.
TEST_P(CaseDesk, CasesOfAnOlderProgramAreListedAndWoken) {
  open("break_point_case", break_point("BP-1"), caller("wang"));
  open("break_point_case", break_point("BP-2", "s2"), caller("wang"));
  const auto forget = [&] {
    must(run_transaction(*database_, TransactionKind::kWrite, [](Connection& connection) -> Result<void> {
      connection.session() << "UPDATE cases SET people = NULL, wakes_on = NULL";
      return {};
    }));
  };
  forget();
  CaseCaller stranger = caller("stranger");
  stranger.permissions = [](const ProcessType&, const Case&) { return std::vector<std::string>{}; };
  EXPECT_EQ(must(list_seen_cases(*database_, {}, caller("li"))).size(), 2U);
  EXPECT_TRUE(must(list_seen_cases(*database_, {}, stranger)).empty());
  EXPECT_EQ(must(tick_cases(*database_, caller("clock"))).looked_at, 2U);
  EXPECT_EQ(must(tick_cases(*database_, caller("clock"))).looked_at, 0U);  // now it is known when they wake
  forget();
  now_ += 400 * kSecondsPerDay;
  EXPECT_EQ(must(tick_cases(*database_, caller("clock"))).changed.size(), 2U);
}

TEST_P(CaseDesk, ListsComeInPages) {
  for (int k = 0; k < 5; ++k)
    open("break_point_case", break_point("BP-" + std::to_string(k), "s" + std::to_string(k)), caller("wang"));
  CaseFilter filter;
  filter.limit = 2;
  CaseCaller one = caller("li");  // sees but one in two
  one.permissions = [](const ProcessType& type, const Case& c) {
    return c.id.back() % 2 == 0 ? permissions_of(type) : std::vector<std::string>{};
  };
  std::string ids;
  while (true) {
    const auto rows = must(list_seen_cases(*database_, filter, one));
    for (const CaseRow& row : rows) ids += row.id + " ";
    if (rows.size() < filter.limit) break;
    filter.after_id = rows.back().id;
  }
  EXPECT_EQ(ids, "BP-0 BP-2 BP-4 ");
}

TEST_P(CaseDesk, WhatATransitionOpensIsOpenedWithIt) {
  open("alliance",
       {"A-1",
        {"chain", "c1"},
        {{"charter", {FieldValue(FileReference{"charter.pdf", 3, "00ff"})}},
         {"members", text("o1")},
         {"secretariat", text("o1")},
         {"chair", text("o1")},
         {"chair_until", {FieldValue(day_of(now_) + std::chrono::days(300))}}},
        {{Relation::kLeadProvince, "", "o2", "320000"},
         {Relation::kOwner, "li", "o1", "310000"},
         {Relation::kParticipant, "zhao", "o3", "330000"}}},
       caller("li"));
  EXPECT_EQ(act("A-1", command::Act{"found", {}}, caller("zhang", "o2")).state, "prepared");
  EXPECT_EQ(act("A-1", command::Sign{"found"}, caller("zhao", "o3")).state, "founded");
  act("A-1", command::Act{"activate", {}}, caller("zhang", "o2"));
  const CaseOutcome agreed =
      act("A-1", command::Act{"agree_action", {{"joint_action", text("one test bench")}}}, caller("li"));
  ASSERT_EQ(agreed.opened.size(), 1U);
  const Case plan = stored(agreed.opened[0]);
  EXPECT_EQ(plan.type_id, "work_plan");
  EXPECT_EQ(plan.fields.at("goals"), text("one test bench"));
  EXPECT_EQ(plan.fields.at("alliance"), text("A-1"));
  EXPECT_TRUE(has_person(plan, Relation::kLeadProvince));
  EXPECT_EQ(stored("A-1").fields.at("last_action"), text(plan.id));
  EXPECT_EQ(agreed.sequence, stored("A-1").history.size());
  CaseFilter plans;
  plans.type = "work_plan";
  EXPECT_EQ(must(list_seen_cases(*database_, plans, caller("li"))).size(), 1U);
}

TEST_P(CaseDesk, WhoMayNotSeeACaseIsToldThatThereIsNone) {
  open("break_point_case", break_point("BP-1"), caller("wang"));
  const SeenCase seen = must(read_case(*database_, "BP-1", caller("li")));
  EXPECT_EQ(seen.seen, stored("BP-1"));
  EXPECT_EQ(seen.actions.size(), seen.type.transitions.size());
  EXPECT_EQ(seen.dues.size(), 1U);
  CaseCaller stranger = caller("stranger");
  stranger.permissions = [](const ProcessType&, const Case&) { return std::vector<std::string>{}; };
  const auto hidden = read_case(*database_, "BP-1", stranger);
  ASSERT_FALSE(hidden.ok());
  const auto none = read_case(*database_, "BP-9", stranger);
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(hidden.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(none.error().message, "there is no case 'BP-9'");
  EXPECT_EQ(hidden.error().message, "there is no case 'BP-1'");
  EXPECT_TRUE(must(list_seen_cases(*database_, {}, stranger)).empty());
  EXPECT_EQ(must(list_seen_cases(*database_, {}, caller("li"))).size(), 1U);
  EXPECT_NE(audit().find("\"user\":\"stranger\""), std::string::npos);
}

TEST_P(CaseDesk, IdsThatCannotBeKeptAreRefused) {
  for (const std::string& id : {std::string("a\0b", 3), std::string("\xff"), std::string(201, 'x')}) {
    const auto refused = open_case(*database_, "break_point_case", break_point(id), caller("wang"));
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(act_on_case(*database_, id, command::Approve{"close"}, caller("wang")).error().code,
              ErrorCode::kNotFound);
  }
  EXPECT_FALSE(must(open_case(*database_, "break_point_case", break_point(""), caller("wang"))).ok());
  EXPECT_EQ(open_case(*database_, "no_such_type", break_point("BP-1"), caller("wang")).error().code,
            ErrorCode::kNotFound);
}

TEST_P(CaseDesk, TypesThatDoNotFitTogetherAreRefused) {
  Database other = new_database();
  FaultList faults;
  std::ostringstream bytes;
  bytes << std::ifstream(std::string(TENON_SOURCE_DIR) + "/data/processes/alliance.yaml").rdbuf();
  const std::vector<ProcessTypeText> alone = {{"alliance.yaml", bytes.str()}};
  EXPECT_FALSE(must(keep_process_types(other, alone, {}, time(), faults)).has_value());
  EXPECT_TRUE(faults.has_errors());  // it opens work plans, which are not there
  EXPECT_TRUE(must(list_stored_process_types(other)).empty());
  FaultList none;
  EXPECT_TRUE(must(keep_process_types(*database_, alone, {}, time(), none)).has_value());
  const std::vector<ProcessTypeText> changed = {{"alliance.yaml", bytes.str() + "# changed\n"}};
  EXPECT_EQ(keep_process_types(*database_, changed, {}, time(), none).error().code, ErrorCode::kConflict);
}
TENON_WITH_DATABASES(CaseDesk);

}  // namespace
}  // namespace tenon
