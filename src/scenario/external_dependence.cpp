#include "scenario/external_dependence.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "model/figure_basis.h"
#include "model/firm_group.h"
#include "model/region_tree.h"

namespace tenon {
namespace {

constexpr int kUnknownYear = 2020;
constexpr double kQualityLostPerYear = 0.9;
constexpr double kWorldFactor = 0.8;  // quality of a world figure against one on the country's use
constexpr double kFlagFactor = 0.6;   // quality of a list against a figure
constexpr double kPlausibleQuality =
    0.6;  // figures of at least this part of the best quality widen the range
constexpr PartRange kChokePoint{0.75, 0.5, 1};
// Part of world demand that the country stands for, with its range.
constexpr PartRange kWorldDemand{0.3, 0.2, 0.6};
constexpr double kUnlistedMakers = 1;  // own makers that a list may have missed
constexpr double kMakerRatio = 3;      // a foreign maker weighs between 1/3 and 3 own ones

double grade_weight(char grade) {
  switch (grade) {
    case 'A':
      return 1;
    case 'B':
      return 0.9;
    case 'C':
      return 0.5;
    case 'M':
      return 0.3;
    case 'S':
      return 0.1;
    default:
      return 0.4;
  }
}

// Whether `a` is the better source; never both ways, so that row order does not matter.
bool is_better(const Provenance& a, const Provenance& b) {
  const auto key = [](const Provenance& p) {
    return std::tuple(figure_quality(p), p.year.value_or(0), p.source, p.url);
  };
  return key(a) > key(b);
}

PartRange range_of_percents(double one, double other) {
  const auto part = [](double percent) { return std::clamp(percent / 100, 0.0, 1.0); };
  const double low = part(std::min(one, other));
  const double high = part(std::max(one, other));
  return {(low + high) / 2, low, high};
}

std::optional<PartRange> figure_value(const FactUse& use, const Fact& fact) {
  const std::optional<double> low = use.low ? use.low : (fact.low ? fact.low : fact.high);
  const std::optional<double> high = use.high ? use.high : (fact.high ? fact.high : fact.low);
  if (!low || !high) return std::nullopt;
  if (use.indicator == Indicator::kFlagChokePoint) {
    return (*low + *high) / 2 < 0.5 ? std::nullopt : std::optional(kChokePoint);
  }
  return range_of_percents(*low, *high);
}

bool is_about_supply(Indicator indicator) {
  switch (indicator) {
    case Indicator::kExternalDependence:
    case Indicator::kDomesticSupply:
    case Indicator::kWorldSupplyOutside:
    case Indicator::kWorldSupplyInside:
    case Indicator::kLeadingProviderShare:
    case Indicator::kTopGroupShare:
    case Indicator::kFlagChokePoint:
      return true;
    default:
      return false;
  }
}

PartRange complement(const PartRange& part) {
  return {1 - part.value, 1 - part.high, 1 - part.low};
}

// Own makers cover at most their part of world supply over the country's part of world demand.
PartRange from_world_supply(const PartRange& inside) {
  const auto outside = [](double supply, double demand) { return 1 - std::min(1.0, supply / demand); };
  PartRange part{outside(inside.value, kWorldDemand.value), outside(inside.high, kWorldDemand.low),
                 outside(inside.low, kWorldDemand.high)};
  part.low = std::min(part.low, part.value);
  part.high = std::max(part.high, part.value);
  return part;
}

double maker_weight(CapabilityStatus status, bool at_home) {
  switch (status) {
    case CapabilityStatus::kQualified:
      return 1;
    case CapabilityStatus::kTrial:
      return 0.3;
    case CapabilityStatus::kPotential:
      return 0.1;
    case CapabilityStatus::kUnknown:
      return at_home ? 0.2 : 1;
  }
  return 0;
}

void gather_makers(const Dataset& dataset, const HomeView& home, std::vector<ProductEvidence>& evidence) {
  std::vector<std::map<std::string, KnownMaker>> makers(dataset.products.size());
  for (const Capability& capability : dataset.capabilities) {
    if (dataset.firm(capability.firm).synthetic) continue;
    const std::string country = controlling_country(dataset, capability.firm);
    if (country.empty()) continue;
    const std::string& root = dataset.firm(top_parent(dataset, capability.firm)).id;
    KnownMaker& maker = makers[capability.product.index()][root];
    const double weight = maker_weight(capability.status, country == home.code);
    // Of several firms under one root the weightiest says which country, the first by code where equal.
    if (maker.country.empty() || weight > maker.weight ||
        (weight == maker.weight && country < maker.country)) {
      maker.country = country;
      maker.weight = weight;
    }
    maker.root = root;
    maker.is_listed = maker.is_listed || capability.annual_output.value_or(0) > 0;
  }
  for (std::size_t p = 0; p < makers.size(); ++p) {
    for (auto& [root, maker] : makers[p]) evidence[p].makers.push_back(std::move(maker));
  }
}

struct MakerCount {
  double foreign = 0;  // in volume
  double own = 0;
};

MakerCount count_makers(const HomeView& home, const std::vector<KnownMaker>& makers) {
  MakerCount count;
  for (const KnownMaker& maker : makers) {
    if (maker.country == home.code) {
      count.own += maker.weight;
    } else if (maker.weight >= 1) {
      count.foreign += 1;
    }
  }
  return count;
}

struct Estimate {
  PartRange part;
  DependenceEvidence evidence = DependenceEvidence::kFigure;
  Provenance provenance;
  double quality = 0;
};

struct Estimates {
  std::vector<Estimate> figures;
  std::vector<Estimate> floors;
};

// Foreign makers hold at least `held` of the market.
PartRange at_least(double held, bool world, const MakerCount& makers, double holders) {
  const double rest = 1 - std::min(1.0, held);
  const double others = std::max(0.0, makers.foreign - holders);
  const double foreign_part = (others + 1) / (others + makers.own + 2);
  if (!world) return {1 - rest * (1 - foreign_part), 1 - rest, 1};
  return from_world_supply({rest * (1 - foreign_part), 0, rest});
}

void add_figure(const ProductEvidence::Figure& figure, const MakerCount& makers, Estimates& estimates) {
  const bool world = figure.use->basis_region == kWorld;
  Estimate estimate;
  estimate.provenance = figure.fact->provenance;
  estimate.quality = figure_quality(estimate.provenance) * (world ? kWorldFactor : 1);
  estimate.evidence = world ? DependenceEvidence::kWorldFigure : DependenceEvidence::kFigure;
  switch (figure.use->indicator) {
    case Indicator::kExternalDependence:
    case Indicator::kDomesticSupply:
      if (world) return;
      estimate.part =
          figure.use->indicator == Indicator::kDomesticSupply ? complement(figure.value) : figure.value;
      break;
    case Indicator::kWorldSupplyOutside:
    case Indicator::kWorldSupplyInside:
      estimate.part = from_world_supply(
          figure.use->indicator == Indicator::kWorldSupplyOutside ? complement(figure.value) : figure.value);
      break;
    case Indicator::kFlagChokePoint:
      if (world) return;
      estimate.part = figure.value;
      estimate.evidence = DependenceEvidence::kChokePoint;
      estimate.quality *= kFlagFactor;
      break;
    case Indicator::kLeadingProviderShare:
    case Indicator::kTopGroupShare:
      if (figure.fact->metric != "foreign_share" && figure.fact->metric != "foreign_monopoly") return;
      estimate.part = at_least(figure.value.value, world, makers, std::max(1, figure.use->group_size));
      estimate.evidence = DependenceEvidence::kForeignFloor;
      estimates.floors.push_back(std::move(estimate));
      return;
    default:
      return;
  }
  estimates.figures.push_back(std::move(estimate));
}

void add_shares(const Dataset& dataset, const HomeView& home, const ProductEvidence& evidence, bool world,
                const MakerCount& makers, Estimates& estimates) {
  double foreign = 0;
  double all = 0;
  double holders = 0;
  Estimate estimate;
  for (std::size_t s = 0; s < evidence.shares.size(); ++s) {
    if (evidence.world[s] != world) continue;
    const Share& share = *evidence.shares[s];
    const std::string country = provider_country(dataset, share);
    const double part = (share.low + share.high) / 200;
    all += part;
    if (country.empty() || country == home.code) continue;
    foreign += part;
    ++holders;
    if (holders == 1 || is_better(share.provenance, estimate.provenance)) {
      estimate.provenance = share.provenance;
    }
  }
  if (foreign <= 0) return;
  estimate.part = at_least(foreign / std::max(1.0, all), world, makers, holders);
  estimate.evidence = DependenceEvidence::kForeignFloor;
  estimate.quality = figure_quality(estimate.provenance) * (world ? kWorldFactor : 1);
  estimates.floors.push_back(std::move(estimate));
}

// The best figures averaged, widened by those of comparable quality.
ExternalDependence best_of(const std::vector<Estimate>& estimates) {
  double quality = 0;
  for (const Estimate& estimate : estimates) quality = std::max(quality, estimate.quality);
  std::vector<const Estimate*> best;
  for (const Estimate& estimate : estimates) {
    if (estimate.quality == quality) best.push_back(&estimate);
  }
  std::sort(best.begin(), best.end(), [](const Estimate* a, const Estimate* b) {
    if (is_better(a->provenance, b->provenance)) return true;
    if (is_better(b->provenance, a->provenance)) return false;
    return std::tuple(a->part.value, a->part.low, a->part.high) <
           std::tuple(b->part.value, b->part.low, b->part.high);
  });
  ExternalDependence result;
  result.provenance = best.front()->provenance;
  result.evidence = best.front()->evidence;
  result.part = best.front()->part;
  double sum = 0;
  for (const Estimate* estimate : best) sum += estimate->part.value;
  result.part.value = sum / static_cast<double>(best.size());
  for (const Estimate& other : estimates) {
    if (other.quality < kPlausibleQuality * quality) continue;
    result.part.low = std::min(result.part.low, other.part.value);
    result.part.high = std::max(result.part.high, other.part.value);
  }
  result.part.low = std::min(result.part.low, result.part.value);
  result.part.high = std::max(result.part.high, result.part.value);
  return result;
}

std::optional<PartRange> from_makers(const MakerCount& makers) {
  if (makers.foreign + makers.own <= 0) return std::nullopt;
  const double most_foreign = std::max(1.0, makers.foreign) * kMakerRatio;
  const double value = makers.foreign / (makers.foreign + makers.own + kUnlistedMakers);
  const double low = makers.foreign > 0
                         ? makers.foreign / (makers.foreign + kMakerRatio * (makers.own + kUnlistedMakers))
                         : 0;
  return PartRange{value, low, most_foreign / (most_foreign + makers.own)};
}

}  // namespace

HomeView make_home_view(const Dataset& dataset, RegionId home) {
  HomeView view;
  view.country = home;
  view.code = dataset.region(home).code;
  view.contains.resize(dataset.regions.size());
  for (std::size_t r = 0; r < dataset.regions.size(); ++r) {
    view.contains[r] = country_of(dataset, RegionId(r)) == home;
  }
  return view;
}

std::string controlling_country(const Dataset& dataset, FirmId id) {
  const Firm& firm = dataset.firm(id);
  if (!firm.control_code.empty()) return firm.control_code;
  if (!firm.region) return {};
  const Region& country = dataset.region(country_of(dataset, *firm.region));
  return is_country_tier(country.tier) ? country.code : std::string();
}

std::string provider_country(const Dataset& dataset, const Share& share) {
  if (share.firm) return controlling_country(dataset, *share.firm);
  if (!share.region) return {};
  const Region& country = dataset.region(country_of(dataset, *share.region));
  return is_country_tier(country.tier) ? country.code : std::string();
}

double figure_quality(const Provenance& provenance) {
  const int age = kUnknownYear - provenance.year.value_or(kUnknownYear);
  return grade_weight(provenance.grade) * std::pow(kQualityLostPerYear, age);
}

std::vector<ProductEvidence> gather_evidence(const Dataset& dataset, const HomeView& home) {
  std::vector<ProductEvidence> evidence(dataset.products.size());
  for (const FactUse& use : dataset.fact_uses) {
    if (!is_about_supply(use.indicator)) continue;
    if (use.basis_region != kWorld && use.basis_region != home.code) continue;
    const Fact& fact = dataset.facts[use.fact];
    if (const std::optional<PartRange> value = figure_value(use, fact)) {
      evidence[fact.product.index()].figures.push_back({&fact, &use, *value});
    }
  }
  // The best share of each provider: on the country before on the world, then by quality.
  using Provider = std::pair<std::string, std::string>;
  std::vector<std::map<Provider, std::pair<const Share*, bool>>> shares(dataset.products.size());
  for (const Share& share : dataset.shares) {
    const std::optional<std::string> basis = share_basis(dataset, share.scope);
    if (!basis || (*basis != kWorld && *basis != home.code) || (!share.firm && !share.region)) continue;
    const bool world = *basis == kWorld;
    const Provider provider{share.firm ? dataset.firm(*share.firm).id : std::string(),
                            share.firm ? std::string() : dataset.region(*share.region).code};
    const auto [found, is_new] =
        shares[share.product.index()].try_emplace(provider, std::pair(&share, world));
    if (is_new) continue;
    auto& [held, held_world] = found->second;
    const bool better = world != held_world
                            ? held_world
                            : is_better(share.provenance, held->provenance) ||
                                  (!is_better(held->provenance, share.provenance) &&
                                   std::pair(share.low, share.high) > std::pair(held->low, held->high));
    if (better) found->second = {&share, world};
  }
  for (std::size_t p = 0; p < shares.size(); ++p) {
    for (const auto& [provider, share] : shares[p]) {
      evidence[p].shares.push_back(share.first);
      evidence[p].world.push_back(share.second);
    }
  }
  gather_makers(dataset, home, evidence);
  return evidence;
}

ExternalDependence external_dependence(const Dataset& dataset, const HomeView& home,
                                       const ProductEvidence& evidence) {
  const MakerCount makers = count_makers(home, evidence.makers);
  Estimates estimates;
  for (const ProductEvidence::Figure& figure : evidence.figures) add_figure(figure, makers, estimates);
  if (!estimates.figures.empty()) return best_of(estimates.figures);

  for (const bool world : {false, true}) add_shares(dataset, home, evidence, world, makers, estimates);
  const std::optional<PartRange> by_makers = from_makers(makers);
  ExternalDependence result;
  if (!estimates.floors.empty()) {
    result = best_of(estimates.floors);
    if (by_makers && by_makers->value > result.part.value) {
      result.part.value = by_makers->value;
      result.part.high = std::max(result.part.high, by_makers->high);
    }
  } else if (by_makers) {
    result.part = *by_makers;
    result.evidence = DependenceEvidence::kNamedMakers;
  }
  return result;
}

}  // namespace tenon
