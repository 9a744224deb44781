#include "base/day.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tenon {
namespace {

using std::chrono::days;

TEST(DayTest, TakesDaysOfTheCalendarAlone) {
  EXPECT_EQ(*parse_day("1970-01-01"), Day());
  EXPECT_EQ(*parse_day("2024-03-01") - *parse_day("2024-02-29"), days(1));
  for (const char* text : {"", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-9", "2026/01/09",
                           "-026-01-09", "2026-01- 9", "2026-01-09 ", "2026-01-0x"})
    EXPECT_FALSE(parse_day(text)) << text;
}

RC_GTEST_PROP(DayTest, ReadsWhatItWrites, ()) {
  const Day first = *parse_day("0000-01-01");
  const Day day = first + days(*rc::gen::inRange(0, 3652424));
  const std::string text = day_text(day);
  RC_ASSERT(text.size() == 10U);
  RC_ASSERT(parse_day(text) == day);
}

}  // namespace
}  // namespace tenon
