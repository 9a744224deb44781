#include "risk/esri_model.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>

namespace tenon {
namespace {

constexpr double kRelativeSlack = 1e-9;  // rounding allowed in sums that come from another program

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message)};
}

Result<void> check_span(std::span<const double> values, std::size_t firms, const char* name) {
  if (values.empty()) return {};
  if (values.size() != firms) {
    return invalid(std::string(name) + " has " + std::to_string(values.size()) + " values for " +
                   std::to_string(firms) + " firms");
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i]) || values[i] < 0) {
      return invalid(std::string(name) + " of firm " + std::to_string(i) + " is not a finite number >= 0");
    }
  }
  return {};
}

Result<void> check_covers(std::span<const double> values, const std::vector<double>& strength,
                          const char* what) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] < strength[i] * (1 - kRelativeSlack)) {
      return invalid(std::string(what) + " of firm " + std::to_string(i) + " is " +
                     std::to_string(values[i]) + ", below its " + std::to_string(strength[i]) +
                     " inside the network");
    }
  }
  return {};
}

Result<void> check(const EsriInputs& inputs) {
  if (inputs.network == nullptr || inputs.network->link_count() == 0)
    return invalid("the network has no links");
  const FirmNetwork& network = *inputs.network;
  for (const auto& [values, name] : {std::pair{inputs.revenue, "revenue"}, std::pair{inputs.costs, "costs"},
                                     std::pair{inputs.weights, "weights"}}) {
    if (auto result = check_span(values, network.firm_count, name); !result) return result;
  }
  if (auto result = check_covers(inputs.revenue, network.out_strength, "revenue"); !result) return result;
  if (auto result = check_covers(inputs.costs, network.in_strength, "costs"); !result) return result;
  if (!inputs.market.empty() && inputs.market.size() != network.firm_count) {
    return invalid("market has " + std::to_string(inputs.market.size()) + " values for " +
                   std::to_string(network.firm_count) + " firms");
  }
  if (inputs.essentiality != nullptr && inputs.essentiality->sector_count != network.sector_count) {
    return invalid("the essentiality matrix has " + std::to_string(inputs.essentiality->sector_count) +
                   " sectors, the network " + std::to_string(network.sector_count));
  }
  if (!inputs.weights.empty() && std::accumulate(inputs.weights.begin(), inputs.weights.end(), 0.0) <= 0) {
    return invalid("all weights are zero");
  }
  return {};
}

void number_by_degree(const FirmNetwork& network, EsriModel& model) {
  const std::size_t n = network.firm_count;
  const auto degree = [&](std::uint32_t i) {
    return network.customers.end(i) - network.customers.begin(i) + network.suppliers.end(i) -
           network.suppliers.begin(i);
  };
  model.firm_at.resize(n);
  std::iota(model.firm_at.begin(), model.firm_at.end(), 0U);
  std::stable_sort(model.firm_at.begin(), model.firm_at.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return degree(a) > degree(b); });
  model.position_of_firm.resize(n);
  for (std::uint32_t p = 0; p < n; ++p) model.position_of_firm[model.firm_at[p]] = p;
}

// Sizes of rows -> offsets.
std::vector<std::uint64_t> offsets_from(const std::vector<std::uint64_t>& sizes) {
  std::vector<std::uint64_t> offsets(sizes.size() + 1, 0);
  std::partial_sum(sizes.begin(), sizes.end(), offsets.begin() + 1);
  return offsets;
}

void fill_firms(const EsriInputs& inputs, EsriModel& model) {
  const FirmNetwork& network = *inputs.network;
  const std::size_t n = network.firm_count;
  model.firm_count = network.firm_count;
  model.sector_count = network.sector_count;
  model.weight.resize(n);
  model.out_strength.resize(n);
  model.market.resize(n);
  model.sector.resize(n);
  double total = 0;
  for (std::size_t p = 0; p < n; ++p) {
    const std::uint32_t i = model.firm_at[p];
    model.weight[p] = inputs.weights.empty() ? network.out_strength[i] : inputs.weights[i];
    model.out_strength[p] = network.out_strength[i];
    model.sector[p] = network.sector[i];
    model.market[p] = inputs.market.empty() ? network.sector[i] : inputs.market[i];
    model.market_count = std::max(model.market_count, model.market[p] + 1);
    total += model.weight[p];
  }
  for (double& v : model.weight) v /= total;

  model.market_output.assign(model.market_count, 0.0);
  model.market_sellers.assign(model.market_count, 0);
  std::vector<std::uint64_t> sizes(model.market_count, 0);
  for (std::size_t p = 0; p < n; ++p) {
    model.market_output[model.market[p]] += model.out_strength[p];
    model.market_sellers[model.market[p]] += model.out_strength[p] > 0 ? 1 : 0;
    ++sizes[model.market[p]];
  }
  model.member_offsets = offsets_from(sizes);
  model.members.resize(n);
  auto next = model.member_offsets;
  for (std::uint32_t p = 0; p < n; ++p) model.members[next[model.market[p]]++] = p;
}

