// Plans without a solver: what a planner with a spreadsheet would do, step by step, and what the solver
// starts from.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <queue>
#include <utility>

#include "remedy/backup_plan_input.h"

namespace tenon {
namespace {

constexpr int kTrimSteps = 40;
constexpr int kStockSteps = 12;  // in how many equal steps the stock that an item may hold is offered

class Greedy {
 public:
  explicit Greedy(const PlanIndex& index)
      : index_(index), in_(index.input), options_(index.options), pool_left_(in_.pools.size()) {
    plan_.is_greedy = true;
    plan_.status = MilpStatus::kFeasible;
    plan_.reserved.assign(in_.candidates.size(), 0);
    plan_.stock.assign(in_.items.size(), 0);
    for (std::size_t p = 0; p < pool_left_.size(); ++p) pool_left_[p] = in_.pools[p].capacity;
  }

  BackupPlan run() {
    const auto start = std::chrono::steady_clock::now();
    meet_needs();
    const BackupPlan needs = plan_;
    if (options_.goal == PlanGoal::kCover) {
      cover();
    } else {
      avoid_loss();
    }
    if (!keeps_rules(index_, plan_.reserved)) plan_ = needs;
    if (spent_ > options_.budget.value_or(kUnbounded) || !keeps_rules(index_, plan_.reserved)) {
      plan_.status = MilpStatus::kNoSolution;
      plan_.is_greedy = false;
      std::fill(plan_.reserved.begin(), plan_.reserved.end(), 0);
      std::fill(plan_.stock.begin(), plan_.stock.end(), 0);
    }
    complete_plan(index_, plan_);
    const double risk =
        (1 - options_.risk_weight) * plan_.after.expected_loss + options_.risk_weight * plan_.after.tail_loss;
    double weight = 0;
    for (std::uint32_t g = 0; g < in_.items.size(); ++g) {
      if (index_.must_cover[g] && index_.worst_short(g, plan_.reserved, plan_.stock[g]) <= 0)
        weight += in_.items[g].weight;
    }
    plan_.objective = options_.goal == PlanGoal::kLoss ? risk : options_.budget ? weight : plan_.cost;
    plan_.bound = options_.goal == PlanGoal::kCover && options_.budget ? kUnbounded : 0;
    plan_.gap = kUnbounded;
    plan_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return std::move(plan_);
  }

 private:
  // What is set aside for one item.
  struct Cover {
    std::vector<std::pair<std::uint32_t, double>> reserved;
    double stock = 0;
    double cost = 0;
  };

  [[nodiscard]] double cost_of(std::uint32_t candidate, double reserved) const {
    const PlanCandidate& c = in_.candidates[candidate];
    return reserved > 0 ? c.qualification_cost + c.reservation_cost * reserved : 0;
  }
  [[nodiscard]] double available(std::uint32_t candidate) const {
    const PlanCandidate& c = in_.candidates[candidate];
    double most = index_.useful(candidate);
    if (c.pool != PlanCandidate::kNoPool) most = std::min(most, pool_left_[c.pool]);
    return most >= c.minimum ? most : 0;
  }
  // The cheapest candidate for each need in turn, with as little as counts. They stay as they are: other
  // steps leave their items alone.
  void meet_needs() {
    for (const PlanNeed& need : in_.needs) {
      const auto met = [&](std::uint32_t c) { return index_.meets_needs(c, plan_.reserved[c]); };
      if (std::any_of(need.candidates.begin(), need.candidates.end(), met)) continue;
      std::uint32_t chosen = PlanCandidate::kNoPool;
      double least = kUnbounded;
      for (const std::uint32_t c : need.candidates) {
        const double amount = index_.least_counted(c);
        if (amount <= 0 || amount > available(c) || cost_of(c, amount) >= least) continue;
        chosen = c;
        least = cost_of(c, amount);
      }
      if (chosen == PlanCandidate::kNoPool) return;
      take({{chosen, index_.least_counted(chosen)}});
      spent_ += least;
    }
  }
  [[nodiscard]] bool is_taken(std::uint32_t item) const {
    return std::any_of(index_.candidates[item].begin(), index_.candidates[item].end(),
                       [&](std::uint32_t c) { return plan_.reserved[c] > 0; });
  }
  void take(const std::vector<std::pair<std::uint32_t, double>>& reserved) {
    for (const auto& [c, amount] : reserved) {
      plan_.reserved[c] = amount;
      if (in_.candidates[c].pool != PlanCandidate::kNoPool) pool_left_[in_.candidates[c].pool] -= amount;
    }
  }

