#include "scenario/inventory_model.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

namespace tenon {
namespace {

// Enough nodes for a thread to be worth handing out, few enough that threads end together.
constexpr std::uint32_t kPieceNodes = 4096;
// A lane costs memory traffic of 32 bytes a node and day, a link about 44 bytes.
constexpr std::size_t kLeastLinksOfLane = 250000;
constexpr std::size_t kLeastLinksOfLaneAndNode = 2;
constexpr std::size_t kMostLanes = 16;

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message)};
}

std::vector<std::uint32_t> narrow(const std::vector<std::uint64_t>& offsets) {
  return {offsets.begin(), offsets.end()};
}

// Counting sort: for each of `count` keys the positions that have it, ascending.
void index_by(const std::vector<std::uint32_t>& keys, std::size_t count, std::vector<std::uint32_t>& offsets,
              std::vector<std::uint32_t>& positions) {
  offsets.assign(count + 1, 0);
  for (const std::uint32_t key : keys) ++offsets[key + std::size_t{1}];
  std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
  positions.resize(keys.size());
  std::vector<std::uint32_t> next(offsets.begin(), offsets.end() - 1);
  for (std::size_t k = 0; k < keys.size(); ++k) positions[next[keys[k]]++] = static_cast<std::uint32_t>(k);
}

std::size_t lanes_for(std::size_t links, std::size_t nodes) {
  const std::size_t worth =
      std::max<std::size_t>(2, links / (kLeastLinksOfLaneAndNode * std::max<std::size_t>(nodes, 1)));
  return std::clamp<std::size_t>(std::min(links / kLeastLinksOfLane, worth), 1, kMostLanes);
}

// Lanes of customers with about the same number of links and nodes.
void add_lanes(InventoryModel& model) {
  const auto work_before = [&](std::uint32_t i) {
    return std::size_t{2} * i + model.link_offsets[model.group_offsets[i]];
  };
  const std::size_t lanes = lanes_for(model.link_count(), model.node_count);
  const std::size_t all = work_before(model.node_count);
  model.lane_begin.push_back(0);
  for (std::uint32_t i = 0; i < model.node_count && model.lane_begin.size() < lanes; ++i) {
    if (work_before(i + 1) * lanes >= all * model.lane_begin.size()) model.lane_begin.push_back(i + 1);
  }
  model.lane_begin.push_back(model.node_count);
  for (std::uint32_t i = 0; i < model.node_count; i += kPieceNodes) model.sale_piece.push_back(i);
  model.sale_piece.push_back(model.node_count);
}

void add_cells(const SupplyNetwork& network, const SwitchingMakers& makers, InventoryModel& model) {
  std::vector<std::uint32_t> market_of_cell;
  model.group_cells.push_back(0);
  for (std::size_t g = 0; g < model.group_count(); ++g) {
    for (std::uint32_t e = model.link_offsets[g]; e < model.link_offsets[g + 1]; ++e) {
      const std::uint32_t market = network.market[model.supplier[e]];
      if (e == model.link_offsets[g] || market != market_of_cell.back()) {
        model.cell_offsets.push_back(e);
        model.cell_flow.push_back(0);
        market_of_cell.push_back(market);
      }
      model.cell_flow.back() += model.flow[e];
    }
    model.group_cells.push_back(static_cast<std::uint32_t>(market_of_cell.size()));
  }
  model.cell_offsets.push_back(static_cast<std::uint32_t>(model.link_count()));
  index_by(market_of_cell, network.market_count, model.market_cell_offsets, model.market_cell);

  std::vector<std::uint32_t> all_makers;
  std::vector<std::uint32_t> all_offsets;
  index_by(network.market, network.market_count, all_offsets, all_makers);
  model.market_maker_offsets.push_back(0);
  for (std::uint32_t market = 0; market < network.market_count; ++market) {
    const std::size_t begin = model.market_maker.size();
    for (std::uint32_t k = all_offsets[market]; k < all_offsets[market + 1]; ++k) {
      if (makers.ready_after_days[all_makers[k]] >= 0) model.market_maker.push_back(all_makers[k]);
    }
    std::stable_sort(model.market_maker.begin() + static_cast<std::ptrdiff_t>(begin),
                     model.market_maker.end(), [&](std::uint32_t a, std::uint32_t b) {
                       return makers.ready_after_days[a] < makers.ready_after_days[b];
                     });
    model.market_maker_offsets.push_back(static_cast<std::uint32_t>(model.market_maker.size()));
  }
  for (const std::uint32_t maker : model.market_maker) {
    model.maker_ready_days.push_back(makers.ready_after_days[maker]);
  }
}

