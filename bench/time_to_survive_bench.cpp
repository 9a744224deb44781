// Times to survive of every node: by linear programs, warm against cold starts, and by simulation.
//
//   time_to_survive_bench [SAMPLE [DATASET]]
//
// Networks: random chains of products without loops (a product draws on earlier ones), of the size of the
// bundled product graph and of 2,000 and 4,000 nodes, with and without capacity to spare; with DATASET its
// product graph and its network of lines. At most SAMPLE sets of each network are solved by the program
// (every k-th node; 0: all) and a tenth of them from a cold start; all sets are simulated. One thread, times
// in processor seconds. Prints CSV: network, nodes, links, rows and columns of the program, seconds to
// prepare, sets solved, milliseconds and iterations a solve, the same from a cold start, ratio, largest
// difference of the two in days, milliseconds a simulated set, days a set, peak memory in MB so far.
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "base/random.h"
#include "exchange/dataset_reader.h"
#include "scenario/dataset_network.h"
#include "scenario/multi_tier_network.h"
#include "scenario/survival_program.h"
#include "scenario/time_to_survive.h"
#include "scenario/time_to_survive_simulation.h"

namespace {

double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double peak_megabytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// Node i buys in about `groups` groups of about `suppliers` nodes from before it, mostly near; a fifth of the
// nodes, and those without customers, serve final demand.
tenon::SupplyNetwork random_chains(std::uint32_t count, double groups, double suppliers, double spare) {
  const tenon::Philox random(7);
  tenon::SupplyNodes nodes;
  tenon::SupplyLinks links;
  nodes.market_count = count;
  std::vector<double> sales(count, 0);
  for (std::uint32_t i = 0; i < count; ++i) {
    std::uint64_t draw = 0;
    const auto uniform = [&] { return random.uniform(i, draw++); };
    nodes.market.push_back(i);
    nodes.capacity_ratio.push_back(1 + spare * uniform());
    const int group_count = static_cast<int>(2 * groups * uniform() + 0.5);
    for (int g = 0; g < group_count && i > 0; ++g) {
      const double days = 3 + 40 * uniform();
      do {
        const double back = 1 - std::log(1 - uniform()) * count / 8.0;
        const auto from = i - std::min(i, static_cast<std::uint32_t>(back));
        links.supplier.push_back(from);
        links.customer.push_back(i);
        links.group.push_back(static_cast<std::uint32_t>(g));
        links.flow.push_back(std::exp(2 * uniform()));
        links.target_days.push_back(days);
        sales[from] += links.flow.back();
      } while (uniform() < 1 - 1 / suppliers);
    }
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    const bool is_end = sales[i] <= 0 || random.uniform(count + std::uint64_t{i}, 0) < 0.2;
    nodes.final_demand.push_back(is_end ? (1 + sales[i]) * random.uniform(count + std::uint64_t{i}, 1) : 0);
  }
  return *tenon::build_supply_network(links, std::move(nodes));
}

tenon::DisruptionSets every(const tenon::DisruptionSets& sets, std::size_t step) {
  tenon::DisruptionSets chosen;
  for (std::size_t k = 0; k < sets.size(); k += step) chosen.add(sets.nodes(k));
  return chosen;
}

struct Solved {
  tenon::TimeToSurvive result;
  double seconds = 0;
};

Solved solve(const tenon::MultiTierNetwork& network, const tenon::DisruptionSets& sets,
             tenon::LinearProgramStart start, bool tell_unbounded) {
  tenon::TimeToSurviveOptions options;
  options.threads = 1;
  options.start = start;
  options.tell_unbounded = tell_unbounded;
  const double begin = processor_seconds();
  auto result = tenon::time_to_survive(network, sets, {}, options);
  if (!result) {
    std::fprintf(stderr, "%s\n", result.error().message.c_str());
    std::exit(1);
  }
  return {std::move(*result), processor_seconds() - begin};
}

// `supply` null: nothing is simulated.
void measure(const std::string& name, const tenon::MultiTierNetwork& network,
             const tenon::DisruptionSets& sets, const tenon::SupplyNetwork* supply, std::size_t sample) {
  const std::vector<std::uint8_t> closed(network.node_count(), 0);
  const tenon::SurvivalProgram program(network, closed, {.met_share = 0.99});
  const double prepared = solve(network, {}, tenon::LinearProgramStart::kRememberedBasis, false).seconds;

  const std::size_t step = sample == 0 ? 1 : std::max<std::size_t>(1, sets.size() / sample);
  const tenon::DisruptionSets chosen = every(sets, step);
  const Solved warm = solve(network, chosen, tenon::LinearProgramStart::kRememberedBasis, false);
  const Solved unbounded = solve(network, chosen, tenon::LinearProgramStart::kRememberedBasis, true);
  const tenon::DisruptionSets few = every(sets, step * 10);
  const Solved cold = solve(network, few, tenon::LinearProgramStart::kCold, false);
  double difference = 0;
  for (std::size_t k = 0; k < few.size(); ++k) {
    difference = std::max(difference,
                          std::abs(cold.result.sets[k].others.days - warm.result.sets[k * 10].others.days));
  }
  const auto solves = [](const Solved& solved) {
    return std::max<double>(1, static_cast<double>(solved.result.solves));
  };
  const double warm_ms = 1e3 * (warm.seconds - prepared) / solves(warm);
  const double cold_ms = 1e3 * (cold.seconds - prepared) / solves(cold);
  std::printf("%s,%zu,%zu,%zu,%zu,%.2f,%zu,%.2f,%.0f,%.2f,%.2f,%.0f,%.1f,%.3f,", name.c_str(),
              network.node_count(), network.supplier.size(), program.program().row_count(),
              program.program().column_count(), prepared, chosen.size(), warm_ms,
              static_cast<double>(warm.result.iterations) / solves(warm),
              1e3 * (unbounded.seconds - prepared) / static_cast<double>(chosen.size()), cold_ms,
              static_cast<double>(cold.result.iterations) / solves(cold), cold_ms / warm_ms, difference);
  if (supply != nullptr) {
    const auto model = *tenon::build_inventory_model(*supply, {});
    const double begin = processor_seconds();
    const auto simulation = *tenon::simulate_survival(model, sets, {.threads = 1});
    const double ms = 1e3 * (processor_seconds() - begin) / static_cast<double>(sets.size());
    std::printf("%.2f,%.0f,", ms, static_cast<double>(simulation.days) / static_cast<double>(sets.size()));
  } else {
    std::printf(",,");
  }
  std::printf("%.0f\n", peak_megabytes());
  std::fflush(stdout);
}

void measure_nodes(const std::string& name, const tenon::SupplyNetwork& supply, std::size_t sample) {
  measure(name, tenon::multi_tier_network(supply), tenon::each_node(supply.node_count), &supply, sample);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t sample = argc > 1 ? static_cast<std::size_t>(std::strtoull(argv[1], nullptr, 10)) : 400;
  std::printf(
      "network,nodes,links,rows,columns,prepare_s,sets,warm_ms,warm_iterations,with_unbounded_ms,cold_ms,"
      "cold_iterations,ratio,largest_difference_days,simulation_ms,simulation_days,peak_mb\n");
  for (const double spare : {0.0, 0.2}) {
    const std::string more = spare > 0 ? " with spare capacity" : "";
    measure_nodes("390 products" + more, random_chains(390, 1.6, 1.2, spare), 0);
    measure_nodes("2000 nodes" + more, random_chains(2000, 1.5, 1.4, spare), sample);
    measure_nodes("4000 nodes" + more, random_chains(4000, 1.5, 1.4, spare), sample);
  }
  if (argc > 2) {
    const auto read = tenon::read_dataset(argv[2]);
    tenon::FaultList faults;
    const auto network =
        read ? tenon::build_dataset_network(read->dataset, tenon::network_options({}), faults) : read.error();
    if (!network) {
      std::fprintf(stderr, "%s\n", network.error().message.c_str());
      return 2;
    }
    const tenon::SupplyNetwork& supply = network->network;
    const tenon::MultiTierNetwork products = tenon::market_network(supply);
    measure("dataset: products", products,
            tenon::each_node(static_cast<std::uint32_t>(products.node_count())), nullptr, 0);
    measure("dataset: lines", tenon::multi_tier_network(supply), tenon::each_node(supply.node_count), &supply,
            sample / 10);
  }
  return 0;
}
