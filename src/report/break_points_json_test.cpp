#include "report/break_points_json.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <limits>

#include "report/report_fixture.h"
#include "support/json_schema.h"

namespace tenon {
namespace {

std::vector<std::string> faults_of(const std::string& text) {
  return schema_faults("analyze.schema.json", text);
}

TEST(BreakPointsJson, ObeysItsSchema) {
  const ReportFixture fixture = report_fixture();
  EXPECT_EQ(faults_of(break_points_json(fixture.analysis(), 0)), std::vector<std::string>{});
  const ReportFixture hostile = hostile_fixture();
  EXPECT_EQ(faults_of(break_points_json(hostile.analysis(), 0)), std::vector<std::string>{});
}

TEST(BreakPointsJson, TheSchemaCheckCanFail) {
  const ReportFixture fixture = report_fixture();
  std::string text = break_points_json(fixture.analysis(), 0);
  const auto replaced = [&](std::string_view from, std::string_view to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    return faults_of(changed);
  };
  EXPECT_EQ(replaced("\"level\": \"red\"", "\"level\": \"crimson\"").size(), 1U);
  EXPECT_EQ(replaced("\"scope\"", "\"place\"").size(), 2U);  // one missing, one unknown
  EXPECT_EQ(replaced("\"score\": 0.71", "\"score\": 1.71").size(), 1U);
  EXPECT_EQ(replaced("\"score\": 0.71", "\"score\": \"0.71\"").size(), 1U);
}

TEST(BreakPointsJson, SaysWhatTheResultSays) {
  const ReportFixture fixture = report_fixture();
  const json::object root = json::parse(break_points_json(fixture.analysis(), 0)).as_object();
  EXPECT_EQ(root.at("generated_at").as_string(), "2026-11-23T06:05:09Z");
  EXPECT_EQ(root.at("scope").as_string(), "YRD");
  const json::array& points = root.at("break_points").as_array();
  ASSERT_EQ(points.size(), 5U);
  const json::object& first = points[0].as_object();
  EXPECT_EQ(first.at("subject").at("name_zh").as_string(), "光刻胶");
  EXPECT_EQ(first.at("subject").at("chain_id").as_string(), "ic");
  EXPECT_DOUBLE_EQ(first.at("score_low").as_double(), 0.58);
  EXPECT_EQ(first.at("kinds").as_array()[0].as_string(), "external_dependence");
  EXPECT_EQ(first.at("evidence").as_array()[0].at("grade").as_string(), "B");
  EXPECT_TRUE(first.at("evidence").as_array()[1].at("synthetic").as_bool());
  EXPECT_EQ(first.at("lost_end_products").as_array()[1].as_string(), "DI-02");
  EXPECT_TRUE(points[2].at("subject").at("chain_id").is_null());
  EXPECT_TRUE(points[4].at("score").is_null());
  EXPECT_TRUE(points[4].at("rank").is_null());
  EXPECT_TRUE(points[4].at("exposure").is_null());
  EXPECT_EQ(points[4].at("level").as_string(), "unknown");
  EXPECT_EQ(root.at("gaps").as_array().size(), 2U);
}

TEST(BreakPointsJson, NonFiniteNumbersNeverAppear) {
  ReportFixture fixture = report_fixture();
  fixture.result.break_points[0].evidence[0].value = std::numeric_limits<double>::quiet_NaN();
  const json::value root = json::parse(break_points_json(fixture.analysis(), 0));
  EXPECT_TRUE(root.at("break_points").as_array()[0].at("evidence").as_array()[0].at("value").is_null());
}

TEST(BreakPointsJson, TopKeepsTheFirstAndTheCountTellsOfTheRest) {
  const ReportFixture fixture = report_fixture();
  const json::value root = json::parse(break_points_json(fixture.analysis(), 2));
  EXPECT_EQ(root.at("break_points").as_array().size(), 2U);
  EXPECT_EQ(root.at("break_point_count").as_int64(), 5);
}

}  // namespace
}  // namespace tenon
