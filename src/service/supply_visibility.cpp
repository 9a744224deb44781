#include "service/supply_visibility.h"

#include <array>
#include <cstddef>

namespace tenon {
namespace {

struct VisibilityWords {
  std::string_view id;
  Wording wording;
};

constexpr std::array<VisibilityWords, 3> kWords{
    {{"none", {"不可见", "not visible"}},
     {"aggregate_only", {"仅汇总可见（至少三家企业）", "only in aggregates over at least three firms"}},
     {"full", {"可见", "visible"}}}};

}  // namespace

std::string_view id_of(SupplyVisibility visibility) {
  return kWords[static_cast<std::size_t>(visibility)].id;
}

Wording wording_of(SupplyVisibility visibility) {
  return kWords[static_cast<std::size_t>(visibility)].wording;
}

SupplyVisibility supply_visibility(const SupplyViewer& viewer, const SupplyParties& supply,
                                   const RegionCover& regions) {
  const auto is_own_firm = [&](const std::string& firm) { return !firm.empty() && firm == viewer.firm_id; };
  const auto is_own_region = [&](const std::string& region) {
    return !region.empty() && regions.covers(viewer.region_code, region);
  };
  switch (viewer.kind) {
    case OrganisationKind::kFirm:
      return is_own_firm(supply.supplier_firm_id) || is_own_firm(supply.customer_firm_id)
                 ? SupplyVisibility::kFull
                 : SupplyVisibility::kNone;
    case OrganisationKind::kBureau:
      return is_own_region(supply.supplier_region_code) || is_own_region(supply.customer_region_code)
                 ? SupplyVisibility::kFull
                 : SupplyVisibility::kNone;
    case OrganisationKind::kCentre:
      return SupplyVisibility::kAggregateOnly;
    case OrganisationKind::kInstitute:
    case OrganisationKind::kMarket:
    case OrganisationKind::kAuditor:
      return SupplyVisibility::kNone;
  }
  return SupplyVisibility::kNone;
}

}  // namespace tenon
