#include "exchange/xlsx_dates.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

namespace tenon {
namespace {

using Style = NumberStyle;

TEST(XlsxDates, KnowsFormatsByTheirCode) {
  const struct {
    const char* code;
    Style style;
  } cases[] = {
      {"General", Style::kNumber},
      {"", Style::kNumber},
      {"@", Style::kNumber},
      {"0.00", Style::kNumber},
      {"#,##0.00_);[Red]\\(#,##0.00\\)", Style::kNumber},
      {"0.00E+00", Style::kNumber},
      {"##0.0e-0", Style::kNumber},
      {"0\"d\"", Style::kNumber},
      {"[Magenta]General\"年\"", Style::kNumber},
      {"0\\m", Style::kNumber},
      {"0!s", Style::kNumber},
      {"[$-804]#,##0", Style::kNumber},
      {"[>100]0;0", Style::kNumber},
      {"0;yyyy", Style::kNumber},
      {"0.0%", Style::kPercent},
      {"0\"%\"", Style::kNumber},
      {"yyyy\\-mm\\-dd;@", Style::kDate},
      {"yyyy\"年\"m\"月\"d\"日\"", Style::kDate},
      {"[$-404]e\"年\"m\"月\"", Style::kDate},
      {"mmm-yy", Style::kDate},
      {"mmmm", Style::kDate},
      {"M/D", Style::kDate},
      {"aaaa", Style::kDate},
      {"d.m.", Style::kDate},
      {"yyyy-mm-dd hh:mm:ss", Style::kDateTime},
      {"m/d/yy h:mm AM/PM", Style::kDateTime},
      {"hh:mm", Style::kTime},
      {"h:mm:ss A/P", Style::kTime},
      {"mm:ss.0", Style::kTime},
      {"上午/下午h\"时\"mm\"分\"", Style::kTime},
      {"[h]:mm", Style::kDuration},
      {"[mm]:ss", Style::kDuration},
      {"[SS]", Style::kDuration},
      {"[unclosed", Style::kNumber},
      {"\"unclosed yyyy", Style::kNumber},
      {"\\", Style::kNumber},
  };
  for (const auto& c : cases) EXPECT_EQ(style_of_format(c.code), c.style) << c.code;
}

TEST(XlsxDates, KnowsFormatsByNumber) {
  for (const unsigned id : {14U, 17U, 27U, 31U, 36U, 50U, 57U, 58U}) {
    EXPECT_EQ(style_of_builtin_format(id), Style::kDate) << id;
  }
  for (const unsigned id : {18U, 21U, 32U, 45U, 47U, 56U})
    EXPECT_EQ(style_of_builtin_format(id), Style::kTime);
  for (const unsigned id : {0U, 1U, 4U, 11U, 37U, 44U, 48U, 49U, 59U, 164U}) {
    EXPECT_EQ(style_of_builtin_format(id), Style::kNumber) << id;
  }
  EXPECT_EQ(style_of_builtin_format(22), Style::kDateTime);
  EXPECT_EQ(style_of_builtin_format(46), Style::kDuration);
  EXPECT_EQ(style_of_builtin_format(10), Style::kPercent);
}

std::string shown(double serial, Style style, DateSystem system = DateSystem::k1900) {
  return serial_to_iso(serial, style, system).value_or("none");
}

TEST(XlsxDates, CountsDaysFromBothEpochs) {
  EXPECT_EQ(shown(1, Style::kDate), "1900-01-01");
  EXPECT_EQ(shown(59, Style::kDate), "1900-02-28");
  EXPECT_EQ(shown(60, Style::kDate), "1900-02-29");
  EXPECT_EQ(shown(61, Style::kDate), "1900-03-01");
  EXPECT_EQ(shown(25569, Style::kDate), "1970-01-01");
  EXPECT_EQ(shown(45352, Style::kDate), "2024-03-01");
  EXPECT_EQ(shown(2958465, Style::kDate), "9999-12-31");
  EXPECT_EQ(shown(2958466, Style::kDate), "none");
  EXPECT_EQ(shown(0, Style::kDate), "none");
  EXPECT_EQ(shown(-1, Style::kDate), "none");
  EXPECT_EQ(shown(0, Style::kDate, DateSystem::k1904), "1904-01-01");
  EXPECT_EQ(shown(43890, Style::kDate, DateSystem::k1904), "2024-03-01");
  EXPECT_EQ(shown(2957003, Style::kDate, DateSystem::k1904), "9999-12-31");
  EXPECT_EQ(shown(2957004, Style::kDate, DateSystem::k1904), "none");
}

TEST(XlsxDates, ShowsWhatTheFormatShows) {
  EXPECT_EQ(shown(45352.75, Style::kDate), "2024-03-01");
  EXPECT_EQ(shown(45352.75, Style::kDateTime), "2024-03-01T18:00:00");
  EXPECT_EQ(shown(45352.524259259259, Style::kDateTime), "2024-03-01T12:34:56");
  EXPECT_EQ(shown(45352.999999999, Style::kDateTime), "2024-03-02T00:00:00");
  EXPECT_EQ(shown(0.25 + 0.25 / 86400, Style::kTime), "06:00:00.250");
  EXPECT_EQ(shown(1.5, Style::kTime), "12:00:00");
  EXPECT_EQ(shown(1.5, Style::kDuration), "36:00:00");
  EXPECT_EQ(shown(0.5, Style::kDateTime), "12:00:00");
  EXPECT_EQ(shown(5, Style::kNumber), "none");
}

TEST(XlsxDates, DatesReadBack) {
  EXPECT_TRUE(rc::check("a day is the text of its number", [] {
    const int day = *rc::gen::inRange(1, 2958466);
    const auto text = serial_to_iso(day, Style::kDate, DateSystem::k1900);
    RC_ASSERT(text.has_value());
    const auto back = iso_to_serial(*text);
    RC_ASSERT(back.has_value());
    RC_ASSERT(back->serial == day && back->style == Style::kDate);
    const double moment = day + *rc::gen::inRange(0, 86'400'000) / 86'400'000.0;
    const auto moment_text = serial_to_iso(moment, Style::kDateTime, DateSystem::k1900);
    const auto moment_back = iso_to_serial(moment_text.value());
    RC_ASSERT(serial_to_iso(moment_back.value().serial, Style::kDateTime, DateSystem::k1900) == moment_text);
  }));
}

TEST(XlsxDates, RefusesWhatIsNoDate) {
  for (const char* wrong :
       {"", "2024", "2024-3-1", "2024-02-30", "2023-02-29", "1899-12-31", "2024-13-01", "2024-03-01T",
        "2024-03-01T24:00:00", "2024-03-01T10:60:00", "2024-03-01 10:00:00", "2024-03-01T10:00:00.5",
        "2024-03-01x", "8:00:00", "08:00", "99999999999:00:00"}) {
    EXPECT_FALSE(iso_to_serial(wrong).has_value()) << wrong;
  }
  EXPECT_EQ(iso_to_serial("36:00:00")->style, Style::kDuration);
  EXPECT_EQ(iso_to_serial("36:00:00")->serial, 1.5);
  EXPECT_EQ(iso_to_serial("06:00:00")->style, Style::kTime);
}

}  // namespace
}  // namespace tenon
