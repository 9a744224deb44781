// How the multi-regional table model answers a shock: its parameters, one field each, with the defaults of
// the published program (docs/methods_multi_regional.md names sources).
#pragma once

#include <limits>
#include <vector>

namespace tenon {

// Who is asked when a stock is refilled, among the suppliers of one product.
enum class TableOrders {
  kFollowCapacity,  // "alt": shares of the table, times what is left of each supplier's capacity
  kFixedShares,     // "noalt": shares of the table, whatever happens
};

// When capacity beyond the normal builds up and when it goes back; z = (demand - last output) / demand.
enum class OverproductionRule {
  kScarcityOnly,   // grows while z > 0, else goes back: the published equation
  kAnyDifference,  // grows (or shrinks) by z while z is not exactly 0, goes back only then: the program
};

// How flows are kept; sums are in double either way.
enum class FlowStorage {
  kDouble,
  kSingle,  // half the memory and traffic; the table's flows are rounded to 24 bits (6e-8) once, and the
            // model is the one of the rounded table
};

// Stocks of a product with this many days are never short and never refilled beyond use.
inline constexpr double kNeverShort = std::numeric_limits<double>::infinity();

struct MultiRegionalOptions {
  // Steps (days) in the period of the table's flows, > 0. Default 365.
  double days_per_year = 365;
  // Days of normal use that buyers aim to hold of every product, >= 1; kNeverShort. Default 90.
  double inventory_days = 90;
  // The same by sector of the product, one a sector of the table; 0: inventory_days. Default: empty, all 0.
  std::vector<double> inventory_days_by_sector;
  // Output is curbed once a stock falls below this part of its target, (0, 1]. 1 is the base model, where
  // every gap curbs at once. Default 0.8.
  double psi = 0.8;
  // Days over which a gap in stock is ordered, >= 1. Default 60; small values make orders swing.
  double inventory_restoration_days = 60;
  // Capacity that scarcity can build up to, over normal output, >= overproduction_base. Default 1.25.
  double overproduction_max = 1.25;
  // Capacity in calm times over normal output, >= 1. Default 1.
  double overproduction_base = 1;
  // Days over which capacity follows scarcity, >= 1. Default 365.
  double overproduction_days = 365;
  // Default kScarcityOnly; kAnyDifference reproduces the published program.
  OverproductionRule overproduction_rule = OverproductionRule::kScarcityOnly;
  // Default kFollowCapacity.
  TableOrders orders = TableOrders::kFollowCapacity;
  // An input curbs output only if the industry buys more of it than this part of its own output, >= 0.
  // Default 1e-5.
  double input_threshold = 1e-5;
  // Capital of an industry over its value added of a year, > 0. Default 4.
  double capital_to_value_added = 4;
  // Default kDouble.
  FlowStorage storage = FlowStorage::kDouble;
};

}  // namespace tenon
