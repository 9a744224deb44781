// Mixed-integer linear programs: minimise cost'x over linear rows, bounds and columns that must be integer.
//
// Built column by column and row by row, like a LinearProgram; meant for up to about 100,000 columns, 200,000
// rows and a million coefficients (16 bytes each, as much again while it is solved, and about a kilobyte in
// CBC). Solvers: milp_solver.h. What a solver answers is evidence only after check_milp_solution.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "scenario/linear_program.h"

namespace tenon {

struct MilpProblem {
  LinearProgram linear;                  // costs, bounds, coefficients; infinite bounds are +-kUnbounded
  std::vector<std::uint8_t> is_integer;  // one a column
  // Empty, or one each; for messages only.
  std::vector<std::string> column_names;
  std::vector<std::string> row_names;

  // Both return the index of what was added.
  std::uint32_t add_column(double cost, double lower, double upper, std::string_view name = {});
  std::uint32_t add_integer(double cost, double lower, double upper, std::string_view name = {});
  std::uint32_t add_row(double lower, double upper, std::string_view name = {});
  // In any order; several of one place are summed.
  void add_entry(std::uint32_t row, std::uint32_t column, double value);

  [[nodiscard]] std::size_t column_count() const { return linear.column_count(); }
  [[nodiscard]] std::size_t row_count() const { return linear.row_count(); }
};

// kInvalidArgument names the first fault: vectors of different length, a cost, coefficient or bound that is
// not a number, a lower bound above the upper one, an entry outside.
Result<void> check_milp_problem(const MilpProblem& problem);

// A bound that differs from the objective by no more than this proves it, whatever the relative gap.
inline constexpr double kMilpAbsoluteGap = 1e-6;

struct MilpOptions {
  // The search may end when objective - bound <= relative_gap * |objective|.
  double relative_gap = 1e-4;
  // Elapsed seconds, >= 0; at 0 the answer is the start solution, or none. A search that ends at the gap is a
  // function of problem and options alone, one that ends at this limit is not.
  double time_limit_seconds = kUnbounded;
  // Nodes of the search tree: a limit that gives the same answer on every machine.
  std::uint64_t node_limit = UINT64_MAX;
  // At most so many. Both solvers use one: neither is the same for any number.
  unsigned threads = 1;
  // Polled; true ends the search as the time limit does. May be null.
  const std::atomic<bool>* stop = nullptr;
  // Empty, or one value a column: a feasible solution, which the answer is at least as good as.
  std::vector<double> start{};
  // What check_milp_solution forgives, > 0.
  double tolerance = 1e-6;
};

enum class MilpStatus : std::uint8_t {
  kOptimal,     // a checked solution and a bound within the gap
  kFeasible,    // a checked solution, not proven to be within the gap
  kInfeasible,  // the solver proved that there is none
  kUnbounded,   // there are solutions, and no lower bound of the objective
  kNoSolution,  // a limit was reached before any was found, or what was found did not stand the check
};

struct MilpSolution {
  MilpStatus status = MilpStatus::kNoSolution;
  // kOptimal and kFeasible only: one a column, integers exact; the objective of these values.
  std::vector<double> values;
  double objective = 0;
  // No solution has a smaller objective, to the solver's tolerance; -kUnbounded if nothing is known.
  double bound = -kUnbounded;
  // (objective - bound) / |objective|; 0 within kMilpAbsoluteGap; kUnbounded without solution or bound.
  double gap = kUnbounded;
  double seconds = 0;  // elapsed
  std::uint64_t nodes = 0;
  std::string solver_name;
  std::string solver_version;

  [[nodiscard]] bool has_values() const {
    return status == MilpStatus::kOptimal || status == MilpStatus::kFeasible;
  }
};

// The worst of each kind. Violations of rows are relative to the largest of 1, the bound, and the terms of
// the row; of bounds to the largest of 1 and the bound; of integrality absolute. Infinite where a value is
// not a number. Indices are those of the worst, 0 where there is no violation.
struct MilpCheck {
  double row_violation = 0;
  std::uint32_t worst_row = 0;
  double bound_violation = 0;
  std::uint32_t worst_bound_column = 0;
  double integrality_violation = 0;
  std::uint32_t worst_integer_column = 0;
  double objective = 0;
  bool is_feasible = false;  // no violation above the tolerance

  [[nodiscard]] double worst() const;
};

// O(entries); a pure function that knows nothing of solvers. `problem`: one that check_milp_problem takes;
// `values`: one a column (of another length: all violations infinite).
MilpCheck check_milp_solution(const MilpProblem& problem, std::span<const double> values, double tolerance);

}  // namespace tenon
