#include "report/column_file.h"

#include <gtest/gtest.h>

#include <limits>

#include "support/column_file_reader.h"

namespace tenon {
namespace {

TEST(ColumnFile, ReadsBackAsItWasWritten) {
  const std::vector<std::uint8_t> flags{1, 0, 255};
  const std::vector<std::int32_t> products{-1, 7};
  const std::vector<double> values{0.1, -2e300, std::numeric_limits<double>::infinity()};
  const std::vector<std::string> names{"苏州", "", "\"a\"\n"};
  ColumnFile file;
  file.note("about", "{\"version\":3}");
  file.add("flags", flags);
  file.add_texts("names", names);
  file.add("products", products);
  file.add("values", values);
  const std::string bytes = file.bytes();
  const ColumnFileReader read(bytes);
  EXPECT_EQ(read.note("about"), "{\"version\":3}");
  EXPECT_EQ(read.numbers<std::uint8_t>("flags", "U8"), flags);
  EXPECT_EQ(read.numbers<std::int32_t>("products", "I32"), products);
  EXPECT_EQ(read.numbers<double>("values", "F64"), values);
  EXPECT_EQ(read.texts("names"), names);
  EXPECT_TRUE(read.is_filled());
}

TEST(ColumnFile, ColumnsMayBeEmpty) {
  ColumnFile file;
  file.add("values", std::span<const double>());
  file.add_texts("names", std::span<const std::string>());
  const std::string bytes = file.bytes();
  const ColumnFileReader read(bytes);
  EXPECT_TRUE(read.numbers<double>("values", "F64").empty());
  EXPECT_TRUE(read.texts("names").empty());
  EXPECT_TRUE(read.is_filled());
}

}  // namespace
}  // namespace tenon
