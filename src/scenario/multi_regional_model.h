// A multi-regional table compiled for running: normal flows a day, laid out so that a day reads them once.
//
// Two orders of industries exist. Callers see the table's. Inside, industries are sorted by sector, so that
// the suppliers of one product are neighbours ("position"); buyers are cut into blocks of `width`, and the
// flows of a block lie together, row by row:
//   flow of position i to the buyer at position b * width + c  =  flows[(b * industry_count + i) * width + c]
// Values by product and buyer ("cells": stocks, orders) lie alike:
//   cell of product p and that buyer  =  [(b * sector_count + p) * width + c]
// Columns beyond the last buyer hold zeros.
//
// Immutable once built, safe to share between threads. Memory: 8 N^2 bytes (kSingle: 4 N^2) and, for every
// product and buyer, 16 here and 16 in each run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"
#include "model/multi_regional_table.h"
#include "scenario/aligned_values.h"
#include "scenario/multi_regional_options.h"

namespace tenon {

struct MultiRegionalModel {
  MultiRegionalOptions options;
  std::uint32_t industry_count = 0;  // N
  std::uint32_t sector_count = 0;
  std::uint32_t region_count = 0;

  // One an industry, in the order of the table.
  std::vector<TableIndustry> industries;
  std::vector<std::uint8_t> is_outside;  // 1: totals leave it out
  std::vector<double> output;            // money a day in equilibrium: all flows sold and final demand
  std::vector<double> final_demand;      // money a day, >= 0
  std::vector<double> value_added;       // money a day, >= 0: output less inputs
  std::vector<double> capital;           // money: capital_to_value_added times a year's value added
  std::vector<std::uint32_t> position;

  // Inside.
  std::vector<std::uint32_t> industry_at;   // of each position
  std::vector<std::uint32_t> sector_begin;  // product p is made by positions [p], [p + 1)
  std::uint32_t width = 0;                  // buyers in a block, a multiple of 16
  std::uint32_t block_count = 0;
  AlignedValues<double> flows;        // money a day; empty if kSingle
  AlignedValues<float> flows_single;  // the same; empty if kDouble
  AlignedValues<double> use;          // cells: money a day of product p that the buyer uses at normal output
  AlignedValues<double> curb;       // cells: stock times this is the level of output that the stock permits;
                                    // 0: it never curbs
  std::vector<double> target_days;  // of each product; kNeverShort
  std::vector<double> normal_output;  // by position
  std::vector<double> normal_demand;  // by position: final demand

  [[nodiscard]] std::size_t cell_count() const { return use.size(); }
  // Normal flow of the industry at position `supplier` to the one at position `buyer`, money a day.
  [[nodiscard]] double flow(std::size_t supplier, std::size_t buyer) const;
  // Position in `use` of product p and the buyer at position `buyer`.
  [[nodiscard]] std::size_t cell(std::size_t product, std::size_t buyer) const {
    return (buyer / width * sector_count + product) * width + buyer % width;
  }
};

using MultiRegionalModelPtr = std::shared_ptr<const MultiRegionalModel>;

// The table is only read during the call. Normal output is what the table's rows sum to. An industry whose
// row is empty makes nothing; what its column buys is final demand. Flows below 1e-200 a day count as none.
// O(N^2).
//
// kInvalidArgument: a parameter outside its range (options.h), a table whose arrays do not fit each other, a
// flow or a row of final demand below 0 or not finite, no output at all; kTooLarge: more than 65,534 sectors.
Result<MultiRegionalModelPtr> build_multi_regional_model(const MultiRegionalTable& table,
                                                         const MultiRegionalOptions& options);

}  // namespace tenon
