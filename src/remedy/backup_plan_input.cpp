#include "remedy/backup_plan_input.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>

#include "remedy/backup_shortage.h"

namespace tenon {
namespace {

constexpr double kShortRelative = 1e-6;  // of gap x horizon: less than this is rounding
constexpr double kRuleTolerance = 1e-5;

bool is_amount(double value) {
  return std::isfinite(value) && value >= 0;
}

std::uint64_t pair_key(std::uint32_t scenario, std::uint32_t candidate) {
  return (static_cast<std::uint64_t>(scenario) << 32U) | candidate;
}

Error fault(const std::string& what, std::size_t at, const std::string& expected) {
  return {ErrorCode::kInvalidArgument, what + " " + std::to_string(at) + ": " + expected};
}

// CVaR of losses with these probabilities; what they leave to 1 is a year without loss.
double tail_mean(std::vector<std::pair<double, double>> losses, double level) {
  std::sort(losses.begin(), losses.end(), std::greater<>());
  double left = 1 - level;
  double sum = 0;
  for (const auto& [loss, probability] : losses) {
    const double taken = std::min(left, probability);
    sum += taken * loss;
    left -= taken;
    if (left <= 0) break;
  }
  return sum / (1 - level);
}

PlanRisk risk_of(const PlanInput& input, const PlanOptions& options, const std::vector<double>& shortage) {
  std::vector<double> loss(input.scenarios.size(), 0);
  for (std::size_t s = 0; s < input.shocks.size(); ++s)
    loss[input.shocks[s].scenario] += input.items[input.shocks[s].item].value * shortage[s];
  PlanRisk risk;
  std::vector<std::pair<double, double>> losses;
  for (std::size_t w = 0; w < loss.size(); ++w) {
    risk.expected_loss += input.scenarios[w].probability * loss[w];
    losses.emplace_back(loss[w], input.scenarios[w].probability);
  }
  risk.tail_loss = tail_mean(std::move(losses), options.tail_level);
  return risk;
}

}  // namespace

PlanIndex::PlanIndex(const PlanInput& in, const PlanOptions& opt)
    : input(in),
      options(opt),
      candidates(in.items.size()),
      shocks(in.items.size()),
      gap(in.items.size(), 0),
      must_cover(in.items.size(), false),
      in_need(in.candidates.size(), false) {
  for (std::uint32_t c = 0; c < in.candidates.size(); ++c) candidates[in.candidates[c].item].push_back(c);
  for (std::uint32_t s = 0; s < in.shocks.size(); ++s) {
    const PlanShock& shock = in.shocks[s];
    shocks[shock.item].push_back(s);
    gap[shock.item] = std::max(gap[shock.item], shock.gap);
    if (opt.goal == PlanGoal::kCover && shock.must_cover) must_cover[shock.item] = true;
  }
  for (const PlanNeed& need : in.needs) {
    for (const std::uint32_t c : need.candidates) in_need[c] = true;
  }
  for (const PlanAvailability& pair : in.availability)
    availability_.emplace_back(pair_key(pair.scenario, pair.candidate), pair.part);
  std::sort(availability_.begin(), availability_.end());
}

double PlanIndex::part(std::uint32_t scenario, std::uint32_t candidate) const {
  const std::uint64_t key = pair_key(scenario, candidate);
  const auto found = std::lower_bound(availability_.begin(), availability_.end(), std::pair(key, 0.0));
  return found != availability_.end() && found->first == key ? found->second : 1;
}

double PlanIndex::useful(std::uint32_t candidate) const {
  return input.candidates[candidate].is_banned ? 0 : useful_unless_banned(candidate);
}

double PlanIndex::least_counted(std::uint32_t candidate) const {
  return std::max(input.candidates[candidate].minimum, kLeastCounted * useful(candidate));
}

bool PlanIndex::meets_needs(std::uint32_t candidate, double reserved) const {
  return reserved > 0 && reserved >= least_counted(candidate) * (1 - kRuleTolerance);
}

double PlanIndex::useful_unless_banned(std::uint32_t candidate) const {
  const PlanCandidate& c = input.candidates[candidate];
  double most = 0;
  for (const std::uint32_t s : shocks[c.item]) {
    const PlanShock& shock = input.shocks[s];
    if (options.goal == PlanGoal::kCover && !shock.must_cover) continue;
    const double delivered = part(shock.scenario, candidate);
    if (delivered > 0 && c.ready_days < shock.horizon_days) most = std::max(most, shock.gap / delivered);
  }
  if (most <= 0) return 0;
  double limit = c.capacity;
  if (c.pool != PlanCandidate::kNoPool) limit = std::min(limit, input.pools[c.pool].capacity);
  return limit < c.minimum ? 0 : std::min(limit, std::max(most, c.minimum));
}

double PlanIndex::short_in(std::uint32_t shock, const std::vector<double>& reserved, double stock) const {
  const PlanShock& s = input.shocks[shock];
  std::vector<BackupDelivery> deliveries;
  for (const std::uint32_t c : candidates[s.item]) {
    if (reserved[c] > 0)
      deliveries.push_back({reserved[c] * part(s.scenario, c), input.candidates[c].ready_days});
  }
  const double amount = shortage_of(s.gap, s.cushion + stock, deliveries, s.horizon_days).amount;
  return amount > kShortRelative * s.gap * s.horizon_days ? amount : 0;
}

double PlanIndex::worst_short(std::uint32_t item, const std::vector<double>& reserved, double stock) const {
  double worst = 0;
  for (const std::uint32_t s : shocks[item]) {
    if (input.shocks[s].must_cover) worst = std::max(worst, short_in(s, reserved, stock));
  }
  return worst;
}

Result<void> check_plan(const PlanInput& input, const PlanOptions& options) {
  for (std::size_t g = 0; g < input.items.size(); ++g) {
    const PlanItem& item = input.items[g];
    if (!is_amount(item.value) || !is_amount(item.weight) || !is_amount(item.stock_cost) ||
        !is_amount(item.largest_stock))
      return fault("item", g, "value, weight, stock cost and largest stock must be finite and not negative");
  }
  for (std::size_t c = 0; c < input.candidates.size(); ++c) {
    const PlanCandidate& one = input.candidates[c];
    if (one.item >= input.items.size()) return fault("candidate", c, "its item does not exist");
    if (one.pool != PlanCandidate::kNoPool && one.pool >= input.pools.size())
      return fault("candidate", c, "its pool does not exist");
    if (!is_amount(one.capacity) || !is_amount(one.ready_days) || !is_amount(one.qualification_cost) ||
        !is_amount(one.reservation_cost) || !is_amount(one.minimum))
      return fault("candidate", c, "capacity, days, costs and minimum must be finite and not negative");
  }
  for (std::size_t p = 0; p < input.pools.size(); ++p) {
    if (!is_amount(input.pools[p].capacity))
      return fault("pool", p, "capacity must be finite and not negative");
  }
  double all = 0;
  for (std::size_t w = 0; w < input.scenarios.size(); ++w) {
    if (!is_amount(input.scenarios[w].probability))
      return fault("scenario", w, "probability must be finite and not negative");
    all += input.scenarios[w].probability;
  }
  if (all > 1 + 1e-9)
    return Error{ErrorCode::kInvalidArgument, "probabilities of the scenarios add up to more than 1"};
  for (std::size_t s = 0; s < input.shocks.size(); ++s) {
    const PlanShock& shock = input.shocks[s];
    if (shock.item >= input.items.size() || shock.scenario >= input.scenarios.size())
      return fault("shock", s, "its item or scenario does not exist");
    if (!(shock.gap > 0) || !std::isfinite(shock.gap) || !is_amount(shock.cushion) ||
        !(shock.horizon_days > 0) || !std::isfinite(shock.horizon_days))
      return fault("shock", s, "gap and horizon must be above 0, the cushion not negative, all finite");
  }
  for (std::size_t a = 0; a < input.availability.size(); ++a) {
    const PlanAvailability& pair = input.availability[a];
    if (pair.scenario >= input.scenarios.size() || pair.candidate >= input.candidates.size())
      return fault("availability", a, "its scenario or candidate does not exist");
    if (!(pair.part >= 0 && pair.part <= 1)) return fault("availability", a, "the part must lie in [0, 1]");
  }
  for (std::size_t n = 0; n < input.needs.size(); ++n) {
    for (const std::uint32_t c : input.needs[n].candidates) {
      if (c >= input.candidates.size()) return fault("need", n, "a candidate of it does not exist");
    }
  }
  if (options.budget && !is_amount(*options.budget))
    return Error{ErrorCode::kInvalidArgument, "the budget must be finite and not negative"};
  if (options.goal == PlanGoal::kLoss && !options.budget)
    return Error{ErrorCode::kInvalidArgument, "the goal of least loss needs a budget"};
  if (!(options.risk_weight >= 0 && options.risk_weight <= 1) ||
      !(options.tail_level >= 0 && options.tail_level < 1))
    return Error{ErrorCode::kInvalidArgument, "risk_weight must lie in [0, 1], tail_level in [0, 1)"};
  if (!(options.largest_place_part > 0 && options.largest_place_part <= 1) ||
      !(options.local_part >= 0 && options.local_part <= 1))
    return Error{ErrorCode::kInvalidArgument, "largest_place_part must lie in (0, 1], local_part in [0, 1]"};
  if (!(options.largest_firm_part > 0 && options.largest_firm_part <= 1))
    return Error{ErrorCode::kInvalidArgument, "largest_firm_part must lie in (0, 1]"};
  return {};
}

std::optional<UncoveredItem> cannot_be_covered(const PlanIndex& index, std::uint32_t item) {
  const PlanInput& input = index.input;
  std::vector<double> all(input.candidates.size(), 0);
  for (const std::uint32_t c : index.candidates[item]) all[c] = index.useful(c);
  UncoveredItem result;
  result.item = item;
  const double stock = input.items[item].largest_stock;
  result.least_short = index.worst_short(item, all, stock);
  if (result.least_short <= 0) return std::nullopt;
  for (const std::uint32_t c : index.candidates[item]) all[c] = index.useful_unless_banned(c);
  if (index.worst_short(item, all, stock) <= 0) {
    result.reason = UncoveredReason::kPolicy;
    return result;
  }
  const auto of_item = [&](auto holds) {
    return std::any_of(index.candidates[item].begin(), index.candidates[item].end(), [&](std::uint32_t c) {
      return std::any_of(index.shocks[item].begin(), index.shocks[item].end(), [&](std::uint32_t s) {
        return input.shocks[s].must_cover && holds(input.candidates[c], c, input.shocks[s]);
      });
    });
  };
  const auto exists = [](const PlanCandidate& c, std::uint32_t, const PlanShock&) { return c.capacity > 0; };
  const auto stands = [&](const PlanCandidate& c, std::uint32_t at, const PlanShock& shock) {
    return c.capacity > 0 && index.part(shock.scenario, at) > 0;
  };
  const auto in_time = [&](const PlanCandidate& c, std::uint32_t at, const PlanShock& shock) {
    const double lasts = (shock.cushion + input.items[item].largest_stock) / shock.gap;
    return stands(c, at, shock) && c.ready_days <= lasts;
  };
  result.reason = !of_item(exists)    ? UncoveredReason::kNoCandidate
                  : !of_item(stands)  ? UncoveredReason::kFailsTogether
                  : !of_item(in_time) ? UncoveredReason::kTooLate
                                      : UncoveredReason::kTooLittle;
  return result;
}

PlanOutcome evaluate_plan(const PlanInput& input, const PlanOptions& options,
                          const std::vector<double>& reserved, const std::vector<double>& stock) {
  const PlanIndex index(input, options);
  PlanOutcome outcome;
  for (std::size_t c = 0; c < input.candidates.size(); ++c) {
    if (reserved[c] > 0)
      outcome.cost +=
          input.candidates[c].qualification_cost + input.candidates[c].reservation_cost * reserved[c];
  }
  for (std::size_t g = 0; g < input.items.size(); ++g) outcome.cost += input.items[g].stock_cost * stock[g];
  for (std::uint32_t s = 0; s < input.shocks.size(); ++s)
    outcome.shortage.push_back(index.short_in(s, reserved, stock[input.shocks[s].item]));
  outcome.risk = risk_of(input, options, outcome.shortage);
  return outcome;
}

void trim_plan(const PlanIndex& index, BackupPlan& plan) {
  constexpr int kSteps = 40;  // of bisection
  const PlanInput& input = index.input;
  for (std::uint32_t g = 0; g < input.items.size(); ++g) {
    std::vector<double> most;  // short in each shock
    for (const std::uint32_t s : index.shocks[g])
      most.push_back(index.short_in(s, plan.reserved, plan.stock[g]));
    const auto holds = [&] {
      for (std::size_t k = 0; k < most.size(); ++k) {
        const double now = index.short_in(index.shocks[g][k], plan.reserved, plan.stock[g]);
        if (now > most[k] * (1 + 1e-9)) return false;
      }
      return keeps_rules(index, plan.reserved);
    };
    const auto trim = [&](double& amount, double least) {
      const double whole = amount;
      amount = 0;
      if (holds()) return;
      double low = std::min(least, whole);
      double high = whole;
      for (int step = 0; step < kSteps; ++step) {
        amount = (low + high) / 2;
        (holds() ? high : low) = amount;
      }
      amount = high;
    };
    std::vector<std::uint32_t> order;
    for (const std::uint32_t c : index.candidates[g]) {
      if (plan.reserved[c] > 0) order.push_back(c);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return input.candidates[a].reservation_cost > input.candidates[b].reservation_cost;
    });
    for (const std::uint32_t c : order) trim(plan.reserved[c], input.candidates[c].minimum);
    if (plan.stock[g] > 0) trim(plan.stock[g], 0);
  }
}

