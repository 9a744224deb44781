// Whose risk it is: the region that an analysis judges from, the country it belongs to, and what a figure's
// basis region says about it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "model/figure_basis.h"

namespace tenon {

struct ScopeView {
  RegionId scope;
  RegionId country;              // the scope itself, or its ancestor of tier country or foreign
  std::string country_code;      // makers controlled from elsewhere are not independent makers of the scope
  std::vector<bool> in_scope;    // of each region: the scope or below
  std::vector<bool> in_country;  // of each region: the country or below
  bool is_country = false;       // the scope is the country

  [[nodiscard]] bool contains(RegionId region) const { return in_scope[region.index()]; }
};

// kNotFound: no region has this code. A scope without a country above it counts as a country of its own.
Result<ScopeView> make_scope_view(const Dataset& dataset, std::string_view scope_code);

// What a figure about a region says about the scope.
enum class BasisFit {
  kScope,    // it speaks of the scope itself (and the scope is not the country)
  kCountry,  // of the scope's country: a floor for the dependence of a part of it
  kWorld,    // of the world market
  kNone,     // of another region: evidence only
};
BasisFit basis_fit(const Dataset& dataset, const ScopeView& scope, std::string_view basis_region);

}  // namespace tenon
