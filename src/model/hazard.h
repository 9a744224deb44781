// Hazards as plain records: what may happen, how often a year, how badly, for how long, and together with
// what.
//
// A scenario (model/scenario.h) says what happens; a hazard says how likely it is. Sampled, it becomes the
// events of a year. Names are kept as written, with their place in the file. A year has kDaysOfYear days,
// counted from 0 on 1 January.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/dataset.h"
#include "model/distribution.h"
#include "model/scenario.h"

namespace tenon {

inline constexpr int kDaysOfYear = 365;

// How many events a year: Poisson where the variance over the mean is 1, negative binomial (events come in
// clusters of years) where it is larger.
struct HazardFrequency {
  double per_year = 0;            // mean, > 0
  double variance_over_mean = 1;  // >= 1

  bool operator==(const HazardFrequency&) const = default;
};

// Days of the year on which events start, both included; from > to runs over the end of the year.
struct HazardSeason {
  int from_day = 0;  // 0 .. 364
  int to_day = kDaysOfYear - 1;

  bool operator==(const HazardSeason&) const = default;
};

// One of the places (or countries, firms, products) that a hazard is spread over.
struct HazardPlace {
  PlacedName name;
  double frequency_factor = 1;  // > 0: times the frequency of the hazard

  bool operator==(const HazardPlace&) const = default;
};

// The selector of EventTarget that a place fills in.
enum class HazardSpread { kNone, kRegions, kCountries, kFirms, kProducts };

// Correlation by a Gaussian copula with common factors: of the latent variable behind every draw of a place,
// the part `country` of the variance is common to its country, `region` to its region (a province), the rest
// its own. Factors are shared by the hazards of one family. Two places correlate with country + region if
// they share both, with country if they share that alone, else not at all. country + region <= 1.
struct HazardCorrelation {
  std::string family = {};  // empty: the hazard alone
  double country = 0;
  double region = 0;
  // Where an occurrence belongs when its name does not tell.
  std::string in_country = {};
  std::string in_region = {};

  bool operator==(const HazardCorrelation&) const = default;
};

struct Hazard {
  PlacedName id;  // unique within the file
  std::string name_zh;
  std::string name_en;
  EventKind kind = EventKind::kCapacity;
  EventTarget target;                         // what every event hits
  HazardSpread spread = HazardSpread::kNone;  // each place has events of its own, which hit `target` there
  std::vector<HazardPlace> places;            // empty for kNone
  HazardFrequency frequency;                  // of each place
  Distribution severity;                      // loss, (0, 1]; kDemand: the change, -1 .. 100
  Distribution duration_days;                 // rounded to whole days, at least 1
  int longest_days = 3650;                    // longer durations are cut, >= 1
  RecoveryCurve recovery = RecoveryCurve::kStep;
  Distribution recovery_days;  // > 0 unless kStep
  std::optional<HazardSeason> season;
  HazardCorrelation correlation;
  std::vector<Provenance> sources;  // empty: all figures are assumptions
  std::string note_zh;
  std::string note_en;
  std::size_t line = 0;

  bool operator==(const Hazard&) const = default;
};

struct HazardSet {
  std::string file;
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string description_zh;
  std::string description_en;
  std::vector<Hazard> hazards;

  bool operator==(const HazardSet&) const = default;
};

// The event of `hazard` at places[place] (0 for a hazard that is not spread) with its target complete and
// its timing left at the defaults: what is to be resolved against a network.
ScenarioEvent event_of(const Hazard& hazard, std::size_t place);

}  // namespace tenon
