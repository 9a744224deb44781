// Reads a multi-regional input-output table from two CSV files: intermediate flows (Z) and final demand (Y).
//
// Z: the first row and the first column hold the labels of the industries, "region|sector", split at the
// first bar; the corner cell says nothing. Y: the same rows, and one column a category of final demand with
// any label. Industries take the order of Z's columns; rows of both files are matched to it by name, so their
// order does not matter.
//
// All or nothing, all faults of both files together: labels that are missing, malformed or there twice, cells
// that are no number, negative flows, final demand that sums to less than nothing. A blank cell is a fault.
// Warnings: an industry that uses up more than it makes (its value added counts as 0), one that buys and
// makes nothing (its purchases count as final demand).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/fault.h"
#include "model/multi_regional_table.h"

namespace tenon {

// A negative order means nothing to a model of deliveries; published tables have few, from balancing.
enum class NegativeFlows {
  kRefuse,
  kSetToZero,  // negative flows, and all negative cells of a row of final demand that sums to less than 0;
               // one warning says how many and how much
};

struct MultiRegionalReadOptions {
  std::optional<int> year = std::nullopt;  // else unknown
  std::string unit;                        // "million USD"; the files do not say
  NegativeFlows negative = NegativeFlows::kRefuse;
};

// Most industries read: 20,000 (3.2 GB of flows).
inline constexpr std::size_t kMaxTableIndustries = 20'000;

// nullopt: errors were added to `faults`. Warnings may be added either way. Time O(bytes); memory 8 N^2 bytes
// and the mapped files.
std::optional<MultiRegionalTable> read_multi_regional_table(const std::string& intermediate_path,
                                                            const std::string& final_demand_path,
                                                            const MultiRegionalReadOptions& options,
                                                            FaultList& faults);

// The same from text in memory; the names stand for the files in faults.
std::optional<MultiRegionalTable> parse_multi_regional_table(
    const std::string& intermediate_file, std::string_view intermediate, const std::string& final_demand_file,
    std::string_view final_demand, const MultiRegionalReadOptions& options, FaultList& faults);

}  // namespace tenon
