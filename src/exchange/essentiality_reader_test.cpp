#include "exchange/essentiality_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace tenon {
namespace {

using Strings = std::vector<std::string>;

constexpr std::string_view kMatrix =
    "\"supplier\",\"b\",\"a\",\"extra\"\n"
    "a,0,1,2\n"
    "b,2,0,1\n";

std::string error_of(std::string_view matrix, const Strings& sectors, std::string_view mapping = {}) {
  const auto read = parse_essentiality(matrix, "m.csv", mapping, mapping.empty() ? "" : "map.csv", sectors);
  return read.ok() ? "" : read.error().message;
}

TEST(Essentiality, MatchedByNameInAnyOrder) {
  const Strings sectors{"b", "a"};
  const auto read = parse_essentiality(kMatrix, "m.csv", "", "", sectors);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->essentiality.sector_count, 2U);
  EXPECT_EQ(read->essentiality.of(0, 0), InputClass::kEssential);     // b -> b
  EXPECT_EQ(read->essentiality.of(0, 1), InputClass::kNegligible);    // b -> a
  EXPECT_EQ(read->essentiality.of(1, 0), InputClass::kNegligible);    // a -> b
  EXPECT_EQ(read->essentiality.of(1, 1), InputClass::kNonEssential);  // a -> a
}

TEST(Essentiality, MappingTranslatesCodesWithoutTheirZerosToo) {
  constexpr std::string_view mapping =
      "nace4,nace4_num,ihs_markit\n01.11,0111,a\n20.11,2011,b\n11.10,1110,b\n";
  for (const std::string code : {"01.11", "0111", "111", "a"}) {
    const Strings sectors{code, "2011"};
    const auto read = parse_essentiality(kMatrix, "m.csv", mapping, "map.csv", sectors);
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(read->essentiality.of(0, 0), InputClass::kNonEssential) << code;
    EXPECT_EQ(read->essentiality.of(1, 1), InputClass::kEssential) << code;
  }
}

TEST(Essentiality, FirmsWithoutSectorAreTheMatrixsUnknownSector) {
  const Strings sectors{""};
  const auto read = parse_essentiality("s,9999\n9999,2\n", "m.csv", "", "", sectors);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->essentiality.of(0, 0), InputClass::kEssential);
  EXPECT_EQ(read->warnings.warning_count(), 1U);
  EXPECT_FALSE(parse_essentiality(kMatrix, "m.csv", "", "", sectors).ok());
}

TEST(Essentiality, FaultsHaveTheirPlaces) {
  EXPECT_EQ(error_of("s,a,b\na,0,3\nb,,1\na,0,0\nc,1\n", {"a"}),
            "m.csv:2: error: column 3 'b' found \"3\": expected 0 (negligible), 1 (non-essential) or 2 "
            "(essential)\n"
            "m.csv:3: error: column 2 'a' expected 0 (negligible), 1 (non-essential) or 2 (essential)\n"
            "m.csv:4: error: column 1 found \"a\": this supplier sector has a row already\n"
            "m.csv:5: error: expected 3 fields as in the header, found 2");
  EXPECT_EQ(error_of(kMatrix, {"a", "x", "y", "extra"}),
            "m.csv: error: neither the matrix nor the mapping knows the network's sectors \"x\", \"y\" (2 "
            "sectors)\n"
            "m.csv: error: the matrix has no row (as suppliers) for the network's sectors \"extra\"");
  EXPECT_NE(error_of("", {"a"}).find("empty"), std::string::npos);
  EXPECT_NE(error_of("s,a,a\na,1,1\n", {"a"}).find("has a column already"), std::string::npos);
  EXPECT_NE(error_of(kMatrix, {"a"}, "x,y\n1,2\n").find("expected the columns nace4"), std::string::npos);
  EXPECT_NE(error_of(kMatrix, {"a"}, "from,to\n1,a\n1,b\n").find("stands for 'a' already"),
            std::string::npos);
  const auto missing = read_essentiality("/nonexistent/m.csv", "", Strings{"a"});
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace tenon
