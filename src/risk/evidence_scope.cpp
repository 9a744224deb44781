#include "risk/evidence_scope.h"

#include <algorithm>
#include <cctype>

namespace tenon {
namespace {

bool is_country_tier(Tier tier) {
  return tier == Tier::kCountry || tier == Tier::kForeign;
}

// Walks at most as many steps as there are regions, so that a loop of parents cannot hang.
template <class Visit>
void visit_ancestors(const Dataset& dataset, RegionId start, Visit visit) {
  std::optional<RegionId> region = start;
  for (std::size_t step = 0; region && step <= dataset.regions.size(); ++step) {
    if (!visit(*region)) return;
    region = dataset.region(*region).parent;
  }
}

std::vector<bool> subtree(const Dataset& dataset, RegionId root) {
  std::vector<bool> inside(dataset.regions.size(), false);
  for (std::size_t r = 0; r < dataset.regions.size(); ++r) {
    visit_ancestors(dataset, RegionId(r), [&](RegionId ancestor) {
      if (ancestor != root) return true;
      inside[r] = true;
      return false;
    });
  }
  return inside;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

bool starts_with_word(std::string_view text, std::string_view word) {
  if (word.empty() || !text.starts_with(word)) return false;
  return text.size() == word.size() || std::isalpha(static_cast<unsigned char>(text[word.size()])) == 0;
}

}  // namespace

Result<ScopeView> make_scope_view(const Dataset& dataset, std::string_view scope_code) {
  const auto found = std::find_if(dataset.regions.begin(), dataset.regions.end(),
                                  [&](const Region& region) { return region.code == scope_code; });
  if (found == dataset.regions.end()) {
    return Error{ErrorCode::kNotFound,
                 "scope \"" + std::string(scope_code) + "\" is not a region of the dataset"};
  }
  ScopeView view;
  view.scope = RegionId(static_cast<std::size_t>(found - dataset.regions.begin()));
  view.country = view.scope;
  visit_ancestors(dataset, view.scope, [&](RegionId ancestor) {
    view.country = ancestor;
    return !is_country_tier(dataset.region(ancestor).tier);
  });
  if (!is_country_tier(dataset.region(view.country).tier)) view.country = view.scope;
  view.country_code = dataset.region(view.country).code;
  view.is_country = view.country == view.scope;
  view.in_scope = subtree(dataset, view.scope);
  view.in_country = subtree(dataset, view.country);
  return view;
}

BasisFit basis_fit(const Dataset& dataset, const ScopeView& scope, std::string_view basis_region) {
  if (basis_region == kWorld) return BasisFit::kWorld;
  if (basis_region == scope.country_code) return BasisFit::kCountry;
  if (basis_region == dataset.region(scope.scope).code) return BasisFit::kScope;
  return BasisFit::kNone;
}

std::optional<std::string> share_basis(const Dataset& dataset, std::string_view share_scope) {
  std::string text = lower(share_scope);
  constexpr std::string_view kShareOf = "share of ";
  if (text.starts_with(kShareOf)) text.erase(0, kShareOf.size());
  if (starts_with_word(text, "global") || starts_with_word(text, "world")) return std::string(kWorld);
  for (const Region& region : dataset.regions) {
    if (is_country_tier(region.tier) && starts_with_word(text, lower(region.name_en))) return region.code;
  }
  return std::nullopt;
}

}  // namespace tenon
