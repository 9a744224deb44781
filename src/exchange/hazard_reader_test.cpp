#include "exchange/hazard_reader.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/distribution_reader.h"
#include "exchange/hazard_keys.h"

namespace tenon {
namespace {

// Every key once.
constexpr std::string_view kFull = R"(# hazards
id: delta
name: {zh: 长三角, en: Delta}
description: {zh: 说明, en: What it is}
hazards:
  - id: typhoon
    name: {zh: 台风, en: Typhoon}
    kind: capacity
    target: {chains: [ICIC]}
    each: {regions: [310000, {name: 宁波市, factor: 1.5}]}
    frequency: {per_year: 0.4, variance_over_mean: 1.3}
    severity: {beta: {mean: 30%, sd: 0.15}}
    duration: {table: [{value: 1w, probability: 0.25}, {value: 2, probability: 75%}]}
    recovery: {curve: linear, days: {gamma: {mean: 20d, sd: 10}}}
    longest_days: 60
    season: {from: 07-01, to: "10-15"}
    correlation: {family: weather, country: 0.2, region: 0.5, in_country: CHN, in_region: R}
    sources: [{text: A yearbook, url: "https://example.org/", year: 2023, grade: A}, {text: B}]
    note: {zh: 备注, en: A note}
  - id: quake
    name: Earthquake
    kind: import
    target: {countries: [JPN]}
    frequency: {once_in_years: 50}
    severity: {triangular: {low: 0, mode: 0.2, high: 1}}
    duration: {lognormal: {median: 14d, p90: 60d}}
  - id: demand
    name: Surge
    kind: demand
    target: {products: [NEVS-36]}
    frequency: {per_year: 1}
    severity: {uniform: {low: -50%, high: 2}}
    duration: 90d
)";

std::vector<std::string> faults_of(std::string_view text) {
  FaultList faults;
  const auto set = parse_hazards("h.yaml", text, faults);
  EXPECT_EQ(set.has_value(), !faults.has_errors());
  std::vector<std::string> lines;
  for (const Fault& fault : faults.errors()) lines.push_back(to_string(fault));
  return lines;
}

constexpr std::string_view kSound =
    "id: a\n"
    "name: A\n"
    "hazards:\n"
    "  - id: h\n"
    "    name: H\n"
    "    kind: capacity\n"
    "    target: {chains: [C]}\n"
    "    frequency: {per_year: 1}\n"
    "    severity: 0.5\n"
    "    duration: 5\n";

// kSound with the line that begins with `key` replaced, or appended.
std::string with_line(std::string_view key, const std::string& line) {
  std::string text(kSound);
  const std::size_t begin = text.find("    " + std::string(key) + ":");
  if (begin == std::string::npos) return text + "    " + line + "\n";
  return text.replace(begin, text.find('\n', begin) - begin, "    " + line);
}

void expect_fault(const std::string& text, const std::string& beginning, const std::string& part) {
  const auto lines = faults_of(text);
  ASSERT_EQ(lines.size(), 1U) << text << ::testing::PrintToString(lines);
  EXPECT_EQ(lines[0].substr(0, beginning.size()), beginning) << text;
  EXPECT_NE(lines[0].find(part), std::string::npos) << text << lines[0];
}

TEST(HazardReader, EveryKey) {
  FaultList faults;
  const auto set = parse_hazards("h.yaml", kFull, faults);
  ASSERT_TRUE(set.has_value()) << faults.to_string();
  EXPECT_EQ(set->file, "h.yaml");
  EXPECT_EQ(set->id, "delta");
  EXPECT_EQ(set->name_zh, "长三角");
  EXPECT_EQ(set->description_en, "What it is");
  ASSERT_EQ(set->hazards.size(), 3U);
  const Hazard& typhoon = set->hazards[0];
  EXPECT_EQ(typhoon.id, (PlacedName{"typhoon", 6, 9}));
  EXPECT_EQ(typhoon.name_en, "Typhoon");
  EXPECT_EQ(typhoon.spread, HazardSpread::kRegions);
  ASSERT_EQ(typhoon.places.size(), 2U);
  EXPECT_EQ(typhoon.places[0].name, (PlacedName{"310000", 10, 22}));
  EXPECT_EQ(typhoon.places[1].name.text, "宁波市");
  EXPECT_EQ(typhoon.places[1].frequency_factor, 1.5);
  EXPECT_EQ(typhoon.frequency, (HazardFrequency{0.4, 1.3}));
  EXPECT_EQ(typhoon.severity, Distribution::beta(0.3, 0.15));
  EXPECT_EQ(typhoon.duration_days, Distribution::table({2, 7}, {0.75, 0.25}));
  EXPECT_EQ(typhoon.recovery, RecoveryCurve::kLinear);
  EXPECT_EQ(typhoon.recovery_days, Distribution::gamma(20, 10));
  EXPECT_EQ(typhoon.longest_days, 60);
  EXPECT_EQ(typhoon.season, (HazardSeason{181, 287}));
  EXPECT_EQ(typhoon.correlation, (HazardCorrelation{"weather", 0.2, 0.5, "CHN", "R"}));
  ASSERT_EQ(typhoon.sources.size(), 2U);
  EXPECT_EQ(typhoon.sources[0].grade, 'A');
  EXPECT_EQ(typhoon.note_zh, "备注");
  EXPECT_EQ(set->hazards[1].frequency.per_year, 0.02);
  EXPECT_EQ(set->hazards[1].severity, Distribution::triangular(0, 0.2, 1));
  EXPECT_EQ(set->hazards[1].duration_days, Distribution::lognormal(14, 60));
  EXPECT_EQ(set->hazards[1].recovery, RecoveryCurve::kStep);
  EXPECT_EQ(set->hazards[2].severity, Distribution::uniform(-0.5, 2));
  EXPECT_EQ(set->hazards[2].duration_days, Distribution::fixed(90));
}

TEST(HazardReader, EventsFillInTheirPlace) {
  FaultList faults;
  const auto set = parse_hazards("h.yaml", kFull, faults);
  const ScenarioEvent event = event_of(set->hazards[0], 1);
  EXPECT_EQ(event.id.text, "typhoon@宁波市");
  EXPECT_EQ(event.target.regions, (std::vector<PlacedName>{set->hazards[0].places[1].name}));
  EXPECT_EQ(event.target.chains.size(), 1U);
  EXPECT_EQ(event.recovery, RecoveryCurve::kLinear);
  EXPECT_EQ(event_of(set->hazards[1], 0).target, set->hazards[1].target);
}

TEST(HazardReader, EveryFaultHasItsPlace) {
  EXPECT_TRUE(faults_of(kSound).empty());
  expect_fault(with_line("kind", "kind: capacty"), "h.yaml:6: error: column 11 'hazards[0].kind'",
               "did you mean \"capacity\"?");
  expect_fault(with_line("kinds", "serverity: 0.5"), "h.yaml:11: error: column 5 'hazards[0].serverity'",
               "did you mean \"severity\"?");
  std::string number_as_id(kSound);
  number_as_id.replace(number_as_id.find("id: h"), 5, "id: 1");
  expect_fault(number_as_id, "h.yaml:4: error: column 9", "an ASCII letter");
  expect_fault(with_line("target", "each: {}"), "h.yaml:7: error: column 11", "one of regions");
  expect_fault(with_line("target", "each: {regions: [X], firms: [Y]}"), "h.yaml:7: error: column 11",
               "one of regions");
  expect_fault(with_line("target", "each: {countries: [JPN]}"),
               "h.yaml:7:", "does not go with hazards of kind");
  expect_fault(with_line("target", "each: {regions: [X, Y, X]}"), "h.yaml:7: error: column 28",
               "stands already, on line 7");
  expect_fault(with_line("target", "each: {regions: [{name: X, factor: 0}]}"),
               "h.yaml:7:", "a factor above 0");
  expect_fault(with_line("target", "each: {regions: [{factor: 2}]}"), "h.yaml:7:", "the key is missing");
  expect_fault(std::string(kSound) + "    each: {chains: [X]}\n", "h.yaml:11:", "no such key");
  expect_fault(with_line("target", "target: {regions: [X]}") + "    each: {regions: [X]}\n",
               "h.yaml:7:", "each fills in");
}

TEST(HazardReader, WrongFiguresAreRefused) {
  const std::vector<std::pair<std::string, std::string>> frequencies{
      {"{per_year: 0}", "above 0"},
      {"{per_year: 366}", "at most 365"},
      {"{per_year: 1, once_in_years: 2}", "either"},
      {"{}", "either"},
      {"{once_in_years: 0}", "years between"},
      {"{per_year: 1, variance_over_mean: 0.5}", "1 to 100"},
      {"2", "expected a mapping"}};
  for (const auto& [figure, part] : frequencies) {
    expect_fault(with_line("frequency", "frequency: " + figure), "h.yaml:8:", part);
  }
  const std::vector<std::pair<std::string, std::string>> severities{
      {"0", "above 0"},
      {"1.2", "at most 1"},
      {"bad", "a loss"},
      {"nan", "a loss"},
      {"[0.1, 0.2]", "expected a mapping"},
      {"{uniform: {low: 0.5, high: 0.2}}", "low must be below high"},
      {"{uniform: {low: 0.5}}", "the key is missing"},
      {"{uniform: [0.1, 0.5]}", "expected a mapping"},
      {"{unifrom: {low: 0.1, high: 0.2}}", "did you mean \"uniform\"?"},
      {"{uniform: {low: 0.1, high: 0.2}, beta: {mean: 0.5, sd: 0.1}}", "one form"},
      {"{}", "one form"},
      {"{triangular: {low: 0.1, mode: 0.05, high: 0.2}}", "low <= mode <= high"},
      {"{beta: {mean: 0.5, sd: 0.5}}", "its square below"},
      {"{beta: {mean: 0.5, sd: -1}}", "above 0"},
      {"{lognormal: {median: 0.2, p90: 0.5}}", "no upper end"},
      {"{gamma: {mean: 0.2, sd: 0.5}}", "no upper end"},
      {"{table: []}", "expected a list"},
      {"{table: [{value: 0.5, probability: 0.5}]}", "sum to 0.5"},
      {"{table: [{value: 0.5, probability: 0.5}, {value: 0.5, probability: 0.5}]}", "row already"},
      {"{table: [{value: 0.5}]}", "the key is missing"},
      {"{table: [{value: 2, probability: 1}]}", "at most 1"}};
  for (const auto& [figure, part] : severities) {
    expect_fault(with_line("severity", "severity: " + figure), "h.yaml:9:", part);
  }
  const std::vector<std::pair<std::string, std::string>> durations{
      {"0", "above 0"},
      {"-5d", "above 0"},
      {"{lognormal: {median: 60d, p90: 14d}}", "0 < median < p90"},
      {"{beta: {mean: 5, sd: 1}}", "the key is missing"},
      {"{gamma: {mean: 0, sd: 1}}", "above 0"}};
  for (const auto& [figure, part] : durations) {
    const auto lines = faults_of(with_line("duration", "duration: " + figure));
    ASSERT_FALSE(lines.empty()) << figure;
    EXPECT_NE(lines[0].find(part), std::string::npos) << lines[0];
    EXPECT_EQ(lines[0].substr(0, 10), "h.yaml:10:");
  }
  const std::vector<std::pair<std::string, std::string>> more{
      {"recovery: {curve: linear}", "every curve but step needs"},
      {"recovery: {curve: step, days: 3}", "takes no days"},
      {"recovery: {curve: linar, days: 3}", "did you mean \"linear\"?"},
      {"longest_days: 0", "whole days from 1"},
      {"season: {from: 02-29, to: 03-01}", "not 02-29"},
      {"season: {from: 7-1, to: 03-01}", "month and day"},
      {"season: {from: 13-01, to: 03-01}", "month and day"},
      {"season: {from: 07-01}", "the key is missing"},
      {"correlation: {country: 0.6, region: 0.5}", "sum to 1.1"},
      {"correlation: {country: -0.1}", "from 0 to 1"},
      {"correlation: {contry: 0.1}", "did you mean \"country\"?"},
      {"sources: {text: A}", "a list of sources"},
      {"sources: [{url: x}]", ""}};
  for (const auto& [line, part] : more) {
    const auto lines = faults_of(with_line("none", line));
    ASSERT_FALSE(lines.empty()) << line;
    EXPECT_NE(lines[0].find(part), std::string::npos) << lines[0];
    EXPECT_EQ(lines[0].substr(0, 10), "h.yaml:11:") << lines[0];
  }
  const std::string demand = with_line("kind", "kind: demand");
  EXPECT_TRUE(faults_of(demand).empty());
  std::string link = with_line("kind", "kind: link") + "    recovery: {curve: network_damped, days: 3}\n";
  expect_fault(link, "h.yaml:11:", "needs no neighbours");
}

TEST(HazardReader, AllFaultsAtOnce) {
  const auto lines = faults_of(
      "id: a\nhazards:\n  - id: h\n    name: H\n    kind: x\n    target: {chains: []}\n    frequency: {}\n"
      "    severity: 9\n    duration: 0\n  - {id: h, name: I, kind: demand}\n");
  EXPECT_EQ(lines.size(), 11U) << ::testing::PrintToString(lines);
}

TEST(HazardReader, ListsHaveLimits) {
  const auto of = [](std::size_t hazards, std::size_t places) {
    std::string text = "id: a\nname: A\nhazards:\n";
    for (std::size_t h = 0; h < hazards; ++h) {
      text +=
          "- {id: h" + std::to_string(h) +
          ", name: H, kind: capacity, frequency: {per_year: 1}, severity: 1, duration: 1, each: {regions: [";
      for (std::size_t p = 0; p < places; ++p) text += (p > 0 ? "," : "") + std::to_string(p);
      text += "]}}\n";
    }
    return text;
  };
  EXPECT_TRUE(faults_of(of(1000, 1)).empty());
  EXPECT_FALSE(faults_of(of(1001, 1)).empty());
  EXPECT_TRUE(faults_of(of(4, 5000)).empty());
  EXPECT_FALSE(faults_of(of(4, 5001)).empty());
}

TEST(HazardReader, FilesThatAreNotThere) {
  FaultList faults;
  EXPECT_FALSE(read_hazards("/nonexistent/h.yaml", faults).has_value());
  EXPECT_TRUE(faults.has_errors());
}

TEST(HazardReader, BundledFileIsSoundAndSaysWhereFiguresComeFrom) {
  FaultList faults;
  const auto set = read_hazards(std::string(TENON_SOURCE_DIR) + "/data/hazards/delta.yaml", faults);
  ASSERT_TRUE(set.has_value()) << faults.to_string();
  EXPECT_EQ(faults.to_string(), "");
  EXPECT_GE(set->hazards.size(), 12U);
  for (const Hazard& hazard : set->hazards) {
    EXPECT_NE(hazard.name_zh, hazard.name_en) << hazard.id.text;
    EXPECT_FALSE(hazard.note_zh.empty()) << hazard.id.text;
    EXPECT_FALSE(hazard.note_en.empty()) << hazard.id.text;
    ASSERT_FALSE(hazard.sources.empty()) << hazard.id.text;
    for (const Provenance& source : hazard.sources) {
      EXPECT_NE(source.grade, ' ') << hazard.id.text;
      EXPECT_TRUE(source.grade == 'M' || (source.year && !source.url.empty())) << hazard.id.text;
    }
    // Taiwan is a part of China and named so.
    const std::size_t taiwan = hazard.name_zh.find("台湾");
    if (taiwan == std::string::npos) continue;
    EXPECT_EQ(hazard.name_zh.rfind("中国台湾", taiwan), taiwan - 6);
  }
}

// Every list of keys of the reader stands in the schema, in this order.
TEST(HazardReader, SchemaHasTheSameKeys) {
  std::ifstream file(std::string(TENON_SOURCE_DIR) + "/docs/hazards.schema.json");
  ASSERT_TRUE(file.good());
  const std::string schema{std::istreambuf_iterator<char>(file), {}};
  const auto expect_keys = [&](std::string_view where, std::span<const std::string_view> keys) {
    std::size_t at = schema.find("\"" + std::string(where) + "\"");
    ASSERT_NE(at, std::string::npos) << where;
    at = schema.find("\"properties\"", at);
    ASSERT_NE(at, std::string::npos) << where;
    for (const std::string_view key : keys) {
      const std::size_t found = schema.find("\"" + std::string(key) + "\":", at);
      ASSERT_NE(found, std::string::npos) << where << "." << key;
      at = found;
    }
  };
  expect_keys("hazards_file", kHazardSetKeys);
  expect_keys("hazard", kHazardKeys);
  expect_keys("each", kEachKeys);
  expect_keys("place", kPlaceKeys);
  expect_keys("frequency", kFrequencyKeys);
  expect_keys("season", kSeasonKeys);
  expect_keys("correlation", kCorrelationKeys);
  expect_keys("table_row", kTableRowKeys);
}

}  // namespace
}  // namespace tenon
