// What-if edits: ESRI and scenario losses after an edit, against computing everything anew.
//
//   what_if_bench [--firms N] [--degree D] [--tolerance T] [--effort E] [--check S] [--days D] [--threads K]
//
// On the network of esri_bench. Every kind of edit on a firm that sells much, middling and little (by rank of
// sales): seconds to apply the edit and to update all scores, to within the tolerance and with at most
// `effort` iterations of closures; how many firms were computed anew; S firms drawn at random and S that were
// bounded are computed with compute_esri on the edited network and must lie within their bounds. Then the
// supply network of the same links: an edit, the model, and a disruption of 60 days. Prints CSV.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/parallel.h"
#include "base/random.h"
#include "bench_support.h"
#include "network/generator.h"
#include "remedy/dataset_network_edit.h"
#include "remedy/esri_update.h"
#include "remedy/supply_network_edit.h"
#include "risk/esri.h"
#include "scenario/network_of_links.h"
#include "scenario/simulation.h"

namespace {

using namespace tenon;
using namespace tenon::bench;

constexpr double kDaysInYear = 365;

struct Seconds {
  double wall = 0;
  double processor = 0;
};

template <class Work>
Seconds timed(Work work) {
  const auto start = Clock::now();
  const double before = processor_seconds();
  work();
  return {seconds_since(start), processor_seconds() - before};
}

// What customer j buys from sector k, and the largest supplier there but `without`.
struct Purchase {
  double value = 0;
  std::optional<std::uint32_t> other;
};
Purchase purchase(const FirmNetwork& network, std::uint32_t customer, std::uint32_t sector,
                  std::uint32_t without) {
  Purchase result;
  double most = 0;
  for (std::uint64_t e = network.suppliers.offsets[customer]; e < network.suppliers.offsets[customer + 1];
       ++e) {
    const std::uint32_t supplier = network.suppliers.neighbour[e];
    if (network.sector[supplier] != sector) continue;
    result.value += network.suppliers.weight[e];
    if (supplier != without && network.suppliers.weight[e] > most) {
      most = network.suppliers.weight[e];
      result.other = supplier;
    }
  }
  return result;
}

// The largest customer of `rival` that does not buy from `firm`.
std::optional<std::uint32_t> customer_to_win(const FirmNetwork& network, std::uint32_t firm,
                                             std::uint32_t rival) {
  std::optional<std::uint32_t> best;
  double most = 0;
  for (std::uint64_t e = network.customers.offsets[rival]; e < network.customers.offsets[rival + 1]; ++e) {
    const std::uint32_t customer = network.customers.neighbour[e];
    if (customer == firm || network.customers.weight[e] <= most) continue;
    const auto begin = network.customers.neighbour.begin();
    const auto first = begin + static_cast<std::ptrdiff_t>(network.customers.offsets[firm]);
    const auto last = begin + static_cast<std::ptrdiff_t>(network.customers.offsets[firm + 1]);
    if (std::find(first, last, customer) != last) continue;
    most = network.customers.weight[e];
    best = customer;
  }
  return best;
}

struct Case {
  std::string kind;
  std::string size;
  std::vector<NetworkEdit> edits;
};

std::vector<Case> cases_of(const FirmNetwork& network) {
  std::vector<std::uint32_t> order(network.firm_count);
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return network.out_strength[a] > network.out_strength[b];
  });
  std::vector<Case> cases;
  const std::uint32_t n = network.firm_count;
  for (const auto& [size, rank] : {std::pair{"large", n / 1000}, {"middling", n / 2}, {"small", n - n / 5}}) {
    const std::uint32_t firm = order[rank];
    const std::uint32_t sector = network.sector[firm];
    // The next firm of the sector in the order of sales.
    std::optional<std::uint32_t> rival;
    for (std::uint32_t k = rank + 1; k < n && !rival; ++k) {
      if (network.sector[order[k]] == sector) rival = order[k];
    }
    if (!rival) continue;
    if (const auto customer = customer_to_win(network, firm, *rival)) {
      const Purchase bought = purchase(network, *customer, sector, firm);
      cases.push_back({"add_link", size, {AddLink{firm, *customer, bought.value / 10}}});
    }
    for (std::uint64_t e = network.customers.offsets[firm]; e < network.customers.offsets[firm + 1]; ++e) {
      const std::uint32_t customer = network.customers.neighbour[e];
      const bool others = customer != firm && purchase(network, customer, sector, firm).other.has_value();
      if (customer == firm) continue;
      cases.push_back(
          {others ? "remove_link" : "remove_link (drop)",
           size,
           {RemoveLink{firm, customer, others ? RemovedFlow::kRedistribute : RemovedFlow::kDrop}}});
      break;
    }
    cases.push_back({"merge_firms", size, {MergeFirms{firm, *rival}}});
    BuildPlant plant;
    plant.name = "plant";
    plant.sector = sector;
    plant.like = firm;
    plant.taken_share = 0.3;
    cases.push_back({"build_plant", size, {plant}});
    cases.push_back({"localise", size, {Localise{sector, 0.95}}});
  }
  return cases;
}

