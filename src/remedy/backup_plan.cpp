// The plan as an integer program.
//
// Simple version: minimise cost + penalties over r (reserved), z (qualified or not), b (stock), sh (short),
// subject to, for every shock and every day t on which a backup may come and the last,
//
//   sh + b + sum part r (t - a)+ >= G t - C
//
// In goal cover a binary y an item takes the place of sh: the right side is (G t - C) y, which is as strong
// as it can be without knowing more. Amounts of an item are measured in its largest gap (rates) and in days
// of it (money), and all costs and losses in one unit, so that coefficients lie near 1. z is left out where
// nothing depends on it.
#include "remedy/backup_plan.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "remedy/backup_plan_input.h"

namespace tenon {
namespace {

constexpr std::uint32_t kNone = 0xffffffffU;
constexpr double kReservedRelative = 1e-7;  // of the gap: less is nothing

// What the program is asked for.
enum class Ask : std::uint8_t { kMostWeight, kLeastCost, kLeastLoss };

class Program {
 public:
  // Items outside `items` take no part. `weight_floor`: of kLeastCost, that much weight must be covered.
  Program(const PlanIndex& index, std::vector<std::uint32_t> items, Ask ask, double weight_floor)
      : index_(index),
        in_(index.input),
        options_(index.options),
        items_(std::move(items)),
        ask_(ask),
        reserve_(in_.candidates.size(), kNone),
        qualify_(in_.candidates.size(), kNone),
        stock_(in_.items.size(), kNone),
        covered_(in_.items.size(), kNone),
        short_(in_.shocks.size(), kNone) {
    find_unit();
    add_columns();
    add_cost_row();
    for (const std::uint32_t g : items_) {
      for (const std::uint32_t s : index_.shocks[g]) add_shock(s);
      add_policy(g);
    }
    add_pools();
    if (ask_ == Ask::kLeastLoss) add_tail();
    if (ask_ == Ask::kLeastCost && weight_floor > 0) add_weight_floor(weight_floor);
  }

  [[nodiscard]] const MilpProblem& problem() const { return problem_; }
  [[nodiscard]] double unit() const { return ask_ == Ask::kMostWeight ? -1 : unit_; }  // of the objective

  // Reserves and stocks of a solution.
  void read(const std::vector<double>& values, BackupPlan& plan) const {
    for (const std::uint32_t g : items_) {
      if (stock_[g] != kNone) plan.stock[g] = std::max(0.0, values[stock_[g]]) * index_.gap[g];
      for (const std::uint32_t c : index_.candidates[g]) {
        if (reserve_[c] == kNone || values[reserve_[c]] <= kReservedRelative) continue;
        plan.reserved[c] = values[reserve_[c]] * index_.gap[g];
      }
    }
  }
  [[nodiscard]] double weight_of(const std::vector<double>& values) const {
    double weight = 0;
    for (const std::uint32_t g : items_) {
      if (covered_[g] != kNone) weight += cover_weight(g) * values[covered_[g]];
    }
    return weight;
  }

  // The plan as a starting solution; empty where it breaks a rule of the program.
  [[nodiscard]] std::vector<double> start_of(const BackupPlan& plan, double tolerance) const {
    std::vector<double> values(problem_.column_count(), 0);
    std::vector<double> loss(in_.scenarios.size(), 0);
    for (const std::uint32_t g : items_) {
      if (stock_[g] != kNone) values[stock_[g]] = plan.stock[g] / index_.gap[g];
      for (const std::uint32_t c : index_.candidates[g]) {
        if (reserve_[c] == kNone || plan.reserved[c] <= 0) continue;
        values[reserve_[c]] = plan.reserved[c] / index_.gap[g];
        if (qualify_[c] != kNone) values[qualify_[c]] = 1;
      }
      if (covered_[g] != kNone)
        values[covered_[g]] = index_.worst_short(g, plan.reserved, plan.stock[g]) <= 0;
      for (const std::uint32_t s : index_.shocks[g]) {
        if (short_[s] == kNone) continue;
        const double amount = index_.short_in(s, plan.reserved, plan.stock[g]);
        values[short_[s]] = amount / index_.gap[g];
        loss[in_.shocks[s].scenario] += in_.items[g].value * amount / unit_;
      }
    }
    if (ask_ == Ask::kLeastLoss) set_tail(loss, values);
    return check_milp_solution(problem_, values, tolerance).is_feasible ? values : std::vector<double>();
  }

