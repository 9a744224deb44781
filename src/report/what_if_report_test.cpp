#include "report/what_if_report.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

struct Example {
  std::vector<EsriScore> before{{.combined = 0.5}, {.combined = 0.25}};
  EsriUpdate after;
  WhatIfReport report;

  Example() {
    after.scores = {{.combined = 0.25, .error_bound = 0.001}, {.combined = 0.5}, {.combined = 0.125}};
    after.origin = {ScoreOrigin::kBounded, ScoreOrigin::kRecomputed, ScoreOrigin::kRecomputed};
    after.recomputed = 2;
    report.source = "net.csv";
    report.edits = "edits.csv";
    report.edit_count = 1;
    report.name_of = [](std::uint32_t firm) { return std::string(1, static_cast<char>('A' + firm)); };
    report.before = &before;
    report.after = &after;
    report.edited = {1, 2};
  }
};

TEST(WhatIfReport, TellsRanksBeforeAndAfter) {
  const Example example;
  const std::string text = what_if_table(example.report, 1, {});
  for (const char* part : {"2 / 3 firms", "new 新建", "50.0%", "+25.0%", "✓"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << " in\n" << text;
  }
  EXPECT_LT(text.find(" B "), text.find(" A "));  // the first before the edit is the second after it
}

TEST(WhatIfReport, LeavesEmptyWhatDidNotExist) {
  const Example example;
  EXPECT_EQ(what_if_csv(example.report),
            "firm,esri_before,esri_after,esri_down_before,esri_down_after,esri_up_before,esri_up_after,error_"
            "bound,origin\n"
            "A,0.5,0.25,0,0,0,0,0.001,bounded\n"
            "B,0.25,0.5,0,0,0,0,0,recomputed\n"
            "C,,0.125,,0,,0,0,recomputed\n");
  EXPECT_NE(what_if_json(example.report).find("\"esri_before\": null"), std::string::npos);
}

TEST(WhatIfReport, TellsAnEditInWords) {
  NamedEdit edit;
  edit.kind = EditKind::kScaleStock;
  edit.firm.text = "A";
  edit.sector.text = "C-1";
  edit.days = 60;
  EXPECT_EQ(edit_words(edit).zh, "调整库存：A, C-1，60 天");
  EXPECT_EQ(edit_words(edit).en, "scale stock: A, C-1, 60 days");
}

}  // namespace
}  // namespace tenon
