#include "exchange/backup_register_writer.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <cstdio>
#include <string>

#include "base/text.h"
#include "exchange/backup_register_reader.h"

namespace tenon {
namespace {

// Text with all that CSV and spreadsheets stumble over, trimmed as the reader leaves it.
std::string some_text() {
  const std::string pieces[] = {"a",  "备份", ",",  "\"", "\n", "\r\n", "#", " ", "0", "=1+1",
                                "\t", "　",   "；", "-",  "'",  "𠮷",   "é", ";", "# "};
  std::string text;
  for (auto count = *rc::gen::inRange(0, 7); count > 0; --count)
    text += pieces[*rc::gen::inRange<std::size_t>(0, std::size(pieces))];
  return std::string(trim(text));
}

double some_number(double most) {
  const double value = std::fabs(*rc::gen::arbitrary<double>());
  const double special[] = {0, 1, 0.1, 1e-300, 12345.123, most};
  const bool plain = *rc::gen::arbitrary<bool>();
  return plain && value <= most ? value : special[*rc::gen::inRange<std::size_t>(0, std::size(special))];
}

std::string some_day(int year) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, *rc::gen::inRange(1, 13),
                *rc::gen::inRange(1, 29));
  return text;
}

PlacedName some_name() {
  return {some_text(), 0, 0};
}

BackupEntry some_entry(std::size_t position) {
  constexpr double kMostDays = 36500;
  BackupEntry entry;
  entry.id = "B" + std::to_string(position) + some_text();
  entry.id = trim(entry.id);
  entry.product = some_name();
  if (entry.product.text.empty()) entry.product.text = "P";
  entry.buyer = some_name();
  entry.maker = some_name();
  entry.status = static_cast<CapabilityStatus>(*rc::gen::inRange(0, 4));
  entry.ready_days = some_number(kMostDays);
  entry.stock_days = some_number(kMostDays);
  if (!entry.maker.text.empty()) {
    entry.plant = some_name();
    entry.reserved_cny_a_year = some_number(1e15);
  } else if (entry.stock_days <= 0) {
    entry.stock_days = 1;
  }
  if (*rc::gen::arbitrary<bool>()) entry.unit_cost = std::max(5e-324, some_number(1e6));
  if (*rc::gen::arbitrary<bool>()) entry.registered_on = some_day(*rc::gen::inRange(1900, 2050));
  if (*rc::gen::arbitrary<bool>()) entry.valid_until = some_day(*rc::gen::inRange(2050, 2201));
  entry.contact = some_text();
  entry.note = some_text();
  entry.provenance.source = some_text();
  entry.provenance.url = some_text();
  if (*rc::gen::arbitrary<bool>()) entry.provenance.year = *rc::gen::inRange(1900, 2101);
  entry.provenance.grade = " ABCMS"[*rc::gen::inRange(0, 6)];
  return entry;
}

BackupRegister without_places(BackupRegister reg) {
  for (BackupEntry& entry : reg.entries) {
    entry.line = 0;
    for (PlacedName* name : {&entry.product, &entry.buyer, &entry.maker, &entry.plant})
      name->line = name->column = 0;
  }
  return reg;
}

TEST(BackupRegisterWriter, RoundTripWithoutLossInEveryLayout) {
  EXPECT_TRUE(rc::check([] {
    BackupRegister reg{"r.csv", {}};
    for (auto count = *rc::gen::inRange(0, 6); count > 0; --count)
      reg.entries.push_back(some_entry(reg.entries.size()));
    for (const RegisterHeader header :
         {RegisterHeader::kEnglish, RegisterHeader::kChinese, RegisterHeader::kBoth}) {
      for (const bool mark : {false, true}) {
        const std::string text = backup_register_csv(reg, {header, mark});
        FaultList faults;
        const auto read = parse_backup_register(text, "r.csv", faults);
        if (!read) RC_FAIL(read.error().message);
        RC_ASSERT(faults.warning_count() == 0U);
        RC_ASSERT(without_places(*read) == reg);
        RC_ASSERT(backup_register_csv(*read, {header, mark}) == text);
      }
    }
  }));
}

TEST(BackupRegisterWriter, RowsGoRoundAsASheetDoes) {
  BackupRegister reg{"sheet", {}};
  BackupEntry entry;
  entry.id = "B1";
  entry.product.text = "光刻胶";
  entry.maker.text = "乙";
  entry.reserved_cny_a_year = 1e6;
  entry.status = CapabilityStatus::kQualified;
  reg.entries.push_back(entry);
  const auto rows = backup_register_rows(reg, RegisterHeader::kBoth);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0][6], "预留产能(元/年) reserved_cny_a_year");
  EXPECT_EQ(rows[1][5], "已认证");
  EXPECT_EQ(rows[1][7], "0");  // at once, not unknown
  std::size_t next = 0;
  FaultList faults;
  const auto read = backup_register_of_rows(
      [&]() -> std::optional<TextRow> {
        if (next == rows.size()) return std::nullopt;
        TextRow row{next + 1, rows[next]};
        ++next;
        return row;
      },
      "sheet", faults);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(without_places(*read), reg);
}

}  // namespace
}  // namespace tenon
