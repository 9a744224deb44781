#include "risk/relatedness.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>

namespace tenon {
namespace {

constexpr std::size_t kNoRow = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kWordBits = 64;

// Column p of M as a bit set over the regions.
std::vector<std::uint64_t> column_bits(const std::vector<std::uint8_t>& advantage, std::size_t regions,
                                       std::size_t products, std::size_t words) {
  std::vector<std::uint64_t> bits(products * words, 0);
  for (std::size_t c = 0; c < regions; ++c) {
    for (std::size_t p = 0; p < products; ++p) {
      if (advantage[c * products + p] != 0)
        bits[p * words + c / kWordBits] |= std::uint64_t{1} << (c % kWordBits);
    }
  }
  return bits;
}

std::vector<bool> leaf_regions(const Dataset& dataset) {
  std::vector<bool> leaf(dataset.regions.size(), true);
  for (const Region& region : dataset.regions) {
    if (region.parent) leaf[region.parent->index()] = false;
  }
  return leaf;
}

std::optional<RegionId> counted_region(const Dataset& dataset, const Capability& capability,
                                       bool use_synthetic) {
  const Firm& firm = dataset.firm(capability.firm);
  if ((firm.synthetic || capability.provenance.grade == 'S') && !use_synthetic) return std::nullopt;
  if (capability.status != CapabilityStatus::kQualified) return std::nullopt;
  return capability.region ? capability.region : firm.region;
}

}  // namespace

std::vector<std::uint8_t> revealed_advantage(const RegionProductTable& table) {
  std::vector<double> region_total(table.regions, 0);
  std::vector<double> product_total(table.products, 0);
  double total = 0;
  for (std::size_t c = 0; c < table.regions; ++c) {
    for (std::size_t p = 0; p < table.products; ++p) {
      const double value = table.at(c, p);
      region_total[c] += value;
      product_total[p] += value;
      total += value;
    }
  }
  std::vector<std::uint8_t> advantage(table.value.size(), 0);
  for (std::size_t c = 0; c < table.regions; ++c) {
    for (std::size_t p = 0; p < table.products; ++p) {
      // X_cp X.. >= X_c. X_.p avoids dividing by empty rows and columns.
      const double value = table.at(c, p);
      if (value > 0 && value * total >= region_total[c] * product_total[p])
        advantage[c * table.products + p] = 1;
    }
  }
  return advantage;
}

std::vector<double> relatedness_density(const RegionProductTable& table) {
  const std::size_t n = table.products;
  const std::size_t words = (table.regions + kWordBits - 1) / kWordBits;
  const std::vector<std::uint8_t> advantage = revealed_advantage(table);
  const std::vector<std::uint64_t> bits = column_bits(advantage, table.regions, n, words);
  std::vector<int> ubiquity(n, 0);
  for (std::size_t p = 0; p < n; ++p) {
    for (std::size_t w = 0; w < words; ++w) ubiquity[p] += std::popcount(bits[p * words + w]);
  }
  std::vector<double> density(table.value.size(), 0);
  std::vector<double> proximity(n);
  for (std::size_t p = 0; p < n; ++p) {
    if (ubiquity[p] == 0) continue;
    double total = 0;
    for (std::size_t q = 0; q < n; ++q) {
      int common = 0;
      for (std::size_t w = 0; w < words; ++w)
        common += std::popcount(bits[p * words + w] & bits[q * words + w]);
      proximity[q] = common == 0 ? 0 : static_cast<double>(common) / std::max(ubiquity[p], ubiquity[q]);
      total += proximity[q];
    }
    for (std::size_t c = 0; c < table.regions; ++c) {
      double related = 0;
      for (std::size_t q = 0; q < n; ++q) {
        if (advantage[c * n + q] != 0) related += proximity[q];
      }
      density[c * n + p] = related / total;
    }
  }
  return density;
}

RelatedRegions::RelatedRegions(const Dataset& dataset, const ScopeView& scope, bool use_synthetic) {
  const std::vector<bool> leaf = leaf_regions(dataset);
  std::vector<bool> has_maker(dataset.regions.size(), false);
  for (const Capability& capability : dataset.capabilities) {
    if (const auto region = counted_region(dataset, capability, use_synthetic))
      has_maker[region->index()] = true;
  }
  row_of_.assign(dataset.regions.size(), kNoRow);
  for (std::size_t r = 0; r < dataset.regions.size(); ++r) {
    if (!has_maker[r]) continue;
    row_of_[r] = rows_.size();
    rows_.emplace_back(r);
    is_candidate_.push_back(scope.in_scope[r] && leaf[r]);
  }
  table_.regions = rows_.size();
  table_.products = dataset.products.size();
  table_.value.assign(table_.regions * table_.products, 0);
  for (const Capability& capability : dataset.capabilities) {
    if (const auto region = counted_region(dataset, capability, use_synthetic)) {
      table_.value[row_of_[region->index()] * table_.products + capability.product.index()] += 1;
    }
  }
  density_ = relatedness_density(table_);
}

double RelatedRegions::density(RegionId region, ProductId product) const {
  const std::size_t row = row_of_[region.index()];
  return row == kNoRow ? 0 : density_[row * table_.products + product.index()];
}

std::vector<RelatedRegion> RelatedRegions::candidates(ProductId product, std::size_t count) const {
  std::vector<RelatedRegion> result;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    if (!is_candidate_[row]) continue;
    const double density = density_[row * table_.products + product.index()];
    if (density > 0 && table_.at(row, product.index()) == 0) result.push_back({rows_[row], density});
  }
  std::sort(result.begin(), result.end(), [](const RelatedRegion& a, const RelatedRegion& b) {
    return a.density != b.density ? a.density > b.density : a.region < b.region;
  });
  if (result.size() > count) result.resize(count);
  return result;
}

}  // namespace tenon
