#include "report/leading_firms_report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <memory>
#include <string>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

namespace json = boost::json;

// A makes panels (P) of chips (C) of S; B is in trial with chips. X is a real leader without figures.
class LeadersReports : public testing::Test {
 protected:
  LeadersReports() {
    b_.product("C");
    b_.product("P");
    b_.input("C", "P", true, 30);
    for (const char* firm : {"A", "B", "S"}) b_.firm(firm, "320500");
    b_.firm("X", "330000", "CHN", false);
    b_.data.firms.back().role = "leader";
    b_.capability("A", "P", 100, 120);
    b_.capability("S", "C", 30, 30).unit_cost = 0.8;
    b_.capability("B", "C", 1, 60, CapabilityStatus::kTrial).unit_cost = 0.9;
    b_.capability("X", "C");
    b_.supply("S", "A", "C", 30, 20);
    for (const char* product : {"C", "P"}) b_.fact(product, Indicator::kExternalDependence, 0, 0);
    FaultList faults;
    network_ = *build_dataset_network(b_.data, {}, faults);
    options_.search.scope = "320000";
    leaders_ = *find_leading_firms(b_.data, network_);
    circle_ = *find_supplier_circle(b_.data, network_, b_.firm_id("A"), options_);
    cooperations_ = *find_cooperations(b_.data, network_, circle_, options_);
  }
  LeadersReport report(bool with_circle) const {
    LeadersReport report{b_.data, network_, "small", leaders_, {}};
    if (with_circle) report.circle.emplace(CircleReport{circle_, cooperations_, options_, {}});
    return report;
  }
  static std::size_t lines(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  }
  static std::size_t fields(const std::string& text, std::size_t line) {
    std::size_t begin = 0;
    for (std::size_t k = 0; k < line; ++k) begin = text.find('\n', begin) + 1;
    const std::string row = text.substr(begin, text.find('\n', begin) - begin);
    return static_cast<std::size_t>(std::count(row.begin(), row.end(), ',')) + 1;
  }
  static bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

  DatasetBuilder b_;
  DatasetNetwork network_;
  CircleOptions options_;
  LeadingFirms leaders_;
  SupplierCircle circle_;
  std::vector<Cooperation> cooperations_;
};

TEST_F(LeadersReports, WhatIsMadeUpSaysSoAndRealFirmsAreListedApart) {
  const std::string text = leaders_table(report(false), {});
  EXPECT_TRUE(has(text, "3 firms scored, 0 of them real")) << text;
  EXPECT_TRUE(has(text, "synthetic 虚构")) << text;
  EXPECT_FALSE(has(text, "real 真实")) << text;
  EXPECT_TRUE(has(text, "1 real makers, 1 of them leaders, 1 controlled from home: Firm X")) << text;
  EXPECT_TRUE(has(text, "say nothing about real firms")) << text;
  EXPECT_FALSE(has(text, "Supplier circle")) << text;
}

TEST_F(LeadersReports, ACircleShowsItsPointsAndWhatAgreementsAvoid) {
  const std::string text = leaders_table(report(true), {});
  for (const char* part :
       {"Supplier circle of Firm A (synthetic)", "Single points of failure: 1", "alternatives not qualified",
        "second source", "merger", "alliance", "shared test line", "Equity alone is not computed"})
    EXPECT_TRUE(has(text, part)) << part << "\n" << text;
  LeadersTableOptions chinese;
  chinese.names = NameLanguage::kChinese;
  const std::string zh = leaders_table(report(true), chinese);
  EXPECT_TRUE(has(zh, "企业A 的供应圈（虚构）")) << zh;
  EXPECT_FALSE(has(zh, "Firm A")) << zh;
  LeadersTableOptions english;
  english.names = NameLanguage::kEnglish;
  EXPECT_FALSE(has(leaders_table(report(true), english), "企业A"));
}

TEST_F(LeadersReports, EveryListHasItsRows) {
  const auto rows = [&](LeadersList list, bool with_circle) {
    const std::string text = leaders_csv(report(with_circle), list);
    for (std::size_t k = 1; k < lines(text); ++k) EXPECT_EQ(fields(text, k), fields(text, 0)) << text;
    return lines(text) - 1;
  };
  EXPECT_EQ(rows(LeadersList::kLeaders, false), 3U);
  EXPECT_EQ(rows(LeadersList::kKnown, false), 1U);
  EXPECT_EQ(rows(LeadersList::kSupplies, true), circle_.supplies.size());
  EXPECT_EQ(rows(LeadersList::kPoints, true), 1U);
  EXPECT_EQ(rows(LeadersList::kCooperations, true), cooperations_.size());
  EXPECT_EQ(rows(LeadersList::kCooperations, false), 0U);
}

TEST_F(LeadersReports, JsonSaysTheSame) {
  const json::value all = json::parse(leaders_json(report(true)));
  const json::value& chain = all.at("chains").at(0);
  EXPECT_EQ(chain.at("scored").as_int64(), 3);
  EXPECT_EQ(chain.at("leaders").at(0).at("rank").as_int64(), 1);
  EXPECT_TRUE(chain.at("leaders").at(0).at("synthetic").as_bool());
  EXPECT_EQ(chain.at("known_leaders_without_figures").at(0).at("id").as_string(), "X");
  const json::value& circle = all.at("circle");
  EXPECT_EQ(circle.at("leader").at("id").as_string(), "A");
  EXPECT_EQ(circle.at("points").at(0).at("reason").at("id").as_string(), "not_qualified");
  ASSERT_EQ(circle.at("cooperations").as_array().size(), cooperations_.size());
  for (std::size_t k = 0; k < cooperations_.size(); ++k) {
    const json::value& one = circle.at("cooperations").at(k);
    EXPECT_NEAR(one.at("leader_avoided_cny").to_number<double>(), cooperations_[k].leader_avoided(), 1e-9);
    EXPECT_FALSE(one.at("caveats").as_array().empty());
    EXPECT_EQ(one.at("extra_cost_cny_year").is_null(), !cooperations_[k].extra_cost.has_value());
  }
  EXPECT_FALSE(json::parse(leaders_json(report(false))).as_object().contains("circle"));
}

}  // namespace
}  // namespace tenon
