#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "remedy/milp_example.h"
#include "remedy/milp_solver.h"
#include "support/simplex_reference.h"

namespace tenon {
namespace {

using testing::facility_location;
using testing::knapsack;
using testing::SimplexAnswer;
using testing::solve_by_tableau;

struct EnumeratedOptimum {
  bool is_unbounded = false;
  std::optional<double> objective;  // nullopt: infeasible or unbounded
};

// Free columns as the difference of two.
LinearProgram with_lower_bounds(const LinearProgram& linear) {
  LinearProgram result = linear;
  for (std::uint32_t j = 0; j < linear.column_count(); ++j) {
    if (!std::isinf(linear.column_lower[j])) continue;
    result.column_lower[j] = 0;
    result.column_upper[j] = kUnbounded;
    const auto negative = result.add_column(-linear.cost[j], 0, kUnbounded);
    for (std::size_t k = 0; k < linear.entry_value.size(); ++k) {
      if (linear.entry_column[k] == j)
        result.add_entry(linear.entry_row[k], negative, -linear.entry_value[k]);
    }
    if (!std::isinf(linear.column_upper[j])) {
      const auto row = result.add_row(-kUnbounded, linear.column_upper[j]);
      result.add_entry(row, j, 1);
      result.add_entry(row, negative, -1);
    }
  }
  return result;
}

// Every assignment of the integer columns, which must be bounded; the rest by the textbook simplex.
EnumeratedOptimum enumerate(const MilpProblem& problem) {
  EnumeratedOptimum best;
  LinearProgram fixed = problem.linear;
  const auto visit = [&](const auto& self, std::size_t column) -> void {
    while (column < problem.column_count() && problem.is_integer[column] == 0) ++column;
    if (column == problem.column_count()) {
      const SimplexAnswer answer = solve_by_tableau(with_lower_bounds(fixed));
      best.is_unbounded |= answer.is_unbounded;
      if (answer.objective && (!best.objective || *answer.objective < *best.objective)) {
        best.objective = answer.objective;
      }
      return;
    }
    const double last = std::floor(problem.linear.column_upper[column]);
    for (double value = std::ceil(problem.linear.column_lower[column]); value <= last; ++value) {
      fixed.column_lower[column] = fixed.column_upper[column] = value;
      self(self, column + 1);
    }
    fixed.column_lower[column] = problem.linear.column_lower[column];
    fixed.column_upper[column] = problem.linear.column_upper[column];
  };
  visit(visit, 0);
  if (best.is_unbounded) best.objective.reset();
  return best;
}

class MilpSolverTest : public ::testing::TestWithParam<std::string_view> {
 protected:
  std::unique_ptr<MilpSolver> solver_ = std::move(make_milp_solver(GetParam())).value();

