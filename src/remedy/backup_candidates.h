// Who could stand in when the primary source of a product fails: for all buyers at home, or for one.
//
// Candidates are the makers that the dataset names, real and synthetic, qualified, in trial or developing, at
// home and abroad, but those under the primary's own root; and firms that make related things out of inputs
// that their surroundings make. Each carries what is known of its spare capacity, times, cost and readiness,
// what it shares with the primary source, and the parts of its score, so that its rank explains itself.
// Method: docs/methods_backup.md.
//
//   score = capacity x independence x maturity x time / cost        each part in (0, 1], cost >= some 0.1
// What is not known has a neutral part and opens the interval: a candidate never gains by silence.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "model/scenario.h"
#include "remedy/supply_roots.h"
#include "risk/evidence_scope.h"
#include "risk/relatedness.h"
#include "scenario/dataset_network.h"

namespace tenon {

// How near: of one buyer its city, otherwise the region that the analysis is about.
enum class BackupTier : std::uint8_t { kSameCity, kProvince, kScope, kCountry, kFriendlyAbroad, kAbroad };
inline constexpr std::size_t kBackupTierCount = 6;

enum class CandidateKind : std::uint8_t {
  kMaker,    // the dataset says that it makes the product, or tries to
  kRelated,  // it makes related products; nobody says that it will make this one
};

enum class SharedExposureKind : std::uint8_t {
  kControl,   // one controlling firm
  kCountry,   // controlled from, or standing in, the country of the primary source
  kCity,      // a plant in the city of the primary source's largest plant
  kUpstream,  // what its own inputs lose when the primary's root fails with all it makes
};

struct SharedExposure {
  SharedExposureKind kind = SharedExposureKind::kCountry;
  std::string code;                  // of the country or city
  std::optional<FirmId> group;       // kControl
  std::optional<ProductId> product;  // kUpstream: the input that is lost first
  double part = 1;                   // of the candidate's output that fails along, (0, 1]
};

struct DaysKnown {
  double low = 0;  // days
  double high = 0;
  bool is_assumption = false;  // the policy's figure, not the dataset's
  [[nodiscard]] double middle() const { return (low + high) / 2; }
};

// The factors of the score, in order.
enum class ScorePart : std::uint8_t { kCapacity, kIndependence, kMaturity, kTime, kCost };
inline constexpr std::size_t kScorePartCount = 5;

struct ScoreFactor {
  double value = 1;
  double low = 1;
  double high = 1;
  bool known = true;
};

struct BackupCandidate {
  CandidateKind kind = CandidateKind::kMaker;
  FirmId firm;
  FirmId group;                       // its top parent
  std::optional<RegionId> region;     // of the plant
  std::optional<std::uint32_t> node;  // in the network, where it has a line or is a named source
  BackupTier tier = BackupTier::kAbroad;
  CapabilityStatus status = CapabilityStatus::kUnknown;
  bool synthetic = false;
  std::optional<double> spare;  // money/day that it could make beyond what it does
  DaysKnown lead;
  DaysKnown qualification;
  std::optional<double> unit_cost;  // over the median of the product's makers
  std::string trl_scale;
  std::optional<int> trl;
  std::optional<double> relatedness;  // kRelated: density of its region around the product, (0, 1]
  std::optional<double>
      input_coverage;  // kRelated: part of the product's inputs made in its province or scope
  std::optional<ProductId> related_product;  // kRelated: what it makes
  std::vector<SharedExposure> shared;        // largest part first
  bool fails_with_primary = false;           // some part is at least BackupOptions::fails_together_at
  std::array<ScoreFactor, kScorePartCount> parts;
  ScoreFactor score;  // product of the parts
  Provenance provenance;

  // Days until it delivers to a new customer.
  [[nodiscard]] double ready_days() const { return lead.middle() + qualification.middle(); }
  [[nodiscard]] const ScoreFactor& part(ScorePart p) const { return parts[static_cast<std::size_t>(p)]; }
};

struct BackupQuestion {
  ProductId product;
  std::optional<FirmId> buyer;
};

struct BackupAnswer {
  BackupQuestion question;
  std::vector<RootShare> roots;  // of what is used, the primary first
  double use = 0;                // money/day
  double gap = 0;                // money/day that the primary delivers
  DaysKnown cover;               // days of use that buyers hold
  // Those that do not fail with the primary first, then by score, by known before unknown, by firm id.
  std::vector<BackupCandidate> candidates;
  std::size_t related_found = 0;  // of which BackupOptions::related are listed

