// The events of a year, drawn from hazards.
//
// A year is a pure function of (hazards, seed, replication): any replication is regenerated alone, in any
// order, by any thread. Each hazard at each place has a random stream named by its id and place, so that
// adding, removing or reordering hazards leaves the draws of the others as they are.
//
// Dependence (HazardCorrelation) is a Gaussian copula with common factors. The number of events, and the
// start, severity, duration and recovery of the k-th event, each have a latent normal variable
//   z = sqrt(c) F_country + sqrt(r) F_region + sqrt(1 - c - r) e
// with F common to a family's streams of one country or region and e the stream's own; the draw is the
// quantile at Phi(z). Marginal distributions are exact whatever c and r; with c + r = 1 the places of a
// region suffer the same years, with 0 they are independent.
//
// Cost of a year: about 0.1 us a stream and 1 us an event, 3 us where its severity is a beta.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "model/dataset.h"
#include "model/hazard.h"
#include "scenario/shock.h"

namespace tenon {

// Where something stands: the codes of its province (empty: none) and of its country or customs territory.
struct PlaceGroup {
  std::string region;
  std::string country;

  bool operator==(const PlaceGroup&) const = default;
};

// By code, id and name of regions and firms, as hazards may write them.
using PlaceGroups = std::unordered_map<std::string, PlaceGroup>;
PlaceGroups place_groups(const Dataset& dataset);

// A hazard at one of its places.
struct HazardStream {
  std::uint32_t hazard = 0;
  std::uint32_t place = 0;  // position in Hazard::places, 0 if it is not spread
  double events_per_year = 0;
  PlaceGroup group;  // whose factors it shares; empty where its hazard shares none
};

struct SampledEvent {
  std::uint32_t stream = 0;  // position in HazardSampler::streams()
  ShockTiming timing;

  [[nodiscard]] bool operator==(const SampledEvent& other) const;
};

// Keep one a thread: it saves allocating.
struct SampledYear {
  std::vector<SampledEvent> events;  // by stream, then in the order drawn
  std::vector<double> factors;       // scratch
};

// Immutable, shared by threads.
class HazardSampler {
 public:
  // kBadInput: a hazard with wrong figures, a stream twice, or correlation by region or country where
  // neither `groups` nor the hazard says which; the message lists all, with their places in the file.
  // kTooLarge: thousands of different frequencies near the limits.
  static Result<HazardSampler> build(const HazardSet& hazards, const PlaceGroups& groups, std::uint64_t seed);

  // Streams by hazard, then place.
  [[nodiscard]] const std::vector<HazardStream>& streams() const { return streams_; }
  [[nodiscard]] std::uint32_t hazard_count() const { return static_cast<std::uint32_t>(hazards_.size()); }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }

  // replication < 2^44.
  void sample(std::uint64_t replication, SampledYear& year) const;

  // Of everything that the draws depend on, the seed included.
  [[nodiscard]] std::uint64_t fingerprint() const;

 private:
  struct Compiled {
    std::uint64_t key = 0;
    std::int32_t country_factor = -1;  // position in factor_keys_; -1: none
    std::int32_t region_factor = -1;
    double country_weight = 0;  // sqrt(c)
    double region_weight = 0;
    double own_weight = 1;
    std::uint32_t count_table = 0;
  };

  HazardSampler() : generator_(0) {}
  [[nodiscard]] double latent(const Compiled& stream, std::uint64_t index) const;

  std::uint64_t seed_ = 0;
  Philox generator_;
  std::vector<Hazard> hazards_;
  std::vector<HazardStream> streams_;
  std::vector<Compiled> compiled_;
  std::vector<std::uint64_t> factor_keys_;
  // count_tables_[t][k]: z above which there are more than k events.
  std::vector<std::vector<double>> count_tables_;
};

}  // namespace tenon
