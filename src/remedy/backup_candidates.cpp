#include "remedy/backup_candidates.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "model/firm_group.h"
#include "remedy/backup_search.h"
#include "risk/evidence.h"

namespace tenon {
BackupSearch::BackupSearch(const Dataset& dataset, const DatasetNetwork& network, BackupOptions options,
                           ScopeView scope)
    : dataset_(dataset),
      network_(network),
      options_(std::move(options)),
      scope_(std::move(scope)),
      roots_(dataset, network),
      related_(dataset, scope_, false),
      normal_output_(normal_output(network.network)),
      capabilities_(dataset.products.size()),
      inputs_(dataset.products.size()),
      uses_(dataset.products.size()),
      nodes_of_firm_(dataset.firms.size()),
      lines_of_product_(dataset.products.size()) {
  for (std::size_t c = 0; c < dataset.capabilities.size(); ++c)
    capabilities_[dataset.capabilities[c].product.index()].push_back(c);
  for (std::size_t i = 0; i < dataset.inputs.size(); ++i)
    inputs_[dataset.inputs[i].product.index()].push_back(i);
  for (std::size_t r = 0; r < dataset.regions.size(); ++r)
    province_.push_back(ancestor_of_tier(dataset, RegionId(r), Tier::kProvince));
  for (const FactUse& use : dataset.fact_uses) uses_[dataset.facts[use.fact].product.index()].push_back(&use);
  for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
    const NetworkNode& node = network.nodes[n];
    if (node.firm) nodes_of_firm_[node.firm->index()].push_back(n);
    if (!node.is_outside) lines_of_product_[node.product.index()].push_back(n);
  }
}

Result<BackupSearch> BackupSearch::create(const Dataset& dataset, const DatasetNetwork& network,
                                          const BackupOptions& options) {
  auto scope = make_scope_view(dataset, options.scope);
  if (!scope) return scope.error();
  if (!(options.fails_together_at > 0 && options.fails_together_at <= 1))
    return Error{ErrorCode::kInvalidArgument, "fails_together_at must be above 0 and at most 1"};
  if (!options.cover_days.empty() && options.cover_days.size() != dataset.products.size())
    return Error{ErrorCode::kInvalidArgument, "cover_days must have one entry a product"};
  return BackupSearch(dataset, network, options, std::move(*scope));
}

DaysKnown BackupSearch::days_of_facts(ProductId product, Indicator indicator, double assumed) const {
  std::optional<DaysKnown> days;
  for (const FactUse* use : uses_[product.index()]) {
    if (use->indicator != indicator) continue;
    const auto range = raw_range(*use, dataset_.facts[use->fact]);
    if (!range) continue;
    if (!days) {
      days = DaysKnown{range->low, range->high, false};
    } else {
      days->low = std::min(days->low, range->low);
      days->high = std::max(days->high, range->high);
    }
  }
  return days.value_or(DaysKnown{assumed, assumed, true});
}

DaysKnown BackupSearch::cover_of(const BackupQuestion& question) const {
  if (!options_.cover_days.empty()) {
    if (const auto days = options_.cover_days[question.product.index()]) return {*days, *days, false};
  }
  const SupplyNetwork& links = network_.network;
  double flow = 0;
  double held = 0;
  for (std::uint32_t n = 0; n < links.node_count; ++n) {
    if (question.buyer && network_.nodes[n].firm != question.buyer) continue;
    for (std::uint64_t g = links.group_offsets[n]; g < links.group_offsets[n + 1]; ++g) {
      for (std::uint64_t e = links.link_offsets[g]; e < links.link_offsets[g + 1]; ++e) {
        if (links.market[links.supplier[e]] != question.product.value) continue;
        flow += links.flow[e];
        held += links.flow[e] * links.target_days[g];
      }
    }
  }
  const double days = flow > 0 ? held / flow : network_.stock.days[question.product.index()];
  return {days, days, true};
}

RootFailure BackupSearch::failure_of(const SupplyRoot& root) const {
  RootFailure failure{root, {}, std::vector<double>(dataset_.products.size(), 0)};
  std::vector<std::uint8_t> lost(network_.nodes.size(), 0);
  if (root.kind != RootKind::kUnnamed) {
    for (std::uint32_t n = 0; n < lost.size(); ++n) lost[n] = roots_.root_of_node()[n] == root ? 1 : 0;
  }
  failure.part = part_lost_upstream(network_.network, lost);
  for (std::size_t p = 0; p < dataset_.products.size(); ++p) {
    double made = 0;
    double gone = 0;
    for (const std::uint32_t n : lines_of_product_[p]) {
      if (lost[n] != 0) continue;
      made += normal_output_[n];
      gone += normal_output_[n] * failure.part[n];
    }
    failure.part_of_product[p] = made > 0 ? gone / made : 0;
  }
  return failure;
}

