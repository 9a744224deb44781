#include "remedy/milp_frame.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

namespace tenon {
namespace {

using Clock = std::chrono::steady_clock;

// Bounds of integer columns are often computed: 2.9999999999 is meant to be 3.
constexpr double kRounding = 1e-9;

struct Candidate {
  std::vector<double> values;
  double objective = 0;
};

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, "integer program: " + std::move(message)};
}

Result<void> check_options(const MilpOptions& options) {
  if (!(options.relative_gap >= 0)) return invalid("relative_gap is below 0 or not a number");
  if (!(options.time_limit_seconds >= 0)) return invalid("time_limit_seconds is below 0 or not a number");
  if (!(options.tolerance > 0 && options.tolerance < 0.5)) return invalid("tolerance is not in (0, 0.5)");
  return {};
}

MilpColumns columns_of(const MilpProblem& problem) {
  const LinearProgram& linear = problem.linear;
  const std::size_t count = problem.column_count();
  MilpColumns columns;
  columns.cost = linear.cost;
  columns.lower = linear.column_lower;
  columns.upper = linear.column_upper;
  for (std::size_t j = 0; j < count; ++j) {
    if (problem.is_integer[j] == 0) continue;
    columns.lower[j] = std::ceil(columns.lower[j] - kRounding);
    columns.upper[j] = std::floor(columns.upper[j] + kRounding);
  }
  std::vector<std::uint32_t> order(linear.entry_value.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(linear.entry_column[a], linear.entry_row[a]) <
           std::pair(linear.entry_column[b], linear.entry_row[b]);
  });
  columns.starts.reserve(count + 1);
  std::size_t k = 0;
  for (std::size_t j = 0; j < count; ++j) {
    columns.starts.push_back(static_cast<int>(columns.values.size()));
    while (k < order.size() && linear.entry_column[order[k]] == j) {
      const std::uint32_t row = linear.entry_row[order[k]];
      double sum = 0;
      for (; k < order.size() && linear.entry_column[order[k]] == j && linear.entry_row[order[k]] == row;
           ++k) {
        sum += linear.entry_value[order[k]];
      }
      if (sum == 0) continue;
      columns.rows.push_back(static_cast<int>(row));
      columns.values.push_back(sum);
    }
  }
  columns.starts.push_back(static_cast<int>(columns.values.size()));
  return columns;
}

// Without coefficients rows are 0 and columns go to their better bounds; libraries differ on such programs.
MilpAnswer answer_without_coefficients(const MilpTask& task) {
  const LinearProgram& linear = task.problem.linear;
  MilpAnswer answer;
  answer.claim = MilpClaim::kInfeasible;
  for (std::size_t i = 0; i < task.problem.row_count(); ++i) {
    if (linear.row_lower[i] > task.options.tolerance || linear.row_upper[i] < -task.options.tolerance) {
      return answer;
    }
  }
  answer.claim = MilpClaim::kDone;
  double objective = 0;
  for (std::size_t j = 0; j < task.problem.column_count(); ++j) {
    const double lower = task.columns.lower[j];
    const double upper = task.columns.upper[j];
    const double cost = task.columns.cost[j];
    const double value = cost > 0 ? lower : cost < 0 ? upper : std::clamp(0.0, lower, upper);
    if (std::isinf(value)) {
      answer = {};
      answer.claim = MilpClaim::kUnbounded;
      return answer;
    }
    answer.values.push_back(value);
    objective += cost * value;
  }
  answer.bound = objective;
  return answer;
}

// Integers rounded, everything within its bounds.
std::vector<double> tidied(const MilpTask& task, std::vector<double> values) {
  for (std::size_t j = 0; j < values.size(); ++j) {
    if (task.problem.is_integer[j] != 0) values[j] = std::round(values[j]);
    values[j] = std::min(std::max(values[j], task.columns.lower[j]), task.columns.upper[j]);
  }
  return values;
}

// The best continuous columns for these integers.
std::optional<std::vector<double>> with_integers_fixed(const MilpTask& task,
                                                       const std::vector<double>& values) {
  LinearProgram fixed = task.problem.linear;
  for (std::size_t j = 0; j < values.size(); ++j) {
    if (task.problem.is_integer[j] != 0) fixed.column_lower[j] = fixed.column_upper[j] = values[j];
  }
  const Result<LinearProgramSolver> solver = LinearProgramSolver::create(fixed);
  if (!solver || solver->first_solution().status != LinearProgramStatus::kOptimal) return std::nullopt;
  return solver->first_solution().values;
}

std::optional<Candidate> checked(const MilpTask& task, const std::vector<double>& values) {
  if (values.size() != task.problem.column_count()) return std::nullopt;
  Candidate candidate;
  candidate.values = tidied(task, values);
  MilpCheck check = check_milp_solution(task.problem, candidate.values, task.options.tolerance);
  if (!check.is_feasible && std::isfinite(check.objective)) {
    if (auto again = with_integers_fixed(task, candidate.values)) {
      candidate.values = tidied(task, std::move(*again));
      check = check_milp_solution(task.problem, candidate.values, task.options.tolerance);
    }
  }
  if (!check.is_feasible) return std::nullopt;
  candidate.objective = check.objective;
  return candidate;
}

