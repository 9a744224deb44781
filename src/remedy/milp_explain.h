// Why an integer program has no solution: which rows must give way, and by how much.
//
// Some rows may be violated at a price a unit (customers that go without, capacities that are exceeded); all
// else must hold. The cheapest violation is itself an integer program, with the costs of the columns left out
// and one or two columns more for each such row (elastic programming; Chinneck, Feasibility and Infeasibility
// in Optimization, 2008, ch. 6).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "remedy/milp.h"
#include "remedy/milp_solver.h"

namespace tenon {

struct RelaxableRow {
  std::uint32_t row = 0;
  double weight = 1;  // of a unit of violation, > 0
};

struct RowViolation {
  std::uint32_t row = 0;
  double amount =
      0;  // activity minus the bound that it misses: below 0 where too little, above where too much
};

struct MilpExplanation {
  // kOptimal: the cheapest violation, to the gap; kFeasible: one, a limit was reached; kInfeasible: there is
  // no solution even with these rows relaxed; kNoSolution: not known.
  MilpStatus status = MilpStatus::kNoSolution;
  // kOptimal and kFeasible only. By row, recomputed from `values`, those above the tolerance; empty: the
  // program has a solution.
  std::vector<RowViolation> violations;
  std::vector<double> values;  // one a column of the program
  double weighted_sum = 0;     // of weight * |amount|
  double bound = 0;            // no solution has a smaller one
};

// One solve. `options`: relative_gap is of the weighted sum; a start may violate the relaxed rows. Errors: as
// MilpSolver::solve; kInvalidArgument: a row outside or named twice, a weight that is not above 0.
Result<MilpExplanation> explain_infeasible(const MilpSolver& solver, const MilpProblem& problem,
                                           std::span<const RelaxableRow> relaxable,
                                           const MilpOptions& options = {});

}  // namespace tenon
