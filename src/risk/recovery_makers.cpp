#include "risk/recovery_makers.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "model/firm_group.h"

namespace tenon {
namespace {

constexpr double kTrialWeight = 0.3;
constexpr double kPotentialWeight = 0.1;
constexpr double kUnknownWeight = 0.2;
constexpr double kJointControl = 0.5;
constexpr double kHighestTrl = 9;

std::optional<RegionId> plant_region(const Dataset& dataset, const Capability& capability) {
  return capability.region ? capability.region : dataset.firm(capability.firm).region;
}

// The code of the controlling country; where none is given, the country that the firm's region lies in.
std::string control_of(const Dataset& dataset, const Capability& capability) {
  const Firm& firm = dataset.firm(capability.firm);
  if (!firm.control_code.empty()) return firm.control_code;
  std::optional<RegionId> region = plant_region(dataset, capability);
  for (std::size_t step = 0; region && step <= dataset.regions.size(); ++step) {
    const Region& current = dataset.region(*region);
    if (current.tier == Tier::kCountry || current.tier == Tier::kForeign) return current.code;
    region = current.parent;
  }
  return {};
}

struct Entry {
  double weight = 0;
  double low = 0;
  double high = 0;
};

Entry entry_weight(const Capability& capability, bool joint) {
  Entry entry;
  switch (capability.status) {
    case CapabilityStatus::kQualified:
      entry.weight = entry.low = entry.high = 1;
      break;
    case CapabilityStatus::kTrial:
      entry.weight = entry.low = entry.high = kTrialWeight;
      break;
    case CapabilityStatus::kPotential:
      entry.weight = entry.low = entry.high = kPotentialWeight;
      break;
    case CapabilityStatus::kUnknown:
      entry = {kUnknownWeight, 0, 1};
      break;
  }
  const bool immature =
      capability.status == CapabilityStatus::kTrial || capability.status == CapabilityStatus::kPotential;
  if (immature && capability.trl) {
    const double readiness = std::clamp(*capability.trl / kHighestTrl, 0.0, 1.0);
    entry = {readiness, readiness, readiness};
  }
  if (joint) entry = {entry.weight * kJointControl, entry.low * kJointControl, entry.high};
  if (capability.provenance.grade == 'M') entry.low = 0;
  return entry;
}

// What the plants of one group add up to, kept apart for own and foreign control.
void merge(Maker& maker, const Capability& capability, const Entry& entry, MakerPlace place, bool first) {
  const auto rank = [](MakerPlace p, double weight, FirmId firm) {
    return std::tuple(static_cast<int>(p), -weight, firm.index());
  };
  if (first || rank(place, entry.weight, capability.firm) < rank(maker.place, maker.weight, maker.firm)) {
    maker.firm = capability.firm;
    maker.place = place;
  }
  maker.weight = std::max(maker.weight, entry.weight);
  maker.weight_low = std::max(maker.weight_low, entry.low);
  maker.weight_high = std::max(maker.weight_high, entry.high);
  maker.volume = maker.volume || capability.status == CapabilityStatus::kQualified;
  const Provenance& candidate = capability.provenance;
  const auto better = [](const Provenance& a, const Provenance& b) {
    return std::tuple(grade_weight(a.grade), a.year.value_or(0), a.source) >
           std::tuple(grade_weight(b.grade), b.year.value_or(0), b.source);
  };
  if (first || better(candidate, maker.provenance)) maker.provenance = candidate;
}

void add(Interval& sum, const Maker& maker) {
  sum.value += maker.weight;
  sum.low += maker.weight_low;
  sum.high += maker.weight_high;
}

void count(MakerCensus& census, const std::set<std::string>& foreign_controls) {
  std::sort(census.makers.begin(), census.makers.end(), [](const Maker& a, const Maker& b) {
    return std::tuple(static_cast<int>(a.place), -a.weight, a.firm) <
           std::tuple(static_cast<int>(b.place), -b.weight, b.firm);
  });
  for (const Maker& maker : census.makers) {
    if (maker.provenance.grade == 'A' || maker.provenance.grade == 'B' || maker.provenance.grade == 'C') {
      census.any_published = true;
    }
    if (!maker.own_control) {
      if (maker.volume) ++census.foreign_volume;
      if (maker.volume && maker.place == MakerPlace::kScope) ++census.foreign_volume_in_scope;
      continue;
    }
    if (maker.place == MakerPlace::kScope) {
      add(census.independent_scope, maker);
      if (maker.volume) ++census.volume_scope;
    } else if (maker.place == MakerPlace::kCountry) {
      add(census.independent_country, maker);
      if (maker.volume) ++census.volume_country;
    }
  }
  census.foreign_countries = foreign_controls.size();
}

}  // namespace

std::vector<MakerCensus> maker_census(const Dataset& dataset, const ScopeView& scope, bool use_synthetic) {
  using Key = std::tuple<FirmId, bool>;  // group, own control: a joint venture may differ from its parent
  std::vector<std::map<Key, Maker>> groups(dataset.products.size());
  std::vector<std::set<std::string>> foreign_controls(dataset.products.size());
  std::vector<MakerCensus> result(dataset.products.size());

  for (const Capability& capability : dataset.capabilities) {
    const Firm& firm = dataset.firm(capability.firm);
    if ((firm.synthetic || capability.provenance.grade == 'S') && !use_synthetic) continue;
    const std::size_t p = capability.product.index();
    const std::string control = control_of(dataset, capability);
    const bool own = control == scope.country_code;
    MakerPlace place = MakerPlace::kAbroad;
    if (const std::optional<RegionId> region = plant_region(dataset, capability)) {
      if (scope.contains(*region)) {
        place = MakerPlace::kScope;
      } else if (scope.in_country[region->index()]) {
        place = MakerPlace::kCountry;
      }
    } else if (own) {
      // Where the plant of an own firm stands is not known: somewhere in the country, which may be the scope
      // itself.
      place = scope.is_country ? MakerPlace::kScope : MakerPlace::kCountry;
    }

    const bool joint = firm.control_note.starts_with("joint");
    const Entry entry = entry_weight(capability, own && joint);
    const Key key{top_parent(dataset, capability.firm), own};
    const auto [position, first] = groups[p].try_emplace(key);
    Maker& maker = position->second;
    maker.parent = std::get<0>(key);
    maker.own_control = own;
    merge(maker, capability, entry, place, first);
    if (!own && capability.status == CapabilityStatus::kQualified) foreign_controls[p].insert(control);
    if (own && place == MakerPlace::kScope && capability.trl) {
      result[p].best_trl = std::max(result[p].best_trl.value_or(0), *capability.trl);
    }
  }
  for (std::size_t p = 0; p < groups.size(); ++p) {
    for (auto& [key, maker] : groups[p]) result[p].makers.push_back(maker);
    count(result[p], foreign_controls[p]);
  }
  return result;
}

}  // namespace tenon
