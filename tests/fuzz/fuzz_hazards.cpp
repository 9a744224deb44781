// Hazards files: any bytes are read or refused with a fault; what is read keeps the rules of the record, and
// years drawn from it keep theirs. The words of the format are in hazards.dict.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "exchange/hazard_reader.h"
#include "require.h"
#include "scenario/hazard_sampling.h"

namespace {

constexpr double kMostEventsDrawn = 2000;

void check_distribution(const tenon::Distribution& distribution, double low, double high) {
  TENON_REQUIRE(tenon::distribution_fault(distribution).empty());
  TENON_REQUIRE(tenon::least_value(distribution) >= low && tenon::largest_value(distribution) <= high);
}

void check_hazard(const tenon::Hazard& hazard) {
  const bool is_demand = hazard.kind == tenon::EventKind::kDemand;
  TENON_REQUIRE(!hazard.id.text.empty() && hazard.line > 0);
  TENON_REQUIRE(hazard.frequency.per_year > 0 && hazard.frequency.per_year <= 365);
  TENON_REQUIRE(hazard.frequency.variance_over_mean >= 1);
  check_distribution(hazard.severity, is_demand ? -1 : 0, is_demand ? 100 : 1);
  check_distribution(hazard.duration_days, 0, INFINITY);
  if (hazard.recovery != tenon::RecoveryCurve::kStep) check_distribution(hazard.recovery_days, 0, INFINITY);
  TENON_REQUIRE(hazard.correlation.country + hazard.correlation.region <= 1);
  TENON_REQUIRE((hazard.spread == tenon::HazardSpread::kNone) == hazard.places.empty());
  TENON_REQUIRE(hazard.target != tenon::EventTarget{} || !hazard.places.empty());
}

void check_years(const tenon::HazardSet& set) {
  double events = 0;
  for (const tenon::Hazard& hazard : set.hazards) {
    if (hazard.places.empty()) events += hazard.frequency.per_year;
    for (const tenon::HazardPlace& place : hazard.places) {
      events += hazard.frequency.per_year * place.frequency_factor;
    }
  }
  if (events > kMostEventsDrawn) return;
  const auto sampler = tenon::HazardSampler::build(set, {}, 1);
  if (!sampler) {
    // Places whose province or country only a dataset knows, or factors beyond the limit.
    TENON_REQUIRE(!sampler.error().message.empty());
    return;
  }
  tenon::SampledYear year;
  for (std::uint64_t y = 0; y < 3; ++y) {
    sampler->sample(y, year);
    for (const tenon::SampledEvent& event : year.events) {
      const tenon::Hazard& hazard = set.hazards[sampler->streams()[event.stream].hazard];
      TENON_REQUIRE(event.timing.start_day >= 0 && event.timing.start_day < tenon::kDaysOfYear);
      TENON_REQUIRE(event.timing.duration_days >= 1 && event.timing.duration_days <= hazard.longest_days);
      TENON_REQUIRE(event.timing.loss >= tenon::least_value(hazard.severity) - 1e-9 &&
                    event.timing.loss <= tenon::largest_value(hazard.severity) + 1e-9);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  tenon::FaultList faults;
  const auto set = tenon::parse_hazards("fuzz.yaml", bytes, faults);
  TENON_REQUIRE(set.has_value() != faults.has_errors());
  for (const tenon::Fault& fault : faults.errors()) TENON_REQUIRE(!fault.expected.empty());
  if (!set) return 0;
  std::set<std::string> ids;
  for (const tenon::Hazard& hazard : set->hazards) {
    check_hazard(hazard);
    TENON_REQUIRE(ids.insert(hazard.id.text).second);
  }
  check_years(*set);
  return 0;
}
