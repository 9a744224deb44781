#include "service/backup_search_shelf.h"

#include <algorithm>

#include "service/dataset_names.h"
#include "store/break_point_store.h"

namespace tenon {

namespace {

// The Yangtze River Delta, else the first country.
std::string usual_scope(const Dataset& dataset) {
  constexpr const char* kDelta = "YRD";
  std::string country = kDelta;
  for (const Region& region : dataset.regions) {
    if (region.code == kDelta) return kDelta;
    if (region.tier == Tier::kCountry && country == kDelta) country = region.code;
  }
  return country;
}

}  // namespace

BackupSearchShelf::BackupSearchShelf(Database& database, DatasetShelf& datasets, std::size_t capacity)
    : database_(database), datasets_(datasets), capacity_(std::max<std::size_t>(capacity, 1)) {}

Result<std::shared_ptr<const ShelvedBackupSearch>> BackupSearchShelf::load(const std::string& name,
                                                                           std::int64_t version,
                                                                           const std::string& scope,
                                                                           const Actor& actor, UtcTime time) {
  auto loaded = datasets_.load(name, version, actor, time, "backup.read");
  if (!loaded) return loaded.error();
  std::string wanted = scope;
  if (wanted.empty()) {
    auto analysis = newest_analysis(database_, name);
    if (!analysis) return analysis.error();
    wanted = *analysis ? (*analysis)->scope : usual_scope(*loaded->dataset);
  }
  const auto code = scope_code(*loaded->dataset, wanted);
  if (!code) return code.error();
  const std::string key = name + "@" + std::to_string(loaded->version) + "/" + *code;
  const std::lock_guard lock(mutex_);
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.first == key; });
  if (found != entries_.end()) {
    entries_.splice(entries_.begin(), entries_, found);
    return entries_.front().second;
  }
  auto made = std::make_shared<ShelvedBackupSearch>();
  made->shelved = std::move(*loaded);
  FaultList faults;
  auto network = build_dataset_network(*made->shelved.dataset, {}, faults);
  if (!network) return network.error();
  made->network = std::move(*network);
  BackupOptions options;
  options.scope = *code;
  auto search = BackupSearch::create(*made->shelved.dataset, made->network, options);
  if (!search) return search.error();
  made->search.emplace(std::move(*search));
  entries_.emplace_front(key, made);
  if (entries_.size() > capacity_) entries_.pop_back();
  return entries_.front().second;
}

}  // namespace tenon
