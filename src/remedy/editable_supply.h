// A supply network with changes laid over it. Internal to remedy/.
//
// Only customers that are touched are copied. Not thread-safe; the network below must outlive it.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "remedy/supply_network_edit.h"
#include "scenario/supply_network.h"

namespace tenon {

class EditableSupply {
 public:
  struct Flow {
    std::uint32_t supplier = 0;
    double amount = 0;  // money/day, > 0
  };
  struct Group {
    std::uint64_t before = EditedSupply::kNewGroup;
    double days = 0;
    bool essential = true;
    std::vector<Flow> flows;
  };
  using Groups = std::vector<Group>;

  explicit EditableSupply(const SupplyNetwork& network);

  [[nodiscard]] std::uint32_t node_count() const { return static_cast<std::uint32_t>(market.size()); }
  [[nodiscard]] std::uint32_t market_count() const { return network_.market_count; }

  // Groups of a customer, to read or to change.
  [[nodiscard]] const Groups& groups(std::uint32_t customer) const;
  Groups& change_groups(std::uint32_t customer);
  // Who buys from the node, ascending. O(links).
  [[nodiscard]] std::vector<std::uint32_t> customers_of(std::uint32_t supplier) const;
  [[nodiscard]] double total(const Group& group) const;

  std::uint32_t add_node(std::uint32_t market_of_node);

  // One a node. full_load: money/day at full load, or standby capacity.
  std::vector<double> final_demand;
  std::vector<double> full_load;
  std::vector<std::uint32_t> market;
  std::set<std::uint32_t> rescaled;  // nodes whose full_load was set by an edit

  // Builds the edited network and tells what changed. kInvalidArgument: sums beyond the range of a double.
  [[nodiscard]] Result<EditedSupply> freeze() const;

 private:
  [[nodiscard]] Groups copy_groups(std::uint32_t customer) const;

  const SupplyNetwork& network_;
  std::vector<double> output_before_;
  std::map<std::uint32_t, Groups> changed_;
  mutable Groups scratch_;
};

}  // namespace tenon
