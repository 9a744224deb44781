#include "scenario/survival_program.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tenon {
namespace {

constexpr std::uint32_t kNone = 0xffffffffU;
// Days that one unit of the pace column stands for: near usual stocks, so that coefficients stay near 1.
constexpr double kPaceDays = 30;
constexpr double kRoundingOfSums = 1e-12;

}  // namespace

SurvivalProgram::SurvivalProgram(const MultiTierNetwork& network,
                                 const std::vector<std::uint8_t>& is_partly_closed,
                                 const SurvivalProgramOptions& options)
    : network_(network), options_(options), is_partly_closed_(is_partly_closed) {
  add_nodes();
  add_deliveries();
  requirement_row_.assign(network.requirement_count(), kNone);
  requirement_demand_.assign(network.requirement_count(), 0);
  for (std::uint32_t node = 0; node < network.node_count(); ++node) {
    add_rows_of_output(node);
    if (network.capacity[node] <= 0) continue;
    for (std::uint64_t g = network.requirement_offsets[node]; g < network.requirement_offsets[node + 1];
         ++g) {
      add_requirement(node, g);
    }
  }
}

// Outputs are counted in parts of full capacity; without capacity, in units.
double SurvivalProgram::scale_of(std::uint32_t node) const {
  return network_.capacity[node] > 0 ? network_.capacity[node] : 1;
}

// Final demand that must be served, as part of full capacity. Where orders are served by one share, demand is
// one of them.
double SurvivalProgram::demand_level(std::uint32_t node) const {
  if (options_.deliveries == DeliveryRule::kEqualShares) return 0;
  return options_.met_share * network_.demand[node] / scale_of(node);
}

void SurvivalProgram::add_nodes() {
  const std::size_t nodes = network_.node_count();
  const bool is_impact = options_.purpose == SurvivalPurpose::kImpact;
  const double slowest = kPaceDays / options_.cap_days;
  pace_column_ = program_.add_column(is_impact ? 0 : 1, slowest, is_impact ? slowest : kUnbounded);
  load_column_.assign(nodes, kNone);
  missing_column_.assign(nodes, kNone);
  share_column_.assign(nodes, kNone);
  capacity_row_.assign(nodes, kNone);
  limit_row_.assign(nodes, kNone);
  stock_row_.assign(nodes, kNone);
  for (std::size_t i = 0; i < nodes; ++i) profit_ += network_.profit[i] * network_.demand[i];
  for (std::size_t i = 0; i < nodes; ++i) {
    if (network_.output_stock[i] > 0) {
      load_column_[i] = program_.add_column(0, 0, network_.capacity[i] > 0 ? 1 : 0);
    }
    if (is_impact && network_.demand[i] > 0) {
      const double cost = profit_ > 0 ? network_.profit[i] * network_.demand[i] / profit_ : 0;
      missing_column_[i] = program_.add_column(cost, 0, 1);
    }
    if (options_.deliveries == DeliveryRule::kEqualShares) {
      share_column_[i] = program_.add_column(0, network_.demand[i] > 0 ? options_.met_share : 0, 1);
    }
  }
}

// One column a delivery, or one share a supplier; and for each supplier which columns draw on its output.
void SurvivalProgram::add_deliveries() {
  const std::size_t alternatives = network_.supplier.size();
  delivery_column_.assign(alternatives, kNone);
  delivery_unit_.assign(alternatives, 0);
  largest_orders_ = network_.demand;
  std::vector<std::uint32_t> supplier;
  std::vector<std::uint32_t> column;
  std::vector<double> amount;
  for (std::uint32_t node = 0; node < network_.node_count(); ++node) {
    if (network_.capacity[node] <= 0) continue;
    for (std::uint64_t g = network_.requirement_offsets[node]; g < network_.requirement_offsets[node + 1];
         ++g) {
      const double need = network_.amount_per_unit[g] * network_.capacity[node];
      const bool is_only = network_.supplier_offsets[g + 1] - network_.supplier_offsets[g] == 1;
      for (std::uint64_t e = network_.supplier_offsets[g]; e < network_.supplier_offsets[g + 1]; ++e) {
        const std::uint32_t from = network_.supplier[e];
        const double normal = network_.normal_flow[e];
        double& unit = delivery_unit_[e];
        if (options_.deliveries == DeliveryRule::kEqualShares) {
          delivery_column_[e] = share_column_[from];
          unit = normal;
        } else {
          unit = normal > 0 ? normal : std::min(need, scale_of(from));
          const bool is_free = options_.deliveries == DeliveryRule::kFree;
          const bool can_deliver = network_.capacity[from] > 0 || network_.output_stock[from] > 0;
          const double most = is_free ? kUnbounded : normal > 0 ? 1 : 0;
          delivery_column_[e] = program_.add_column(0, 0, can_deliver ? most : 0);
        }
        largest_orders_[from] += options_.deliveries != DeliveryRule::kFree ? normal
                                 : is_only                                  ? need
                                                                            : kUnbounded;
        supplier.push_back(from);
        column.push_back(delivery_column_[e]);
        amount.push_back(unit);
      }
    }
  }
  if (options_.deliveries == DeliveryRule::kEqualShares) {
    for (std::uint32_t node = 0; node < network_.node_count(); ++node) {
      supplier.push_back(node);
      column.push_back(share_column_[node]);
      amount.push_back(network_.demand[node]);
    }
  }
  index_shipments(supplier, column, amount);
}

