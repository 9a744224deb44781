#include "exchange/fault_kind.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "exchange/dataset_faults.h"
#include "exchange/dataset_reader.h"
#include "exchange/text_faults.h"

namespace tenon {
namespace {

std::vector<FaultKind> all_kinds() {
  std::vector<FaultKind> kinds(std::begin(fault_kinds::kDatasetFaults),
                               std::end(fault_kinds::kDatasetFaults));
  kinds.insert(kinds.end(), std::begin(fault_kinds::kTextFaults), std::end(fault_kinds::kTextFaults));
  return kinds;
}

std::set<std::string> places_in(std::string_view pattern) {
  std::set<std::string> places;
  for (std::size_t i = 0; i + 2 < pattern.size(); ++i) {
    if (pattern[i] == '{' && pattern[i + 2] == '}') places.emplace(pattern.substr(i, 3));
  }
  return places;
}

bool has_chinese(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}

TEST(FaultKind, SaysAllInBothLanguagesWithTheSameValues) {
  std::set<std::string> codes;
  for (const FaultKind& kind : all_kinds()) {
    EXPECT_TRUE(codes.insert(std::string(kind.code)).second) << kind.code;
    EXPECT_TRUE(!kind.en.empty() && !has_chinese(kind.en)) << kind.code;
    EXPECT_TRUE(has_chinese(kind.zh)) << kind.code;
    EXPECT_EQ(places_in(kind.en), places_in(kind.zh)) << kind.code;
    const FaultText text = said(kind, {"12", "34"});
    EXPECT_EQ(text.code, kind.code);
    EXPECT_TRUE(places_in(text.en).empty() && places_in(text.zh).empty()) << text.en;
  }
}

TEST(FaultKind, HasCodesThatPeopleCanSortBy) {
  const std::set<std::string> groups = {"columns", "reference", "duplicate", "code", "choice",
                                        "number",  "missing",   "shape",     "other"};
  for (const FaultKind& kind : all_kinds()) {
    const std::size_t dot = kind.code.find('.');
    ASSERT_NE(dot, std::string_view::npos) << kind.code;
    EXPECT_EQ(groups.count(std::string(kind.code.substr(0, dot))), 1U) << kind.code;
  }
}

TEST(FaultKind, PutsValuesWhereTheyBelong) {
  const FaultText pair = said(fault_kinds::kBothOrNeither, {"lon", "lat"});
  EXPECT_EQ(pair.en, "expected both of lon and lat, or neither");
  EXPECT_EQ(pair.zh, "lon 与 lat 应同时有或同时无");
  const FaultText near = said(fault_kinds::kNotFound, {"firms.csv"}).suggesting("F1");
  EXPECT_EQ(near.en, "not found in firms.csv; did you mean \"F1\"?");
  EXPECT_EQ(near.zh, "在 firms.csv 中找不到；是否为“F1”？");
  EXPECT_EQ(near.suggestion, "F1");
  EXPECT_EQ(said(fault_kinds::kFlag).suggesting("").zh, "应为 1（是）或 0（否）");
  const Fault plain = placed({Severity::kError, "a.csv", 3, 0, "", "", ""}, std::string("broken"));
  EXPECT_EQ(to_string(plain), "a.csv:3: error: broken");
  EXPECT_TRUE(plain.code.empty() && plain.expected_zh.empty());
}

TEST(FaultKind, ReachesThePlaceOfTheFault) {
  DatasetFiles files;
  const std::string chains = "chain_id,name_zh,name_en\nDISP,显示,Display\n";
  const std::string products = "product_id,name_zh,name_en,chain_id,segment\nP,甲,P,DISPL,midstreem\n";
  const std::string regions =
      "region_code,name_zh,name_en,parent_code,tier,lon,lat\n310000,上海,Shanghai,,province,\"1,2\",3\n";
  files["chains.csv"] = chains;
  files["products.csv"] = products;
  files["regions.csv"] = regions;
  std::vector<std::string> suggestions;
  std::vector<std::string> numbers;
  const DatasetCheck check = check_dataset_files("t", files);
  for (const Fault& fault : check.faults.errors()) {
    if (fault.file == "products.csv") suggestions.push_back(fault.suggestion);
    if (fault.column_name == "lon") numbers.push_back(fault.expected_zh);
  }
  EXPECT_EQ(suggestions, (std::vector<std::string>{"DISP", "midstream"}));
  EXPECT_EQ(numbers, (std::vector<std::string>{"应为东经度数，-180 至 180，不写千位分隔符"}));
}

}  // namespace
}  // namespace tenon