// Largest difference between scores and a computation anew, over the score; and whether all lie within their
// bounds.
struct Check {
  double difference = 0;
  bool within = true;
};
Check check_scores(const EsriUpdate& after, std::size_t sample, std::uint64_t stream,
                   const EsriOptions& options) {
  std::vector<std::uint32_t> firms;
  const Philox random(3);
  const std::size_t count = after.scores.size();
  for (std::uint64_t k = 0; firms.size() < sample && k < 100 * sample; ++k) {
    const auto firm = static_cast<std::uint32_t>(random.below(count, stream, k));
    if (k < sample / 2 || after.origin[firm] == ScoreOrigin::kBounded) firms.push_back(firm);
  }
  std::sort(firms.begin(), firms.end());
  firms.erase(std::unique(firms.begin(), firms.end()), firms.end());
  const auto expected = compute_esri(*after.model, firms, options);
  Check check;
  for (std::size_t k = 0; k < firms.size(); ++k) {
    const EsriScore& score = after.scores[firms[k]];
    const double difference = std::fabs(score.combined - (*expected)[k].combined);
    if (difference > score.error_bound + 1e-12 * (*expected)[k].combined) check.within = false;
    if ((*expected)[k].combined > 0)
      check.difference = std::max(check.difference, difference / (*expected)[k].combined);
  }
  return check;
}

}  // namespace

