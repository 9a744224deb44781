#include "report/document_text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <numeric>

#include "base/text.h"

namespace tenon {
namespace {

TEST(DocumentText, ChineseNumeralsAreWrittenAsSpoken) {
  const std::pair<int, const char*> cases[] = {
      {1, "一"},          {10, "十"},           {11, "十一"},
      {20, "二十"},       {21, "二十一"},       {100, "一百"},
      {101, "一百零一"},  {110, "一百一十"},    {112, "一百一十二"},
      {1001, "一千零一"}, {1010, "一千零一十"}, {9999, "九千九百九十九"},
      {0, "0"},           {-3, "-3"},           {10000, "10000"}};
  for (const auto& [number, text] : cases) EXPECT_EQ(chinese_numeral(number), text) << number;
}

TEST(DocumentText, CleanTextIsOneLineOfHarmlessCharacters) {
  EXPECT_EQ(clean_text("a\r\nb\tc\nd"), "a b c d");
  EXPECT_EQ(clean_text(std::string_view("x\0y\x1F\x7Fz", 6)), "xyz");
  EXPECT_EQ(clean_text("\xE2\x80\xAE光\xE2\x81\xA6\xEF\xBF\xBE"), "光");
  EXPECT_EQ(clean_text("\xC2\x85\xC2\x9F\xE2\x80\xA8"), "  ");
  EXPECT_EQ(clean_text("\xFF"), "\xEF\xBF\xBD");
  EXPECT_EQ(xml_text("<a b=\"c\">&'"), "&lt;a b=&quot;c&quot;&gt;&amp;&#39;");
}

RC_GTEST_PROP(DocumentText, EveryTextIsValidAndCleaningTwiceChangesNothing, (const std::string& bytes)) {
  const std::string clean = clean_text(bytes);
  RC_ASSERT(is_valid_utf8(clean));
  RC_ASSERT(clean_text(clean) == clean);
  for (const char c : clean) RC_ASSERT(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
}

TEST(DocumentText, NotesSayAllTheyKnow) {
  const DocumentNote note{"Bulletin", 2023, 'A', "", true, true};
  EXPECT_EQ(note_text(note, DocumentLanguage::kEnglish),
            "Bulletin, 2023, grade A official [synthetic] [assumption]");
  EXPECT_EQ(note_text(note, DocumentLanguage::kChinese),
            "Bulletin，2023 年，来源等级 A 官方【合成数据】【假设】");
  EXPECT_EQ(note_text({"Only text", {}, 0, "", false, false}, DocumentLanguage::kEnglish), "Only text");
}

TEST(DocumentText, ColumnsFitTheLongestRowAndHaveWidths) {
  DocumentTable table;
  EXPECT_EQ(document_columns(table).size(), 1U);
  table.columns = {{DocumentAlign::kRight, -2}};
  table.rows = {std::vector<DocumentText>(4)};
  const auto columns = document_columns(table);
  ASSERT_EQ(columns.size(), 4U);
  EXPECT_EQ(columns[0].align, DocumentAlign::kRight);
  for (const DocumentColumn& column : columns) EXPECT_EQ(column.width, 1);
}

TEST(DocumentText, KeyFiguresShareTheWidthByNeed) {
  const DocumentKeyFigures strip{{{"a", "1", "%", {}}, {"b", "18 (11-27)", "%", {0}}}};
  const KeyFigureLayout layout = layout_key_figures(strip, 0, 2, 400, 11, 19);
  ASSERT_EQ(layout.widths.size(), 2U);
  EXPECT_NEAR(layout.widths[0] + layout.widths[1], 400, 1e-9);
  EXPECT_GT(layout.widths[1], layout.widths[0]);
  EXPECT_EQ(layout.size, 19);
  const DocumentKeyFigures crowded{{{"a", std::string(300, '8'), "", {}}}};
  EXPECT_EQ(layout_key_figures(crowded, 0, 1, 400, 11, 19).size, 11);
}

}  // namespace
}  // namespace tenon
