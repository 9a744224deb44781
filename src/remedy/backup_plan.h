// Which backups to qualify, how much capacity to reserve with them and how much stock to hold: a two-stage
// integer program over scenarios in which sources fail (methods.md 8, compact form; docs/methods_backup.md).
//
// An item is a product, or a product of one buyer, whose supply is to be secured. A candidate can deliver one
// item; its capacity may be shared with other candidates of the same pool (one maker, many askers). A shock
// takes a part of an item's supply away in one scenario. What is then short follows from stocks, rates and
// days (backup_shortage.h); that it is largest on one of the days on which a backup comes, or on the last,
// makes it linear in what is reserved, exactly and without cutting time into periods.
//
//   cost        sum q z + F r + h b        a year: qualification (spread by the caller), reservation, stock
//   goal cover  every item short of nothing in its shocks, at the least cost; with a budget the most weight
//   of items
//   goal loss   (1 - lambda) E[L] + lambda CVaR_alpha[L] within the budget, L = sum of value x
//   shortage in a scenario
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "remedy/milp_solver.h"

namespace tenon {

struct PlanItem {
  double value = 1;          // money lost for each unit of money short, >= 0
  double weight = 1;         // of covering it, goal cover with a budget, >= 0
  double stock_cost = 0;     // a year for each unit of money held, >= 0
  double largest_stock = 0;  // money, >= 0
};

struct PlanCandidate {
  static constexpr std::uint32_t kNoPool = 0xffffffffU;
  std::uint32_t item = 0;
  double capacity = 0;            // money/day, >= 0
  double ready_days = 0;          // >= 0
  double qualification_cost = 0;  // a year, if anything is reserved
  double reservation_cost = 0;    // a year for each money/day reserved
  double minimum = 0;             // money/day, if anything is reserved
  std::uint32_t pool = kNoPool;
  std::uint32_t place = 0;  // diversity: no place (city, parent) may hold more than its part of an item
  bool is_local = false;    // counts for the local part
  std::uint32_t firm = 0;   // whose share of the whole plan may be limited
  bool is_banned = false;   // nothing is reserved with it
};

struct PlanPool {
  double capacity = 0;  // money/day for all its candidates together
};

// At least one of these is in the plan: a province that must have a backup, a maker that must be in. What
// counts is a reserve of at least kLeastCounted of what could be of use.
struct PlanNeed {
  std::vector<std::uint32_t> candidates;
};
inline constexpr double kLeastCounted = 0.1;

struct PlanScenario {
  double probability = 0;  // a year, or weight; >= 0
};

// An item loses `gap` in a scenario for the days of the horizon; `cushion` covers it at first.
struct PlanShock {
  std::uint32_t scenario = 0;
  std::uint32_t item = 0;
  double gap = 0;           // money/day, > 0
  double cushion = 0;       // money, >= 0
  double horizon_days = 0;  // > 0
  bool must_cover = true;   // goal cover: this one counts (the primary source fails)
};

// A candidate delivers only this part of what is reserved with it; unlisted pairs deliver all.
struct PlanAvailability {
  std::uint32_t scenario = 0;
  std::uint32_t candidate = 0;
  double part = 0;  // [0, 1]
};

struct PlanInput {
  std::vector<PlanItem> items;
  std::vector<PlanCandidate> candidates;
  std::vector<PlanPool> pools;
  std::vector<PlanScenario> scenarios;
  std::vector<PlanShock> shocks;
  std::vector<PlanAvailability> availability;
  std::vector<PlanNeed> needs;
};

enum class PlanGoal : std::uint8_t { kCover, kLoss };

struct PlanOptions {
  PlanGoal goal = PlanGoal::kCover;
  std::optional<double> budget;     // money a year; needed for kLoss
  double risk_weight = 0.5;         // lambda, [0, 1]
  double tail_level = 0.95;         // alpha, [0, 1)
  double largest_place_part = 1;    // (0, 1]: of what is reserved for an item in one place
  double local_part = 0;            // [0, 1]: of what is reserved for an item from local candidates, at least
  std::uint32_t least_backups = 0;  // goal cover: per covered item, of those that have any reserved capacity
  double largest_firm_part = 1;     // (0, 1]: of all that is reserved, with one firm
  std::string solver = "cbc";
  MilpOptions milp;  // gap and time limit; relative_gap 0.01 unless set
  PlanOptions() { milp.relative_gap = 0.01; }
};

enum class UncoveredReason : std::uint8_t {
  kNoCandidate,     // nobody could deliver it
  kFailsTogether,   // those who could fail in the same scenario
  kTooLate,         // all of them are ready after the cushion and the stock that may be held are gone
  kTooLittle,       // together they have too little capacity
  kSharedCapacity,  // there is enough for it alone, but not for all who ask
  kPolicy,          // diversity, local part, number of backups, needs or bans do not leave enough
  kBudget,          // it could be covered for more money
};

struct UncoveredItem {
  std::uint32_t item = 0;
  UncoveredReason reason = UncoveredReason::kNoCandidate;
  double least_short = 0;  // money short at best in its worst shock, everything used
};

enum class PlanRule : std::uint8_t { kNeed, kFirmPart, kPlacePart, kLocalPart, kBans, kBudget };

// A rule to give up where all of them together leave no plan.
struct PlanConflict {
  PlanRule rule = PlanRule::kNeed;
  std::uint32_t need = 0;  // kNeed: which
  // Giving up this one is enough; otherwise all that are listed have to go.
  bool is_enough = true;
  // Money a year: what meets all others costs at least this. kBudget: the least budget that meets all.
  double least_cost = 0;
};

struct PlanRisk {
  double expected_loss = 0;  // money a year (by the probabilities' unit)
  double tail_loss = 0;      // CVaR
};

struct BackupPlan {
  // kOptimal: to the gap. kFeasible: a limit was reached; or the greedy plan where `is_greedy`. kInfeasible:
  // proven, nothing is reserved or held and `conflicts` tells why. kNoSolution: a limit was reached, and the
  // greedy plan breaks a rule.
  MilpStatus status = MilpStatus::kNoSolution;
  bool is_greedy = false;
  std::vector<double> reserved;          // money/day, one a candidate
  std::vector<double> stock;             // money, one an item
  std::vector<double> shortage;          // money, one a shock: recomputed from reserved and stock
  std::vector<UncoveredItem> uncovered;  // goal cover: items with a shock that must be covered and is not
  std::vector<PlanConflict> conflicts;   // kInfeasible: cheapest to keep without first
  double cost = 0;                       // a year
  PlanRisk before;
  PlanRisk after;
  double objective = 0;  // as the goal has it
  double bound = 0;
  double gap = 0;
  double seconds = 0;
  std::size_t columns = 0;
  std::size_t rows = 0;
  std::string solver;  // name and version; empty: greedy
};

// kInvalidArgument: numbers out of range, indices that do not exist, kLoss without a budget. kNotFound: the
// solver. An item that cannot be covered is no error: it is told why. Where the solver finds nothing within
// its limit, the greedy plan is the answer. Deterministic unless a time limit ends the search.
Result<BackupPlan> plan_backups(const PlanInput& input, const PlanOptions& options);

// Cheapest-first by loss avoided per cost, taking the better of that and the best single step: at least (1 -
// 1/e)/2 of what the best plan within the budget avoids, where what a set of backups avoids has diminishing
// returns (no minimum amounts, one shock an item, no rules). O(steps x candidates). Goal cover: covers items
// one after the other, cheapest first. Meets needs one by one, cheapest first, before all else; kNoSolution
// where that does not keep the rules or the budget.
Result<BackupPlan> plan_backups_greedily(const PlanInput& input, const PlanOptions& options);

// What a plan costs, leaves short and risks; nothing but the numbers of the plan.
struct PlanOutcome {
  double cost = 0;
  std::vector<double> shortage;  // one a shock
  PlanRisk risk;
};
PlanOutcome evaluate_plan(const PlanInput& input, const PlanOptions& options,
                          const std::vector<double>& reserved, const std::vector<double>& stock);

}  // namespace tenon
