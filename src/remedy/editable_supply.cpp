#include "remedy/editable_supply.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace tenon {
namespace {

constexpr double kRelativeSlack = 1e-12;

}  // namespace

EditableSupply::EditableSupply(const SupplyNetwork& network)
    : final_demand(network.final_demand),
      market(network.market),
      network_(network),
      output_before_(normal_output(network)) {
  full_load.reserve(network.node_count);
  for (std::uint32_t i = 0; i < network.node_count; ++i) {
    const double standby = network.standby_capacity.empty() ? 0 : network.standby_capacity[i];
    full_load.push_back(output_before_[i] > 0 ? network.capacity_ratio[i] * output_before_[i] : standby);
  }
}

EditableSupply::Groups EditableSupply::copy_groups(std::uint32_t customer) const {
  Groups groups;
  if (customer >= network_.node_count) return groups;
  for (std::uint64_t g = network_.group_offsets[customer];
       g < network_.group_offsets[customer + std::size_t{1}]; ++g) {
    Group& group = groups.emplace_back();
    group.before = g;
    group.days = network_.target_days[g];
    group.essential = network_.essential[g] != 0;
    for (std::uint64_t e = network_.link_offsets[g]; e < network_.link_offsets[g + 1]; ++e) {
      group.flows.push_back({network_.supplier[e], network_.flow[e]});
    }
  }
  return groups;
}

const EditableSupply::Groups& EditableSupply::groups(std::uint32_t customer) const {
  const auto changed = changed_.find(customer);
  if (changed != changed_.end()) return changed->second;
  scratch_ = copy_groups(customer);
  return scratch_;
}

EditableSupply::Groups& EditableSupply::change_groups(std::uint32_t customer) {
  const auto [place, is_new] = changed_.try_emplace(customer);
  if (is_new) place->second = copy_groups(customer);
  return place->second;
}

std::vector<std::uint32_t> EditableSupply::customers_of(std::uint32_t supplier) const {
  std::vector<std::uint32_t> customers;
  std::uint32_t customer = 0;
  std::uint64_t group = 0;
  const auto sells_to = [&](const Groups& all) {
    return std::any_of(all.begin(), all.end(), [supplier](const Group& g) {
      return std::any_of(g.flows.begin(), g.flows.end(),
                         [supplier](const Flow& f) { return f.supplier == supplier; });
    });
  };
  for (; customer < network_.node_count; ++customer) {
    const std::uint64_t group_end = network_.group_offsets[customer + std::size_t{1}];
    const std::uint64_t begin = network_.link_offsets[group];
    const std::uint64_t end = network_.link_offsets[group_end];
    group = group_end;
    if (changed_.contains(customer)) continue;
    const auto first = network_.supplier.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = network_.supplier.begin() + static_cast<std::ptrdiff_t>(end);
    if (std::find(first, last, supplier) != last) customers.push_back(customer);
  }
  for (const auto& [changed, all] : changed_) {
    if (sells_to(all)) customers.push_back(changed);
  }
  std::sort(customers.begin(), customers.end());
  return customers;
}

double EditableSupply::total(const Group& group) const {
  double sum = 0;
  for (const Flow& flow : group.flows) sum += flow.amount;
  return sum;
}

std::uint32_t EditableSupply::add_node(std::uint32_t market_of_node) {
  final_demand.push_back(0);
  full_load.push_back(0);
  market.push_back(market_of_node);
  return node_count() - 1;
}

Result<EditedSupply> EditableSupply::freeze() const {
  SupplyLinks links;
  EditedSupply edited;
  std::set<std::uint32_t> changed_nodes = rescaled;
  const std::size_t reserve = network_.link_count() + network_.link_count() / 16 + 16;
  for (auto* column : {&links.supplier, &links.customer, &links.group}) column->reserve(reserve);
  links.flow.reserve(reserve);
  links.target_days.reserve(reserve);
  links.essential.reserve(reserve);
  const auto add = [&links](std::uint32_t supplier, std::uint32_t customer, std::uint32_t group, double flow,
                            double days, bool essential) {
    links.supplier.push_back(supplier);
    links.customer.push_back(customer);
    links.group.push_back(group);
    links.flow.push_back(flow);
    links.target_days.push_back(days);
    links.essential.push_back(essential ? 1 : 0);
  };
  for (std::uint32_t i = 0; i < node_count(); ++i) {
    const auto changed = changed_.find(i);
    if (changed == changed_.end() && i < network_.node_count) {
      std::uint32_t number = 0;
      for (std::uint64_t g = network_.group_offsets[i]; g < network_.group_offsets[i + std::size_t{1}];
           ++g, ++number) {
        edited.group_before.push_back(g);
        for (std::uint64_t e = network_.link_offsets[g]; e < network_.link_offsets[g + 1]; ++e) {
          add(network_.supplier[e], i, number, network_.flow[e], network_.target_days[g],
              network_.essential[g] != 0);
        }
      }
    } else if (changed != changed_.end()) {
      changed_nodes.insert(i);
      std::uint32_t number = 0;
      for (const Group& group : changed->second) {
        if (group.flows.empty()) continue;
        edited.group_before.push_back(group.before);
        for (const Flow& flow : group.flows)
          add(flow.supplier, i, number, flow.amount, group.days, group.essential);
        ++number;
      }
    }
  }

  SupplyNodes nodes;
  nodes.final_demand = final_demand;
  nodes.market = market;
  nodes.market_count = network_.market_count;
  std::vector<double> output = final_demand;
  for (std::size_t e = 0; e < links.supplier.size(); ++e) output[links.supplier[e]] += links.flow[e];
  nodes.capacity_ratio.assign(node_count(), 1.0);
  nodes.standby_capacity.assign(node_count(), 0.0);
  bool any_standby = !network_.standby_capacity.empty();
  for (std::uint32_t i = 0; i < node_count(); ++i) {
    const bool is_new = i >= network_.node_count;
    const bool same_output = !is_new && output[i] == output_before_[i];
    if (!same_output) changed_nodes.insert(i);
    if (same_output && !rescaled.contains(i)) {
      nodes.capacity_ratio[i] = network_.capacity_ratio[i];
      if (!network_.standby_capacity.empty()) nodes.standby_capacity[i] = network_.standby_capacity[i];
    } else if (output[i] > 0) {
      nodes.capacity_ratio[i] = std::max(1.0, full_load[i] / output[i]);
      if (full_load[i] < output[i] * (1 - kRelativeSlack)) edited.raised.push_back(i);
    } else {
      nodes.standby_capacity[i] = full_load[i];
      any_standby = any_standby || full_load[i] > 0;
    }
  }
  if (!any_standby) nodes.standby_capacity.clear();

  auto built = build_supply_network(links, std::move(nodes));
  if (!built) return built.error();
  edited.network = std::move(*built);
  edited.changed_nodes.assign(changed_nodes.begin(), changed_nodes.end());
  return edited;
}

}  // namespace tenon
