// The hazards of data/hazards/delta.yaml on the network of data/delta: all of them hit something, and the
// cheap measure of direct damage tells most of what a year costs.
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "exchange/dataset_reader.h"
#include "exchange/hazard_reader.h"
#include "scenario/dataset_network.h"
#include "scenario/monte_carlo_simulation.h"
#include "scenario/resolve_events.h"

namespace tenon {
namespace {

struct Ground {
  Dataset dataset;
  HazardSet hazards;
  DatasetNetwork network;
  HazardSamplerPtr sampler;
  std::vector<Shock> shocks;
};

std::unique_ptr<Ground> bundled() {
  const std::string root = std::string(TENON_SOURCE_DIR) + "/data/";
  auto ground = std::make_unique<Ground>();
  auto read = read_dataset(root + "delta");
  EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().message);
  ground->dataset = std::move(read->dataset);
  FaultList faults;
  auto hazards = read_hazards(root + "hazards/delta.yaml", faults);
  EXPECT_TRUE(hazards.has_value()) << faults.to_string();
  ground->hazards = std::move(*hazards);
  auto network = build_dataset_network(ground->dataset, network_options(Scenario{}), faults);
  EXPECT_TRUE(network.ok()) << (network.ok() ? "" : network.error().message);
  ground->network = std::move(*network);
  auto sampler = HazardSampler::build(ground->hazards, place_groups(ground->dataset), 7);
  EXPECT_TRUE(sampler.ok()) << (sampler.ok() ? "" : sampler.error().message);
  ground->sampler = std::make_shared<const HazardSampler>(std::move(*sampler));
  std::vector<ScenarioEvent> events;
  for (const HazardStream& stream : ground->sampler->streams()) {
    events.push_back(event_of(ground->hazards.hazards[stream.hazard], stream.place));
  }
  auto resolved = resolve_events({ground->hazards.file, "hazards", events}, ground->dataset, ground->network,
                                 faults, {.empty_is_error = false});
  EXPECT_TRUE(resolved.ok()) << (resolved.ok() ? "" : resolved.error().message);
  ground->shocks = std::move(resolved->shocks);
  return ground;
}

TEST(BundledHazards, AllHitSomethingAndKnowWhereTheyAre) {
  const auto ground = bundled();
  std::set<std::uint32_t> effective;
  for (std::size_t s = 0; s < ground->shocks.size(); ++s) {
    const HazardStream& stream = ground->sampler->streams()[s];
    if (!ground->shocks[s].targets.empty()) effective.insert(stream.hazard);
    const HazardCorrelation& correlation = ground->hazards.hazards[stream.hazard].correlation;
    EXPECT_EQ(stream.group.region.empty(), correlation.region == 0) << s;
    EXPECT_EQ(stream.group.country.empty(), correlation.country == 0) << s;
  }
  EXPECT_EQ(effective.size(), ground->hazards.hazards.size());
}

TEST(BundledHazards, DamageTellsMostOfTheLoss) {
  const auto ground = bundled();
  const auto model = build_inventory_model(ground->network.network, {}, ground->network.switching);
  ASSERT_TRUE(model.ok());
  SimulationLossOptions losses;
  losses.threads = 2;
  losses.follow_days = 120;
  const auto loss_model = simulation_loss_model(*model, ground->sampler, ground->shocks, losses);
  ASSERT_TRUE(loss_model.ok()) << loss_model.error().message;
  MonteCarloOptions options;
  options.minimum_years = 60;
  options.maximum_years = 60;
  options.threads = 2;
  options.control_years = 5000;
  const auto result = run_monte_carlo(*loss_model, options);
  ASSERT_TRUE(result.ok()) << result.error().message;
  ASSERT_TRUE(result->control.has_value());
  EXPECT_LT(result->control->variance_left, 0.5);
  EXPECT_GT(result->estimates.expected.value, 0);
  double sum = 0;
  for (const HazardContribution& hazard : result->hazards) sum += hazard.expected.value;
  EXPECT_NEAR(sum, result->estimates.expected.value, 1e-6 * result->estimates.expected.value);
}

}  // namespace
}  // namespace tenon