 private:
  [[nodiscard]] double cover_weight(std::uint32_t item) const {
    return options_.budget ? in_.items[item].weight : 1;
  }
  [[nodiscard]] bool counts(const PlanShock& shock) const {
    return ask_ == Ask::kLeastLoss || shock.must_cover;
  }

  void find_unit() {
    double sum = 0;
    for (const std::uint32_t g : items_) {
      double most = in_.items[g].stock_cost * index_.gap[g];
      for (const std::uint32_t c : index_.candidates[g])
        most = std::max(
            {most, in_.candidates[c].qualification_cost, in_.candidates[c].reservation_cost * index_.gap[g]});
      sum += most;
    }
    unit_ = sum > 0 ? sum / static_cast<double>(items_.size()) : 1;
  }

  void add_columns() {
    for (const std::uint32_t g : items_) {
      const PlanItem& item = in_.items[g];
      const double gap = index_.gap[g];
      if (gap <= 0) continue;
      const double to_unit = ask_ == Ask::kLeastCost ? gap / unit_ : 0;
      if (item.largest_stock > 0)
        stock_[g] = problem_.add_column(item.stock_cost * to_unit, 0, item.largest_stock / gap);
      if (ask_ != Ask::kLeastLoss && index_.must_cover[g]) {
        const double cost = ask_ == Ask::kMostWeight ? -cover_weight(g) : 0;
        covered_[g] = problem_.add_integer(cost, 0, 1);
      }
      for (const std::uint32_t c : index_.candidates[g]) {
        const double most = index_.useful(c) / gap;
        if (most <= 0) continue;
        const PlanCandidate& one = in_.candidates[c];
        reserve_[c] = problem_.add_column(one.reservation_cost * to_unit, 0, most);
        if (one.qualification_cost <= 0 && one.minimum <= 0 && options_.least_backups == 0) continue;
        qualify_[c] =
            problem_.add_integer(ask_ == Ask::kLeastCost ? one.qualification_cost / unit_ : 0, 0, 1);
        const std::uint32_t upper = problem_.add_row(-kUnbounded, 0);
        problem_.add_entry(upper, reserve_[c], 1);
        problem_.add_entry(upper, qualify_[c], -most);
        // Something must be reserved with a backup that counts as one.
        const double least = std::max(one.minimum / gap, options_.least_backups > 0 ? 0.01 * most : 0.0);
        if (least <= 0) continue;
        const std::uint32_t lower = problem_.add_row(0, kUnbounded);
        problem_.add_entry(lower, reserve_[c], 1);
        problem_.add_entry(lower, qualify_[c], -std::min(least, most));
      }
    }
  }

  void add_cost_row() {
    if (!options_.budget) return;
    const std::uint32_t row = problem_.add_row(-kUnbounded, *options_.budget / unit_);
    for (const std::uint32_t g : items_) {
      const double to_unit = index_.gap[g] / unit_;
      if (stock_[g] != kNone) problem_.add_entry(row, stock_[g], in_.items[g].stock_cost * to_unit);
      for (const std::uint32_t c : index_.candidates[g]) {
        if (reserve_[c] == kNone) continue;
        problem_.add_entry(row, reserve_[c], in_.candidates[c].reservation_cost * to_unit);
        if (qualify_[c] != kNone)
          problem_.add_entry(row, qualify_[c], in_.candidates[c].qualification_cost / unit_);
      }
    }
  }

