#include "scenario/hazard_sampling.h"

#include <algorithm>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <map>
#include <optional>
#include <unordered_set>
#include <utility>

#include "base/fault.h"
#include "base/hash.h"
#include "scenario/quantile.h"

namespace tenon {
namespace {

// What of an event is drawn; the low bits of a random index.
enum Attribute : std::uint64_t { kCount, kStartDay, kSeverity, kDuration, kRecovery };
constexpr unsigned kAttributeBits = 3;
constexpr unsigned kEventBits = 17;

// The chance of more events than a table of counts reaches.
constexpr double kNegligibleChance = 1e-18;
constexpr double kMostEventsPerYear = 365;
constexpr double kMostClustering = 100;
// Of all tables of counts together: 4 MB, half a second to build.
constexpr std::size_t kMostTableEntries = std::size_t{1} << 19U;

// Phi of any normal draw, kept off 0 and 1.
constexpr double kLeastUniform = 0x1.0p-54;

namespace policies = boost::math::policies;
using Policy = policies::policy<policies::promote_double<false>, policies::discrete_quantile<policies::real>>;

std::uint64_t index_of(std::uint64_t replication, std::uint64_t event, Attribute attribute) {
  return (replication << (kEventBits + kAttributeBits)) | (event << kAttributeBits) | attribute;
}

// z above which there are more than k events, for k = 0, 1, ...; from the smaller tail, so that rare numbers
// keep their chance to full precision.
template <class CountDistribution>
std::vector<double> thresholds(const CountDistribution& distribution) {
  std::vector<double> z;
  for (std::uint64_t k = 0; k < (std::uint64_t{1} << kEventBits) - 1; ++k) {
    const auto count = static_cast<double>(k);
    const double more = boost::math::cdf(boost::math::complement(distribution, count));
    if (!(more > kNegligibleChance)) break;
    const double up_to = boost::math::cdf(distribution, count);
    z.push_back(more < 0.5 ? -normal_quantile(more) : normal_quantile(std::max(up_to, 1e-300)));
  }
  return z;
}

std::vector<double> count_table(double mean, double variance_over_mean) {
  if (variance_over_mean == 1) return thresholds(boost::math::poisson_distribution<double, Policy>(mean));
  return thresholds(boost::math::negative_binomial_distribution<double, Policy>(
      mean / (variance_over_mean - 1), 1 / variance_over_mean));
}

std::string range_fault(const Distribution& distribution, double least, bool least_included, double largest) {
  if (std::string fault = distribution_fault(distribution); !fault.empty()) return fault;
  const double low = least_value(distribution);
  // Continuous distributions never reach their ends.
  const bool may_touch = least_included || (distribution.kind != Distribution::Kind::kFixed &&
                                            distribution.kind != Distribution::Kind::kTable);
  if (low < least || (low == least && !may_touch) || largest_value(distribution) > largest) {
    return "values beyond the range allowed";
  }
  return {};
}

std::optional<std::string> fault_of(const Hazard& hazard) {
  const HazardFrequency& frequency = hazard.frequency;
  if (!(frequency.per_year > 0 && frequency.per_year <= kMostEventsPerYear)) {
    return "events a year must be above 0 and at most 365";
  }
  if (!(frequency.variance_over_mean >= 1 && frequency.variance_over_mean <= kMostClustering)) {
    return "variance over mean must be 1 .. 100";
  }
  const bool is_demand = hazard.kind == EventKind::kDemand;
  if (auto fault = range_fault(hazard.severity, is_demand ? -1 : 0, is_demand, is_demand ? 100 : 1);
      !fault.empty()) {
    return "severity: " + fault;
  }
  if (auto fault = range_fault(hazard.duration_days, 0, false, INFINITY); !fault.empty()) {
    return "duration: " + fault;
  }
  if (hazard.longest_days < 1) return "the longest duration must be at least a day";
  if (hazard.recovery != RecoveryCurve::kStep) {
    if (auto fault = range_fault(hazard.recovery_days, 0, false, INFINITY); !fault.empty()) {
      return "recovery: " + fault;
    }
  }
  if (hazard.season) {
    const auto is_day = [](int day) { return day >= 0 && day < kDaysOfYear; };
    if (!is_day(hazard.season->from_day) || !is_day(hazard.season->to_day))
      return "season: days are 0 .. 364";
  }
  const HazardCorrelation& correlation = hazard.correlation;
  if (!(correlation.country >= 0 && correlation.region >= 0 &&
        correlation.country + correlation.region <= 1)) {
    return "correlation: country and region must be at least 0 and sum to at most 1";
  }
  if ((hazard.spread == HazardSpread::kNone) != hazard.places.empty()) {
    return "places must be given exactly where the hazard is spread";
  }
  return std::nullopt;
}

class FaultCollector {
 public:
  explicit FaultCollector(std::string file) : file_(std::move(file)) {}
  void add(std::size_t line, std::size_t column, const std::string& value, std::string expected) {
    faults_.add({Severity::kError, file_, line, column, "", value, std::move(expected)});
  }
  [[nodiscard]] bool any() const { return faults_.has_errors(); }
  [[nodiscard]] Error error() const {
    std::string text = faults_.to_string();
    if (!text.empty() && text.back() == '\n') text.pop_back();
    return {ErrorCode::kBadInput, std::move(text)};
  }