// Upstream coefficients Lu_ij = W_ij / r_i in both directions.
void fill_upstream(const EsriInputs& inputs, EsriModel& model) {
  const FirmNetwork& network = *inputs.network;
  const std::size_t n = network.firm_count;
  const auto build = [&](const Adjacency& rows, bool row_is_supplier, CoefficientRows& out) {
    std::vector<std::uint64_t> sizes(n);
    for (std::size_t p = 0; p < n; ++p) sizes[p] = rows.end(model.firm_at[p]) - rows.begin(model.firm_at[p]);
    out.offsets = offsets_from(sizes);
    out.target.resize(rows.neighbour.size());
    out.value.resize(rows.neighbour.size());
    std::vector<std::pair<std::uint32_t, double>> row;
    for (std::size_t p = 0; p < n; ++p) {
      const std::uint32_t firm = model.firm_at[p];
      row.clear();
      for (std::size_t e = rows.begin(firm); e < rows.end(firm); ++e) {
        const std::uint32_t other = rows.neighbour[e];
        const std::uint32_t supplier = row_is_supplier ? firm : other;
        const double sales = inputs.revenue.empty()
                                 ? network.out_strength[supplier]
                                 : std::max(inputs.revenue[supplier], network.out_strength[supplier]);
        row.emplace_back(model.position_of_firm[other], rows.weight[e] / sales);
      }
      std::sort(row.begin(), row.end());
      std::size_t e = out.offsets[p];
      for (const auto& [target, value] : row) {
        out.target[e] = target;
        out.value[e++] = value;
      }
    }
  };
  build(network.customers, /*row_is_supplier=*/true, model.sales);
  build(network.suppliers, /*row_is_supplier=*/false, model.purchases);
}

InputClass class_of(const EsriInputs& inputs, std::size_t link_of_customer, std::uint32_t supplier_sector,
                    std::uint32_t buyer_sector) {
  if (inputs.essentiality != nullptr) return inputs.essentiality->of(supplier_sector, buyer_sector);
  const FirmNetwork& network = *inputs.network;
  return network.has_link_classes() ? network.suppliers.input_class[link_of_customer]
                                    : InputClass::kNonEssential;
}

// What costs outside the network leave of the downstream coefficients of a customer.
double scale_of_costs(const EsriInputs& inputs, std::uint32_t customer) {
  if (inputs.costs.empty() || !(inputs.costs[customer] > 0)) return 1;
  return std::min(1.0, inputs.network->in_strength[customer] / inputs.costs[customer]);
}

