// A supply network compiled for running: the constants of the dynamics, link by link in the order in which
// the passes of a day read them. Internal to scenario/.
//
// Two orders of the same links: rows of customers (stock and orders live here) and, for each supplier, the
// positions of its customers' links in that order, so that it can gather what is asked of it. Sums over a
// group are made anew where they are needed: its links are in the cache by then, and arrays of groups would
// cost as much memory traffic as the links themselves. Nodes are cut into pieces of about equal work; sums
// over nodes are sums over pieces, in order, whoever computed them.
#pragma once

#include <cstdint>
#include <vector>

#include "scenario/inventory_dynamics.h"

namespace tenon {

class InventoryModel {
 public:
  std::uint32_t node_count = 0;
  ScenarioPolicy policy;

  // One a node.
  std::vector<double> normal_output;  // Pini, money/day
  std::vector<double> final_demand;   // C
  std::vector<double> full_capacity;  // money/day at full load, without damage
  std::vector<double> value_added;    // money/day at normal output; the ratio a_i times Pini

  // Node i owns the groups [group_offsets[i], group_offsets[i+1]), group g the links [link_offsets[g], ...).
  std::vector<std::uint32_t> group_offsets;
  std::vector<std::uint32_t> link_offsets;
  double uniform_target_days = 0;         // n where it is the same for all groups; else 0 and
  std::vector<double> target_days;        // n of each group
  std::vector<double> dispensable_share;  // empty: all essential; else, one a group, 0: essential, above: the
                                          // part of output that is lost when the group is empty
  std::vector<std::uint32_t> supplier;    // of each link
  std::vector<double> flow;               // A of each link, money/day

  // Supplier j sells over the links sale[sale_offsets[j] ..).
  std::vector<std::uint32_t> sale_offsets;
  std::vector<std::uint32_t> sale;
  std::vector<double> sale_flow;  // A of the same links; filled only for rules that ration by level

  // Customers are cut into lanes of about equal work, each with its own sums of orders: [lane_begin[k],
  // lane_begin[k+1]). Nodes are cut into pieces for sums over them.
  std::vector<std::uint32_t> lane_begin;
  std::vector<std::uint32_t> sale_piece;

  // Switching only. A cell is the part of a group that comes from one market: links [cell_offsets[c], ...).
  std::vector<std::uint32_t> cell_offsets;
  std::vector<std::uint32_t> group_cells;  // group g owns the cells [group_cells[g], group_cells[g+1])
  std::vector<double> cell_flow;
  std::vector<std::uint32_t>
      market_cell_offsets;  // market k is asked by market_cell[market_cell_offsets[k] ..)
  std::vector<std::uint32_t> market_cell;
  std::vector<std::uint32_t> market_maker_offsets;  // and served by its makers, those ready soonest first
  std::vector<std::uint32_t> market_maker;
  std::vector<double> maker_ready_days;  // one an entry of market_maker

  DayTotals normal;  // an undisturbed day

  [[nodiscard]] std::size_t link_count() const { return supplier.size(); }
  [[nodiscard]] std::size_t lane_count() const { return lane_begin.size() - 1; }
  [[nodiscard]] double days(std::size_t group) const {
    return target_days.empty() ? uniform_target_days : target_days[group];
  }
  [[nodiscard]] bool is_essential(std::size_t group) const {
    return dispensable_share.empty() || dispensable_share[group] == 0;
  }
  [[nodiscard]] double group_flow(std::size_t group) const;                // A of a group, money/day
  [[nodiscard]] std::uint32_t customer_of_link(std::uint32_t link) const;  // O(log links)
  [[nodiscard]] std::size_t group_count() const { return link_offsets.size() - 1; }
  [[nodiscard]] std::size_t market_count() const {
    return market_cell_offsets.empty() ? 0 : market_cell_offsets.size() - 1;
  }
};

}  // namespace tenon
