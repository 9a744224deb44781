// How much of its inputs a line needs, as parts of its output.
//
// Cost share of a need, best evidence first:
//   1. published: cost_share of inputs.csv, percent of the product's cost, taken as percent of its output;
//   2. inferred from the listed purchases: a line that buys P of members whose external parts are d needs
//      sum(P / (1 - d)) / (the members' part of the need); over its output; the median of the product's
//      lines. Lines whose purchase may serve another line of the firm, or that make the input themselves,
//      have no say, nor have members with d above kMostInferable: 1 / (1 - d) would magnify noise;
//   3. assumed: what published shares leave of kInputBudget (kLeastBudget at least), split by weight
//   (default_weight), one need never
//      more than a kFewestNeeds-th of it.
// Shares of a product that add up to more than kMostCost are scaled down, the published ones last. No need is
// below kLeastCostShare, so that what is essential has a supply.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "model/dataset.h"
#include "scenario/dataset_lines.h"
#include "scenario/supply_origins.h"

namespace tenon {

// Chinese manufacturing spent 77 % of its output on intermediate inputs in 2020 (National Bureau of
// Statistics, input-output table of 42 sectors). The lists name what is characteristic of a product, not
// energy, packaging or freight: four fifths of that are taken for it.
constexpr double kInputBudget = 0.6;
constexpr double kLeastBudget = 0.1;  // left for the others where published shares use it up, or half of what
                                      // is left to kMostCost
constexpr double kFewestNeeds = 3;    // a list with fewer needs than these is not complete
constexpr double kOptionalWeight = 0.4;  // of an input that can be done without, against one that cannot
constexpr double kMostCost = 0.95;       // of output: something is left for wages
constexpr double kLeastCostShare = 1e-4;
constexpr double kMostInferable = 0.9;

enum class CostEvidence { kPublished, kInferred, kDefault };

// An input of its own or a group of inputs that replace each other.
struct InputNeed {
  ProductId product;
  bool essential = false;
  std::vector<ProductId> inputs;  // by id text
  std::vector<double> parts;      // of the need, one an input; sum 1
  double cost_share = 0;          // of the product's output, (0, 1]
  CostEvidence evidence = CostEvidence::kDefault;
};

struct InputNeeds {
  std::vector<InputNeed> needs;       // of one product together, by id text of the first input
  std::vector<std::uint32_t> begin;   // one a product, and the end of the last: its needs
  std::vector<ProductId> scaled;      // products whose shares were scaled down
  std::vector<std::uint32_t> raised;  // needs lifted to kLeastCostShare

  [[nodiscard]] std::size_t first(ProductId product) const { return begin[product.index()]; }
  [[nodiscard]] std::size_t last(ProductId product) const { return begin[product.index() + 1]; }
};

// Goods that go into the product weigh 1, equipment, instruments and software that wear out slowly 0.4,
// services 0.4; by code of GB/T 4754.
double default_weight(std::string_view gbt4754);

// O(inputs + supplies + lines x inputs of a product).
InputNeeds find_input_needs(const Dataset& dataset, const DatasetLines& lines,
                            const std::vector<SupplyOrigins>& origins);

}  // namespace tenon
