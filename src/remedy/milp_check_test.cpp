#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "remedy/milp.h"

namespace tenon {
namespace {

constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

// 2 a + 3 b + c in [4, 6], a - c = 0; a, b integer in [0, 3], c in [-1, 2].
MilpProblem three_columns() {
  MilpProblem problem;
  const auto a = problem.add_integer(1, 0, 3, "a");
  const auto b = problem.add_integer(-2, 0, 3);
  const auto c = problem.add_column(0.5, -1, 2, "c");
  const auto range = problem.add_row(4, 6, "range");
  const auto equal = problem.add_row(0, 0);
  problem.add_entry(range, a, 1);
  problem.add_entry(range, a, 1);  // summed
  problem.add_entry(range, b, 3);
  problem.add_entry(range, c, 1);
  problem.add_entry(equal, a, 1);
  problem.add_entry(equal, c, -1);
  return problem;
}

TEST(MilpCheckTest, TakesASolutionAndComputesItsObjective) {
  const MilpCheck check = check_milp_solution(three_columns(), std::vector<double>{1, 1, 1}, 1e-9);
  EXPECT_TRUE(check.is_feasible);
  EXPECT_EQ(check.worst(), 0);
  EXPECT_EQ(check.objective, -0.5);
}

TEST(MilpCheckTest, FindsPlantedViolations) {
  const MilpProblem problem = three_columns();
  const auto check = [&](std::vector<double> values) { return check_milp_solution(problem, values, 1e-6); };

  const MilpCheck row = check({1, 2, 1});  // the row is 9, its bound 6
  EXPECT_FALSE(row.is_feasible);
  EXPECT_EQ(row.worst_row, 0U);
  EXPECT_NEAR(row.row_violation, 3.0 / 6, 1e-12);
  EXPECT_EQ(row.bound_violation, 0);
  EXPECT_EQ(row.integrality_violation, 0);

  const MilpCheck below = check({1, 0, 1});  // 3, its bound 4
  EXPECT_NEAR(below.row_violation, 1.0 / 4, 1e-12);

  const MilpCheck equality = check({1, 1, 1.001});
  EXPECT_FALSE(equality.is_feasible);
  EXPECT_EQ(equality.worst_row, 1U);
  EXPECT_NEAR(equality.row_violation, 0.001 / 1.001, 1e-9);

  const MilpCheck bound = check({-1, 2, -1.5});
  EXPECT_EQ(bound.worst_bound_column, 0U);
  EXPECT_EQ(bound.bound_violation, 1);

  const MilpCheck fraction = check({1.25, 1, 1.25});
  EXPECT_FALSE(fraction.is_feasible);
  EXPECT_EQ(fraction.worst_integer_column, 0U);
  EXPECT_EQ(fraction.integrality_violation, 0.25);
  EXPECT_EQ(fraction.worst(), 0.25);
}

TEST(MilpCheckTest, ForgivesWhatIsWithinTheTolerance) {
  const std::vector<double> values{1, 1, 1 + 5e-7};
  EXPECT_TRUE(check_milp_solution(three_columns(), values, 1e-6).is_feasible);
  EXPECT_FALSE(check_milp_solution(three_columns(), values, 1e-7).is_feasible);
}

TEST(MilpCheckTest, RowsAreMeasuredByTheirTerms) {
  MilpProblem problem;
  const auto a = problem.add_column(0, 0, 1e9);
  const auto b = problem.add_column(0, 0, 1e9);
  const auto row = problem.add_row(0, 0);
  problem.add_entry(row, a, 1);
  problem.add_entry(row, b, -1);
  EXPECT_NEAR(check_milp_solution(problem, std::vector<double>{1e8, 1e8 + 1}, 1e-6).row_violation, 1e-8,
              1e-12);
}

TEST(MilpCheckTest, ValuesThatAreNoNumbersOrMissing) {
  for (const double bad : {kNotANumber, kUnbounded}) {
    const MilpCheck check = check_milp_solution(three_columns(), std::vector<double>{bad, 1, 1}, 1e-6);
    EXPECT_FALSE(check.is_feasible);
    EXPECT_EQ(check.bound_violation, kUnbounded);
    EXPECT_EQ(check.row_violation, kUnbounded);
    EXPECT_EQ(check.integrality_violation, kUnbounded);
  }
  EXPECT_FALSE(check_milp_solution(three_columns(), std::vector<double>{1, 1}, 1e-6).is_feasible);
}

TEST(MilpProblemTest, NamesTheFirstFault) {
  EXPECT_TRUE(check_milp_problem(three_columns()).ok());
  EXPECT_TRUE(check_milp_problem({}).ok());
  const auto message = [](auto spoil) {
    MilpProblem problem = three_columns();
    spoil(problem);
    const Result<void> result = check_milp_problem(problem);
    if (result.ok()) return std::string("taken");
    EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
    return result.error().message;
  };
  using P = MilpProblem;
  EXPECT_NE(message([](P& p) { p.linear.cost[2] = kNotANumber; }).find("column 2 (c) has no finite cost"),
            std::string::npos);
  EXPECT_NE(message([](P& p) { p.linear.column_lower[1] = 4; }).find("column 1 has the bounds [4.0"),
            std::string::npos);
  EXPECT_NE(message([](P& p) { p.linear.column_upper[0] = kNotANumber; }).find("column 0 (a) has the bounds"),
            std::string::npos);
  EXPECT_NE(message([](P& p) { p.linear.column_lower[0] = kUnbounded; }).find("column 0 (a) has the bounds"),
            std::string::npos);
  EXPECT_NE(message([](P& p) { p.linear.row_lower[0] = 7; }).find("row 0 (range) has the bounds"),
            std::string::npos);
  EXPECT_NE(message([](P& p) { p.linear.row_upper[1] = -kUnbounded; }).find("row 1 has the bounds"),
            std::string::npos);
  EXPECT_NE(message([](P& p) { p.linear.entry_row[3] = 2; }).find("entry 3 is at row 2, column 2 of 2 rows"),
            std::string::npos);
  EXPECT_NE(message([](P& p) { p.linear.entry_column[0] = 3; }).find("entry 0 is at row 0, column 3"),
            std::string::npos);
  EXPECT_NE(
      message([](P& p) { p.linear.entry_value[2] = kUnbounded; }).find("entry 2 (row 0 (range), column 1)"),
      std::string::npos);
  EXPECT_NE(message([](P& p) { p.is_integer.pop_back(); }).find("different length"), std::string::npos);
  EXPECT_NE(message([](P& p) { p.column_names.pop_back(); }).find("different length"), std::string::npos);
}

}  // namespace
}  // namespace tenon
