#include "remedy/backup_plan.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <utility>

#include "remedy/backup_plan_input.h"
#include "remedy/backup_plan_program.h"

namespace tenon {
namespace {

double elapsed_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

class Planner {
 public:
  Planner(const PlanIndex& index, const MilpSolver& solver)
      : index_(index), solver_(solver), start_(std::chrono::steady_clock::now()) {
    plan_.reserved.assign(index.input.candidates.size(), 0);
    plan_.stock.assign(index.input.items.size(), 0);
  }

  Result<BackupPlan> run() {
    const auto greedy = plan_backups_greedily(index_.input, index_.options);
    if (!greedy) return greedy.error();
    const auto solved = index_.options.goal == PlanGoal::kLoss ? least_loss(*greedy) : cover(*greedy);
    if (!solved) return solved.error();
    if (plan_.status == MilpStatus::kInfeasible) return infeasible();
    if (!*solved) {
      BackupPlan fallback = *greedy;
      fallback.seconds = elapsed_since(start_);
      return fallback;
    }
    plan_.seconds = elapsed_since(start_);
    plan_.solver = std::string(solver_.name()) + " " + solver_.version();
    // The loss says nothing about what is reserved in vain.
    if (index_.options.goal == PlanGoal::kLoss) trim_plan(index_, plan_);
    complete_plan(index_, plan_);
    return std::move(plan_);
  }

 private:
  Result<MilpSolution> solve(const BackupProgram& program, const BackupPlan& start, double most_gap) {
    MilpOptions options = left().milp;
    options.relative_gap = std::min(options.relative_gap, most_gap);
    options.start = program.start_of(start, options.tolerance);
    plan_.columns = program.problem().column_count();
    plan_.rows = program.problem().row_count();
    return solver_.solve(program.problem(), options);
  }

  // Nothing is reserved: what is short stays short.
  Result<BackupPlan> infeasible() {
    auto conflicts = conflicts_of(index_.input, left(), solver_);
    if (!conflicts) return conflicts.error();
    plan_.conflicts = std::move(*conflicts);
    plan_.gap = kUnbounded;
    complete_plan(index_, plan_);
    plan_.solver = std::string(solver_.name()) + " " + solver_.version();
    plan_.seconds = elapsed_since(start_);
    return std::move(plan_);
  }

  [[nodiscard]] PlanOptions left() const {
    PlanOptions options = index_.options;
    options.milp.time_limit_seconds = std::max(0.0, options.milp.time_limit_seconds - elapsed_since(start_));
    return options;
  }

  void note(const MilpSolution& solution, double unit) {
    plan_.status = solution.status;
    plan_.objective = solution.objective * unit;
    plan_.bound = solution.bound * unit;
    plan_.gap = solution.gap;
  }

  Result<bool> least_loss(const BackupPlan& greedy) {
    std::vector<std::uint32_t> items(index_.input.items.size());
    std::iota(items.begin(), items.end(), 0U);
    const BackupProgram program(index_, std::move(items), PlanAsk::kLeastLoss, 0);
    const auto solution = solve(program, greedy, 1);
    if (!solution) return solution.error();
    plan_.status = solution->status;
    if (!solution->has_values()) return false;
    program.read(solution->values, plan_);
    note(*solution, program.unit());
    return true;
  }

  Result<bool> cover(const BackupPlan& greedy) {
    // Those that can be covered if nobody else asks; where rules bind the whole plan, the others as well, for
    // their backups count.
    const bool takes_all = !index_.input.needs.empty() || index_.options.largest_firm_part < 1;
    std::vector<std::uint32_t> items;
    for (std::uint32_t g = 0; g < index_.input.items.size(); ++g) {
      if (index_.must_cover[g] && (takes_all || !cannot_be_covered(index_, g))) items.push_back(g);
    }
    // How much can be covered at once; then the least cost of covering so much.
    const BackupProgram most(index_, items, PlanAsk::kMostWeight, 0);
    const auto weight = solve(most, greedy, index_.options.budget ? 1 : 1e-9);
    if (!weight) return weight.error();
    plan_.status = weight->status;
    if (!weight->has_values()) return false;
    program_read(most, *weight);
    note(*weight, most.unit());
    const double floor = most.weight_of(weight->values) * (1 - 1e-9) - 1e-9;
    const BackupProgram least(index_, items, PlanAsk::kLeastCost, floor);
    BackupPlan first = plan_;
    const auto cost = solve(least, first, 1);
    if (!cost) return cost.error();
    if (cost->has_values()) {
      program_read(least, *cost);
      // With a budget the weight is what is asked for, and its bound what is proven.
      if (!index_.options.budget) note(*cost, least.unit());
    }
    return true;
  }

  void program_read(const BackupProgram& program, const MilpSolution& solution) {
    std::fill(plan_.reserved.begin(), plan_.reserved.end(), 0);
    std::fill(plan_.stock.begin(), plan_.stock.end(), 0);
    program.read(solution.values, plan_);
  }

  const PlanIndex& index_;
  const MilpSolver& solver_;
  std::chrono::steady_clock::time_point start_;
  BackupPlan plan_;
};

}  // namespace

Result<BackupPlan> plan_backups(const PlanInput& input, const PlanOptions& options) {
  const auto checked = check_plan(input, options);
  if (!checked) return checked.error();
  const auto solver = make_milp_solver(options.solver);
  if (!solver) return solver.error();
  const PlanIndex index(input, options);
  return Planner(index, **solver).run();
}

}  // namespace tenon