// Row that owns `entry`: the last whose offset is not above it.
std::uint32_t row_of(const std::vector<std::uint32_t>& offsets, std::uint32_t entry) {
  return static_cast<std::uint32_t>(std::upper_bound(offsets.begin(), offsets.end(), entry) -
                                    offsets.begin() - 1);
}

}  // namespace

double InventoryModel::group_flow(std::size_t group) const {
  double sum = 0;
  for (std::uint32_t e = link_offsets[group]; e < link_offsets[group + 1]; ++e) sum += flow[e];
  return sum;
}

std::uint32_t InventoryModel::customer_of_link(std::uint32_t link) const {
  return row_of(group_offsets, row_of(link_offsets, link));
}

Result<InventoryModelPtr> build_inventory_model(const SupplyNetwork& network, const ScenarioPolicy& policy,
                                                const SwitchingMakers& makers) {
  if (!(policy.order_adjustment_days >= 1) || !std::isfinite(policy.order_adjustment_days)) {
    return invalid("the order adjustment must be at least 1 day");
  }
  if (policy.switching.enabled && makers.ready_after_days.size() != network.node_count) {
    return invalid("supplier switching needs the days of readiness of every node");
  }
  for (const double days : network.target_days) {
    if (days < 1) return invalid("days of stock must be at least 1: what a day uses is there in the morning");
  }
  if (network.link_count() >= std::numeric_limits<std::uint32_t>::max()) {
    return invalid("too many links: at most 2^32 - 2");
  }
  auto model = std::make_shared<InventoryModel>();
  const std::uint32_t nodes = network.node_count;
  model->node_count = nodes;
  model->policy = policy;
  model->normal_output = normal_output(network);
  model->final_demand = network.final_demand;
  model->group_offsets = narrow(network.group_offsets);
  model->link_offsets = narrow(network.link_offsets);
  model->supplier = network.supplier;
  model->flow = network.flow;
  index_by(model->supplier, nodes, model->sale_offsets, model->sale);
  if (rations_by_level(policy.rationing)) {
    model->sale_flow.reserve(model->sale.size());
    for (const std::uint32_t e : model->sale) model->sale_flow.push_back(model->flow[e]);
  }

  const auto& days = network.target_days;
  if (!days.empty() && std::all_of(days.begin(), days.end(), [&](double n) { return n == days.front(); })) {
    model->uniform_target_days = days.front();
  } else {
    model->target_days = days;
  }
  const bool any_dispensable =
      std::find(network.essential.begin(), network.essential.end(), 0) != network.essential.end();
  if (any_dispensable) model->dispensable_share.assign(network.group_count(), 0.0);

  model->full_capacity.resize(nodes);
  model->value_added.resize(nodes);
  for (std::uint32_t i = 0; i < nodes; ++i) {
    double purchases = 0;
    for (std::uint32_t g = model->group_offsets[i]; g < model->group_offsets[i + 1]; ++g) {
      purchases += model->group_flow(g);
    }
    for (std::uint32_t g = model->group_offsets[i]; g < model->group_offsets[i + 1]; ++g) {
      if (network.essential[g] == 0) model->dispensable_share[g] = model->group_flow(g) / purchases;
    }
    model->full_capacity[i] = network.capacity_ratio[i] * model->normal_output[i];
    if (!network.standby_capacity.empty()) model->full_capacity[i] += network.standby_capacity[i];
    model->value_added[i] = model->normal_output[i] - purchases;
    model->normal.output += model->normal_output[i];
    model->normal.value_added += model->value_added[i];
    model->normal.final_consumption += model->final_demand[i];
  }
  add_lanes(*model);
  if (policy.switching.enabled) add_cells(network, makers, *model);
  return InventoryModelPtr(std::move(model));
}

}  // namespace tenon