  void add_shock(std::uint32_t s) {
    const PlanShock& shock = in_.shocks[s];
    if (!counts(shock)) return;
    const std::uint32_t g = shock.item;
    std::set<double> days = {shock.horizon_days};
    for (const std::uint32_t c : index_.candidates[g]) {
      if (reserve_[c] != kNone && in_.candidates[c].ready_days < shock.horizon_days &&
          index_.part(shock.scenario, c) > 0)
        days.insert(in_.candidates[c].ready_days);
    }
    double most_short = 0;
    for (const double day : days) most_short = std::max(most_short, shock.gap * day - shock.cushion);
    if (most_short <= 0) return;  // its own cushion covers it
    if (ask_ == Ask::kLeastLoss) short_[s] = problem_.add_column(0, 0, most_short / index_.gap[g]);
    for (const double day : days) {
      const double needed = (shock.gap * day - shock.cushion) / index_.gap[g];
      if (needed <= 0) continue;
      const std::uint32_t row = problem_.add_row(ask_ == Ask::kLeastLoss ? needed : 0, kUnbounded);
      if (ask_ == Ask::kLeastLoss) {
        problem_.add_entry(row, short_[s], 1);
      } else {
        problem_.add_entry(row, covered_[g], -needed);
      }
      if (stock_[g] != kNone) problem_.add_entry(row, stock_[g], 1);
      for (const std::uint32_t c : index_.candidates[g]) {
        const double time = day - in_.candidates[c].ready_days;
        const double part = reserve_[c] == kNone ? 0 : index_.part(shock.scenario, c);
        if (time > 0 && part > 0) problem_.add_entry(row, reserve_[c], part * time);
      }
    }
  }

  void add_policy(std::uint32_t g) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> places;
    for (const std::uint32_t c : index_.candidates[g]) {
      if (reserve_[c] != kNone) places[in_.candidates[c].place].push_back(c);
    }
    if (options_.largest_place_part < 1) {
      for (const auto& [place, members] : places) {
        const std::uint32_t row = problem_.add_row(-kUnbounded, 0);
        for (const auto& [other, candidates] : places) {
          const double coefficient = (other == place ? 1.0 : 0.0) - options_.largest_place_part;
          for (const std::uint32_t c : candidates) problem_.add_entry(row, reserve_[c], coefficient);
        }
      }
    }
    if (options_.local_part > 0) {
      const std::uint32_t row = problem_.add_row(0, kUnbounded);
      for (const auto& [place, candidates] : places) {
        for (const std::uint32_t c : candidates)
          problem_.add_entry(row, reserve_[c],
                             (in_.candidates[c].is_local ? 1.0 : 0.0) - options_.local_part);
      }
    }
    if (options_.least_backups > 0 && covered_[g] != kNone) {
      const std::uint32_t row = problem_.add_row(0, kUnbounded);
      for (const std::uint32_t c : index_.candidates[g]) {
        if (qualify_[c] != kNone) problem_.add_entry(row, qualify_[c], 1);
      }
      problem_.add_entry(row, covered_[g], -static_cast<double>(options_.least_backups));
    }
  }

  void add_pools() {
    std::map<std::uint32_t, std::vector<std::uint32_t>> pools;
    for (std::uint32_t c = 0; c < in_.candidates.size(); ++c) {
      if (reserve_[c] != kNone && in_.candidates[c].pool != PlanCandidate::kNoPool)
        pools[in_.candidates[c].pool].push_back(c);
    }
    for (const auto& [pool, members] : pools) {
      const double capacity = in_.pools[pool].capacity;
      double asked = 0;
      for (const std::uint32_t c : members) asked += index_.useful(c);
      if (asked <= capacity || capacity <= 0) continue;  // each alone is bounded already
      const std::uint32_t row = problem_.add_row(-kUnbounded, 1);
      for (const std::uint32_t c : members)
        problem_.add_entry(row, reserve_[c], index_.gap[in_.candidates[c].item] / capacity);
    }
  }

