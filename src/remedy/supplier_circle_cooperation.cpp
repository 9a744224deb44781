#include "remedy/supplier_circle_cooperation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "model/region_tree.h"
#include "remedy/supplier_circle_alternatives.h"
#include "remedy/supplier_circle_runs.h"
#include "scenario/supply_network.h"

namespace tenon {
namespace {

constexpr double kDaysOfYear = 365;
constexpr double kRounding = 1e-9;  // relative

// Cooperations and the runs that tell what they do, side by side.
class Proposals {
 public:
  Proposals(const Dataset& dataset, const DatasetNetwork& network, const SupplierCircle& circle,
            const CooperationOptions& options, int failure_days)
      : dataset_(dataset),
        network_(network),
        links_(network.network),
        circle_(circle),
        options_(options),
        failure_days_(failure_days),
        output_(normal_output(network.network)) {}

  void add_point(std::size_t at) {
    point_ = at;
    const std::vector<CircleAlternative>& all = circle_.points[at].alternatives;
    std::vector<CircleAlternative> partners;
    for (const CircleAlternative& one : all) {
      if (partners.size() < options_.partners) partners.push_back(one);
    }
    std::vector<CircleAlternative> unqualified;  // of all of them: a test line is open to everybody
    for (const CircleAlternative& one : all) {
      if (one.qualification_days > 0) unqualified.push_back(one);
    }
    std::size_t allied = 0;
    for (const CircleAlternative& one : unqualified) {
      if (allied++ < options_.partners) add_alliance({one});
    }
    if (unqualified.size() > 1) add_alliance(unqualified);
    if (!unqualified.empty()) add_test_line(unqualified);
    for (const CircleAlternative& one : partners) {
      add_second_source(one);
      add_merger(one);
    }
  }

  std::vector<Cooperation> cooperations;
  std::vector<CircleRun> runs;  // one a cooperation

 private:
  [[nodiscard]] CircleRun failure() const {
    CircleRun run;
    run.closed = supply().nodes;
    run.closed_part.assign(run.closed.size(), 1);
    run.closure_days = failure_days_;
    return run;
  }

  [[nodiscard]] const CircleSupply& supply() const { return circle_.supplies[circle_.points[point_].supply]; }

  Cooperation& add(CooperationKind kind, const std::vector<CircleAlternative>& partners, CircleRun run) {
    Cooperation& added = cooperations.emplace_back();
    added.kind = kind;
    added.point = point_;
    std::map<std::string_view, RegionId> provinces;
    bool synthetic = supply().synthetic;
    bool standby = false;
    added.actors.push_back(circle_.leader);
    if (kind == CooperationKind::kMerger && supply().root.group) added.actors = {*supply().root.group};
    for (const CircleAlternative& one : partners) {
      if (std::find(added.actors.begin(), added.actors.end(), one.firm) == added.actors.end())
        added.actors.push_back(one.firm);
      synthetic = synthetic || one.synthetic;
      standby = standby || network_.nodes[one.node].kind == NodeKind::kStandbyLine;
      if (const auto& region = network_.nodes[one.node].region) {
        visit_ancestors(dataset_, *region, [&](RegionId at) {
          if (dataset_.region(at).tier != Tier::kProvince) return true;
          provinces.emplace(dataset_.region(at).code, at);
          return false;
        });
      }
      added.ready_days_before =
          added.partners.empty() ? one.ready_days : std::min(added.ready_days_before, one.ready_days);
      added.partners.push_back(one);
    }
    added.ready_days_after = added.ready_days_before;
    for (const auto& [code, province] : provinces) added.provinces.push_back(province);
    if (standby) added.caveats.push_back(CooperationCaveat::kPartnerInputs);
    if (synthetic) added.caveats.push_back(CooperationCaveat::kSyntheticFigures);
    runs.push_back(std::move(run));
    return added;
  }

  // Qualification takes `factor` of its time.
  Cooperation& add_sooner(CooperationKind kind, const std::vector<CircleAlternative>& partners,
                          double factor) {
    CircleRun run = failure();
    double least = 0;
    for (const CircleAlternative& one : partners) {
      const double ready = one.ready_days - (1 - factor) * one.qualification_days;
      least = run.ready_nodes.empty() ? ready : std::min(least, ready);
      run.ready_nodes.push_back(one.node);
      run.ready_days.push_back(ready);
    }
    Cooperation& added = add(kind, partners, std::move(run));
    added.ready_days_after = least;
    return added;
  }

  void add_alliance(const std::vector<CircleAlternative>& partners) {
    Cooperation& added = add_sooner(CooperationKind::kAlliance, partners, 0);
    added.caveats.insert(added.caveats.begin(), CooperationCaveat::kQualityAccepted);
    if (supply().root.group) added.actors.push_back(*supply().root.group);
  }

  void add_test_line(const std::vector<CircleAlternative>& partners) {
    Cooperation& added = add_sooner(CooperationKind::kTestLine, partners, options_.test_line_factor);
    added.caveats.insert(added.caveats.begin(), CooperationCaveat::kTestLineFactor);
  }

