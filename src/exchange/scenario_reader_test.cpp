#include "exchange/scenario_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "exchange/yaml_tree.h"
#include "support/scenario_text.h"

namespace tenon {
namespace {

TEST(ScenarioReader, ReadsEveryKey) {
  const Scenario s = read_sound(kFullScenario);
  EXPECT_EQ(s.file, "s.yaml");
  EXPECT_EQ(s.id, "full");
  EXPECT_EQ(s.name_zh, "全部");
  EXPECT_EQ(s.name_en, "All of it");
  EXPECT_EQ(s.description_zh, "第一行\n第二行");
  EXPECT_EQ(s.description_en, "One line");
  EXPECT_EQ(s.horizon_days, 182);
  EXPECT_EQ(s.default_inventory_days, 20);
  ASSERT_EQ(s.inventory_by_product.size(), 2U);
  EXPECT_EQ(s.inventory_by_product[0], (InventoryTarget{{"ICIC-08", 12, 16}, 45}));
  EXPECT_EQ(s.inventory_by_product[1], (InventoryTarget{{"碳酸锂", 12, 29}, 17.5}));
  ASSERT_EQ(s.inventory_by_sector.size(), 1U);
  EXPECT_EQ(s.inventory_by_sector[0].days, 10);
  EXPECT_EQ(s.policy.rationing, RationingRule::kLowestRatioFirst);
  EXPECT_EQ(s.policy.orders, OrderRule::kNeverReduce);
  EXPECT_EQ(s.policy.order_adjustment_days, 4.5);
  EXPECT_EQ(s.policy.switching, (SwitchingPolicy{true, 14, 60, 0, 0.05, 0.4}));
  ASSERT_EQ(s.events.size(), 3U);
  ASSERT_EQ(s.sources.size(), 1U);
  EXPECT_EQ(s.sources[0], (Provenance{"A report", "", std::nullopt, ' '}));
}

TEST(ScenarioReader, LeavesDefaultsWhereNothingIsSaid) {
  const Scenario s = read_sound("id: a\nname: A\nevents: []\n");
  Scenario expected;
  expected.file = "s.yaml";
  expected.id = "a";
  expected.name_zh = "A";
  expected.name_en = "A";
  EXPECT_EQ(s, expected);
  EXPECT_EQ(read_sound("id: a\nname: {en: A}\nevents: []").name_zh, "");
}

TEST(ScenarioReader, NamesTheNearestKey) {
  expect_fault(
      "id: a\nname: A\nevents: []\nhorizon_day: 3\n",
      "s.yaml:4: error: column 1 'horizon_day' found \"horizon_day\": ", "did you mean \"horizon_days\"?");
  expect_fault(with_line("recovery", "recovry: {curve: step}"),
               "s.yaml:10: error: column 5 'events[0].recovry'", "did you mean \"recovery\"?");
  expect_fault("id: a\nname: A\nevents: []\nzzzzzzzz: 3\n", "s.yaml:4: error: column 1 'zzzzzzzz'",
               "expected one of id, name, description");
}

TEST(ScenarioReader, NoticesKeysThatStandTwice) {
  expect_fault("id: a\nname: A\nid: b\nevents: []\n", "s.yaml:3: error: column 1 'id'",
               "stands already, on line 1");
  expect_fault("id: a\nname: A\nevents: []\ninventories: {by_product: {P: 1, Q: 2, P: 3}}\n",
               "s.yaml:4: error: column 40 'inventories.by_product.P'", "stands already, on line 4");
}

TEST(ScenarioReader, NoticesMissingKeys) {
  const auto lines = faults_of("horizon_days: 3\n");
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].substr(0, 45), "s.yaml:1: error: column 1 'id' the key is mis");
  const auto event = faults_of(with_event("  - {}\n"));
  ASSERT_EQ(event.size(), 4U);
  EXPECT_EQ(event[0].substr(0, 40), "s.yaml:5: error: column 5 'events[0].id'");
  expect_fault(with_line("loss", "start_day: 1"), "s.yaml:5: error: column 5 'events[0].loss'",
               "how much is lost");
  expect_fault("id: a\nname: A\nevents: []\nsources: [{year: 2000}]\n",
               "s.yaml:4: error: column 11 'sources[0].text'", "the key is missing");
  expect_fault("id: a\nname: A\nevents: []\npolicy: {switching: {largest_share: 0.5}}\n",
               "s.yaml:4: error: column 21 'policy.switching.enabled'", "the key is missing");
}

TEST(ScenarioReader, NoticesKeysWithoutValue) {
  expect_fault("id: a\nname: A\nevents:\n", "s.yaml:3: error: column 1 'events'", "the key has no value");
  expect_fault(with_line("loss", "loss: ~"), "s.yaml:9: error: column 5 'events[0].loss'",
               "the key has no value");
  expect_fault("id: a\nname: {zh: }\nevents: []\n", "s.yaml:2: error: column 8 'name.zh'",
               "the key has no value");
}

