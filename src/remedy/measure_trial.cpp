#include "remedy/measure_trial.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

#include "remedy/supply_network_edit.h"
#include "scenario/inventory_dynamics.h"
#include "scenario/shock.h"
#include "scenario/simulation.h"

namespace tenon {
namespace {

constexpr double kNever = -1;
constexpr double kSubstitutedPart = 0.5;

}  // namespace

MeasureTrial::MeasureTrial(Dataset dataset, ProductId product, const MeasureOptions& options)
    : dataset_(std::move(dataset)), product_(product), options_(options) {}

Result<std::unique_ptr<MeasureTrial>> MeasureTrial::create(Dataset dataset, ProductId product,
                                                           const MeasureOptions& options) {
  auto trial = std::unique_ptr<MeasureTrial>(new MeasureTrial(std::move(dataset), product, options));
  FaultList faults;
  auto network = build_dataset_network(trial->dataset_, options.network, faults);
  if (!network) return network.error();
  trial->network_ = std::move(*network);
  auto search = BackupSearch::create(trial->dataset_, trial->network_, options.search);
  if (!search) return search.error();
  auto answer = search->answer({product, {}});
  if (!answer || answer->primary().root.kind == RootKind::kUnnamed) {
    return Error{ErrorCode::kNotFound,
                 trial->dataset_.product(product).id + (answer ? ": nobody has named its sources"
                                                               : " is neither made nor used in the network")};
  }
  trial->answer_ = std::move(*answer);
  trial->roots_ = search->roots().root_of_node();
  return trial;
}

TrialSetup MeasureTrial::untouched() const {
  return {network_.network, std::vector<double>(network_.nodes.size(), kNever), false};
}

// Makers with something to spare, best first, who do not fail with the primary.
template <class Wanted>
void MeasureTrial::set_up_makers(MeasureEffect& effect, TrialSetup& setup, std::size_t most,
                                 Wanted wanted) const {
  effect.makers.clear();
  for (const BackupCandidate& candidate : answer_.candidates) {
    if (effect.makers.size() >= most) break;
    if (candidate.kind != CandidateKind::kMaker || candidate.fails_with_primary || !candidate.node ||
        !candidate.spare || *candidate.spare <= 0 || !wanted(candidate))
      continue;
    effect.makers.push_back(candidate.firm);
    effect.rests_on_synthetic = effect.rests_on_synthetic || candidate.synthetic;
    double& ready = setup.ready[*candidate.node];
    const double lead = candidate.lead.middle();
    ready = ready < 0 ? lead : std::min(ready, lead);
    setup.switching = true;
  }
  effect.is_possible = !effect.makers.empty();
}

// Days on top, as far as the group rests on the primary source.
void MeasureTrial::stockpile(double days, TrialSetup& setup) const {
  SupplyNetwork& network = setup.network;
  const std::vector<std::uint32_t>& nodes = answer_.primary().nodes;
  for (std::size_t g = 0; g < network.group_count(); ++g) {
    double all = 0;
    double primary = 0;
    for (std::uint64_t e = network.link_offsets[g]; e < network.link_offsets[g + 1]; ++e) {
      all += network.flow[e];
      if (std::binary_search(nodes.begin(), nodes.end(), network.supplier[e])) primary += network.flow[e];
    }
    if (primary > 0) network.target_days[g] += days * primary / all;
  }
}

void MeasureTrial::build_plant(const MeasureEffect& effect, TrialSetup& setup) const {
  EditedSupplyInput input;
  input.network = &setup.network;
  const SupplyEdit plant = BuildNode{product_.value, {}, 0, effect.amount * answer_.gap};
  auto edited = apply_supply_edits(input, std::span(&plant, 1));
  if (!edited) return;  // a market and an amount that exist cannot be refused
  setup.network = std::move(edited->network);
  setup.ready.push_back(options_.search.policy.default_lead_time_days);
  setup.switching = true;
}

// Moves a part of what the primary delivers to others of the same group of inputs: of other products, or of
// the same product from other named roots. False: there is nobody.
bool MeasureTrial::shift(TrialSetup& setup, double part, bool to_other_products,
                         std::vector<std::uint8_t>& markets) const {
  SupplyNetwork& network = setup.network;
  const std::vector<double> before = normal_output(network);
  bool any = false;
  const auto is_primary = [&](std::uint32_t node) {
    return std::binary_search(answer_.primary().nodes.begin(), answer_.primary().nodes.end(), node);
  };
  const auto takes_over = [&](std::uint32_t node) {
    if (node >= roots_.size() || roots_[node] == answer_.primary().root) return false;
    const bool other = network.market[node] != product_.value;
    return to_other_products ? other : !other && roots_[node].kind != RootKind::kUnnamed;
  };
  for (std::size_t g = 0; g < network.group_count(); ++g) {
    double primary = 0;
    double others = 0;
    for (std::uint64_t e = network.link_offsets[g]; e < network.link_offsets[g + 1]; ++e) {
      if (is_primary(network.supplier[e])) primary += network.flow[e];
      if (takes_over(network.supplier[e])) others += network.flow[e];
    }
    if (primary <= 0 || others <= 0) continue;
    any = true;
    for (std::uint64_t e = network.link_offsets[g]; e < network.link_offsets[g + 1]; ++e) {
      const std::uint32_t node = network.supplier[e];
      if (is_primary(node)) {
        network.flow[e] *= 1 - part;
      } else if (takes_over(node)) {
        network.flow[e] *= 1 + part * primary / others;
        markets[network.market[node]] = 1;
      }
    }
  }
  if (!any) return false;
  // Full load stays the amount that it is, but covers what is normal now.
  const std::vector<double> after = normal_output(network);
  for (std::uint32_t n = 0; n < network.node_count; ++n) {
    if (after[n] > 0 && before[n] > 0 && after[n] != before[n])
      network.capacity_ratio[n] = std::max(1.0, network.capacity_ratio[n] * before[n] / after[n]);
  }
  return true;
}

void MeasureTrial::apply(MeasureEffect& effect, TrialSetup& setup) const {
  switch (effect.kind) {
    case MeasureKind::kSecondSource:
      return set_up_makers(effect, setup, 1,
                           [](const BackupCandidate& c) { return c.status != CapabilityStatus::kPotential; });
    case MeasureKind::kReserveCapacity:
      return set_up_makers(effect, setup, options_.assumed.reserved_makers,
                           [](const BackupCandidate& c) { return c.status != CapabilityStatus::kPotential; });
    case MeasureKind::kAlliance:
      return set_up_makers(effect, setup, SIZE_MAX, [](const BackupCandidate& c) {
        return c.status == CapabilityStatus::kQualified && c.tier <= BackupTier::kCountry;
      });
    case MeasureKind::kJointResearch:
      return set_up_makers(effect, setup, SIZE_MAX, [](const BackupCandidate& c) {
        return (c.status == CapabilityStatus::kTrial || c.status == CapabilityStatus::kPotential) &&
               c.tier <= BackupTier::kCountry;
      });
    case MeasureKind::kStockpile:
      return stockpile(effect.amount, setup);
    case MeasureKind::kNewPlant:
      return build_plant(effect, setup);
    case MeasureKind::kSubstitute: {
      std::vector<std::uint8_t> markets(dataset_.products.size(), 0);
      effect.is_possible = shift(setup, kSubstitutedPart, true, markets);
      effect.supposes_capacity = true;
      effect.substitutes.clear();
      for (std::size_t p = 0; p < markets.size(); ++p) {
        if (markets[p] != 0) effect.substitutes.emplace_back(p);
      }
      return;
    }
    case MeasureKind::kPooledPurchasing: {
      std::vector<std::uint8_t> markets(dataset_.products.size(), 0);
      const double part = 1 - options_.assumed.primary_keeps / answer_.primary().part;
      effect.is_possible = part > 0 && shift(setup, part, false, markets);
      effect.supposes_capacity = true;
      return;
    }
  }
}

Result<TrialLosses> MeasureTrial::run(const TrialSetup& setup) const {
  ScenarioPolicy policy = options_.policy;
  policy.switching = options_.search.policy;
  policy.switching.enabled = setup.switching;
  const auto model = build_inventory_model(setup.network, policy, {setup.ready});
  if (!model) return model.error();
  Shock shock;
  shock.timing.duration_days = options_.failure_days;
  for (const std::uint32_t node : answer_.primary().nodes) shock.targets.push_back(node);
  SimulationOptions simulation;
  simulation.horizon_days = options_.horizon_days;
  simulation.observe_nodes = false;
  simulation.threads = 1;
  simulation.stop = options_.stop;
  Breakdown inside;
  inside.group_count = 1;
  for (std::uint32_t n = 0; n < setup.network.node_count; ++n) {
    const bool outside = n < network_.nodes.size() && network_.nodes[n].is_outside;
    inside.group_of_node.push_back(outside ? Breakdown::kNoGroup : 0);
  }
  simulation.breakdowns.push_back(std::move(inside));
  const auto result = simulate(*model, {shock}, simulation);
  if (!result) return result.error();
  TrialLosses losses;
  constexpr double kRounding = 1e-9;
  const double normal = result->normal.final_consumption;
  losses.rounding = kRounding * normal * options_.horizon_days;
  losses.value_added = beyond_rounding(result->breakdowns[0].lost_value_added[0], losses.rounding);
  losses.final_demand = beyond_rounding(result->lost_final_consumption, losses.rounding);
  losses.is_partial = result->is_partial;
  for (const DayTotals& day : result->totals)
    losses.served.push_back(normal > 0 ? static_cast<float>(day.final_consumption / normal) : 1.0F);
  return losses;
}

}  // namespace tenon
