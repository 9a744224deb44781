#include "exchange/scenario_event_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "exchange/scenario_keys.h"
#include "exchange/yaml_tree.h"
#include "model/scenario_words.h"
#include "support/scenario_text.h"

namespace tenon {
namespace {

TEST(ScenarioEventReader, ReadsEveryKeyOfAnEvent) {
  const Scenario s = read_sound(kFullScenario);
  const ScenarioEvent& e = s.events.at(0);
  EXPECT_EQ(e.id, (PlacedName{"e1", 25, 9}));
  EXPECT_EQ(e.line, 25U);
  EXPECT_EQ(e.name_zh, "停产");
  EXPECT_EQ(e.name_en, "停产");
  EXPECT_EQ(e.kind, EventKind::kCapacity);
  EXPECT_EQ(e.target.firms, (std::vector<PlacedName>{{"甲公司", 28, 21}}));
  EXPECT_EQ(e.target.regions, (std::vector<PlacedName>{{"320500", 28, 36}, {"Suzhou", 28, 44}}));
  EXPECT_EQ(e.start_day, 5);
  EXPECT_EQ(e.duration_days, 21);
  EXPECT_EQ(e.loss, 0.3);
  EXPECT_EQ(e.recovery, RecoveryCurve::kConvex);
  EXPECT_EQ(e.recovery_days, 14);
  EXPECT_EQ(e.provenance, (Provenance{"A paper", "https://example.org/a?b#c", 2022, 'B'}));
  EXPECT_EQ(e.note, "why: because");
  EXPECT_EQ(s.events.at(1).kind, EventKind::kDemand);
  EXPECT_EQ(s.events.at(1).demand_change, 0.2);
  EXPECT_EQ(s.events.at(1).duration_days, 90);
  EXPECT_EQ(s.events.at(2).target.countries.at(0).text, "JPN");
  EXPECT_EQ(s.events.at(2).duration_days, 90);
  EXPECT_EQ(s.events.at(2).loss, 1);
}

TEST(ScenarioEventReader, HoldsDaysToTheirRange) {
  for (const std::string& days :
       std::vector<std::string>{"0", "-3", "1.5", "3.5w", "0.5d", "abc", "3 months", "1e9", "99999999999",
                                "nan", "36501", "w", "\"\"", "0x10", "1,000"}) {
    expect_fault(with_line("duration_days", "duration_days: " + days),
                 "s.yaml:8: error: column 20 'events[0].duration_days'",
                 "expected whole days from 1 to 36500");
  }
  for (const std::string& days : std::vector<std::string>{"0", "-1", "2.5", "xx"}) {
    expect_fault("horizon_days: " + days + "\nid: a\nname: A\nevents: []\n",
                 "s.yaml:1: error: column 15 'horizon_days'", "expected whole days from 1");
  }
  for (const std::string& days : std::vector<std::string>{"-1", "0.5", "none"}) {
    expect_fault(with_line("start_day", "start_day: " + days),
                 "s.yaml:10: error: column 16 'events[0].start_day'", "expected whole days from 0");
  }
  for (const std::string& days : std::vector<std::string>{"0.9", "-1", "many", "36501"}) {
    expect_fault("id: a\nname: A\nevents: []\ninventories: {default_days: " + days + "}\n",
                 "s.yaml:4: error: column 29 'inventories.default_days'", "expected days from 1");
  }
  expect_fault("id: a\nname: A\nevents: []\npolicy: {order_adjustment_days: 0.9}\n",
               "s.yaml:4: error: column 33 'policy.order_adjustment_days'", "expected days from 1");
}

TEST(ScenarioEventReader, HoldsStartsToTheHorizon) {
  expect_fault(with_line("start_day", "start_day: 100"), "s.yaml:10: error: column 16 'events[0].start_day'",
               "begins after the last day; expected a day before horizon_days, 100");
  EXPECT_EQ(read_sound(with_line("start_day", "start_day: 99")).events.at(0).start_day, 99);
  // The horizon may stand behind the events; a faulty one is not held against them.
  expect_fault("id: a\nname: A\nevents:\n" + std::string(kSoundEvent) + "    start_day: 400\n",
               "s.yaml:9: error: column 16", "before horizon_days, 365");
  expect_fault(
      "id: a\nname: A\nevents:\n" + std::string(kSoundEvent) + "    start_day: 400\nhorizon_days: x\n",
      "s.yaml:10: error: column 15 'horizon_days'", "whole days");
  // What lasts beyond the horizon is cut by it.
  EXPECT_EQ(read_sound(with_line("duration_days", "duration_days: 500")).events.at(0).duration_days, 500);
}

TEST(ScenarioEventReader, HoldsLossesToTheirRange) {
  for (const std::string& loss :
       std::vector<std::string>{"0", "-0.1", "1.01", "101%", "30", "half", "'%'", "0%", "nan", "[0.5]"}) {
    expect_fault(with_line("loss", "loss: " + loss), "s.yaml:9: error: column 11 'events[0].loss'",
                 "expected a loss above 0 and at most 1, or as \"30%\"");
  }
  EXPECT_EQ(read_sound(with_line("loss", "loss: 100%")).events.at(0).loss, 1);
  EXPECT_EQ(read_sound(with_line("loss", "loss: 7％")).events.at(0).loss, 0.07);
  EXPECT_EQ(read_sound(with_line("loss", "loss: \"12.5 %\"")).events.at(0).loss, 0.125);
}

TEST(ScenarioEventReader, KnowsWhichKeysGoWithAKind) {
  const auto event = [](const std::string& kind, const std::string& rest) {
    return with_event("  - {id: e, kind: " + kind + ", duration_days: 3, " + rest + "}\n");
  };
  expect_fault(event("demand", "target: {products: P}, loss: 0.5, change: 0.5"), "s.yaml:5: error: column 74",
               "does not go with events of kind demand; expected the key change");
  expect_fault(event("link", "target: {suppliers: P}, loss: 0.5, change: 0.5"), "s.yaml:5: error: column 86",
               "does not go with events of kind link; expected the key loss");
  expect_fault(event("demand", "target: {products: P}"), "s.yaml:5: error: column 5 'events[0].change'",
               "by how much demand changes");
  for (const std::string& change : std::vector<std::string>{"-1.01", "-101%", "101", "x"}) {
    expect_fault(event("demand", "target: {products: P}, change: " + change), "s.yaml:5: error: column 76",
                 "expected a change from -1 to 100");
  }
  for (const TargetSelector& selector : kTargetSelectors) {
    for (const ScenarioWord& word : event_kind_words()) {
      const auto kind = static_cast<EventKind>(&word - event_kind_words().data());
      const std::string strength = kind == EventKind::kDemand ? "change: 1" : "loss: 1";
      const auto lines = faults_of(
          event(std::string(word.word), "target: {" + std::string(selector.key) + ": X}, " + strength));
      ASSERT_EQ(lines.size(), selector.goes_with(kind) ? 0U : 1U) << selector.key << " " << word.word;
      if (!lines.empty()) {
        EXPECT_NE(lines[0].find("does not go with events of kind"), std::string::npos) << lines[0];
      }
    }
  }
}

TEST(ScenarioEventReader, NoticesEmptyTargets) {
  expect_fault(with_line("target", "target: {}"), "s.yaml:7: error: column 13 'events[0].target'",
               "the target is empty; expected at least one of firms, products, chains, sectors, regions");
  expect_fault(with_line("target", "target: {firms: []}"),
               "s.yaml:7: error: column 21 'events[0].target.firms'", "the list is empty");
  expect_fault(with_line("target", "target: {firms: [\" \"]}"),
               "s.yaml:7: error: column 22 'events[0].target.firms[0]'", "expected a name");
  expect_fault(with_line("target", "target: {firms: [\"a\\nb\"]}"),
               "s.yaml:7: error: column 22 'events[0].target.firms[0]'", "one line");
  expect_fault(with_line("target", "target: {firms: [" + std::string(401, 'x') + "]}"),
               "s.yaml:7: error: column 22 'events[0].target.firms[0]'", "at most 400 bytes");
}

TEST(ScenarioEventReader, KnowsWhatARecoveryNeeds) {
  for (const ScenarioWord& word : recovery_curve_words()) {
    const std::string curve(word.word);
    if (curve == "step") continue;
    expect_fault(with_line("recovery", "recovery: {curve: " + curve + "}"),
                 "s.yaml:10: error: column 15 'events[0].recovery.days'", "every curve but step needs");
    const Scenario s = read_sound(with_line("recovery", "recovery: {curve: " + curve + ", days: 1.5}"));
    EXPECT_EQ(scenario_word(s.events.at(0).recovery).word, curve);
    EXPECT_EQ(s.events.at(0).recovery_days, 1.5);
  }
  EXPECT_EQ(read_sound(with_line("recovery", "recovery: {curve: step}")).events.at(0).recovery,
            RecoveryCurve::kStep);
  expect_fault(with_line("recovery", "recovery: {curve: step, days: 3}"), "s.yaml:10: error: column 35",
               "a step takes no days");
  expect_fault(with_line("recovery", "recovery: {days: 3}"),
               "s.yaml:10: error: column 15 'events[0].recovery.curve'", "the key is missing");
  expect_fault(with_line("recovery", "recovery: {curve: linear, days: 0.5}"), "s.yaml:10: error: column 37",
               "expected days from 1");
  expect_fault(with_line("recovery", "recovery: linear"), "s.yaml:10: error: column 15 'events[0].recovery'",
               "keys curve, days");
  expect_fault(
      with_event("  - {id: e, kind: link, duration_days: 3, target: {suppliers: P}, loss: 1, recovery: "
                 "{curve: network_damped, days: 3}}\n"),
      "s.yaml:5: error: column 94 'events[0].recovery.curve'", "does not go with events of kind link");
}

TEST(ScenarioEventReader, NoticesIdsThatAreTaken) {
  expect_fault(with_event(std::string(kSoundEvent) +
                          "  - {id: e1, kind: link, target: {suppliers: X}, duration_days: 3, loss: 1}\n"),
               "s.yaml:10: error: column 5 'events[1]'", "the id e1 is taken by the event on line 5");
}

TEST(ScenarioEventReader, WarnsOfEventsThatDoTheSame) {
  std::string second(kSoundEvent);
  second.replace(second.find("e1"), 2, "e2");
  expect_fault(with_event(std::string(kSoundEvent) + second + "    note: other\n"),
               "s.yaml:10: warning: column 5 'events[1]'", "does the same as that on line 5; both count");
  // Overlapping is legal.
  EXPECT_EQ(faults_of(with_event(std::string(kSoundEvent) + second + "    start_day: 1\n")),
            std::vector<std::string>{});
}

TEST(ScenarioEventReader, HoldsTheNumberOfEventsToItsLimit) {
  const auto events = [](std::size_t count) {
    std::string text =
        "id: a\nname: A\nx: &e {kind: link, target: {suppliers: X}, duration_days: 3, loss: 1}\nevents: [";
    for (std::size_t i = 0; i < count; ++i) text += "~,";
    return text + "]\n";
  };
  const auto lines = faults_of(events(kMaxScenarioEvents + 1));
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_NE(lines[1].find("the list has 10001 events; expected at most 10000"), std::string::npos);
}

TEST(ScenarioEventReader, ReadsAsManyEventsAsItSays) {
  std::string text = "id: a\nname: A\nevents:\n";
  for (std::size_t i = 0; i < kMaxScenarioEvents; ++i) {
    const std::string n = std::to_string(i);
    text += "- {id: e" + n + ", kind: link, target: {suppliers: f" + n + "}, duration_days: 3, loss: 1}\n";
  }
  ASSERT_LT(text.size(), kMaxYamlBytes);
  EXPECT_EQ(read_sound(text).events.size(), kMaxScenarioEvents);
}

TEST(ScenarioEventReader, EventsMayShareByAliases) {
  const Scenario s = read_sound(
      with_event("  - {id: e1, kind: capacity, target: &t {firms: [F1, F2]}, duration_days: 3, loss: 1}\n"
                 "  - {id: e2, kind: capacity, target: *t, start_day: 9, duration_days: 3, loss: 1}\n"));
  ASSERT_EQ(s.events.size(), 2U);
  EXPECT_EQ(s.events[0].target, s.events[1].target);
}

}  // namespace
}  // namespace tenon
