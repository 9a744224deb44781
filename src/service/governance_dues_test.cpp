#include "service/governance_dues.h"

#include <gtest/gtest.h>

#include "process/field_value.h"
#include "service/governance_desk.h"
#include "service/notification_desk.h"
#include "support/test_database.h"

namespace tenon {
namespace {

class GovernanceDues : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
    governance_.chain_id = "ICIC";
    governance_.leads = {{"310000", {2021, 0, 0}, "s"}};
    governance_.participants = {"320000", "330000"};
    plan_.chain_id = "ICIC";
    plan_.year = 2027;
  }
  [[nodiscard]] UtcTime time() const { return UtcTime(std::chrono::seconds(now_)); }
  [[nodiscard]] Day today() const { return process::day_of(now_); }
  void pass(int days) { now_ += days * process::kSecondsPerDay; }
  RecordCaller caller() { return {{"wang", "o1", "", ""}, time(), {}}; }
  std::size_t remind() { return must(remind_of_governance(*database_, {"platform", "", "", ""}, time())); }
  // Texts for who is of the region, newest first.
  std::vector<std::string> told(const std::string& region) {
    std::vector<std::string> texts;
    for (const NotificationRow& row : must(list_notifications(*database_, {"x", "o", region, {}}))) {
      texts.push_back(row.text_en);
    }
    return texts;
  }

  ChainGovernance governance_;
  WorkPlan plan_;
  std::optional<Database> database_;
  std::int64_t now_ = 1'800'000'000;
};

TEST_P(GovernanceDues, TheLeadIsToldOfArtefactsAheadAndWhenOverdue) {
  governance_.artefacts = {{"chain_map", ArtefactState::kDraft, today() + std::chrono::days(10), {}, "", ""},
                           {"done", ArtefactState::kApproved, today() + std::chrono::days(1), {}, "", ""}};
  must(set_governance(*database_, governance_, 0, "", caller()));
  EXPECT_EQ(remind(), 0U);  // ten days left
  pass(3);
  EXPECT_EQ(remind(), 1U);
  EXPECT_EQ(remind(), 0U);  // once
  ASSERT_EQ(told("310000").size(), 1U);
  EXPECT_EQ(told("310000")[0].rfind("Chain ICIC: chain_map is coming up (", 0), 0U) << told("310000")[0];
  EXPECT_TRUE(told("320000").empty());
  pass(7);
  EXPECT_EQ(remind(), 0U);  // the last day
  pass(1);
  EXPECT_EQ(remind(), 1U);
  EXPECT_NE(told("310000")[0].find("is overdue"), std::string::npos);
  pass(6);
  EXPECT_EQ(remind(), 0U);
  pass(1);
  EXPECT_EQ(remind(), 1U);  // again after a week
  governance_.artefacts[0].state = ArtefactState::kApproved;
  must(set_governance(*database_, governance_, 1, "", caller()));
  pass(30);
  EXPECT_EQ(remind(), 0U);
  EXPECT_FALSE(must(verify_audit(*database_)).fault.has_value());
}

TEST_P(GovernanceDues, ItemsTellTheLeadAndTheRegionTheyName) {
  must(set_governance(*database_, governance_, 0, "", caller()));
  plan_.items = {
      {"w1", "second source", "320000", today() - std::chrono::days(1), PlanItemState::kOpen, ""},
      {"w2", "a visit", "the alliance", today() - std::chrono::days(1), PlanItemState::kRunning, ""},
      {"w3", "given up", "330000", today() - std::chrono::days(1), PlanItemState::kDropped, ""},
      {"w4", "some day", "330000", {}, PlanItemState::kOpen, ""}};
  must(set_work_plan(*database_, plan_, 0, "", caller()));
  EXPECT_EQ(remind(), 3U);
  EXPECT_EQ(told("310000").size(), 2U);
  ASSERT_EQ(told("320000").size(), 1U);
  EXPECT_EQ(told("320000")[0].rfind("Chain ICIC, work plan of 2027: second source is overdue (", 0), 0U);
  EXPECT_TRUE(told("330000").empty());
}

TEST_P(GovernanceDues, AnotherDateStartsAnew) {
  governance_.artefacts = {{"chain_map", ArtefactState::kDraft, today() - std::chrono::days(1), {}, "", ""}};
  must(set_governance(*database_, governance_, 0, "", caller()));
  EXPECT_EQ(remind(), 1U);
  governance_.artefacts[0].due = today() + std::chrono::days(5);
  must(set_governance(*database_, governance_, 1, "", caller()));
  EXPECT_EQ(remind(), 1U);
  EXPECT_EQ(remind(), 0U);
}
TENON_WITH_DATABASES(GovernanceDues);

}  // namespace
}  // namespace tenon
