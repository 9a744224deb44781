#include "remedy/milp_explain.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace tenon {
namespace {

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, "integer program: " + std::move(message)};
}

Result<void> check_relaxable(const MilpProblem& problem, std::span<const RelaxableRow> relaxable) {
  std::vector<bool> is_named(problem.row_count(), false);
  for (const RelaxableRow& each : relaxable) {
    const std::string row = "row " + std::to_string(each.row);
    if (each.row >= problem.row_count()) return invalid(row + " to relax does not exist");
    if (is_named[each.row]) return invalid(row + " to relax is named twice");
    if (!(each.weight > 0) || !std::isfinite(each.weight))
      return invalid(row + " to relax has no weight above 0");
    is_named[each.row] = true;
  }
  return {};
}

std::vector<double> activities(const LinearProgram& linear, const std::vector<double>& values) {
  std::vector<double> activity(linear.row_lower.size(), 0.0);
  for (std::size_t k = 0; k < linear.entry_value.size(); ++k) {
    activity[linear.entry_row[k]] += linear.entry_value[k] * values[linear.entry_column[k]];
  }
  return activity;
}

// Below 0: less than the lower bound; above 0: more than the upper one.
double miss(double activity, double lower, double upper) {
  return std::min(activity - lower, 0.0) + std::max(activity - upper, 0.0);
}

// The program without costs, and for each relaxable row what is added where it has too little and taken where
// it has too much. A start is continued by what it misses.
MilpProblem elastic(const MilpProblem& problem, std::span<const RelaxableRow> relaxable,
                    MilpOptions& options) {
  MilpProblem result = problem;
  std::fill(result.linear.cost.begin(), result.linear.cost.end(), 0.0);
  const LinearProgram& linear = problem.linear;
  const bool has_start = options.start.size() == problem.column_count() && !options.start.empty();
  const std::vector<double> activity = has_start ? activities(linear, options.start) : std::vector<double>{};
  for (const RelaxableRow& each : relaxable) {
    const double lower = linear.row_lower[each.row];
    const double upper = linear.row_upper[each.row];
    const double missed = has_start ? miss(activity[each.row], lower, upper) : 0;
    if (!std::isinf(lower)) {
      result.add_entry(each.row, result.add_column(each.weight, 0, kUnbounded), 1);
      if (has_start) options.start.push_back(std::max(0.0, -missed));
    }
    if (!std::isinf(upper)) {
      result.add_entry(each.row, result.add_column(each.weight, 0, kUnbounded), -1);
      if (has_start) options.start.push_back(std::max(0.0, missed));
    }
  }
  return result;
}

}  // namespace

Result<MilpExplanation> explain_infeasible(const MilpSolver& solver, const MilpProblem& problem,
                                           std::span<const RelaxableRow> relaxable,
                                           const MilpOptions& options) {
  if (const Result<void> sound = check_milp_problem(problem); !sound) return sound.error();
  if (const Result<void> sound = check_relaxable(problem, relaxable); !sound) return sound.error();
  if (!options.start.empty() && options.start.size() != problem.column_count()) {
    return invalid("the start solution has another number of values than there are columns");
  }
  MilpOptions elastic_options = options;
  const MilpProblem relaxed = elastic(problem, relaxable, elastic_options);
  const Result<MilpSolution> solution = solver.solve(relaxed, elastic_options);
  if (!solution) return solution.error();
  MilpExplanation explanation;
  explanation.status = solution->status;
  explanation.bound = std::max(0.0, solution->bound);
  if (!solution->has_values()) return explanation;
  explanation.values = solution->values;
  explanation.values.resize(problem.column_count());
  const LinearProgram& linear = problem.linear;
  const std::vector<double> activity = activities(linear, explanation.values);
  for (const RelaxableRow& each : relaxable) {
    const double missed = miss(activity[each.row], linear.row_lower[each.row], linear.row_upper[each.row]);
    const double bound = missed < 0 ? linear.row_lower[each.row] : linear.row_upper[each.row];
    if (std::abs(missed) <= options.tolerance * std::max(1.0, std::abs(bound))) continue;
    explanation.violations.push_back({each.row, missed});
    explanation.weighted_sum += each.weight * std::abs(missed);
  }
  std::sort(explanation.violations.begin(), explanation.violations.end(),
            [](const RowViolation& a, const RowViolation& b) { return a.row < b.row; });
  return explanation;
}

}  // namespace tenon
