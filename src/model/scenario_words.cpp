#include "model/scenario_words.h"

#include <cstddef>

namespace tenon {
namespace {

constexpr ScenarioWord kRecoveryCurves[] = {
    {"step", "随即恢复", "at once"},
    {"linear", "线性恢复", "linear"},
    {"fixed_rate", "等速恢复", "at a fixed rate"},
    {"convex", "先快后慢恢复", "fast at first"},
    {"exponential", "指数恢复", "exponential"},
    {"concave", "先慢后快恢复", "slow at first"},
    {"network_damped", "受上下游牵制的恢复", "damped by suppliers and customers"},
};
static_assert(std::size(kRecoveryCurves) == static_cast<std::size_t>(RecoveryCurve::kNetworkDamped) + 1);

constexpr ScenarioWord kEventKinds[] = {
    {"capacity", "产能受损", "capacity lost"},
    {"import", "境外断供", "imports cut"},
    {"link", "物流受阻", "links blocked"},
    {"demand", "需求变化", "demand changed"},
};
static_assert(std::size(kEventKinds) == static_cast<std::size_t>(EventKind::kDemand) + 1);

constexpr ScenarioWord kRationingRules[] = {
    {"proportional", "短缺时按订单等比例分配", "shortages shared in proportion to orders"},
    {"final_demand_last", "短缺时先供企业、后供最终需求", "firms first, final demand last"},
    {"lowest_ratio_first", "短缺时先供缺口最大者", "least supplied first"},
    {"lowest_ratio_first_final_demand_last", "短缺时企业中先供缺口最大者，最终需求最后",
     "least supplied firms first, final demand last"},
};
static_assert(std::size(kRationingRules) ==
              static_cast<std::size_t>(RationingRule::kLowestRatioFirstFinalDemandLast) + 1);

constexpr ScenarioWord kOrderRules[] = {
    {"follows_demand", "订单随需求变动", "orders follow demand"},
    {"target_follows_output", "目标库存随产出变动", "target stock follows output"},
    {"target_fixed", "目标库存不变", "stock target stays at normal"},
    {"never_reduce", "库存充足也不减订单", "full stocks never reduce orders"},
};
static_assert(std::size(kOrderRules) == static_cast<std::size_t>(OrderRule::kNeverReduce) + 1);

}  // namespace

std::span<const ScenarioWord> recovery_curve_words() {
  return kRecoveryCurves;
}
std::span<const ScenarioWord> event_kind_words() {
  return kEventKinds;
}
std::span<const ScenarioWord> rationing_rule_words() {
  return kRationingRules;
}
std::span<const ScenarioWord> order_rule_words() {
  return kOrderRules;
}

const ScenarioWord& scenario_word(RecoveryCurve curve) {
  return kRecoveryCurves[static_cast<std::size_t>(curve)];
}
const ScenarioWord& scenario_word(EventKind kind) {
  return kEventKinds[static_cast<std::size_t>(kind)];
}
const ScenarioWord& scenario_word(RationingRule rule) {
  return kRationingRules[static_cast<std::size_t>(rule)];
}
const ScenarioWord& scenario_word(OrderRule rule) {
  return kOrderRules[static_cast<std::size_t>(rule)];
}

std::optional<std::size_t> find_scenario_word(std::span<const ScenarioWord> words, std::string_view word) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].word == word) return i;
  }
  return std::nullopt;
}

}  // namespace tenon
