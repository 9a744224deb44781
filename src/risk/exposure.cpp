#include "risk/exposure.h"

#include <algorithm>

namespace tenon {
namespace {

// A flag is in force if the best source says so; figures of 0 lift it.
struct Flag {
  double strength = 0;  // 0, old_flag_factor or 1
  bool published = false;
};

Flag read_flag(const Dataset& dataset, const ScopeView& scope, Indicator indicator,
               std::span<const FactUse* const> uses, const BreakPointOptions& options,
               std::vector<Evidence>& evidence) {
  const Fact* best = nullptr;
  double best_value = 0;
  for (const FactUse* use : uses) {
    if (use->indicator != indicator) continue;
    if (basis_fit(dataset, scope, use->basis_region) == BasisFit::kNone) continue;
    const Fact& fact = dataset.facts[use->fact];
    const std::optional<RawRange> range = raw_range(*use, fact);
    if (!range) continue;
    evidence.push_back(evidence_of_fact(fact, options.old_before));
    evidence.back().computed_with = true;
    if (best == nullptr || better_source(fact.provenance, best->provenance, options.current_year)) {
      best = &fact;
      best_value = range->middle();
    }
  }
  Flag flag;
  if (best == nullptr || best_value < 0.5) return flag;
  flag.strength = is_old(best->provenance, options.old_before) ? options.method.old_flag_factor : 1.0;
  flag.published = is_published_grade(best->provenance.grade);
  return flag;
}

// One fact may answer several questions; it is listed once, as computed with if any of them used it.
void append_once(std::vector<Evidence>& lines, const std::vector<Evidence>& more) {
  for (const Evidence& line : more) {
    const auto found =
        std::find_if(lines.begin(), lines.end(), [&](const Evidence& l) { return same_evidence(l, line); });
    if (found == lines.end()) {
      lines.push_back(line);
    } else {
      found->computed_with = found->computed_with || line.computed_with;
    }
  }
}

Interval inner_fragility(const Concentration& concentration, const NMinus1& test, bool test_counts) {
  Interval fragility;
  if (concentration.single_source_in_country) fragility = {1, 0.5, 1};
  if (test.known && test_counts) {
    const double shortfall = test.shortfall();
    fragility.value = std::max(fragility.value, shortfall);
    fragility.low = std::max(fragility.low, shortfall);
    fragility.high = std::max(fragility.high, shortfall);
  }
  return fragility;
}

}  // namespace

Interval exposure_index(const ExposureInputs& inputs, const BreakPointMethod& method) {
  const auto index = [&](double dependence, double concentration, double fragility) {
    const double vulnerability = 1 - (1 - concentration) *
                                         (1 - method.control_weight * inputs.export_control) *
                                         (1 - method.choke_point_weight * inputs.choke_point);
    const double outer = dependence * (method.exposure_base + (1 - method.exposure_base) * vulnerability);
    const double inner = method.inner_fragility_weight * (1 - dependence) * fragility;
    return 1 - (1 - outer) * (1 - inner);
  };
  const Interval concentration = inputs.concentration.value_or(Interval{0, 0, 1});
  return make_interval(index(inputs.dependence.value, concentration.value, inputs.inner_fragility.value),
                       index(inputs.dependence.low, concentration.low, inputs.inner_fragility.low),
                       index(inputs.dependence.high, concentration.high, inputs.inner_fragility.high));
}

Exposure product_exposure(const Dataset& dataset, const ScopeView& scope, const MakerCensus& census,
                          const NMinus1& n_minus_1, std::span<const FactUse* const> uses,
                          std::span<const ShareGroup> groups, const BreakPointOptions& options) {
  Exposure result;
  result.dependence = product_dependence(dataset, scope, census, uses, groups, options);
  result.concentration = product_concentration(dataset, scope, uses, groups, options);
  for (Evidence& line : result.concentration.evidence) {
    const std::vector<std::string>& used = result.dependence.used_groups;
    if (line.metric == "provider_share" && std::find(used.begin(), used.end(), line.scope) != used.end()) {
      line.computed_with = true;
    }
  }
  std::vector<Evidence> flags;
  const Flag control = read_flag(dataset, scope, Indicator::kFlagExportControl, uses, options, flags);
  const Flag choke = read_flag(dataset, scope, Indicator::kFlagChokePoint, uses, options, flags);
  result.export_control = control.strength > 0;
  result.choke_point = choke.strength > 0;
  result.published = result.dependence.published;

  const bool test_counts = !n_minus_1.synthetic || options.use_synthetic;
  result.n_minus_1_fails = n_minus_1.known && test_counts && n_minus_1.shortfall() > 0;

  append_once(result.evidence, result.dependence.evidence);
  append_once(result.evidence, result.concentration.evidence);
  append_once(result.evidence, flags);
  if (std::optional<Evidence> line = n_minus_1_evidence(dataset, n_minus_1)) {
    line->computed_with = test_counts;
    result.evidence.push_back(std::move(*line));
  }
  if (result.dependence.basis == DependenceBasis::kNone) {
    for (Evidence& line : result.evidence) line.computed_with = false;
    return result;
  }
  ExposureInputs inputs;
  inputs.dependence = result.dependence.scope;
  inputs.concentration = result.concentration.hhi;
  inputs.export_control = control.strength;
  inputs.choke_point = choke.strength;
  inputs.inner_fragility = inner_fragility(result.concentration, n_minus_1, test_counts);
  result.exposure = exposure_index(inputs, options.method);
  return result;
}

}  // namespace tenon
