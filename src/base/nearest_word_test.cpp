#include "base/nearest_word.h"

#include <gtest/gtest.h>

namespace tenon {
namespace {

TEST(NearestWord, CountsEdits) {
  EXPECT_EQ(edit_distance("kitten", "sitting", 5), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting", 2), 3U);  // more than 2
  EXPECT_EQ(edit_distance("", "abc", 3), 3U);
  EXPECT_EQ(edit_distance("City", "cITY", 3), 0U);
  EXPECT_EQ(edit_distance(std::string(65, 'a'), std::string(65, 'a'), 3), 4U);
}

TEST(NearestWord, SuggestsOnlyWhatIsNear) {
  NearestWord nearest("provinse");
  nearest.offer("city");
  nearest.offer("province");
  EXPECT_EQ(nearest.suggestion(), "; did you mean \"province\"?");
  NearestWord far("xyz");
  far.offer("city");
  EXPECT_EQ(far.suggestion(), "");
  NearestWord none("");
  none.offer("");
  EXPECT_EQ(none.suggestion(), "");
}

}  // namespace
}  // namespace tenon
