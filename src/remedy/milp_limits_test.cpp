// Start solutions, limits and repeatability of the solvers.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "remedy/milp_example.h"
#include "remedy/milp_solver.h"

namespace tenon {
namespace {

using testing::all_open;
using testing::facility_location;
using testing::knapsack;

class MilpLimitsTest : public ::testing::TestWithParam<std::string_view> {
 protected:
  std::unique_ptr<MilpSolver> solver_ = std::move(make_milp_solver(GetParam())).value();

  MilpSolution solve(const MilpProblem& problem, const MilpOptions& options = {}) {
    Result<MilpSolution> solution = solver_->solve(problem, options);
    EXPECT_TRUE(solution.ok()) << solution.error().message;
    return solution.ok() ? std::move(solution).value() : MilpSolution{};
  }
};

INSTANTIATE_TEST_SUITE_P(All, MilpLimitsTest, ::testing::ValuesIn(milp_solver_names()),
                         [](const auto& info) { return std::string(info.param); });

TEST_P(MilpLimitsTest, TheStartIsAnAnswer) {
  const MilpProblem problem = facility_location(8, 12, 5, 2);
  MilpOptions options;
  options.start = all_open(problem, 8, 12);
  ASSERT_FALSE(options.start.empty());
  const double start_objective = check_milp_solution(problem, options.start, 1e-6).objective;

  options.time_limit_seconds = 0;
  const MilpSolution start = solve(problem, options);
  EXPECT_EQ(start.status, MilpStatus::kFeasible);
  EXPECT_EQ(start.objective, start_objective);
  EXPECT_EQ(start.values, options.start);
  EXPECT_EQ(start.bound, -kUnbounded);
  EXPECT_EQ(start.gap, kUnbounded);

  options.time_limit_seconds = kUnbounded;
  options.relative_gap = 0;
  const MilpSolution best = solve(problem, options);
  EXPECT_EQ(best.status, MilpStatus::kOptimal);
  EXPECT_LT(best.objective, start_objective);

  // The optimum as start: kept, and proven.
  options.start = best.values;
  const MilpSolution again = solve(problem, options);
  EXPECT_EQ(again.status, MilpStatus::kOptimal);
  EXPECT_NEAR(again.objective, best.objective, 1e-6);

  // A gap so wide that the start is within it of the root's bound: no search.
  options.start = all_open(problem, 8, 12);
  options.relative_gap = 1;
  EXPECT_LE(solve(problem, options).objective, start_objective);
}

TEST_P(MilpLimitsTest, StopsBeforeItStarts) {
  const std::atomic<bool> stop{true};
  MilpOptions options;
  options.stop = &stop;
  EXPECT_EQ(solve(knapsack(1), options).status, MilpStatus::kNoSolution);
  options.start = std::vector<double>(10, 0.0);
  EXPECT_EQ(solve(knapsack(1), options).status, MilpStatus::kFeasible);
}

TEST_P(MilpLimitsTest, KeepsTheTimeLimit) {
  const MilpProblem problem = facility_location(60, 150, 1, 3);
  MilpOptions options;
  options.relative_gap = 0;
  options.time_limit_seconds = 1;
  options.start = all_open(problem, 60, 150);
  const auto before = std::chrono::steady_clock::now();
  const MilpSolution solution = solve(problem, options);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - before;
  EXPECT_LT(elapsed.count(), 20);  // the machine may be busy
  EXPECT_EQ(solution.status, MilpStatus::kFeasible);
  EXPECT_GT(solution.gap, 0);
  EXPECT_TRUE(check_milp_solution(problem, solution.values, options.tolerance).is_feasible);
}

TEST_P(MilpLimitsTest, StopsFromAnotherThread) {
  const MilpProblem problem = facility_location(60, 150, 1, 3);
  std::atomic<bool> stop{false};
  MilpOptions options;
  options.relative_gap = 0;
  options.stop = &stop;
  std::thread canceller([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    stop = true;
  });
  const MilpSolution solution = solve(problem, options);
  canceller.join();
  EXPECT_LT(solution.seconds, 1.4);
  EXPECT_TRUE(solution.status == MilpStatus::kFeasible || solution.status == MilpStatus::kNoSolution);
}

TEST_P(MilpLimitsTest, TheNodeLimitGivesTheSameAnswerEveryTimeAndOnEveryThread) {
  const MilpProblem problem = facility_location(15, 30, 2, 3);
  MilpOptions options;
  options.relative_gap = 0;
  options.node_limit = 20;
  const MilpSolution first = solve(problem, options);
  EXPECT_LE(first.nodes, 22U);
  std::vector<MilpSolution> others(3);
  std::vector<std::thread> threads;
  for (MilpSolution& other : others) threads.emplace_back([&] { other = solve(problem, options); });
  for (std::thread& thread : threads) thread.join();
  for (const MilpSolution& other : others) {
    EXPECT_EQ(other.status, first.status);
    EXPECT_EQ(other.values, first.values);
    EXPECT_EQ(other.bound, first.bound);
    EXPECT_EQ(other.nodes, first.nodes);
  }
}

TEST(MilpBoundTest, TheBoundOfAStoppedSearchHolds) {
  const MilpProblem problem = facility_location(12, 25, 4, 2.5);
  MilpOptions options;
  options.relative_gap = 0;
  const MilpSolution best = *cbc_solver()->solve(problem, options);
  ASSERT_EQ(best.status, MilpStatus::kOptimal);
  for (const std::string_view name : milp_solver_names()) {
    for (std::uint64_t nodes = 1; nodes < 40; nodes += 6) {
      options.node_limit = nodes;
      const auto solution = (*make_milp_solver(name))->solve(problem, options);
      ASSERT_TRUE(solution.ok());
      EXPECT_LE(solution->bound, best.objective + 1e-5) << name << nodes;
      EXPECT_GT(solution->bound, 0) << name << nodes;
      if (solution->has_values()) {
        EXPECT_GE(solution->objective, best.objective - 1e-5) << name << nodes;
      }
    }
  }
}

}  // namespace
}  // namespace tenon
