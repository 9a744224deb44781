// Break points: where a chain can break, ranked by importance x exposure x difficulty of recovery.
//
// Plain result structs; how each component is computed is documented in docs/methods.md and beside the
// functions of importance.h, exposure.h and recovery.h. Everything is deterministic; an absent number means
// "not known".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "model/dataset.h"
#include "risk/break_point_method.h"

namespace tenon {

// A value in [0, 1] known up to an interval, 0 <= low <= value <= high <= 1.
struct Component {
  double value = 0;
  double low = 0;
  double high = 0;
};

// From worst to mildest: the red / orange / yellow / blue convention; kNone is below all thresholds; kUnknown
// means that the evidence does not allow a level.
enum class Level { kRed, kOrange, kYellow, kBlue, kNone, kUnknown };

enum class RiskKind {
  kExternalDependence,
  kConcentration,
  kSingleSource,
  kNMinus1,
  kNoAlternative,
  kLowCover,
  kSystemicFirm,
  kChokePoint,
};

enum class RemedyClass { kSupplement, kSecure, kStrengthen };  // 补链 固链 强链

struct Remedy {
  RemedyClass remedy_class = RemedyClass::kSecure;
  std::string action_zh;
  std::string action_en;
  std::string reason_zh;
  std::string reason_en;
};

// One number (or flag) behind a break point.
struct Evidence {
  std::string metric;  // stable identifier, e.g. "external_dependence", "hhi", "fact.localisation_rate"
  std::string label_zh;
  std::string label_en;
  std::optional<double> value;
  std::optional<double> low;
  std::optional<double> high;
  std::string unit;  // "%", "days", "1", "firms", ...
  std::optional<double> threshold;
  std::string scope;  // of what and where, as published
  Provenance provenance;
  bool synthetic = false;
  bool computed_with = false;  // false: shown as evidence only
  bool old = false;            // older than BreakPointOptions::old_before
};

enum class SubjectType { kProduct, kFirm };

struct Subject {
  SubjectType type = SubjectType::kProduct;
  std::size_t index = 0;  // of the ProductId or FirmId
};

// A maker that could help, from product-space relatedness: a region that makes related products.
struct RelatedRegion {
  RegionId region;
  double density = 0;  // in [0, 1]
};

struct BreakPoint {
  std::size_t rank = 0;       // 1 = worst; 0 = not ranked (score unknown)
  std::size_t rank_low = 0;   // best rank that the intervals allow
  std::size_t rank_high = 0;  // worst rank that the intervals allow
  Subject subject;
  std::optional<Component> score;  // absent where a component is unknown
  Level level = Level::kUnknown;
  bool level_capped = false;  // held back because only grade M or synthetic evidence stands behind it
  Level level_high = Level::kUnknown;  // level of score.high: the interval may cross a threshold
  Component importance;
  std::optional<Component> exposure;
  std::optional<Component> recovery;  // difficulty of recovery, 1 = nobody could stand in
  std::vector<RiskKind> kinds;
  std::vector<Evidence> evidence;
  Remedy remedy;
  std::vector<ProductId> lost_end_products;  // of its own chain first
  std::vector<RelatedRegion> could_make;     // regions of the scope, most related first
};

// What should be known and is not.
struct DataGap {
  Subject subject;
  std::string what;  // stable identifier, e.g. "no_dependence_fact", "no_maker", "only_old_facts"
  std::string text_zh;
  std::string text_en;
};

struct BreakPointOptions {
  std::string scope = "YRD";     // region code: dependence and makers are judged from inside this region
  std::optional<ChainId> chain;  // only this chain's products; importance still counts all chains
  int current_year = 0;          // for data age; 0: the newest year in the dataset
  int old_before = 2021;         // facts before this year are marked old
  double red_at = 0.65;          // thresholds on the score
  double orange_at = 0.5;
  double yellow_at = 0.35;
  double blue_at = 0.2;
  bool use_synthetic = false;  // compute with the synthetic firm layer; else it is shown as evidence only
  std::size_t related_regions = 3;  // length of BreakPoint::could_make
  BreakPointMethod method;
  unsigned threads = 0;  // 0: all cores
};

struct BreakPointReport {
  std::string dataset;
  BreakPointOptions options;
  std::vector<BreakPoint> break_points;  // ranked ones first, worst first; then those without a score
  std::vector<DataGap> gaps;
};

// kNotFound: the scope is not a region of the dataset.
Result<BreakPointReport> find_break_points(const Dataset& dataset, const BreakPointOptions& options);

}  // namespace tenon
