// Time to recover from data: how long until somebody stands in for a maker, or for all makers of a product,
// that is lost. An interval with its sources; a side of which nothing is known stays absent.
//
// Ways back, each the sum of a lead time and a qualification:
//   new source  lead time of the product + qualification time of the product (facts)
//   maker       lead time of its own (else of the product) + what its status still asks for:
//               qualified  nothing at least, the product's qualification time at most, for a maker in volume
//                          may still have to be accepted by this customer
//               trial      the same
//               potential  the product's qualification time
//               unknown    as qualified, but without a figure on qualification nothing is known at most
// A part that is not known leaves the low side at the known part and the high side absent. Of several ways
// the quickest counts, side by side: low = least low, high = least high. Ways of which nothing is known are
// counted, and change neither.
//
// Facts enter only by reviewed uses (FactUse: lead_time_days, qualification_time_days); several uses of one
// product span an interval. Whether who stands in has capacity to spare is another question, answered by the
// simulation and the programs of survival.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "model/dataset.h"
#include "model/scenario.h"
#include "scenario/survival_time.h"

namespace tenon {

// Where a part is not known. Every time that rests on one of these says so.
struct RecoveryAssumptions {
  std::optional<double> lead_time_days;
  std::optional<double> trial_qualification_days;
  std::optional<double> potential_qualification_days;  // also of new sources
};

// What the simulation assumes when customers switch suppliers.
RecoveryAssumptions recovery_assumptions(const SwitchingPolicy& policy);

struct TimeToRecoverOptions {
  RecoveryAssumptions assumed;  // empty: nothing is assumed
  bool use_synthetic = false;   // makers that are made up, and their lead times
  bool lose_group = true;       // whoever has the same controlling parent is lost, too
};

enum class RecoveryPart : std::uint8_t { kLeadTime, kQualification };

enum class RecoveryBasis : std::uint8_t {
  kFact,        // a reviewed figure on the product
  kMaker,       // the maker's own lead time
  kAssumption,  // the caller's
};

// One figure behind a time to recover.
struct RecoveryEvidence {
  RecoveryPart part = RecoveryPart::kLeadTime;
  RecoveryBasis basis = RecoveryBasis::kFact;
  double low = 0;  // days
  double high = 0;
  ProductId product;
  std::optional<FirmId> firm;  // who stands in; absent: a new source
  CapabilityStatus status = CapabilityStatus::kUnknown;
  Provenance provenance;  // empty for an assumption
  bool synthetic = false;
};

struct TimeToRecover {
  DayRange days;
  bool is_assumption = false;  // one of the figures behind it is assumed
  bool synthetic = false;      // or made up
  char grade = ' ';            // weakest of them: A, B, C, M, S; ' ': not stated, or an assumption among them
  std::vector<RecoveryEvidence> evidence;  // of the ways that set the two sides, each once
  std::size_t ways = 0;                    // known, at least in part
  std::size_t unknown_ways = 0;            // makers who could stand in, of whose times nothing is known
};

// The times of one dataset, which must outlive it. Immutable, safe to share between threads.
class RecoveryTimes {
 public:
  // O(capabilities + fact uses, with logarithms).
  RecoveryTimes(const Dataset& dataset, const TimeToRecoverOptions& options);

  // All makers in volume, or of unknown status, are lost: a new source, or one in trial or development.
  [[nodiscard]] TimeToRecover product(ProductId product) const;

  // One maker of the product (with its group, by the options) is lost: any other maker, or a new source.
  [[nodiscard]] TimeToRecover line(FirmId firm, ProductId product) const;

  // All makers for whom is_lost holds are lost, say those of one country: any other maker, or a new source.
  [[nodiscard]] TimeToRecover without(ProductId product, const std::function<bool(FirmId)>& is_lost) const;

  // A firm is lost with all it makes: the slowest of its lines. High only where it is known for all of them.
  // Empty for a firm that makes nothing.
  [[nodiscard]] TimeToRecover firm(FirmId firm) const;

 private:
  // One maker of a product: the best status and the shortest lead time of its plants.
  struct Maker {
    ProductId product;
    FirmId firm;
    FirmId group;
    CapabilityStatus status = CapabilityStatus::kUnknown;
    std::optional<double> lead_time_days;
    Provenance provenance;
    bool synthetic = false;
  };
  // One way back.
  struct Way {
    DayRange days;
    std::vector<RecoveryEvidence> evidence;
  };

  void add_makers();
  void add_facts();
  [[nodiscard]] Way new_source(ProductId product) const;
  [[nodiscard]] Way way_of(const Maker& maker) const;
  [[nodiscard]] std::vector<RecoveryEvidence> facts_of(ProductId product, RecoveryPart part) const;
  template <class IsLost>
  [[nodiscard]] TimeToRecover recover(ProductId product, IsLost is_lost) const;

  const Dataset& dataset_;
  TimeToRecoverOptions options_;
  std::vector<FirmId> group_of_firm_;
  std::vector<Maker> makers_;               // by product, then firm
  std::vector<std::size_t> maker_offsets_;  // of each product
  std::vector<std::size_t> uses_;           // positions of the fact uses that count, by product
  std::vector<std::size_t> use_offsets_;    // of each product
  std::vector<ProductId> line_product_;     // of each firm, ascending
  std::vector<std::size_t> line_offsets_;
};

}  // namespace tenon
