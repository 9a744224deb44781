// Texts of scenarios, sound and unsound, and what reading them must tell.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "exchange/scenario_reader.h"

namespace tenon {

// Every key once.
inline constexpr std::string_view kFullScenario = R"(# a comment
id: full
name: {zh: 全部, en: All of it}
description:
  zh: |
    第一行
    第二行
  en: One line
horizon_days: 26w
inventories:
  default_days: 20
  by_product: {ICIC-08: 45, 碳酸锂: 2.5w}
  by_sector: {"C26": "10d"}
policy:
  rationing: lowest_ratio_first
  orders: never_reduce
  order_adjustment_days: 4.5
  switching:
    enabled: true
    default_lead_time_days: 14
    trial_qualification_days: 60
    potential_qualification_days: 0
    largest_share: 40%
events:
  - id: e1
    name: 停产
    kind: capacity
    target: {firms: 甲公司, regions: [320500, Suzhou]}
    start_day: 5
    duration_days: 3周
    loss: 30 %
    recovery: {curve: convex, days: 2w}
    source: {text: A paper, url: "https://example.org/a?b#c", year: 2022, grade: B}
    note: "why: because"
  - {id: e2, kind: demand, target: {products: [NEVS-36]}, duration_days: 90天, change: "+20%"}
  - id: e3
    kind: import
    target: {countries: JPN, products: [ICIC-07, ICIC-08]}
    duration_days: "９０"
    loss: 1
sources:
  - {text: A report}
)";

inline Scenario read_sound(std::string_view text) {
  FaultList faults;
  const auto scenario = parse_scenario("s.yaml", text, faults);
  EXPECT_EQ(faults.to_string(), "");
  return scenario.value_or(Scenario{});
}

inline std::vector<std::string> faults_of(std::string_view text) {
  FaultList faults;
  const auto scenario = parse_scenario("s.yaml", text, faults);
  EXPECT_EQ(scenario.has_value(), !faults.has_errors());
  std::vector<std::string> lines;
  for (const auto* list : {&faults.errors(), &faults.warnings()}) {
    for (const Fault& fault : *list) lines.push_back(to_string(fault));
  }
  return lines;
}

// A sound scenario with one event whose lines, from line 5 on, are given.
inline std::string with_event(const std::string& lines) {
  return "id: a\nname: A\nhorizon_days: 100\nevents:\n" + lines;
}
inline constexpr std::string_view kSoundEvent =
    "  - id: e1\n    kind: capacity\n    target: {firms: [F1]}\n    duration_days: 3\n    loss: 0.5\n";

// kSoundEvent with the line that begins with `key` replaced, or appended.
inline std::string with_line(std::string_view key, const std::string& line) {
  std::string event(kSoundEvent);
  const std::size_t begin = event.find("    " + std::string(key) + ":");
  if (begin == std::string::npos) return with_event(event + "    " + line + "\n");
  const std::size_t end = event.find('\n', begin);
  return with_event(event.replace(begin, end - begin, "    " + line));
}

inline void expect_fault(const std::string& text, const std::string& beginning, const std::string& part) {
  const auto lines = faults_of(text);
  ASSERT_EQ(lines.size(), 1U) << text << ::testing::PrintToString(lines);
  EXPECT_EQ(lines[0].substr(0, beginning.size()), beginning) << text;
  EXPECT_NE(lines[0].find(part), std::string::npos) << text << lines[0];
}

}  // namespace tenon
