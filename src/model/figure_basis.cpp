#include "model/figure_basis.h"

#include <algorithm>
#include <cctype>

#include "model/region_tree.h"

namespace tenon {
namespace {

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
