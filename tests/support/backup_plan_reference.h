// The best backup plan by trying every set of qualified backups, with a linear program over single days for
// each: no convexity, no breakpoints. Days must be whole numbers. For tests: cost grows as 2^candidates.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "remedy/backup_plan.h"
#include "scenario/linear_program.h"

namespace tenon {

struct ReferencePlan {
  double objective = 0;  // cost (goal cover, all items that must be) or risk (goal loss)
  std::vector<double> reserved;
  std::vector<double> stock;
};

// The largest reserve that can be of use.
inline double reference_useful(const PlanInput& in, const PlanOptions& options, std::uint32_t candidate) {
  const PlanCandidate& one = in.candidates[candidate];
  double most = 0;
  for (const PlanShock& shock : in.shocks) {
    if (shock.item != one.item || one.ready_days >= shock.horizon_days) continue;
    if (options.goal == PlanGoal::kCover && !shock.must_cover) continue;
    double part = 1;
    for (const PlanAvailability& pair : in.availability) {
      if (pair.scenario == shock.scenario && pair.candidate == candidate) part = pair.part;
    }
    if (part > 0) most = std::max(most, shock.gap / part);
  }
  if (most <= 0 || one.is_banned) return 0;
  const double limit =
      one.pool == PlanCandidate::kNoPool ? one.capacity : std::min(one.capacity, in.pools[one.pool].capacity);
  if (limit < one.minimum) return 0;
  return std::min(limit, std::max(most, one.minimum));
}

// What counts as a reserve that meets a need.
inline double reference_counted(const PlanInput& in, const PlanOptions& options, std::uint32_t candidate) {
  const double useful = reference_useful(in, options, candidate);
  return useful > 0 ? std::max(in.candidates[candidate].minimum, 0.1 * useful) : 0;
}

// Of the candidates in `qualified`, with at least `least` reserved with each; `covers`: the items that must
// be covered. nullopt: goal cover cannot be met, or the budget is too small.
inline std::optional<ReferencePlan> reference_plan_of(const PlanInput& in, const PlanOptions& options,
                                                      std::uint32_t qualified,
                                                      const std::vector<double>& least,
                                                      std::uint32_t covers) {
  const bool loss = options.goal == PlanGoal::kLoss;
  LinearProgram program;
  double fixed = 0;
  std::vector<std::uint32_t> reserve;
  std::vector<std::uint32_t> stock;
  std::vector<std::uint32_t> scenario_loss;
  for (std::uint32_t c = 0; c < in.candidates.size(); ++c) {
    const PlanCandidate& one = in.candidates[c];
    const bool used = ((qualified >> c) & 1U) != 0;
    if (used) fixed += one.qualification_cost;
    if (used ? one.is_banned : least[c] > 0) return std::nullopt;
    const double lower = used ? std::max(one.minimum, least[c]) : 0;
    // What is of no use could only dilute the shares of others.
    const double upper = options.largest_firm_part < 1 ? reference_useful(in, options, c) : one.capacity;
    if (used && lower > upper) return std::nullopt;
    reserve.push_back(program.add_column(loss ? 0 : one.reservation_cost, lower, used ? upper : 0));
  }
  for (const PlanItem& item : in.items)
    stock.push_back(program.add_column(loss ? 0 : item.stock_cost, 0, item.largest_stock));
  for (const PlanScenario& scenario : in.scenarios)
    scenario_loss.push_back(
        program.add_column(loss ? (1 - options.risk_weight) * scenario.probability : 0, 0, kUnbounded));
  std::vector<std::uint32_t> loss_row;
  for (const std::uint32_t column : scenario_loss) {
    loss_row.push_back(program.add_row(0, kUnbounded));
    program.add_entry(loss_row.back(), column, 1);
  }
  for (const PlanShock& shock : in.shocks) {
    if (!loss && (!shock.must_cover || ((covers >> shock.item) & 1U) == 0)) continue;
    const int days = static_cast<int>(shock.horizon_days);
    std::optional<std::uint32_t> left_before;
    for (int day = 1; day <= days; ++day) {
      const std::uint32_t left = program.add_column(0, 0, kUnbounded);
      const std::uint32_t missing = program.add_column(0, 0, loss ? kUnbounded : 0);
      // left = left before + deliveries of the day - gap + missing; what is too much may be thrown away.
      const std::uint32_t row = program.add_row(day == 1 ? shock.gap - shock.cushion : shock.gap, kUnbounded);
      program.add_entry(row, left, -1);
      program.add_entry(row, missing, 1);
      if (left_before) program.add_entry(row, *left_before, 1);
      if (day == 1) program.add_entry(row, stock[shock.item], 1);
      for (std::uint32_t c = 0; c < in.candidates.size(); ++c) {
        if (in.candidates[c].item != shock.item || in.candidates[c].ready_days >= day) continue;
        double part = 1;
        for (const PlanAvailability& pair : in.availability) {
          if (pair.scenario == shock.scenario && pair.candidate == c) part = pair.part;
        }
        program.add_entry(row, reserve[c], part);
      }
      program.add_entry(loss_row[shock.scenario], missing, -in.items[shock.item].value);
      left_before = left;
    }
  }
  if (loss && options.risk_weight > 0) {
    const std::uint32_t threshold = program.add_column(options.risk_weight, 0, kUnbounded);
    for (std::size_t w = 0; w < in.scenarios.size(); ++w) {
      const std::uint32_t excess = program.add_column(
          options.risk_weight * in.scenarios[w].probability / (1 - options.tail_level), 0, kUnbounded);
      const std::uint32_t row = program.add_row(0, kUnbounded);
      program.add_entry(row, excess, 1);
      program.add_entry(row, threshold, 1);
      program.add_entry(row, scenario_loss[w], -1);
    }
  }
  if (options.budget) {
    if (fixed > *options.budget) return std::nullopt;
    const std::uint32_t row = program.add_row(-kUnbounded, *options.budget - fixed);
    for (std::uint32_t c = 0; c < in.candidates.size(); ++c)
      program.add_entry(row, reserve[c], in.candidates[c].reservation_cost);
    for (std::uint32_t g = 0; g < in.items.size(); ++g)
      program.add_entry(row, stock[g], in.items[g].stock_cost);
  }
  for (std::uint32_t p = 0; p < in.pools.size(); ++p) {
    const std::uint32_t row = program.add_row(-kUnbounded, in.pools[p].capacity);
    for (std::uint32_t c = 0; c < in.candidates.size(); ++c) {
      if (in.candidates[c].pool == p) program.add_entry(row, reserve[c], 1);
    }
  }
  for (std::uint32_t f = 0; options.largest_firm_part < 1 && f < in.candidates.size(); ++f) {
    const std::uint32_t row = program.add_row(-kUnbounded, 0);
    for (std::uint32_t c = 0; c < in.candidates.size(); ++c)
      program.add_entry(row, reserve[c],
                        (in.candidates[c].firm == in.candidates[f].firm ? 1 : 0) - options.largest_firm_part);
  }
  const auto solver = LinearProgramSolver::create(program);
  if (!solver || solver->first_solution().status != LinearProgramStatus::kOptimal) return std::nullopt;
  const LinearProgramSolution& solution = solver->first_solution();
  ReferencePlan plan;
  plan.objective = solution.objective + (loss ? 0 : fixed);
  for (const std::uint32_t column : reserve) plan.reserved.push_back(solution.values[column]);
  for (const std::uint32_t column : stock) plan.stock.push_back(solution.values[column]);
  return plan;
}

inline std::optional<ReferencePlan> reference_plan(const PlanInput& in, const PlanOptions& options,
                                                   std::uint32_t covers = 0xffffffffU) {
  std::optional<ReferencePlan> best;
  // Every way to choose who meets each need.
  std::vector<std::vector<double>> choices = {std::vector<double>(in.candidates.size(), 0)};
  for (const PlanNeed& need : in.needs) {
    std::vector<std::vector<double>> more;
    for (const std::vector<double>& least : choices) {
      for (const std::uint32_t c : need.candidates) {
        const double counted = reference_counted(in, options, c);
        if (counted <= 0) continue;
        more.push_back(least);
        more.back()[c] = counted;
      }
    }
    choices = std::move(more);
  }
  for (std::uint32_t set = 0; set < (1U << in.candidates.size()); ++set) {
    for (const std::vector<double>& least : choices) {
      auto plan = reference_plan_of(in, options, set, least, covers);
      if (plan && (!best || plan->objective < best->objective)) best = std::move(plan);
    }
  }
  return best;
}

// The most weight of items that can be covered at once; nullopt: the rules leave no plan.
inline std::optional<double> reference_weight(const PlanInput& in, const PlanOptions& options) {
  std::optional<double> best;
  for (std::uint32_t covers = 0; covers < (1U << in.items.size()); ++covers) {
    double weight = 0;
    for (std::uint32_t g = 0; g < in.items.size(); ++g) {
      if (((covers >> g) & 1U) != 0) weight += in.items[g].weight;
    }
    if ((!best || weight > *best) && reference_plan(in, options, covers)) best = weight;
  }
  return best;
}

}  // namespace tenon
