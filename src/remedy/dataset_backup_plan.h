// The backup plan of a dataset: which makers to qualify, how much to reserve with whom, how much to hold.
//
// One item a product whose primary source is known by name, for all its buyers together or for each of the
// largest apart: then a maker's capacity is shared between them. One scenario a root (country abroad,
// controlling firm at home) that is a primary source, or holds a good part of some item: the root fails with
// all it delivers. Candidates are makers whose spare capacity the dataset knows; makers known by name alone
// cannot be counted on for an amount, and are listed as what should be found out. Costs and frequencies are
// assumptions until the caller has better ones; the plan says so. Method: docs/methods_backup.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "remedy/backup_candidates.h"
#include "remedy/backup_plan.h"
#include "scenario/dataset_network.h"

namespace tenon {

// CNY; assumptions (grade M) that a bureau replaces by its own.
struct BackupCosts {
  double qualify_qualified = 2e5;  // audit and trial order of a maker in volume, once
  double qualify_trial = 3e6;      // the same with joint qualification, once
  double qualify_potential = 2e7;  // with development support, once
  double years = 5;                // over which a qualification is spread
  double reservation_rate = 0.05;  // a year, of what the reserved capacity could make in a year
  double stock_rate = 0.15;        // a year, of the value held: capital, storage, loss of quality
  double least_order = 0;          // a year: a maker reserves nothing smaller
};

// How often a root fails, a year; assumptions (grade M).
struct FailureRates {
  double country = 0.02;
  double group = 0.01;
  double horizon_days = 90;  // how long a failure lasts
};

// A maker of a product, whoever buys it and whichever plant delivers.
struct ProductMaker {
  ProductId product;
  FirmId firm;
};

struct DatasetPlanOptions {
  BackupOptions search;
  PlanOptions plan;
  BackupCosts costs;
  FailureRates failures;
  std::vector<ProductId> products;  // to be secured; empty: all
  double largest_stock_days = 60;   // of the gap, held on top of what buyers hold
  std::size_t buyers = 0;   // of each product, largest use first, an item each; 0: all together in one
  double least_part = 0.1;  // other roots with at least this part of an item are scenarios, too
  std::size_t most_scenarios = 200;  // largest first by what they deliver
  bool use_synthetic = true;         // makers that are made up count
  std::vector<RegionId> provinces;   // at least one backup of the plan stands in each
  std::vector<ProductMaker> locked;  // must be in; one that is no candidate of the plan leaves none
  std::vector<ProductMaker> banned;  // must not be in
};

// Where a need of the program comes from: a province, or else a maker that must be in.
struct PlanNeedOrigin {
  std::optional<RegionId> province;
  std::optional<ProductMaker> maker;
};

enum class PlanSkip : std::uint8_t {
  kNotUsed,  // nobody makes or uses it in the network
  kUnnamed,  // nobody has named any of its sources
};

struct SkippedProduct {
  ProductId product;
  PlanSkip reason = PlanSkip::kNotUsed;
};

struct PlanScenarioRoot {
  SupplyRoot root;
  double delivers = 0;  // money/day, to all items
};

struct DatasetBackupPlan {
  std::vector<BackupAnswer> answers;  // one an item
  struct Choice {
    std::uint32_t item = 0;
    std::uint32_t candidate = 0;  // of answers[item].candidates
  };
  std::vector<Choice> candidates;           // one a candidate of `input`
  std::vector<PlanScenarioRoot> scenarios;  // one a scenario of `input`
  std::vector<PlanNeedOrigin> needs;        // one a need of `input`
  std::size_t scenarios_left_out = 0;
  std::vector<SkippedProduct> skipped;
  std::size_t buyers_left_out = 0;  // smaller ones than those planned for, or whose sources nobody has named
  std::size_t makers_without_figure =
      0;  // real makers that do not fail with the primary, of unknown capacity
  PlanInput input;
  BackupPlan plan;
  double problem_seconds = 0;  // to set the program up
};

// Errors of BackupSearch::create and plan_backups. kInvalidArgument: costs or rates out of range.
Result<DatasetBackupPlan> plan_dataset_backups(const Dataset& dataset, const DatasetNetwork& network,
                                               const DatasetPlanOptions& options);

// Money of final demand that goes unserved for each money of the product that is missing, at most: what is
// lost at once, without stocks, if nobody has any of it, over what is used of it. At least 1 where anything
// is used. One a product. O(products x links x a few sweeps).
std::vector<double> value_at_stake(const Dataset& dataset, const DatasetNetwork& network);

}  // namespace tenon
