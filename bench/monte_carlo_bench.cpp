// Monte Carlo runs: years a minute, with a stand-in for the loss and with the engine, and what its parts
// cost.
//
//   monte_carlo_bench [HAZARDS.yaml] [FIRMS LINKS YEARS] [THREADS]
//
// Without arguments: hazards of data/hazards/delta.yaml with a stand-in loss; with FIRMS and LINKS a network
// drawn at random, hit through one stream of hazards for each of its 41 places. Prints CSV: what, value,
// unit.
#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "base/parallel.h"
#include "base/random.h"
#include "exchange/hazard_reader.h"
#include "scenario/monte_carlo_simulation.h"

namespace {

using namespace tenon;

double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// On the wall, and of all processors: the steadier one where other work runs on the machine.
struct Seconds {
  double wall = 0;
  double processor = 0;
};

Seconds seconds_of(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  const double before = processor_seconds();
  work();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
          processor_seconds() - before};
}

void print(const std::string& what, double value, const char* unit) {
  std::printf("%s,%.6g,%s\n", what.c_str(), value, unit);
  std::fflush(stdout);
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// Hazards without correlation groups that the bench could not know: places become their own provinces.
PlaceGroups groups_of(const HazardSet& set) {
  PlaceGroups groups;
  for (const Hazard& hazard : set.hazards) {
    for (const HazardPlace& place : hazard.places) {
      groups[place.name.text] = {place.name.text.substr(0, 2), "CHN"};
    }
  }
  return groups;
}

HazardSamplerPtr sampler_of(const HazardSet& set, std::uint64_t seed) {
  auto sampler = HazardSampler::build(set, groups_of(set), seed);
  if (!sampler) {
    std::fprintf(stderr, "%s\n", sampler.error().message.c_str());
    std::exit(2);
  }
  return std::make_shared<const HazardSampler>(std::move(*sampler));
}

// A loss that costs nothing to compute: damage of all events, with a threshold as stocks have it.
LossModel stand_in(const HazardSamplerPtr& sampler, unsigned threads, std::uint32_t groups) {
  LossModel model;
  model.group_count = groups;
  model.hazard_count = sampler->hazard_count();
  const auto years = std::make_shared<std::vector<SampledYear>>(resolve_threads(threads));
  model.loss = [=](unsigned worker, std::uint64_t year, std::span<double> parts) -> Result<YearLoss> {
    SampledYear& sampled = (*years)[worker];
    sampler->sample(year, sampled);
    YearLoss loss;
    for (const SampledEvent& event : sampled.events) {
      const double days = std::max(0.0, equivalent_days(event.timing) - 7);
      const double damage = std::abs(event.timing.loss) * days;
      loss.total += damage;
      if (groups > 0) parts[event.stream % groups] += damage;
    }
    loss.event_count = static_cast<std::uint32_t>(sampled.events.size());
    return loss;
  };
  model.attribute = [=](unsigned worker, std::uint64_t year, std::span<double> shares) {
    SampledYear& sampled = (*years)[worker];
    sampler->sample(year, sampled);
    double total = 0;
    for (const SampledEvent& event : sampled.events) {
      const double damage = std::abs(event.timing.loss) * event.timing.duration_days;
      shares[sampler->streams()[event.stream].hazard] += damage;
      total += damage;
    }
    for (double& share : shares) share = total > 0 ? share / total : 0;
  };
  return model;
}

MonteCarloResult run(const LossModel& model, std::uint64_t years, unsigned threads,
                     const std::string& checkpoint) {
  MonteCarloOptions options;
  options.minimum_years = years;
  options.maximum_years = years;
  options.threads = threads;
  options.checkpoint_path = checkpoint;
  auto result = run_monte_carlo(model, options);
  if (!result) {
    std::fprintf(stderr, "%s\n", result.error().message.c_str());
    std::exit(2);
  }
  return std::move(*result);
}

void bench_stand_in(const HazardSet& set, unsigned threads) {
  const HazardSamplerPtr sampler = sampler_of(set, 1);
  double rate = 0;
  for (const HazardStream& stream : sampler->streams()) rate += stream.events_per_year;
  print("streams", static_cast<double>(sampler->streams().size()), "");
  print("events a year expected", rate, "");
  SampledYear year;
  constexpr std::uint64_t kSampled = 20000;
  std::uint64_t events = 0;
  const Seconds sampling = seconds_of([&] {
    for (std::uint64_t y = 0; y < kSampled; ++y) {
      sampler->sample(y, year);
      events += year.events.size();
    }
  });
  print("events a year drawn", static_cast<double>(events) / kSampled, "");
  print("drawing a year", 1e6 * sampling.processor / kSampled, "processor us");

  constexpr std::uint64_t kYears = 1000000;
  for (const std::uint32_t groups : {0U, 50U}) {
    const LossModel model = stand_in(sampler, threads, groups);
    MonteCarloResult result;
    const Seconds seconds = seconds_of([&] { result = run(model, kYears, threads, ""); });
    const std::string what = "stand-in, " + std::to_string(groups) + " groups";
    print(what, 60 * kYears / seconds.wall, "years/min");
    print(what, 1e6 * seconds.processor / kYears, "processor us a year");
  }
  print("peak memory after 1M years", peak_megabytes(), "MB");
  const std::string path = "/tmp/tenon_monte_carlo_bench." + std::to_string(std::rand()) + ".checkpoint";
  const MonteCarloIdentity identity{1, 1, 50, sampler->hazard_count()};
  MonteCarloState state = empty_state(50, sampler->hazard_count());
  state.losses.assign(kYears, 1.5);
  state.controls.assign(kYears, 2.5);
  print("checkpoint of 1M years, write", 1e3 * seconds_of([&] {
                                                 if (!write_checkpoint(path, identity, state)) std::exit(2);
                                               }).wall,
        "ms");
  print("checkpoint of 1M years, read", 1e3 * seconds_of([&] {
                                                if (!read_checkpoint(path, identity)) std::exit(2);
                                              }).wall,
        "ms");
  std::remove(path.c_str());
}

// Firms in 41 places and 80 sectors, suppliers drawn at random, log-uniform flows.
SupplyNetwork random_network(std::uint32_t firms, std::uint64_t links) {
  const Philox random(3);
  SupplyNodes nodes;
  nodes.market_count = 80;
  for (std::uint32_t i = 0; i < firms; ++i) {
    nodes.final_demand.push_back(std::exp(3 * random.uniform(0, i)));
    nodes.market.push_back(static_cast<std::uint32_t>(random.below(80, 1, i)));
  }
  SupplyLinks list;
  for (std::uint64_t e = 0; e < links; ++e) {
    const auto supplier = static_cast<std::uint32_t>(random.below(firms, 2, e));
    list.supplier.push_back(supplier);
    list.customer.push_back(static_cast<std::uint32_t>(random.below(firms, 3, e)));
    list.group.push_back(nodes.market[supplier]);
    list.flow.push_back(0.1 * std::exp(3 * random.uniform(4, e)));
    list.target_days.push_back(15);
  }
  return *build_supply_network(list, std::move(nodes));
}

void bench_engine(std::uint32_t firms, std::uint64_t links, std::uint64_t years, unsigned threads) {
  const SupplyNetwork network = random_network(firms, links);
  constexpr std::uint32_t kPlaces = 41;
  HazardSet set;
  Hazard lockdown;
  lockdown.id = {"lockdown", 1, 1};
  lockdown.frequency.per_year = 0.02;
  lockdown.severity = Distribution::beta(0.5, 0.2);
  lockdown.duration_days = Distribution::lognormal(14, 60);
  lockdown.longest_days = 120;
  lockdown.recovery = RecoveryCurve::kLinear;
  lockdown.recovery_days = Distribution::gamma(30, 15);
  lockdown.spread = HazardSpread::kRegions;
  lockdown.correlation = {.country = 0.5, .region = 0, .in_country = "CHN"};
  for (std::uint32_t p = 0; p < kPlaces; ++p) lockdown.places.push_back({{std::to_string(p), 1, 1}});
  set.hazards.push_back(lockdown);
  const HazardSamplerPtr sampler = sampler_of(set, 1);
  std::vector<Shock> shocks(kPlaces);
  Breakdown places;
  places.group_count = kPlaces;
  for (std::uint32_t i = 0; i < firms; ++i) {
    shocks[i % kPlaces].targets.push_back(i);
    places.group_of_node.push_back(i % kPlaces);
  }
  SimulationLossOptions options;
  options.breakdowns = {places};
  options.threads = threads;
  const auto model = simulation_loss_model(*build_inventory_model(network, {}), sampler, shocks, options);
  if (!model) {
    std::fprintf(stderr, "%s\n", model.error().message.c_str());
    std::exit(2);
  }
  MonteCarloResult result;
  const Seconds seconds = seconds_of([&] { result = run(*model, years, threads, ""); });
  const std::string size = std::to_string(firms) + " firms " + std::to_string(links) + " links";
  print(size + ", years", static_cast<double>(years), "");
  print(size + ", years with events", static_cast<double>(result.event_years), "");
  const auto with_events = static_cast<double>(result.event_years);
  print(size + ", all years", 60 * static_cast<double>(years) / seconds.wall, "years/min");
  print(size + ", years with events", 60 * with_events / seconds.wall, "years/min");
  print(size + ", a year with events", 1e3 * seconds.processor / with_events, "processor ms");
  print(size + ", peak memory", peak_megabytes(), "MB");
}

}  // namespace

int main(int argc, char** argv) {
  const auto number = [&](int at, std::uint64_t otherwise) {
    return argc > at ? std::strtoull(argv[at], nullptr, 10) : otherwise;
  };
  if (argc > 3) {
    bench_engine(static_cast<std::uint32_t>(number(1, 0)), number(2, 0), number(3, 0),
                 static_cast<unsigned>(number(4, 0)));
    return 0;
  }
  FaultList faults;
  const auto set = read_hazards(argc > 1 ? argv[1] : "data/hazards/delta.yaml", faults);
  if (!set) {
    std::fprintf(stderr, "%s", faults.to_string().c_str());
    return 2;
  }
  bench_stand_in(*set, static_cast<unsigned>(number(2, 0)));
  return 0;
}