  // Adds backups by what they save for their cost, and after each one asks whether stock closes the rest for
  // less than the cheapest way so far. Policy rules of places and numbers are not looked at: such plans cover
  // nothing here.
  std::optional<Cover> cheapest_cover(std::uint32_t g) {
    if (options_.largest_place_part < 1 || options_.local_part > 0 || options_.least_backups > 0)
      return std::nullopt;
    std::vector<double> reserved(in_.candidates.size(), 0);
    Cover now;
    std::optional<Cover> best;
    for (;;) {
      const double missing = index_.worst_short(g, reserved, 0);
      if (missing <= in_.items[g].largest_stock) {
        Cover closed = now;
        closed.stock = missing;
        closed.cost = cost_of_reserves(now.reserved) + in_.items[g].stock_cost * missing;
        if (!best || closed.cost < best->cost) best = closed;
        if (missing <= 0) break;
      }
      std::uint32_t chosen = PlanCandidate::kNoPool;
      double best_ratio = 0;
      for (const std::uint32_t c : index_.candidates[g]) {
        const double amount = available(c);
        if (reserved[c] > 0 || amount <= 0) continue;
        reserved[c] = amount;
        const double saved = missing - index_.worst_short(g, reserved, 0);
        reserved[c] = 0;
        const double ratio = saved / std::max(cost_of(c, amount), 1e-12);
        if (saved > 0 && ratio > best_ratio) {
          best_ratio = ratio;
          chosen = c;
        }
      }
      if (chosen == PlanCandidate::kNoPool) break;
      reserved[chosen] = available(chosen);
      now.reserved.emplace_back(chosen, reserved[chosen]);
    }
    if (best) trim(g, *best);
    return best;
  }

  [[nodiscard]] double cost_of_reserves(const std::vector<std::pair<std::uint32_t, double>>& reserved) const {
    double cost = 0;
    for (const auto& [c, amount] : reserved) cost += cost_of(c, amount);
    return cost;
  }

  // Reserves no more than is needed, the last one added first.
  void trim(std::uint32_t g, Cover& cover) {
    std::vector<double> reserved(in_.candidates.size(), 0);
    for (const auto& [c, amount] : cover.reserved) reserved[c] = amount;
    for (auto it = cover.reserved.rbegin(); it != cover.reserved.rend(); ++it) {
      auto& [c, amount] = *it;
      double low = in_.candidates[c].minimum;
      double high = amount;
      for (int step = 0; step < kTrimSteps; ++step) {
        const double middle = (low + high) / 2;
        reserved[c] = middle;
        (index_.worst_short(g, reserved, cover.stock) <= 0 ? high : low) = middle;
      }
      amount = high;
      reserved[c] = high;
    }
    cover.cost = cost_of_reserves(cover.reserved) + in_.items[g].stock_cost * cover.stock;
  }

  void cover() {
    struct Choice {
      std::uint32_t item;
      double ratio;
    };
    std::vector<Choice> order;
    for (std::uint32_t g = 0; g < in_.items.size(); ++g) {
      if (!index_.must_cover[g] || is_taken(g)) continue;
      const auto cheapest = cheapest_cover(g);
      if (!cheapest) continue;
      const double weight = options_.budget ? in_.items[g].weight : 1;
      order.push_back({g, weight / std::max(cheapest->cost, 1e-12)});
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const Choice& a, const Choice& b) { return a.ratio > b.ratio; });
    for (const Choice& choice : order) {
      const auto cheapest = cheapest_cover(choice.item);  // with what the pools still hold
      if (!cheapest || (options_.budget && spent_ + cheapest->cost > *options_.budget)) continue;
      spent_ += cheapest->cost;
      take(cheapest->reserved);
      plan_.stock[choice.item] = cheapest->stock;
    }
  }

  // One more step for an item: a backup, or some stock.
  struct Step {
    std::uint32_t item = 0;
    std::uint32_t candidate = PlanCandidate::kNoPool;  // else stock
    double amount = 0;
    double cost = 0;
    double saved = 0;
    std::uint64_t version = 0;  // of the item when it was weighed

