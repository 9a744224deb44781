#include "remedy/resolved_register.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "base/number.h"
#include "scenario/name_lookup.h"
#include "scenario/supply_network.h"

namespace tenon {
namespace {

constexpr double kSpareTolerance = 1e-6;

// CNY, for people.
std::string whole(double amount) {
  return format_fixed(amount, 0);
}

class Resolver {
 public:
  Resolver(const Dataset& dataset, const DatasetNetwork& network, const BackupRegister& reg,
           FaultList& faults)
      : dataset_(dataset),
        network_(network),
        register_(reg),
        faults_(faults),
        products_(product_names(dataset)),
        firms_(firm_names(dataset)),
        regions_(region_names(dataset)) {
    const std::vector<double> output = normal_output(network.network);
    for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
      const NetworkNode& node = network.nodes[n];
      if (node.is_outside || !node.firm) continue;
      lines_[{node.firm->value, node.product.value}].push_back(n);
      spare_.emplace(n, node.kind == NodeKind::kStandbyLine
                            ? network.network.standby_capacity[n]
                            : output[n] * (network.network.capacity_ratio[n] - 1));
    }
  }

  std::vector<ResolvedBackup> resolve() {
    std::vector<ResolvedBackup> result;
    std::set<std::string> ids;
    for (std::size_t e = 0; e < register_.entries.size(); ++e) {
      const BackupEntry& entry = register_.entries[e];
      if (!entry.id.empty() && !ids.insert(entry.id).second)
        faults_.add(
            name_fault({entry.id, entry.line, 0}, "id", register_.file, "an id that no other entry has"));
      result.push_back(one(e, entry));
    }
    warn_of_too_much(result);
    return result;
  }

 private:
  ResolvedBackup one(std::size_t position, const BackupEntry& entry) {
    ResolvedBackup backup;
    backup.entry = position;
    if (const auto product = products_.find_one(entry.product, "product", register_.file, faults_))
      backup.product = ProductId(*product);
    if (!entry.buyer.text.empty()) {
      if (const auto buyer = firms_.find_one(entry.buyer, "buyer", register_.file, faults_))
        backup.buyer = FirmId(*buyer);
    }
    if (!entry.plant.text.empty()) {
      if (const auto region = regions_.find_one(entry.plant, "plant", register_.file, faults_))
        backup.region = RegionId(*region);
    }
    if (!entry.maker.text.empty()) set_maker(entry, backup);
    backup.reserved = entry.reserved_cny_a_year / kDaysAYear;
    backup.ready_days = entry.ready_days;
    backup.stock_days = entry.stock_days;
    backup.from = day_of(entry, entry.registered_on, "registered_on");
    backup.until = day_of(entry, entry.valid_until, "valid_until");
    if (backup.from && backup.until && *backup.until < *backup.from) {
      faults_.add(name_fault({entry.valid_until, entry.line, 0}, "valid_until", register_.file,
                             "a day not before registered_on, " + entry.registered_on));
    }
    return backup;
  }

  void set_maker(const BackupEntry& entry, ResolvedBackup& backup) {
    const auto maker = firms_.find_one(entry.maker, "maker", register_.file, faults_);
    if (!maker) return;
    backup.maker = FirmId(*maker);
    if (dataset_.firm(*backup.maker).synthetic) {
      Fault fault = name_fault(entry.maker, "maker", register_.file, "a real maker: this one is made up");
      fault.severity = Severity::kWarning;
      faults_.add(std::move(fault));
    }
    std::optional<RegionId> only;
    std::size_t plants = 0;
    bool stands = false;
    for (const Capability& row : dataset_.capabilities) {
      if (row.firm != *backup.maker || row.product != backup.product) continue;
      const std::optional<RegionId> region = row.region ? row.region : dataset_.firm(row.firm).region;
      ++plants;
      only = region;
      stands = stands || (backup.region && region == backup.region);
    }
    if (plants == 0) {
      faults_.add(name_fault(entry.maker, "maker", register_.file,
                             "a maker of " + dataset_.product(backup.product).id));
      return;
    }
    if (backup.region && !stands) {
      faults_.add(name_fault(entry.plant, "plant", register_.file, "a place where the maker makes it"));
      return;
    }
    if (!backup.region && plants == 1) backup.region = only;
    const auto lines = lines_.find({backup.maker->value, backup.product.value});
    if (lines == lines_.end()) return;
    for (const std::uint32_t n : lines->second) {
      if (!backup.region || network_.nodes[n].region == backup.region) {
        backup.node = n;
        break;
      }
    }
  }

  std::optional<Day> day_of(const BackupEntry& entry, const std::string& text, const char* column) {
    if (text.empty()) return std::nullopt;
    const auto day = parse_day(text);
    if (!day) faults_.add(name_fault({text, entry.line, 0}, column, register_.file, "a day as 2026-11-26"));
    return day;
  }

  // Of what one line can spare.
  void warn_of_too_much(const std::vector<ResolvedBackup>& backups) {
    std::map<std::uint32_t, double> reserved;
    std::map<std::uint32_t, std::size_t> last;
    for (const ResolvedBackup& backup : backups) {
      if (!backup.node) continue;
      reserved[*backup.node] += backup.reserved;
      last[*backup.node] = backup.entry;
    }
    for (const auto& [node, amount] : reserved) {
      const double spare = spare_.at(node);
      if (amount <= spare * (1 + kSpareTolerance)) continue;
      const BackupEntry& entry = register_.entries[last.at(node)];
      Fault fault =
          name_fault({whole(amount * kDaysAYear), entry.line, 0}, "reserved_cny_a_year", register_.file,
                     "at most " + whole(spare * kDaysAYear) +
                         " in all, what the dataset knows that this maker can spare");
      fault.severity = Severity::kWarning;
      faults_.add(std::move(fault));
    }
  }

  const Dataset& dataset_;
  const DatasetNetwork& network_;
  const BackupRegister& register_;
  FaultList& faults_;
  NameLookup products_;
  NameLookup firms_;
  NameLookup regions_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>>
      lines_;                              // by firm and product
  std::map<std::uint32_t, double> spare_;  // by node, money/day
};

}  // namespace

Result<std::vector<ResolvedBackup>> resolve_register(const Dataset& dataset, const DatasetNetwork& network,
                                                     const BackupRegister& reg, FaultList& faults) {
  const std::size_t errors = faults.error_count();
  std::vector<ResolvedBackup> backups = Resolver(dataset, network, reg, faults).resolve();
  if (faults.error_count() > errors) return Error{ErrorCode::kBadInput, faults.to_string()};
  return backups;
}

}  // namespace tenon
