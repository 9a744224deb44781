#include "exchange/xlsx_writer.h"

#include <gtest/gtest.h>

#include <string>

namespace tenon {
namespace {

XlsxBook small_book() {
  XlsxBook book;
  XlsxSheet sheet;
  sheet.name = "备份登记";
  XlsxColumn text;
  text.title = "编号";
  text.required = true;
  XlsxColumn number;
  number.title = "产能";
  number.kind = XlsxColumnKind::kNumber;
  number.least = 0;
  number.most = 1e15;
  number.prompt = "元/年";
  XlsxColumn day;
  day.title = "日期";
  day.kind = XlsxColumnKind::kDay;
  XlsxColumn choice;
  choice.title = "状态";
  choice.list = 0;
  sheet.columns = {text, number, day, choice};
  sheet.rows = {{"007", "1.5", "2026-11-26", "试产"}, {"=1+1", "n/a", "26.11.2026"}};
  book.sheets = {sheet};
  book.lists = {{"状态", {"已认证", "试产"}}};
  book.notes = {"第一行", "second line"};
  book.created = 1795413909;
  return book;
}

TEST(XlsxWriter, GivesTheSameBytesForTheSameBook) {
  const auto first = xlsx_bytes(small_book());
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_TRUE(first->starts_with("PK"));
  EXPECT_EQ(*first, *xlsx_bytes(small_book()));
}

TEST(XlsxWriter, RefusesBooksThatSpreadsheetProgramsRefuse) {
  const auto refused = [](auto change) {
    XlsxBook book = small_book();
    change(book);
    const auto bytes = xlsx_bytes(book);
    return !bytes && bytes.error().code == ErrorCode::kInvalidArgument;
  };
  EXPECT_FALSE(refused([](XlsxBook&) {}));
  EXPECT_TRUE(refused([](XlsxBook& book) { book.sheets.clear(); }));
  EXPECT_TRUE(refused([](XlsxBook& book) { book.sheets[0].name = "a/b"; }));
  EXPECT_TRUE(refused([](XlsxBook& book) { book.sheets[0].name = std::string(32, 'x'); }));
  EXPECT_TRUE(refused([](XlsxBook& book) { book.notes_name = book.sheets[0].name; }));
  EXPECT_TRUE(refused([](XlsxBook& book) { book.sheets[0].columns[3].list = 7; }));
  EXPECT_FALSE(refused([](XlsxBook& book) {
    book.sheets[0].name = "三十一个字的表名一二三四五六七八九十一二三四五六七八九十一";
  }));
}

}  // namespace
}  // namespace tenon
