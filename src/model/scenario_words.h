// The words of the enums of a scenario: as files write them, and in both languages as people read them.
//
// Words of files are stable. All functions are pure; texts live as long as the program.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "model/scenario.h"

namespace tenon {

struct ScenarioWord {
  std::string_view word;  // in YAML, JSON, CSV: lower case and underscores
  std::string_view zh;
  std::string_view en;
};

// All values of an enum, in the order of its declaration.
std::span<const ScenarioWord> recovery_curve_words();
std::span<const ScenarioWord> event_kind_words();
std::span<const ScenarioWord> rationing_rule_words();
std::span<const ScenarioWord> order_rule_words();

// Those of one value; a value outside the enum is a bug.
const ScenarioWord& scenario_word(RecoveryCurve curve);
const ScenarioWord& scenario_word(EventKind kind);
const ScenarioWord& scenario_word(RationingRule rule);
const ScenarioWord& scenario_word(OrderRule rule);

// The position of a file's word in one of the lists above, or nullopt. Case counts.
std::optional<std::size_t> find_scenario_word(std::span<const ScenarioWord> words, std::string_view word);

}  // namespace tenon
