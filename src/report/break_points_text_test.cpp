#include "report/break_points_text.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/text.h"
#include "report/break_points_csv.h"
#include "report/report_fixture.h"
#include "report/summary.h"

namespace tenon {
namespace {

TEST(Summary, CountsLevelsYearsAndSyntheticUse) {
  const ReportFixture fixture = report_fixture();
  const Summary summary = summarise(fixture.analysis());
  EXPECT_EQ(summary.levels[Level::kRed], 1U);
  EXPECT_EQ(summary.levels[Level::kUnknown], 1U);
  EXPECT_EQ(summary.ranked_count, 4U);
  EXPECT_EQ(summary.fact_count, 1U);
  EXPECT_EQ(summary.old_fact_count, 1U);
  EXPECT_EQ(summary.real_maker_count, 1U);
  EXPECT_EQ(summary.synthetic_maker_count, 1U);
  EXPECT_EQ(summary.synthetic_count, 1U);
  ASSERT_EQ(summary.chains.size(), 2U);
  EXPECT_EQ(summary.chains[0].product_count, 2U);
  EXPECT_EQ(summary.chains[1].gap_count, 1U);
  EXPECT_EQ(summary.chains[1].worst, 3U);
}

TEST(Summary, OneSentenceSaysWhatMatters) {
  const ReportFixture fixture = report_fixture();
  const Sentence sentence = answer_sentence(fixture.analysis(), summarise(fixture.analysis()));
  EXPECT_EQ(sentence.en,
            "1 red, 1 orange, 1 yellow, 1 blue among 5 products, 1 more without enough evidence for a level; "
            "worst: "
            "Photoresist (Integrated circuits). Data from 2019; 2 data gaps; synthetic layer used for N-1 "
            "shortfall "
            "of 1 product.");
  EXPECT_EQ(sentence.zh,
            "5 个产品中 1 红、1 橙、1 黄、1 蓝，另有 1 个证据不足、未评级；最要紧的是光刻胶（集成电路）。"
            "数据年份 2019，数据缺口 2 处；其中 1 个产品的N-1 缺口用到合成数据层。");
}

TEST(Summary, OfNothingIsASentenceToo) {
  const Dataset dataset;
  const BreakPointReport result;
  const Analysis analysis{dataset, result, 0};
  EXPECT_EQ(answer_sentence(analysis, summarise(analysis)).en, "0 red among 0 products. 0 data gaps.");
}

TEST(Analysis, OrderIsCertainOnlyWhereNoRankRangeCrosses) {
  const ReportFixture fixture = report_fixture();
  EXPECT_EQ(certain_order_before(fixture.result), (std::vector<bool>{false, false, true, false}));
}

TEST(Analysis, MainEvidenceIsUsedBeforeShownAndRealBeforeSynthetic) {
  BreakPoint point = report_fixture().result.break_points[0];
  EXPECT_EQ(main_evidence(point), &point.evidence[0]);
  point.evidence[0].computed_with = false;
  EXPECT_EQ(main_evidence(point), &point.evidence[1]);
  point.evidence[1].value.reset();
  EXPECT_EQ(main_evidence(point), &point.evidence[0]);
}

TEST(BreakPointsText, StartsWithTheAnswerAndListsTheRows) {
  const ReportFixture fixture = report_fixture();
  const std::string text = break_points_text(fixture.analysis(), {});
  EXPECT_TRUE(text.starts_with("1 red, 1 orange"));
  EXPECT_NE(text.find("⬣ red"), std::string::npos);
  EXPECT_NE(text.find("▲ orange+"), std::string::npos);
  EXPECT_NE(text.find("● blue*"), std::string::npos);
  EXPECT_NE(text.find("Localisation rate 0–10% (2019, B, old, a broker)"), std::string::npos) << text;
  EXPECT_EQ(text.find("\x1b"), std::string::npos);
}

TEST(BreakPointsText, TopCutsTheListAndSaysSo) {
  const ReportFixture fixture = report_fixture();
  const std::string text = break_points_text(fixture.analysis(), {.top = 2});
  EXPECT_NE(text.find("3 more"), std::string::npos);
  EXPECT_EQ(text.find("Some Maker"), std::string::npos);
}

TEST(BreakPointsText, NamesFollowTheLanguage) {
  const ReportFixture fixture = report_fixture();
  const std::string zh = break_points_text(fixture.analysis(), {.names = NameLanguage::kChinese});
  EXPECT_NE(zh.find("浸没式光刻机"), std::string::npos);
  EXPECT_EQ(zh.find("Immersion scanner  "), std::string::npos);
}

TEST(BreakPointsCsv, HasOneRowABreakPointAndTheSameFieldsInEach) {
  const ReportFixture fixture = report_fixture();
  std::istringstream lines(break_points_csv(fixture.analysis(), 0));
  std::string header;
  std::getline(lines, header);
  const auto commas = std::count(header.begin(), header.end(), ',');
  std::size_t rows = 0;
  for (std::string line; std::getline(lines, line); ++rows) {
    EXPECT_EQ(std::count(line.begin(), line.end(), ','), commas) << line;
  }
  EXPECT_EQ(rows, 5U);
}

TEST(BreakPointsCsv, QuotesAndKeepsIntervals) {
  ReportFixture fixture = report_fixture();
  fixture.dataset.products[0].name_en = "a \"b\", c\nd";
  const std::string text = break_points_csv(fixture.analysis(), 1);
  EXPECT_NE(text.find("\"a \"\"b\"\", c\nd\""), std::string::npos);
  EXPECT_NE(text.find("0.71,0.58,0.8,0.6,0.5,0.7,0.9,0.8,1,0.66,0.5,0.75"), std::string::npos) << text;
  EXPECT_NE(text.find("external_dependence|concentration"), std::string::npos);
}

}  // namespace
}  // namespace tenon
