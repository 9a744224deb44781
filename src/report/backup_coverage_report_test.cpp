#include "report/backup_coverage_report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "report/backup_coverage_report_words.h"
#include "report/report_fixture.h"

namespace tenon {
namespace {

// Of the fixture's products the photoresist comes from Japan (one entry counts, one has expired, one fails
// with it), the polariser is covered by stocks, and of the scanner nothing is known.
class CoverageReports : public testing::Test {
 protected:
  CoverageReports() {
    book_.horizon_days = 90;
    CoverageCase resist;
    resist.subject = {ProductId(0), Level::kRed};
    resist.primary.root = {RootKind::kCountry, "JPN", {}};
    resist.primary.part = 0.7;
    resist.use = 1e6;
    resist.gap = 7e5;
    resist.survive_days = 20;
    resist.survive_given = true;
    resist.provinces = {{RegionId(2), 1}};
    add(resist, "B1", "", "", 350000, 10);
    add(resist, "B2", "2026-01-01", "2026-05-31", 700000, 0);
    add(resist, "B3", "2026-01-01", "", 700000, 0);
    resist.entries[2].part_left = 0;
    SharedExposure country;
    country.code = "JPN";
    SharedExposure upstream;
    upstream.kind = SharedExposureKind::kUpstream;
    upstream.product = ProductId(1);
    upstream.part = 0.25;
    resist.entries[2].shared = {country, upstream};
    CoverageCase scanner;
    scanner.subject = {ProductId(1), Level::kOrange};
    scanner.basis = CoverageBasis::kUnnamed;
    CoverageCase polariser;
    polariser.subject = {ProductId(4), Level::kOrange};
    polariser.primary.root = {RootKind::kGroup, "", FirmId(0)};
    polariser.primary.part = 1;
    polariser.gap = 1e5;
    polariser.use = 1e5;
    polariser.survive_days = 120;
    book_.cases = {resist, scanner, polariser};
  }
  void add(CoverageCase& product, const std::string& id, const std::string& from, const std::string& until,
           double reserved, double ready) {
    BackupEntry& entry = reg_.entries.emplace_back();
    entry.id = id;
    entry.line = reg_.entries.size() + 1;
    entry.reserved_cny_a_year = reserved * 365;
    entry.ready_days = ready;
    entry.status = CapabilityStatus::kTrial;
    entry.registered_on = from;
    entry.valid_until = until;
    ResolvedBackup backup;
    backup.entry = reg_.entries.size() - 1;
    backup.product = product.subject.product;
    backup.maker = FirmId(1);
    backup.region = RegionId(3);
    backup.reserved = reserved;
    backup.ready_days = ready;
    backup.from = parse_day(from);
    backup.until = parse_day(until);
    book_.backups.push_back(backup);
    product.entries.push_back({backup.entry, {}, 1, product.gap});
  }
  template <class Render>
  std::string with(Render render) {
    reg_.file = "r.csv";
    const CoverageOnDay today = coverage_on(book_, *parse_day("2026-06-01"));
    const std::vector<Day> days = {*parse_day("2026-05-01"), *parse_day("2026-06-01")};
    return render(CoverageReport{fixture_.dataset,
                                 reg_,
                                 book_,
                                 "small",
                                 "YRD",
                                 {Level::kRed, Level::kOrange},
                                 true,
                                 today,
                                 coverage_indicators(fixture_.dataset, book_, today),
                                 coverage_over_time(fixture_.dataset, book_, days)});
  }
  std::string table(const CoverageTableOptions& options) {
    return with([&](const CoverageReport& report) { return coverage_table(report, options); });
  }
  static bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  }
  static std::string line(const std::string& text, std::size_t number) {
    std::size_t begin = 0;
    for (; number > 0; --number) begin = text.find('\n', begin) + 1;
    return text.substr(begin, text.find('\n', begin) - begin);
  }

