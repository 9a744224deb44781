// The published programs of survival as they are published, over a whole time t, in units: variables t,
// output u, deliveries y, lost demand l. Solved by a textbook tableau. For tests only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "scenario/disruption_sets.h"
#include "scenario/multi_tier_network.h"
#include "support/simplex_reference.h"

namespace tenon::testing {

struct SurvivalReference {
  LinearProgram program;
  std::uint32_t time = 0;
};

// fixed_days < 0: maximise t up to `cap`; else minimise what is lost in that many days.
inline SurvivalReference write_survival_program(const MultiTierNetwork& network, const DisruptionSets& sets,
                                                std::size_t set, bool count_own, double met_share, double cap,
                                                double fixed_days) {
  SurvivalReference reference;
  LinearProgram& program = reference.program;
  const bool is_impact = fixed_days >= 0;
  const std::size_t nodes = network.node_count();
  std::vector<double> left(nodes, 1);
  std::vector<double> demand = network.demand;
  for (std::uint64_t e = sets.offsets[set]; e < sets.offsets[set + 1]; ++e) {
    left[sets.node[e]] = sets.left(e);
    if (!count_own) demand[sets.node[e]] = 0;
  }
  const auto t = is_impact ? program.add_column(0, fixed_days, fixed_days) : program.add_column(-1, 0, cap);
  reference.time = t;
  std::vector<std::uint32_t> u(nodes);
  std::vector<std::uint32_t> lost(nodes);
  for (std::size_t i = 0; i < nodes; ++i) {
    u[i] = program.add_column(0, 0, kUnbounded);
    lost[i] =
        program.add_column(is_impact ? network.profit[i] : 0, 0, is_impact ? demand[i] * fixed_days : 0);
    const auto capacity = program.add_row(-kUnbounded, 0);
    program.add_entry(capacity, u[i], 1);
    program.add_entry(capacity, t, -left[i] * network.capacity[i]);
  }
  // Flow: stock + output + lost >= demand + deliveries.
  for (std::size_t i = 0; i < nodes; ++i) {
    const auto row = program.add_row(-network.output_stock[i], kUnbounded);
    program.add_entry(row, u[i], 1);
    program.add_entry(row, lost[i], 1);
    program.add_entry(row, t, -demand[i] * met_share);
  }
  for (std::size_t j = 0; j < nodes; ++j) {
    const auto limit = program.add_row(-kUnbounded, 0);
    program.add_entry(limit, u[j], 1);
    program.add_entry(limit, t, -network.capacity[j]);
    for (std::uint64_t g = network.requirement_offsets[j]; g < network.requirement_offsets[j + 1]; ++g) {
      const auto row = program.add_row(-network.stock[g], kUnbounded);
      for (std::uint64_t e = network.supplier_offsets[g]; e < network.supplier_offsets[g + 1]; ++e) {
        const auto y = program.add_column(0, 0, kUnbounded);
        program.add_entry(row, y, 1);
        program.add_entry(static_cast<std::uint32_t>(nodes + network.supplier[e]), y, -1);
      }
      const double r = network.amount_per_unit[g];
      const double w = network.dispensable_share[g];
      if (w > 0 && network.capacity[j] > 0) {
        const auto absent = program.add_column(0, 0, kUnbounded);  // days without it
        const double normal = network.normal_output[j];
        program.add_entry(row, u[j], -r * normal / network.capacity[j]);
        program.add_entry(row, absent, r * normal);
        program.add_entry(limit, absent, w * normal);
        const auto at_most = program.add_row(-kUnbounded, 0);
        program.add_entry(at_most, absent, 1);
        program.add_entry(at_most, t, -1);
      } else {
        program.add_entry(row, u[j], -r);
      }
    }
  }
  return reference;
}

inline double reference_days(const MultiTierNetwork& network, const DisruptionSets& sets, std::size_t set,
                             bool count_own, double met_share, double cap) {
  return -*solve_by_tableau(write_survival_program(network, sets, set, count_own, met_share, cap, -1).program)
               .objective;
}

inline double reference_impact(const MultiTierNetwork& network, const DisruptionSets& sets, std::size_t set,
                               bool count_own, double days) {
  return *solve_by_tableau(write_survival_program(network, sets, set, count_own, 1, 0, days).program)
              .objective;
}

}  // namespace tenon::testing
