// The network that disruptions run through: who needs how much of what from whom a day, and what is in stock.
//
// A node is whatever produces one thing: a firm of an edge list, or one product of one firm (a line). The
// inputs of a node are grouped: members of a group replace each other as stock (suppliers of one sector, of
// one product or of a group of alternative products), groups do not. Money flows per day, any one currency;
// money per day over money per day gives days, so stocks are money too.
//
// Immutable once built, safe to share between threads. Memory: 12 bytes a link, 17 a group, about 36 a node.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"

namespace tenon {

struct SupplyNetwork {
  std::uint32_t node_count = 0;
  std::uint32_t market_count = 0;

  // One a node.
  std::vector<double> final_demand{};      // C, money/day, >= 0: households, exports, investment
  std::vector<double> capacity_ratio{};    // full load over normal output, >= 1
  std::vector<std::uint32_t> market{};     // what it makes, < market_count; one market can replace each other
  std::vector<double> standby_capacity{};  // empty, or money/day that a node without normal output (which has
                                           // no links) can make for customers that switch to it; else 0

  // Node i owns the groups [group_offsets[i], group_offsets[i+1]), by group number.
  std::vector<std::uint64_t> group_offsets{};
  std::vector<double> target_days{};  // n of each group: days of normal use held, > 0
  std::vector<std::uint8_t>
      essential{};  // 1: nothing is made without it; 0: its lack costs its share of inputs

  // Group g owns the links [link_offsets[g], link_offsets[g+1]), by market of the supplier, then by supplier,
  // each supplier once.
  std::vector<std::uint64_t> link_offsets{};
  std::vector<std::uint32_t> supplier{};  // node
  std::vector<double> flow{};             // A, money/day, > 0

  [[nodiscard]] std::size_t group_count() const { return target_days.size(); }
  [[nodiscard]] std::size_t link_count() const { return supplier.size(); }
};

// Links in any order; several of one (supplier, customer, group) are summed, their days averaged by flow.
struct SupplyLinks {
  std::vector<std::uint32_t> supplier;
  std::vector<std::uint32_t> customer;
  std::vector<std::uint32_t> group;     // any number: links of one customer with equal numbers share a group
  std::vector<double> flow;             // money/day, finite, >= 0; 0 is dropped
  std::vector<double> target_days;      // of each link, > 0; a group's are the mean weighted by flow
  std::vector<std::uint8_t> essential;  // empty: all 1; a group is essential if any of its links is
};

struct SupplyNodes {
  std::vector<double> final_demand;
  std::vector<double> capacity_ratio;  // empty: all 1
  std::vector<std::uint32_t> market;
  std::uint32_t market_count = 0;
  std::vector<double> standby_capacity{};  // empty: none
};

// O(links log links of a customer). kInvalidArgument: lengths that differ, an index out of range, a negative
// or non-finite amount, days <= 0, a capacity ratio below 1, standby capacity of a node with normal output.
Result<SupplyNetwork> build_supply_network(const SupplyLinks& links, SupplyNodes nodes);

// Normal output of each node, money/day: final demand and all customers' flows. O(links).
std::vector<double> normal_output(const SupplyNetwork& network);

}  // namespace tenon
