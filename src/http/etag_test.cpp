#include "http/etag.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tenon {
namespace {

const EntityTag kStrong{.value = "x", .is_weak = false};
const EntityTag kWeak{.value = "x", .is_weak = true};
const EntityTag kOther{.value = "y", .is_weak = false};

// RFC 9110, 8.8.3.2: the table of comparisons.
TEST(EntityTag, Comparison) {
  const EntityTag w1{.value = "1", .is_weak = true};
  const EntityTag w2{.value = "2", .is_weak = true};
  const EntityTag s1{.value = "1", .is_weak = false};
  EXPECT_FALSE(strongly_equal(w1, w1));
  EXPECT_TRUE(weakly_equal(w1, w1));
  EXPECT_FALSE(strongly_equal(w1, w2));
  EXPECT_FALSE(weakly_equal(w1, w2));
  EXPECT_FALSE(strongly_equal(w1, s1));
  EXPECT_TRUE(weakly_equal(w1, s1));
  EXPECT_TRUE(strongly_equal(s1, s1));
  EXPECT_TRUE(weakly_equal(s1, s1));
}

TEST(EntityTag, Parses) {
  const auto tags = [](std::string_view header) {
    const auto condition = parse_entity_tags(header);
    EXPECT_TRUE(condition) << header;
    return condition ? condition->tags : std::vector<EntityTag>{};
  };
  EXPECT_EQ(tags("\"x\""), std::vector{kStrong});
  EXPECT_EQ(tags(" W/\"x\" , \"y\",\"x\"\t"), (std::vector{kWeak, kOther, kStrong}));
  EXPECT_EQ(tags(", ,\"x\",,"), std::vector{kStrong});
  EXPECT_EQ(tags("\"\""), (std::vector{EntityTag{}}));
  EXPECT_EQ(tags("\"a,b\""), (std::vector{EntityTag{.value = "a,b", .is_weak = false}}));
  EXPECT_TRUE(parse_entity_tags(" * ")->is_any);
  for (const char* wrong : {"", " ", ",", "x", "\"x", "x\"", "w/\"x\"", "W/x", "\"x\" \"y\"", "*, \"x\"",
                            "\"x\", *", "\"a b\"", "\"a\x7f\"", "W/ \"x\"", "\"x\"y"})
    EXPECT_FALSE(parse_entity_tags(wrong)) << wrong;
}

TEST(EntityTag, Conditions) {
  const auto match = [](const char* header, const std::optional<EntityTag>& current) {
    return passes_if_match(*parse_entity_tags(header), current);
  };
  EXPECT_TRUE(match("\"x\"", kStrong));
  EXPECT_TRUE(match("\"y\", \"x\"", kStrong));
  EXPECT_FALSE(match("W/\"x\"", kStrong));
  EXPECT_FALSE(match("\"x\"", kWeak));
  EXPECT_FALSE(match("\"y\"", kStrong));
  EXPECT_TRUE(match("*", kWeak));
  EXPECT_FALSE(match("*", std::nullopt));
  EXPECT_FALSE(match("\"x\"", std::nullopt));
  const auto none = [](const char* header, const std::optional<EntityTag>& current) {
    return passes_if_none_match(*parse_entity_tags(header), current);
  };
  EXPECT_FALSE(none("\"x\"", kStrong));
  EXPECT_FALSE(none("W/\"x\"", kStrong));
  EXPECT_FALSE(none("\"x\"", kWeak));
  EXPECT_TRUE(none("\"y\"", kStrong));
  EXPECT_FALSE(none("*", kStrong));
  EXPECT_TRUE(none("*", std::nullopt));
  EXPECT_TRUE(none("\"x\"", std::nullopt));
}

RC_GTEST_PROP(EntityTag, ReadsWhatItWrites, (bool is_weak)) {
  const auto value = *rc::gen::container<std::string>(
      rc::gen::suchThat(rc::gen::inRange<char>(0x21, 0x7f), [](char c) { return c != '"'; }));
  const EntityTag tag{.value = value, .is_weak = is_weak};
  const auto condition = parse_entity_tags(to_string(tag) + "," + to_string(kOther));
  RC_ASSERT(condition.has_value());
  RC_ASSERT(condition->tags == (std::vector{tag, kOther}));
}

}  // namespace
}  // namespace tenon
