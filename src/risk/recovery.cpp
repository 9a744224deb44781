#include "risk/recovery.h"

#include <algorithm>
#include <string>

namespace tenon {
namespace {

struct Part {
  double weight = 0;
  Interval difficulty;
};

Interval makers_part(const Interval& makers, const BreakPointMethod& method) {
  const auto part = [&](double m) { return 1 / (1 + m / method.half_difficulty_makers); };
  return {part(makers.value), part(makers.high), part(makers.low)};
}

Interval surge_part(const Interval& dependence, const std::optional<double>& spare,
                    const BreakPointMethod& method) {
  const auto part = [&](double d, double surge) {
    if (d <= 0) return 0.0;
    const double available = spare ? *spare : surge * (1 - d);
    return 1 - std::min(1.0, available / d);
  };
  return make_interval(part(dependence.value, method.surge), part(dependence.low, method.surge_high),
                       part(dependence.high, method.surge_low));
}

Interval time_part(const Interval& days, const BreakPointMethod& method) {
  const auto part = [&](double t) {
    return std::max(0.0, t) / (std::max(0.0, t) + method.half_difficulty_days);
  };
  return {part(days.value), part(days.low), part(days.high)};
}

struct Days {
  double value = 0;
  double low = 0;
  double high = 0;
};

std::optional<Days> days_of(const Dataset& dataset, Indicator indicator, std::span<const FactUse* const> uses,
                            const BreakPointOptions& options, std::vector<Evidence>& evidence) {
  const FactUse* best = nullptr;
  for (const FactUse* use : uses) {
    if (use->indicator != indicator || !raw_range(*use, dataset.facts[use->fact])) continue;
    const Fact& fact = dataset.facts[use->fact];
    evidence.push_back(evidence_of_fact(fact, options.old_before));
    if (best == nullptr ||
        better_source(fact.provenance, dataset.facts[best->fact].provenance, options.current_year)) {
      best = use;
      evidence.back().computed_with = true;
    }
  }
  if (best == nullptr) return std::nullopt;
  const RawRange range = *raw_range(*best, dataset.facts[best->fact]);
  return Days{range.middle(), range.low, range.high};
}

Evidence makers_evidence(const MakerCensus& census, const Interval& makers, const Dataset& dataset,
                         const ScopeView& scope, int old_before) {
  Evidence line;
  line.metric = "independent_makers";
  line.label_zh = "独立厂商数(按控制方,加权)";
  line.label_en = "independent makers (by controlling parent, weighted)";
  line.value = makers.value;
  line.low = makers.low;
  line.high = makers.high;
  line.unit = "firms";
  line.threshold = 2;
  line.scope = both_names(dataset.region(scope.scope).name_zh, dataset.region(scope.scope).name_en);
  line.provenance = computed_provenance("computed from the makers listed");
  for (const Maker& maker : census.makers) {
    if (line.provenance.grade == ' ' ||
        grade_weight(maker.provenance.grade) > grade_weight(line.provenance.grade)) {
      line.provenance.grade = maker.provenance.grade;
    }
    if (maker.provenance.year && *maker.provenance.year > line.provenance.year.value_or(0)) {
      line.provenance.year = maker.provenance.year;
    }
  }
  line.old = is_old(line.provenance, old_before);
  line.computed_with = true;
  return line;
}

// The counts behind the weighted number, one line each.
void add_maker_counts(const MakerCensus& census, const Dataset& dataset, const ScopeView& scope,
                      std::vector<Evidence>& lines) {
  const auto add = [&](const char* metric, const char* zh, const char* en, std::size_t count,
                       RegionId region) {
    Evidence line;
    line.metric = metric;
    line.label_zh = zh;
    line.label_en = en;
    line.value = static_cast<double>(count);
    line.unit = "firms";
    line.scope = both_names(dataset.region(region).name_zh, dataset.region(region).name_en);
    line.provenance = computed_provenance("computed from the makers listed");
    line.computed_with = true;
    lines.push_back(std::move(line));
  };
  add("volume_makers_scope", "本区域独立量产厂商", "independent makers in volume in the scope",
      census.volume_scope, scope.scope);
  if (!scope.is_country) {
    add("volume_makers_country", "国内其他地区独立量产厂商",
        "independent makers in volume elsewhere in the country", census.volume_country, scope.country);
  }
  add("foreign_volume_makers_scope", "本区域内境外控制的量产厂商(不计为独立)",
      "makers in volume in the scope under foreign control (not independent)", census.foreign_volume_in_scope,
      scope.scope);
}

Evidence spare_evidence(const NMinus1& test, bool computed_with) {
  Evidence line;
  line.metric = "spare_capacity";
  line.label_zh = "闲置产能占需求之比";
  line.label_en = "spare capacity over demand";
  line.value = 100 * test.spare();
  line.unit = "%";
  line.provenance = computed_provenance(kComputedFromFirmLayer);
  if (test.synthetic) line.provenance.grade = 'S';
  line.synthetic = test.synthetic;
  line.computed_with = computed_with;
  return line;
}

// The shortest lead time among real firms of the scope.
std::optional<Days> capability_lead_time(const Dataset& dataset, const MakerCensus& census,
                                         ProductId product) {
  std::optional<Days> shortest;
  for (const Maker& maker : census.makers) {
    if (maker.place != MakerPlace::kScope || !maker.own_control) continue;
    for (const Capability& capability : dataset.capabilities) {
      if (capability.firm != maker.firm || capability.product != product || !capability.lead_time_days)
        continue;
      const double days = *capability.lead_time_days;
      if (!shortest || days < shortest->value) shortest = Days{days, days, days};
    }
  }
  return shortest;
}

}  // namespace

std::optional<Interval> recovery_difficulty(const RecoveryInputs& inputs, const BreakPointMethod& method) {
  std::vector<Part> parts;
  if (inputs.makers) parts.push_back({method.maker_part, makers_part(*inputs.makers, method)});
  if (inputs.dependence)
    parts.push_back({method.surge_part, surge_part(*inputs.dependence, inputs.spare, method)});
  if (parts.empty()) return std::nullopt;
  if (inputs.days) parts.push_back({method.time_part, time_part(*inputs.days, method)});
  Interval sum;
  double weight = 0;
  for (const Part& part : parts) {
    sum.value += part.weight * part.difficulty.value;
    sum.low += part.weight * part.difficulty.low;
    sum.high += part.weight * part.difficulty.high;
    weight += part.weight;
  }
  // Without a list of makers the difficulty may be anything above what the other parts carry.
  if (!inputs.makers) {
    return make_interval(sum.value / weight, sum.low / (weight + method.maker_part),
                         (sum.high + method.maker_part) / (weight + method.maker_part));
  }
  return make_interval(sum.value / weight, sum.low / weight, sum.high / weight);
}

Recovery product_recovery(const Dataset& dataset, const ScopeView& scope, ProductId product,
                          const MakerCensus& census, const NMinus1& n_minus_1, const Dependence& dependence,
                          std::span<const FactUse* const> uses, const BreakPointOptions& options) {
  Recovery result;
  RecoveryInputs inputs;
  if (!census.empty()) {
    const double w = scope.is_country ? 1.0 : options.method.country_maker_weight;
    const Interval& in = census.independent_scope;
    const Interval& out = census.independent_country;
    inputs.makers = Interval{in.value + w * out.value, in.low + w * out.low, in.high + w * out.high};
    result.evidence.push_back(makers_evidence(census, *inputs.makers, dataset, scope, options.old_before));
    add_maker_counts(census, dataset, scope, result.evidence);
  }
  if (dependence.basis != DependenceBasis::kNone) inputs.dependence = dependence.country;
  if (n_minus_1.known) {
    const bool counts = !n_minus_1.synthetic || options.use_synthetic;
    if (counts) inputs.spare = n_minus_1.spare();
    result.evidence.push_back(spare_evidence(n_minus_1, counts));
  }
  std::optional<Days> lead = days_of(dataset, Indicator::kLeadTimeDays, uses, options, result.evidence);
  if (!lead) lead = capability_lead_time(dataset, census, product);
  const std::optional<Days> qualification =
      days_of(dataset, Indicator::kQualificationTimeDays, uses, options, result.evidence);
  const std::optional<Days> cover =
      days_of(dataset, Indicator::kInventoryDays, uses, options, result.evidence);
  if (lead) result.lead_time_days = lead->value;
  if (qualification) result.qualification_time_days = qualification->value;
  if (cover) result.inventory_days = cover->value;
  if (lead || qualification) {
    const Days l = lead.value_or(Days{});
    const Days q = qualification.value_or(Days{});
    const Days c = cover.value_or(Days{});
    inputs.days = Interval{l.value + q.value - c.value, l.low + q.low - c.high, l.high + q.high - c.low};
  }
  result.difficulty = recovery_difficulty(inputs, options.method);
  return result;
}

}  // namespace tenon
