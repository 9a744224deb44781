#include "report/brief.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "report/document_html.h"
#include "report/document_numbering.h"
#include "report/document_text.h"
#include "support/dataset_builder.h"

namespace tenon {
namespace {

// Chips from Japan, one maker at home and one in trial; two firms make panels of them.
class Briefs : public testing::Test {
 protected:
  Briefs() {
    b_.product("C", "C3973");
    b_.product("P", "C3974");
    b_.input("C", "P", true, 30);
    for (const char* firm : {"A", "E"}) {
      b_.firm(firm, "320500", "CHN");
      b_.capability(firm, "P", 1000, 1250);
    }
    b_.firm("B", "330000", "CHN", false);
    b_.capability("B", "C", 120, 130);
    b_.firm("D", "320500", "CHN", false);
    b_.capability("D", "C", {}, 500, CapabilityStatus::kTrial);
    b_.supply("B", "A", "C", 60, 20);
    b_.supply("B", "E", "C", 60, 20);
    b_.fact("C", Indicator::kExternalDependence, 70, 90);
    b_.share("C", "JPN", 60, 60, "China");
    b_.share("C", "KOR", 20, 20, "China");
    options_.search.scope = "CHN";
    options_.break_points.scope = "CHN";
    options_.failure_days = 90;
    options_.horizon_days = 180;
  }
  Document brief(DocumentLanguage language, std::vector<const char*> products = {"C"},
                 const BriefWords& words = {}) {
    FaultList faults;
    network_ = *build_dataset_network(b_.data, {}, faults);
    const auto search = BackupSearch::create(b_.data, network_, options_.search);
    answers_.clear();
    measures_.clear();
    for (const char* product : products) {
      answers_.push_back(*search->answer({b_.product_id(product), {}}));
      measures_.push_back(*evaluate_measures(b_.data, b_.product_id(product), options_));
    }
    BreakPointOptions judged;
    judged.scope = "CHN";
    break_points_ = *find_break_points(b_.data, judged);
    return policy_brief({b_.data, break_points_, answers_, measures_, options_, 1795413909, words}, language);
  }
  static std::vector<std::string> headings(const Document& document) {
    std::vector<std::string> texts;
    for (const DocumentBlock& block : document.blocks) {
      if (const auto* heading = std::get_if<DocumentHeading>(&block))
        texts.push_back(plain_text_of(heading->text));
    }
    return texts;
  }
  static bool has_note(const DocumentText& text) {
    return std::any_of(text.begin(), text.end(),
                       [](const DocumentRun& run) { return run.kind == DocumentRunKind::kNote; });
  }
  DatasetBuilder b_;
  DatasetNetwork network_;
  BreakPointReport break_points_;
  std::vector<BackupAnswer> answers_;
  std::vector<MeasureReport> measures_;
  MeasureOptions options_;
};

TEST_F(Briefs, GoFromSituationToWhatIsNotKnown) {
  const Document zh = brief(DocumentLanguage::kChinese);
  EXPECT_EQ(headings(zh), (std::vector<std::string>{"基本情况", "主要证据", "断供推演", "备份厂商",
                                                    "措施建议", "责任分工建议", "数据缺口"}));
  EXPECT_EQ(zh.title, "关于产品C断链风险及处置建议的报告");
  EXPECT_EQ(zh.date, "2026年11月23日");
  const Document en = brief(DocumentLanguage::kEnglish);
  EXPECT_EQ(headings(en).size(), headings(zh).size());
  EXPECT_EQ(en.date, "2026-11-23");
  EXPECT_EQ(zh.blocks.size(), en.blocks.size());
}

TEST_F(Briefs, WhatAPersonWroteStandsFirstWithItsSources) {
  BriefWords words;
  words.conclusion = "断供第12天起减产 62%[^2]。\n\n另见 38 天[^1]，[^9] 不是脚注。";
  words.uncertainty = "库存不详";
  words.sources = {"数据 v3：恢复周期", "数据 v3：依赖度"};
  const Document document = brief(DocumentLanguage::kChinese, {"C"}, words);
  const std::vector<std::string> titles = headings(document);
  EXPECT_EQ(titles[0], "结论");
  EXPECT_EQ(titles[1], "不确定性与缺口");
  EXPECT_EQ(titles[2], "基本情况");
  const auto& first = std::get<DocumentParagraph>(document.blocks[1]).text;
  ASSERT_EQ(first.size(), 3U);
  EXPECT_EQ(first[0].text, "断供第12天起减产 62%");
  EXPECT_EQ(document.notes.at(first[1].note).text, "数据 v3：依赖度");
  EXPECT_EQ(first[2].text, "。");
  const auto& second = std::get<DocumentParagraph>(document.blocks[2]).text;
  ASSERT_EQ(second.size(), 3U);
  EXPECT_EQ(second[2].text, "，[^9] 不是脚注。");
  EXPECT_TRUE(std::holds_alternative<DocumentHeading>(document.blocks[3]));
}

TEST_F(Briefs, EveryFigureOfARunOrACostHasItsSource) {
  const Document document = brief(DocumentLanguage::kEnglish);
  std::size_t amounts = 0;
  for (const DocumentBlock& block : document.blocks) {
    if (const auto* table = std::get_if<DocumentTable>(&block)) {
      for (const auto& row : table->rows) {
        // A row may carry its source with its first cell.
        const bool row_has = std::any_of(row.begin(), row.end(), has_note);
        for (const DocumentText& cell : row) {
          if (plain_text_of(cell).find("CNY") == std::string::npos) continue;
          ++amounts;
          EXPECT_TRUE(row_has) << plain_text_of(cell);
        }
      }
    }
    if (const auto* strip = std::get_if<DocumentKeyFigures>(&block)) {
      for (const DocumentKeyFigure& figure : strip->figures)
        EXPECT_FALSE(figure.notes.empty()) << figure.label;
    }
    if (const auto* chart = std::get_if<DocumentChart>(&block)) {
      EXPECT_TRUE(has_note(chart->caption));
    }
  }
  EXPECT_GT(amounts, 5U);
  const DocumentNumbering numbering = number_document(document);
  for (const DocumentNote& note : document.notes) EXPECT_FALSE(note.text.empty());
  EXPECT_GE(numbering.used.size(), 4U);
  EXPECT_TRUE(std::any_of(document.notes.begin(), document.notes.end(),
                          [](const DocumentNote& note) { return note.synthetic; }));
  EXPECT_TRUE(std::any_of(document.notes.begin(), document.notes.end(),
                          [](const DocumentNote& note) { return note.assumption; }));
}

TEST_F(Briefs, NamesOfPeopleAreLeftToPeople) {
  const Document document = brief(DocumentLanguage::kChinese);
  EXPECT_EQ(document.signers.size(), 3U);
  EXPECT_EQ(document.status, "征求意见稿");
  for (const DocumentBlock& block : document.blocks) {
    const auto* table = std::get_if<DocumentTable>(&block);
    if (table == nullptr || plain_text_of(table->header[0].back()) != "责任人") continue;
    EXPECT_FALSE(table->rows.empty());
    for (const auto& row : table->rows) EXPECT_EQ(plain_text_of(row.back()), "");
  }
}

TEST_F(Briefs, OfSeveralBreakPointsOpenWithAllAtAGlance) {
  const Document document = brief(DocumentLanguage::kChinese, {"C", "P"});
  const std::vector<std::string> all = headings(document);
  EXPECT_EQ(all.front(), "总体情况");
  EXPECT_EQ(std::count(all.begin(), all.end(), "措施建议"), 2);
  EXPECT_EQ(std::count(all.begin(), all.end(), "数据缺口"), 1);
  EXPECT_EQ(document.title, "关于链产业链断链风险及处置建议的报告");
}

TEST_F(Briefs, DoNotDependOnWhenTheyAreRendered) {
  EXPECT_EQ(document_html(brief(DocumentLanguage::kChinese)),
            document_html(brief(DocumentLanguage::kChinese)));
}

}  // namespace
}  // namespace tenon
