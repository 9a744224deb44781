#include "risk/dependency.h"

#include <algorithm>
#include <string>

namespace tenon {
namespace {

constexpr double kMinorityShare = 0.5;      // CDI2 of SWD(2021) 352: more than half from outside
constexpr double kTwoSidedCoverage = 0.95;  // named shares of this part of a market fix both sides
// A choke-point list names what the country cannot make enough of: more than half comes from elsewhere.
constexpr Interval kChokePoint{0.75, 0.5, 1};
constexpr std::size_t kNoLine = static_cast<std::size_t>(-1);

struct Estimate {
  Interval dependence;
  Provenance provenance;
  double quality = 0;
  bool world = false;
  bool flag = false;
  bool old = false;
  std::size_t line = kNoLine;  // of its evidence
  std::string group;           // scope text of the share group that it comes from
};

struct Collected {
  std::vector<Estimate> estimates;
  std::vector<Estimate> floors;
  std::optional<Estimate> scope_figure;
};

Interval complement(const Interval& share) {
  return {1 - share.value, 1 - share.high, 1 - share.low};
}

// The part of what unnamed makers hold that is foreign, by the makers named beside `holders` foreign ones
// whose share is known: (F + 1) / (F + N + 2), N own makers in volume, one more of each kind allowed for.
double foreign_part_of_rest(const MakerCensus& census, std::size_t holders) {
  const double foreign =
      static_cast<double>(census.foreign_volume - std::min(census.foreign_volume, holders));
  const double own = static_cast<double>(census.volume_scope + census.volume_country);
  return (foreign + 1) / (foreign + own + 2);
}

// Foreign makers hold at least `foreign` of the market.
Interval floor_dependence(double foreign, bool world, double foreign_part_of_rest,
                          const BreakPointMethod& method) {
  const double rest = 1 - std::min(1.0, foreign);
  if (!world) return make_interval(1 - rest * (1 - foreign_part_of_rest), 1 - rest, 1);
  return dependence_from_world_supply(make_interval(rest * (1 - foreign_part_of_rest), 0, rest), method);
}

// Whether the metric itself says that the holder of the share is foreign.
bool holder_is_foreign(const Fact& fact) {
  return fact.metric == "foreign_share" || fact.metric == "foreign_monopoly";
}

void collect_use(const Dataset& dataset, const ScopeView& scope, const MakerCensus& census,
                 const FactUse& use, const BreakPointOptions& options, Collected& collected,
                 std::vector<Evidence>& lines) {
  const Fact& fact = dataset.facts[use.fact];
  const BasisFit fit = basis_fit(dataset, scope, use.basis_region);
  const bool flag = use.indicator == Indicator::kFlagChokePoint;
  std::optional<Interval> share = percent_interval(use, fact);
  if (flag && share) share = raw_range(use, fact)->middle() < 0.5 ? std::nullopt : std::optional(kChokePoint);
  if (fit == BasisFit::kNone || !share) return;
  Estimate estimate;
  estimate.provenance = fact.provenance;
  estimate.quality = quality_of(fact.provenance, options.current_year);
  estimate.old = is_old(fact.provenance, options.old_before);
  estimate.line = lines.size();
  bool floor = false;
  switch (use.indicator) {
    case Indicator::kExternalDependence:
    case Indicator::kDomesticSupply:
      if (fit == BasisFit::kWorld) return;
      estimate.dependence = use.indicator == Indicator::kDomesticSupply ? complement(*share) : *share;
      break;
    case Indicator::kWorldSupplyInside:
    case Indicator::kWorldSupplyOutside: {
      const Interval inside = use.indicator == Indicator::kWorldSupplyInside ? *share : complement(*share);
      estimate.dependence = dependence_from_world_supply(inside, options.method);
      estimate.world = true;
      estimate.quality *= options.method.world_proxy_factor;
      break;
    }
    case Indicator::kLeadingProviderShare:
    case Indicator::kTopGroupShare:
      if (!holder_is_foreign(fact) || fit == BasisFit::kScope) return;
      estimate.world = fit == BasisFit::kWorld;
      estimate.dependence = floor_dependence(
          share->value, estimate.world,
          foreign_part_of_rest(census, static_cast<std::size_t>(std::max(1, use.group_size))),
          options.method);
      if (estimate.world) estimate.quality *= options.method.world_proxy_factor;
      floor = true;
      break;
    case Indicator::kFlagChokePoint:
      if (fit != BasisFit::kCountry) return;
      estimate.flag = true;
      estimate.dependence = *share;
      estimate.quality *= options.method.flag_factor;
      break;
    default:
      return;
  }
  lines.push_back(evidence_of_use(use, fact, options.old_before));
  if (fit == BasisFit::kScope) {
    if (!collected.scope_figure || estimate.quality > collected.scope_figure->quality) {
      collected.scope_figure = estimate;
    }
  } else if (floor) {
    collected.floors.push_back(std::move(estimate));
  } else {
    collected.estimates.push_back(std::move(estimate));
  }
}

// Shares of named firms: what own and foreign makers hold at least.
void collect_group(const Dataset& dataset, const ScopeView& scope, const MakerCensus& census,
                   const ShareGroup& group, const BreakPointOptions& options, Collected& collected) {
  const BasisFit fit = basis_fit(dataset, scope, group.basis);
  if (fit != BasisFit::kWorld && fit != BasisFit::kCountry) return;
  double own = 0;
  double foreign = 0;
  std::size_t holders = 0;
  for (const Share* share : group.shares) {
    std::string control;
    if (share->firm) control = dataset.firm(*share->firm).control_code;
    if (share->region) {
      control =
          scope.in_country[share->region->index()] ? scope.country_code : dataset.region(*share->region).code;
    }
    if (control.empty()) continue;
    (control == scope.country_code ? own : foreign) += (share->low + share->high) / 200;
    if (control != scope.country_code) ++holders;
  }
  const double total = own + foreign;
  if (total > 1) {
    own /= total;
    foreign /= total;
  }
  Estimate estimate;
  estimate.group = group.scope_text;
  estimate.provenance = group.provenance;
  estimate.quality = quality_of(group.provenance, options.current_year);
  estimate.old = is_old(group.provenance, options.old_before);
  estimate.world = fit == BasisFit::kWorld;
  if (estimate.world) estimate.quality *= options.method.world_proxy_factor;
  if (total >= kTwoSidedCoverage) {
    // The rest is split as the named part is.
    const Interval inside = make_interval(own / std::min(1.0, total), own, 1 - foreign);
    estimate.dependence =
        estimate.world ? dependence_from_world_supply(inside, options.method) : complement(inside);
    collected.estimates.push_back(std::move(estimate));
  } else if (foreign > 0) {
    estimate.dependence =
        floor_dependence(foreign, estimate.world, foreign_part_of_rest(census, holders), options.method);
    collected.floors.push_back(std::move(estimate));
  }
}

const Estimate* best_of(const std::vector<Estimate>& estimates, int current_year) {
  if (estimates.empty()) return nullptr;
  return &*std::max_element(estimates.begin(), estimates.end(), [&](const Estimate& a, const Estimate& b) {
    if (a.quality != b.quality) return a.quality < b.quality;
    const double width_a = a.dependence.high - a.dependence.low;
    const double width_b = b.dependence.high - b.dependence.low;
    if (width_a != width_b) return width_a > width_b;
    if (a.dependence.value != b.dependence.value) return a.dependence.value < b.dependence.value;
    return better_source(b.provenance, a.provenance, current_year);
  });
}

Interval open_by_age(Interval interval, const Estimate& estimate, const BreakPointOptions& options) {
  if (!estimate.old) return interval;
  const double years = options.old_before - *estimate.provenance.year;
  return make_interval(interval.value, interval.low - years * options.method.drift_down_per_old_year,
                       interval.high + years * options.method.drift_up_per_old_year);
}

void note_source(const Estimate& estimate, Dependence& result) {
  if (estimate.line != kNoLine) result.evidence[estimate.line].computed_with = true;
  if (!estimate.group.empty()) result.used_groups.push_back(estimate.group);
  if (is_published_grade(estimate.provenance.grade)) {
    // An old list names a problem of its day and gives no number: not enough for the highest level.
    if (!estimate.flag || !estimate.old) result.published = true;
    result.only_weak = false;
  }
  if (!estimate.old) result.only_old = false;
}

void from_estimates(const Collected& collected, const BreakPointOptions& options, Dependence& result) {
  const Estimate& best = *best_of(collected.estimates, options.current_year);
  result.basis = best.flag    ? DependenceBasis::kFlag
                 : best.world ? DependenceBasis::kWorldFigure
                              : DependenceBasis::kFigure;
  Interval interval = open_by_age(best.dependence, best, options);
  for (const Estimate& other : collected.estimates) {
    if (other.quality < options.method.plausible_quality * best.quality) continue;
    interval.low = std::min(interval.low, other.dependence.value);
    interval.high = std::max(interval.high, other.dependence.value);
    note_source(other, result);
  }
  for (const Estimate& floor : collected.floors) {
    if (floor.quality < options.method.plausible_quality * best.quality) continue;
    interval.high = std::max(interval.high, floor.dependence.low);
    note_source(floor, result);
  }
  note_source(best, result);
  result.country = interval;
}

// Returns whether the makers named say more than the floor does.
bool from_floors(const Collected& collected, const std::optional<Interval>& makers,
                 const BreakPointOptions& options, Dependence& result) {
  const Estimate& best = *best_of(collected.floors, options.current_year);
  result.basis = DependenceBasis::kFloor;
  result.country = open_by_age(best.dependence, best, options);
  note_source(best, result);
  if (!makers || makers->value <= result.country.value) return false;
  result.country.value = makers->value;
  result.country.high = std::max(result.country.high, makers->high);
  return true;
}

Evidence makers_line(const MakerCensus& census, const Interval& dependence, bool used) {
  Evidence line;
  line.metric = "named_makers";
  line.label_zh = "已知厂商:境外控制的量产厂商占比(加权)";
  line.label_en = "named makers: weighted part under foreign control";
  line.value = 100 * dependence.value;
  line.low = 100 * dependence.low;
  line.high = 100 * dependence.high;
  line.unit = "%";
  line.provenance = computed_provenance("computed from the makers listed");
  for (const Maker& maker : census.makers) {
    if (grade_weight(maker.provenance.grade) > grade_weight(line.provenance.grade) ||
        line.provenance.grade == ' ') {
      line.provenance.grade = maker.provenance.grade;
    }
  }
  line.computed_with = used;
  return line;
}

Evidence dependence_line(const char* metric, const char* zh, const char* en, const Interval& value,
                         const Region& region) {
  Evidence line;
  line.metric = metric;
  line.label_zh = zh;
  line.label_en = en;
  line.value = 100 * value.value;
  line.low = 100 * value.low;
  line.high = 100 * value.high;
  line.unit = "%";
  line.threshold = 100 * kMinorityShare;
  line.scope = both_names(region.name_zh, region.name_en);
  line.provenance = computed_provenance("computed");
  line.computed_with = true;
  return line;
}

}  // namespace

Interval dependence_from_world_supply(Interval inside, const BreakPointMethod& method) {
  const auto outside = [](double supply, double demand) { return 1 - std::min(1.0, supply / demand); };
  return make_interval(outside(inside.value, method.use_share_of_world),
                       outside(inside.high, method.use_share_of_world_low),
                       outside(inside.low, method.use_share_of_world_high));
}

std::optional<Interval> dependence_from_makers(const MakerCensus& census, const BreakPointMethod& method) {
  const double foreign = static_cast<double>(census.foreign_volume);
  const double own = census.independent_scope.value + census.independent_country.value;
  const double own_low = census.independent_scope.low + census.independent_country.low;
  const double own_high = census.independent_scope.high + census.independent_country.high;
  if (foreign + own <= 0) return std::nullopt;
  // A list without a foreign maker does not prove that there is none: the upper end allows for one. Nor does
  // a list without an own maker: value and lower end allow for some.
  const double foreign_high = std::max(1.0, foreign) * method.maker_ratio;
  const double unlisted = method.unlisted_makers;
  const double value = foreign / (foreign + own + unlisted);
  const double low = foreign > 0 ? foreign / (foreign + method.maker_ratio * (own_high + unlisted)) : 0;
  return make_interval(value, low, foreign_high / (foreign_high + own_low));
}

Interval dependence_of_scope(Interval country, const ScopeView& scope, const MakerCensus& census,
                             const std::optional<Interval>& scope_figure, const BreakPointMethod& method) {
  if (scope.is_country) return country;
  const double w = method.outside_scope_weight;
  if (scope_figure) {
    const auto with = [&](double d, double outside) { return d + w * std::max(0.0, outside - d); };
    return make_interval(with(country.value, scope_figure->value), with(country.low, scope_figure->low),
                         with(country.high, scope_figure->high));
  }
  const auto part = [](double outside, double inside, double if_none) {
    return outside + inside > 0 ? outside / (outside + inside) : if_none;
  };
  const Interval& in = census.independent_scope;
  const Interval& out = census.independent_country;
  const Interval outside =
      make_interval(part(out.value, in.value, 0.5), part(out.low, in.high, 0), part(out.high, in.low, 1));
  const auto with = [&](double d, double o) { return d + (1 - d) * w * o; };
  return make_interval(with(country.value, outside.value), with(country.low, outside.low),
                       with(country.high, outside.high));
}

Dependence product_dependence(const Dataset& dataset, const ScopeView& scope, const MakerCensus& census,
                              std::span<const FactUse* const> uses, std::span<const ShareGroup> groups,
                              const BreakPointOptions& options) {
  Dependence result;
  result.only_old = true;
  result.only_weak = true;
  Collected collected;
  for (const FactUse* use : uses)
    collect_use(dataset, scope, census, *use, options, collected, result.evidence);
  for (const ShareGroup& group : groups) collect_group(dataset, scope, census, group, options, collected);
  const std::optional<Interval> makers =
      census.any_published ? dependence_from_makers(census, options.method) : std::nullopt;

  bool makers_used = false;
  if (!collected.estimates.empty()) {
    from_estimates(collected, options, result);
  } else if (!collected.floors.empty()) {
    makers_used = from_floors(collected, makers, options, result);
  } else if (makers) {
    result.basis = DependenceBasis::kNamedMakers;
    result.country = *makers;
    result.only_old = false;
    makers_used = true;
  } else {
    return result;
  }
  if (makers) result.evidence.push_back(makers_line(census, *makers, makers_used));
  std::optional<Interval> scope_figure;
  if (collected.scope_figure) {
    scope_figure = collected.scope_figure->dependence;
    note_source(*collected.scope_figure, result);
  }
  result.scope = dependence_of_scope(result.country, scope, census, scope_figure, options.method);
  result.evidence.push_back(dependence_line("external_dependence", "对外依赖度", "external dependence",
                                            result.scope, dataset.region(scope.scope)));
  if (!scope.is_country) {
    result.evidence.push_back(dependence_line("country_dependence", "全国对外依赖度(对其各地区为下限)",
                                              "dependence of the country, a floor for its parts",
                                              result.country, dataset.region(scope.country)));
  }
  return result;
}

Dependence dependence_of(const Dataset& dataset, ProductId product, const ScopeView& scope,
                         const BreakPointOptions& options) {
  const std::vector<MakerCensus> makers = maker_census(dataset, scope, options.use_synthetic);
  const std::vector<std::vector<ShareGroup>> groups = share_groups(dataset, options.current_year);
  std::vector<const FactUse*> uses;
  for (const FactUse& use : dataset.fact_uses) {
    if (dataset.facts[use.fact].product == product) uses.push_back(&use);
  }
  return product_dependence(dataset, scope, makers[product.index()], uses, groups[product.index()], options);
}

}  // namespace tenon
