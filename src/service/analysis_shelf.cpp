#include "service/analysis_shelf.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "risk/evidence.h"
#include "service/computed_once.h"
#include "service/dataset_import.h"
#include "store/dataset_store.h"

namespace tenon {
namespace {

// What is kept of a version. Supplies stay within this file.
struct KeptVersion {
  std::shared_ptr<const PublicVersion> open;
  std::vector<Supply> supplies;
};

Result<KeptVersion> read_kept(Database& database, const std::string& name, std::int64_t version) {
  auto dataset = read_dataset_version(database, name, version);
  if (!dataset) return dataset.error();
  const auto versions = list_versions(database, name);
  if (!versions) return versions.error();
  PublicVersion open{name, version, 0, std::move(*dataset), {}};
  for (const DatasetVersion& one : *versions) {
    if (one.version == version) open.imported_at = one.note.at;
  }
  KeptVersion kept;
  kept.supplies = std::exchange(open.dataset.supplies, {});
  for (std::size_t c = 0; c < open.dataset.chains.size(); ++c)
    open.layouts.push_back(layout_chain(open.dataset, ChainId(c)));
  kept.open = std::make_shared<const PublicVersion>(std::move(open));
  return kept;
}

void leave_out_supply_lines(const KeptVersion& kept, BreakPointReport& result) {
  const Dataset& dataset = kept.open->dataset;
  std::set<ProductId> guarded;
  for (const Supply& supply : kept.supplies) {
    if (!dataset.firm(supply.supplier).synthetic && !dataset.firm(supply.customer).synthetic)
      guarded.insert(supply.product);
  }
  if (guarded.empty()) return;
  for (BreakPoint& point : result.break_points) {
    if (point.subject.type != SubjectType::kProduct) continue;
    if (guarded.count(ProductId(point.subject.index)) == 0) continue;
    std::erase_if(point.evidence, [](const Evidence& line) {
      return line.provenance.source == kComputedFromSupplies ||
             line.provenance.source == kComputedFromFirmLayer;
    });
  }
}

Result<AnalysedVersion> analyse(const KeptVersion& kept, const std::string& scope, std::int64_t now) {
  const Dataset& open = kept.open->dataset;
  auto view = make_scope_view(open, scope);
  if (!view) return Error{ErrorCode::kInvalidArgument, view.error().message};
  Dataset whole = open;
  whole.supplies = kept.supplies;
  BreakPointOptions options;
  options.scope = scope;
  auto result = find_break_points(whole, options);
  if (!result) return result.error();
  leave_out_supply_lines(kept, *result);
  Summary summary = summarise({open, *result, now});
  RelatedRegions related(open, *view, options.use_synthetic);
  std::vector<MakerPlaces> makers = maker_places(open, *view);
  std::vector<CityMeasures> cities = city_measures({open, *result, now});
  AnalysedVersion analysed{kept.open,          std::move(*view),  std::move(*result), now, std::move(summary),
                           std::move(related), std::move(makers), std::move(cities),  {},  {}};
  for (const BreakPoint& point : analysed.result.break_points) {
    for (const Evidence& line : point.evidence) {
      const auto& year = line.provenance.year;
      if (!line.computed_with || !is_published(line) || !year) continue;
      analysed.oldest_year = std::min(analysed.oldest_year.value_or(*year), *year);
      analysed.newest_year = std::max(analysed.newest_year.value_or(*year), *year);
    }
  }
  return analysed;
}

}  // namespace

class AnalysisShelf::Parts {
 public:
  Parts(Database& its_database, std::size_t capacity)
      : database(its_database), versions(capacity), analyses(capacity) {}

  Result<std::shared_ptr<const KeptVersion>> kept(const std::string& name, std::int64_t version) {
    if (version == 0) {
      const auto found = find_dataset(database, name);
      if (!found) return found.error();
      version = found->newest_version;
    }
    return versions.get({name, version}, [&] { return read_kept(database, name, version); });
  }

  Database& database;
  ComputedOnce<std::pair<std::string, std::int64_t>, KeptVersion> versions;
  ComputedOnce<std::tuple<std::string, std::int64_t, std::string>, AnalysedVersion> analyses;
};

AnalysisShelf::AnalysisShelf(Database& database, std::size_t capacity)
    : parts_(std::make_unique<Parts>(database, capacity)) {}

AnalysisShelf::~AnalysisShelf() = default;

Result<std::shared_ptr<const PublicVersion>> AnalysisShelf::version(const std::string& name,
                                                                    std::int64_t version) {
  auto kept = parts_->kept(name, version);
  if (!kept) return kept.error();
  return (*kept)->open;
}

Result<std::shared_ptr<const AnalysedVersion>> AnalysisShelf::analysis(const std::string& name,
                                                                       std::int64_t version,
                                                                       const std::string& scope,
                                                                       std::int64_t now) {
  const auto kept = parts_->kept(name, version);
  if (!kept) return kept.error();
  return parts_->analyses.get({name, (*kept)->open->version, scope},
                              [&] { return analyse(**kept, scope, now); });
}

std::size_t AnalysisShelf::computations() const {
  return parts_->analyses.made();
}

}  // namespace tenon