    [[nodiscard]] double ratio() const { return saved / std::max(cost, 1e-12); }
    bool operator<(const Step& other) const {
      if (ratio() != other.ratio()) return ratio() < other.ratio();
      return std::pair(item, candidate) > std::pair(other.item, other.candidate);
    }
  };

  [[nodiscard]] double expected_loss(std::uint32_t g, const std::vector<double>& reserved,
                                     double stock) const {
    double loss = 0;
    for (const std::uint32_t s : index_.shocks[g])
      loss += in_.scenarios[in_.shocks[s].scenario].probability * index_.short_in(s, reserved, stock);
    return loss * in_.items[g].value;
  }

  void weigh(Step& step) {
    const double now = expected_loss(step.item, plan_.reserved, plan_.stock[step.item]);
    if (step.candidate == PlanCandidate::kNoPool) {
      step.amount = in_.items[step.item].largest_stock / kStockSteps;
      if (plan_.stock[step.item] + step.amount > in_.items[step.item].largest_stock * (1 + 1e-9))
        step.amount = 0;
      step.cost = step.amount * in_.items[step.item].stock_cost;
      step.saved = now - expected_loss(step.item, plan_.reserved, plan_.stock[step.item] + step.amount);
      return;
    }
    step.amount = plan_.reserved[step.candidate] > 0 ? 0 : available(step.candidate);
    step.cost = cost_of(step.candidate, step.amount);
    plan_.reserved[step.candidate] += step.amount;
    step.saved = now - expected_loss(step.item, plan_.reserved, plan_.stock[step.item]);
    plan_.reserved[step.candidate] -= step.amount;
  }

  // What a step saves only falls as others are taken (diminishing returns), so a step weighed long ago is
  // weighed anew before it is taken, and taken if it still comes first.
  void avoid_loss() {
    std::vector<std::uint64_t> version(in_.items.size(), 0);
    std::priority_queue<Step> steps;
    Step best_single;
    const auto offer = [&](Step step) {
      weigh(step);
      step.version = version[step.item];
      if (step.saved <= 0 || step.amount <= 0 || step.cost > *options_.budget) return;
      if (step.saved > best_single.saved) best_single = step;
      steps.push(step);
    };
    for (std::uint32_t g = 0; g < in_.items.size(); ++g) {
      for (const std::uint32_t c : index_.candidates[g]) offer({g, c});
      if (in_.items[g].largest_stock > 0) offer({g});
    }
    double saved = 0;
    while (!steps.empty()) {
      Step step = steps.top();
      steps.pop();
      if (step.version != version[step.item]) {
        weigh(step);
        step.version = version[step.item];
        if (step.saved > 0 && step.amount > 0) steps.push(step);
        continue;
      }
      if (spent_ + step.cost > *options_.budget) continue;
      spent_ += step.cost;
      saved += step.saved;
      ++version[step.item];
      if (step.candidate != PlanCandidate::kNoPool) {
        take({{step.candidate, step.amount}});
      } else {
        plan_.stock[step.item] += step.amount;
        Step more{step.item};
        weigh(more);
        more.version = version[step.item];
        if (more.saved > 0 && more.amount > 0) steps.push(more);
      }
    }
    if (best_single.saved <= saved || !in_.needs.empty()) return;
    std::fill(plan_.reserved.begin(), plan_.reserved.end(), 0);
    std::fill(plan_.stock.begin(), plan_.stock.end(), 0);
    if (best_single.candidate != PlanCandidate::kNoPool) {
      plan_.reserved[best_single.candidate] = best_single.amount;
    } else {
      plan_.stock[best_single.item] = best_single.amount;
    }
  }

  const PlanIndex& index_;
  const PlanInput& in_;
  const PlanOptions& options_;
  std::vector<double> pool_left_;
  double spent_ = 0;
  BackupPlan plan_;
};

}  // namespace

Result<BackupPlan> plan_backups_greedily(const PlanInput& input, const PlanOptions& options) {
  const auto checked = check_plan(input, options);
  if (!checked) return checked.error();
  const PlanIndex index(input, options);
  return Greedy(index).run();
}

}  // namespace tenon
