// What the firms of a dataset make: one line for each firm, product and plant with a number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/dataset.h"

namespace tenon {

struct ProductionLine {
  ProductId product;
  FirmId firm;
  std::optional<RegionId> region;  // of the plant, else of the firm
  double output = 0;               // money/day in normal times; 0: only capacity
  double capacity = 0;             // money/day, >= output
  CapabilityStatus status = CapabilityStatus::kUnknown;
  std::optional<double> lead_time_days;
  bool synthetic = false;
};

// Immutable once built; independent of row order but for the ids within.
struct DatasetLines {
  std::vector<ProductionLine> lines;  // by product id, firm id, code of the region
  std::size_t outputs_of_firm = 0;    // lines whose output is a part of the firm's
  std::size_t outputs_of_sales = 0;   // lines whose output is what the firm is listed to sell
  std::size_t capacities_unknown = 0;

  // The plants of a firm for a product: lines [first, second). Empty if there is none.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> find(FirmId firm, ProductId product) const;
  // Lines of a firm that have an output, ascending.
  [[nodiscard]] const std::vector<std::uint32_t>& of_firm(FirmId firm) const {
    return lines_of_firm[firm.index()];
  }

  std::unordered_map<std::uint64_t, std::pair<std::uint32_t, std::uint32_t>> plants;  // by firm and product
  std::vector<std::vector<std::uint32_t>> lines_of_firm;
};

// Output: that of the capability; else, where the firm has one, an equal part of what its other capabilities
// leave of it (those in development have none); else what the firm is listed to sell of the product. Neither
// output nor capacity: no line. Rows of one firm, product and place add up. O(n log n).
DatasetLines find_lines(const Dataset& dataset);

// Ids in the order of their texts, so that nothing depends on the order of rows.
struct IdRanks {
  std::vector<std::uint32_t> product;  // one a product: its place among all
  std::vector<std::uint32_t> firm;
  std::vector<std::uint32_t> region;
  std::vector<ProductId> products;  // in order
};
IdRanks rank_ids(const Dataset& dataset);

}  // namespace tenon
