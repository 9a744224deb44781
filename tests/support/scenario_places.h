// Scenarios without the places that they have in files, so that two can be compared by what they say.
#pragma once

#include <vector>

#include "model/scenario.h"

namespace tenon {

inline Scenario without_places(Scenario scenario) {
  const auto forget = [](PlacedName& name) {
    name.line = 0;
    name.column = 0;
  };
  scenario.file.clear();
  for (auto* list : {&scenario.inventory_by_product, &scenario.inventory_by_sector}) {
    for (InventoryTarget& target : *list) forget(target.what);
  }
  for (ScenarioEvent& event : scenario.events) {
    event.line = 0;
    forget(event.id);
    EventTarget& target = event.target;
    for (auto* names : {&target.firms, &target.products, &target.chains, &target.sectors, &target.regions,
                        &target.countries, &target.suppliers, &target.customers, &target.from_regions,
                        &target.to_regions}) {
      for (PlacedName& name : *names) forget(name);
    }
  }
  return scenario;
}

}  // namespace tenon
