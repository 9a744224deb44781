#include "exchange/xlsx_writer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "exchange/xlsx_reader.h"

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
  EXPECT_TRUE(refused([](XlsxBook& book) { book.sheets[0].rows[1][0] = "\xFF"; }));
  EXPECT_TRUE(refused([](XlsxBook& book) { book.sheets[0].rows[1][0] = std::string("a\0b", 3); }));
  EXPECT_TRUE(refused([](XlsxBook& book) { book.lists[0].values[1] = "\xC0\x80"; }));
  EXPECT_TRUE(refused([](XlsxBook& book) { book.notes[0] = "\xE4\xB8"; }));
  EXPECT_FALSE(refused([](XlsxBook& book) {
    book.sheets[0].name = "三十一个字的表名一二三四五六七八九十一二三四五六七八九十一";
  }));
}

// What the reader finds in the first column below the title.
std::vector<std::string> read_back(const std::vector<std::string>& texts) {
  XlsxBook book;
  XlsxSheet sheet;
  sheet.name = "texts";
  sheet.columns.resize(1);
  sheet.columns[0].title = "text";
  for (const std::string& text : texts) sheet.rows.push_back({text});
  book.sheets = {sheet};
  const auto bytes = xlsx_bytes(book);
  if (!bytes) return {bytes.error().message};
  FaultList faults;
  const auto read = parse_spreadsheet(*bytes, "book.xlsx", {}, faults);
  if (!read) return {faults.to_string()};
  std::vector<std::string> found(texts.size());
  for (const SheetRow& row : read->sheets[0].rows) {
    if (row.number > 1 && row.cells[0].column == 1) found[row.number - 2] = row.cells[0].text;
  }
  return found;
}

TEST(XlsxWriter, WritesTextsThatReadBackTheSame) {
  const std::vector<std::string> texts = {"_x000D_",
                                          "_x0041",
                                          "_x005F_x000D_",
                                          "a_x_b",
                                          "a\rb\x01",
                                          "  two blanks  ",
                                          "line\nfeed\tand tab",
                                          "\xEF\xBF\xBE|\xEF\xBF\xBF",
                                          "<&>\"'",
                                          "=1+1",
                                          "007",
                                          "断链😀"};
  EXPECT_EQ(read_back(texts), texts);
}

RC_GTEST_PROP(XlsxWriter, ReadsBackTextsOfAwkwardPieces, ()) {
  const auto piece = rc::gen::elementOf(std::vector<std::string>{
      "_", "x", "_x", "00", "0D_", "_x005F_", "\r", "\x1F", "断", "😀", "\xEF\xBF\xBF", "&amp;", "z"});
  const auto pieces = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(piece));
  std::string text;
  for (const std::string& one : pieces) text += one;
  RC_ASSERT(read_back({text}) == std::vector<std::string>{text});
}

TEST(XlsxWriter, CutsTextsToWhatACellHolds) {
  constexpr std::size_t kMost = 32767;
  std::string emoji;
  std::string escapes;
  for (std::size_t k = 0; k < kMost; ++k) {
    emoji += "😀";       // two units
    escapes += '\x01';  // seven when stored
  }
  const auto found = read_back({std::string(kMost + 1, 'a'), emoji, escapes});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0], std::string(kMost, 'a'));
  EXPECT_EQ(found[1], emoji.substr(0, kMost / 2 * 4));
  EXPECT_EQ(found[2], std::string(kMost / 7, '\x01'));
}

TEST(XlsxWriter, LeavesDaysThatDoNotExistAsTexts) {
  XlsxBook book = small_book();
  book.sheets[0].rows = {{"a", "1", "2026-02-28"}, {"b", "1", "2026-02-31"}, {"c", "1", "1899-12-31"}};
  FaultList faults;
  const auto read = parse_spreadsheet(*xlsx_bytes(book), "book.xlsx", {}, faults);
  ASSERT_TRUE(read) << faults.to_string();
  const std::vector<SheetRow>& rows = read->sheets[0].rows;
  EXPECT_EQ(rows[1].cells[2].text, "2026-02-28");
  EXPECT_EQ(rows[1].cells[2].kind, CellKind::kDate);
  EXPECT_EQ(rows[2].cells[2].text, "2026-02-31");
  EXPECT_EQ(rows[2].cells[2].kind, CellKind::kText);
  EXPECT_EQ(rows[3].cells[2].kind, CellKind::kText);
}

}  // namespace
}  // namespace tenon