  ReportFixture fixture_ = report_fixture();
  BackupRegister reg_;
  CoverageBook book_;
};

TEST_F(CoverageReports, TheTableSaysTheRateAndWhatIsNotCoveredFirst) {
  const std::string text = table({});
  EXPECT_TRUE(has(text, "small + r.csv, 2026-06-01: 3 entries 条登记, 2 in force 条有效")) << text;
  EXPECT_TRUE(has(text,
                  "Backup coverage 33.3%: 1 of 3 break-point products (Red I, Orange II) are covered, 1 by "
                  "stocks alone, 0 with a full N-1 backup; not assessed and counted as not covered: 1; by "
                  "value 12.5%"))
      << text;
  EXPECT_TRUE(has(text, "备份覆盖率 33.3%：")) << text;
  EXPECT_LT(text.find("Photoresist"), text.find("Immersion scanner"));
  EXPECT_LT(text.find("Immersion scanner"), text.find("Polariser"));
  EXPECT_TRUE(has(text, "日本 Japan")) << text;
  EXPECT_TRUE(has(text, "1 计入, 1 已失效, 1 与主要来源一同中断")) << text;
  EXPECT_TRUE(has(text, "2026-05-01")) << text;
}

TEST_F(CoverageReports, TheTableInOneLanguageAndCutToSomeRows) {
  CoverageTableOptions options;
  options.names = NameLanguage::kEnglish;
  options.top = 1;
  const std::string text = table(options);
  EXPECT_FALSE(has(text, "光刻胶"));
  EXPECT_FALSE(has(text, "覆盖率"));
  EXPECT_TRUE(has(text, "1 counts, 1 expired, 1 fails with the primary source"));
  EXPECT_TRUE(has(text, "… 2 more"));
  options.names = NameLanguage::kChinese;
  EXPECT_FALSE(has(table(options), "Photoresist"));
}

TEST_F(CoverageReports, TheCheckListsEveryEntryInOrderWithWhy) {
  CoverageTableOptions options;
  options.names = NameLanguage::kEnglish;
  const std::string text =
      with([&](const CoverageReport& report) { return register_check_table(report, options); });
  EXPECT_LT(text.find("\nB1 "), text.find("\nB2 "));
  EXPECT_LT(text.find("\nB2 "), text.find("\nB3 "));
  EXPECT_TRUE(has(text, "stands in Japan or is controlled from there")) << text;
  EXPECT_TRUE(has(text, "1 expired")) << text;
  EXPECT_TRUE(has(text, "50")) << text;  // per cent of the gap
}

TEST_F(CoverageReports, CsvOfProducts) {
  const std::string csv =
      with([](const CoverageReport& r) { return coverage_csv(r, CoverageRows::kProducts); });
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 4);
  // Half of the gap from day 10 on: 20 days last up to day 30.
  EXPECT_EQ(line(csv, 1),
            "IC-01,光刻胶,Photoresist,ic,red,assessed,country,JPN,0.7,1e+06,7e+05,20,1,0,0,0,30,2.1e+07,3,1")
      << csv;
  EXPECT_EQ(line(csv, 2), "IC-02,浸没式光刻机,Immersion scanner,ic,orange,unnamed,,,,0,,,,0,0,0,,,0,0")
      << csv;
  EXPECT_TRUE(has(line(csv, 3), ",group,F1,1,")) << csv;
}

TEST_F(CoverageReports, CsvOfEntriesGroupsAndSeries) {
  const std::string entries =
      with([](const CoverageReport& r) { return coverage_csv(r, CoverageRows::kEntries); });
  EXPECT_EQ(line(entries, 2).substr(0, 45), "B2,3,IC-01,,S1,320500,trial,2026-01-01,2026-0") << entries;
  EXPECT_TRUE(has(line(entries, 3), ",fails_with_primary,0,country:JPN=1 upstream:IC-02=0.25,0,0,0,30"))
      << entries;
  const std::string groups =
      with([](const CoverageReport& r) { return coverage_csv(r, CoverageRows::kGroups); });
  // All, two chains, one province; the fixture's first chain may have a lead region.
  EXPECT_TRUE(has(line(groups, 1), "2026-06-01,all,,,,3,1,0,1,1,3,1,0,0.333")) << groups;
  EXPECT_TRUE(has(groups, "2026-06-01,province,320000,江苏省,Jiangsu,1,0,")) << groups;
  const std::string series =
      with([](const CoverageReport& r) { return coverage_csv(r, CoverageRows::kSeries); });
  EXPECT_EQ(std::count(series.begin(), series.end(), '\n'),
            2 * std::count(groups.begin(), groups.end(), '\n') - 1);
  // In May the second entry still held: the whole gap in time.
  EXPECT_TRUE(has(line(series, 1), "2026-05-01,all,,,,3,2,1,1,1,3,2,1,0.666")) << series;
}

TEST_F(CoverageReports, JsonHoldsTheSame) {
  const std::string json = with(coverage_json);
  for (const char* part : {"\"day\": \"2026-06-01\"", "\"survive\": \"simulated\"", "\"first_day_short\": 30",
                           "\"use\": \"expired\"", "\"id\": \"country:JPN\"", "\"basis\": \"unnamed\"",
                           "\"gap_cny_day\": null", "\"rate_lasting\": 0"})
    EXPECT_TRUE(has(json, part)) << part << "\n" << json;
}

TEST_F(CoverageReports, HostileTextDoesNotBreakOut) {
  fixture_ = hostile_fixture();
  reg_.entries[0].id = hostile_text();
  for (const CoverageRows rows : {CoverageRows::kProducts, CoverageRows::kEntries, CoverageRows::kGroups})
    EXPECT_FALSE(with([&](const CoverageReport& r) { return coverage_csv(r, rows); }).empty());
  EXPECT_FALSE(table({}).empty());
  EXPECT_FALSE(with(coverage_json).empty());
}

TEST(CoverageWords, EveryUseHasAnIdAndWordsOfItsOwn) {
  std::vector<std::string> ids;
  for (std::size_t use = 0; use < kEntryUseCount; ++use) {
    ids.emplace_back(id_of(static_cast<EntryUse>(use)));
    EXPECT_FALSE(words_of(static_cast<EntryUse>(use)).zh.empty());
    EXPECT_FALSE(words_of(static_cast<EntryUse>(use)).en.empty());
  }
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::unique(ids.begin(), ids.end()), ids.end());
  EXPECT_EQ(day_text(*parse_day("2026-01-09")), "2026-01-09");
}

}  // namespace
}  // namespace tenon
