#include "api/json_schema.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace tenon {
namespace {

namespace json = boost::json;

// {"name": string 1..3, "level": red|blue, "count": integer 0..9, "items": [≤ 2 of count], "note":
// string|null}
SchemaTable table() {
  SchemaTable all(6);
  all[0].types = JsonSchema::kObject;
  all[0].properties = {{"name", 1}, {"level", 2}, {"count", 3}, {"items", 4}, {"note", 5}};
  all[0].required = {"name"};
  all[0].allows_other_properties = false;
  all[1].types = JsonSchema::kString;
  all[1].min_length = 1;
  all[1].max_length = 3;
  all[2].types = JsonSchema::kString;
  all[2].choices = {"red", "blue"};
  all[3].types = JsonSchema::kInteger;
  all[3].minimum = 0;
  all[3].maximum = 9;
  all[4].types = JsonSchema::kArray;
  all[4].max_items = 2;
  all[4].items = 3;
  all[5].types = JsonSchema::kString | JsonSchema::kNull;
  return all;
}

std::vector<std::string> pointers(const std::string& text) {
  std::vector<std::string> found;
  for (const SchemaFault& fault : check_json(table(), 0, json::parse(text))) found.push_back(fault.pointer);
  return found;
}

using Pointers = std::vector<std::string>;

TEST(JsonSchemaTest, SoundValues) {
  EXPECT_EQ(pointers(R"({"name":"链条网"})"), Pointers{});  // characters, not bytes
  EXPECT_EQ(pointers(R"({"name":"a","level":"red","count":9,"items":[0,1],"note":null})"), Pointers{});
  EXPECT_EQ(pointers(R"({"name":"a","count":2.0})"), Pointers{});
}

TEST(JsonSchemaTest, EachFaultHasItsPlace) {
  EXPECT_EQ(pointers("[]"), Pointers{""});
  EXPECT_EQ(pointers("{}"), Pointers{"/name"});
  EXPECT_EQ(pointers(R"({"name":""})"), Pointers{"/name"});
  EXPECT_EQ(pointers(R"({"name":"链条网络"})"), Pointers{"/name"});
  EXPECT_EQ(pointers(R"({"name":1})"), Pointers{"/name"});
  EXPECT_EQ(pointers(R"({"name":"a\u0000"})"), Pointers{"/name"});
  EXPECT_EQ(pointers(R"({"name":"a","level":"green"})"), Pointers{"/level"});
  EXPECT_EQ(pointers(R"({"name":"a","count":10})"), Pointers{"/count"});
  EXPECT_EQ(pointers(R"({"name":"a","count":-1})"), Pointers{"/count"});
  EXPECT_EQ(pointers(R"({"name":"a","count":1.5})"), Pointers{"/count"});
  EXPECT_EQ(pointers(R"({"name":"a","items":[1,2,3]})"), Pointers{"/items"});
  EXPECT_EQ(pointers(R"({"name":"a","items":[1,"x"]})"), Pointers{"/items/1"});
  EXPECT_EQ(pointers(R"({"name":"a","a/b~c":1})"), Pointers{"/a~1b~0c"});
}

TEST(JsonSchemaTest, FaultsAreBounded) {
  std::string text = "{";
  for (int k = 0; k < 1000; ++k) text += "\"x" + std::to_string(k) + "\":1,";
  EXPECT_EQ(pointers(text + "\"name\":\"a\"}").size(), 20U);
}

TEST(JsonSchemaTest, TextsAreReadByType) {
  const SchemaTable all = table();
  EXPECT_TRUE(check_text(all[3], "7").empty());
  for (const char* wrong : {"", "x", "7.5", "10", "-1", "0x7", "7 ", "99999999999999999999"}) {
    EXPECT_EQ(check_text(all[3], wrong).size(), 1U) << wrong;
  }
  JsonSchema flag;
  flag.types = JsonSchema::kBoolean;
  EXPECT_TRUE(check_text(flag, "true").empty());
  EXPECT_FALSE(check_text(flag, "1").empty());
  JsonSchema day;
  day.types = JsonSchema::kString;
  day.format = JsonFormat::kDate;
  EXPECT_TRUE(check_text(day, "2026-02-28").empty());
  EXPECT_FALSE(check_text(day, "2026-02-30").empty());
}

}  // namespace
}  // namespace tenon
