#include "service/notification_desk.h"

#include <gtest/gtest.h>

#include "service/case_desk.h"
#include "service/process_shelf.h"
#include "store/recompute_store.h"
#include "store/transaction.h"
#include "support/case_fixture.h"

namespace tenon {
namespace {

using namespace process;  // NOLINT(google-build-using-namespace)

EventRecord record(std::uint64_t sequence, const std::string& person, Event event) {
  return {sequence, 1'800'000'000, {person, "o1", "310000", person.empty()}, std::move(event)};
}

Case some_case() {
  Case c;
  c.id = "BP-1";
  c.people = {{Relation::kOwner, "li", "o1", "310000"},
              {Relation::kLeadProvince, "", "", "320000"},
              {Relation::kParticipant, "", "o3", "330000"},
              {Relation::kParticipant, "li", "o1", "310000"},
              {Relation::kReviewer, "", "", ""}};
  return c;
}

TEST(Notifications, GoToThoseInTheRelation) {
  const ProcessType type = bundled_process("break_point_case");
  const Case c = some_case();
  const std::vector<EventRecord> events = {
      record(4, "wang", event::NotificationAsked{Relation::kOwner, "close"}),
      record(5, "wang", event::NotificationAsked{Relation::kLeadProvince, "close"}),
      record(6, "wang", event::NotificationAsked{Relation::kParticipant, "close"}),
      record(7, "wang", event::NotificationAsked{Relation::kReviewer, "close"})};
  const auto rows = notifications_of(type, c, events);
  ASSERT_EQ(rows.size(), 3U);  // li once, though twice in the case; the reviewer names nobody
  EXPECT_EQ(rows[0].to, (NotificationAddress{"li", "", "", ""}));
  EXPECT_EQ(rows[0].case_sequence, 4U);
  EXPECT_EQ(rows[1].to, (NotificationAddress{"", "", "320000", ""}));
  EXPECT_EQ(rows[2].to, (NotificationAddress{"", "o3", "", ""}));
  const Transition* close = find_transition(type, "close");
  EXPECT_EQ(rows[0].text_zh, "事项 BP-1（" + type.names.zh + "）：" + close->names.zh);
  EXPECT_EQ(rows[0].text_en, "Case BP-1 (" + type.names.en + "): " + close->names.en);
}

TEST(Notifications, NobodyIsToldOfTheirOwnAct) {
  const ProcessType type = bundled_process("break_point_case");
  const std::vector<EventRecord> events = {
      record(4, "li", event::NotificationAsked{Relation::kOwner, "close"})};
  EXPECT_TRUE(notifications_of(type, some_case(), events).empty());
}

TEST(Notifications, RemindersGoToOwnerAndLeadProvince) {
  const ProcessType type = bundled_process("break_point_case");
  ASSERT_FALSE(type.dues.empty());
  const DueRule& rule = type.dues.front();
  const std::vector<EventRecord> events = {record(4, "", event::Reminded{rule.id, false}),
                                           record(5, "", event::Reminded{rule.id, true})};
  const auto rows = notifications_of(type, some_case(), events);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0].to.account_id, "li");
  EXPECT_EQ(rows[1].to.region_code, "320000");
  EXPECT_NE(rows[0].text_en.find(rule.names.en + " is coming up"), std::string::npos);
  EXPECT_NE(rows[2].text_zh.find(rule.names.zh + "已逾期"), std::string::npos);
}

class NotificationDesk : public WithCases {
 protected:
  CaseOutcome act(const Command& command, const CaseCaller& who) {
    const CaseOutcome outcome = must(act_on_case(*database_, "BP-1", command, who));
    EXPECT_TRUE(outcome.ok()) << process::to_string(outcome.refusal);
    return outcome;
  }
  static FieldValues text(const std::string& value) { return {FieldValue(value)}; }
};

TEST_P(NotificationDesk, WhatAnActAsksForIsKeptWithIt) {
  const command::Open open{
      "BP-1",
      {"break_point", "s1"},
      {{"owner_province", text("310000")}},
      {{Relation::kOwner, "li", "o1", "310000"}, {Relation::kLeadProvince, "", "o2", "320000"}}};
  ASSERT_TRUE(must(open_case(*database_, "break_point_case", open, caller("wang"))).ok());
  act(command::Act{"assign", {}}, caller("wang"));
  act(command::Act{"choose_measure", {{"measure_class", text("secure")}, {"measure", text("second source")}}},
      caller("li"));
  act(command::Act{"start", {{"target_day", {FieldValue(day_of(now_) + std::chrono::days(90))}}}},
      caller("li"));
  act(command::Act{"report_progress", {{"progress", text("half")}}}, caller("li"));
  const NotificationReader lead{"zhang", "o2", "320000", {}};
  const NotificationReader owner{"li", "o1", "310000", {}};
  const auto before = must(unread_notifications(*database_, lead));
  const CaseOutcome eased = act(command::Act{"ease", {}}, caller("li"));
  ASSERT_EQ(eased.errands.size(), 2U);  // the lead province is to be told, the score to be computed
  EXPECT_EQ(must(unread_notifications(*database_, lead)), before + 1);
  const auto rows = must(list_notifications(*database_, lead));
  ASSERT_FALSE(rows.empty());
  EXPECT_EQ(rows[0].case_id, "BP-1");
  EXPECT_EQ(rows[0].made_at, now_);
  must(read_notification(*database_, lead, rows[0].id, time()));
  EXPECT_EQ(must(unread_notifications(*database_, lead)), before);
  EXPECT_EQ(read_notification(*database_, owner, rows[0].id, time()).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(must(read_all_notifications(*database_, lead, time())), before);
  // What is refused asks for nothing.
  EXPECT_FALSE(must(act_on_case(*database_, "BP-1", command::Approve{"close"}, caller("eve"))).ok());
  EXPECT_EQ(must(unread_notifications(*database_, lead)), 0);
  Connection connection(*database_);
  const auto asked = waiting_recompute_requests(connection, 10, {"anybody"}, now_);
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].case_id + " " + asked[0].computation, "BP-1 break_point_score");
  EXPECT_FALSE(must(verify_audit(*database_)).fault.has_value());
}

TEST_P(NotificationDesk, TheClockRemindsTheOwner) {
  const command::Open open{
      "BP-1",
      {"break_point", "s1"},
      {{"owner_province", text("310000")}},
      {{Relation::kOwner, "li", "o1", "310000"}, {Relation::kLeadProvince, "", "o2", "320000"}}};
  ASSERT_TRUE(must(open_case(*database_, "break_point_case", open, caller("wang"))).ok());
  const NotificationReader owner{"li", "o1", "310000", {}};
  EXPECT_EQ(must(tick_cases(*database_, caller("clock"))).looked_at, 0U);  // it wakes later
  now_ += 60 * kSecondsPerDay;
  const auto before = must(unread_notifications(*database_, owner));
  EXPECT_EQ(must(tick_cases(*database_, caller("clock"))).looked_at, 1U);
  EXPECT_GT(must(unread_notifications(*database_, owner)), before);
}
TENON_WITH_DATABASES(NotificationDesk);

}  // namespace
}  // namespace tenon
