// Coverage rates: of all break-point products, by chain, by province, by lead province of the chain, and how
// they move from day to day.
//
//   rate = covered / all          products of which nothing can be said count as not covered
// full N-1 rate = lasting / all
//   by value: gaps of covered products / all gaps, money/day that primary sources deliver
//
// The province of a product is that of its buyers: where the lines stand that use it, each product by the
// parts of its flow that go there. So
//   rate of a province = sum over products of part x covered / sum over products of part
// and products that no line uses, or whose users stand in no province, have none.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "model/dataset.h"
#include "remedy/backup_coverage.h"

namespace tenon {

struct CoverageCount {
  std::size_t products = 0;
  std::size_t covered = 0;
  std::size_t lasting = 0;         // of the covered: a full N-1 backup
  std::size_t by_stock_alone = 0;  // of the covered
  std::size_t not_assessed = 0;    // of those not covered
  double weight = 0;               // sum of the parts; of anything but a province the number of products
  double weight_covered = 0;
  double weight_lasting = 0;
  double gap = 0;  // money/day
  double gap_covered = 0;

  // Absent where there is nothing to cover.
  [[nodiscard]] std::optional<double> rate() const {
    return weight > 0 ? std::optional(weight_covered / weight) : std::nullopt;
  }
  [[nodiscard]] std::optional<double> rate_lasting() const {
    return weight > 0 ? std::optional(weight_lasting / weight) : std::nullopt;
  }
  [[nodiscard]] std::optional<double> rate_by_value() const {
    return gap > 0 ? std::optional(gap_covered / gap) : std::nullopt;
  }
};

struct ChainCoverage {
  ChainId chain;
  CoverageCount count;
};

struct RegionCoverage {
  RegionId region;
  CoverageCount count;
};

// Only chains and regions with a product, by position in the dataset.
struct CoverageIndicators {
  Day day{};
  CoverageCount all;
  std::vector<ChainCoverage> chains;
  std::vector<RegionCoverage> provinces;       // of buyers
  std::vector<RegionCoverage> lead_provinces;  // of the chain; chains without one are left out
};

// `on_day` is of `book`. O(cases x provinces).
CoverageIndicators coverage_indicators(const Dataset& dataset, const CoverageBook& book,
                                       const CoverageOnDay& on_day);

std::vector<CoverageIndicators> coverage_over_time(const Dataset& dataset, const CoverageBook& book,
                                                   std::span<const Day> days);

// `first`, the first of every month after it, and `last`; empty where last is before first.
std::vector<Day> monthly_days(Day first, Day last);

// The first day on which an entry begins to hold; absent where none says.
std::optional<Day> first_registration(std::span<const ResolvedBackup> backups);

}  // namespace tenon
