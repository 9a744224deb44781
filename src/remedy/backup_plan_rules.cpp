// Rules of the whole plan: whether reserves keep to them, and which of them to give up where they leave no
// plan.
#include <algorithm>
#include <chrono>
#include <map>
#include <numeric>
#include <utility>

#include "remedy/backup_plan_input.h"
#include "remedy/backup_plan_program.h"
#include "remedy/milp_explain.h"

namespace tenon {
namespace {

constexpr double kPartTolerance = 1e-5;
constexpr double kCostGap = 1e-4;

// Whether no key holds more than this part of what is reserved with these candidates.
bool keeps_part(const PlanIndex& index, const std::vector<std::uint32_t>& candidates,
                const std::vector<double>& reserved, std::uint32_t PlanCandidate::*key, double largest) {
  std::map<std::uint32_t, double> held;
  double all = 0;
  for (const std::uint32_t c : candidates) {
    held[index.input.candidates[c].*key] += reserved[c];
    all += reserved[c];
  }
  return std::all_of(held.begin(), held.end(),
                     [&](const auto& one) { return one.second <= (largest + kPartTolerance) * all; });
}

bool keeps_local_part(const PlanIndex& index, std::uint32_t item, const std::vector<double>& reserved) {
  double all = 0;
  double local = 0;
  for (const std::uint32_t c : index.candidates[item]) {
    all += reserved[c];
    if (index.input.candidates[c].is_local) local += reserved[c];
  }
  return local >= (index.options.local_part - kPartTolerance) * all;
}

// Seconds left of the options' limit.
class Clock {
 public:
  explicit Clock(const MilpOptions& options) : options_(options), start_(std::chrono::steady_clock::now()) {}
  [[nodiscard]] MilpOptions left() const {
    MilpOptions now = options_;
    now.start.clear();
    now.relative_gap = std::min(now.relative_gap, kCostGap);
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
    now.time_limit_seconds = std::max(0.0, options_.time_limit_seconds - passed.count());
    return now;
  }