  // Rockafellar and Uryasev (2000): CVaR = min over eta of eta + E[(L - eta)+] / (1 - alpha).
  void add_tail() {
    const double tail = options_.risk_weight;
    std::vector<std::vector<std::pair<std::uint32_t, double>>> loss(in_.scenarios.size());
    for (std::uint32_t s = 0; s < in_.shocks.size(); ++s) {
      if (short_[s] == kNone) continue;
      const PlanShock& shock = in_.shocks[s];
      const double value = in_.items[shock.item].value * index_.gap[shock.item] / unit_;
      loss[shock.scenario].emplace_back(short_[s], value);
      problem_.linear.cost[short_[s]] += (1 - tail) * in_.scenarios[shock.scenario].probability * value;
    }
    excess_.assign(in_.scenarios.size(), kNone);
    if (tail <= 0) return;
    threshold_ = problem_.add_column(tail, 0, kUnbounded);
    for (std::size_t w = 0; w < loss.size(); ++w) {
      if (loss[w].empty() || in_.scenarios[w].probability <= 0) continue;
      excess_[w] =
          problem_.add_column(tail * in_.scenarios[w].probability / (1 - options_.tail_level), 0, kUnbounded);
      const std::uint32_t row = problem_.add_row(0, kUnbounded);
      problem_.add_entry(row, excess_[w], 1);
      problem_.add_entry(row, threshold_, 1);
      for (const auto& [column, value] : loss[w]) problem_.add_entry(row, column, -value);
    }
  }

  // The best threshold for these losses: the smallest that at most 1 - alpha of the probability exceeds.
  void set_tail(const std::vector<double>& loss, std::vector<double>& values) const {
    if (threshold_ == kNone) return;
    std::vector<std::size_t> order(loss.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return loss[a] > loss[b]; });
    double left = 1 - options_.tail_level;
    double threshold = 0;
    for (const std::size_t w : order) {
      left -= in_.scenarios[w].probability;
      if (left < 0) {
        threshold = loss[w];
        break;
      }
    }
    values[threshold_] = threshold;
    for (std::size_t w = 0; w < loss.size(); ++w) {
      if (excess_[w] != kNone) values[excess_[w]] = std::max(0.0, loss[w] - threshold);
    }
  }

  void add_weight_floor(double weight_floor) {
    const std::uint32_t row = problem_.add_row(weight_floor, kUnbounded);
    for (const std::uint32_t g : items_) {
      if (covered_[g] != kNone) problem_.add_entry(row, covered_[g], cover_weight(g));
    }
  }

  const PlanIndex& index_;
  const PlanInput& in_;
  const PlanOptions& options_;
  std::vector<std::uint32_t> items_;
  Ask ask_;
  double unit_ = 1;
  MilpProblem problem_;
  // Columns, kNone where there is none.
  std::vector<std::uint32_t> reserve_;
  std::vector<std::uint32_t> qualify_;
  std::vector<std::uint32_t> stock_;
  std::vector<std::uint32_t> covered_;
  std::vector<std::uint32_t> short_;
  std::vector<std::uint32_t> excess_;
  std::uint32_t threshold_ = kNone;
};

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
  Result<MilpSolution> solve(const Program& program, const BackupPlan& start, double most_gap) {
    MilpOptions options = index_.options.milp;
    options.relative_gap = std::min(options.relative_gap, most_gap);
    options.time_limit_seconds = std::max(0.0, options.time_limit_seconds - elapsed_since(start_));
    options.start = program.start_of(start, options.tolerance);
    plan_.columns = program.problem().column_count();
    plan_.rows = program.problem().row_count();
    return solver_.solve(program.problem(), options);
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
    const Program program(index_, std::move(items), Ask::kLeastLoss, 0);
    const auto solution = solve(program, greedy, 1);
    if (!solution) return solution.error();
    if (!solution->has_values()) return false;
    program.read(solution->values, plan_);
    note(*solution, program.unit());
    return true;
  }

  Result<bool> cover(const BackupPlan& greedy) {
    std::vector<std::uint32_t> items;  // that can be covered if nobody else asks
    for (std::uint32_t g = 0; g < index_.input.items.size(); ++g) {
      if (index_.must_cover[g] && !cannot_be_covered(index_, g)) items.push_back(g);
    }
    // How much can be covered at once; then the least cost of covering so much.
    const Program most(index_, items, Ask::kMostWeight, 0);
    const auto weight = solve(most, greedy, index_.options.budget ? 1 : 1e-9);
    if (!weight) return weight.error();
    if (!weight->has_values()) return false;
    program_read(most, *weight);
    note(*weight, most.unit());
    const double floor = most.weight_of(weight->values) * (1 - 1e-9) - 1e-9;
    const Program least(index_, items, Ask::kLeastCost, floor);
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

  void program_read(const Program& program, const MilpSolution& solution) {
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
