#include "report/timestamp.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <limits>

namespace tenon {
namespace {

TEST(Timestamp, IsIso8601InUtc) {
  EXPECT_EQ(format_utc(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(format_utc(1795413909), "2026-11-23T06:05:09Z");
  EXPECT_EQ(format_utc(951826645), "2000-02-29T12:17:25Z");
  EXPECT_EQ(format_utc(-1), "1969-12-31T23:59:59Z");
}

TEST(Timestamp, ClampsWhatHasNoFourDigitYear) {
  EXPECT_EQ(format_utc(std::numeric_limits<std::int64_t>::max()), "9999-12-31T23:59:59Z");
  EXPECT_EQ(format_utc(std::numeric_limits<std::int64_t>::min()), "0000-01-01T00:00:00Z");
}

TEST(Timestamp, HonoursSourceDateEpoch) {
  setenv("SOURCE_DATE_EPOCH", "951826645", 1);
  EXPECT_EQ(report_time(), 951826645);
  setenv("SOURCE_DATE_EPOCH", "not a number", 1);
  EXPECT_GT(report_time(), 1700000000);
  unsetenv("SOURCE_DATE_EPOCH");
}

}  // namespace
}  // namespace tenon
