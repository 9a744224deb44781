// Who delivers how much to whom in normal times: the money flows of dataset_network.h before they become
// nodes and links.
//
// 1. Listed supplies go to the customer's lines that need the product, split by need, from the supplier's
//    plants, split by output. A line that is listed to sell more than it makes sells its output, each
//    customer the same part less.
// 2. The need of a line is its cost share of output, or what it is listed to buy if that is more. Needs
// beyond
//    the line's output are cut, each by the same part, listed purchases too.
// 3. What is left of a need falls on its members by what each still lacks of its part. The firm's own lines
// of
//    the member serve first, with what listed sales leave.
// 4. The rest comes from outside the lists: abroad, up to the external part of all that the line uses of the
//    member; what is beyond that, from makers at home that are not listed.
// 5. What a line does not deliver is final demand: households, exports, investment, customers that are not
//    listed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/dataset.h"
#include "scenario/dataset_lines.h"
#include "scenario/input_needs.h"
#include "scenario/stock_days.h"
#include "scenario/supply_origins.h"

namespace tenon {

struct LineFlow {
  std::uint32_t supplier = 0;  // line
  std::uint32_t customer = 0;  // line
  std::uint32_t need = 0;      // position in InputNeeds::needs
  double flow = 0;             // money/day, > 0
  double days = 0;
  StockEvidence evidence = StockEvidence::kDefault;
};

struct OutsideFlow {
  ProductId product;
  std::uint32_t source = 0;    // position in the sources of the product
  std::uint32_t customer = 0;  // line
  std::uint32_t need = 0;
  double flow = 0;  // money/day, > 0
};

struct DatasetFlows {
  std::vector<LineFlow> listed;
  std::vector<LineFlow> own;
  std::vector<OutsideFlow> outside;        // by customer
  std::vector<double> final_demand;        // one a line
  std::vector<double> use;                 // money/day, one a product: what all lines need of it
  std::vector<FirmId> oversold;            // of lines that are listed to sell more than they make
  std::vector<FirmId> overspent;           // of lines whose inputs would cost more than their output
  std::vector<const Supply*> without_use;  // no line of the customer needs the product
  std::size_t self_supplies = 0;           // of a firm to itself: rule 3 decides instead
};

// O(supplies log supplies + lines x inputs x sources).
DatasetFlows find_flows(const Dataset& dataset, const DatasetLines& lines, const InputNeeds& needs,
                        const std::vector<SupplyOrigins>& origins, const StockDays& stock);

}  // namespace tenon
