#include "model/scenario_words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "base/text.h"

namespace tenon {
namespace {

void expect_usable(std::span<const ScenarioWord> words) {
  std::set<std::string_view> seen;
  std::set<std::string_view> seen_zh;
  std::set<std::string_view> seen_en;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const ScenarioWord& word = words[i];
    EXPECT_FALSE(word.word.empty());
    EXPECT_TRUE(std::all_of(word.word.begin(), word.word.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || c == '_';
    })) << word.word;
    EXPECT_TRUE(seen.insert(word.word).second) << word.word;
    EXPECT_TRUE(seen_zh.insert(word.zh).second) << word.zh;
    EXPECT_TRUE(seen_en.insert(word.en).second) << word.en;
    EXPECT_TRUE(is_valid_utf8(word.zh));
    EXPECT_EQ(find_scenario_word(words, word.word), i);
  }
}

TEST(ScenarioWords, AreUniqueAndFoundAgain) {
  expect_usable(recovery_curve_words());
  expect_usable(event_kind_words());
  expect_usable(rationing_rule_words());
  expect_usable(order_rule_words());
}

TEST(ScenarioWords, StandInTheOrderOfTheEnum) {
  EXPECT_EQ(scenario_word(RecoveryCurve::kStep).word, "step");
  EXPECT_EQ(scenario_word(RecoveryCurve::kLinear).word, "linear");
  EXPECT_EQ(scenario_word(RecoveryCurve::kFixedRate).word, "fixed_rate");
  EXPECT_EQ(scenario_word(RecoveryCurve::kConvex).word, "convex");
  EXPECT_EQ(scenario_word(RecoveryCurve::kExponential).word, "exponential");
  EXPECT_EQ(scenario_word(RecoveryCurve::kConcave).word, "concave");
  EXPECT_EQ(scenario_word(RecoveryCurve::kNetworkDamped).word, "network_damped");
  EXPECT_EQ(scenario_word(EventKind::kCapacity).word, "capacity");
  EXPECT_EQ(scenario_word(EventKind::kImport).word, "import");
  EXPECT_EQ(scenario_word(EventKind::kLink).word, "link");
  EXPECT_EQ(scenario_word(EventKind::kDemand).word, "demand");
  EXPECT_EQ(scenario_word(RationingRule::kProportional).word, "proportional");
  EXPECT_EQ(scenario_word(RationingRule::kFinalDemandLast).word, "final_demand_last");
  EXPECT_EQ(scenario_word(RationingRule::kLowestRatioFirst).word, "lowest_ratio_first");
  EXPECT_EQ(scenario_word(RationingRule::kLowestRatioFirstFinalDemandLast).word,
            "lowest_ratio_first_final_demand_last");
  EXPECT_EQ(scenario_word(OrderRule::kTargetFollowsOutput).word, "target_follows_output");
  EXPECT_EQ(scenario_word(OrderRule::kTargetFixed).word, "target_fixed");
  EXPECT_EQ(scenario_word(OrderRule::kNeverReduce).word, "never_reduce");
}

TEST(ScenarioWords, UnknownWordsAreNotFound) {
  EXPECT_EQ(find_scenario_word(event_kind_words(), ""), std::nullopt);
  EXPECT_EQ(find_scenario_word(event_kind_words(), "Capacity"), std::nullopt);
  EXPECT_EQ(find_scenario_word(event_kind_words(), "capacityx"), std::nullopt);
}

}  // namespace
}  // namespace tenon
