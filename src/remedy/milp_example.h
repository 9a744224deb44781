// Integer programs for tests and benchmarks.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/random.h"
#include "remedy/milp.h"

namespace tenon::testing {

// Ten items, each at most once, in three knapsacks; nothing is a solution.
inline MilpProblem knapsack(std::uint64_t seed) {
  const Philox random(seed);
  MilpProblem problem;
  for (std::uint64_t j = 0; j < 10; ++j) problem.add_integer(-5 - 20 * random.uniform(0, j), 0, 1);
  for (std::uint64_t i = 0; i < 3; ++i) {
    const auto row = problem.add_row(-kUnbounded, 40);
    for (std::uint64_t j = 0; j < 10; ++j) {
      problem.add_entry(row, static_cast<std::uint32_t>(j), 5 + 15 * random.uniform(1 + i, j));
    }
  }
  return problem;
}

// Capacitated facility location with fixed charges and strong links; customers are served in parts. The
// values of the columns: first one a facility, then facility by facility one a customer.
inline MilpProblem facility_location(std::uint32_t facilities, std::uint32_t customers, std::uint64_t seed,
                                     double capacity_over_demand) {
  enum Stream : std::uint64_t { kDemand, kCapacity, kFixed, kRoot, kX, kY, kCustomerX, kCustomerY };
  const Philox random(seed);
  std::vector<double> demand(customers);
  std::vector<double> capacity(facilities);
  double all_demand = 0;
  double all_capacity = 0;
  for (std::uint32_t c = 0; c < customers; ++c) all_demand += demand[c] = 5 + 30 * random.uniform(kDemand, c);
  for (std::uint32_t f = 0; f < facilities; ++f) {
    all_capacity += capacity[f] = 10 + 150 * random.uniform(kCapacity, f);
  }
  MilpProblem problem;
  for (std::uint32_t f = 0; f < facilities; ++f) {
    capacity[f] *= capacity_over_demand * all_demand / all_capacity;
    problem.add_integer(
        90 * random.uniform(kFixed, f) + (100 + 10 * random.uniform(kRoot, f)) * std::sqrt(capacity[f]), 0,
        1);
  }
  for (std::uint32_t c = 0; c < customers; ++c) problem.add_row(1, 1);
  for (std::uint32_t f = 0; f < facilities; ++f) {
    problem.add_entry(problem.add_row(-kUnbounded, 0), f, -capacity[f]);
  }
  for (std::uint32_t f = 0; f < facilities; ++f) {
    for (std::uint32_t c = 0; c < customers; ++c) {
      const double distance = std::hypot(random.uniform(kX, f) - random.uniform(kCustomerX, c),
                                         random.uniform(kY, f) - random.uniform(kCustomerY, c));
      const auto share = problem.add_column(10 * demand[c] * distance, 0, 1);
      problem.add_entry(c, share, 1);
      problem.add_entry(customers + f, share, demand[c]);
      const auto link = problem.add_row(-kUnbounded, 0);
      problem.add_entry(link, share, 1);
      problem.add_entry(link, f, -1);
    }
  }
  return problem;
}

// All facilities open, customers in order to the first with room. Empty if capacities do not suffice.
inline std::vector<double> all_open(const MilpProblem& problem, std::uint32_t facilities,
                                    std::uint32_t customers) {
  std::vector<double> values(problem.column_count(), 0);
  std::vector<double> room(facilities);
  std::vector<double> demand(customers);
  for (std::size_t k = 0; k < problem.linear.entry_value.size(); ++k) {
    const std::uint32_t row = problem.linear.entry_row[k];
    const std::uint32_t column = problem.linear.entry_column[k];
    if (row < customers || row >= customers + facilities) continue;
    if (column < facilities) {
      room[column] = -problem.linear.entry_value[k];
    } else {
      demand[(column - facilities) % customers] = problem.linear.entry_value[k];
    }
  }
  for (std::uint32_t f = 0; f < facilities; ++f) values[f] = 1;
  for (std::uint32_t c = 0; c < customers; ++c) {
    double open = 1;
    for (std::uint32_t f = 0; f < facilities && open > 0; ++f) {
      const double share = std::min(open, room[f] / demand[c]);
      values[facilities + f * customers + c] = share;
      room[f] -= share * demand[c];
      open -= share;
    }
    if (open > 1e-12) return {};
  }
  return values;
}

}  // namespace tenon::testing