void complete_plan(const PlanIndex& index, BackupPlan& plan) {
  const PlanInput& input = index.input;
  PlanOutcome outcome = evaluate_plan(input, index.options, plan.reserved, plan.stock);
  plan.cost = outcome.cost;
  plan.shortage = std::move(outcome.shortage);
  plan.after = outcome.risk;
  plan.before = evaluate_plan(input, index.options, std::vector<double>(input.candidates.size(), 0),
                              std::vector<double>(input.items.size(), 0))
                    .risk;
  plan.uncovered.clear();
  for (std::uint32_t g = 0; g < input.items.size(); ++g) {
    if (!index.must_cover[g] || index.worst_short(g, plan.reserved, plan.stock[g]) <= 0) continue;
    if (const auto reason = cannot_be_covered(index, g)) {
      plan.uncovered.push_back(*reason);
    } else {
      const bool shares =
          std::any_of(index.candidates[g].begin(), index.candidates[g].end(),
                      [&](std::uint32_t c) { return input.candidates[c].pool != PlanCandidate::kNoPool; });
      plan.uncovered.push_back({g,
                                index.options.budget ? UncoveredReason::kBudget
                                : shares             ? UncoveredReason::kSharedCapacity
                                                     : UncoveredReason::kPolicy,
                                index.worst_short(g, plan.reserved, plan.stock[g])});
    }
  }
}

}  // namespace tenon
