// Firms that could learn to make a product: near in what they make and in what they need, where its inputs
// are made.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "model/firm_group.h"
#include "remedy/backup_search.h"

namespace tenon {
namespace {

// Of two codes of GB/T 4754: the section letter and class alike 1, group 0.6, division 0.3.
double industry_likeness(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return 0;
  std::size_t common = 0;
  while (common < a.size() && common < b.size() && a[common] == b[common]) ++common;
  if (common >= 5) return 1;
  if (common == 4) return 0.6;
  return common == 3 ? 0.3 : 0;
}

}  // namespace

double BackupSearch::likeness(ProductId a, ProductId b) const {
  const auto inputs_of = [&](ProductId product) {
    std::set<std::uint32_t> inputs;
    for (const std::size_t i : inputs_[product.index()]) inputs.insert(dataset_.inputs[i].input.value);
    return inputs;
  };
  const std::set<std::uint32_t> of_a = inputs_of(a);
  const std::set<std::uint32_t> of_b = inputs_of(b);
  const auto common = static_cast<double>(
      std::count_if(of_a.begin(), of_a.end(), [&](std::uint32_t input) { return of_b.contains(input); }));
  const double all = static_cast<double>(of_a.size() + of_b.size()) - common;
  const double inputs = all > 0 ? common / all : 0;
  const double industry = industry_likeness(dataset_.product(a).gbt4754, dataset_.product(b).gbt4754);
  return (inputs + industry) / 2;
}

void BackupSearch::add_related(const BackupQuestion& question, BackupAnswer& answer) const {
  std::set<std::uint32_t> makers;
  for (const std::size_t c : capabilities_[question.product.index()])
    makers.insert(dataset_.capabilities[c].firm.value);

  std::vector<double> like(dataset_.products.size(), 0);
  double most_like = 0;
  for (std::size_t q = 0; q < like.size(); ++q) {
    if (q == question.product.index()) continue;
    like[q] = likeness(question.product, ProductId(q));
    most_like = std::max(most_like, like[q]);
  }
  if (most_like <= 0) return;

  // Where the product's inputs are made: by province, and anywhere in the scope.
  const std::vector<std::size_t>& inputs = inputs_[question.product.index()];
  std::vector<std::set<std::uint32_t>> provinces(inputs.size());
  std::vector<bool> in_scope(inputs.size(), false);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    for (const std::size_t c : capabilities_[dataset_.inputs[inputs[i]].input.index()]) {
      const Capability& row = dataset_.capabilities[c];
      const auto region = plant_of(dataset_, row);
      if (row.status != CapabilityStatus::kQualified || !region || !scope_.contains(*region)) continue;
      in_scope[i] = true;
      if (const auto& province = province_[region->index()]) provinces[i].insert(province->value);
    }
  }
  const auto coverage = [&](RegionId region) -> std::optional<double> {
    if (inputs.empty()) return std::nullopt;
    double covered = 0;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const auto& province = province_[region.index()];
      covered += province && provinces[i].contains(province->value) ? 1 : in_scope[i] ? 0.5 : 0;
    }
    return covered / static_cast<double>(inputs.size());
  };

  std::map<std::uint32_t, BackupCandidate> best;  // by firm
  for (const Capability& row : dataset_.capabilities) {
    const auto region = plant_of(dataset_, row);
    if (like[row.product.index()] <= 0 || row.status != CapabilityStatus::kQualified || !region ||
        !scope_.contains(*region) || makers.contains(row.firm.value) || question.buyer == row.firm)
      continue;
    const double near =
        like[row.product.index()] / most_like * std::sqrt(related_.density(*region, question.product));
    if (near <= 0) continue;
    BackupCandidate& candidate = best[row.firm.value];
    if (candidate.relatedness.value_or(0) >= near) continue;
    candidate.kind = CandidateKind::kRelated;
    candidate.firm = row.firm;
    candidate.group = top_parent(dataset_, row.firm);
    candidate.region = region;
    candidate.status = CapabilityStatus::kPotential;
    candidate.synthetic = dataset_.firm(row.firm).synthetic;
    candidate.relatedness = near;
    candidate.input_coverage = coverage(*region);
    candidate.related_product = row.product;
    candidate.provenance = row.provenance;
    candidate.lead =
        days_of_facts(question.product, Indicator::kLeadTimeDays, options_.policy.default_lead_time_days);
    // It must learn to make it first, and then be accepted.
    candidate.qualification = {2 * options_.policy.potential_qualification_days,
                               2 * options_.policy.potential_qualification_days, true};
  }
  answer.related_found = best.size();
  std::vector<BackupCandidate> found;
  for (auto& [firm, candidate] : best) found.push_back(std::move(candidate));
  // Real firms before made-up ones: there is no use in attracting the latter.
  std::stable_sort(found.begin(), found.end(), [&](const BackupCandidate& a, const BackupCandidate& b) {
    const auto key = [&](const BackupCandidate& c) {
      return std::tuple(c.synthetic, -*c.relatedness * (0.5 + 0.5 * c.input_coverage.value_or(0)),
                        std::string_view(dataset_.firm(c.firm).id));
    };
    return key(a) < key(b);
  });
  if (found.size() > options_.related) found.resize(options_.related);
  std::move(found.begin(), found.end(), std::back_inserter(answer.candidates));
}

}  // namespace tenon