  MilpSolution solve(const MilpProblem& problem, const MilpOptions& options = {}) {
    Result<MilpSolution> solution = solver_->solve(problem, options);
    EXPECT_TRUE(solution.ok()) << solution.error().message;
    return solution.ok() ? std::move(solution).value() : MilpSolution{};
  }
};

INSTANTIATE_TEST_SUITE_P(All, MilpSolverTest, ::testing::ValuesIn(milp_solver_names()),
                         [](const auto& info) { return std::string(info.param); });

// Empty: the solution says what is true of the problem.
std::string disagreement(const MilpProblem& problem, const MilpOptions& options, const MilpSolution& solution,
                         const EnumeratedOptimum& truth) {
  const auto status = std::to_string(static_cast<int>(solution.status));
  if (truth.is_unbounded) return solution.status == MilpStatus::kUnbounded ? "" : "unbounded, not " + status;
  if (!truth.objective) return solution.status == MilpStatus::kInfeasible ? "" : "infeasible, not " + status;
  if (solution.status != MilpStatus::kOptimal) return "optimal, not " + status;
  const MilpCheck check = check_milp_solution(problem, solution.values, options.tolerance);
  if (!check.is_feasible || check.integrality_violation != 0) return "violations";
  if (std::abs(check.objective - solution.objective) > 1e-9)
    return "another objective than that of the values";
  const double optimum = *truth.objective;
  const double allowed =
      std::max(options.relative_gap * std::abs(solution.objective), kMilpAbsoluteGap) + 1e-6;
  if (solution.objective < optimum - 1e-5) return "better than the optimum";
  if (solution.objective > optimum + allowed) return "worse than the gap allows";
  if (solution.bound > optimum + 1e-5) return "a bound above the optimum";
  return "";
}

// Small integers make ties, redundant rows and infeasible programs common.
MilpProblem any_problem() {
  MilpProblem problem;
  const int integers = *rc::gen::inRange(1, 5);
  const int continuous = *rc::gen::inRange(0, 4);
  for (int j = 0; j < integers; ++j) {
    const double lower = *rc::gen::inRange(-2, 2) + *rc::gen::element(0.0, 0.0, 0.5);
    problem.add_integer(*rc::gen::inRange(-4, 5), lower, lower + *rc::gen::inRange(0, 4));
  }
  for (int j = 0; j < continuous; ++j) {
    const int lower = *rc::gen::inRange(-2, 3);
    const int kind = *rc::gen::inRange(0, 5);
    problem.add_column(*rc::gen::inRange(-3, 4), kind == 0 ? -kUnbounded : lower,
                       kind <= 1 ? kUnbounded : lower + *rc::gen::inRange(0, 5));
  }
  const int rows = *rc::gen::inRange(0, 6);
  for (int i = 0; i < rows; ++i) {
    const int lower = *rc::gen::inRange(-5, 6);
    const int kind = *rc::gen::inRange(0, 4);
    problem.add_row(kind == 0 ? -kUnbounded : lower, kind == 1   ? kUnbounded
                                                     : kind == 2 ? lower
                                                                 : lower + *rc::gen::inRange(0, 6));
    for (int j = 0; j < integers + continuous; ++j) {
      problem.add_entry(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j),
                        *rc::gen::inRange(-3, 4));
    }
  }
  return problem;
}

RC_GTEST_PROP(MilpTest, AgreesWithEnumeration, ()) {
  const MilpProblem problem = any_problem();
  const EnumeratedOptimum truth = enumerate(problem);
  MilpOptions options;
  options.relative_gap = *rc::gen::element(0.0, 1e-4, 0.1);
  for (const std::string_view name : milp_solver_names()) {
    const auto solution = (*make_milp_solver(name))->solve(problem, options);
    if (!solution.ok()) RC_FAIL(solution.error().message);
    const std::string fault = disagreement(problem, options, *solution, truth);
    if (!fault.empty()) RC_FAIL(std::string(name) + ": " + fault);
  }
}

// Ten sets over eight elements, each element in about three.
MilpProblem set_cover(std::uint64_t seed) {
  const Philox random(seed);
  MilpProblem problem;
  for (std::uint64_t j = 0; j < 10; ++j)
    problem.add_integer(1 + static_cast<double>(random.below(4, 0, j)), 0, 1);
  for (std::uint64_t i = 0; i < 8; ++i) {
    const auto row = problem.add_row(1, kUnbounded);
    for (std::uint64_t j = 0; j < 10; ++j) {
      if (random.uniform(1 + i, j) < 0.3) problem.add_entry(row, static_cast<std::uint32_t>(j), 1);
    }
  }
  return problem;
}

TEST_P(MilpSolverTest, KnapsacksCoversAndFacilities) {
  MilpOptions options;
  options.relative_gap = 0;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    for (const MilpProblem& problem :
         {knapsack(seed), set_cover(seed),
          facility_location(4, 5, seed, 0.9 + 0.2 * static_cast<double>(seed))}) {
      EXPECT_EQ(disagreement(problem, options, solve(problem, options), enumerate(problem)), "") << seed;
    }
  }
}

TEST_P(MilpSolverTest, SaysWhoSolved) {
  const MilpSolution solution = solve(knapsack(1));
  EXPECT_EQ(solution.solver_name, GetParam());
  EXPECT_FALSE(solution.solver_version.empty());
  EXPECT_GE(solution.seconds, 0);
}

TEST_P(MilpSolverTest, WithoutColumnsOrRows) {
  const MilpSolution empty = solve({});
  EXPECT_EQ(empty.status, MilpStatus::kOptimal);
  EXPECT_EQ(empty.objective, 0);
  EXPECT_EQ(empty.gap, 0);

  MilpProblem rows;
  rows.add_row(-1, 1);
  EXPECT_EQ(solve(rows).status, MilpStatus::kOptimal);
  rows.add_row(1, 2);
  EXPECT_EQ(solve(rows).status, MilpStatus::kInfeasible);

  MilpProblem columns;
  columns.add_integer(1, -2.5, 4);
  columns.add_integer(-1, -2.5, 4.5);
  columns.add_column(0, 3, 5);
  const MilpSolution solution = solve(columns);
  EXPECT_EQ(solution.status, MilpStatus::kOptimal);
  EXPECT_EQ(solution.values, (std::vector<double>{-2, 4, 3}));
  columns.add_column(1, -kUnbounded, 0);
  EXPECT_EQ(solve(columns).status, MilpStatus::kUnbounded);
}

TEST_P(MilpSolverTest, FixedColumnsAndNoIntegerWithinBounds) {
  MilpProblem problem = knapsack(3);
  problem.linear.column_lower[2] = 1;
  problem.linear.column_upper[5] = 0;
  const MilpSolution solution = solve(problem);
  EXPECT_EQ(disagreement(problem, {}, solution, enumerate(problem)), "");
  EXPECT_EQ(solution.values[2], 1);
  EXPECT_EQ(solution.values[5], 0);
  problem.add_integer(0, 0.25, 0.75);
  EXPECT_EQ(solve(problem).status, MilpStatus::kInfeasible);
}

