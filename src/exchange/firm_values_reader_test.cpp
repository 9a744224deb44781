#include "exchange/firm_values_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tenon {
namespace {

NameTable firms_of(const std::vector<std::string>& names) {
  NameTable firms;
  for (const std::string& name : names) firms.append(name);
  return firms;
}

const NameTable kFirms = firms_of({"a", "乙", "c"});

std::string error_of(std::string_view text) {
  const auto values = parse_firm_values(text, "v.csv", kFirms, "revenue");
  return values.ok() ? "" : values.error().message;
}

TEST(FirmValues, MatchedByNameInAnyOrder) {
  for (const std::string text :
       {"firm,revenue\nc,3\na,1\n", "value,note,firm\n3,x,c\n１,y, a\n", "Umsatz,FIRM\n3,c\n1,a\n"}) {
    const auto values = parse_firm_values(text, "v.csv", kFirms, "revenue");
    ASSERT_TRUE(values.ok()) << values.error().message;
    EXPECT_EQ(values->values, (std::vector<double>{1, 0, 3}));
    EXPECT_EQ(values->missing, (std::vector<std::uint32_t>{1}));
  }
}

TEST(FirmValues, FaultsHaveTheirPlaces) {
  EXPECT_EQ(error_of("firm,revenue\na,-1\nx,1\n乙,\na,2\nc,inf\nc\n"),
            "v.csv:2: error: column 2 'revenue' found \"-1\": expected a finite number >= 0\n"
            "v.csv:3: error: column 1 'firm' found \"x\": the network has no such firm\n"
            "v.csv:4: error: column 2 'revenue' expected a finite number >= 0\n"
            "v.csv:5: error: column 1 'firm' found \"a\": the firm has a row already, on line 2\n"
            "v.csv:6: error: column 2 'revenue' found \"inf\": expected a finite number >= 0\n"
            "v.csv:7: error: expected 2 fields as in the header, found 1");
  EXPECT_NE(error_of("").find("empty"), std::string::npos);
  EXPECT_NE(error_of("name,revenue\na,1\n").find("no column 'firm'"), std::string::npos);
  EXPECT_NE(error_of("firm,x,y\na,1,2\n").find("no column 'revenue' or 'value'"), std::string::npos);
  EXPECT_NE(error_of("firm\na\n").find("no column 'revenue' or 'value'"), std::string::npos);
  const auto missing = read_firm_values("/nonexistent/v.csv", kFirms, "revenue");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
}

TEST(FirmList, InFileOrderAndKnown) {
  const auto list = parse_firm_list("firm\nc\n乙\n", "l.csv", kFirms);
  ASSERT_TRUE(list.ok()) << list.error().message;
  EXPECT_EQ(*list.operator->(), (std::vector<std::uint32_t>{2, 1}));
  EXPECT_FALSE(parse_firm_list("firm\nc\nx\n", "l.csv", kFirms).ok());
  EXPECT_FALSE(parse_firm_list("firm\nc\nc\n", "l.csv", kFirms).ok());
}

}  // namespace
}  // namespace tenon
