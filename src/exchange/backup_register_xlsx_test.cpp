#include "exchange/backup_register_xlsx.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <string>

#include "exchange/backup_register_reader.h"
#include "exchange/spreadsheet.h"
#include "exchange/xlsx_reader.h"
#include "exchange/xlsx_writer.h"
#include "support/dataset_builder.h"

namespace tenon {
namespace {

BackupRegister sample() {
  BackupRegister reg;
  BackupEntry entry;
  entry.id = "007";
  entry.product.text = "C";
  entry.buyer.text = "企业A";
  entry.maker.text = "B";
  entry.plant.text = "330000";
  entry.status = CapabilityStatus::kTrial;
  entry.reserved_cny_a_year = 12345678.25;
  entry.ready_days = 0.5;
  entry.stock_days = 12;
  entry.unit_cost = 1.1;
  entry.registered_on = "2026-11-26";
  entry.valid_until = "2028-02-29";
  entry.contact = "=1+1 ☎";
  entry.note = "第一行\n第二行 & <b>";
  entry.provenance = {"来源", "https://example.org/a?b=1&c=2", 2025, 'B'};
  reg.entries.push_back(entry);
  BackupEntry stock;
  stock.id = "S";
  stock.product.text = "C";
  stock.stock_days = 30;
  reg.entries.push_back(stock);
  return reg;
}

void forget_places(BackupRegister& reg) {
  reg.file.clear();
  for (BackupEntry& entry : reg.entries) {
    entry.line = 0;
    for (PlacedName* name : {&entry.product, &entry.buyer, &entry.maker, &entry.plant})
      name->line = name->column = 0;
  }
}

TEST(BackupRegisterXlsx, ReadsBackAsItWasWritten) {
  DatasetBuilder builder;
  builder.product("C");
  builder.firm("A", "320500", "CHN", false);
  builder.firm("B", "330000", "CHN", false);
  builder.capability("B", "C", 1, 2);
  const RegisterTemplate sheet = backup_register_template(builder.data, {});
  for (const RegisterHeader header :
       {RegisterHeader::kEnglish, RegisterHeader::kChinese, RegisterHeader::kBoth}) {
    const auto bytes = backup_register_xlsx(sample(), sheet, header, 1795413909);
    ASSERT_TRUE(bytes) << bytes.error().message;
    const std::string path = ::testing::TempDir() + "register_round_trip.xlsx";
    std::ofstream(path, std::ios::binary) << *bytes;
    FaultList faults;
    auto read = read_backup_register(path, faults);
    std::remove(path.c_str());
    ASSERT_TRUE(read) << read.error().message;
    BackupRegister expected = sample();
    forget_places(expected);
    forget_places(*read);
    EXPECT_EQ(*read, expected);
  }
}

TEST(BackupRegisterXlsx, FaultsNameSheetAndCell) {
  const std::string path = ::testing::TempDir() + "register_faults.xlsx";
  XlsxBook book;
  XlsxSheet page;
  page.name = "登记";
  XlsxColumn id;
  id.title = "id";
  XlsxColumn product;
  product.title = "product";
  XlsxColumn days;
  days.title = "stock_days";
  days.kind = XlsxColumnKind::kNumber;
  page.columns = {id, product, days};
  page.rows = {{"A", "C", "12"}, {"B", "C", "-1"}};
  book.sheets = {page};
  std::ofstream(path, std::ios::binary) << *xlsx_bytes(book);
  FaultList faults;
  const auto read = read_backup_register(path, faults);
  std::remove(path.c_str());
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().message.find("登记:3"), std::string::npos) << read.error().message;
  EXPECT_NE(read.error().message.find("-1"), std::string::npos);
}

TEST(XlsxWriter, WhatIsWrittenReadsBack) {
  XlsxBook book;
  XlsxSheet page;
  page.name = "s";
  XlsxColumn text;
  text.title = "t";
  XlsxColumn number;
  number.title = "n";
  number.kind = XlsxColumnKind::kNumber;
  XlsxColumn day;
  day.title = "d";
  day.kind = XlsxColumnKind::kDay;
  page.columns = {text, number, day};
  page.rows = {{"007", "-1.5e-300", "2026-11-26"},
               {"=SUM(A1)", "0.1", "1999-12-31"},
               {"  spaces \t and\nlines ", "123456789012345", "no day"},
               {"𠮷 emoji 😀", "no number", ""}};
  book.sheets = {page};
  book.notes = {"说明"};
  FaultList faults;
  const auto read = parse_spreadsheet(*xlsx_bytes(book), "book.xlsx", {}, faults);
  ASSERT_TRUE(read) << faults.to_string();
  ASSERT_EQ(read->sheets.size(), 2U);
  ASSERT_EQ(read->sheets[0].rows.size(), 5U);
  for (std::size_t r = 0; r < page.rows.size(); ++r) {
    for (std::size_t c = 0; c < 3; ++c) {
      const Cell* cell = find_cell(read->sheets[0], r + 2, c + 1);
      EXPECT_EQ(cell == nullptr ? std::string() : cell->text, page.rows[r][c]) << r << " " << c;
    }
  }
}

}  // namespace
}  // namespace tenon
