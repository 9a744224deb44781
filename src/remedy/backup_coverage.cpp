#include "remedy/backup_coverage.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "model/firm_group.h"
#include "model/region_tree.h"
#include "scenario/supply_network.h"

namespace tenon {
namespace {

constexpr double kTolerance = 1e-6;  // of the gap over the horizon, and of days
constexpr double kForGood = 36500;   // days
constexpr std::uint32_t kNoProvince = 0xffffffffU;

std::optional<RegionId> province_of(const Dataset& dataset, RegionId region) {
  std::optional<RegionId> found;
  visit_ancestors(dataset, region, [&](RegionId at) {
    if (dataset.region(at).tier != Tier::kProvince) return true;
    found = at;
    return false;
  });
  return found;
}

// What lines use of each product, where, and how many days of it they hold.
struct ProductUse {
  double flow = 0;
  double held = 0;                              // money
  std::map<std::uint32_t, double> by_province;  // money/day
};

std::vector<ProductUse> product_use(const Dataset& dataset, const DatasetNetwork& network) {
  std::vector<std::uint32_t> province;  // of each region
  for (std::size_t r = 0; r < dataset.regions.size(); ++r) {
    const auto found = province_of(dataset, RegionId(r));
    province.push_back(found ? found->value : kNoProvince);
  }
  std::vector<ProductUse> use(dataset.products.size());
  const SupplyNetwork& links = network.network;
  for (std::uint32_t n = 0; n < links.node_count; ++n) {
    const std::optional<RegionId>& region = network.nodes[n].region;
    const std::uint32_t stands = region ? province[region->index()] : kNoProvince;
    for (std::uint64_t g = links.group_offsets[n]; g < links.group_offsets[n + 1]; ++g) {
      for (std::uint64_t e = links.link_offsets[g]; e < links.link_offsets[g + 1]; ++e) {
        ProductUse& product = use[links.market[links.supplier[e]]];
        product.flow += links.flow[e];
        product.held += links.flow[e] * links.target_days[g];
        if (stands != kNoProvince) product.by_province[stands] += links.flow[e];
      }
    }
  }
  return use;
}

class Builder {
 public:
  Builder(const Dataset& dataset, const DatasetNetwork& network, const CoverageOptions& options,
          const BackupSearch& search, CoverageBook& book)
      : dataset_(dataset),
        network_(network),
        options_(options),
        search_(search),
        book_(book),
        use_(product_use(dataset, network)),
        entries_(dataset.products.size()),
        plants_(dataset.products.size()),
        nodes_(dataset.products.size()) {
    for (std::size_t b = 0; b < book.backups.size(); ++b)
      entries_[book.backups[b].product.index()].push_back(b);
    for (std::size_t c = 0; c < dataset.capabilities.size(); ++c)
      plants_[dataset.capabilities[c].product.index()].push_back(c);
    for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
      if (network.nodes[n].firm) nodes_[network.nodes[n].product.index()].push_back(n);
    }
  }

  CoverageCase build(const CoverageSubject& subject) {
    CoverageCase result;
    result.subject = subject;
    const std::size_t product = subject.product.index();
    const std::vector<RootShare> roots = search_.roots().of_product(subject.product);
    for (const RootShare& share : roots) result.use += share.flow;
    const auto primary = std::find_if(roots.begin(), roots.end(), [](const RootShare& share) {
      return share.root.kind != RootKind::kUnnamed;
    });
    result.basis = roots.empty()            ? CoverageBasis::kNotUsed
                   : primary == roots.end() ? CoverageBasis::kUnnamed
                                            : CoverageBasis::kAssessed;
    set_survival(result);
    const ProductUse& use = use_[product];
    for (const auto& [province, flow] : use.by_province)
      result.provinces.push_back({RegionId(std::size_t{province}), flow / use.flow});
    if (result.basis == CoverageBasis::kAssessed) {
      result.primary = *primary;
      result.gap = primary->flow;
    }
    for (const std::size_t b : entries_[product])
      result.entries.push_back(exposure(result, book_.backups[b]));
    return result;
  }

 private:
  void set_survival(CoverageCase& result) const {
    const std::size_t product = result.subject.product.index();
    const auto& given = options_.search.cover_days;
    if (!given.empty() && given[product]) {
      result.survive_days = *given[product];
      result.survive_given = true;
    } else {
      const ProductUse& use = use_[product];
      result.survive_days = use.flow > 0 ? use.held / use.flow : network_.stock.days[product];
    }
  }