TEST(ScenarioReader, NoticesValuesOfAnotherType) {
  expect_fault("just a text\n", "s.yaml:1: error: column 1 found \"just a text\"", "expected a mapping");
  expect_fault("- 1\n", "s.yaml:1: error: column 1 this is a list", "expected a mapping");
  expect_fault("id: a\nname: A\nevents: {}\n", "s.yaml:3: error: column 9 'events' this is a mapping",
               "expected a list of events");
  expect_fault("id: a\nname: A\nevents: [x]\n", "s.yaml:3: error: column 10 'events[0]' found \"x\"",
               "expected a mapping");
  expect_fault("id: [a]\nname: A\nevents: []\n", "s.yaml:1: error: column 5 'id' this is a list",
               "expected an id");
  expect_fault("id: a\nname: [A]\nevents: []\n", "s.yaml:2: error: column 7 'name' this is a list",
               "keys zh, en");
  expect_fault("id: a\nname: A\nevents: []\nsources: {text: x}\n", "s.yaml:4: error: column 10 'sources'",
               "expected a list of sources");
  expect_fault("id: a\nname: A\nevents: []\npolicy: {switching: {enabled: yes}}\n",
               "s.yaml:4: error: column 31 'policy.switching.enabled' found \"yes\"", "true or false");
  expect_fault("id: a\nname: A\nevents: []\ninventories: {by_product: [3]}\n",
               "s.yaml:4: error: column 27 'inventories.by_product'", "expected a mapping");
  expect_fault(with_line("target", "target: F1"),
               "s.yaml:7: error: column 13 'events[0].target' found \"F1\"",
               "expected a mapping with the keys firms");
  expect_fault(with_line("target", "target: {firms: {a: b}}"), "s.yaml:7: error: column 21",
               "a list of names");
  expect_fault(with_line("target", "target: {firms: [[F1]]}"),
               "s.yaml:7: error: column 22 'events[0].target.firms[0]'", "this is a list; expected a name");
}

TEST(ScenarioReader, NoticesIdsThatAreNone) {
  for (const std::string& id :
       std::vector<std::string>{"1a", "_a", "a b", "苏州", "a/b", "\"\"", std::string(65, 'a')}) {
    expect_fault("id: " + id + "\nname: A\nevents: []\n", "s.yaml:1: error: column 5 'id'", "expected an id");
  }
}

TEST(ScenarioReader, ListsTheWordsOfAnEnum) {
  expect_fault(with_line("kind", "kind: capacty"),
               "s.yaml:6: error: column 11 'events[0].kind' found \"capacty\"",
               "expected one of capacity, import, link, demand; did you mean \"capacity\"?");
  expect_fault(with_line("recovery", "recovery: {curve: parabola, days: 2}"), "s.yaml:10: error: column 23",
               "expected one of step, linear, fixed_rate, convex, exponential, concave, network_damped");
  expect_fault("id: a\nname: A\nevents: []\npolicy: {rationing: fair}\n", "s.yaml:4: error: column 21",
               "expected one of proportional, final_demand_last, lowest_ratio_first, "
               "lowest_ratio_first_final_demand_last");
  expect_fault("id: a\nname: A\nevents: []\npolicy: {orders: x}\n", "s.yaml:4: error: column 18",
               "expected one of follows_demand, target_follows_output, target_fixed, never_reduce");
}

TEST(ScenarioReader, NoticesSourcesThatAreNone) {
  const auto source = [](const std::string& rest) {
    return "id: a\nname: A\nevents: []\nsources: [{text: x, " + rest + "}]\n";
  };
  expect_fault(source("url: \"javascript:alert(1)\""), "s.yaml:4: error: column 26 'sources[0].url'",
               "https://");
  expect_fault(source("year: 1899"), "s.yaml:4: error: column 27 'sources[0].year'", "1900 to 2100");
  expect_fault(source("year: 2021.5"), "s.yaml:4: error: column 27 'sources[0].year'", "a whole number");
  for (const std::string& grade : std::vector<std::string>{"D", "a", "AB", "\"\"", "' '"}) {
    expect_fault(source("grade: " + grade), "s.yaml:4: error: column 28 'sources[0].grade'",
                 "A, B, C, M or S");
  }
}

TEST(ScenarioReader, TellsAllFaultsAtOnce) {
  const auto lines = faults_of(
      "id: 7\nnaem: A\nhorizon_days: -1\nevents:\n"
      "  - {id: e, kind: fire, target: {}, start_day: -1, duration_days: 0.5, loss: 2}\n"
      "  - {id: e, kind: link, target: {firms: X}, duration_days: 1, loss: 1, recovery: {curve: linear}}\n");
  EXPECT_EQ(lines.size(), 12U) << ::testing::PrintToString(lines);
}

TEST(ScenarioReader, ChecksWhatStandsBeforeASyntaxError) {
  const auto lines = faults_of(
      "id: a\nname: A\nevents:\n  - id: e1\n    kind: fire\n    loss: 7\n    target: {firms: [X]}\n    note: "
      "a: b\n");
  ASSERT_EQ(lines.size(), 3U) << ::testing::PrintToString(lines);
  EXPECT_EQ(lines[0].substr(0, 46), "s.yaml:8: error: column 12 not YAML: a value c");
  EXPECT_NE(lines[1].find("'events[0].kind'"), std::string::npos);
  EXPECT_NE(lines[2].find("'events[0].loss'"), std::string::npos);
}

TEST(ScenarioReader, ReadsGb18030WithAWarning) {
  FaultList faults;
  const auto scenario = parse_scenario("s", "id: a\nname: \xCB\xD5\xD6\xDD\nevents: []\n", faults);
  ASSERT_TRUE(scenario);
  EXPECT_EQ(scenario->name_zh, "苏州");
  EXPECT_EQ(faults.warning_count(), 1U);
}

TEST(ScenarioReader, ErrorsOfOtherFilesDoNotCount) {
  FaultList faults;
  faults.add({Severity::kError, "other", 0, 0, "", "", "broken"});
  EXPECT_TRUE(parse_scenario("s", "id: a\nname: A\nevents: []\n", faults));
}

TEST(ScenarioReader, NamesAFileThatIsNotThere) {
  FaultList faults;
  EXPECT_FALSE(read_scenario("/nonexistent/s.yaml", faults));
  ASSERT_EQ(faults.error_count(), 1U);
  EXPECT_EQ(faults.errors()[0].file, "/nonexistent/s.yaml");
}

}  // namespace
}  // namespace tenon
