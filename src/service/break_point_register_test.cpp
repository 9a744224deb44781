#include "service/break_point_register.h"

#include <gtest/gtest.h>

#include "service/audit_log.h"
#include "support/dataset_builder.h"
#include "support/test_database.h"

namespace tenon {
namespace {

BreakPointReport report_of(const std::vector<std::pair<std::size_t, Level>>& levels, double score = 0.5) {
  BreakPointReport report;
  for (const auto& [product, level] : levels) {
    BreakPoint point;
    point.subject = {SubjectType::kProduct, product};
    point.level = level;
    if (level != Level::kUnknown) point.score = Component{score, score, score};
    report.break_points.push_back(point);
  }
  return report;
}

Dataset three_products() {
  DatasetBuilder b;
  for (const char* product : {"A", "B", "C"}) b.product(product);
  return b.data;
}

RegisteredPoint point(const std::string& id, const std::string& level, bool is_open = true) {
  RegisteredPoint one;
  one.subject_kind = "product";
  one.subject_id = id;
  one.level = level;
  one.score = 0.5;
  one.is_open = is_open;
  return one;
}

// The kind of event for a record of product A, and whether it is open afterwards.
std::pair<std::string, bool> event(const std::vector<RegisteredPoint>& before, Level now) {
  const auto changes = register_changes(before, three_products(), report_of({{0, now}}));
  return changes.empty() ? std::pair(std::string("none"), false)
                         : std::pair(changes[0].kind, changes[0].is_open);
}

using Event = std::pair<std::string, bool>;

TEST(RegisterChanges, EachStepHasItsEvent) {
  EXPECT_EQ(event({}, Level::kBlue), Event("opened", true));
  EXPECT_EQ(event({}, Level::kNone), Event("none", false));
  EXPECT_EQ(event({}, Level::kUnknown), Event("none", false));
  EXPECT_EQ(event({point("A", "orange")}, Level::kRed), Event("worsened", true));
  EXPECT_EQ(event({point("A", "orange")}, Level::kOrange), Event("", true));
  EXPECT_EQ(event({point("A", "orange")}, Level::kBlue), Event("eased", true));
  EXPECT_EQ(event({point("A", "orange")}, Level::kNone), Event("closed", false));
  EXPECT_EQ(event({point("A", "orange")}, Level::kUnknown), Event("unclear", true));
  EXPECT_EQ(event({point("A", "unknown")}, Level::kUnknown), Event("", true));
  EXPECT_EQ(event({point("A", "unknown")}, Level::kBlue), Event("worsened", true));
  EXPECT_EQ(event({point("A", "unknown")}, Level::kNone), Event("closed", false));
  EXPECT_EQ(event({point("A", "none", false)}, Level::kNone), Event("", false));
  EXPECT_EQ(event({point("A", "none", false)}, Level::kUnknown), Event("", false));
  EXPECT_EQ(event({point("A", "none", false)}, Level::kYellow), Event("reopened", true));
}

TEST(RegisterChanges, ASubjectThatIsGoneIsClosed) {
  const auto changes =
      register_changes(std::vector{point("Z", "red")}, three_products(), report_of({{0, Level::kNone}}));
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].subject_id, "Z");
  EXPECT_EQ(changes[0].kind, "closed");
  EXPECT_FALSE(changes[0].is_open);
  EXPECT_FALSE(changes[0].score.has_value());
}

class BreakPointRegister : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
    dataset_ = three_products();
    must(import_dataset(*database_, "d", dataset_, {}));
  }
  std::vector<std::string> record(const std::vector<std::pair<std::size_t, Level>>& levels,
                                  double score = 0.5) {
    BreakPointReport report = report_of(levels, score);
    report.options.scope = "CHN";
    const RecordedAnalysis recorded = must(record_break_points(*database_, "d", 1, dataset_, report,
                                                               {{"analyst", "", "", ""}, {}, "", "weekly"}));
    std::vector<std::string> events;
    for (const RegisterEvent& one : recorded.events)
      events.push_back(one.change.subject_id + " " + one.change.kind);
    return events;
  }

  Dataset dataset_;
  std::optional<Database> database_;
};

using Events = std::vector<std::string>;

TEST_P(BreakPointRegister, TheSameSubjectIsTheSameRecord) {
  EXPECT_EQ(record({{0, Level::kRed}, {1, Level::kBlue}, {2, Level::kUnknown}}),
            (Events{"A opened", "B opened"}));
  EXPECT_EQ(record({{0, Level::kRed}, {1, Level::kNone}, {2, Level::kYellow}}, 0.625),
            (Events{"B closed", "C opened"}));
  EXPECT_EQ(record({{0, Level::kOrange}, {1, Level::kRed}, {2, Level::kUnknown}}),
            (Events{"A eased", "B reopened", "C unclear"}));
  const auto points = must(read_register(*database_, "d", "CHN"));
  ASSERT_EQ(points.size(), 3U);
  EXPECT_EQ(points[0].first_analysis, 1);
  EXPECT_EQ(points[0].last_analysis, 3);
  EXPECT_EQ(points[0].level, "orange");
  EXPECT_EQ(points[0].score, 0.5);
  EXPECT_TRUE(points[2].is_open);
  EXPECT_FALSE(points[2].score.has_value());
  const auto history = must(history_of_subject(*database_, "d", "CHN", "product", "B"));
  ASSERT_EQ(history.size(), 3U);
  EXPECT_EQ(history[1].change.level_before, "blue");
  EXPECT_EQ(history[1].change.score, 0.625);
  EXPECT_EQ(history[2].change.kind, "reopened");
  EXPECT_EQ(history[2].analysis, 3);
  const auto analyses = must(list_analyses(*database_, "d"));
  ASSERT_EQ(analyses.size(), 3U);
  EXPECT_EQ(analyses[2].by, "analyst");
  EXPECT_EQ(analyses[2].note, "weekly");
  EXPECT_FALSE(must(verify_audit(*database_)).fault.has_value());
}

TEST_P(BreakPointRegister, ScopesAreKeptApart) {
  record({{0, Level::kRed}});
  EXPECT_TRUE(must(read_register(*database_, "d", "YRD")).empty());
  EXPECT_EQ(must(read_register(*database_, "d", "CHN")).size(), 1U);
}

TEST_P(BreakPointRegister, WhatCannotBeRecordedIsSaid) {
  BreakPointReport report = report_of({{0, Level::kRed}});
  EXPECT_EQ(record_break_points(*database_, "x", 1, dataset_, report, {}).error().code, ErrorCode::kNotFound);
  report.options.chain = ChainId(std::size_t{0});
  EXPECT_EQ(record_break_points(*database_, "d", 1, dataset_, report, {}).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_TRUE(must(list_analyses(*database_, "d")).empty());
  EXPECT_EQ(read_register(*database_, "x", "CHN").error().code, ErrorCode::kNotFound);
}
TENON_WITH_DATABASES(BreakPointRegister);

}  // namespace
}  // namespace tenon
