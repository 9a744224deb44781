#include "report/time_to_survive_report.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cmath>

namespace tenon {
namespace {

SurvivalTime finite(double days) {
  return {SurvivalKind::kFinite, days};
}

// Resist: 12 days simulated, 15.25 planned, 180 to 365 to recover. Mask: stands 365 days, planned without
// end, nothing known of recovery. Wafer: 30 days, at least 10 to recover, which is assumed. Gas: covered.
SurvivalReport example() {
  SurvivalReport report;
  report.source = "delta";
  report.what = {"产品", "products"};
  report.currency = "CNY";
  report.subjects = {{"P1", "光刻胶", "Photoresist", false},
                     {"P2", "掩模", "Mask", false},
                     {"P3", "硅片", "", true},
                     {"P4", "", "", false}};
  report.nodes = {{"N0", "甲厂", "Plant A", false}, {"N1", "乙厂", "Plant B", false}};
  report.horizon_days = 365;
  report.cap_days = 999;
  report.shortfall_tolerance = 0.01;

  const SurvivalTime stands{SurvivalKind::kAtLeast, 365};
  SurvivalSimulation simulation;
  simulation.sets.resize(4);
  simulation.sets[0] = {finite(12), finite(12), finite(5), finite(6), 0, 1};
  simulation.sets[1] = {stands, stands, stands, stands, kNoNode, kNoNode};
  simulation.sets[2] = {finite(30), finite(31), finite(2), stands, 1, kNoNode};
  simulation.sets[3] = {finite(60), finite(60), finite(60), finite(60), 0, 0};
  report.simulation = simulation;

  TimeToSurvive program;
  program.sets.resize(4);
  program.sets[0] = {finite(15.25), finite(16), RecoveryFlag::kExceeded, {2.5e8, 4e8}, {0.625, 1}};
  program.sets[1] = {
      {SurvivalKind::kUnbounded, 999}, {SurvivalKind::kUnbounded, 999}, RecoveryFlag::kCovered, {}, {}};
  program.sets[2] = {finite(31), finite(32), RecoveryFlag::kPossible, {0, {}}, {0, {}}};
  program.sets[3] = {finite(61), finite(61), RecoveryFlag::kCovered, {0, 0}, {0, 0}};
  program.largest_impact = 4e8;
  report.program = program;

  SurvivalComparison comparison;
  comparison.sets.resize(4);
  comparison.sets[0] = {finite(12), finite(16), 4.0, SurvivalVerdict::kProgramLonger,
                        SurvivalGapCause::kShares};
  comparison.sets[1].verdict = SurvivalVerdict::kAgree;
  comparison.sets[2] = {finite(31), finite(32), 1.0, SurvivalVerdict::kAgree, SurvivalGapCause::kNone};
  comparison.sets[3].verdict = SurvivalVerdict::kNotComparable;
  comparison.agree = 2;
  comparison.program_longer = 1;
  comparison.not_comparable = 1;
  comparison.widest = 0;
  report.comparison = comparison;

  RecoveryEvidence fact;
  fact.part = RecoveryPart::kQualification;
  fact.low = 180;
  fact.high = 365;
  fact.provenance = {"Journal, 2025", "https://example.org", 2025, 'C'};
  RecoveryEvidence assumed;
  assumed.basis = RecoveryBasis::kAssumption;
  assumed.low = assumed.high = 10;
  assumed.product = ProductId(2);
  assumed.firm = FirmId(0);
  assumed.status = CapabilityStatus::kTrial;
  report.recovery.resize(4);
  report.recovery[0].days = {180, 365};
  report.recovery[0].grade = 'C';
  report.recovery[0].evidence = {fact};
  report.recovery[2].days = {10, {}};
  report.recovery[2].is_assumption = true;
  report.recovery[2].evidence = {assumed};
  report.recovery[3].days = {0, 7.5};
  report.recovery[3].grade = 'S';
  report.recovery[3].synthetic = true;
  report.products = report.subjects;
  report.firms = {{"F1", "企业一", "Firm one", false}};
  return report;
}

TEST(SurvivalReportTest, DaysSayHowTheyEnd) {
  EXPECT_EQ(days_text(finite(12), NameLanguage::kEnglish), "12");
  EXPECT_EQ(days_text(finite(12.34), NameLanguage::kEnglish), "12.3");
  EXPECT_EQ(days_text(finite(0), NameLanguage::kEnglish), "0");
  EXPECT_EQ(days_text(finite(123.4), NameLanguage::kEnglish), "123");
  EXPECT_EQ(days_text(SurvivalTime{SurvivalKind::kAtLeast, 365}, NameLanguage::kEnglish), "≥ 365");
  EXPECT_EQ(days_text(SurvivalTime{SurvivalKind::kUnbounded, 999}, NameLanguage::kBoth), "unlimited 无限");
  EXPECT_EQ(days_text(SurvivalTime{}, NameLanguage::kBoth), "–");
  EXPECT_EQ(days_text(DayRange{}, NameLanguage::kChinese), "不详");
  EXPECT_EQ(days_text(DayRange{}, NameLanguage::kBoth), "not known 不详");
  EXPECT_EQ(days_text(DayRange{0, 0}, NameLanguage::kEnglish), "0");
  EXPECT_EQ(days_text(DayRange{180, 365}, NameLanguage::kEnglish), "180–365");
  EXPECT_EQ(days_text(DayRange{180, {}}, NameLanguage::kEnglish), "≥ 180");
  EXPECT_EQ(days_text(DayRange{{}, 7.5}, NameLanguage::kEnglish), "≤ 7.5");
}

TEST(SurvivalReportTest, TheWorseFlagCountsAndOrders) {
  const SurvivalReport report = example();
  EXPECT_EQ(survival_flag(report, 0), RecoveryFlag::kExceeded);
  EXPECT_EQ(survival_flag(report, 1), RecoveryFlag::kUnknown);  // the simulation cannot tell
  EXPECT_EQ(survival_flag(report, 2), RecoveryFlag::kPossible);
  EXPECT_EQ(survival_flag(report, 3), RecoveryFlag::kCovered);
  EXPECT_EQ(survival_order(report), (std::vector<std::size_t>{0, 2, 1, 3}));
  SurvivalReport program_only = example();
  program_only.simulation.reset();
  EXPECT_EQ(survival_flag(program_only, 1), RecoveryFlag::kCovered);
  SurvivalReport neither = example();
  neither.simulation.reset();
  neither.program.reset();
  EXPECT_EQ(survival_flag(neither, 0), RecoveryFlag::kUnknown);
}

TEST(SurvivalReportTest, SentencesInBothLanguages) {
  const SurvivalReport report = example();
  EXPECT_EQ(survival_sentence(report).en,
            "Of 4 products, 1 recover later than stocks last, 1 possibly, 1 are covered by stocks and other "
            "sources, 1 are not known.");
  EXPECT_EQ(
      survival_sentence(report).zh,
      "在 4 个产品中，1 个的恢复时间超过生存时间，1 个可能超过，1 个可由库存和其他来源覆盖，1 个不详。");
  EXPECT_EQ(
      comparison_words(report).en,
      "The two times to survive: 3 comparable, 2 within a day, 1 longer by the program; the widest gap is "
      "4 days (Photoresist: the program serves only those without stock, the simulation serves all "
      "alike).");
  EXPECT_NE(comparison_words(report).zh.find("最大差距 4 天（光刻胶："), std::string::npos);
  SurvivalReport without = example();
  without.comparison.reset();
  EXPECT_TRUE(comparison_words(without).en.empty());
}

TEST(SurvivalReportTest, TheTableKeepsNotKnownApartFromNothing) {
  const std::string table = survival_table(example(), {.names = NameLanguage::kEnglish});
  const auto row_with = [&](const std::string& name) {
    const std::size_t at = table.find(name);
    EXPECT_NE(at, std::string::npos) << name;
    const std::size_t begin = table.rfind('\n', at) + 1;
    return table.substr(begin, table.find('\n', at) - begin);
  };
  const std::string resist = row_with("Photoresist  ");
  for (const char* part :
       {"1", "12", "day 6: Plant B", "15.2", "180–365", "C", "✗ TTR > TTS", "250.0–400.0", "0.62–1.00"}) {
    EXPECT_NE(resist.find(part), std::string::npos) << part << "\n" << table;
  }
  const std::string mask = row_with("Mask");
  EXPECT_NE(mask.find("≥ 365"), std::string::npos);
  EXPECT_NE(mask.find("unlimited"), std::string::npos);
  EXPECT_NE(mask.find("not known  "), std::string::npos);
  const std::string wafer = row_with("硅片");
  EXPECT_NE(wafer.find("(synthetic)"), std::string::npos);
  EXPECT_NE(wafer.find("≥ 10"), std::string::npos);
  EXPECT_NE(wafer.find("assumed"), std::string::npos);
  const std::string gas = row_with("P4");
  EXPECT_NE(gas.find("0–7.5"), std::string::npos);
  EXPECT_EQ(gas.find("not known"), std::string::npos);

  const std::string chinese = survival_table(example(), {.top = 1, .names = NameLanguage::kChinese});
  EXPECT_NE(chinese.find("模拟TTS"), std::string::npos);
  EXPECT_NE(chinese.find("第6天：乙厂"), std::string::npos);
  EXPECT_NE(chinese.find("共 4 项，列出 1 项"), std::string::npos);
  EXPECT_EQ(chinese.find("掩模"), std::string::npos);
}

TEST(SurvivalReportTest, TheTableTakesWhatThereIs) {
  SurvivalReport report = example();
  report.comparison.reset();
  report.recovery.clear();
  report.nodes.clear();
  report.program.reset();
  report.simulation->is_partial = true;
  const std::string table = survival_table(report, {});
  EXPECT_NE(table.find("Partial"), std::string::npos);
  EXPECT_NE(table.find("day 6: 1"), std::string::npos);
  EXPECT_EQ(table.find("PI,"), std::string::npos);
  const SurvivalReport empty;
  EXPECT_NE(survival_table(empty, {}).find("0 of 0"), std::string::npos);
}

TEST(SurvivalReportTest, CsvHasARowASubject) {
  const std::string csv = survival_csv(example());
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < csv.size();) {
    const std::size_t end = csv.find('\n', at);
    lines.push_back(csv.substr(at, end - at));
    at = end + 1;
  }
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_EQ(
      lines[1],
      "P1,光刻胶,Photoresist,0,exceeded,12,short,12,short,5,short,6,short,N0,N1,exceeded,15.25,short,16,"
      "short,exceeded,4,program_longer,targeted_shares,180,365,C,0,0,\"Journal, 2025 (2025, C)\","
      "2.5e+08,4e+08,0.625,1,CNY");
  // Not known is empty, nothing is 0.
  EXPECT_EQ(
      lines[2],
      "P2,掩模,Mask,0,unknown,365,at_least,365,at_least,365,at_least,365,at_least,,,unknown,,unlimited,,"
      "unlimited,covered,,agree,none,,,,0,0,,,,,,CNY");
  EXPECT_EQ(
      lines[3],
      "P3,硅片,,1,possible,30,short,31,short,2,short,365,at_least,N1,,possible,31,short,32,short,possible,"
      "1,agree,none,10,,,1,0,assumption,0,,0,,CNY");
  const auto columns = [](const std::string& line) { return std::count(line.begin(), line.end(), ','); };
  EXPECT_EQ(columns(lines[0]), columns(lines[2]));
}

TEST(SurvivalReportTest, JsonSaysWhatEverythingRestsOn) {
  const auto value = boost::json::parse(survival_json(example()));
  EXPECT_EQ(value.at("subjects_are").at("zh").as_string(), "产品");
  EXPECT_EQ(value.at("comparison").at("widest").as_string(), "P1");
  EXPECT_FALSE(value.at("partial").as_bool());
  const auto& subjects = value.at("subjects").as_array();
  ASSERT_EQ(subjects.size(), 4U);
  EXPECT_EQ(subjects[0].at("program").at("all_demand").at("days").as_double(), 15.25);
  EXPECT_EQ(subjects[0].at("simulation").at("first_in_want").as_string(), "N1");
  const auto& evidence = subjects[0].at("time_to_recover").at("evidence").at(0);
  EXPECT_EQ(evidence.at("part").as_string(), "qualification");
  EXPECT_EQ(evidence.at("year").as_int64(), 2025);
  EXPECT_TRUE(subjects[1].at("program").at("all_demand").at("days").is_null());
  EXPECT_EQ(subjects[1].at("program").at("all_demand").at("end").as_string(), "unlimited");
  EXPECT_TRUE(subjects[1].at("program").at("impact_low").is_null());
  EXPECT_TRUE(subjects[1].at("time_to_recover").at("low_days").is_null());
  EXPECT_EQ(subjects[2].at("program").at("impact_low").to_number<double>(), 0);
  const auto& assumed = subjects[2].at("time_to_recover").at("evidence").at(0).as_object();
  EXPECT_EQ(assumed.at("basis").as_string(), "assumption");
  EXPECT_EQ(assumed.at("firm").as_string(), "F1");
  EXPECT_EQ(assumed.at("status").as_string(), "trial");
  EXPECT_FALSE(assumed.contains("source"));
  SurvivalReport bare = example();
  bare.simulation.reset();
  bare.program.reset();
  bare.comparison.reset();
  bare.recovery.clear();
  const auto plain = boost::json::parse(survival_json(bare));
  EXPECT_FALSE(plain.at("subjects").at(0).as_object().contains("simulation"));
}

}  // namespace
}  // namespace tenon
