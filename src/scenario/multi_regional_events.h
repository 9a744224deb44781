// A scenario (model/scenario.h) brought to a multi-regional table: names become industries.
//
// What a table can follow:
// - capacity: `loss` of the capacity of every industry that fits the regions and sectors named. Without
//   regions, those inside.
// - import: the same for the regions outside (TableRegion::is_outside), chosen by countries and sectors.
// - demand: `change` of final demand for what the industries that fit make. Without regions, those inside.
// A table knows no firms, products, chains or links; such selectors, and recovery damped by a network of
// firms, are errors. Events on one industry compose as multi_regional_damage.h says.
//
// Of the rest of a scenario its horizon and its inventories by sector count. Its default inventory is that of
// firms, as are its policies: a table keeps MultiRegionalOptions::inventory_days, rationing other than
// proportional and supplier switching draw a warning, order rules are not used.
#pragma once

#include <optional>

#include "base/fault.h"
#include "model/multi_regional_table.h"
#include "model/scenario.h"
#include "scenario/multi_regional_damage.h"
#include "scenario/multi_regional_options.h"

namespace tenon {

struct TableScenario {
  MultiRegionalOptions options;  // the ones given, with the scenario's inventories by sector
  TableEvents events;            // one a scenario event, in its order
  int horizon_days = 365;
};

// Regions match by name, sectors by label or name in either language; case counts. nullopt: `faults` has
// errors, each with line and column of the name and the nearest name that the table has. Time: O(names x
// (regions + sectors) + events x industries).
std::optional<TableScenario> resolve_table_scenario(const Scenario& scenario, const MultiRegionalTable& table,
                                                    const MultiRegionalOptions& options, FaultList& faults);

}  // namespace tenon
