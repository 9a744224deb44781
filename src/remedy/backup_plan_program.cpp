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
//
// Needs: a binary k a candidate that may meet one, r >= least k, and sum k >= 1 a need. Share of a firm: the
// sum of its r is at most its part of T, and T the sum of all r.
#include "remedy/backup_plan_program.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace tenon {
namespace {

constexpr double kReservedRelative = 1e-7;  // of the gap: less is nothing

}  // namespace

BackupProgram::BackupProgram(const PlanIndex& index, std::vector<std::uint32_t> items, PlanAsk ask,
                             double weight_floor)
    : index_(index),
      in_(index.input),
      options_(index.options),
      items_(std::move(items)),
      ask_(ask),
      reserve_(in_.candidates.size(), kNone),
      qualify_(in_.candidates.size(), kNone),
      counts_(in_.candidates.size(), kNone),
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
  add_needs();
  add_firm_part();
  if (ask_ == PlanAsk::kLeastLoss) add_tail();
  if (ask_ == PlanAsk::kLeastCost && weight_floor > 0) add_weight_floor(weight_floor);
}

void BackupProgram::read(const std::vector<double>& values, BackupPlan& plan) const {
  for (const std::uint32_t g : items_) {
    if (stock_[g] != kNone) plan.stock[g] = std::max(0.0, values[stock_[g]]) * index_.gap[g];
    for (const std::uint32_t c : index_.candidates[g]) {
      if (reserve_[c] == kNone || values[reserve_[c]] <= kReservedRelative) continue;
      plan.reserved[c] = values[reserve_[c]] * index_.gap[g];
    }
  }
}

double BackupProgram::weight_of(const std::vector<double>& values) const {
  double weight = 0;
  for (const std::uint32_t g : items_) {
    if (covered_[g] != kNone) weight += cover_weight(g) * values[covered_[g]];
  }
  return weight;
}

std::vector<double> BackupProgram::start_of(const BackupPlan& plan, double tolerance) const {
  std::vector<double> values(problem_.column_count(), 0);
  std::vector<double> loss(in_.scenarios.size(), 0);
  for (const std::uint32_t g : items_) {
    if (stock_[g] != kNone) values[stock_[g]] = plan.stock[g] / index_.gap[g];
    for (const std::uint32_t c : index_.candidates[g]) {
      if (reserve_[c] == kNone || plan.reserved[c] <= 0) continue;
      values[reserve_[c]] = plan.reserved[c] / index_.gap[g];
      if (qualify_[c] != kNone) values[qualify_[c]] = 1;
      if (counts_[c] != kNone) values[counts_[c]] = index_.meets_needs(c, plan.reserved[c]) ? 1 : 0;
      if (total_ != kNone) values[total_] += plan.reserved[c] / total_unit_;
    }
    if (covered_[g] != kNone) values[covered_[g]] = index_.worst_short(g, plan.reserved, plan.stock[g]) <= 0;
    for (const std::uint32_t s : index_.shocks[g]) {
      if (short_[s] == kNone) continue;
      const double amount = index_.short_in(s, plan.reserved, plan.stock[g]);
      values[short_[s]] = amount / index_.gap[g];
      loss[in_.shocks[s].scenario] += in_.items[g].value * amount / unit_;
    }
  }
  if (ask_ == PlanAsk::kLeastLoss) set_tail(loss, values);
  return check_milp_solution(problem_, values, tolerance).is_feasible ? values : std::vector<double>();
}

double BackupProgram::cover_weight(std::uint32_t item) const {
  return options_.budget ? in_.items[item].weight : 1;
}

bool BackupProgram::counts(const PlanShock& shock) const {
  return ask_ == PlanAsk::kLeastLoss || shock.must_cover;
}

