#include "scenario/dataset_survival.h"

#include <algorithm>
#include <utility>

#include "model/region_tree.h"
#include "scenario/multi_tier_network.h"

namespace tenon {
namespace {

// Whether a maker counts to what comes from abroad: the network's own rule for sources is the seat of the
// controlling parent, so it is here.
bool is_abroad(const Dataset& dataset, RegionId home, FirmId firm) {
  const Firm& maker = dataset.firm(firm);
  if (!maker.control_code.empty()) return maker.control_code != dataset.region(home).code;
  return maker.region && country_of(dataset, *maker.region) != home;
}

std::vector<TimeToRecover> recovery_of(const Dataset& dataset, const DatasetNetwork& network,
                                       const std::vector<std::uint32_t>& subjects,
                                       const DatasetSurvivalOptions& options) {
  const RecoveryTimes times(dataset, options.recovery);
  std::vector<TimeToRecover> recovery;
  recovery.reserve(subjects.size());
  for (const std::uint32_t subject : subjects) {
    switch (options.subjects) {
      case SurvivalSubjects::kProducts:
        recovery.push_back(times.product(ProductId(subject)));
        break;
      case SurvivalSubjects::kImports:
        recovery.push_back(times.without(
            ProductId(subject), [&](FirmId firm) { return is_abroad(dataset, network.home, firm); }));
        break;
      case SurvivalSubjects::kFirms:
        recovery.push_back(times.firm(FirmId(subject)));
        break;
    }
  }
  return recovery;
}

}  // namespace

DatasetSurvival survival_subjects(const DatasetNetwork& network, SurvivalSubjects subjects) {
  const bool by_firm = subjects == SurvivalSubjects::kFirms;
  const std::vector<double> output = normal_output(network.network);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> members;  // subject, node
  for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
    const NetworkNode& node = network.nodes[n];
    if (output[n] <= 0 || (by_firm && !node.firm)) continue;
    if (subjects == SurvivalSubjects::kImports && node.side != SourceSide::kAbroad) continue;
    members.emplace_back(by_firm ? node.firm->value : node.product.value, n);
  }
  std::sort(members.begin(), members.end());
  DatasetSurvival result;
  for (std::size_t at = 0; at < members.size();) {
    result.subject.push_back(members[at].first);
    for (; at < members.size() && members[at].first == result.subject.back(); ++at) {
      result.sets.node.push_back(members[at].second);
    }
    result.sets.offsets.push_back(result.sets.node.size());
  }
  return result;
}

Result<DatasetSurvival> survive_on_dataset(const Dataset& dataset, const DatasetNetwork& network,
                                           const DatasetSurvivalOptions& options) {
  DatasetSurvival result = survival_subjects(network, options.subjects);
  result.recovery = recovery_of(dataset, network, result.subject, options);
  if (options.simulate) {
    ScenarioPolicy policy = options.policy;
    policy.switching.enabled = false;
    const auto model = build_inventory_model(network.network, policy);
    if (!model) return model.error();
    auto simulation = simulate_survival(*model, result.sets,
                                        {.horizon_days = options.horizon_days,
                                         .shortfall_tolerance = options.shortfall_tolerance,
                                         .threads = options.threads,
                                         .progress = options.progress,
                                         .stop = options.stop});
    if (!simulation) return simulation.error();
    result.simulation = std::move(*simulation);
  }
  if (!options.solve) return result;
  const MultiTierNetwork tiers =
      options.solve_on_nodes ? multi_tier_network(network.network) : market_network(network.network);
  const DisruptionSets sets = options.solve_on_nodes ? result.sets : on_markets(network.network, result.sets);
  std::vector<DayRange> days;
  for (const TimeToRecover& time : result.recovery) days.push_back(time.days);
  const TimeToSurviveOptions program{.cap_days = options.cap_days,
                                     .shortfall_tolerance = options.shortfall_tolerance,
                                     .counted = options.counted,
                                     .threads = options.threads,
                                     .progress = options.progress,
                                     .stop = options.stop};
  auto solved = time_to_survive(tiers, sets, days, program);
  if (!solved) return solved.error();
  result.program = std::move(*solved);
  if (!result.simulation || result.simulation->is_partial || result.program->is_partial) return result;
  auto comparison = compare_survival(tiers, sets, *result.simulation, *result.program, program,
                                     {.threads = options.threads, .stop = options.stop});
  if (!comparison) return comparison.error();
  result.comparison = std::move(*comparison);
  return result;
}

}  // namespace tenon
