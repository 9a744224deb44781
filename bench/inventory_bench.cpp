// Inventory dynamics on a synthetic economy, against the plain version in the same run.
//
//   inventory_bench [--firms N] [--degree D] [--days D] [--threads K] [--rule 0..3] [--hit SHARE]
//                   [--switching 0|1] [--reference DAYS]
//
// A share of the firms, drawn at random, loses half of its capacity for 30 days and mends over 60. Prints the
// time of a day, bytes a link and day against the bandwidth of the machine's memory, and how far total output
// is from the plain version's (tests/support/inventory_reference.h, one thread) on the days that both have
// run.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <vector>

#include "base/parallel.h"
#include "base/random.h"
#include "bench_support.h"
#include "network/generator.h"
#include "scenario/simulation.h"
#include "support/inventory_reference.h"

namespace {

using namespace tenon;
using namespace tenon::bench;

SupplyNetwork make_network(const GeneratorOptions& generator) {
  auto economy = *generate_network(generator);
  std::vector<double> sales(generator.firms, 0.0);
  for (std::size_t e = 0; e < economy.links.weight.size(); ++e) {
    sales[economy.links.supplier[e]] += economy.links.weight[e];
  }
  SupplyNodes nodes;
  nodes.final_demand.resize(generator.firms);
  for (std::size_t i = 0; i < generator.firms; ++i) {
    nodes.final_demand[i] = std::max(0.0, economy.revenue[i] - sales[i]) / 365;
  }
  nodes.market = economy.sector;
  nodes.market_count = economy.sector_count;
  SupplyLinks links;
  links.supplier = std::move(economy.links.supplier);
  links.customer = std::move(economy.links.customer);
  links.flow = std::move(economy.links.weight);
  for (double& flow : links.flow) flow /= 365;
  links.group.resize(links.supplier.size());
  for (std::size_t e = 0; e < links.group.size(); ++e) links.group[e] = nodes.market[links.supplier[e]];
  links.target_days.assign(links.supplier.size(), 15.0);
  return *build_supply_network(links, std::move(nodes));
}

// Bytes a second of a[i] = b[i] + s * c[i] over arrays far larger than the caches, the better of three.
double memory_bandwidth(unsigned threads) {
  constexpr std::size_t kCount = std::size_t{24} << 20U;
  std::vector<double> a(kCount), b(kCount, 1.0), c(kCount, 2.0);
  double best = 0;
  for (int round = 0; round < 3; ++round) {
    const auto start = Clock::now();
    parallel_chunks(kCount, kCount / 64, threads, [&](unsigned, std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) a[i] = b[i] + 3.0 * c[i];
    });
    best = std::max(best, 24.0 * kCount / seconds_since(start));
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  GeneratorOptions generator;
  generator.firms = static_cast<std::uint32_t>(option(argc, argv, "--firms", 100000));
  generator.mean_degree = option(argc, argv, "--degree", 10);
  const int days = static_cast<int>(option(argc, argv, "--days", 60));
  const auto threads = static_cast<unsigned>(option(argc, argv, "--threads", 0));
  const double hit = option(argc, argv, "--hit", 0.1);
  const int reference_days = static_cast<int>(option(argc, argv, "--reference", 5));
  ScenarioPolicy policy;
  policy.rationing = static_cast<RationingRule>(static_cast<int>(option(argc, argv, "--rule", 0)));
  policy.switching.enabled = option(argc, argv, "--switching", 0) != 0;

  auto start = Clock::now();
  SupplyNetwork network = make_network(generator);
  std::printf("network: %u firms, %zu links, made in %.2f s\n", network.node_count, network.link_count(),
              seconds_since(start));
  SwitchingMakers makers;
  if (policy.switching.enabled) {
    for (std::uint32_t i = 0; i < network.node_count; ++i) {
      makers.ready_after_days.push_back(10 + 10 * (i % 5));
      network.capacity_ratio[i] = 1.1;
    }
  }
  start = Clock::now();
  const auto model = build_inventory_model(network, policy, makers);
  std::printf("compiled in %.2f s\n", seconds_since(start));

  Shock shock;
  shock.timing = {0, 30, 0.5, RecoveryCurve::kLinear, 60};
  const Philox random(1);
  for (std::uint32_t i = 0; i < network.node_count; ++i) {
    if (random.uniform(0, i) < hit) shock.targets.push_back(i);
  }
  SimulationOptions options;
  options.horizon_days = days;
  options.threads = threads;
  const double bandwidth = memory_bandwidth(threads);

  start = Clock::now();
  InventoryRun run(*model, threads);
  const double start_seconds = seconds_since(start);
  const double processor = processor_seconds();
  start = Clock::now();
  const auto result = simulate(run, {shock}, options);
  const double seconds = seconds_since(start);
  const double processor_used = processor_seconds() - processor;
  const double day = seconds / days;
  // Per link and day: flow, stock and order read, stock and order written, supplier, place and order
  // gathered.
  const double bytes = 52.0 * static_cast<double>(network.link_count());
  std::printf("%d days in %.3f s (start %.2f s): %.2f ms a day, %.2f processor ms a day, %.1f ns a link\n",
              days, seconds, start_seconds, day * 1e3, processor_used / days * 1e3,
              day * 1e9 / static_cast<double>(network.link_count()));
  std::printf("52 bytes a link and day: %.1f GB/s; memory gives %.1f GB/s (%.0f %% of it)\n",
              bytes / day / 1e9, bandwidth / 1e9, 100 * bytes / day / bandwidth);
  std::printf("worst day %.4f of normal, peak memory %.0f MB\n",
              std::min_element(
                  result->totals.begin(), result->totals.end(),
                  [](const DayTotals& a, const DayTotals& b) {
                    return a.output < b.output;
                  })->output /
                  result->normal.output,
              peak_megabytes());
  if (reference_days > 0 && !policy.switching.enabled) {
    InventoryReference reference(network, policy);
    std::vector<double> damage(network.node_count, 0.0);
    for (const std::uint64_t i : shock.targets) damage[i] = 0.5;
    double largest = 0;
    start = Clock::now();
    const int both = std::min({reference_days, days, 30});
    for (int d = 0; d < both; ++d) {
      largest = std::max(
          largest, std::abs(reference.step(damage) / result->totals[static_cast<std::size_t>(d)].output - 1));
    }
    const double reference_day = seconds_since(start) / both;
    std::printf(
        "plain version, one thread: %.1f ms a day, %.1f times as long; total output differs by %.1e\n",
        reference_day * 1e3, reference_day / day, largest);
  }
  return 0;
}
