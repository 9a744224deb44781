#include "risk/evidence_scope.h"

#include <algorithm>
#include <string>

#include "model/region_tree.h"

namespace tenon {

Result<ScopeView> make_scope_view(const Dataset& dataset, std::string_view scope_code) {
  const auto found = std::find_if(dataset.regions.begin(), dataset.regions.end(),
                                  [&](const Region& region) { return region.code == scope_code; });
  if (found == dataset.regions.end()) {
    return Error{ErrorCode::kNotFound,
                 "scope \"" + std::string(scope_code) + "\" is not a region of the dataset"};
  }
  ScopeView view;
  view.scope = RegionId(static_cast<std::size_t>(found - dataset.regions.begin()));
  view.country = country_of(dataset, view.scope);
  view.country_code = dataset.region(view.country).code;
  view.is_country = view.country == view.scope;
  view.in_scope = regions_within(dataset, view.scope);
  view.in_country = regions_within(dataset, view.country);
  return view;
}

BasisFit basis_fit(const Dataset& dataset, const ScopeView& scope, std::string_view basis_region) {
  if (basis_region == kWorld) return BasisFit::kWorld;
  if (basis_region == scope.country_code) return BasisFit::kCountry;
  if (basis_region == dataset.region(scope.scope).code) return BasisFit::kScope;
  return BasisFit::kNone;
}

}  // namespace tenon