  void add_second_source(const CircleAlternative& partner) {
    std::map<std::uint32_t, double> flow_of_buyer;
    double flow = 0;
    for (const std::uint32_t buyer : supply().buyers) {
      if (buyer == partner.node) continue;
      const std::uint64_t end = links_.link_offsets[links_.group_offsets[buyer + 1]];
      for (std::uint64_t e = links_.link_offsets[links_.group_offsets[buyer]]; e < end; ++e) {
        if (!std::binary_search(supply().nodes.begin(), supply().nodes.end(), links_.supplier[e])) continue;
        flow_of_buyer[buyer] += links_.flow[e];
        flow += links_.flow[e];
      }
    }
    if (flow <= 0) return;
    const double contract = std::min(options_.contract_part * flow, partner.spare);
    CircleRun run = failure();
    for (const auto& [buyer, bought] : flow_of_buyer)
      run.edits.push_back(
          AddSupplier{.supplier = partner.node, .customer = buyer, .flow = contract * bought / flow});
    Cooperation& added = add(CooperationKind::kSecondSource, {partner}, std::move(run));
    added.contract = contract;
    if (partner.qualification_days > 0)
      added.caveats.insert(added.caveats.begin(), CooperationCaveat::kQualifiedFirst);
    if (contract < options_.contract_part * flow)
      added.caveats.insert(added.caveats.begin(), CooperationCaveat::kContractBySpare);
    const auto now = unit_cost_of_supply();
    const auto then = unit_cost(partner.firm, supply().product);
    if (now && then && *now > 0) added.extra_cost = contract * (*then / *now - 1) * kDaysOfYear;
  }

  void add_merger(const CircleAlternative& partner) {
    if (supply().root.kind != RootKind::kGroup) return;
    const NetworkNode& absorbed = network_.nodes[partner.node];
    if (absorbed.kind != NodeKind::kLine) return;
    // Its largest line of the product; others fail as before.
    std::uint32_t keep = supply().nodes.front();
    for (const std::uint32_t n : supply().nodes) {
      if (sort_figure(output_[n]) > sort_figure(output_[keep])) keep = n;
    }
    if (network_.nodes[keep].kind != NodeKind::kLine) return;
    // A line of the leader is no stranger that could join its supplier.
    if (std::binary_search(circle_.lines.begin(), circle_.lines.end(), partner.node)) return;
    CircleRun run = failure();
    run.edits.push_back(MergeNodes{keep, partner.node});
    const double failing = output_[keep] * links_.capacity_ratio[keep];
    const double staying = output_[partner.node] * links_.capacity_ratio[partner.node];
    const auto at = std::lower_bound(run.closed.begin(), run.closed.end(), keep) - run.closed.begin();
    run.closed_part[static_cast<std::size_t>(at)] = failing / (failing + staying);
    Cooperation& added = add(CooperationKind::kMerger, {partner}, std::move(run));
    added.ready_days_after = 0;
    added.caveats.insert(added.caveats.begin(),
                         {CooperationCaveat::kOnePlantFails, CooperationCaveat::kMergerReview});
  }

  [[nodiscard]] std::optional<double> unit_cost(FirmId firm, ProductId product) const {
    for (const Capability& row : dataset_.capabilities) {
      if (row.firm == firm && row.product == product && row.unit_cost) return row.unit_cost;
    }
    return std::nullopt;
  }

  // Of its largest line.
  [[nodiscard]] std::optional<double> unit_cost_of_supply() const {
    std::uint32_t largest = supply().nodes.front();
    for (const std::uint32_t n : supply().nodes) {
      if (sort_figure(output_[n]) > sort_figure(output_[largest])) largest = n;
    }
    const NetworkNode& node = network_.nodes[largest];
    return node.firm ? unit_cost(*node.firm, supply().product) : std::nullopt;
  }

  const Dataset& dataset_;
  const DatasetNetwork& network_;
  const SupplyNetwork& links_;
  const SupplierCircle& circle_;
  const CooperationOptions& options_;
  int failure_days_;
  std::vector<double> output_;
  std::size_t point_ = 0;
};

double avoided(double without, double with) {
  const double less = without - with;
  return std::fabs(less) <= kRounding * std::max(std::fabs(without), std::fabs(with)) ? 0 : less;
}

Result<void> check(const CooperationOptions& options) {
  const auto fault = [](const char* text) { return Error{ErrorCode::kInvalidArgument, text}; };
  if (!(options.test_line_factor > 0 && options.test_line_factor <= 1))
    return fault("test_line_factor must be above 0, at most 1");
  if (!(options.contract_part > 0 && options.contract_part <= 1))
    return fault("contract_part must be above 0, at most 1");
  return {};
}

}  // namespace

double Cooperation::leader_avoided() const {
  return avoided(without.leader, with.leader);
}

double Cooperation::network_avoided() const {
  return avoided(without.network, with.network);
}

Result<std::vector<Cooperation>> find_cooperations(const Dataset& dataset, const DatasetNetwork& network,
                                                   const SupplierCircle& circle, const CircleOptions& options,
                                                   const CooperationOptions& cooperation) {
  if (auto checked = check(cooperation); !checked) return checked.error();
  Proposals proposals(dataset, network, circle, cooperation, options.failure_days);
  const std::size_t points = std::min(cooperation.points, circle.points.size());
  for (std::size_t k = 0; k < points; ++k) {
    if (circle.points[k].long_loss) proposals.add_point(k);
  }
  const auto losses = run_closures(network, circle.lines, proposals.runs, options);
  if (!losses) return losses.error();
  std::vector<Cooperation> result = std::move(proposals.cooperations);
  for (std::size_t k = 0; k < result.size(); ++k) {
    result[k].with = (*losses)[k];
    result[k].without = *circle.points[result[k].point].long_loss;
  }
  std::stable_sort(result.begin(), result.end(), [&](const Cooperation& a, const Cooperation& b) {
    const auto key = [&](const Cooperation& c) {
      return std::tuple(-sort_figure(c.leader_avoided()), -sort_figure(c.network_avoided()), c.point, c.kind,
                        c.partners.size(), std::string_view(dataset.firm(c.partners.front().firm).id));
    };
    return key(a) < key(b);
  });
  return result;
}

}  // namespace tenon
