// The 300-firm case of the inventory dynamics: total output of 120 days under three rationing rules.
#include <gtest/gtest.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "scenario/simulation.h"
#include "scenario/supply_network.h"
#include "support/shared_data.h"

namespace tenon {
namespace {

std::vector<std::vector<double>> read_numbers(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);  // header
  std::vector<std::vector<double>> rows;
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    std::string field;
    rows.emplace_back();
    while (std::getline(fields, field, ',')) rows.back().push_back(std::stod(field));
  }
  return rows;
}

struct Case {
  SupplyNetwork network;
  Shocks shocks;
  std::vector<std::vector<double>> expected;
};

Case read_case() {
  Case result;
  SupplyNodes nodes;
  for (const auto& row : read_numbers(shared_data_path("dynamics/net300_firms.csv"))) {
    nodes.market.push_back(static_cast<std::uint32_t>(row[1]));
    nodes.market_count = std::max(nodes.market_count, nodes.market.back() + 1);
    nodes.final_demand.push_back(row[2]);
  }
  SupplyLinks links;
  for (const auto& row : read_numbers(shared_data_path("dynamics/net300_links.csv"))) {
    links.supplier.push_back(static_cast<std::uint32_t>(row[0]));
    links.customer.push_back(static_cast<std::uint32_t>(row[1]));
    links.group.push_back(nodes.market[links.supplier.back()]);
    links.flow.push_back(row[2]);
    links.target_days.push_back(15);
  }
  result.network = *build_supply_network(links, std::move(nodes));
  for (const auto& row : read_numbers(shared_data_path("dynamics/net300_damage.csv"))) {
    Shock shock;
    shock.timing = {0, 1, row[1], RecoveryCurve::kLinear, 30};
    shock.targets = {static_cast<std::uint64_t>(row[0])};
    result.shocks.push_back(shock);
  }
  result.expected = read_numbers(shared_data_path("dynamics/net300_expected.csv"));
  return result;
}

// Largest relative deviation from a column of the expected values, and the day on which it occurs.
std::pair<double, int> deviation(const Case& net300, RationingRule rule, std::size_t column) {
  ScenarioPolicy policy;
  policy.rationing = rule;
  policy.orders = OrderRule::kTargetFollowsOutput;
  const auto model = build_inventory_model(net300.network, policy);
  SimulationOptions options;
  options.horizon_days = 120;
  const auto run = simulate(*model, net300.shocks, options);
  EXPECT_EQ(run->days, 120);
  EXPECT_NEAR(run->normal.output / net300.expected[0][column], 1, 1e-12);
  std::pair<double, int> worst{0, -1};
  for (int day = 0; day < 120; ++day) {
    const double expected = net300.expected[static_cast<std::size_t>(day) + 1][column];
    const double off = std::abs(run->totals[static_cast<std::size_t>(day)].output / expected - 1);
    if (off > worst.first) worst = {off, day};
  }
  return worst;
}

TEST(InventoryDynamicsGolden, ProportionalAndFinalDemandLastOf300Firms) {
  TENON_NEEDS_SHARED_DATA("dynamics/net300_expected.csv");
  const Case net300 = read_case();
  EXPECT_LE(deviation(net300, RationingRule::kProportional, 1).first, 1e-12);
  EXPECT_LE(deviation(net300, RationingRule::kFinalDemandLast, 2).first, 1e-12);
}

}  // namespace
}  // namespace tenon