std::optional<BackupAnswer> BackupSearch::answer(const BackupQuestion& question) const {
  BackupAnswer answer;
  answer.question = question;
  answer.roots = question.buyer ? roots_.of_buyer(question.product, *question.buyer)
                                : roots_.of_product(question.product);
  if (answer.roots.empty()) return std::nullopt;
  for (const RootShare& root : answer.roots) answer.use += root.flow;
  // What nobody has named cannot be said to fail as one: the largest named root is what can be prepared for.
  std::stable_partition(answer.roots.begin(), answer.roots.end(),
                        [](const RootShare& share) { return share.root.kind != RootKind::kUnnamed; });
  answer.gap = answer.primary().flow;
  answer.cover = cover_of(question);

  const RootFailure failure = failure_of(answer.primary().root);
  add_makers(question, answer);
  add_related(question, answer);
  for (BackupCandidate& candidate : answer.candidates) {
    place(question, candidate);
    candidate.shared = exposures(failure, question.product, candidate);
    candidate.fails_with_primary = !candidate.shared.empty() && part_left(candidate.shared) <= 0;
    score(answer, candidate);
  }
  std::stable_sort(answer.candidates.begin(), answer.candidates.end(),
                   [&](const BackupCandidate& a, const BackupCandidate& b) {
                     const auto key = [&](const BackupCandidate& c) {
                       return std::tuple(c.fails_with_primary, -c.score.value, !c.score.known, c.tier,
                                         std::string_view(dataset_.firm(c.firm).id));
                     };
                     return key(a) < key(b);
                   });
  return answer;
}

BackupCandidate BackupSearch::maker(const BackupQuestion& question, const Capability& row,
                                    double median_cost) const {
  BackupCandidate candidate;
  candidate.firm = row.firm;
  candidate.group = top_parent(dataset_, row.firm);
  candidate.region = plant_of(dataset_, row);
  for (const std::uint32_t n : nodes_of_firm_[row.firm.index()]) {
    const NetworkNode& node = network_.nodes[n];
    if (node.product != question.product || (!node.is_outside && node.region != candidate.region)) continue;
    candidate.node = n;
    if (node.is_outside) continue;  // its capacity is not known
    candidate.spare = node.kind == NodeKind::kStandbyLine
                          ? network_.network.standby_capacity[n]
                          : normal_output_[n] * (network_.network.capacity_ratio[n] - 1);
    break;
  }
  candidate.status = row.status;
  candidate.synthetic = dataset_.firm(row.firm).synthetic || row.provenance.grade == 'S';
  candidate.trl_scale = row.trl_scale;
  candidate.trl = row.trl;
  candidate.provenance = row.provenance;
  candidate.lead = row.lead_time_days ? DaysKnown{*row.lead_time_days, *row.lead_time_days, false}
                                      : days_of_facts(question.product, Indicator::kLeadTimeDays,
                                                      options_.policy.default_lead_time_days);
  // As switching has it: a maker of unknown status that produces is as good as qualified.
  const bool produces = candidate.node && network_.nodes[*candidate.node].kind != NodeKind::kStandbyLine;
  if (row.status == CapabilityStatus::kTrial) {
    candidate.qualification = days_of_facts(question.product, Indicator::kQualificationTimeDays,
                                            options_.policy.trial_qualification_days);
  } else if (row.status == CapabilityStatus::kPotential ||
             (row.status == CapabilityStatus::kUnknown && !produces)) {
    candidate.qualification = days_of_facts(question.product, Indicator::kQualificationTimeDays,
                                            options_.policy.potential_qualification_days);
  }
  if (row.unit_cost && median_cost > 0) candidate.unit_cost = *row.unit_cost / median_cost;
  return candidate;
}

void BackupSearch::add_makers(const BackupQuestion& question, BackupAnswer& answer) const {
  const std::vector<std::size_t>& rows = capabilities_[question.product.index()];
  std::vector<double> costs;
  for (const std::size_t c : rows) {
    if (dataset_.capabilities[c].unit_cost) costs.push_back(*dataset_.capabilities[c].unit_cost);
  }
  std::sort(costs.begin(), costs.end());
  const double median_cost = costs.empty() ? 0 : costs[costs.size() / 2];
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;  // firm and plant
  for (const std::size_t c : rows) {
    const Capability& row = dataset_.capabilities[c];
    if (question.buyer == row.firm) continue;
    BackupCandidate candidate = maker(question, row, median_cost);
    // The primary source itself is none of its own backups.
    const SupplyRoot& primary = answer.primary().root;
    if (primary.kind == RootKind::kGroup && primary.group == candidate.group) continue;
    if (seen.emplace(row.firm.value, candidate.region ? candidate.region->value : UINT32_MAX).second)
      answer.candidates.push_back(std::move(candidate));
  }
}

}  // namespace tenon
