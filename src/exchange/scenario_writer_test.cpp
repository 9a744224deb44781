#include "exchange/scenario_writer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "exchange/scenario_keys.h"
#include "exchange/scenario_reader.h"
#include "exchange/yaml_values.h"
#include "support/scenario_places.h"
#include "support/scenario_text.h"

namespace tenon {
namespace {

// What YAML could take for something else.
constexpr std::string_view kPieces[] = {
    "a",    "Z",    "7",      " ",  "0.5",    "null",   "true", "~", "-",  "- ",  ": ",  ":",
    "#",    " # ",  "'",      "\"", "\\",     "\\n",    "{",    "}", "[",  "]",   ", ",  "*a",
    "&a",   "!",    "%",      "@",  "`",      "|",      ">",    "?", "<<", "---", "...", "光",
    "刻胶", "１２", "\u00A0", "，", "\u2028", "\u0085", "😀",    "é", "="};

// Texts of up to this part of RapidCheck's size: the test stays quick under sanitizers.
constexpr double kTextScale = 0.3;

rc::Gen<std::string> text_of(std::vector<std::string> pieces, std::size_t most_bytes) {
  return rc::gen::map(rc::gen::scale(kTextScale, rc::gen::container<std::vector<std::string>>(
                                                     rc::gen::elementOf(std::move(pieces)))),
                      [most_bytes](const std::vector<std::string>& chosen) {
                        std::string text;
                        for (const std::string& piece : chosen) {
                          if (text.size() + piece.size() <= most_bytes) text += piece;
                        }
                        return std::string(trim(text));
                      });
}

std::vector<std::string> pieces_of_a_line() {
  return {std::begin(kPieces), std::end(kPieces)};
}

rc::Gen<std::string> any_line() {
  return text_of(pieces_of_a_line(), kLongestNameBytes);
}

rc::Gen<std::string> any_name() {
  return rc::gen::map(any_line(), [](const std::string& text) { return text.empty() ? "x" : text; });
}

// Up to five, each once.
std::set<std::string> any_names() {
  std::set<std::string> names;
  for (int count = *rc::gen::inRange(0, 6); count > 0; --count) names.insert(*any_name());
  return names;
}

rc::Gen<std::string> any_text() {
  auto pieces = pieces_of_a_line();
  pieces.insert(pieces.end(), {"\n", "\n\n", "\t", "  "});
  return text_of(std::move(pieces), 4000);
}

rc::Gen<std::string> any_id() {
  return rc::gen::map(text_of({"a", "B", "9", "_", "-", "."}, 60),
                      [](const std::string& text) { return "i" + text; });
}

double any_days(double low) {
  return low + *rc::gen::inRange(0, 3'000'000) / 128.0;
}

double any_share() {
  return *rc::gen::inRange(1, 1'000'001) / 1e6;
}

Provenance any_source() {
  Provenance source;
  source.source = *any_name();
  source.url = *rc::gen::element<std::string>("", "https://example.org/?a=b#c", "http://x/\"\\'");
  if (*rc::gen::arbitrary<bool>()) source.year = *rc::gen::inRange(1900, 2101);
  source.grade = *rc::gen::element(' ', 'A', 'B', 'C', 'M', 'S');
  return source;
}

std::vector<InventoryTarget> any_inventories() {
  std::vector<InventoryTarget> targets;
  for (const std::string& name : any_names()) {
    InventoryTarget target;
    target.what.text = name;
    target.days = any_days(1);
    targets.push_back(std::move(target));
  }
  return targets;
}

ScenarioEvent any_event(std::size_t number) {
  ScenarioEvent event;
  event.id.text = (*any_id()).substr(0, 50) + std::to_string(number);
  event.name_zh = *any_line();
  event.name_en = *any_line();
  event.kind = static_cast<EventKind>(*rc::gen::inRange<std::size_t>(0, event_kind_words().size()));
  std::vector<const TargetSelector*> selectors;
  for (const TargetSelector& selector : kTargetSelectors) {
    if (selector.goes_with(event.kind)) selectors.push_back(&selector);
  }
  for (const TargetSelector* selector : selectors) {
    for (const std::string& name : any_names()) {
      (event.target.*selector->names).push_back({name, 0, 0});
    }
  }
  if (event.target == EventTarget{}) (event.target.*selectors.front()->names).push_back({"x", 0, 0});
  event.start_day = *rc::gen::inRange(0, 100);
  event.duration_days = *rc::gen::inRange(1, kMostDays + 1);
  if (event.kind == EventKind::kDemand) {
    event.demand_change = *rc::gen::inRange(-1000, 100'001) / 1e3;
  } else {
    event.loss = any_share();
  }
  const std::size_t curves = recovery_curve_words().size() - (event.kind == EventKind::kCapacity ? 0 : 1);
  event.recovery = static_cast<RecoveryCurve>(*rc::gen::inRange<std::size_t>(0, curves));
  if (event.recovery != RecoveryCurve::kStep) event.recovery_days = any_days(1);
  if (*rc::gen::arbitrary<bool>()) event.provenance = any_source();
  event.note = *any_text();
  return event;
}

Scenario any_scenario() {
  Scenario s;
  s.id = *any_id();
  s.name_zh = *any_name();
  s.name_en = *any_line();
  s.description_zh = *any_text();
  s.description_en = *any_text();
  s.horizon_days = *rc::gen::inRange(100, kMostDays + 1);
  s.default_inventory_days = any_days(1);
  s.inventory_by_product = any_inventories();
  s.inventory_by_sector = any_inventories();
  s.policy.rationing =
      static_cast<RationingRule>(*rc::gen::inRange<std::size_t>(0, rationing_rule_words().size()));
  s.policy.orders = static_cast<OrderRule>(*rc::gen::inRange<std::size_t>(0, order_rule_words().size()));
  s.policy.order_adjustment_days = any_days(1);
  s.policy.switching = {
      *rc::gen::arbitrary<bool>(), any_days(0), any_days(0), any_days(0), any_share(), any_share()};
  const auto events = *rc::gen::inRange<std::size_t>(0, 5);
  for (std::size_t i = 0; i < events; ++i) s.events.push_back(any_event(i));
  const auto sources = *rc::gen::inRange<std::size_t>(0, 3);
  for (std::size_t i = 0; i < sources; ++i) s.sources.push_back(any_source());
  return s;
}

RC_GTEST_PROP(ScenarioWriter, IsReadBackAsItWas, ()) {
  const Scenario scenario = any_scenario();
  const std::string text = scenario_yaml(scenario);
  FaultList faults;
  const auto again = parse_scenario("x", text, faults);
  if (!again) RC_FAIL(faults.to_string() + text);
  RC_ASSERT(without_places(*again) == scenario);
  RC_ASSERT(scenario_yaml(*again) == text);
}

// YAML reads keys of up to 1,024 characters without further marks.
TEST(ScenarioWriter, KeepsTheLongestNamesAsKeys) {
  Scenario scenario;
  scenario.id = "a";
  scenario.name_zh = std::string(kLongestNameBytes, '\\');
  scenario.inventory_by_product.resize(1);
  scenario.inventory_by_product[0].what.text = std::string(kLongestNameBytes, '"');
  scenario.inventory_by_product[0].days = 3;
  EXPECT_EQ(without_places(read_sound(scenario_yaml(scenario))), scenario);
}

TEST(ScenarioWriter, KeepsAFileOfEveryKey) {
  const Scenario scenario = read_sound(kFullScenario);
  EXPECT_EQ(without_places(read_sound(scenario_yaml(scenario))), without_places(scenario));
}

TEST(ScenarioWriter, WritesWhatPeopleCanRead) {
  Scenario scenario;
  scenario.id = "a";
  scenario.name_zh = "甲\"乙";
  ScenarioEvent event;
  event.id.text = "e1";
  event.kind = EventKind::kDemand;
  event.target.products = {{"P1", 0, 0}, {"P2", 0, 0}};
  event.demand_change = 0.25;
  event.recovery = RecoveryCurve::kLinear;
  event.recovery_days = 30;
  event.provenance = {"A paper", "", 2020, 'A'};
  scenario.events = {event};
  EXPECT_EQ(scenario_yaml(scenario),
            R"(id: a
name: {zh: "甲\"乙"}
horizon_days: 365
inventories:
  default_days: 15
policy:
  rationing: proportional
  orders: follows_demand
  order_adjustment_days: 6
  switching:
    enabled: false
    default_lead_time_days: 30
    trial_qualification_days: 90
    potential_qualification_days: 360
    trigger_share: 0.05
    largest_share: 1
events:
  - id: e1
    kind: demand
    target:
      products: ["P1", "P2"]
    start_day: 0
    duration_days: 1
    change: 0.25
    recovery: {curve: linear, days: 30}
    source: {text: "A paper", year: 2020, grade: A}
)");
}

}  // namespace
}  // namespace tenon
