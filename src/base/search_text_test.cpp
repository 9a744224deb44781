#include "base/search_text.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

std::optional<SearchFinding> found(const std::string& name, const std::string& query) {
  SearchTextMaker maker;
  return find_in(maker.make(name), search_query(query));
}

TEST(SearchTextTest, PartsOfNames) {
  const auto part = found("ArF光刻胶", "刻");
  ASSERT_TRUE(part);
  EXPECT_EQ(part->match, SearchMatch::kName);
  EXPECT_EQ(part->from, 4U);
  EXPECT_EQ(part->length, 1U);
  EXPECT_TRUE(found("ArF光刻胶", "ＡＲＦ"));  // full width, other case
  EXPECT_TRUE(found("Photoresist", " photoRES "));
  EXPECT_FALSE(found("光刻胶", "胶刻"));
  EXPECT_FALSE(found("光刻胶", "  "));
}

TEST(SearchTextTest, SoundsInFullAndByTheirInitials) {
  const auto full = found("ArF光刻胶", "guangkejiao");
  ASSERT_TRUE(full);
  EXPECT_EQ(full->match, SearchMatch::kSound);
  EXPECT_EQ(full->from, 3U);
  EXPECT_EQ(full->length, 3U);
  const auto initials = found("ArF光刻胶", "GKJ");
  ASSERT_TRUE(initials);
  EXPECT_EQ(initials->match, SearchMatch::kInitials);
  EXPECT_EQ(initials->from, 3U);
  EXPECT_EQ(initials->length, 3U);
  EXPECT_TRUE(found("ArF光刻胶", "arfgkj"));
  EXPECT_TRUE(found("光刻胶", "guang ke"));
  EXPECT_TRUE(found("光刻胶", "guang'kej"));  // the last syllable unfinished
  EXPECT_FALSE(found("光刻胶", "uang"));      // not from within a syllable
  EXPECT_FALSE(found("光刻胶", "gjk"));
  EXPECT_TRUE(found("铝靶", "lvba"));
  EXPECT_TRUE(found("铝靶", "luba"));
  EXPECT_TRUE(found("PVA膜", "pvam"));
}

TEST(SearchTextTest, NearerOnesComeFirst) {
  EXPECT_LT(found("光刻胶", "光刻胶")->distance, found("光刻胶树脂", "光刻胶")->distance);
  EXPECT_LT(found("resist resins", "resist")->distance, found("dry resist", "resist")->distance);
  EXPECT_LT(found("dry resist", "resist")->distance, found("photoresist", "resist")->distance);
  EXPECT_LT(found("光刻胶", "gk")->distance, found("ArF光刻胶", "gk")->distance);
}

TEST(SearchTextTest, WordsApartAndSingleLetters) {
  const auto apart = found("2.5D advanced packaging", "packaging advanced");
  ASSERT_TRUE(apart);
  EXPECT_EQ(apart->from, 14U);
  EXPECT_FALSE(found("2.5D advanced packaging", "advanced paper"));
  EXPECT_TRUE(found("Mask writer", "w"));
  EXPECT_FALSE(found("Mask writer", "k"));
}

}  // namespace
}  // namespace tenon
