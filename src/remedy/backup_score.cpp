// How near a candidate is, what it shares with the primary source, and its score.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "remedy/backup_search.h"
#include "scenario/external_dependence.h"

namespace tenon {
namespace {

// Control from the primary's country over a plant elsewhere; half of it where the parents are joint.
constexpr double kForeignControl = 0.5;
// A plant in the city of the primary source: what stops the city stops both, but not every failure is one of
// the city.
constexpr double kSameCity = 0.3;
constexpr double kSmallestPart = 0.01;
constexpr double kHighestTrl = 9;
constexpr ScoreFactor kUnknownCapacity{0.5, 0, 1, false};
constexpr ScoreFactor kUnknownCost{0.8, 0.5, 1, false};
constexpr double kCheapest = 0.1;
constexpr double kDearest = 10;

ScoreFactor maturity_of(const BackupCandidate& candidate) {
  const auto by_trl = [&](double fallback, double low, double high) -> ScoreFactor {
    if (!candidate.trl) return {fallback, low, high, true};
    const double level = std::min(1.0, *candidate.trl / kHighestTrl);
    return {level, level, level, true};
  };
  if (candidate.kind == CandidateKind::kRelated) {
    const double near =
        candidate.relatedness.value_or(0) * (0.5 + 0.5 * candidate.input_coverage.value_or(0));
    return {0.1 * near, 0, 0.3 * near, false};
  }
  switch (candidate.status) {
    case CapabilityStatus::kQualified:
      return {};
    case CapabilityStatus::kTrial:
      return by_trl(0.5, 0.3, 0.8);
    case CapabilityStatus::kPotential:
      return by_trl(0.25, 0.1, 0.5);
    case CapabilityStatus::kUnknown:
      return {0.5, 0.1, 1, false};
  }
  return {};
}

}  // namespace

void BackupSearch::place(const BackupQuestion& question, BackupCandidate& candidate) const {
  candidate.tier = BackupTier::kAbroad;
  if (!candidate.region) return;
  const RegionId region = *candidate.region;
  if (!scope_.in_country[region.index()]) {
    const std::string& country = dataset_.region(country_of(dataset_, region)).code;
    const auto& friendly = options_.friendly;
    if (std::find(friendly.begin(), friendly.end(), country) != friendly.end())
      candidate.tier = BackupTier::kFriendlyAbroad;
    return;
  }
  candidate.tier = scope_.contains(region) ? BackupTier::kScope : BackupTier::kCountry;
  if (!question.buyer || !dataset_.firm(*question.buyer).region) return;
  const RegionId of_buyer = *dataset_.firm(*question.buyer).region;
  const auto same = [&](Tier tier) {
    const auto a = ancestor_of_tier(dataset_, region, tier);
    return a && a == ancestor_of_tier(dataset_, of_buyer, tier);
  };
  if (province_[region.index()] && province_[region.index()] == province_[of_buyer.index()])
    candidate.tier = BackupTier::kProvince;
  if (same(Tier::kCity)) candidate.tier = BackupTier::kSameCity;
}

std::optional<RegionId> BackupSearch::city_of(const SupplyRoot& root, ProductId product) const {
  if (root.kind != RootKind::kGroup) return std::nullopt;
  std::optional<std::uint32_t> largest;
  for (const std::uint32_t n : lines_of_product_[product.index()]) {
    if (roots_.root_of_node()[n] == root && (!largest || normal_output_[n] > normal_output_[*largest]))
      largest = n;
  }
  if (!largest || !network_.nodes[*largest].region) return std::nullopt;
  return ancestor_of_tier(dataset_, *network_.nodes[*largest].region, Tier::kCity);
}

// The input of which the largest part is gone: of its own line, else of any line of the product.
std::optional<ProductId> BackupSearch::first_lost(const RootFailure& failure, ProductId product,
                                                  const BackupCandidate& candidate) const {
  const SupplyNetwork& links = network_.network;
  std::optional<ProductId> found;
  double worst = 0;
  for (const std::uint32_t n : lines_of_product_[product.index()]) {
    if (candidate.node && n != *candidate.node && network_.nodes[*candidate.node].kind == NodeKind::kLine)
      continue;
    for (std::uint64_t g = links.group_offsets[n]; g < links.group_offsets[n + 1]; ++g) {
      if (links.essential[g] == 0) continue;
      double all = 0;
      double gone = 0;
      double most = 0;
      std::uint32_t through = 0;
      for (std::uint64_t e = links.link_offsets[g]; e < links.link_offsets[g + 1]; ++e) {
        const double lost = links.flow[e] * failure.part[links.supplier[e]];
        all += links.flow[e];
        gone += lost;
        if (lost > most) {
          most = lost;
          through = links.supplier[e];
        }
      }
      if (most <= 0 || gone / all <= worst) continue;
      worst = gone / all;
      found = network_.nodes[through].product;
    }
  }
  return found;
}

std::vector<SharedExposure> BackupSearch::exposures(const RootFailure& failure, ProductId product,
                                                    const BackupCandidate& candidate) const {
  std::vector<SharedExposure> shared;
  const SupplyRoot& root = failure.root;
  const auto add = [&](SharedExposureKind kind, double part, std::string code = {}) -> SharedExposure& {
    SharedExposure& exposure = shared.emplace_back();
    exposure.kind = kind;
    exposure.part = part;
    exposure.code = std::move(code);
    return exposure;
  };
  const NetworkNode* node = candidate.node ? &network_.nodes[*candidate.node] : nullptr;
  if (root.kind == RootKind::kCountry) {
    const std::string stands =
        candidate.region ? dataset_.region(country_of(dataset_, *candidate.region)).code : std::string();
    const bool joint = !dataset_.firm(candidate.firm).control_note.empty();
    if (stands == root.country || (node != nullptr && node->is_outside && node->country == root.country)) {
      add(SharedExposureKind::kCountry, 1, root.country);
    } else if (controlling_country(dataset_, candidate.firm) == root.country) {
      add(SharedExposureKind::kCountry, joint ? kForeignControl / 2 : kForeignControl, root.country);
    }
  }
  if (root.kind == RootKind::kGroup && root.group == candidate.group)
    add(SharedExposureKind::kControl, 1).group = root.group;
  if (const auto city = city_of(root, product)) {
    if (candidate.region && ancestor_of_tier(dataset_, *candidate.region, Tier::kCity) == city)
      add(SharedExposureKind::kCity, kSameCity, dataset_.region(*city).code);
  }
  // Its own inputs; those of the product's other lines where its own are not known.
  const bool has_line = node != nullptr && node->kind == NodeKind::kLine;
  const double part = has_line ? failure.part[*candidate.node] : failure.part_of_product[product.index()];
  const bool at_home = candidate.region && scope_.in_country[candidate.region->index()];
  if (at_home && part >= kSmallestPart && !(has_line && roots_.root_of_node()[*candidate.node] == root))
    add(SharedExposureKind::kUpstream, part).product = first_lost(failure, product, candidate);
  std::stable_sort(shared.begin(), shared.end(),
                   [](const SharedExposure& a, const SharedExposure& b) { return a.part > b.part; });
  return shared;
}

double BackupSearch::part_left(const std::vector<SharedExposure>& exposures) const {
  double left = 1;
  for (const SharedExposure& exposure : exposures) {
    if (exposure.part >= options_.fails_together_at) return 0;
    left *= 1 - exposure.part;
  }
  return left;
}

void BackupSearch::score(const BackupAnswer& answer, BackupCandidate& candidate) const {
  const auto set = [&](ScorePart part, ScoreFactor factor) {
    candidate.parts[static_cast<std::size_t>(part)] = factor;
  };
  if (candidate.spare && answer.gap > 0) {
    const double covers = std::min(1.0, *candidate.spare / answer.gap);
    set(ScorePart::kCapacity, {covers, covers, covers, true});
  } else {
    set(ScorePart::kCapacity, kUnknownCapacity);
  }
  const double independent = part_left(candidate.shared);
  set(ScorePart::kIndependence, {independent, independent, independent, true});
  set(ScorePart::kMaturity, maturity_of(candidate));
  const double cover = std::max(1.0, answer.cover.middle());
  const auto in_time = [&](double days) { return std::exp(-days / cover); };
  set(ScorePart::kTime,
      {in_time(candidate.ready_days()), in_time(candidate.lead.high + candidate.qualification.high),
       in_time(candidate.lead.low + candidate.qualification.low),
       !candidate.lead.is_assumption && !candidate.qualification.is_assumption});
  if (candidate.unit_cost) {
    const double cheap = 1 / std::clamp(*candidate.unit_cost, kCheapest, kDearest);
    set(ScorePart::kCost, {cheap, cheap, cheap, true});
  } else {
    set(ScorePart::kCost, kUnknownCost);
  }
  candidate.score = {};
  for (const ScoreFactor& factor : candidate.parts) {
    candidate.score.value *= factor.value;
    candidate.score.low *= factor.low;
    candidate.score.high *= factor.high;
    candidate.score.known = candidate.score.known && factor.known;
  }
}

}  // namespace tenon
