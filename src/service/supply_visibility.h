// Who may see a supply between two firms: the two firms themselves and the bureaus of their own regions in
// full, the joint centre only as part of an aggregate (supply_aggregate.h), everybody else not at all.
//
// On top of the permissions: whoever asks for a supply must have supply.read_firm_level (or _aggregate) for
// it. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "service/region_cover.h"
#include "service/role.h"
#include "service/wording.h"

namespace tenon {

enum class SupplyVisibility { kNone, kAggregateOnly, kFull };

std::string_view id_of(SupplyVisibility visibility);  // "none", "aggregate_only", "full"
Wording wording_of(SupplyVisibility visibility);

// The organisation for which somebody looks.
struct SupplyViewer {
  OrganisationKind kind = OrganisationKind::kAuditor;
  std::string firm_id;      // of kFirm: which
  std::string region_code;  // of kBureau: for which region; a province covers its cities
};

// The parties; region codes are empty where they are not known, which opens the supply to no bureau.
struct SupplyParties {
  std::string supplier_firm_id;
  std::string supplier_region_code;
  std::string customer_firm_id;
  std::string customer_region_code;
};

SupplyVisibility supply_visibility(const SupplyViewer& viewer, const SupplyParties& supply,
                                   const RegionCover& regions);

}  // namespace tenon
