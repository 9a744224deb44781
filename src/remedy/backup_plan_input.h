// What the two ways to make a plan share: the input checked and sorted by item; not for others.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/result.h"
#include "remedy/backup_plan.h"

namespace tenon {

struct PlanIndex {
  // Both must outlive it.
  PlanIndex(const PlanInput& input, const PlanOptions& options);

  const PlanInput& input;
  const PlanOptions& options;
  std::vector<std::vector<std::uint32_t>> candidates;  // of each item
  std::vector<std::vector<std::uint32_t>> shocks;      // of each item
  std::vector<double> gap;                             // of each item, the largest of its shocks
  std::vector<bool> must_cover;                        // of each item: goal cover, some shock must be covered
  std::vector<bool> in_need;                           // of each candidate

  // What is left of a candidate's capacity in a scenario. O(log of the pairs listed).
  [[nodiscard]] double part(std::uint32_t scenario, std::uint32_t candidate) const;
  // No more than this is of use: the largest gap over what arrives of a reserve, or the least that can be
  // reserved, within its own capacity and its pool's. 0: it never delivers, or less than its minimum, or is
  // banned.
  [[nodiscard]] double useful(std::uint32_t candidate) const;
  [[nodiscard]] double useful_unless_banned(std::uint32_t candidate) const;
  // From this reserve on it meets the needs that name it.
  [[nodiscard]] double least_counted(std::uint32_t candidate) const;
  [[nodiscard]] bool meets_needs(std::uint32_t candidate, double reserved) const;
  // What the item is short of in the shock with these reserves (one a candidate) and this stock.
  [[nodiscard]] double short_in(std::uint32_t shock, const std::vector<double>& reserved, double stock) const;
  // Largest shortage of the item in the shocks that must be covered.
  [[nodiscard]] double worst_short(std::uint32_t item, const std::vector<double>& reserved,
                                   double stock) const;

 private:
  std::vector<std::pair<std::uint64_t, double>> availability_;  // by scenario and candidate
};

// kInvalidArgument names the first fault.
Result<void> check_plan(const PlanInput& input, const PlanOptions& options);

// Whether the reserves keep to needs, bans, and the parts of firms, places and of the scope, each to a part
// in 100,000 of what it is measured in.
bool keeps_rules(const PlanIndex& index, const std::vector<double>& reserved);

// What to give up where the rules leave no plan; empty where that is not known in time. Solves a program of
// least cost for each rule.
Result<std::vector<PlanConflict>> conflicts_of(const PlanInput& input, const PlanOptions& options,
                                               const MilpSolver& solver);

// Shortages, costs and risks of the reserves and stocks in `plan`, and for goal cover which items are not
// covered and why.
void complete_plan(const PlanIndex& index, BackupPlan& plan);

// Reserves and holds no more than is needed for the shortages as they are, item by item, the dearest reserve
// first, as far as the rules allow.
void trim_plan(const PlanIndex& index, BackupPlan& plan);

// Why it is short even with everything that there is; nullopt if it is not.
std::optional<UncoveredItem> cannot_be_covered(const PlanIndex& index, std::uint32_t item);

}  // namespace tenon
