// From the years that are there to what they say. Internal to scenario/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "scenario/control_variate.h"
#include "scenario/monte_carlo.h"
#include "scenario/monte_carlo_checkpoint.h"

namespace tenon {

// Relative half-widths after the first years, as the stop rule sees them: Student's interval of the mean,
// controlled where that is of use, and the interval of conditional value at risk.
struct MonteCarloPrecision {
  double expected = std::numeric_limits<double>::infinity();
  double conditional = std::numeric_limits<double>::infinity();
  std::uint64_t loss_years = 0;
};

// O(years log years). An empty population: no control.
MonteCarloPrecision precision_of(const MonteCarloState& state, std::size_t years,
                                 const ControlPopulation& population, const MonteCarloOptions& options);

// All but `end` and `resumed_from`.
MonteCarloResult result_of(MonteCarloState state, const LossModel& model, const ControlPopulation& population,
                           const MonteCarloOptions& options);

}  // namespace tenon
