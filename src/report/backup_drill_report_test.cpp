#include "report/backup_drill_report.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

// One drill that passes, one that fails and could pass, one of a product that nobody uses.
class DrillReports : public testing::Test {
 protected:
  DrillReports() {
    for (const char* product : {"C", "P", "Z"}) b_.product(product);
    b_.firm("A", "320500", "CHN", false);
    b_.firm("B", "330000", "CHN", true);
    reg_.file = "register.csv";
    BackupEntry entry;
    entry.id = "E-1";
    reg_.entries.push_back(entry);
    ResolvedBackup backup;
    backup.product = b_.product_id("C");
    backup.maker = b_.firm_id("A");
    backup.ready_days = 10;
    backups_.push_back(backup);

    Drill passes;
    passes.product = b_.product_id("C");
    passes.primary.root = {RootKind::kCountry, "JPN", {}};
    passes.primary.part = 0.7;
    passes.primary.flow = 50000;
    passes.users = 3;
    passes.passes = true;
    passes.without = {15, 2, 0.5, 20, 4e6, 9e6, 3e6, 2e6, 15};
    passes.delivered.push_back({0, 50000, 1, 4000123, 11, 0, 0, -1, BackupIdle::kNone});
    Drill fails = passes;
    fails.product = b_.product_id("P");
    fails.primary.root = {RootKind::kGroup, "", b_.firm_id("A")};
    fails.passes = false;
    fails.with = fails.without;
    fails.delivered.clear();
    fails.sought = true;
    DrillProposal proposal;
    proposal.change = DrillChange::kCandidateAndStock;
    proposal.stock_days = 12;
    proposal.added.push_back({b_.firm_id("B"), {}, {}, 25000, 40, true});
    proposal.smaller_short_day = 26;
    fails.proposals.push_back(proposal);
    Drill none;
    none.product = b_.product_id("Z");
    none.skip = DrillSkip::kNotUsed;
    result_.drills = {passes, fails, none};
  }
  BackupDrillReport report() const {
    return {b_.data, reg_, backups_, result_, options_, "small", "2026-03-01", 0};
  }

  DatasetBuilder b_;
  BackupRegister reg_;
  std::vector<ResolvedBackup> backups_;
  DrillChain result_;
  DrillOptions options_;
};

TEST_F(DrillReports, CountWhatPassedOfWhatWasRun) {
  const DrillCounts counts = drill_counts(result_);
  EXPECT_EQ(counts.drills, 2U);
  EXPECT_EQ(counts.passed, 1U);
  EXPECT_EQ(counts.untried, 0U);
  EXPECT_EQ(counts.bare, 1U);
  EXPECT_EQ(counts.mendable, 1U);
  EXPECT_EQ(counts.skipped, 1U);
  EXPECT_EQ(counts.pass_rate(), 0.5);
  EXPECT_EQ(drill_counts({}).pass_rate(), 0);
}

TEST_F(DrillReports, TheTableTellsBothLanguages) {
  const std::string text = backup_drill_table(report(), {});
  for (const char* part :
       {"演练通过 1 / 2（50.0%）", "drills passed 1 / 2 (50.0%)", "day 15 → never", "nobody makes or uses it",
        "演练记录 P 产品P", "日本", "合成数据", "少一步则第 26 天短缺", "a step less is short on day 26",
        "12 more days of stock with every buyer", "E-1", "CNY 3.00 m"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  // What failed comes first.
  EXPECT_LT(text.find("Drill protocol P"), text.find("Drill protocol C"));
  EXPECT_EQ(text.back(), '\n');
}

TEST_F(DrillReports, OneLanguageAlone) {
  BackupDrillTableOptions options;
  options.names = NameLanguage::kEnglish;
  const std::string text = backup_drill_table(report(), options);
  EXPECT_EQ(text.find("演练通过"), std::string::npos);
  EXPECT_EQ(text.find("产品P"), std::string::npos);
  EXPECT_NE(text.find("drills passed"), std::string::npos);
  options.protocols = 1;
  EXPECT_NE(backup_drill_table(report(), options).find("1 more protocols"), std::string::npos);
}

TEST_F(DrillReports, SayWhereNothingHelps) {
  result_.drills[1].proposals.clear();
  const std::string text = backup_drill_table(report(), {});
  EXPECT_NE(text.find("none within limits"), std::string::npos);
  EXPECT_NE(text.find("no change within the limits (10 times the reserve, 60 days of stock, 5 more makers)"),
            std::string::npos)
      << text;
}

TEST_F(DrillReports, CsvHasOneRowAProductAndAllColumns) {
  const std::string csv = backup_drill_csv(report());
  EXPECT_TRUE(csv.starts_with("date,product_id,name_zh,"));
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 4);
  const auto commas = [&](std::size_t from) {
    return std::count(csv.begin() + static_cast<std::ptrdiff_t>(from),
                      csv.begin() + static_cast<std::ptrdiff_t>(csv.find('\n', from)), ',');
  };
  EXPECT_EQ(commas(0), 24);
  EXPECT_EQ(commas(csv.find("2026-03-01,Z")), 24);
  EXPECT_NE(csv.find("E-1:4000123"), std::string::npos);
  EXPECT_NE(csv.find("not_used"), std::string::npos);
}

TEST_F(DrillReports, JsonHoldsTheWholeRecord) {
  const std::string json = backup_drill_json(report());
  for (const char* part : {"\"pass_rate\": 0.5", "\"first_short_day\": 15", "\"not_run\": \"not_used\"",
                           "\"change\": \"candidate_and_stock\"", "\"delivered_cny\": 4000123",
                           "\"idle\": \"none\"", "\"synthetic\": true", "\"a_step_less_short_day\": 26"}) {
    EXPECT_NE(json.find(part), std::string::npos) << part << "\n" << json;
  }
}

}  // namespace
}  // namespace tenon
