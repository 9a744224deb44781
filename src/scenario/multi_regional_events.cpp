#include "scenario/multi_regional_events.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/nearest_word.h"

namespace tenon {
namespace {

using Chosen = std::vector<std::uint8_t>;  // 1: chosen

bool is_named(const TableSector& sector, std::string_view name) {
  return !name.empty() && (sector.name == name || sector.name_zh == name || sector.name_en == name);
}

class Resolver {
 public:
  Resolver(const Scenario& scenario, const MultiRegionalTable& table, FaultList& faults)
      : scenario_(scenario), table_(table), faults_(faults) {
    has_outside_ = std::any_of(table.regions.begin(), table.regions.end(),
                               [](const TableRegion& region) { return region.is_outside; });
  }

  TableScenario resolve(const MultiRegionalOptions& options) {
    TableScenario result;
    result.options = options;
    result.horizon_days = scenario_.horizon_days;
    set_inventories(result.options);
    warn_of_policies();
    for (const ScenarioEvent& event : scenario_.events) result.events.push_back(resolve(event));
    return result;
  }

 private:
  void add(Severity severity, const PlacedName& at, std::string expected) {
    faults_.add({severity, scenario_.file, at.line, at.column, "", at.text, std::move(expected)});
  }

  void refuse(const std::vector<PlacedName>& names, const char* what) {
    for (const PlacedName& name : names) {
      add(Severity::kError, name, std::string("a table knows regions and sectors, no ") + what);
    }
  }

  void set_inventories(MultiRegionalOptions& options) {
    for (const InventoryTarget& target : scenario_.inventory_by_product) refuse({target.what}, "products");
    if (scenario_.inventory_by_sector.empty()) return;
    if (options.inventory_days_by_sector.empty()) {
      options.inventory_days_by_sector.assign(table_.sectors.size(), 0);
    }
    for (const InventoryTarget& target : scenario_.inventory_by_sector) {
      const Chosen chosen = sectors({target.what});
      for (std::size_t s = 0; s < std::min(chosen.size(), options.inventory_days_by_sector.size()); ++s) {
        if (chosen[s] != 0) options.inventory_days_by_sector[s] = target.days;
      }
    }
  }

  void warn_of_policies() {
    if (scenario_.policy.rationing != RationingRule::kProportional) {
      faults_.add({Severity::kWarning, scenario_.file, 0, 0, "", "",
                   "the table model rations in proportion to orders; the scenario's rule is not used"});
    }
    if (scenario_.policy.switching.enabled) {
      faults_.add(
          {Severity::kWarning, scenario_.file, 0, 0, "", "",
           "the table model moves orders to suppliers with capacity by itself; the scenario's supplier "
           "switching is not used"});
    }
  }

  Chosen sectors(const std::vector<PlacedName>& names) {
    Chosen chosen(table_.sectors.size(), names.empty() ? 1 : 0);
    for (const PlacedName& name : names) {
      bool found = false;
      for (std::size_t s = 0; s < chosen.size(); ++s) {
        if (!is_named(table_.sectors[s], name.text)) continue;
        chosen[s] = 1;
        found = true;
      }
      if (found) continue;
      NearestWord nearest(name.text);
      for (const TableSector& sector : table_.sectors) {
        for (const std::string* known : {&sector.name, &sector.name_zh, &sector.name_en})
          nearest.offer(*known);
      }
      add(Severity::kError, name, "expected a sector of the table " + table_.source + nearest.suggestion());
    }
    return chosen;
  }

  // `outside`: what counts without names, and what names are proposed.
  Chosen regions(const std::vector<PlacedName>& names, bool outside) {
    Chosen chosen(table_.regions.size(), 0);
    for (std::size_t r = 0; r < chosen.size(); ++r) {
      if (names.empty() && table_.regions[r].is_outside == outside) chosen[r] = 1;
    }
    for (const PlacedName& name : names) {
      NearestWord nearest(name.text);
      bool found = false;
      for (std::size_t r = 0; r < chosen.size(); ++r) {
        const TableRegion& region = table_.regions[r];
        if (outside && !region.is_outside) continue;
        nearest.offer(region.name);
        if (region.name != name.text) continue;
        chosen[r] = 1;
        found = true;
      }
      if (found) continue;
      add(Severity::kError, name,
          std::string("expected a region ") + (outside ? "that the table " : "of the table ") +
              table_.source + (outside ? " has outside" : "") + nearest.suggestion());
    }
    return chosen;
  }

  void refuse_selectors(const ScenarioEvent& event) {
    const EventTarget& target = event.target;
    refuse(target.firms, "firms");
    refuse(target.products, "products");
    refuse(target.chains, "chains");
    refuse(target.suppliers, "links");
    refuse(target.customers, "links");
    refuse(target.from_regions, "links");
    refuse(target.to_regions, "links");
    if (event.kind == EventKind::kImport) {
      for (const PlacedName& name : target.regions) {
        add(Severity::kError, name, "expected countries, not regions, for a failure of imports");
      }
    } else {
      for (const PlacedName& name : target.countries) {
        add(Severity::kError, name, "countries go with failures of imports; expected regions");
      }
    }
  }

  TableEvent resolve(const ScenarioEvent& event) {
    TableEvent result;
    const std::size_t errors_before = faults_.error_count();
    if (event.kind == EventKind::kLink) {
      add(Severity::kError, event.id,
          "a table has no links that could fail; expected capacity, import or demand");
      return result;
    }
    refuse_selectors(event);
    const bool is_import = event.kind == EventKind::kImport;
    if (is_import && !has_outside_) {
      add(Severity::kError, event.id,
          "no region of this table is outside; expected capacity of the region that supplies");
      return result;
    }
    if (event.recovery == RecoveryCurve::kNetworkDamped) {
      add(Severity::kError, event.id,
          "recovery damped by the network needs a network of firms; a table has none");
    }
    const Chosen of_sector = sectors(event.target.sectors);
    const Chosen of_region = regions(is_import ? event.target.countries : event.target.regions, is_import);
    if (faults_.error_count() > errors_before) return result;

    result.kind =
        event.kind == EventKind::kDemand ? TableEventKind::kDemandChanged : TableEventKind::kCapacityLost;
    result.start_day = event.start_day;
    result.duration_days = event.duration_days;
    result.recovery = event.recovery;
    result.recovery_days = event.recovery_days;
    for (std::uint32_t i = 0; i < table_.size(); ++i) {
      const TableIndustry& industry = table_.industries[i];
      if (of_sector[industry.sector] != 0 && of_region[industry.region] != 0) result.industries.push_back(i);
    }
    if (result.industries.empty()) {
      add(Severity::kError, event.id, "no industry of the table fits all selectors of this event");
    }
    result.amount.assign(result.industries.size(),
                         event.kind == EventKind::kDemand ? event.demand_change : event.loss);
    return result;
  }

  const Scenario& scenario_;
  const MultiRegionalTable& table_;
  FaultList& faults_;
  bool has_outside_ = false;
};

}  // namespace

std::optional<TableScenario> resolve_table_scenario(const Scenario& scenario, const MultiRegionalTable& table,
                                                    const MultiRegionalOptions& options, FaultList& faults) {
  const std::size_t errors_before = faults.error_count();
  TableScenario result = Resolver(scenario, table, faults).resolve(options);
  if (faults.error_count() > errors_before) return std::nullopt;
  return result;
}

}  // namespace tenon
