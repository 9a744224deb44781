#include "report/firm_layout.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "report/chain_layout.h"

namespace tenon {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kMostColumns = 64;  // of one tier

std::vector<std::uint32_t> tiers_of_products(const Dataset& dataset, std::size_t tiers) {
  std::vector<std::uint32_t> tier(dataset.products.size(), 0);
  for (std::size_t c = 0; c < dataset.chains.size(); ++c) {
    const ChainLayout chain = layout_chain(dataset, ChainId(c));
    const std::size_t last = chain.columns.size() > 1 ? chain.columns.size() - 1 : 1;
    for (const ChainBox& box : chain.boxes) {
      tier[box.product.index()] = static_cast<std::uint32_t>((box.column * (tiers - 1) + last / 2) / last);
    }
  }
  return tier;
}

// What was sold by one firm, by product; few products a firm.
using Sales = std::vector<std::pair<ProductId, double>>;

void add_sale(Sales& sales, const Supply& supply) {
  const auto found =
      std::find_if(sales.begin(), sales.end(), [&](const auto& one) { return one.first == supply.product; });
  if (found == sales.end()) {
    sales.emplace_back(supply.product, supply.annual_value_cny);
  } else {
    found->second += supply.annual_value_cny;
  }
}

std::optional<ProductId> most_sold(const Sales& sales) {
  const auto less = [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second < b.second : a.first > b.first;
  };
  const auto most = std::max_element(sales.begin(), sales.end(), less);
  return most == sales.end() ? std::nullopt : std::optional(most->first);
}

class Layout {
 public:
  Layout(const Dataset& dataset, const FirmLayoutOptions& options)
      : dataset_(dataset), options_(options), tier_of_product_(tiers_of_products(dataset, options.tiers)) {}

  FirmLayout make(std::span<const std::size_t> positions) {
    read(positions);
    make_bands();
    place();
    return std::move(layout_);
  }

 private:
  void read(std::span<const std::size_t> positions) {
    std::vector<std::uint32_t> spot_of(dataset_.firms.size(), kNone);
    for (const std::size_t i : positions) {
      spot_of[dataset_.supplies[i].supplier.index()] = 0;
      spot_of[dataset_.supplies[i].customer.index()] = 0;
    }
    for (std::size_t f = 0; f < spot_of.size(); ++f) {
      if (spot_of[f] == kNone) continue;
      spot_of[f] = static_cast<std::uint32_t>(layout_.spots.size());
      FirmSpot spot;
      spot.firm = FirmId(f);
      layout_.spots.push_back(spot);
    }
    std::vector<Sales> sales(layout_.spots.size());
    std::vector<std::uint32_t> bought(layout_.spots.size(), 0);  // the last tier of it, plus one
    for (const std::size_t i : positions) {
      const Supply& supply = dataset_.supplies[i];
      const std::uint32_t from = spot_of[supply.supplier.index()];
      const std::uint32_t to = spot_of[supply.customer.index()];
      add_sale(sales[from], supply);
      layout_.spots[from].sales_cny += supply.annual_value_cny;
      layout_.spots[to].purchases_cny += supply.annual_value_cny;
      bought[to] = std::max(bought[to], tier_of_product_[supply.product.index()] + 1);
    }
    for (const Capability& capability : dataset_.capabilities) {
      const std::uint32_t at = spot_of[capability.firm.index()];
      if (at != kNone && sales[at].empty() && !layout_.spots[at].product)
        layout_.spots[at].product = capability.product;
    }
    const auto last = static_cast<std::uint32_t>(options_.tiers - 1);
    for (std::size_t i = 0; i < layout_.spots.size(); ++i) {
      FirmSpot& spot = layout_.spots[i];
      if (!sales[i].empty()) spot.product = most_sold(sales[i]);
      spot.tier = std::min(last, spot.product ? tier_of_product_[spot.product->index()] : bought[i]);
    }
  }

  void make_bands() {
    std::map<std::pair<bool, std::string>, std::vector<FirmSpot*>> of_region;  // without a code: last
    for (FirmSpot& spot : layout_.spots) {
      const auto& region = dataset_.firm(spot.firm).region;
      of_region[{!region, region ? dataset_.region(*region).code : std::string()}].push_back(&spot);
    }
    for (auto& [code, spots] : of_region) {
      for (FirmSpot* spot : spots) spot->band = static_cast<std::uint32_t>(layout_.bands.size());
      FirmBand band;
      band.region = dataset_.firm(spots.front()->firm).region;
      band.firm_count = spots.size();
      layout_.bands.push_back(band);
    }
    layout_.tiers.resize(options_.tiers);
    cells_.resize(layout_.bands.size() * options_.tiers);
    for (FirmSpot& spot : layout_.spots) {
      ++layout_.tiers[spot.tier].firm_count;
      cells_[spot.band * options_.tiers + spot.tier].push_back(&spot);
    }
    for (auto& cell : cells_) {
      std::stable_sort(cell.begin(), cell.end(),
                       [](const FirmSpot* a, const FirmSpot* b) { return a->sales_cny > b->sales_cny; });
    }
  }

  // Rows of all bands and the gaps between them where a tier is `columns` wide.
  std::uint32_t stack(std::uint32_t columns) {
    std::uint32_t y = 0;
    for (std::size_t b = 0; b < layout_.bands.size(); ++b) {
      std::size_t rows = 1;
      for (std::size_t t = 0; t < options_.tiers; ++t) {
        rows = std::max(rows, (cells_[b * options_.tiers + t].size() + columns - 1) / columns);
      }
      layout_.bands[b].y = y;
      layout_.bands[b].height = static_cast<std::uint32_t>(rows);
      y += layout_.bands[b].height + 1;
    }
    return y;
  }

  void place() {
    std::uint32_t columns = 1;
    const auto width = [&] { return static_cast<double>(options_.tiers * (columns + gap(columns))); };
    while (stack(columns) > options_.height_share * width() && columns < kMostColumns) ++columns;
    for (std::size_t t = 0; t < options_.tiers; ++t) {
      layout_.tiers[t].x = static_cast<std::uint32_t>(t) * (columns + gap(columns));
      layout_.tiers[t].width = columns;
    }
    for (const auto& cell : cells_) {
      for (std::size_t i = 0; i < cell.size(); ++i) {
        FirmSpot& spot = *cell[i];
        spot.x = layout_.tiers[spot.tier].x + static_cast<std::uint32_t>(i % columns);
        spot.y = layout_.bands[spot.band].y + static_cast<std::uint32_t>(i / columns);
      }
    }
  }

  // Between two tiers: links are seen there.
  static std::uint32_t gap(std::uint32_t columns) { return std::max(2U, columns / 2); }

  const Dataset& dataset_;
  const FirmLayoutOptions options_;
  const std::vector<std::uint32_t> tier_of_product_;
  FirmLayout layout_;
  std::vector<std::vector<FirmSpot*>> cells_;  // of band and tier
};

}  // namespace

FirmLayout layout_firms(const Dataset& dataset, std::span<const std::size_t> positions,
                        const FirmLayoutOptions& options) {
  return Layout(dataset, options).make(positions);
}

}  // namespace tenon
