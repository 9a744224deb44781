#include "remedy/resolved_register.h"

#include <gtest/gtest.h>

#include <string>

#include "support/dataset_builder.h"

namespace tenon {
namespace {

// Chips (C) go into panels (P). B makes chips in Suzhou and in Zhejiang, D in Suzhou alone; A buys; S is made
// up.
class Register : public testing::Test {
 protected:
  Register() {
    b_.product("C", "C3973");
    b_.product("P", "C3974");
    b_.input("C", "P", true, 30);
    b_.firm("A", "320500", "CHN", false);
    b_.capability("A", "P", 1000, 1250);
    b_.firm("B", "330000", "CHN", false);
    b_.capability("B", "C", 90, 190);
    b_.capability("B", "C", 10, 20).region = b_.region_id("320500");
    b_.firm("D", "320500", "CHN", false);
    b_.capability("D", "C", {}, 40, CapabilityStatus::kTrial);
    b_.firm("S", "320500");
    b_.capability("S", "C", 5, 10);
    b_.supply("B", "A", "C", 90, 20);
    reg_.file = "r.csv";
  }
  BackupEntry& entry(const std::string& id, const std::string& maker) {
    BackupEntry& row = reg_.entries.emplace_back();
    row.id = id;
    row.line = reg_.entries.size() + 1;
    row.product = {"C", row.line, 2};
    if (!maker.empty()) row.maker = {maker, row.line, 4};
    row.reserved_cny_a_year = maker.empty() ? 0 : 365;
    row.stock_days = maker.empty() ? 5 : 0;
    return row;
  }
  Result<std::vector<ResolvedBackup>> resolve() {
    FaultList unused;
    network_ = *build_dataset_network(b_.data, {}, unused);
    faults_ = FaultList();
    return resolve_register(b_.data, network_, reg_, faults_);
  }
  // The only fault, an error in this place.
  void expect_fault(std::size_t line, const std::string& column, const std::string& part) {
    const auto resolved = resolve();
    EXPECT_FALSE(resolved.ok());
    ASSERT_EQ(faults_.error_count(), 1U) << faults_.to_string();
    EXPECT_EQ(faults_.errors()[0].line, line);
    EXPECT_EQ(faults_.errors()[0].column_name, column);
    EXPECT_NE(faults_.errors()[0].expected.find(part), std::string::npos) << faults_.errors()[0].expected;
  }
  DatasetBuilder b_;
  DatasetNetwork network_;
  BackupRegister reg_;
  FaultList faults_;
};

TEST_F(Register, NamesPlantsUnitsAndDays) {
  BackupEntry& row = entry("1", "企业D");
  row.product.text = "Product C";
  row.buyer = {"a", 2, 3};
  row.ready_days = 12;
  row.registered_on = "2026-01-05";
  row.valid_until = "2026-12-31";
  entry("2", "");
  const auto resolved = resolve();
  ASSERT_TRUE(resolved.ok()) << resolved.error().message;
  EXPECT_EQ(faults_.warning_count(), 0U) << faults_.to_string();
  ASSERT_EQ(resolved->size(), 2U);
  const ResolvedBackup& one = (*resolved)[0];
  EXPECT_EQ(one.entry, 0U);
  EXPECT_EQ(one.product, b_.product_id("C"));
  EXPECT_EQ(one.buyer, b_.firm_id("A"));
  EXPECT_EQ(one.maker, b_.firm_id("D"));
  EXPECT_EQ(one.region, b_.region_id("320500"));  // its only plant
  ASSERT_TRUE(one.node);
  EXPECT_EQ(network_.nodes[*one.node].kind, NodeKind::kStandbyLine);
  EXPECT_DOUBLE_EQ(one.reserved, 1);
  EXPECT_EQ(one.ready_days, 12);
  EXPECT_FALSE(one.holds_on(*parse_day("2026-01-04")));
  EXPECT_TRUE(one.holds_on(*parse_day("2026-01-05")));
  EXPECT_TRUE(one.holds_on(*parse_day("2026-12-31")));
  EXPECT_FALSE(one.holds_on(*parse_day("2027-01-01")));
  const ResolvedBackup& stock = (*resolved)[1];
  EXPECT_FALSE(stock.maker);
  EXPECT_FALSE(stock.buyer);
  EXPECT_EQ(stock.stock_days, 5);
  EXPECT_TRUE(stock.holds_on(*parse_day("1900-01-01")));
}

TEST_F(Register, APlantIsTheOneNamedAndOpenWhereThereAreSeveral) {
  entry("1", "B").plant = {"苏州", 2, 5};
  entry("2", "B");
  const auto resolved = resolve();
  ASSERT_TRUE(resolved.ok()) << resolved.error().message;
  EXPECT_EQ((*resolved)[0].region, b_.region_id("320500"));
  ASSERT_TRUE((*resolved)[0].node);
  EXPECT_EQ(network_.nodes[*(*resolved)[0].node].region, b_.region_id("320500"));
  EXPECT_FALSE((*resolved)[1].region);
}

TEST_F(Register, NamesThatDoNotExist) {
  entry("1", "B").product.text = "X";
  expect_fault(2, "product", "product that exists");
  reg_.entries[0].product.text = "C";
  reg_.entries[0].maker.text = "Bx";
  expect_fault(2, "maker", "firm that exists");
  reg_.entries[0].maker.text = "B";
  reg_.entries[0].buyer = {"nobody", 2, 3};
  expect_fault(2, "buyer", "firm that exists");
  reg_.entries[0].buyer = {};
  reg_.entries[0].plant = {"Atlantis", 2, 5};
  expect_fault(2, "plant", "region that exists");
}

TEST_F(Register, NamesThatMeanSeveral) {
  b_.data.firms[1].name_zh = "企业D";
  entry("1", "企业D");
  expect_fault(2, "maker", "2 records have this name");
}

TEST_F(Register, MakersOfOtherThingsAndPlantsElsewhere) {
  entry("1", "A");
  expect_fault(2, "maker", "a maker of C");
  reg_.entries[0].maker.text = "D";
  reg_.entries[0].plant = {"330000", 2, 5};
  expect_fault(2, "plant", "a place where the maker makes it");
}

TEST_F(Register, IdsTwiceAndDaysThatAreNone) {
  entry("1", "B");
  entry("1", "D");
  expect_fault(3, "id", "no other entry has");
  reg_.entries[1].id = "2";
  reg_.entries[1].registered_on = "2026-02-30";
  expect_fault(3, "registered_on", "2026-11-26");
  reg_.entries[1].registered_on = "2026-03-01";
  reg_.entries[1].valid_until = "2026-02-28";
  expect_fault(3, "valid_until", "not before registered_on");
}

TEST_F(Register, AllFaultsAtOnce) {
  entry("1", "X").product.text = "Y";
  entry("1", "Z").valid_until = "tomorrow";
  const auto resolved = resolve();
  ASSERT_FALSE(resolved.ok());
  EXPECT_EQ(resolved.error().code, ErrorCode::kBadInput);
  EXPECT_EQ(faults_.error_count(), 5U) << faults_.to_string();
  EXPECT_NE(resolved.error().message.find("r.csv:3"), std::string::npos);
}

TEST_F(Register, WarnsOfMadeUpMakersAndOfMoreThanCanBeSpared) {
  entry("1", "S");
  ASSERT_TRUE(resolve().ok());
  ASSERT_EQ(faults_.warning_count(), 1U) << faults_.to_string();
  EXPECT_EQ(faults_.warnings()[0].column_name, "maker");
  reg_.entries.clear();
  // D can spare 40 a day: 25 and 15 together are all of it, a little more is too much.
  entry("1", "D").reserved_cny_a_year = 25 * 365;
  entry("2", "D").reserved_cny_a_year = 15 * 365;
  ASSERT_TRUE(resolve().ok());
  EXPECT_EQ(faults_.warning_count(), 0U) << faults_.to_string();
  reg_.entries[1].reserved_cny_a_year = 16 * 365;
  ASSERT_TRUE(resolve().ok());
  ASSERT_EQ(faults_.warning_count(), 1U);
  EXPECT_EQ(faults_.warnings()[0].line, 3U);
  EXPECT_EQ(faults_.warnings()[0].column_name, "reserved_cny_a_year");
}

TEST_F(Register, AnEmptyRegisterResolvesToNothing) {
  const auto resolved = resolve();
  ASSERT_TRUE(resolved.ok());
  EXPECT_TRUE(resolved->empty());
}

TEST(ParseDay, TakesDaysOfTheCalendarAlone) {
  EXPECT_EQ(parse_day("1970-01-02"), Day(std::chrono::days(1)));
  EXPECT_TRUE(parse_day("2028-02-29"));
  for (const char* text : {"", "2026-2-03", "2026-02-30", "2026/02/03", "2026-13-01", "2026-00-01",
                           "x026-01-01", "2026-01-1x", "-026-01-01", "2026-01-011"})
    EXPECT_FALSE(parse_day(text)) << text;
}

}  // namespace
}  // namespace tenon