void BackupProgram::find_unit() {
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

void BackupProgram::add_columns() {
  for (const std::uint32_t g : items_) {
    const PlanItem& item = in_.items[g];
    const double gap = index_.gap[g];
    if (gap <= 0) continue;
    const double to_unit = ask_ == PlanAsk::kLeastCost ? gap / unit_ : 0;
    if (item.largest_stock > 0)
      stock_[g] = problem_.add_column(item.stock_cost * to_unit, 0, item.largest_stock / gap);
    if (ask_ != PlanAsk::kLeastLoss && index_.must_cover[g]) {
      const double cost = ask_ == PlanAsk::kMostWeight ? -cover_weight(g) : 0;
      covered_[g] = problem_.add_integer(cost, 0, 1);
    }
    for (const std::uint32_t c : index_.candidates[g]) {
      const double most = index_.useful(c) / gap;
      if (most <= 0) continue;
      const PlanCandidate& one = in_.candidates[c];
      reserve_[c] = problem_.add_column(one.reservation_cost * to_unit, 0, most);
      if (one.qualification_cost <= 0 && one.minimum <= 0 && options_.least_backups == 0) continue;
      qualify_[c] =
          problem_.add_integer(ask_ == PlanAsk::kLeastCost ? one.qualification_cost / unit_ : 0, 0, 1);
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

void BackupProgram::add_cost_row() {
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

void BackupProgram::add_shock(std::uint32_t s) {
  const PlanShock& shock = in_.shocks[s];
  const std::uint32_t g = shock.item;
  if (!counts(shock) || (ask_ != PlanAsk::kLeastLoss && covered_[g] == kNone)) return;
  std::set<double> days = {shock.horizon_days};
  for (const std::uint32_t c : index_.candidates[g]) {
    if (reserve_[c] != kNone && in_.candidates[c].ready_days < shock.horizon_days &&
        index_.part(shock.scenario, c) > 0)
      days.insert(in_.candidates[c].ready_days);
  }
  double most_short = 0;
  for (const double day : days) most_short = std::max(most_short, shock.gap * day - shock.cushion);
  if (most_short <= 0) return;  // its own cushion covers it
  if (ask_ == PlanAsk::kLeastLoss) short_[s] = problem_.add_column(0, 0, most_short / index_.gap[g]);
  for (const double day : days) {
    const double needed = (shock.gap * day - shock.cushion) / index_.gap[g];
    if (needed <= 0) continue;
    const std::uint32_t row = problem_.add_row(ask_ == PlanAsk::kLeastLoss ? needed : 0, kUnbounded);
    if (ask_ == PlanAsk::kLeastLoss) {
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

void BackupProgram::add_policy(std::uint32_t g) {
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
        problem_.add_entry(row, reserve_[c], (in_.candidates[c].is_local ? 1.0 : 0.0) - options_.local_part);
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

void BackupProgram::add_pools() {
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

void BackupProgram::add_needs() {
  if (in_.needs.empty()) return;
  for (std::uint32_t c = 0; c < in_.candidates.size(); ++c) {
    if (reserve_[c] == kNone || !index_.in_need[c]) continue;
    counts_[c] = problem_.add_integer(0, 0, 1);
    const std::uint32_t enough = problem_.add_row(0, kUnbounded);
    problem_.add_entry(enough, reserve_[c], 1);
    problem_.add_entry(enough, counts_[c], -index_.least_counted(c) / index_.gap[in_.candidates[c].item]);
    if (qualify_[c] == kNone) continue;
    const std::uint32_t qualified = problem_.add_row(0, kUnbounded);
    problem_.add_entry(qualified, qualify_[c], 1);
    problem_.add_entry(qualified, counts_[c], -1);
  }
  for (const PlanNeed& need : in_.needs) {
    const std::uint32_t row = problem_.add_row(1, kUnbounded);
    for (const std::uint32_t c : need.candidates) {
      if (counts_[c] != kNone) problem_.add_entry(row, counts_[c], 1);
    }
    need_rows_.push_back(row);
  }
}

void BackupProgram::add_firm_part() {
  if (options_.largest_firm_part >= 1) return;
  std::map<std::uint32_t, std::vector<std::uint32_t>> firms;
  std::vector<double> gaps;
  for (std::uint32_t c = 0; c < in_.candidates.size(); ++c) {
    if (reserve_[c] == kNone) continue;
    firms[in_.candidates[c].firm].push_back(c);
    gaps.push_back(index_.gap[in_.candidates[c].item]);
  }
  if (gaps.empty()) return;
  const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
  std::nth_element(gaps.begin(), middle, gaps.end());
  total_unit_ = *middle;
  total_ = problem_.add_column(0, 0, kUnbounded);
  const std::uint32_t sum = problem_.add_row(0, 0);
  problem_.add_entry(sum, total_, -1);
  for (const auto& [firm, members] : firms) {
    const std::uint32_t row = problem_.add_row(-kUnbounded, 0);
    problem_.add_entry(row, total_, -options_.largest_firm_part);
    for (const std::uint32_t c : members) {
      const double unit = index_.gap[in_.candidates[c].item] / total_unit_;
      problem_.add_entry(sum, reserve_[c], unit);
      problem_.add_entry(row, reserve_[c], unit);
    }
  }
}

// Rockafellar and Uryasev (2000): CVaR = min over eta of eta + E[(L - eta)+] / (1 - alpha).
void BackupProgram::add_tail() {
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
void BackupProgram::set_tail(const std::vector<double>& loss, std::vector<double>& values) const {
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

void BackupProgram::add_weight_floor(double weight_floor) {
  const std::uint32_t row = problem_.add_row(weight_floor, kUnbounded);
  for (const std::uint32_t g : items_) {
    if (covered_[g] != kNone) problem_.add_entry(row, covered_[g], cover_weight(g));
  }
}

}  // namespace tenon