void SurvivalProgram::index_shipments(const std::vector<std::uint32_t>& supplier,
                                      const std::vector<std::uint32_t>& column,
                                      const std::vector<double>& amount) {
  shipment_offsets_.assign(network_.node_count() + 1, 0);
  for (const std::uint32_t i : supplier) ++shipment_offsets_[i + std::size_t{1}];
  std::partial_sum(shipment_offsets_.begin(), shipment_offsets_.end(), shipment_offsets_.begin());
  shipments_.resize(supplier.size());
  std::vector<std::uint64_t> next(shipment_offsets_.begin(), shipment_offsets_.end() - 1);
  for (std::size_t k = 0; k < supplier.size(); ++k) {
    shipments_[next[supplier[k]]++] = {column[k], amount[k] / scale_of(supplier[k])};
  }
}

// Row + factor x output of the node; what final demand takes of it stands on the right, by the caller.
void SurvivalProgram::add_output(std::uint32_t row, std::uint32_t node, double factor) {
  if (load_column_[node] != kNone) {
    program_.add_entry(row, load_column_[node], factor);
    return;
  }
  for (std::uint64_t s = shipment_offsets_[node]; s < shipment_offsets_[node + 1]; ++s) {
    program_.add_entry(row, shipments_[s].column, factor * shipments_[s].load);
  }
  if (missing_column_[node] != kNone) {
    program_.add_entry(row, missing_column_[node], -factor * network_.demand[node] / scale_of(node));
  }
}

// Deliveries and stock >= use.
void SurvivalProgram::add_requirement(std::uint32_t node, std::uint64_t g) {
  const double need = network_.amount_per_unit[g] * network_.capacity[node];
  const double dispensable = network_.dispensable_share[g];
  const double use = dispensable > 0 ? network_.normal_output[node] / network_.capacity[node] : 1;
  const double demand = load_column_[node] == kNone ? use * demand_level(node) : 0;
  const std::uint32_t row = program_.add_row(demand, kUnbounded);
  requirement_row_[g] = row;
  requirement_demand_[g] = demand;
  for (std::uint64_t e = network_.supplier_offsets[g]; e < network_.supplier_offsets[g + 1]; ++e) {
    program_.add_entry(row, delivery_column_[e], delivery_unit_[e] / need);
  }
  program_.add_entry(row, pace_column_, network_.stock[g] / (need * kPaceDays));
  add_output(row, node, -use);
  if (dispensable > 0) {
    const std::uint32_t absent = program_.add_column(0, 0, 1);  // part of the need that is not there
    program_.add_entry(row, absent, use);
    program_.add_entry(limit_row_[node], absent, dispensable * use);
  }
}

// Whether the capacity of a node can never bind: it is its customers' only supplier, and what they can use at
// full load, together with final demand, is within it. Any solution that breaks such a capacity can be cut
// back to one that keeps it.
bool SurvivalProgram::has_redundant_capacity(std::uint32_t node) const {
  return network_.capacity[node] > 0 && is_partly_closed_[node] == 0 &&
         largest_orders_[node] <= network_.capacity[node] * (1 + kRoundingOfSums);
}

