#include "remedy/milp_explain.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"

namespace tenon {
namespace {

class MilpExplainTest : public ::testing::TestWithParam<std::string_view> {
 protected:
  std::unique_ptr<MilpSolver> solver_ = std::move(make_milp_solver(GetParam())).value();
};

INSTANTIATE_TEST_SUITE_P(All, MilpExplainTest, ::testing::ValuesIn(milp_solver_names()),
                         [](const auto& info) { return std::string(info.param); });

// Two suppliers of 5 and 7 (each at a fixed cost), three customers that want 4, 6 and 5: 3 are not there.
// Rows: one a customer, one a supplier.
MilpProblem too_little() {
  MilpProblem problem;
  const double capacity[] = {5, 7};
  const double wanted[] = {4, 6, 5};
  for (int s = 0; s < 2; ++s) problem.add_integer(100, 0, 1);
  for (const double amount : wanted) problem.add_row(amount, amount);
  for (std::uint32_t s = 0; s < 2; ++s) {
    const auto room = problem.add_row(-kUnbounded, 0);
    problem.add_entry(room, s, -capacity[s]);
    for (std::uint32_t c = 0; c < 3; ++c) {
      const auto flow = problem.add_column(1, 0, kUnbounded);
      problem.add_entry(c, flow, 1);
      problem.add_entry(room, flow, 1);
    }
  }
  return problem;
}

TEST_P(MilpExplainTest, TheLeastWeightGoesWithout) {
  const MilpProblem problem = too_little();
  EXPECT_EQ(solver_->solve(problem, {})->status, MilpStatus::kInfeasible);
  const std::vector<RelaxableRow> customers{{0, 3}, {1, 1}, {2, 2}};
  const auto explanation = explain_infeasible(*solver_, problem, customers);
  ASSERT_TRUE(explanation.ok());
  EXPECT_EQ(explanation->status, MilpStatus::kOptimal);
  ASSERT_EQ(explanation->violations.size(), 1U);
  EXPECT_EQ(explanation->violations[0].row, 1U);
  EXPECT_NEAR(explanation->violations[0].amount, -3, 1e-6);
  EXPECT_NEAR(explanation->weighted_sum, 3, 1e-6);
  EXPECT_LE(explanation->bound, 3 + 1e-6);
  ASSERT_EQ(explanation->values.size(), problem.column_count());
  EXPECT_EQ(explanation->values[0], 1);
}

TEST_P(MilpExplainTest, MoreThanOneRowGivesWay) {
  MilpProblem problem = too_little();
  problem.linear.column_upper[1] = 0;  // 5 for 15
  const std::vector<RelaxableRow> customers{{2, 2}, {1, 1}, {0, 3}};
  const auto explanation = explain_infeasible(*solver_, problem, customers);
  ASSERT_TRUE(explanation.ok());
  ASSERT_EQ(explanation->violations.size(), 2U);
  EXPECT_EQ(explanation->violations[0].row, 1U);
  EXPECT_NEAR(explanation->violations[0].amount, -6, 1e-6);
  EXPECT_EQ(explanation->violations[1].row, 2U);
  EXPECT_NEAR(explanation->violations[1].amount, -4, 1e-6);
  EXPECT_NEAR(explanation->weighted_sum, 14, 1e-6);
}

TEST_P(MilpExplainTest, TooMuchIsAboveZero) {
  const MilpProblem problem = too_little();
  const std::vector<RelaxableRow> capacities{{3, 1}, {4, 5}};
  const auto explanation = explain_infeasible(*solver_, problem, capacities);
  ASSERT_TRUE(explanation.ok());
  ASSERT_EQ(explanation->violations.size(), 1U);
  EXPECT_EQ(explanation->violations[0].row, 3U);
  EXPECT_NEAR(explanation->violations[0].amount, 3, 1e-6);
}

TEST_P(MilpExplainTest, NothingToExplainAndNothingThatHelps) {
  MilpProblem problem = too_little();
  problem.linear.row_lower[1] = problem.linear.row_upper[1] = 3;
  const std::vector<RelaxableRow> customers{{0, 1}, {1, 1}, {2, 1}};
  const auto possible = explain_infeasible(*solver_, problem, customers);
  ASSERT_TRUE(possible.ok());
  EXPECT_EQ(possible->status, MilpStatus::kOptimal);
  EXPECT_TRUE(possible->violations.empty());
  EXPECT_NEAR(possible->weighted_sum, 0, 1e-6);

  const std::vector<RelaxableRow> last{{2, 1}};
  problem.linear.row_lower[1] = problem.linear.row_upper[1] = 30;
  EXPECT_EQ(explain_infeasible(*solver_, problem, last)->status, MilpStatus::kInfeasible);
  EXPECT_EQ(explain_infeasible(*solver_, problem, {})->status, MilpStatus::kInfeasible);
}

TEST_P(MilpExplainTest, AStartMayViolateTheRelaxedRows) {
  const MilpProblem problem = too_little();
  const std::vector<RelaxableRow> customers{{0, 3}, {1, 1}, {2, 2}};
  MilpOptions options;
  options.start = std::vector<double>(problem.column_count(), 0.0);
  options.time_limit_seconds = 0;
  const auto explanation = explain_infeasible(*solver_, problem, customers, options);
  ASSERT_TRUE(explanation.ok());
  EXPECT_EQ(explanation->status, MilpStatus::kFeasible);
  EXPECT_EQ(explanation->violations.size(), 3U);
  EXPECT_NEAR(explanation->weighted_sum, 3 * 4 + 6 + 2 * 5, 1e-9);
}

TEST_P(MilpExplainTest, RefusesRowsThatAreNotThere) {
  const MilpProblem problem = too_little();
  for (const std::vector<RelaxableRow>& rows :
       {std::vector<RelaxableRow>{{5, 1}}, {{1, 1}, {1, 1}}, {{1, 0}}, {{1, std::nan("")}}}) {
    const auto result = explain_infeasible(*solver_, problem, rows);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
  }
}

}  // namespace
}  // namespace tenon
