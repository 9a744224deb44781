#include "remedy/backup_coverage_indicators.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

Day day(const char* text) {
  return *parse_day(text);
}

// Two chains; the second is led by Zhejiang. Four products with backups that hold at different times, and one
// of which nothing is known.
class Indicators : public testing::Test {
 protected:
  Indicators() {
    Chain led = b_.data.chains[0];
    led.id = "LED";
    led.lead_region = b_.region_id("330000");
    b_.data.chains.push_back(led);
    for (const char* id : {"P0", "P1", "P2", "P3", "P4"}) b_.product(id);
    for (const std::size_t p : {3, 4}) b_.data.products[p].chain = ChainId(std::size_t{1});
    const RegionId jiangsu = b_.region_id("320000");
    const RegionId zhejiang = b_.region_id("330000");
    add(0, 10, {{jiangsu, 1}}, {});
    add(1, 20, {{jiangsu, 0.25}, {zhejiang, 0.75}}, "2026-02-10");
    add(2, 30, {{zhejiang, 0.5}}, "2026-03-01");
    add(3, 40, {}, "2026-04-01");
    add(4, 0, {{zhejiang, 1}}, {});
    book_.cases[4].basis = CoverageBasis::kNotUsed;
    book_.cases[0].survive_days = 90;  // without any entry
    book_.horizon_days = 90;
  }
  void add(std::size_t product, double gap, std::vector<ProvinceUse> provinces, const std::string& from) {
    CoverageCase& one = book_.cases.emplace_back();
    one.subject.product = ProductId(product);
    one.gap = gap;
    one.provinces = std::move(provinces);
    if (from.empty()) return;
    ResolvedBackup backup;
    backup.entry = book_.backups.size();
    backup.product = ProductId(product);
    backup.reserved = gap;
    backup.from = parse_day(from);
    backup.until = day("2026-06-30");
    one.entries.push_back({backup.entry, {}, 1, gap});
    book_.backups.push_back(backup);
  }
  CoverageIndicators on(const char* text) {
    return coverage_indicators(b_.data, book_, coverage_on(book_, day(text)));
  }
  DatasetBuilder b_;
  CoverageBook book_;
};

TEST_F(Indicators, CountEveryProductOnceAndByChain) {
  const CoverageIndicators at = on("2026-03-15");
  EXPECT_EQ(at.all.products, 5U);
  EXPECT_EQ(at.all.covered, 3U);
  EXPECT_EQ(at.all.by_stock_alone, 1U);
  EXPECT_EQ(at.all.lasting, 2U);
  EXPECT_DOUBLE_EQ(*at.all.rate_lasting(), 0.4);
  EXPECT_EQ(at.all.not_assessed, 1U);
  EXPECT_DOUBLE_EQ(*at.all.rate(), 0.6);
  EXPECT_DOUBLE_EQ(*at.all.rate_by_value(), 0.6);  // 60 of 100
  ASSERT_EQ(at.chains.size(), 2U);
  EXPECT_DOUBLE_EQ(*at.chains[0].count.rate(), 1);
  EXPECT_DOUBLE_EQ(*at.chains[1].count.rate(), 0);
  ASSERT_EQ(at.lead_provinces.size(), 1U);
  EXPECT_EQ(at.lead_provinces[0].region, b_.region_id("330000"));
  EXPECT_EQ(at.lead_provinces[0].count.products, 2U);
}

TEST_F(Indicators, WeighProductsByWhereTheirBuyersStand) {
  const CoverageIndicators at = on("2026-02-15");  // P0 and P1 are covered
  ASSERT_EQ(at.provinces.size(), 2U);
  const CoverageCount& jiangsu = at.provinces[0].count;
  EXPECT_EQ(jiangsu.products, 2U);
  EXPECT_DOUBLE_EQ(*jiangsu.rate(), 1);
  const CoverageCount& zhejiang = at.provinces[1].count;
  EXPECT_EQ(zhejiang.products, 3U);
  EXPECT_DOUBLE_EQ(zhejiang.weight, 2.25);
  EXPECT_DOUBLE_EQ(*zhejiang.rate(), 0.75 / 2.25);
  EXPECT_DOUBLE_EQ(*zhejiang.rate_by_value(), 15.0 / 30);
}

TEST_F(Indicators, MoveAsEntriesComeAndGo) {
  const std::vector<Day> days = monthly_days(day("2026-02-10"), day("2026-07-15"));
  std::vector<std::size_t> covered;
  for (const CoverageIndicators& at : coverage_over_time(b_.data, book_, days))
    covered.push_back(at.all.covered);
  // 10 February, then the firsts of March to July, then 15 July.
  EXPECT_EQ(covered, (std::vector<std::size_t>{2, 3, 4, 4, 4, 1, 1}));
  EXPECT_EQ(first_registration(book_.backups), day("2026-02-10"));
}

TEST_F(Indicators, NothingToCoverHasNoRate) {
  const CoverageIndicators at = coverage_indicators(b_.data, {}, {});
  EXPECT_FALSE(at.all.rate());
  EXPECT_FALSE(at.all.rate_by_value());
  EXPECT_FALSE(first_registration({}));
}

TEST(MonthlyDays, BeginAndEndAsAsked) {
  const auto days = [](const char* first, const char* last) { return monthly_days(day(first), day(last)); };
  EXPECT_TRUE(days("2026-01-02", "2026-01-01").empty());
  EXPECT_EQ(days("2026-01-02", "2026-01-02"), (std::vector<Day>{day("2026-01-02")}));
  EXPECT_EQ(days("2026-11-30", "2027-02-01"),
            (std::vector<Day>{day("2026-11-30"), day("2026-12-01"), day("2027-01-01"), day("2027-02-01")}));
}

}  // namespace
}  // namespace tenon
