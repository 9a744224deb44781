#include "remedy/supplier_circle_alternatives.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "model/firm_group.h"
#include "scenario/supply_network.h"

namespace tenon {
namespace {

constexpr int kSortBits = 36;

// Makers under the primary source of the answer, which it leaves out: they may stand in for another source.
std::vector<BackupCandidate> makers_of_primary(const Dataset& dataset, const DatasetNetwork& network,
                                               const BackupAnswer& answer) {
  std::vector<BackupCandidate> makers;
  for (const std::uint32_t n : answer.primary().nodes) {
    const NetworkNode& node = network.nodes[n];
    if (node.is_outside || !node.firm) continue;
    BackupCandidate maker;
    maker.firm = *node.firm;
    maker.group = top_parent(dataset, *node.firm);
    maker.region = node.region;
    maker.node = n;
    maker.synthetic = node.synthetic;
    for (const Capability& row : dataset.capabilities) {
      const auto plant = row.region ? row.region : dataset.firm(row.firm).region;
      if (row.firm == maker.firm && row.product == node.product && plant == node.region)
        maker.status = row.status;
    }
    makers.push_back(std::move(maker));
  }
  return makers;
}

// Over the median of the product's makers.
std::map<std::uint32_t, double> unit_costs(const Dataset& dataset, ProductId product) {
  std::map<std::uint32_t, double> cost_of_firm;
  std::vector<double> costs;
  for (const Capability& row : dataset.capabilities) {
    if (row.product != product || !row.unit_cost) continue;
    cost_of_firm[row.firm.value] = *row.unit_cost;
    costs.push_back(*row.unit_cost);
  }
  std::sort(costs.begin(), costs.end());
  for (auto& [firm, cost] : cost_of_firm) cost /= costs[costs.size() / 2];
  return cost_of_firm;
}

}  // namespace

double sort_figure(double value) {
  int exponent = 0;
  const double mantissa = std::frexp(value, &exponent);
  return std::ldexp(std::round(std::ldexp(mantissa, kSortBits)), exponent - kSortBits);
}

std::tuple<RootKind, std::string, std::string> root_order(const Dataset& dataset, const SupplyRoot& root) {
  return {root.kind, root.country, root.group ? dataset.firm(*root.group).id : std::string()};
}

CircleMakers makers_beside(const Dataset& dataset, const DatasetNetwork& network, const BackupSearch& search,
                           const RootFailure& failure, ProductId product, std::optional<FirmId> buyer,
                           const SwitchingPolicy& policy) {
  CircleMakers makers;
  const auto answer = search.answer({product, buyer});
  if (!answer) return makers;
  std::vector<BackupCandidate> candidates;
  if (!(answer->primary().root == failure.root)) candidates = makers_of_primary(dataset, network, *answer);
  candidates.insert(candidates.end(), answer->candidates.begin(), answer->candidates.end());

  const SupplyNetwork& links = network.network;
  const std::vector<double> output = normal_output(links);
  const std::map<std::uint32_t, double> cost_of_firm = unit_costs(dataset, product);
  std::set<std::uint32_t> seen;
  for (const BackupCandidate& candidate : candidates) {
    if (candidate.kind != CandidateKind::kMaker) continue;
    if (failure.root.kind == RootKind::kGroup && failure.root.group == candidate.group) continue;
    makers.any = true;
    if (!candidate.node || network.nodes[*candidate.node].is_outside) {
      makers.without_figures += candidate.synthetic ? 0 : 1;
      continue;
    }
    const std::uint32_t n = *candidate.node;
    const NetworkNode& node = network.nodes[n];
    CircleAlternative one;
    one.firm = candidate.firm;
    one.node = n;
    one.status = candidate.status;
    one.spare = node.kind == NodeKind::kStandbyLine ? links.standby_capacity[n]
                                                    : output[n] * (links.capacity_ratio[n] - 1);
    one.ready_days = network.switching.ready_after_days[n];
    one.qualification_days = ready_after_days(node.kind, candidate.status, 0.0, policy);
    one.part_left = search.part_left(search.exposures(failure, product, candidate));
    one.synthetic = candidate.synthetic;
    if (const auto cost = cost_of_firm.find(candidate.firm.value); cost != cost_of_firm.end())
      one.unit_cost = cost->second;
    if (one.spare > 0 && one.ready_days >= 0 && seen.insert(n).second) makers.with_spare.push_back(one);
  }
  return makers;
}

}  // namespace tenon
