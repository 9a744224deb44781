// The two coefficient matrices of ESRI in the layout that the cascades stream through. Internal to risk/ and
// to remedy/, which bounds what a change of coefficients does.
//
// Firms are renumbered by falling degree ("position"), so that the rows touched most share cache lines. A
// customer's downstream links are grouped into slots: one for each essential input sector, one for all
// non-essential links; a customer's loss is the maximum over its slots. Negligible links exist upstream only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "risk/esri.h"

namespace tenon {

struct CoefficientRows {
  std::vector<std::uint64_t> offsets;  // rows + 1
  std::vector<std::uint32_t> target;
  std::vector<double> value;

  [[nodiscard]] std::size_t begin(std::size_t row) const { return offsets[row]; }
  [[nodiscard]] std::size_t end(std::size_t row) const { return offsets[row + 1]; }
  [[nodiscard]] std::size_t size(std::size_t row) const { return offsets[row + 1] - offsets[row]; }
};

class EsriModel {
 public:
  std::uint32_t firm_count = 0;
  std::uint32_t market_count = 0;
  Replaceability replaceability = Replaceability::kMarketShare;

  std::vector<std::uint32_t> position_of_firm;  // firm index -> position
  std::vector<std::uint32_t> firm_at;           // position -> firm index

  // All below are indexed by position.
  std::vector<double> weight;        // v, sums to 1
  std::vector<double> out_strength;  // s
  std::vector<std::uint32_t> market;
  std::vector<std::uint32_t> sector;
  std::vector<double> market_output;          // S_k = sum of s over the market
  std::vector<std::uint32_t> market_sellers;  // members with s > 0
  std::vector<std::uint64_t> member_offsets;  // of markets into `members`
  std::vector<std::uint32_t> members;

  CoefficientRows sales;      // row = supplier i: target = customer j, value = Lu_ij
  CoefficientRows purchases;  // row = customer j: target = supplier i, value = Lu_ij
  CoefficientRows delivery;   // row = supplier i: target = slot of the customer, value = Ld_ij
  CoefficientRows inputs;     // row = slot: target = supplier i, value = Ld_ij
  std::vector<std::uint32_t> customer_of_slot;  // slots of a customer are consecutive, customers ascend
  std::vector<std::uint32_t> slot_offsets;      // of customers into the slots, firm_count + 1

  std::uint32_t sector_count = 0;
  EsriSummary summary;
};

// One downstream coefficient of a customer: Ld of a link, and the slot it belongs to.
struct InputShare {
  static constexpr std::uint32_t kNonEssentialSlot = UINT32_MAX;
  std::uint32_t supplier = 0;  // firm
  std::uint32_t slot = 0;      // the sector of an essential input
  double value = 0;
};

// Those of one customer, negligible links left out, suppliers ascending: the same numbers as the rows of a
// model built from `inputs`. O(its links log its links).
std::vector<InputShare> input_shares(const EsriInputs& inputs, std::uint32_t customer);

// kInvalidArgument: epsilon or tolerance out of range, no iterations allowed.
Result<void> check_esri_options(const EsriOptions& options);

}  // namespace tenon