// 0 within the absolute gap.
double gap_of(double objective, double bound) {
  const double difference = objective - bound;
  if (difference <= kMilpAbsoluteGap) return 0;
  return objective == 0 ? kUnbounded : difference / std::abs(objective);
}

// The relaxation is unbounded: so is the program if it has a solution at all (rational data; Meyer 1974).
Result<MilpSolution> settle_unbounded(const MilpTask& task, const std::optional<Candidate>& start,
                                      const MilpSearch& search, MilpSolution solution) {
  if (start) {
    solution.status = MilpStatus::kUnbounded;
    return solution;
  }
  MilpColumns without_cost = task.columns;
  std::fill(without_cost.cost.begin(), without_cost.cost.end(), 0.0);
  const MilpTask feasibility{task.problem, without_cost, task.options, task.watch};
  Result<MilpAnswer> answer =
      without_cost.values.empty() ? answer_without_coefficients(feasibility) : search(feasibility);
  if (!answer) return answer.error();
  solution.nodes += answer->nodes;
  if (answer->claim == MilpClaim::kInfeasible) {
    solution.status = MilpStatus::kInfeasible;
  } else if (checked(feasibility, answer->values)) {
    solution.status = MilpStatus::kUnbounded;
  }
  return solution;
}

MilpSolution settle(const MilpTask& task, std::optional<Candidate> best, const MilpAnswer& answer) {
  MilpSolution solution;
  solution.nodes = answer.nodes;
  solution.bound = answer.bound;
  std::optional<Candidate> found = checked(task, answer.values);
  if (found && (!best || found->objective < best->objective)) best = std::move(found);
  if (answer.claim == MilpClaim::kInfeasible) {
    if (!best) {
      solution.status = MilpStatus::kInfeasible;
      solution.bound = kUnbounded;
      return solution;
    }
    solution.bound = best->objective;  // none better
  }
  if (!best) return solution;
  solution.objective = best->objective;
  solution.values = std::move(best->values);
  // A bound above what is in hand is rounding, or wrong.
  if (solution.bound > solution.objective) {
    const double excess = solution.bound - solution.objective;
    const bool is_rounding = excess <= 1e-6 * std::max(1.0, std::abs(solution.objective));
    solution.bound = is_rounding ? solution.objective : -kUnbounded;
  }
  solution.gap = gap_of(solution.objective, solution.bound);
  solution.status = solution.gap <= task.options.relative_gap ? MilpStatus::kOptimal : MilpStatus::kFeasible;
  return solution;
}

Result<MilpSolution> run(const MilpTask& task, const std::optional<Candidate>& start,
                         const MilpSearch& search) {
  for (std::size_t j = 0; j < task.problem.column_count(); ++j) {
    if (task.columns.lower[j] <= task.columns.upper[j]) continue;
    MilpSolution solution;
    solution.status = MilpStatus::kInfeasible;
    solution.bound = kUnbounded;
    return solution;
  }
  if (task.watch.is_over()) return settle(task, start, MilpAnswer{});
  Result<MilpAnswer> answer = task.columns.values.empty() ? answer_without_coefficients(task) : search(task);
  if (!answer) return answer.error();
  if (answer->claim != MilpClaim::kUnbounded) return settle(task, start, *answer);
  MilpSolution solution;
  solution.nodes = answer->nodes;
  return settle_unbounded(task, start, search, std::move(solution));
}

}  // namespace

Result<MilpSolution> solve_in_frame(const MilpProblem& problem, const MilpOptions& options,
                                    const MilpSearch& search) {
  const MilpWatch watch(options, Clock::now());
  if (const Result<void> sound = check_milp_problem(problem); !sound) return sound.error();
  if (const Result<void> sound = check_options(options); !sound) return sound.error();
  constexpr std::size_t kMost = std::numeric_limits<int>::max();
  if (problem.column_count() >= kMost || problem.row_count() >= kMost ||
      problem.linear.entry_value.size() >= kMost) {
    return Error{ErrorCode::kTooLarge, "integer program: more than 2^31 columns, rows or coefficients"};
  }
  const MilpColumns columns = columns_of(problem);
  MilpTask task{problem, columns, options, watch};
  std::optional<Candidate> start;
  if (!options.start.empty()) {
    const MilpCheck check = check_milp_solution(problem, options.start, options.tolerance);
    if (!check.is_feasible) {
      return invalid("the start solution has " + std::to_string(options.start.size()) + " values for " +
                     std::to_string(problem.column_count()) + " columns and violates a row by " +
                     std::to_string(check.row_violation) + ", a bound by " +
                     std::to_string(check.bound_violation) + ", integrality by " +
                     std::to_string(check.integrality_violation));
    }
    start = checked(task, options.start);
    if (!start) start = Candidate{options.start, check.objective};
    task.start_objective = start->objective;
  }
  Result<MilpSolution> solution = run(task, start, search);
  if (solution) solution->seconds = watch.elapsed_seconds();
  return solution;
}

}  // namespace tenon
