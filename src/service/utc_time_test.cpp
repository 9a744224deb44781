#include "service/utc_time.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tenon {
namespace {

using std::chrono::microseconds;

TEST(UtcTime, Text) {
  EXPECT_EQ(utc_text(UtcTime{}), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(utc_text(UtcTime(microseconds(-1))), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(utc_text(UtcTime(microseconds(1'234'567'890'000'001))), "2009-02-13T23:31:30.000001Z");
}

TEST(UtcTime, ReadsOneFormOnly) {
  EXPECT_EQ(parse_utc("2009-02-13T23:31:30.000001Z"), UtcTime(microseconds(1'234'567'890'000'001)));
  for (const char* wrong :
       {"", "2009-02-13", "2009-02-13T23:31:30Z", "2009-02-13t23:31:30.000001Z",
        "2009-02-13T23:31:30.000001+", "2009-02-30T23:31:30.000001Z", "2009-02-13T24:00:00.000000Z",
        "2009-02-13T23:60:00.000000Z", "2009-02-13T23:31:60.000000Z", "2009-02-13T23:31:30.00000 Z"}) {
    EXPECT_EQ(parse_utc(wrong), std::nullopt) << wrong;
  }
}

TEST(UtcTime, KnowsWhatItCanWrite) {
  const auto first = *parse_utc("0000-01-01T00:00:00.000000Z");
  const auto last = *parse_utc("9999-12-31T23:59:59.999999Z");
  EXPECT_TRUE(is_utc_writable(first));
  EXPECT_TRUE(is_utc_writable(last));
  EXPECT_FALSE(is_utc_writable(first - microseconds(1)));
  EXPECT_FALSE(is_utc_writable(last + microseconds(1)));
}

RC_GTEST_PROP(UtcTime, RoundTrip, ()) {
  const auto first = *parse_utc("0000-01-01T00:00:00.000000Z");
  const auto last = *parse_utc("9999-12-31T23:59:59.999999Z");
  const UtcTime time(microseconds(
      *rc::gen::inRange<std::int64_t>(first.time_since_epoch().count(), last.time_since_epoch().count())));
  RC_ASSERT(parse_utc(utc_text(time)) == time);
}

}  // namespace
}  // namespace tenon
