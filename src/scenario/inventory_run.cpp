// A day has two passes. The purchase pass goes over the links, customer by customer: what suppliers delivered
// yesterday comes in, what was used goes out, and from stock and the pull of demand follow the new orders and
// how much the customer could make today. The sale pass goes over the nodes: what is asked of them, what they
// make, how they ration.
//
// Deliveries are never stored. A supplier rations all its customers by one number, its gate: the part of each
// order that it serves (proportional rules), or the level up to which it serves them relative to normal
// (lowest ratio first). The customer computes its delivery from its order and the gate on the next day.
//
// Orders are added up at the suppliers while they are made: a supplier's gate and the sum asked of it share a
// cache line, and that line is all that a link touches out of order. Each lane of customers has sums of its
// own; the sale pass adds them in the order of the lanes, so the bits do not depend on who ran which lane.
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/huge_pages.h"
#include "base/parallel.h"
#include "scenario/inventory_dynamics.h"
#include "scenario/inventory_model.h"
#include "scenario/switching_market.h"
#include "scenario/water_level.h"

namespace tenon {
namespace {

constexpr double kNoLimit = std::numeric_limits<double>::infinity();
constexpr std::size_t kPrefetchDistance = 24;
// Orders that differ from normal by less than this, relative, are normal. In a network with loops the
// undisturbed state can be unstable: stocks that follow orders that follow stocks would blow up mere rounding
// within weeks.
constexpr double kRoundingOfDemand = 1e-11;
// Below this many links a day is too short to share out.
constexpr std::size_t kLeastLinksForThreads = 40000;

double at_or_one(std::span<const double> values, std::size_t i) {
  return values.empty() ? 1.0 : values[i];
}

// What a link touches at its supplier.
struct Slot {
  double gate = 0;
  double asked = 0;  // sum of today's orders of one lane of customers
};

template <bool kByLevel>
double delivered(double order, double gate, double flow) {
  return kByLevel ? std::min(order, gate * flow) : order * gate;
}

// What was asked of a link yesterday and could not be carried.
struct Blocked {
  std::uint32_t link = 0;
  double amount = 0;
};

struct Worker {
  std::vector<Claim> claims;
  std::vector<SwitchingRequest> requests;
  std::vector<SpareCapacity> makers;
  SwitchingScratch scratch;
};

}  // namespace

struct InventoryRun::State {
  InventoryModelPtr shared;
  const InventoryModel& model;
  unsigned threads;
  bool by_level;
  int day = 0;

  // One a link.
  std::vector<double> stock;
  std::vector<double> order;
  std::vector<double> unmet;  // switching: yesterday's undelivered orders

  // One a node.
  std::vector<double> output;
  std::vector<double> demand;
  std::vector<double> final_consumption;
  std::vector<double> limit;  // capacity and inputs allow so much today
  std::vector<double> pull;   // orders of tomorrow go by it: output, or what was asked up to capacity
  std::vector<Slot> slots;    // one a lane and node, lane by lane

  // Switching: one a cell.
  std::vector<double> cell_unmet;
  std::vector<double> cell_fill;  // part of yesterday's unmet orders that came from elsewhere
  std::vector<int> cell_since;    // day on which the customer began to look; -1: never
  std::vector<Blocked> blocked;

  std::vector<DayTotals> piece_totals;
  std::vector<double> market_switched;
  std::vector<double> market_value_added;
  std::vector<Worker> workers;

  State(InventoryModelPtr m, unsigned thread_count)
      : shared(std::move(m)),
        model(*shared),
        threads(shared->link_count() < kLeastLinksForThreads ? 1 : resolve_threads(thread_count)),
        by_level(rations_by_level(shared->policy.rationing)),
        workers(threads) {
    assign_zeros_on_huge_pages(stock, model.link_count());
    assign_zeros_on_huge_pages(order, model.link_count());
    slots.reserve(model.lane_count() * model.node_count);
    prefer_huge_pages(slots.data(), slots.capacity() * sizeof(Slot));
    slots.resize(model.lane_count() * model.node_count);
    demand.resize(model.node_count);
    output.resize(model.node_count);
    final_consumption.resize(model.node_count);
    limit.resize(model.node_count);
    pull.resize(model.node_count);
    piece_totals.resize(model.sale_piece.size());
    if (model.policy.switching.enabled) {
      unmet.resize(model.link_count());
      cell_unmet.resize(model.cell_flow.size());
      cell_fill.resize(model.cell_flow.size());
      cell_since.resize(model.cell_flow.size());
      market_switched.resize(model.market_count());
      market_value_added.resize(model.market_count());
    }
    start();
  }

