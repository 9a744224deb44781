#include "api/visible_supplies.h"

#include "api/access_ground.h"

namespace tenon {

SupplyViewer supply_viewer(const Identity& identity) {
  SupplyViewer viewer;
  if (identity.organisation) {
    viewer.kind = identity.organisation->kind;
    viewer.firm_id = identity.organisation->firm_id;
    viewer.region_code = identity.organisation->region_code;
  }
  return viewer;
}

std::string region_code(const Dataset& dataset, FirmId firm) {
  const auto& region = dataset.firm(firm).region;
  return region ? dataset.region(*region).code : std::string();
}

std::vector<std::size_t> visible_supplies(const ApiCall& call, const Dataset& dataset) {
  const SupplyViewer viewer = supply_viewer(*call.identity);
  const std::string* firm = call.parameter("firm");
  const std::string* product = call.parameter("product");
  std::vector<std::size_t> seen;
  for (std::size_t i = 0; i < dataset.supplies.size(); ++i) {
    const Supply& supply = dataset.supplies[i];
    const std::string& supplier = dataset.firm(supply.supplier).id;
    const std::string& customer = dataset.firm(supply.customer).id;
    if (firm != nullptr && supplier != *firm && customer != *firm) continue;
    if (product != nullptr && dataset.product(supply.product).id != *product) continue;
    const SupplyParties parties{supplier, region_code(dataset, supply.supplier), customer,
                                region_code(dataset, supply.customer)};
    if (supply_visibility(viewer, parties, call.ground->regions()) == SupplyVisibility::kFull)
      seen.push_back(i);
  }
  return seen;
}

}  // namespace tenon