int main(int argc, char** argv) {
  GeneratorOptions generator;
  generator.firms = static_cast<std::uint32_t>(option(argc, argv, "--firms", 100000));
  generator.mean_degree = option(argc, argv, "--degree", 10);
  EsriUpdateOptions update;
  update.tolerance = option(argc, argv, "--tolerance", 1e-4);
  update.threads = static_cast<unsigned>(option(argc, argv, "--threads", 0));
  const auto effort = static_cast<std::uint64_t>(option(argc, argv, "--effort", 200));
  const auto sample = static_cast<std::size_t>(option(argc, argv, "--check", 100));
  const int days = static_cast<int>(option(argc, argv, "--days", 60));

  auto economy = *generate_network(generator);
  const auto built =
      build_firm_network(std::move(economy.links), std::move(economy.sector), economy.sector_count);
  const FirmNetwork& network = built->network;
  std::vector<std::uint8_t> is_outside(network.firm_count, 0);
  for (std::uint32_t i = 0; i < network.firm_count; i += 10) is_outside[i] = 1;
  EsriInputs inputs;
  inputs.network = &network;
  inputs.revenue = economy.revenue;
  EditedEconomy edited_economy;
  edited_economy.network = &network;
  edited_economy.revenue = economy.revenue;
  edited_economy.is_outside = is_outside;
  EsriOptions esri;
  esri.threads = update.threads;

  std::optional<EsriBaseline> baseline;
  const Seconds full = timed([&] { baseline = *compute_esri_baseline(inputs, esri); });
  std::printf(
      "# %u firms, %zu links, %u threads, tolerance %g; all scores %.1f s (processor %.1f s), %.0f MB\n",
      network.firm_count, network.link_count(), resolve_threads(update.threads), update.tolerance, full.wall,
      full.processor, peak_megabytes());
  std::printf(
      "edit,firm,links_changed,seconds,processor_seconds,recomputed,doubtful,violent,largest_bound,ratio_to_"
      "all,"
      "seconds_limited,recomputed_limited,left_limited,largest_difference,within_bounds\n");
  std::uint64_t stream = 0;
  for (const Case& one : cases_of(network)) {
    auto edited = apply_edits(edited_economy, one.edits);
    if (!edited) {
      std::printf("%s,%s,refused: %s\n", one.kind.c_str(), one.size.c_str(), edited.error().message.c_str());
      continue;
    }
    std::optional<EsriUpdate> after;
    const Seconds unlimited = timed([&] {
      edited = apply_edits(edited_economy, one.edits);
      update.max_effort = UINT64_MAX;
      after = *update_esri(*baseline, inputs, *edited, update);
    });
    std::optional<EsriUpdate> limited;
    const Seconds in_time = timed([&] {
      edited = apply_edits(edited_economy, one.edits);
      update.max_effort = effort;
      limited = *update_esri(*baseline, inputs, *edited, update);
    });
    const Check exact = check_scores(*after, sample, ++stream, esri);
    const Check loose = check_scores(*limited, sample, ++stream, esri);
    std::printf("%s,%s,%zu,%.3f,%.3f,%zu,%zu,%zu,%.1e,%.0f,%.3f,%zu,%zu,%.1e,%d\n", one.kind.c_str(),
                one.size.c_str(), edited->changed_links.size(), unlimited.wall, unlimited.processor,
                after->recomputed, after->doubtful, after->violent, after->largest_bound,
                full.wall / unlimited.wall, in_time.wall, limited->recomputed, limited->left,
                exact.difference, exact.within && loose.within ? 1 : 0);
    std::fflush(stdout);
  }

  // Losses of a scenario.
  LinkNetworkOptions of_links;
  of_links.days_in_period = kDaysInYear;
  of_links.revenue = economy.revenue;
  const auto supply = network_of_links(network, of_links);
  Shock shock;
  shock.timing.duration_days = 30;
  shock.timing.loss = 0.5;
  shock.timing.recovery = RecoveryCurve::kLinear;
  shock.timing.recovery_days = 60;
  const Philox random(2);
  for (std::uint32_t i = 0; i < network.firm_count; ++i) {
    if (random.uniform(1, i) < 0.1) shock.targets.push_back(i);
  }
  SimulationOptions simulation;
  simulation.horizon_days = days;
  simulation.threads = update.threads;
  simulation.observe_nodes = false;
  std::printf("scenario,firm,edit_seconds,model_seconds,days_seconds,lost_output_change\n");
  const auto run = [&](const SupplyNetwork& of, Seconds& model_seconds, Seconds& day_seconds) {
    InventoryModelPtr model;
    model_seconds = timed([&] { model = *build_inventory_model(of, {}); });
    double lost = 0;
    day_seconds = timed([&] { lost = simulate(model, {shock}, simulation)->lost_output; });
    return lost;
  };
  Seconds model_seconds;
  Seconds day_seconds;
  const double before = run(supply->network, model_seconds, day_seconds);
  std::printf("before,–,0,%.3f,%.3f,0\n", model_seconds.wall, day_seconds.wall);
  for (const Case& one : cases_of(network)) {
    const auto edits = supply_edits_of_links(one.edits, kDaysInYear);
    EditedSupplyInput input;
    input.network = &supply->network;
    input.is_outside = is_outside;
    std::optional<EditedSupply> edited;
    const Seconds edit_seconds = timed([&] {
      auto result = apply_supply_edits(input, *edits);
      if (result) edited = std::move(*result);
    });
    if (!edited) continue;
    const double lost = run(edited->network, model_seconds, day_seconds);
    std::printf("%s,%s,%.3f,%.3f,%.3f,%.3g\n", one.kind.c_str(), one.size.c_str(), edit_seconds.wall,
                model_seconds.wall, day_seconds.wall, lost / before - 1);
    std::fflush(stdout);
  }
  std::printf("# peak memory %.0f MB\n", peak_megabytes());
  return 0;
}
