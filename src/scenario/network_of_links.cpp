#include "scenario/network_of_links.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tenon {
namespace {

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message)};
}

std::optional<Error> check(const FirmNetwork& firms, const LinkNetworkOptions& options) {
  const auto is_positive = [](double value) { return std::isfinite(value) && value > 0; };
  if (!is_positive(options.days_in_period)) return invalid("days_in_period must be above 0");
  if (!is_positive(options.default_days)) return invalid("default_days must be above 0");
  if (!options.final_demand.empty() && !options.revenue.empty()) {
    return invalid("give final demand or revenue, not both");
  }
  for (const auto& values : {options.final_demand, options.revenue}) {
    if (!values.empty() && values.size() != firms.firm_count) {
      return invalid("final demand and revenue need one number a firm");
    }
    for (const double value : values) {
      if (!std::isfinite(value) || value < 0) return invalid("final demand and revenue must be at least 0");
    }
  }
  if (!options.days_of_sector.empty() && options.days_of_sector.size() != firms.sector_count) {
    return invalid("days_of_sector needs one number a sector");
  }
  for (const double days : options.days_of_sector) {
    if (!std::isfinite(days) || days < 0) return invalid("days of stock must be at least 0");
  }
  if (options.essentiality != nullptr && options.essentiality->sector_count != firms.sector_count) {
    return invalid("the essentiality matrix is of other sectors");
  }
  return std::nullopt;
}

SupplyLinks links_of(const FirmNetwork& firms, const LinkNetworkOptions& options, LinkNetwork& result) {
  const Adjacency& suppliers = firms.suppliers;
  SupplyLinks links;
  const std::size_t count = suppliers.neighbour.size();
  links.supplier = suppliers.neighbour;
  links.customer.resize(count);
  links.group.resize(count);
  links.flow.resize(count);
  links.target_days.resize(count);
  links.essential.resize(count);
  constexpr std::uint32_t kNobody = 0xffffffffU;
  std::vector<std::uint32_t> counted_for(firms.sector_count, kNobody);  // customer of a negligible group
  for (std::size_t customer = 0; customer < firms.firm_count; ++customer) {
    for (std::size_t e = suppliers.begin(customer); e < suppliers.end(customer); ++e) {
      const std::uint32_t sector = firms.sector[suppliers.neighbour[e]];
      InputClass input_class = InputClass::kEssential;
      if (options.essentiality != nullptr) {
        input_class = options.essentiality->of(sector, firms.sector[customer]);
      } else if (!suppliers.input_class.empty()) {
        input_class = suppliers.input_class[e];
      }
      if (input_class == InputClass::kNegligible && counted_for[sector] != customer) {
        counted_for[sector] = static_cast<std::uint32_t>(customer);
        ++result.negligible_groups;
      }
      const double days = options.days_of_sector.empty() ? 0 : options.days_of_sector[sector];
      links.customer[e] = static_cast<std::uint32_t>(customer);
      links.group[e] = sector;
      links.flow[e] = suppliers.weight[e] / options.days_in_period;
      links.target_days[e] = days > 0 ? days : options.default_days;
      links.essential[e] = input_class == InputClass::kEssential ? 1 : 0;
    }
  }
  return links;
}

std::vector<double> final_demand_of(const FirmNetwork& firms, const LinkNetworkOptions& options,
                                    LinkNetwork& result) {
  std::vector<double> demand(firms.firm_count, 0);
  for (std::size_t i = 0; i < firms.firm_count; ++i) {
    const double sales = firms.out_strength[i];
    const double purchases = firms.in_strength[i];
    double amount = 0;
    if (!options.final_demand.empty()) {
      amount = options.final_demand[i];
    } else if (!options.revenue.empty()) {
      amount = options.revenue[i] - sales;
      if (amount < 0) ++result.revenue_below_sales;
    } else {
      amount = purchases - sales;
      if (amount > 0) ++result.assumed_final_demand;
    }
    amount = std::max(0.0, amount);
    if (purchases > (sales + amount) * (1 + 1e-12)) ++result.costs_above_output;
    demand[i] = amount / options.days_in_period;
  }
  return demand;
}

}  // namespace

Result<LinkNetwork> network_of_links(const FirmNetwork& firms, const LinkNetworkOptions& options) {
  if (auto error = check(firms, options)) return *error;
  LinkNetwork result;
  SupplyNodes nodes;
  nodes.final_demand = final_demand_of(firms, options, result);
  nodes.market = firms.sector;
  nodes.market_count = firms.sector_count;
  Result<SupplyNetwork> built = build_supply_network(links_of(firms, options, result), std::move(nodes));
  if (!built) return built.error();
  result.network = std::move(*built);
  return result;
}

}  // namespace tenon
