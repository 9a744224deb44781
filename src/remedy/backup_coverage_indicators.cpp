#include "remedy/backup_coverage_indicators.h"

#include <map>

namespace tenon {
namespace {

void add(CoverageCount& count, const CoverageCase& product, const CoverageOnProduct& result, double part) {
  ++count.products;
  count.covered += result.covered ? 1 : 0;
  count.lasting += result.lasting ? 1 : 0;
  count.by_stock_alone += result.by_stock_alone ? 1 : 0;
  count.not_assessed += product.basis != CoverageBasis::kAssessed ? 1 : 0;
  count.weight += part;
  count.weight_lasting += result.lasting ? part : 0;
  count.gap += part * product.gap;
  if (!result.covered) return;
  count.weight_covered += part;
  count.gap_covered += part * product.gap;
}

std::vector<RegionCoverage> by_region(const std::map<std::uint32_t, CoverageCount>& counts) {
  std::vector<RegionCoverage> regions;
  regions.reserve(counts.size());
  for (const auto& [region, count] : counts) regions.push_back({RegionId(std::size_t{region}), count});
  return regions;
}

}  // namespace

CoverageIndicators coverage_indicators(const Dataset& dataset, const CoverageBook& book,
                                       const CoverageOnDay& on_day) {
  CoverageIndicators result;
  result.day = on_day.day;
  std::map<std::uint32_t, CoverageCount> chains;
  std::map<std::uint32_t, CoverageCount> provinces;
  std::map<std::uint32_t, CoverageCount> leads;
  for (std::size_t k = 0; k < book.cases.size(); ++k) {
    const CoverageCase& product = book.cases[k];
    const CoverageOnProduct& outcome = on_day.products[k];
    const ChainId chain = dataset.product(product.subject.product).chain;
    add(result.all, product, outcome, 1);
    add(chains[chain.value], product, outcome, 1);
    if (const auto& lead = dataset.chain(chain).lead_region) add(leads[lead->value], product, outcome, 1);
    for (const ProvinceUse& use : product.provinces)
      add(provinces[use.province.value], product, outcome, use.part);
  }
  for (const auto& [chain, count] : chains) result.chains.push_back({ChainId(std::size_t{chain}), count});
  result.provinces = by_region(provinces);
  result.lead_provinces = by_region(leads);
  return result;
}

std::vector<CoverageIndicators> coverage_over_time(const Dataset& dataset, const CoverageBook& book,
                                                   std::span<const Day> days) {
  std::vector<CoverageIndicators> result;
  result.reserve(days.size());
  for (const Day day : days) result.push_back(coverage_indicators(dataset, book, coverage_on(book, day)));
  return result;
}

std::vector<Day> monthly_days(Day first, Day last) {
  std::vector<Day> days;
  if (last < first) return days;
  days.push_back(first);
  const std::chrono::year_month_day start(first);
  std::chrono::year_month month = start.year() / start.month();
  for (;;) {
    month += std::chrono::months(1);
    const Day day(month / std::chrono::day(1));
    if (day >= last) break;
    days.push_back(day);
  }
  if (last > first) days.push_back(last);
  return days;
}

std::optional<Day> first_registration(std::span<const ResolvedBackup> backups) {
  std::optional<Day> first;
  for (const ResolvedBackup& backup : backups) {
    if (backup.from && (!first || *backup.from < *first)) first = backup.from;
  }
  return first;
}

}  // namespace tenon