 private:
  std::string file_;
  FaultList faults_;
};

// The group whose factors a stream shares.
PlaceGroup group_of(const Hazard& hazard, const PlacedName* place, const PlaceGroups& groups,
                    FaultCollector& faults) {
  const HazardCorrelation& correlation = hazard.correlation;
  PlaceGroup group{correlation.in_region, correlation.in_country};
  if (const auto known = place == nullptr ? groups.end() : groups.find(place->text); known != groups.end()) {
    if (group.region.empty()) group.region = known->second.region;
    if (group.country.empty()) group.country = known->second.country;
  } else if (place != nullptr && hazard.spread == HazardSpread::kCountries && group.country.empty()) {
    group.country = place->text;
  }
  const PlacedName& where = place == nullptr ? hazard.id : *place;
  if (correlation.country > 0 && group.country.empty()) {
    faults.add(where.line, where.column, where.text,
               "correlation by country needs a place whose country is known, or in_country");
  }
  if (correlation.region > 0 && group.region.empty()) {
    faults.add(where.line, where.column, where.text,
               "correlation by region needs a place whose province is known, or in_region");
  }
  if (correlation.country == 0) group.country.clear();
  if (correlation.region == 0) group.region.clear();
  return group;
}

std::uint64_t factor_key(const Hazard& hazard, std::string_view tier, std::string_view name) {
  const std::string& family = hazard.correlation.family;
  return Fingerprint()
      .add(std::string_view("factor"))
      .add(std::string_view(family.empty() ? "hazard" : "family"))
      .add(std::string_view(family.empty() ? hazard.id.text : family))
      .add(tier)
      .add(name)
      .value();
}

void add_distribution(Fingerprint& print, const Distribution& d) {
  print.add(static_cast<std::uint64_t>(d.kind));
  for (const double x : {d.low, d.high, d.mode, d.mean, d.standard_deviation, d.median, d.p90}) print.add(x);
  print.add_all(std::span<const double>(d.values)).add_all(std::span<const double>(d.probabilities));
}

}  // namespace

bool SampledEvent::operator==(const SampledEvent& other) const {
  return stream == other.stream && timing.start_day == other.timing.start_day &&
         timing.duration_days == other.timing.duration_days && timing.loss == other.timing.loss &&
         timing.recovery == other.timing.recovery && timing.recovery_days == other.timing.recovery_days;
}

PlaceGroups place_groups(const Dataset& dataset) {
  PlaceGroups groups;
  std::vector<PlaceGroup> of_region(dataset.regions.size());
  for (std::size_t r = 0; r < dataset.regions.size(); ++r) {
    PlaceGroup& group = of_region[r];
    std::optional<RegionId> at = RegionId(r);
    // A cycle of parents would be refused by the checks of the dataset; the bound is for records made by
    // hand.
    for (std::size_t steps = 0; at && steps <= dataset.regions.size(); ++steps) {
      const Region& region = dataset.region(*at);
      if (region.tier == Tier::kProvince && group.region.empty()) group.region = region.code;
      if (region.tier == Tier::kCountry || region.tier == Tier::kForeign) {
        group.country = region.code;
        break;
      }
      at = region.parent;
    }
    const Region& region = dataset.regions[r];
    for (const std::string& name : {region.code, region.name_zh, region.name_en}) {
      if (!name.empty()) groups.try_emplace(name, group);
    }
  }
  for (const Firm& firm : dataset.firms) {
    if (!firm.region) continue;
    for (const std::string& name : {firm.id, firm.name_zh, firm.name_en}) {
      if (!name.empty()) groups.try_emplace(name, of_region[firm.region->index()]);
    }
  }
  return groups;
}

Result<HazardSampler> HazardSampler::build(const HazardSet& hazards, const PlaceGroups& groups,
                                           std::uint64_t seed) {
  HazardSampler sampler;
  sampler.seed_ = seed;
  sampler.generator_ = Philox(seed);
  sampler.hazards_ = hazards.hazards;
  FaultCollector faults(hazards.file);
  std::unordered_set<std::uint64_t> keys;
  std::map<std::uint64_t, std::int32_t> factors;
  std::map<std::pair<double, double>, std::uint32_t> tables;
  std::size_t table_entries = 0;
  const auto factor_of = [&](const Hazard& hazard, std::string_view tier, const std::string& name) {
    const auto [at, is_new] =
        factors.try_emplace(factor_key(hazard, tier, name), static_cast<std::int32_t>(factors.size()));
    if (is_new) sampler.factor_keys_.push_back(at->first);
    return at->second;
  };
  for (std::size_t h = 0; h < hazards.hazards.size(); ++h) {
    const Hazard& hazard = hazards.hazards[h];
    if (const auto fault = fault_of(hazard)) {
      faults.add(hazard.line, 0, hazard.id.text, *fault);
      continue;
    }
    for (std::size_t p = 0; p < std::max<std::size_t>(hazard.places.size(), 1); ++p) {
      const HazardPlace* place = hazard.places.empty() ? nullptr : &hazard.places[p];
      const PlacedName& where = place == nullptr ? hazard.id : place->name;
      HazardStream stream;
      stream.hazard = static_cast<std::uint32_t>(h);
      stream.place = static_cast<std::uint32_t>(p);
      stream.events_per_year = hazard.frequency.per_year * (place == nullptr ? 1 : place->frequency_factor);
      stream.group = group_of(hazard, place == nullptr ? nullptr : &place->name, groups, faults);
      if (!(stream.events_per_year > 0 && stream.events_per_year <= kMostEventsPerYear)) {
        faults.add(where.line, where.column, where.text, "events a year must be above 0 and at most 365");
        continue;
      }
      Compiled compiled;
      compiled.key = Fingerprint()
                         .add(std::string_view("hazard"))
                         .add(std::string_view(hazard.id.text))
                         .add(std::string_view(place == nullptr ? "" : place->name.text))
                         .value();
      if (!keys.insert(compiled.key).second) {
        faults.add(where.line, where.column, where.text, "the hazard or its place is there already");
        continue;
      }
      const HazardCorrelation& correlation = hazard.correlation;
      compiled.country_weight = std::sqrt(correlation.country);
      compiled.region_weight = std::sqrt(correlation.region);
      compiled.own_weight = std::sqrt(std::max(0.0, 1 - correlation.country - correlation.region));
      if (correlation.country > 0) {
        compiled.country_factor = factor_of(hazard, "country", stream.group.country);
      }
      if (correlation.region > 0) compiled.region_factor = factor_of(hazard, "region", stream.group.region);
      const auto [table, is_new] =
          tables.try_emplace({stream.events_per_year, hazard.frequency.variance_over_mean},
                             static_cast<std::uint32_t>(tables.size()));
      if (is_new) {
        sampler.count_tables_.push_back(
            count_table(stream.events_per_year, hazard.frequency.variance_over_mean));
        table_entries += sampler.count_tables_.back().size();
        if (table_entries > kMostTableEntries) {
          return Error{
              ErrorCode::kTooLarge,
              hazards.file + ": too many places with different frequencies that are high or clustered"};
        }
      }
      compiled.count_table = table->second;
      sampler.streams_.push_back(std::move(stream));
      sampler.compiled_.push_back(compiled);
    }
  }
  if (faults.any()) return faults.error();
  return sampler;
}

double HazardSampler::latent(const Compiled& stream, std::uint64_t index) const {
  double z = stream.own_weight * generator_.normal(stream.key, index);
  if (stream.country_factor >= 0) {
    z += stream.country_weight *
         generator_.normal(factor_keys_[static_cast<std::size_t>(stream.country_factor)], index);
  }
  if (stream.region_factor >= 0) {
    z += stream.region_weight *
         generator_.normal(factor_keys_[static_cast<std::size_t>(stream.region_factor)], index);
  }
  return z;
}

void HazardSampler::sample(std::uint64_t replication, SampledYear& year) const {
  year.events.clear();
  const std::uint64_t count_index = index_of(replication, 0, kCount);
  year.factors.resize(factor_keys_.size());
  for (std::size_t f = 0; f < factor_keys_.size(); ++f) {
    year.factors[f] = generator_.normal(factor_keys_[f], count_index);
  }
  for (std::uint32_t s = 0; s < compiled_.size(); ++s) {
    const Compiled& stream = compiled_[s];
    double z = stream.own_weight * generator_.normal(stream.key, count_index);
    if (stream.country_factor >= 0) {
      z += stream.country_weight * year.factors[static_cast<std::size_t>(stream.country_factor)];
    }
    if (stream.region_factor >= 0) {
      z += stream.region_weight * year.factors[static_cast<std::size_t>(stream.region_factor)];
    }
    const std::vector<double>& table = count_tables_[stream.count_table];
    if (table.empty() || z <= table.front()) continue;
    const auto count =
        static_cast<std::uint64_t>(std::lower_bound(table.begin(), table.end(), z) - table.begin());
    const Hazard& hazard = hazards_[streams_[s].hazard];
    for (std::uint64_t event = 0; event < count; ++event) {
      const auto uniform = [&](Attribute attribute) {
        return std::clamp(normal_probability(latent(stream, index_of(replication, event, attribute))),
                          kLeastUniform, 1 - 2 * kLeastUniform);
      };
      const auto draw = [&](const Distribution& distribution, Attribute attribute) {
        if (distribution.kind == Distribution::Kind::kFixed) return distribution.low;
        return quantile(distribution, uniform(attribute));
      };
      SampledEvent sampled;
      sampled.stream = s;
      const HazardSeason season = hazard.season.value_or(HazardSeason{});
      const int length = (season.to_day - season.from_day + kDaysOfYear) % kDaysOfYear + 1;
      sampled.timing.start_day =
          (season.from_day + static_cast<int>(uniform(kStartDay) * length)) % kDaysOfYear;
      const double longest = hazard.longest_days;
      sampled.timing.duration_days =
          static_cast<int>(std::clamp(std::floor(draw(hazard.duration_days, kDuration) + 0.5), 1.0, longest));
      sampled.timing.loss = draw(hazard.severity, kSeverity);
      sampled.timing.recovery = hazard.recovery;
      if (hazard.recovery != RecoveryCurve::kStep) {
        sampled.timing.recovery_days = std::clamp(draw(hazard.recovery_days, kRecovery), 1.0, longest);
      }
      year.events.push_back(sampled);
    }
  }
}

std::uint64_t HazardSampler::fingerprint() const {
  Fingerprint print;
  print.add(seed_).add(std::uint64_t{streams_.size()});
  for (std::size_t s = 0; s < streams_.size(); ++s) {
    const Compiled& compiled = compiled_[s];
    print.add(compiled.key).add(std::uint64_t{streams_[s].hazard}).add(streams_[s].events_per_year);
    print.add(compiled.country_weight).add(compiled.region_weight);
    for (const std::int32_t factor : {compiled.country_factor, compiled.region_factor}) {
      print.add(factor < 0 ? std::uint64_t{0} : factor_keys_[static_cast<std::size_t>(factor)]);
    }
  }
  for (const Hazard& hazard : hazards_) {
    print.add(static_cast<std::uint64_t>(hazard.kind)).add(hazard.frequency.variance_over_mean);
    add_distribution(print, hazard.severity);
    add_distribution(print, hazard.duration_days);
    add_distribution(print, hazard.recovery_days);
    print.add(static_cast<std::uint64_t>(hazard.recovery))
        .add(static_cast<std::uint64_t>(hazard.longest_days));
    const HazardSeason season = hazard.season.value_or(HazardSeason{});
    print.add(static_cast<std::uint64_t>(season.from_day)).add(static_cast<std::uint64_t>(season.to_day));
  }
  return print.value();
}

}  // namespace tenon
