// How many days customers go on with what they hold of a product, where a supply does not say so itself.
//
// In this order: the scenario's figure for the product, then for its sector (the longest code that fits); the
// supply's own days; a reviewed fact on the product (middle of its range); the median of the listed supplies
// of the product; the median of those of the same division of GB/T 4754 ("C39"); the scenario's default.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/fault.h"
#include "model/dataset.h"
#include "model/scenario.h"

namespace tenon {

// A group must hold something: less than this is taken as this.
constexpr double kLeastStockDays = 1;

enum class StockEvidence { kScenario, kSupply, kFact, kSameProduct, kSameDivision, kDefault };
constexpr std::size_t kStockEvidenceCount = 6;

struct StockDays {
  std::vector<double> days;                    // one a product, >= kLeastStockDays
  std::vector<StockEvidence> evidence;         // of days; never kSupply
  std::vector<std::optional<double>> by_rule;  // one a product: the scenario's figure, above all others
};

struct StockRules {
  double default_days = 15;
  std::vector<InventoryTarget> by_product;
  std::vector<InventoryTarget> by_sector;
  std::string file;  // that the targets stand in
};

// Names that do not exist are errors in `faults`, each with its place. O(supplies log supplies).
StockDays find_stock_days(const Dataset& dataset, const StockRules& rules, FaultList& faults);

}  // namespace tenon