  void start();
  DayTotals step(const DayConditions& conditions);

  template <bool kByLevel, bool kSwitching>
  void purchase(std::uint32_t node, Slot* lane, const DayConditions& conditions);
  template <bool kByLevel>
  double receive(std::uint32_t begin, std::uint32_t end, double used, const Slot* lane);
  template <bool kByLevel>
  double receive_switched(std::uint32_t cell, double used, const Slot* lane);
  void sell(std::uint32_t node, const DayConditions& conditions, Worker& worker);
  double level_for(std::uint32_t node, double wanted_finally, double supply, double guess,
                   Worker& worker) const;
  void pass_over_purchases(const DayConditions& conditions);
  void pass_over_sales(const DayConditions& conditions);
  void limit_links(const DayConditions& conditions);
  void switch_suppliers(DayTotals& totals);
  void switch_within(std::uint32_t market, Worker& worker);
};

void InventoryRun::State::start() {
  day = 0;
  for (std::size_t g = 0; g < model.group_count(); ++g) {
    for (std::uint32_t e = model.link_offsets[g]; e < model.link_offsets[g + 1]; ++e) {
      stock[e] = model.days(g) * model.flow[e];
      order[e] = model.flow[e];
    }
  }
  output = model.normal_output;
  demand = model.normal_output;
  final_consumption = model.final_demand;
  limit = model.full_capacity;
  pull = model.normal_output;
  std::fill(slots.begin(), slots.end(), Slot{by_level ? kNoLimit : 1.0, 0});
  std::fill(unmet.begin(), unmet.end(), 0.0);
  std::fill(cell_unmet.begin(), cell_unmet.end(), 0.0);
  std::fill(cell_fill.begin(), cell_fill.end(), 0.0);
  std::fill(cell_since.begin(), cell_since.end(), -1);
  blocked.clear();
}

// Deliveries come in, use goes out: S := S (1 - used) + O*; returns the sum of what is left.
template <bool kByLevel>
double InventoryRun::State::receive(std::uint32_t begin, std::uint32_t end, double used, const Slot* lane) {
  double left = 0;
  for (std::uint32_t e = begin; e < end; ++e) {
    const double arrived = delivered<kByLevel>(order[e], lane[model.supplier[e]].gate, model.flow[e]);
    // In this order rounding cannot make it negative: what is used is at most what is there.
    stock[e] = stock[e] + arrived - stock[e] * used;
    left += stock[e];
  }
  return left;
}

// The same for a cell, with what was bought elsewhere; notes what was not delivered.
template <bool kByLevel>
double InventoryRun::State::receive_switched(std::uint32_t cell, double used, const Slot* lane) {
  double left = 0;
  double not_delivered = 0;
  for (std::uint32_t e = model.cell_offsets[cell]; e < model.cell_offsets[cell + 1]; ++e) {
    const double arrived = delivered<kByLevel>(order[e], lane[model.supplier[e]].gate, model.flow[e]);
    stock[e] = stock[e] + arrived + cell_fill[cell] * unmet[e] - stock[e] * used;
    left += stock[e];
    unmet[e] = order[e] - arrived;
    not_delivered += unmet[e];
  }
  cell_unmet[cell] = not_delivered;
  return left;
}

template <bool kByLevel, bool kSwitching>
void InventoryRun::State::purchase(std::uint32_t node, Slot* lane, const DayConditions& conditions) {
  const double normal = model.normal_output[node];
  const double capacity = model.full_capacity[node] * at_or_one(conditions.capacity_left, node);
  const std::uint32_t groups_end = model.group_offsets[node + 1];
  std::uint32_t group = model.group_offsets[node];
  std::uint32_t e = model.link_offsets[group];
  if (normal <= 0) {  // nothing to scale by: orders and stocks stay as they are
    limit[node] = capacity;
    for (; e < model.link_offsets[groups_end]; ++e) lane[model.supplier[e]].asked += order[e];
    return;
  }
  const double level = output[node] / normal;
  const double per_day = 1 / model.policy.order_adjustment_days;
  const OrderRule rule = model.policy.orders;
  const double pulled = pull[node] / normal;
  const double floor = rule == OrderRule::kNeverReduce ? pulled : 0.0;
  const bool is_fixed = rule == OrderRule::kFollowsDemand || rule == OrderRule::kTargetFixed;
  const double aim = (is_fixed ? 1.0 : pulled) * per_day;
  const double enough = capacity / normal;  // days of use in stock that no longer limit output
  const std::size_t last_link = model.link_count() - 1;
  double scarcest = enough;     // stock over normal use of a day, of the scarcest essential group
  double dispensable_loss = 0;  // part of output lost for want of the others

  for (; group < groups_end; ++group) {
    __builtin_prefetch(&lane[model.supplier[std::min<std::size_t>(e + kPrefetchDistance, last_link)]], 1);
    const std::uint32_t end = model.link_offsets[group + 1];
    if (!kSwitching && end - e == 1 &&
        model.is_essential(group)) {  // one supplier: neither sums nor divisions
      Slot& slot = lane[model.supplier[e]];
      const double flow = model.flow[e];
      const double before = stock[e];
      const double left =
          before + delivered<kByLevel>(order[e], slot.gate, flow) - std::min(before, flow * level);
      const double wanted =
          std::max(flow * floor, flow * (pulled + model.days(group) * aim) - left * per_day);
      stock[e] = left;
      order[e] = wanted;
      slot.asked += wanted;
      if (left < flow * enough) scarcest = std::min(scarcest, left / flow);
      ++e;
      continue;
    }
    const std::uint32_t begin = e;
    double flow = 0;
    double before = 0;
    for (e = begin; e < end; ++e) {
      __builtin_prefetch(&lane[model.supplier[std::min<std::size_t>(e + 1 + kPrefetchDistance, last_link)]],
                         1);
      flow += model.flow[e];
      before += stock[e];
    }
    const double used = before > 0 ? std::min(1.0, flow * level / before) : 0.0;
    double left = 0;
    if constexpr (kSwitching) {
      for (std::uint32_t cell = model.group_cells[group]; cell < model.group_cells[group + 1]; ++cell) {
        left += receive_switched<kByLevel>(cell, used, lane);
      }
    } else {
      left = receive<kByLevel>(begin, end, used, lane);
    }
    const double wanted = pulled + model.days(group) * aim;
    for (e = begin; e < end; ++e) {
      order[e] = std::max(model.flow[e] * floor, model.flow[e] * wanted - stock[e] * per_day);
      lane[model.supplier[e]].asked += order[e];
    }
    if (model.is_essential(group)) {
      scarcest = std::min(scarcest, left / flow);
    } else {
      dispensable_loss += model.dispensable_share[group] * std::max(0.0, 1 - left / flow);
    }
  }
  limit[node] = scarcest < enough ? normal * scarcest : capacity;
  if (dispensable_loss > 0) limit[node] = std::min(limit[node], normal * (1 - dispensable_loss));
}

// The level up to which a supply that does not suffice serves the customers of a node.
double InventoryRun::State::level_for(std::uint32_t node, double wanted_finally, double supply, double guess,
                                      Worker& worker) const {
  const std::uint32_t begin = model.sale_offsets[node];
  const std::uint32_t end = model.sale_offsets[node + 1];
  worker.claims.resize(end - begin);
  for (std::uint32_t k = begin; k < end; ++k) {
    __builtin_prefetch(
        &order[model.sale[std::min<std::size_t>(k + kPrefetchDistance, model.sale.size() - 1)]]);
    worker.claims[k - begin] = {order[model.sale[k]], model.sale_flow[k]};
  }
  if (wanted_finally > 0) worker.claims.push_back({wanted_finally, model.final_demand[node]});
  return water_level(worker.claims, supply, guess);
}

void InventoryRun::State::sell(std::uint32_t node, const DayConditions& conditions, Worker& worker) {
  const std::size_t lanes = model.lane_count();
  const double wanted_finally = model.final_demand[node] * at_or_one(conditions.demand_factor, node);
  double from_firms = 0;
  for (std::size_t lane = 0; lane < lanes; ++lane) from_firms += slots[lane * model.node_count + node].asked;
  const double sum = wanted_finally + from_firms;
  const double normal = model.normal_output[node];
  const double asked = std::abs(sum - normal) <= kRoundingOfDemand * normal ? normal : sum;
  const double made = std::min(limit[node], asked);
  demand[node] = asked;
  output[node] = made;
  pull[node] = made;
  if (model.policy.orders == OrderRule::kFollowsDemand) {
    pull[node] = std::min(asked, model.full_capacity[node] * at_or_one(conditions.capacity_left, node));
  }
  final_consumption[node] = wanted_finally;
  double gate = by_level ? kNoLimit : 1.0;
  const double missing = asked - made;
  const bool final_last = serves_final_demand_last(model.policy.rationing);
  if (final_last && wanted_finally >= missing) {
    final_consumption[node] = wanted_finally - missing;
  } else if (missing > 0 && by_level) {
    gate = level_for(node, final_last ? 0.0 : wanted_finally, made, slots[node].gate, worker);
    final_consumption[node] = final_last ? 0.0 : std::min(wanted_finally, gate * model.final_demand[node]);
  } else if (missing > 0) {
    gate = made / (final_last ? from_firms : asked);
    final_consumption[node] = final_last ? 0.0 : wanted_finally * gate;
  }
  for (std::size_t lane = 0; lane < lanes; ++lane) slots[lane * model.node_count + node] = {gate, 0};
}

void InventoryRun::State::pass_over_purchases(const DayConditions& conditions) {
  const bool switching = model.policy.switching.enabled;
  const auto each = [&](auto purchase_of) {
    parallel_chunks(model.lane_count(), 1, threads, [&](unsigned, std::size_t lane, std::size_t) {
      Slot* lane_slots = slots.data() + lane * model.node_count;
      for (std::uint32_t i = model.lane_begin[lane]; i < model.lane_begin[lane + 1]; ++i)
        purchase_of(i, lane_slots);
    });
  };
  if (by_level) {
    switching ? each([&](std::uint32_t i, Slot* lane) { purchase<true, true>(i, lane, conditions); })
              : each([&](std::uint32_t i, Slot* lane) { purchase<true, false>(i, lane, conditions); });
  } else {
    switching ? each([&](std::uint32_t i, Slot* lane) { purchase<false, true>(i, lane, conditions); })
              : each([&](std::uint32_t i, Slot* lane) { purchase<false, false>(i, lane, conditions); });
  }
}

void InventoryRun::State::pass_over_sales(const DayConditions& conditions) {
  parallel_chunks(model.sale_piece.size() - 1, 1, threads,
                  [&](unsigned worker, std::size_t piece, std::size_t) {
                    DayTotals sum;
                    for (std::uint32_t i = model.sale_piece[piece]; i < model.sale_piece[piece + 1]; ++i) {
                      sell(i, conditions, workers[worker]);
                      sum.output += output[i];
                      if (model.normal_output[i] > 0)
                        sum.value_added += output[i] * (model.value_added[i] / model.normal_output[i]);
                      sum.final_consumption += final_consumption[i];
                    }
                    piece_totals[piece] = sum;
                  });
}

// Orders beyond what a link can carry are not placed; a customer that switches looks elsewhere for them
// tomorrow.
void InventoryRun::State::limit_links(const DayConditions& conditions) {
  if (model.policy.switching.enabled) {
    for (const Blocked& b : blocked) {
      const auto cell = std::upper_bound(model.cell_offsets.begin(), model.cell_offsets.end(), b.link) - 1;
      unmet[b.link] += b.amount;
      cell_unmet[static_cast<std::size_t>(cell - model.cell_offsets.begin())] += b.amount;
    }
  }
  blocked.clear();
  for (std::size_t k = 0; k < conditions.limited_links.size(); ++k) {
    const auto e = static_cast<std::uint32_t>(conditions.limited_links[k]);
    const double most = model.flow[e] * conditions.link_left[k];
    if (order[e] <= most) continue;
    const auto lane =
        std::upper_bound(model.lane_begin.begin(), model.lane_begin.end(), model.customer_of_link(e)) -
        model.lane_begin.begin() - 1;
    slots[static_cast<std::size_t>(lane) * model.node_count + model.supplier[e]].asked -= order[e] - most;
    blocked.push_back({e, order[e] - most});
    order[e] = most;
  }
}

void InventoryRun::State::switch_within(std::uint32_t market, Worker& worker) {
  const SwitchingPolicy& policy = model.policy.switching;
  market_switched[market] = 0;
  market_value_added[market] = 0;
  worker.requests.clear();
  for (std::uint32_t k = model.market_cell_offsets[market]; k < model.market_cell_offsets[market + 1]; ++k) {
    const std::uint32_t cell = model.market_cell[k];
    cell_fill[cell] = 0;
    const double flow = model.cell_flow[cell];
    if (cell_unmet[cell] <= policy.trigger_share * flow) continue;
    if (cell_since[cell] < 0) cell_since[cell] = day;
    worker.requests.push_back({std::min(cell_unmet[cell], policy.largest_share * flow), flow,
                               static_cast<double>(day - cell_since[cell]), 0});
  }
  if (worker.requests.empty()) return;

  worker.makers.clear();
  for (std::uint32_t k = model.market_maker_offsets[market]; k < model.market_maker_offsets[market + 1];
       ++k) {
    const std::uint32_t maker = model.market_maker[k];
    worker.makers.push_back({std::max(0.0, limit[maker] - output[maker]), model.maker_ready_days[k], 0});
  }
  divide_spare_capacity(worker.requests, worker.makers, worker.scratch);

  auto request = worker.requests.begin();
  for (std::uint32_t k = model.market_cell_offsets[market]; k < model.market_cell_offsets[market + 1]; ++k) {
    const std::uint32_t cell = model.market_cell[k];
    if (cell_unmet[cell] <= policy.trigger_share * model.cell_flow[cell]) continue;
    cell_fill[cell] = request->received / cell_unmet[cell];
    ++request;
  }
  for (std::size_t m = 0; m < worker.makers.size(); ++m) {
    const double more = worker.makers[m].used;
    if (more <= 0) continue;
    const std::uint32_t maker = model.market_maker[model.market_maker_offsets[market] + m];
    output[maker] += more;
    pull[maker] += more;
    demand[maker] += more;
    market_switched[market] += more;
    if (model.normal_output[maker] > 0) {
      market_value_added[market] += more * (model.value_added[maker] / model.normal_output[maker]);
    }
  }
}

// A node makes for one market only, so markets are independent.
void InventoryRun::State::switch_suppliers(DayTotals& totals) {
  parallel_chunks(model.market_count(), 8, threads, [&](unsigned worker, std::size_t begin, std::size_t end) {
    for (std::size_t market = begin; market < end; ++market) {
      switch_within(static_cast<std::uint32_t>(market), workers[worker]);
    }
  });
  for (std::size_t market = 0; market < model.market_count(); ++market) {
    totals.switched += market_switched[market];
    totals.output += market_switched[market];
    totals.value_added += market_value_added[market];
  }
}

DayTotals InventoryRun::State::step(const DayConditions& conditions) {
  pass_over_purchases(conditions);
  limit_links(conditions);
  pass_over_sales(conditions);
  DayTotals totals;
  for (std::size_t piece = 0; piece + 1 < model.sale_piece.size(); ++piece) {
    totals.output += piece_totals[piece].output;
    totals.value_added += piece_totals[piece].value_added;
    totals.final_consumption += piece_totals[piece].final_consumption;
  }
  if (model.policy.switching.enabled) switch_suppliers(totals);
  ++day;
  return totals;
}

InventoryRun::InventoryRun(InventoryModelPtr model, unsigned threads)
    : state_(std::make_unique<State>(std::move(model), threads)) {}
InventoryRun::~InventoryRun() = default;
InventoryRun::InventoryRun(InventoryRun&&) noexcept = default;
InventoryRun& InventoryRun::operator=(InventoryRun&&) noexcept = default;

void InventoryRun::reset() {
  state_->start();
}
DayTotals InventoryRun::step(const DayConditions& conditions) {
  return state_->step(conditions);
}
std::span<const double> InventoryRun::output() const {
  return state_->output;
}
std::span<const double> InventoryRun::demand() const {
  return state_->demand;
}
std::span<const double> InventoryRun::final_consumption() const {
  return state_->final_consumption;
}
std::span<const double> InventoryRun::output_limit() const {
  return state_->limit;
}
double InventoryRun::group_stock(std::size_t group) const {
  double sum = 0;
  for (std::uint32_t e = state_->model.link_offsets[group]; e < state_->model.link_offsets[group + 1]; ++e) {
    sum += state_->stock[e];
  }
  return sum;
}
std::span<const double> InventoryRun::link_stock() const {
  return state_->stock;
}
std::span<const double> InventoryRun::link_order() const {
  return state_->order;
}
std::vector<double> InventoryRun::link_delivery() const {
  const State& s = *state_;
  std::vector<double> delivery(s.order.size());
  for (std::size_t e = 0; e < delivery.size(); ++e) {
    const double gate = s.slots[s.model.supplier[e]].gate;
    delivery[e] = s.by_level ? delivered<true>(s.order[e], gate, s.model.flow[e])
                             : delivered<false>(s.order[e], gate, s.model.flow[e]);
  }
  return delivery;
}
const InventoryModel& InventoryRun::model() const {
  return state_->model;
}
unsigned InventoryRun::threads() const {
  return state_->threads;
}

}  // namespace tenon