 private:
  MilpOptions options_;
  std::chrono::steady_clock::time_point start_;
};

BackupProgram least_cost_program(const PlanIndex& index) {
  std::vector<std::uint32_t> items(index.input.items.size());
  std::iota(items.begin(), items.end(), 0U);
  return {index, std::move(items), PlanAsk::kLeastCost, 0};
}

// The least cost of meeting the rules, whatever is covered; nullopt: not met, or not known in time.
Result<std::optional<double>> least_cost(const PlanInput& input, const PlanOptions& options,
                                         const MilpSolver& solver, const MilpOptions& limits) {
  const PlanIndex index(input, options);
  const BackupProgram program = least_cost_program(index);
  const auto solution = solver.solve(program.problem(), limits);
  if (!solution) return solution.error();
  if (!solution->has_values()) return std::optional<double>();
  return std::optional(solution->objective * program.unit());
}

// The fewest needs that have to go together.
Result<std::vector<PlanConflict>> fewest_needs(const PlanInput& input, const PlanOptions& options,
                                               const MilpSolver& solver, const Clock& clock) {
  const PlanIndex index(input, options);
  const BackupProgram program = least_cost_program(index);
  std::vector<RelaxableRow> relaxable;
  for (const std::uint32_t row : program.need_rows()) relaxable.push_back({row, 1});
  std::vector<PlanConflict> conflicts;
  if (relaxable.empty()) return conflicts;
  const auto found = explain_infeasible(solver, program.problem(), relaxable, clock.left());
  if (!found) return found.error();
  PlanInput rest = input;
  rest.needs.clear();
  for (std::uint32_t n = 0; n < input.needs.size(); ++n) {
    const bool goes = std::any_of(found->violations.begin(), found->violations.end(),
                                  [&](const RowViolation& v) { return v.row == program.need_rows()[n]; });
    if (goes) {
      conflicts.push_back({PlanRule::kNeed, n, false, 0});
    } else {
      rest.needs.push_back(input.needs[n]);
    }
  }
  const auto cost = least_cost(rest, options, solver, clock.left());
  if (!cost) return cost.error();
  if (!*cost) conflicts.clear();
  for (PlanConflict& conflict : conflicts) conflict.least_cost = **cost;
  return conflicts;
}

}  // namespace

bool keeps_rules(const PlanIndex& index, const std::vector<double>& reserved) {
  const PlanInput& input = index.input;
  const PlanOptions& options = index.options;
  for (std::uint32_t c = 0; c < input.candidates.size(); ++c) {
    if (input.candidates[c].is_banned && reserved[c] > 0) return false;
  }
  const bool needs = std::all_of(input.needs.begin(), input.needs.end(), [&](const PlanNeed& need) {
    return std::any_of(need.candidates.begin(), need.candidates.end(),
                       [&](std::uint32_t c) { return index.meets_needs(c, reserved[c]); });
  });
  if (!needs) return false;
  if (options.largest_firm_part < 1) {
    std::vector<std::uint32_t> all(input.candidates.size());
    std::iota(all.begin(), all.end(), 0U);
    if (!keeps_part(index, all, reserved, &PlanCandidate::firm, options.largest_firm_part)) return false;
  }
  for (std::uint32_t g = 0; g < input.items.size(); ++g) {
    if (options.largest_place_part < 1 &&
        !keeps_part(index, index.candidates[g], reserved, &PlanCandidate::place, options.largest_place_part))
      return false;
    if (options.local_part > 0 && !keeps_local_part(index, g, reserved)) return false;
  }
  return true;
}

Result<std::vector<PlanConflict>> conflicts_of(const PlanInput& input, const PlanOptions& options,
                                               const MilpSolver& solver) {
  const Clock clock(options.milp);
  std::vector<PlanConflict> conflicts;
  const auto weigh = [&](const PlanInput& in, const PlanOptions& with,
                         const PlanConflict& conflict) -> Result<void> {
    const auto cost = least_cost(in, with, solver, clock.left());
    if (!cost) return cost.error();
    if (!*cost) return {};
    conflicts.push_back(conflict);
    conflicts.back().least_cost = **cost;
    return {};
  };
  for (std::uint32_t n = 0; n < input.needs.size(); ++n) {
    PlanInput rest = input;
    rest.needs.erase(rest.needs.begin() + n);
    if (auto done = weigh(rest, options, {PlanRule::kNeed, n}); !done) return done.error();
  }
  const auto weigh_options = [&](PlanRule rule, bool is_set, const auto& lift) -> Result<void> {
    if (!is_set) return {};
    PlanOptions with = options;
    lift(with);
    return weigh(input, with, {rule});
  };
  for (const auto& done : {
           weigh_options(PlanRule::kFirmPart, options.largest_firm_part < 1,
                         [](PlanOptions& o) { o.largest_firm_part = 1; }),
           weigh_options(PlanRule::kPlacePart, options.largest_place_part < 1,
                         [](PlanOptions& o) { o.largest_place_part = 1; }),
           weigh_options(PlanRule::kLocalPart, options.local_part > 0,
                         [](PlanOptions& o) { o.local_part = 0; }),
           weigh_options(PlanRule::kBudget, options.budget.has_value(),
                         [](PlanOptions& o) { o.budget.reset(); }),
       }) {
    if (!done) return done.error();
  }
  PlanInput unbanned = input;
  bool has_bans = false;
  for (PlanCandidate& c : unbanned.candidates) has_bans = std::exchange(c.is_banned, false) || has_bans;
  if (has_bans) {
    if (auto done = weigh(unbanned, options, {PlanRule::kBans}); !done) return done.error();
  }
  if (conflicts.empty()) return fewest_needs(input, options, solver, clock);
  std::stable_sort(conflicts.begin(), conflicts.end(),
                   [](const PlanConflict& a, const PlanConflict& b) { return a.least_cost < b.least_cost; });
  return conflicts;
}

}  // namespace tenon
