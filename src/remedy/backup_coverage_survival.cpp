#include "remedy/backup_coverage_survival.h"

#include <algorithm>

#include "remedy/supply_roots.h"
#include "scenario/dataset_survival.h"

namespace tenon {
namespace {

struct Wanted {
  std::vector<bool> of_product;
  bool any = false;
};

Result<void> simulate(const Dataset& dataset, const DatasetNetwork& network, SurvivalSubjects subjects,
                      const Wanted& wanted, const CoverageSurvivalOptions& options,
                      std::vector<std::optional<double>>& days) {
  if (!wanted.any) return {};
  DatasetSurvivalOptions survival;
  survival.subjects = subjects;
  survival.solve = false;
  survival.policy = options.policy;
  survival.horizon_days = options.horizon_days;
  survival.threads = options.threads;
  survival.progress = options.progress;
  survival.stop = options.stop;
  const auto result = survive_on_dataset(dataset, network, survival);
  if (!result) return result.error();
  if (result->simulation->is_partial)
    return Error{ErrorCode::kCancelled, "stopped while times were simulated"};
  for (std::size_t k = 0; k < result->subject.size(); ++k) {
    const SurvivalTime& time = result->simulation->sets[k].others;
    if (wanted.of_product[result->subject[k]] && time.kind != SurvivalKind::kNotComputed)
      days[result->subject[k]] = time.days;
  }
  return {};
}

}  // namespace

Result<std::vector<std::optional<double>>> simulated_survival_days(const Dataset& dataset,
                                                                   const DatasetNetwork& network,
                                                                   std::span<const CoverageSubject> subjects,
                                                                   const CoverageSurvivalOptions& options) {
  const ProductRoots roots(dataset, network);
  Wanted abroad{std::vector<bool>(dataset.products.size(), false), false};
  Wanted home = abroad;
  for (const CoverageSubject& subject : subjects) {
    const std::vector<RootShare> shares = roots.of_product(subject.product);
    const auto primary = std::find_if(shares.begin(), shares.end(), [](const RootShare& share) {
      return share.root.kind != RootKind::kUnnamed;
    });
    if (primary == shares.end()) continue;
    Wanted& wanted = primary->root.kind == RootKind::kCountry ? abroad : home;
    wanted.of_product[subject.product.index()] = true;
    wanted.any = true;
  }
  std::vector<std::optional<double>> days(dataset.products.size());
  const auto imports = simulate(dataset, network, SurvivalSubjects::kImports, abroad, options, days);
  if (!imports) return imports.error();
  const auto products = simulate(dataset, network, SurvivalSubjects::kProducts, home, options, days);
  if (!products) return products.error();
  return days;
}

}  // namespace tenon