TEST_P(MilpSolverTest, LinearProgramsWithoutIntegers) {
  MilpProblem problem = facility_location(4, 6, 1, 2);
  std::fill(problem.is_integer.begin(), problem.is_integer.end(), std::uint8_t{0});
  const MilpSolution solution = solve(problem);
  ASSERT_EQ(solution.status, MilpStatus::kOptimal);
  EXPECT_NEAR(solution.objective, *solve_by_tableau(problem.linear).objective, 1e-6);
}

// 2 a - 2 b = 1 has a relaxation, but no integers.
TEST_P(MilpSolverTest, InfeasibleForIntegersOnly) {
  MilpProblem problem;
  const auto a = problem.add_integer(1, 0, 10);
  const auto b = problem.add_integer(1, 0, 10);
  const auto row = problem.add_row(1, 1);
  problem.add_entry(row, a, 2);
  problem.add_entry(row, b, -2);
  EXPECT_EQ(solve(problem).status, MilpStatus::kInfeasible);
  // Unbounded below for fractions, but there are no integers.
  problem.add_column(-1, 0, kUnbounded);
  EXPECT_EQ(solve(problem).status, MilpStatus::kInfeasible);
  problem.linear.row_upper[row] = 2;
  const MilpSolution unbounded = solve(problem);
  EXPECT_EQ(unbounded.status, MilpStatus::kUnbounded);
  EXPECT_TRUE(unbounded.values.empty());
}

TEST_P(MilpSolverTest, RefusesWhatIsNotSound) {
  const auto refused = [&](const MilpProblem& problem, const MilpOptions& options) {
    const auto result = solver_->solve(problem, options);
    return !result.ok() && result.error().code == ErrorCode::kInvalidArgument;
  };
  MilpOptions options;
  options.start = std::vector<double>(10, 1.0);
  EXPECT_TRUE(refused(knapsack(1), options));
  options.start = {0, 0};
  EXPECT_TRUE(refused(knapsack(1), options));
  options = {};
  options.relative_gap = -1;
  EXPECT_TRUE(refused(knapsack(1), options));
  options = {};
  options.time_limit_seconds = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(refused(knapsack(1), options));
  options = {};
  options.tolerance = 0;
  EXPECT_TRUE(refused(knapsack(1), options));
  MilpProblem problem = knapsack(1);
  problem.linear.cost[4] = std::numeric_limits<double>::infinity();
  EXPECT_TRUE(refused(problem, {}));
}

TEST(MilpTest, SolversAgreeToTheGap) {
  MilpOptions options;
  options.relative_gap = 0.005;
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    const MilpProblem problem = facility_location(10, 25, seed, 2 + static_cast<double>(seed));
    double least = kUnbounded;
    double highest_bound = -kUnbounded;
    for (const std::string_view name : milp_solver_names()) {
      const auto solution = (*make_milp_solver(name))->solve(problem, options);
      ASSERT_TRUE(solution.ok());
      EXPECT_EQ(solution->status, MilpStatus::kOptimal);
      EXPECT_LE(solution->gap, options.relative_gap);
      least = std::min(least, solution->objective);
      highest_bound = std::max(highest_bound, solution->bound);
    }
    EXPECT_LE(highest_bound, least + 1e-5);
  }
}

// Standard output and error as files, because the libraries print by means of C.
TEST_P(MilpSolverTest, PrintsNothing) {
  std::fflush(nullptr);
  std::FILE* caught = std::tmpfile();
  ASSERT_NE(caught, nullptr);
  const int output = dup(STDOUT_FILENO);
  const int error = dup(STDERR_FILENO);
  dup2(fileno(caught), STDOUT_FILENO);
  dup2(fileno(caught), STDERR_FILENO);
  const MilpSolution solution = solve(facility_location(10, 20, 3, 2));
  MilpProblem infeasible = set_cover(1);
  infeasible.linear.row_lower[0] = 20;
  const MilpSolution none = solve(infeasible);
  std::fflush(nullptr);
  dup2(output, STDOUT_FILENO);
  dup2(error, STDERR_FILENO);
  close(output);
  close(error);
  std::fseek(caught, 0, SEEK_END);
  EXPECT_EQ(std::ftell(caught), 0);
  std::fclose(caught);
  EXPECT_EQ(solution.status, MilpStatus::kOptimal);
  EXPECT_EQ(none.status, MilpStatus::kInfeasible);
}

TEST(MilpTest, NamesWhatThereIs) {
  EXPECT_EQ(milp_solver_names().front(), "cbc");
  const auto solver = make_milp_solver("gurobi");
  ASSERT_FALSE(solver.ok());
  EXPECT_EQ(solver.error().code, ErrorCode::kNotFound);
  EXPECT_NE(solver.error().message.find("cbc"), std::string::npos);
  EXPECT_EQ(make_milp_solver("glpk").ok(), glpk_solver() != nullptr);
}

}  // namespace
}  // namespace tenon