  [[nodiscard]] const RootShare& primary() const { return roots.front(); }
};

struct BackupOptions {
  std::string scope = "YRD";                      // region code
  std::vector<std::string> friendly;              // codes of countries abroad that policy counts as friendly
  SwitchingPolicy policy;                         // days where neither the maker nor the product has any
  std::size_t related = 5;                        // related firms listed for a product
  double fails_together_at = 0.5;                 // part of a candidate's output, (0, 1]
  std::vector<std::optional<double>> cover_days;  // one a product, e.g. times to survive; empty: days held
};

// What fails along when a root does, without stocks.
struct RootFailure {
  SupplyRoot root;
  std::vector<double> part;  // of the output of each node
  std::vector<double>
      part_of_product;  // of the home lines of each product together, without those of the root
};

// Answers for one dataset and its network. Immutable, safe to share between threads.
class BackupSearch {
 public:
  // kNotFound: the scope. kInvalidArgument: options out of range. Both must outlive it. O(dataset + links).
  static Result<BackupSearch> create(const Dataset& dataset, const DatasetNetwork& network,
                                     const BackupOptions& options);

  // Absent: nobody makes or uses the product in the network (or that buyer does not). O(capabilities of the
  // product + links x a few sweeps).
  [[nodiscard]] std::optional<BackupAnswer> answer(const BackupQuestion& question) const;

  // O(links x a few sweeps).
  [[nodiscard]] RootFailure failure_of(const SupplyRoot& root) const;

  // What the candidate for the product shares with the root, largest part first. O(links of the product's
  // lines).
  [[nodiscard]] std::vector<SharedExposure> exposures(const RootFailure& failure, ProductId product,
                                                      const BackupCandidate& candidate) const;

  // What is left of a candidate with these exposures: nothing from fails_together_at on, else the product of
  // what each leaves.
  [[nodiscard]] double part_left(const std::vector<SharedExposure>& exposures) const;

  [[nodiscard]] const ProductRoots& roots() const { return roots_; }
  [[nodiscard]] const BackupOptions& options() const { return options_; }

 private:
  BackupSearch(const Dataset& dataset, const DatasetNetwork& network, BackupOptions options, ScopeView scope);

  void add_makers(const BackupQuestion& question, BackupAnswer& answer) const;
  void add_related(const BackupQuestion& question, BackupAnswer& answer) const;
  void place(const BackupQuestion& question, BackupCandidate& candidate) const;
  void score(const BackupAnswer& answer, BackupCandidate& candidate) const;
  [[nodiscard]] DaysKnown cover_of(const BackupQuestion& question) const;
  [[nodiscard]] std::optional<RegionId> city_of(const SupplyRoot& root, ProductId product) const;
  [[nodiscard]] std::optional<ProductId> first_lost(const RootFailure& failure, ProductId product,
                                                    const BackupCandidate& candidate) const;
  [[nodiscard]] BackupCandidate maker(const BackupQuestion& question, const Capability& row,
                                      double median_cost) const;
  [[nodiscard]] double likeness(ProductId a, ProductId b) const;
  [[nodiscard]] DaysKnown days_of_facts(ProductId product, Indicator indicator, double assumed) const;

  const Dataset& dataset_;
  const DatasetNetwork& network_;
  BackupOptions options_;
  ScopeView scope_;
  ProductRoots roots_;
  RelatedRegions related_;
  std::vector<double> normal_output_;                   // money/day, one a node
  std::vector<std::vector<std::size_t>> capabilities_;  // positions, of each product
  std::vector<std::optional<RegionId>> province_;       // of each region
  std::vector<std::vector<std::size_t>> inputs_;        // positions, of each product
  std::vector<std::vector<const FactUse*>> uses_;       // of each product
  std::vector<std::vector<std::uint32_t>> nodes_of_firm_;
  std::vector<std::vector<std::uint32_t>> lines_of_product_;  // nodes at home
};

}  // namespace tenon