  EntryExposure exposure(const CoverageCase& product, const ResolvedBackup& backup) {
    EntryExposure result;
    result.entry = backup.entry;
    if (product.basis != CoverageBasis::kAssessed) return result;
    result.buyer_gap = product.gap;
    if (backup.buyer) {
      result.buyer_gap = 0;
      for (const RootShare& share : search_.roots().of_buyer(backup.product, *backup.buyer)) {
        if (share.root == product.primary.root) result.buyer_gap = share.flow;
      }
    }
    if (!backup.maker) return result;
    const RootFailure& failure = failure_of(product.primary.root);
    bool first = true;
    for (const BackupCandidate& plant : plants_of(backup)) {
      std::vector<SharedExposure> shared = search_.exposures(failure, backup.product, plant);
      const double left = search_.part_left(shared);
      if (!first && left >= result.part_left) continue;
      result.shared = std::move(shared);
      result.part_left = left;
      first = false;
    }
    return result;
  }

  // Where the entry could be made: at its plant, else at each of the maker's.
  std::vector<BackupCandidate> plants_of(const ResolvedBackup& backup) const {
    std::vector<std::optional<RegionId>> regions;
    if (backup.region) {
      regions.push_back(backup.region);
    } else {
      for (const std::size_t c : plants_[backup.product.index()]) {
        const Capability& row = dataset_.capabilities[c];
        if (row.firm == *backup.maker)
          regions.push_back(row.region ? row.region : dataset_.firm(row.firm).region);
      }
      if (regions.empty()) regions.emplace_back();
    }
    std::vector<BackupCandidate> plants;
    for (const std::optional<RegionId>& region : regions) {
      BackupCandidate& plant = plants.emplace_back();
      plant.firm = *backup.maker;
      plant.group = top_parent(dataset_, *backup.maker);
      plant.region = region;
      for (const std::uint32_t n : nodes_[backup.product.index()]) {
        const NetworkNode& node = network_.nodes[n];
        if (node.firm != backup.maker || (!node.is_outside && node.region != region)) continue;
        plant.node = n;
        break;
      }
    }
    return plants;
  }

  const RootFailure& failure_of(const SupplyRoot& root) {
    const auto key = std::tuple(root.kind, root.country, root.group ? root.group->value : UINT32_MAX);
    const auto found = failures_.find(key);
    if (found != failures_.end()) return found->second;
    return failures_.emplace(key, search_.failure_of(root)).first->second;
  }

  const Dataset& dataset_;
  const DatasetNetwork& network_;
  const CoverageOptions& options_;
  const BackupSearch& search_;
  const CoverageBook& book_;
  std::vector<ProductUse> use_;                    // of each product
  std::vector<std::vector<std::size_t>> entries_;  // positions in book_.backups, of each product
  std::vector<std::vector<std::size_t>> plants_;   // positions of capabilities, of each product
  std::vector<std::vector<std::uint32_t>> nodes_;  // that a firm stands behind, of each product
  std::map<std::tuple<RootKind, std::string, std::uint32_t>, RootFailure> failures_;
};

EntryUse use_of(const ResolvedBackup& backup, const EntryExposure& exposure, Day day) {
  if (backup.from && day < *backup.from) return EntryUse::kNotYetValid;
  if (backup.until && *backup.until < day) return EntryUse::kExpired;
  if (backup.reserved <= 0 && backup.stock_days <= 0) return EntryUse::kNothing;
  if (exposure.part_left <= 0) return EntryUse::kFailsWithPrimary;
  return exposure.buyer_gap > 0 ? EntryUse::kCounts : EntryUse::kNoNeed;
}

// What entries bring against the gap of one product.
struct Supply {
  struct Own {
    double need = 0;
    double stock = 0;
    std::vector<BackupDelivery> capacity;
  };
  double stock = 0;
  std::vector<BackupDelivery> capacity;
  std::map<std::uint32_t, Own> own;  // by buyer
};

Shortage shortage_with(const CoverageCase& product, const Supply& supply, double horizon_days) {
  // Where a buyer's own stock ends a delivery ends: a negative one. The balance of shortage_of is drawn piece
  // by piece, so it takes rates that fall.
  std::vector<BackupDelivery> deliveries = supply.capacity;
  for (const auto& [buyer, own] : supply.own) {
    for (const BackupDelivery& delivery : own_deliveries(own.need, own.stock, own.capacity, horizon_days))
      deliveries.push_back(delivery);
  }
  const double cushion = product.gap * product.survive_days + supply.stock;
  Shortage shortage = shortage_of(product.gap, cushion, deliveries, horizon_days);
  if (shortage.amount <= kTolerance * product.gap * horizon_days) shortage = {};
  return shortage;
}

CoverageOnProduct on_day(const CoverageBook& book, const CoverageCase& product, Day day) {
  CoverageOnProduct result;
  Supply supply;
  for (const EntryExposure& exposure : product.entries) {
    const ResolvedBackup& backup = book.backups[exposure.entry];
    EntryOnDay& entry = result.entries.emplace_back();
    entry.entry = exposure.entry;
    entry.use =
        product.basis == CoverageBasis::kAssessed ? use_of(backup, exposure, day) : EntryUse::kNotAssessed;
    if (entry.use != EntryUse::kCounts) continue;
    entry.per_day = backup.reserved * exposure.part_left;
    entry.stock = backup.stock_days * exposure.buyer_gap;
    if (!backup.buyer) {
      supply.stock += entry.stock;
      if (entry.per_day > 0) supply.capacity.push_back({entry.per_day, backup.ready_days});
    } else {
      Supply::Own& own = supply.own[backup.buyer->value];
      own.need = exposure.buyer_gap;
      own.stock += entry.stock;
      if (entry.per_day > 0) own.capacity.push_back({entry.per_day, backup.ready_days});
    }
  }
  if (product.basis != CoverageBasis::kAssessed) return result;
  result.shortage = shortage_with(product, supply, book.horizon_days);
  result.covered = !result.shortage.first_day;
  const Shortage ever = shortage_with(product, supply, kForGood);
  result.lasting = result.covered && !ever.first_day;
  result.by_stock_alone = !shortage_with(product, {}, book.horizon_days).first_day;
  for (EntryOnDay& entry : result.entries) {
    if (entry.use != EntryUse::kCounts || entry.per_day <= 0) continue;
    const double ready = book.backups[entry.entry].ready_days;
    if (ever.first_day && ready > *ever.first_day + kTolerance)
      entry.use = entry.stock > 0 ? EntryUse::kStockOnly : EntryUse::kTooLate;
  }
  return result;
}

}  // namespace