void SurvivalProgram::add_rows_of_output(std::uint32_t node) {
  const double demand = demand_level(node);
  if (load_column_[node] != kNone) {
    // Output and stock >= shipments and final demand.
    const std::uint32_t row = program_.add_row(demand, kUnbounded);
    stock_row_[node] = row;
    program_.add_entry(row, load_column_[node], 1);
    program_.add_entry(row, pace_column_, network_.output_stock[node] / (scale_of(node) * kPaceDays));
    for (std::uint64_t s = shipment_offsets_[node]; s < shipment_offsets_[node + 1]; ++s) {
      program_.add_entry(row, shipments_[s].column, -shipments_[s].load);
    }
    if (missing_column_[node] != kNone) {
      program_.add_entry(row, missing_column_[node], network_.demand[node] / scale_of(node));
    }
  }
  const double constant = load_column_[node] == kNone ? demand : 0;
  const bool has_dispensable =
      network_.capacity[node] > 0 &&
      std::any_of(network_.dispensable_share.begin() +
                      static_cast<std::ptrdiff_t>(network_.requirement_offsets[node]),
                  network_.dispensable_share.begin() +
                      static_cast<std::ptrdiff_t>(network_.requirement_offsets[node + 1]),
                  [](double share) { return share > 0; });
  if (has_dispensable) {
    limit_row_[node] = program_.add_row(-kUnbounded, 1 - constant);
    add_output(limit_row_[node], node, 1);
  }
  const bool is_bounded_elsewhere =
      load_column_[node] != kNone || (has_dispensable && is_partly_closed_[node] == 0);
  if (!is_bounded_elsewhere && !has_redundant_capacity(node)) {
    const double full = network_.capacity[node] > 0 ? 1 : 0;
    capacity_row_[node] = program_.add_row(-kUnbounded, full - constant);
    add_output(capacity_row_[node], node, 1);
  }
}

void SurvivalProgram::remove_demand(std::uint32_t node, BoundChanges& changes) const {
  for (std::uint64_t g = network_.requirement_offsets[node]; g < network_.requirement_offsets[node + 1];
       ++g) {
    if (requirement_row_[g] != kNone && requirement_demand_[g] > 0) {
      changes.rows.push_back({requirement_row_[g], 0, kUnbounded});
    }
  }
  if (stock_row_[node] != kNone) changes.rows.push_back({stock_row_[node], 0, kUnbounded});
  if (limit_row_[node] != kNone) changes.rows.push_back({limit_row_[node], -kUnbounded, 1});
  if (missing_column_[node] != kNone) changes.columns.push_back({missing_column_[node], 0, 0});
}

void SurvivalProgram::limit_output(std::uint32_t node, double left, double demand,
                                   BoundChanges& changes) const {
  if (load_column_[node] != kNone) {
    changes.columns.push_back({load_column_[node], 0, network_.capacity[node] > 0 ? left : 0});
    return;
  }
  if (left > 0) {
    const double full = network_.capacity[node] > 0 ? left : 0;
    changes.rows.push_back({capacity_row_[node], -kUnbounded, full - demand});
    return;
  }
  for (std::uint64_t s = shipment_offsets_[node]; s < shipment_offsets_[node + 1]; ++s) {
    changes.columns.push_back({shipments_[s].column, 0, 0});
  }
  // With deliveries at 0 the capacity asks for nothing but that demand is gone, too.
  if (capacity_row_[node] != kNone) changes.rows.push_back({capacity_row_[node], -kUnbounded, 1 - demand});
  if (missing_column_[node] != kNone && demand > 0) changes.columns.push_back({missing_column_[node], 1, 1});
}

bool SurvivalProgram::close(const DisruptionSets& sets, std::size_t k, CountedDemand counted,
                            BoundChanges& changes) const {
  for (std::uint64_t entry = sets.offsets[k]; entry < sets.offsets[k + 1]; ++entry) {
    const std::uint32_t node = sets.node[entry];
    const double left = sets.left(entry);
    const bool counts = counted == CountedDemand::kAll && network_.demand[node] > 0;
    if (counts && left <= 0 && load_column_[node] == kNone && options_.purpose == SurvivalPurpose::kTime) {
      return false;
    }
    if (!counts) {
      remove_demand(node, changes);
      if (share_column_[node] != kNone) changes.columns.push_back({share_column_[node], 0, 1});
    }
    limit_output(node, left, counts ? demand_level(node) : 0, changes);
  }
  return true;
}

void SurvivalProgram::fix_days(double days, BoundChanges& changes) const {
  const double pace = std::isinf(days) ? 0 : kPaceDays / days;
  changes.columns.push_back({pace_column_, pace, pace});
}

double SurvivalProgram::days_of(double objective) const {
  return kPaceDays / objective;
}

double SurvivalProgram::money_of(double objective) const {
  return objective * profit_;
}

}  // namespace tenon
