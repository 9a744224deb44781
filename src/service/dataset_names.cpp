#include "service/dataset_names.h"

#include <string_view>

#include "base/nearest_word.h"
#include "base/text.h"
#include "scenario/name_lookup.h"

namespace tenon {
namespace {

constexpr std::size_t kListedNames = 60;

// Something that goes by an id and by two names.
struct Named {
  std::string id;
  std::string name_zh;
  std::string name_en;
};

bool same_word(std::string_view a, std::string_view b) {
  return !a.empty() && to_upper_ascii(a) == to_upper_ascii(b);
}

// The position of the one that `wanted` names: by id, else by either name. kNotFound lists all and suggests
// the nearest.
Result<std::size_t> find_named(const std::vector<Named>& all, const std::string& wanted,
                               const std::string& what) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (same_word(all[i].id, wanted)) return i;
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (same_word(all[i].name_zh, wanted) || same_word(all[i].name_en, wanted)) return i;
  }
  NearestWord nearest(wanted);
  std::string list;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const std::string* word : {&all[i].id, &all[i].name_zh, &all[i].name_en}) {
      if (!word->empty()) nearest.offer(*word);
    }
    if (i < kListedNames) list += "\n  " + all[i].id + "  " + all[i].name_zh + "  " + all[i].name_en;
  }
  if (all.size() > kListedNames) list += "\n  … and " + std::to_string(all.size() - kListedNames) + " more";
  return Error{ErrorCode::kNotFound, "no " + what + " \"" + printable(wanted, 200) + "\" in the dataset" +
                                         nearest.suggestion() + "; it has" + list};
}

}  // namespace

Result<std::string> scope_code(const Dataset& dataset, const std::string& wanted) {
  std::vector<Named> regions;
  for (const Region& region : dataset.regions) {
    if (region.tier != Tier::kForeign) regions.push_back({region.code, region.name_zh, region.name_en});
  }
  const auto found = find_named(regions, wanted, "region");
  if (!found) return found.error();
  return regions[*found].id;
}

Result<RegionId> province_id(const Dataset& dataset, const std::string& wanted) {
  std::vector<Named> provinces;
  std::vector<RegionId> ids;
  for (std::size_t r = 0; r < dataset.regions.size(); ++r) {
    const Region& region = dataset.regions[r];
    if (region.tier != Tier::kProvince) continue;
    provinces.push_back({region.code, region.name_zh, region.name_en});
    ids.emplace_back(r);
  }
  const auto found = find_named(provinces, wanted, "province");
  if (!found) return found.error();
  return ids[*found];
}

Result<std::optional<ChainId>> chain_id(const Dataset& dataset, const std::string& wanted) {
  if (wanted.empty()) return std::optional<ChainId>();
  std::vector<Named> chains;
  for (const Chain& chain : dataset.chains) chains.push_back({chain.id, chain.name_zh, chain.name_en});
  const auto found = find_named(chains, wanted, "chain");
  if (!found) return found.error();
  return std::optional(ChainId(*found));
}

Result<FirmId> firm_id(const Dataset& dataset, const std::string& wanted, const char* option,
                       const char* place) {
  FaultList faults;
  const auto found = firm_names(dataset).find_one({wanted, 0, 0}, option, place, faults);
  if (!found) return Error{ErrorCode::kNotFound, faults.to_string()};
  return FirmId(*found);
}

Result<std::vector<ProductId>> product_ids(const Dataset& dataset, const std::vector<std::string>& wanted,
                                           const char* option, const char* place) {
  const NameLookup names = product_names(dataset);
  std::vector<ProductId> products;
  FaultList faults;
  for (const std::string& name : wanted) {
    if (const auto found = names.find_one({name, 0, 0}, option, place, faults)) products.emplace_back(*found);
  }
  if (faults.has_errors()) return Error{ErrorCode::kNotFound, faults.to_string()};
  return products;
}

}  // namespace tenon
