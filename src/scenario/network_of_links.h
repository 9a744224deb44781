// A firm network (edge list) as a supply network: every firm a node, suppliers of one sector a group.
#pragma once

#include <cstddef>
#include <span>

#include "base/result.h"
#include "network/essentiality.h"
#include "network/firm_network.h"
#include "scenario/supply_network.h"

namespace tenon {

struct LinkNetworkOptions {
  double days_in_period = 1;  // of the weights: 365 where they are yearly; flow = weight / days, > 0
  // At most one of the two, one number a firm in money of the period: final demand itself, or revenue, of
  // which what exceeds the sales to firms is final demand. Neither: what a firm buys beyond its sales
  // (assumed: nobody sells for less than the inputs cost).
  std::span<const double> final_demand{};
  std::span<const double> revenue{};
  double default_days = 15;                  // days of stock, > 0
  std::span<const double> days_of_sector{};  // empty, or one a sector of suppliers; 0: the default
  // Which inputs a firm cannot do without: null takes the classes of the links, and where there are none
  // everything is essential.
  const Essentiality* essentiality = nullptr;
};

struct LinkNetwork {
  SupplyNetwork network;                 // nodes are firms, markets sectors; full load is normal output
  std::size_t assumed_final_demand = 0;  // firms whose final demand follows from their purchases
  std::size_t revenue_below_sales = 0;   // firms without final demand because sales exceed the revenue given
  std::size_t costs_above_output = 0;    // firms that buy for more than they sell: value added below 0
  std::size_t negligible_groups = 0;     // groups of class negligible: kept as not essential
};

// O(links log links of a customer); 29 bytes a link beside the result. kInvalidArgument: a span of another
// length, both final demand and revenue, numbers out of range.
//
// A group of class negligible stays, so that its suppliers keep their sales, but as an input that is not
// essential its lack costs its share of inputs; in ESRI it costs nothing.
Result<LinkNetwork> network_of_links(const FirmNetwork& firms, const LinkNetworkOptions& options);

}  // namespace tenon
