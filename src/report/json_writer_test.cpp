#include "report/json_writer.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <limits>
#include <vector>

namespace tenon {
namespace {

using Layout = JsonWriter::Layout;

TEST(JsonWriter, IndentsMembersInTheirOrder) {
  JsonWriter json(Layout::kIndented);
  json.begin_object().key("b").integer(1).key("a").begin_array().number(0.1).null().boolean(true).end_array();
  json.key("empty").begin_array().end_array().end_object();
  EXPECT_EQ(json.str(),
            "{\n  \"b\": 1,\n  \"a\": [\n    0.1,\n    null,\n    true\n  ],\n  \"empty\": []\n}\n");
}

TEST(JsonWriter, ListsOfNumbersStayOnOneLine) {
  JsonWriter json(Layout::kIndented);
  const std::vector<double> values = {1, 0.5, std::numeric_limits<double>::quiet_NaN()};
  json.begin_object().key("a").numbers(values).key("b").begin_array().numbers({}).numbers(values).end_array();
  json.end_object();
  EXPECT_EQ(json.str(), "{\n  \"a\": [1,0.5,null],\n  \"b\": [\n    [],\n    [1,0.5,null]\n  ]\n}\n");
}

TEST(JsonWriter, NonFiniteNumbersAreNull) {
  JsonWriter json(Layout::kCompact);
  json.begin_array();
  json.number(std::numeric_limits<double>::quiet_NaN())
      .number(std::numeric_limits<double>::infinity())
      .number(-0.0);
  json.optional_number(std::nullopt).optional_integer(3).end_array();
  EXPECT_EQ(json.str(), "[null,null,0,null,3]");
}

TEST(JsonWriter, HostileTextSurvivesARoundTripInEveryLayout) {
  const std::string hostile =
      "</script><script>alert(1)</script> & \"quoted\" 'x' \\ \n\t\x01\x7F \u2028\u2029 中文 <!--";
  for (const Layout layout : {Layout::kIndented, Layout::kCompact, Layout::kScript}) {
    JsonWriter json(layout);
    json.begin_object().key(hostile).text(hostile).end_object();
    const auto value = boost::json::parse(json.str());
    EXPECT_EQ(value.as_object().at(hostile).as_string(), hostile);
    EXPECT_EQ(json.str().find("\u2028"), std::string::npos);
    EXPECT_EQ(json.str().find("\u2029"), std::string::npos);
  }
}

TEST(JsonWriter, ScriptLayoutCannotLeaveTheScriptElement) {
  JsonWriter json(Layout::kScript);
  json.begin_array().text("</script>").text("<!--").text("]]>").text("&lt;").end_array();
  EXPECT_EQ(json.str().find_first_of("<>&"), std::string::npos) << json.str();
}

TEST(JsonWriter, BrokenUtf8BecomesTheReplacementCharacter) {
  JsonWriter json(Layout::kCompact);
  json.text("a\xFF\xC3(\xE2\x80 \xED\xA0\x80z");
  EXPECT_EQ(json.str(), "\"a\uFFFD\uFFFD(\uFFFD\uFFFD \uFFFD\uFFFD\uFFFDz\"");
}

}  // namespace
}  // namespace tenon
