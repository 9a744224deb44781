// Where the supply of a product has its root: the country abroad or the group at home that fails as one, and
// what fails along with it.
//
// The primary source of a product is the root with the largest part of what is used of it: of all buyers at
// home, or of one. What shares a root with it, or rests on it upstream, cannot stand in when it fails.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/dataset.h"
#include "scenario/dataset_network.h"

namespace tenon {

enum class RootKind : std::uint8_t {
  kCountry,  // sources abroad under one country
  kGroup,    // lines and named sources at home under one controlling firm
  kUnnamed,  // sources that nobody has named: they fail together with no one, and cannot be turned to
};

struct SupplyRoot {
  RootKind kind = RootKind::kUnnamed;
  std::string country;          // kCountry: code
  std::optional<FirmId> group;  // kGroup: top parent

  bool operator==(const SupplyRoot&) const = default;
};

// One a node.
std::vector<SupplyRoot> supply_roots(const Dataset& dataset, const DatasetNetwork& network);

// A root of what is used of a product.
struct RootShare {
  SupplyRoot root;
  double flow = 0;                   // money/day
  double part = 0;                   // of all that is used
  std::vector<std::uint32_t> nodes;  // of this product, ascending
};

// The roots of every product, and of what single buyers use.
class ProductRoots {
 public:
  // Both must outlive it. O(links + nodes).
  ProductRoots(const Dataset& dataset, const DatasetNetwork& network);

  // Largest flow first, ties by country, then by firm id; empty for a product that nobody makes or buys. A
  // product without customers in the network is used by final demand.
  [[nodiscard]] std::vector<RootShare> of_product(ProductId product) const;

  // Of what all lines of the firm use of it; empty where they use none.
  [[nodiscard]] std::vector<RootShare> of_buyer(ProductId product, FirmId buyer) const;

  [[nodiscard]] const std::vector<SupplyRoot>& root_of_node() const { return roots_; }

 private:
  [[nodiscard]] std::vector<RootShare> shares(ProductId product,
                                              const std::vector<double>& flow_of_node) const;

  const Dataset& dataset_;
  const DatasetNetwork& network_;
  std::vector<SupplyRoot> roots_;
  std::vector<double> sold_to_lines_;                      // money/day, one a node
  std::vector<std::vector<std::uint32_t>> nodes_;          // of each product, ascending
  std::vector<std::vector<std::uint32_t>> lines_of_firm_;  // nodes that are lines, of each firm
};

// The part of each node's output that is gone at once, without stocks, when the nodes for which `lost` is 1
// are: of a lost node all; else the largest part that an essential group of its inputs has lost, weighted by
// flow. What is not essential does not count. So it is an upper end of what stocks and time allow, and 1
// means: this node cannot deliver without them. Synchronous sweeps to the fixed point, at most as many as
// there are products: O(sweeps x links).
std::vector<double> part_lost_upstream(const SupplyNetwork& network, const std::vector<std::uint8_t>& lost);

}  // namespace tenon
