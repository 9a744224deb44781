#include "scenario/linear_program.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <optional>

#include "support/simplex_reference.h"

namespace tenon {
namespace {

// maximise 3x + 2y with x + y <= 4, x + 3y <= 6, x <= 3: x = 3, y = 1, 11 in all.
LinearProgram two_columns() {
  LinearProgram program;
  const auto x = program.add_column(-3, 0, 3);
  const auto y = program.add_column(-2, 0, kUnbounded);
  const auto first = program.add_row(-kUnbounded, 4);
  const auto second = program.add_row(-kUnbounded, 6);
  program.add_entry(first, x, 1);
  program.add_entry(first, y, 1);
  program.add_entry(second, x, 1);
  program.add_entry(second, y, 2);
  program.add_entry(second, y, 1);  // summed
  return program;
}

TEST(LinearProgramTest, FindsTheOptimumAndFollowsChangedBounds) {
  const auto solver = LinearProgramSolver::create(two_columns());
  ASSERT_TRUE(solver.ok());
  EXPECT_EQ(solver->first_solution().status, LinearProgramStatus::kOptimal);
  EXPECT_NEAR(solver->first_solution().objective, -11, 1e-9);
  EXPECT_NEAR(solver->first_solution().values[0], 3, 1e-9);
  EXPECT_NEAR(solver->first_solution().values[1], 1, 1e-9);

  // x closed: y = 2 by the second row.
  BoundChanges changes;
  changes.columns = {{0, 0, 0}};
  for (const auto start : {LinearProgramStart::kRememberedBasis, LinearProgramStart::kCold}) {
    const auto solution = solver->solve(changes, start);
    ASSERT_TRUE(solution.ok());
    EXPECT_NEAR(solution->objective, -4, 1e-9);
  }
  // The first row asks for at least 5, which x <= 3 and the second row (y <= 1 then) forbid.
  changes.clear();
  changes.rows = {{0, 5, kUnbounded}};
  EXPECT_EQ(solver->solve(changes)->status, LinearProgramStatus::kInfeasible);
  // Both rows free: y has no limit.
  changes.rows = {{0, -kUnbounded, kUnbounded}, {1, -kUnbounded, kUnbounded}};
  EXPECT_EQ(solver->solve(changes)->status, LinearProgramStatus::kUnboundedBelow);
  // Nothing of this stays.
  EXPECT_NEAR(solver->solve({})->objective, -11, 1e-9);
  const LinearProgramSolver copy = *solver;
  EXPECT_NEAR(copy.solve({})->objective, -11, 1e-9);
}

TEST(LinearProgramTest, RefusesWhatMakesNoSense) {
  const double not_a_number = std::nan("");
  const auto refused = [](const LinearProgram& program) {
    const auto solver = LinearProgramSolver::create(program);
    return !solver.ok() && solver.error().code == ErrorCode::kInvalidArgument;
  };
  LinearProgram program = two_columns();
  program.column_upper[0] = -1;
  EXPECT_TRUE(refused(program));
  program = two_columns();
  program.cost[0] = not_a_number;
  EXPECT_TRUE(refused(program));
  program = two_columns();
  program.row_upper[1] = not_a_number;
  EXPECT_TRUE(refused(program));
  program = two_columns();
  program.row_lower.pop_back();
  EXPECT_TRUE(refused(program));
  program = two_columns();
  program.add_entry(2, 0, 1);
  EXPECT_TRUE(refused(program));
  program = two_columns();
  program.add_entry(0, 0, kUnbounded);
  EXPECT_TRUE(refused(program));

  const auto solver = LinearProgramSolver::create(two_columns());
  EXPECT_FALSE(solver->solve({{{2, 0, 1}}, {}}).ok());
  EXPECT_FALSE(solver->solve({{{0, 1, 0}}, {}}).ok());
  EXPECT_FALSE(solver->solve({{}, {{0, not_a_number, 1}}}).ok());
}

TEST(LinearProgramTest, AnEmptyProgramIsSolved) {
  const auto solver = LinearProgramSolver::create({});
  ASSERT_TRUE(solver.ok());
  EXPECT_EQ(solver->first_solution().status, LinearProgramStatus::kOptimal);
  EXPECT_EQ(solver->first_solution().objective, 0);
}

// Small integers make degenerate and infeasible programs common.
RC_GTEST_PROP(LinearProgramTest, AgreesWithATextbookTableau, ()) {
  const int columns = *rc::gen::inRange(1, 6);
  const int rows = *rc::gen::inRange(1, 6);
  LinearProgram program;
  for (int j = 0; j < columns; ++j) {
    const int lower = *rc::gen::inRange(-2, 3);
    program.add_column(*rc::gen::inRange(-3, 4), lower,
                       *rc::gen::element(0, 1) == 0 ? kUnbounded : lower + *rc::gen::inRange(0, 5));
  }
  for (int i = 0; i < rows; ++i) {
    const int lower = *rc::gen::inRange(-6, 7);
    const int kind = *rc::gen::inRange(0, 4);
    program.add_row(kind == 0 ? -kUnbounded : lower, kind == 0   ? lower
                                                     : kind == 1 ? kUnbounded
                                                                 : lower + *rc::gen::inRange(0, 6));
    for (int j = 0; j < columns; ++j) {
      program.add_entry(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j),
                        *rc::gen::inRange(-3, 4));
    }
  }
  const auto solver = LinearProgramSolver::create(program);
  if (!solver.ok()) RC_FAIL(solver.error().message);
  const auto agree = [](const LinearProgram& changed, const LinearProgramSolution& solution) {
    const testing::SimplexAnswer answer = testing::solve_by_tableau(changed);
    if (answer.is_unbounded) return solution.status == LinearProgramStatus::kUnboundedBelow;
    if (!answer.objective) return solution.status == LinearProgramStatus::kInfeasible;
    return solution.status == LinearProgramStatus::kOptimal &&
           std::abs(solution.objective - *answer.objective) <= 1e-6;
  };
  RC_ASSERT(agree(program, solver->first_solution()));
  // A column closed, warm and cold.
  const auto column = static_cast<std::uint32_t>(*rc::gen::inRange(0, columns));
  const double at = program.column_lower[column];
  LinearProgram closed = program;
  closed.column_upper[column] = at;
  BoundChanges changes;
  changes.columns = {{column, at, at}};
  RC_ASSERT(agree(closed, *solver->solve(changes)));
  RC_ASSERT(agree(closed, *solver->solve(changes, LinearProgramStart::kCold)));
}

}  // namespace
}  // namespace tenon
