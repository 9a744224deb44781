// Versions of datasets with their break points, for pages that are looked at again and again.
//
// A version never changes and the method is the default one, so what was computed stays right; the last used
// ones are kept, and of several who ask at once one computes (computed_once.h). Nothing that is kept here
// leads back to supplies between firms: the dataset comes without them, the evidence of a product that real
// firms supply each other with comes without the lines computed from these supplies. So reading is not told
// in the audit chain. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "report/analysis.h"
#include "report/chain_layout.h"
#include "report/city_measures.h"
#include "report/maker_places.h"
#include "report/summary.h"
#include "risk/break_points.h"
#include "risk/evidence_scope.h"
#include "risk/relatedness.h"
#include "store/database.h"

namespace tenon {

struct PublicVersion {
  std::string name;
  std::int64_t version = 0;          // from 1 on
  std::int64_t imported_at = 0;      // seconds since 1970-01-01 UTC
  Dataset dataset;                   // without supplies
  std::vector<ChainLayout> layouts;  // by ChainId
};

struct AnalysedVersion {
  std::shared_ptr<const PublicVersion> of;
  ScopeView scope;
  BreakPointReport result;
  std::int64_t computed_at = 0;  // seconds since 1970-01-01 UTC
  Summary summary;
  RelatedRegions related;
  std::vector<MakerPlaces> makers;   // by ProductId
  std::vector<CityMeasures> cities;  // of the scope, in dataset order
  std::optional<int> oldest_year;    // of the published figures in the computation
  std::optional<int> newest_year;

  [[nodiscard]] const Dataset& dataset() const { return of->dataset; }
  // Points into this.
  [[nodiscard]] Analysis analysis() const { return {of->dataset, result, computed_at}; }
};

class AnalysisShelf {
 public:
  // `database` lives longer.
  explicit AnalysisShelf(Database& database, std::size_t capacity = 6);
  ~AnalysisShelf();
  AnalysisShelf(const AnalysisShelf&) = delete;
  AnalysisShelf& operator=(const AnalysisShelf&) = delete;

  // Version 0: the newest, which is looked up each time. kNotFound: no such dataset or version.
  Result<std::shared_ptr<const PublicVersion>> version(const std::string& name, std::int64_t version);

  // Judged from inside the region with code `scope`. kInvalidArgument: the dataset has no such region.
  // `now`: the time of the computation, if there must be one.
  Result<std::shared_ptr<const AnalysedVersion>> analysis(const std::string& name, std::int64_t version,
                                                          const std::string& scope, std::int64_t now);

  // How often break points were computed.
  [[nodiscard]] std::size_t computations() const;

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace tenon