std::vector<CoverageSubject> coverage_subjects(const BreakPointReport& report,
                                               std::span<const Level> levels) {
  std::vector<CoverageSubject> subjects;
  for (const BreakPoint& point : report.break_points) {
    if (point.subject.type != SubjectType::kProduct) continue;
    if (std::find(levels.begin(), levels.end(), point.level) != levels.end())
      subjects.push_back({ProductId(point.subject.index), point.level});
  }
  return subjects;
}

Result<CoverageBook> coverage_book(const Dataset& dataset, const DatasetNetwork& network,
                                   std::span<const ResolvedBackup> backups,
                                   std::span<const CoverageSubject> subjects,
                                   const CoverageOptions& options) {
  if (!(options.horizon_days > 0))
    return Error{ErrorCode::kInvalidArgument, "the horizon must be above 0 days"};
  const auto search = BackupSearch::create(dataset, network, options.search);
  if (!search) return search.error();
  CoverageBook book;
  book.backups.assign(backups.begin(), backups.end());
  book.horizon_days = options.horizon_days;
  Builder builder(dataset, network, options, *search, book);
  for (const CoverageSubject& subject : subjects) book.cases.push_back(builder.build(subject));
  return book;
}

CoverageOnDay coverage_on(const CoverageBook& book, Day day) {
  CoverageOnDay result;
  result.day = day;
  for (const CoverageCase& product : book.cases) result.products.push_back(on_day(book, product, day));
  return result;
}

std::vector<BackupDelivery> own_deliveries(double need, double stock,
                                           std::span<const BackupDelivery> capacity, double horizon_days) {
  std::vector<BackupDelivery> order(capacity.begin(), capacity.end());
  std::stable_sort(order.begin(), order.end(), [](const BackupDelivery& a, const BackupDelivery& b) {
    return a.ready_day < b.ready_day;
  });
  std::vector<BackupDelivery> changes;
  double served = 0;
  double rate = 0;
  double left = stock;
  double day = 0;
  std::size_t next = 0;
  while (day < horizon_days) {
    for (; next < order.size() && order[next].ready_day <= day; ++next) rate += order[next].per_day;
    const double level = left > 0 || rate >= need ? need : rate;
    if (level != served) changes.push_back({level - served, day});
    served = level;
    double until = next < order.size() ? std::min(order[next].ready_day, horizon_days) : horizon_days;
    const double empty = rate < need && left > 0 ? day + left / (need - rate) : until;
    if (rate < need && left > 0 && empty <= until) {
      left = 0;
      until = empty;
    } else {
      left = std::max(0.0, left + (rate - need) * (until - day));
    }
    day = until;
  }
  return changes;
}

}  // namespace tenon