// Downstream coefficients Ld_ij, grouped into slots customer by customer, then turned to supplier rows.
void fill_downstream(const EsriInputs& inputs, EsriModel& model) {
  const FirmNetwork& network = *inputs.network;
  const std::size_t n = network.firm_count;
  struct Delivery {
    std::uint32_t supplier;
    std::uint32_t slot;
    double value;
  };
  std::vector<Delivery> deliveries;
  deliveries.reserve(network.link_count());
  constexpr std::uint32_t kNoSlot = UINT32_MAX;
  std::vector<double> sector_total(network.sector_count, 0.0);
  std::vector<std::uint32_t> sector_slot(network.sector_count, kNoSlot);

  model.slot_offsets.assign(n + 1, 0);
  for (std::size_t p = 0; p < n; ++p) {
    const std::uint32_t customer = model.firm_at[p];
    const std::uint32_t buyer_sector = network.sector[customer];
    const std::size_t begin = network.suppliers.begin(customer);
    const std::size_t end = network.suppliers.end(customer);
    const double scale = scale_of_costs(inputs, customer);
    for (std::size_t e = begin; e < end; ++e) {
      sector_total[network.sector[network.suppliers.neighbour[e]]] += network.suppliers.weight[e];
    }
    std::uint32_t non_essential_slot = kNoSlot;
    const auto slot_in = [&](std::uint32_t& slot) {
      if (slot == kNoSlot) {
        slot = static_cast<std::uint32_t>(model.customer_of_slot.size());
        model.customer_of_slot.push_back(static_cast<std::uint32_t>(p));
      }
      return slot;
    };
    for (std::size_t e = begin; e < end; ++e) {
      const std::uint32_t supplier = network.suppliers.neighbour[e];
      const std::uint32_t k = network.sector[supplier];
      const double value = network.suppliers.weight[e] * scale;
      switch (class_of(inputs, e, k, buyer_sector)) {
        case InputClass::kEssential:
          deliveries.push_back({supplier, slot_in(sector_slot[k]), value / sector_total[k]});
          ++model.summary.essential_links;
          break;
        case InputClass::kNonEssential:
          deliveries.push_back(
              {supplier, slot_in(non_essential_slot), value / network.in_strength[customer]});
          ++model.summary.non_essential_links;
          break;
        case InputClass::kNegligible:
          ++model.summary.negligible_links;
          break;
      }
    }
    for (std::size_t e = begin; e < end; ++e) {
      const std::uint32_t k = network.sector[network.suppliers.neighbour[e]];
      sector_total[k] = 0;
      sector_slot[k] = kNoSlot;
    }
    model.slot_offsets[p + 1] = static_cast<std::uint32_t>(model.customer_of_slot.size());
  }

  const auto sort_into = [&deliveries](CoefficientRows& rows, std::size_t row_count, const auto& row_of,
                                       const auto& target_of) {
    std::vector<std::uint64_t> sizes(row_count, 0);
    for (const Delivery& d : deliveries) ++sizes[row_of(d)];
    rows.offsets = offsets_from(sizes);
    rows.target.resize(deliveries.size());
    rows.value.resize(deliveries.size());
    std::vector<std::uint64_t> next(rows.offsets.begin(), rows.offsets.end() - 1);
    for (const Delivery& d : deliveries) {
      const std::uint64_t e = next[row_of(d)]++;
      rows.target[e] = target_of(d);
      rows.value[e] = d.value;
    }
  };
  const auto supplier_of = [&](const Delivery& d) { return model.position_of_firm[d.supplier]; };
  const auto slot_of = [](const Delivery& d) { return d.slot; };
  sort_into(model.delivery, n, supplier_of, slot_of);
  sort_into(model.inputs, model.customer_of_slot.size(), slot_of, supplier_of);
}

void fill_summary(const EsriInputs& inputs, EsriModel& model) {
  const FirmNetwork& network = *inputs.network;
  const double inside = std::accumulate(network.out_strength.begin(), network.out_strength.end(), 0.0);
  if (!inputs.revenue.empty()) {
    const double all = std::accumulate(inputs.revenue.begin(), inputs.revenue.end(), 0.0);
    model.summary.leakage = std::max(0.0, 1 - inside / all);
  }
  for (std::size_t i = 0; i < network.firm_count; ++i) {
    model.summary.firms_without_sales += network.out_strength[i] > 0 ? 0 : 1;
    model.summary.firms_without_purchases += network.in_strength[i] > 0 ? 0 : 1;
  }
}

}  // namespace

std::vector<InputShare> input_shares(const EsriInputs& inputs, std::uint32_t customer) {
  const FirmNetwork& network = *inputs.network;
  const std::size_t begin = network.suppliers.begin(customer);
  const std::size_t end = network.suppliers.end(customer);
  std::map<std::uint32_t, double> sector_total;
  for (std::size_t e = begin; e < end; ++e) {
    sector_total[network.sector[network.suppliers.neighbour[e]]] += network.suppliers.weight[e];
  }
  const double scale = scale_of_costs(inputs, customer);
  std::vector<InputShare> shares;
  for (std::size_t e = begin; e < end; ++e) {
    const std::uint32_t supplier = network.suppliers.neighbour[e];
    const std::uint32_t k = network.sector[supplier];
    const double value = network.suppliers.weight[e] * scale;
    const InputClass input_class = class_of(inputs, e, k, network.sector[customer]);
    if (input_class == InputClass::kEssential) {
      shares.push_back({supplier, k, value / sector_total[k]});
    } else if (input_class == InputClass::kNonEssential) {
      shares.push_back({supplier, InputShare::kNonEssentialSlot, value / network.in_strength[customer]});
    }
  }
  return shares;
}

Result<EsriModelPtr> build_esri_model(const EsriInputs& inputs) {
  if (auto result = check(inputs); !result) return result.error();
  auto model = std::make_shared<EsriModel>();
  model->replaceability = inputs.replaceability;
  number_by_degree(*inputs.network, *model);
  fill_firms(inputs, *model);
  fill_upstream(inputs, *model);
  fill_downstream(inputs, *model);
  fill_summary(inputs, *model);
  return EsriModelPtr(std::move(model));
}

EsriSummary summarize(const EsriModel& model) {
  return model.summary;
}

}  // namespace tenon
