#include "report/break_points_json.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <limits>

#include "base/file.h"
#include "report/report_fixture.h"

namespace tenon {
namespace {

namespace json = boost::json;

// The part of JSON Schema 2020-12 that docs/analyze.schema.json uses. Appends one line a violation; an
// unknown keyword is a violation, so that the schema cannot say more than is checked.
void check(const json::value& value, const json::object& schema, const json::object& root,
           const std::string& path, std::vector<std::string>& faults) {
  const auto is_type = [&](std::string_view type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_bool();
    if (type == "null") return value.is_null();
    if (type == "integer") return value.is_int64() || value.is_uint64();
    return type == "number" && value.is_number();
  };
  for (const auto& [key, rule] : schema) {
    if (key == "$schema" || key == "$id" || key == "title" || key == "description" || key == "$defs")
      continue;
    if (key == "$ref") {
      const std::string name = std::string(rule.as_string()).substr(std::string_view("#/$defs/").size());
      check(value, root.at("$defs").at(name).as_object(), root, path, faults);
    } else if (key == "type") {
      bool any = false;
      if (rule.is_string()) {
        any = is_type(rule.as_string());
      } else {
        for (const auto& type : rule.as_array()) any = any || is_type(type.as_string());
      }
      if (!any) faults.push_back(path + ": wrong type " + json::serialize(value));
    } else if (key == "enum") {
      bool any = false;
      for (const auto& allowed : rule.as_array()) any = any || allowed == value;
      if (!any) faults.push_back(path + ": not allowed " + json::serialize(value));
    } else if (key == "minimum") {
      if (value.is_number() && value.to_number<double>() < rule.to_number<double>())
        faults.push_back(path + ": low");
    } else if (key == "maximum") {
      if (value.is_number() && value.to_number<double>() > rule.to_number<double>())
        faults.push_back(path + ": high");
    } else if (key == "required") {
      for (const auto& name : rule.as_array()) {
        if (value.is_object() && !value.as_object().contains(name.as_string())) {
          faults.push_back(path + ": lacks " + std::string(name.as_string()));
        }
      }
    } else if (key == "properties") {
      if (!value.is_object()) continue;
      for (const auto& [name, member] : value.as_object()) {
        const auto* property = rule.as_object().if_contains(name);
        if (property == nullptr) {
          faults.push_back(path + "." + std::string(name) + ": not in the schema");
        } else {
          check(member, property->as_object(), root, path + "." + std::string(name), faults);
        }
      }
    } else if (key == "additionalProperties") {
      if (rule != json::value(false)) faults.push_back(path + ": the schema leaves members open");
    } else if (key == "items") {
      if (!value.is_array()) continue;
      for (std::size_t i = 0; i < value.as_array().size(); ++i) {
        check(value.as_array()[i], rule.as_object(), root, path + "[" + std::to_string(i) + "]", faults);
      }
    } else {
      faults.push_back(path + ": the check does not know the keyword " + std::string(key));
    }
  }
}

std::vector<std::string> schema_faults(const std::string& text) {
  const auto file = MappedFile::open(std::string(TENON_SOURCE_DIR) + "/docs/analyze.schema.json");
  if (!file) return {"no schema: " + file.error().message};
  const json::object schema = json::parse(file->bytes()).as_object();
  std::vector<std::string> faults;
  check(json::parse(text), schema, schema, "$", faults);
  return faults;
}

TEST(BreakPointsJson, ObeysItsSchema) {
  const ReportFixture fixture = report_fixture();
  EXPECT_EQ(schema_faults(break_points_json(fixture.analysis(), 0)), std::vector<std::string>{});
  const ReportFixture hostile = hostile_fixture();
  EXPECT_EQ(schema_faults(break_points_json(hostile.analysis(), 0)), std::vector<std::string>{});
}

TEST(BreakPointsJson, TheSchemaCheckCanFail) {
  const ReportFixture fixture = report_fixture();
  std::string text = break_points_json(fixture.analysis(), 0);
  const auto replaced = [&](std::string_view from, std::string_view to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    return schema_faults(changed);
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
