// Planning: everything of a synthetic economy that is per firm or per sector. The links are in
// generator_links.cpp.
#include "network/generator.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "base/number.h"
#include "network/generator_draws.h"

namespace tenon {
namespace {

constexpr std::uint32_t kMaxFirms = 100'000'000;
constexpr std::uint32_t kMaxSectors = 10'000;
constexpr double kSectorSpread = 1.0;       // sigma of log sector shares
constexpr double kCoefficientSpread = 1.2;  // sigma of log technical coefficients
constexpr double kOwnSectorFactor = 2.0;    // sectors buy from themselves more than from others
constexpr double kDegreeNoise = 0.5;        // sigma of log number of suppliers at a given size
constexpr int kCustomerAttempts = 16;

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message)};
}

Result<void> check(const GeneratorOptions& options) {
  const auto outside = [](double value, double low, double high) { return !(value >= low && value <= high); };
  if (options.firms < 10 || options.firms > kMaxFirms) return invalid("firms must be 10 to 100,000,000");
  if (options.sectors < 1 || options.sectors > kMaxSectors) return invalid("sectors must be 1 to 10,000");
  if (outside(options.mean_degree, 2, kMaxFirms)) return invalid("the mean degree must be at least 2");
  if (outside(options.household_only_share, 0, 0.9))
    return invalid("the household-only share must be 0 to 0.9");
  if (outside(options.final_demand_share_mean, 0, 0.9))
    return invalid("the final demand share must be 0 to 0.9");
  if (outside(options.reciprocal_share, 0, 0.5)) return invalid("the reciprocal share must be 0 to 0.5");
  if (outside(options.size_exponent, 0.5, 10)) return invalid("the size exponent must be 0.5 to 10");
  if (outside(options.attachment_exponent, 0, 2)) return invalid("the attachment exponent must be 0 to 2");
  if (outside(options.degree_exponent, 0, 1)) return invalid("the degree exponent must be 0 to 1");
  if (options.inputs_per_sector < 1) return invalid("a sector must have at least 1 input");
  if (outside(options.essential_share, 0, 1) || outside(options.negligible_share, 0, 1) ||
      options.essential_share + options.negligible_share > 1) {
    return invalid(
        "the shares of essential and negligible pairs must be in 0 to 1 and not exceed 1 together");
  }
  return {};
}

double log_normal(const Philox& random, Draw draw, std::uint64_t entity, std::uint64_t index, double sigma) {
  return std::exp(sigma * random.normal(stream_of(draw, entity), index));
}

void draw_firms(SyntheticEconomy& economy) {
  const GeneratorOptions& options = economy.options;
  const std::uint32_t firms = options.firms;
  std::vector<double> sector_cumulative(options.sectors);
  double total = 0;
  for (std::uint32_t k = 0; k < options.sectors; ++k) {
    sector_cumulative[k] = total += log_normal(economy.random, Draw::kSectorShare, k, 0, kSectorSpread);
  }
  // 1 - largest^-exponent, the part of the Pareto distribution below the truncation: largest = firms^(1 /
  // exponent).
  const double kept = 1.0 - 1.0 / static_cast<double>(firms);
  economy.sector.resize(firms);
  economy.size.resize(firms);
  economy.sells.resize(firms);
  for (std::uint32_t i = 0; i < firms; ++i) {
    const auto draw = [&](Draw what) { return economy.random.uniform(stream_of(what, i), 0); };
    economy.size[i] = std::pow(1.0 - kept * draw(Draw::kFirmSize), -1.0 / options.size_exponent);
    economy.sector[i] = static_cast<std::uint32_t>(
        pick(sector_cumulative.data(), sector_cumulative.size(), draw(Draw::kFirmSector) * total));
    economy.sells[i] = draw(Draw::kHouseholdOnly) >= options.household_only_share ? 1 : 0;
  }
}

// Members of each sector with the running sum of their weights; members of weight 0 are left out.
struct SectorIndex {
  std::vector<std::uint64_t> offsets;
  std::vector<std::uint32_t> members;
  std::vector<double> cumulative;

  [[nodiscard]] std::size_t count(std::size_t sector) const { return offsets[sector + 1] - offsets[sector]; }
  [[nodiscard]] double total(std::size_t sector) const {
    return count(sector) == 0 ? 0.0 : cumulative[offsets[sector + 1] - 1];
  }
};

SectorIndex index_by_sector(const std::vector<std::uint32_t>& sector, std::uint32_t sectors,
                            const std::vector<double>& weight) {
  SectorIndex index;
  index.offsets.assign(sectors + std::size_t{1}, 0);
  for (std::size_t i = 0; i < sector.size(); ++i) {
    if (weight[i] > 0) ++index.offsets[sector[i] + std::size_t{1}];
  }
  for (std::size_t k = 0; k < sectors; ++k) index.offsets[k + 1] += index.offsets[k];
  index.members.resize(index.offsets.back());
  index.cumulative.resize(index.offsets.back());
  std::vector<std::uint64_t> next(index.offsets.begin(), index.offsets.end() - 1);
  for (std::size_t i = 0; i < sector.size(); ++i) {
    if (!(weight[i] > 0)) continue;
    const std::size_t slot = next[sector[i]]++;
    index.members[slot] = static_cast<std::uint32_t>(i);
    index.cumulative[slot] =
        weight[i] + (slot == index.offsets[sector[i]] ? 0.0 : index.cumulative[slot - 1]);
  }
  return index;
}

// Supplier sectors of each buyer sector: the own one, and others without replacement with probability ~
// general usefulness x sqrt(number of sellers), as the smallest of exponential keys.
void draw_inputs(SyntheticEconomy& economy) {
  const GeneratorOptions& options = economy.options;
  const std::uint32_t sectors = options.sectors;
  const auto seller_count = [&](std::size_t k) {
    return economy.seller_offsets[k + 1] - economy.seller_offsets[k];
  };
  std::vector<double> usefulness(sectors, 0.0);
  std::size_t selling_sectors = 0;
  for (std::uint32_t k = 0; k < sectors; ++k) {
    if (seller_count(k) == 0) continue;
    ++selling_sectors;
    usefulness[k] = log_normal(economy.random, Draw::kSectorUse, k, 0, kSectorSpread) *
                    std::sqrt(static_cast<double>(seller_count(k)));
  }
  const std::size_t most = std::max<std::size_t>(1, (selling_sectors + 1) / 2);

  economy.input_offsets.assign(1, 0);
  std::vector<std::pair<double, std::uint32_t>> keys;
  for (std::uint32_t l = 0; l < sectors; ++l) {
    keys.clear();
    for (std::uint32_t k = 0; k < sectors; ++k) {
      if (!(usefulness[k] > 0)) continue;
      const double draw = economy.random.uniform(stream_of(Draw::kInputKey, l), k);
      keys.emplace_back(k == l ? -1.0 : -std::log1p(-draw) / usefulness[k], k);
    }
    const double spread = 0.7 + 0.65 * economy.random.uniform(stream_of(Draw::kInputCount, l), 0);
    const auto wanted = static_cast<std::size_t>(std::lround(spread * options.inputs_per_sector));
    const std::size_t count = std::clamp<std::size_t>(wanted, 1, most);
    std::partial_sort(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(count), keys.end());
    keys.resize(count);
    std::sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.second < b.second; });

    double total = 0;
    const std::size_t first = economy.inputs.size();
    for (const auto& [key, k] : keys) {
      const double coefficient = log_normal(economy.random, Draw::kCoefficient, l, k, kCoefficientSpread) *
                                 (k == l ? kOwnSectorFactor : 1.0);
      economy.inputs.push_back({k, coefficient, total += coefficient});
    }
    for (std::size_t input = first; input < economy.inputs.size(); ++input) {
      economy.inputs[input].coefficient /= total;
      economy.inputs[input].cumulative /= total;
    }
    economy.input_offsets.push_back(economy.inputs.size());
  }
}

// Planned links: a customer for every seller, plus the reverse link for some, more customers where the
// reciprocal share asks for more than one a seller. A customer is drawn with probability ~ coefficient x
// appetite.
void plan_links(SyntheticEconomy& economy, const std::vector<double>& appetite) {
  const GeneratorOptions& options = economy.options;
  const std::uint32_t sectors = options.sectors;
  const SectorIndex buyers = index_by_sector(economy.sector, sectors, appetite);

  // The use of each sector's output, by buyer sector: the inputs transposed.
  std::vector<std::uint64_t> use_offsets(sectors + std::size_t{1}, 0);
  for (const auto& input : economy.inputs) ++use_offsets[input.supplier_sector + std::size_t{1}];
  for (std::size_t k = 0; k < sectors; ++k) use_offsets[k + 1] += use_offsets[k];
  std::vector<std::uint32_t> use_sector(economy.inputs.size());
  std::vector<double> use_cumulative(economy.inputs.size());
  std::vector<std::uint64_t> next(use_offsets.begin(), use_offsets.end() - 1);
  for (std::uint32_t l = 0; l < sectors; ++l) {
    for (std::size_t input = economy.input_offsets[l]; input < economy.input_offsets[l + 1]; ++input) {
      const std::uint32_t k = economy.inputs[input].supplier_sector;
      const std::size_t slot = next[k]++;
      use_sector[slot] = l;
      use_cumulative[slot] = economy.inputs[input].coefficient * buyers.total(l) +
                             (slot == use_offsets[k] ? 0.0 : use_cumulative[slot - 1]);
    }
  }

  const auto seller_total = static_cast<double>(economy.sellers.size());
  const double pairs_a_seller =
      options.reciprocal_share * options.mean_degree * options.firms / (2 * seller_total);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> links;  // (customer, supplier)
  for (std::uint32_t i = 0; i < options.firms; ++i) {
    if (economy.sells[i] == 0) continue;
    const auto reciprocal = static_cast<std::uint64_t>(
        std::floor(pairs_a_seller + economy.random.uniform(stream_of(Draw::kReciprocalCount, i), 0)));
    const std::uint32_t k = economy.sector[i];
    const std::size_t uses = use_offsets[k + 1] - use_offsets[k];
    for (std::uint64_t plan = 0; plan < std::max<std::uint64_t>(1, reciprocal); ++plan) {
      const bool both_ways = plan < reciprocal;
      std::uint32_t customer = i;
      for (int attempt = 0;
           attempt < kCustomerAttempts && (customer == i || (both_ways && economy.sells[customer] == 0));
           ++attempt) {
        const std::uint64_t index = 2 * (plan * kCustomerAttempts + static_cast<std::uint64_t>(attempt));
        const double* use = use_cumulative.data() + use_offsets[k];
        const double use_draw = economy.random.uniform(stream_of(Draw::kPlannedCustomer, i), index);
        const std::uint32_t l = use_sector[use_offsets[k] + pick(use, uses, use_draw * use[uses - 1])];
        const double buyer_draw = economy.random.uniform(stream_of(Draw::kPlannedCustomer, i), index + 1);
        customer = buyers.members[buyers.offsets[l] + pick(buyers.cumulative.data() + buyers.offsets[l],
                                                           buyers.count(l), buyer_draw * buyers.total(l))];
      }
      if (customer == i) customer = (i + 1) % options.firms;
      links.emplace_back(customer, i);
      if (both_ways && economy.sells[customer] != 0) links.emplace_back(i, customer);
    }
  }
  std::sort(links.begin(), links.end());
  links.erase(std::unique(links.begin(), links.end()), links.end());
  economy.planned_offsets.assign(options.firms + std::size_t{1}, 0);
  economy.planned.reserve(links.size());
  for (const auto& [customer, supplier] : links) {
    ++economy.planned_offsets[customer + std::size_t{1}];
    economy.planned.push_back(supplier);
  }
  for (std::size_t i = 0; i < options.firms; ++i)
    economy.planned_offsets[i + 1] += economy.planned_offsets[i];
}

// Solves for the factor c such that max(planned, min(cap, floor(c x appetite + u))), at least 1, sums to the
// links asked for: monotone in c, so bisection. u rounds at random without bias.
Result<void> plan_supplier_counts(SyntheticEconomy& economy, const std::vector<double>& appetite) {
  const GeneratorOptions& options = economy.options;
  const std::uint32_t firms = options.firms;
  std::vector<std::uint32_t> pool_of_sector(options.sectors, 0);  // firms that sell the sector's inputs
  for (std::uint32_t l = 0; l < options.sectors; ++l) {
    for (std::size_t input = economy.input_offsets[l]; input < economy.input_offsets[l + 1]; ++input) {
      const std::uint32_t k = economy.inputs[input].supplier_sector;
      const std::uint64_t sellers = economy.seller_offsets[k + std::size_t{1}] - economy.seller_offsets[k];
      pool_of_sector[l] += static_cast<std::uint32_t>(sellers);
    }
  }
  std::vector<double> rounding(firms);
  for (std::uint32_t j = 0; j < firms; ++j) {
    rounding[j] = economy.random.uniform(stream_of(Draw::kSupplierRounding, j), 0);
  }

  economy.supplier_count.resize(firms);
  const auto set_counts = [&](double factor) {
    std::uint64_t total = 0;
    for (std::uint32_t j = 0; j < firms; ++j) {
      const std::uint32_t pool = pool_of_sector[economy.sector[j]];
      // A seller's own sector is among its inputs, so a pool of one is the firm itself: nobody to buy from.
      const double least = pool == 1 && economy.sells[j] != 0 ? 0.0 : 1.0;
      const double most = std::max(least, std::floor(pool / 2.0));
      const double count = std::clamp(std::floor(factor * appetite[j] + rounding[j]), least, most);
      const std::uint64_t planned = economy.planned_offsets[j + std::size_t{1}] - economy.planned_offsets[j];
      economy.supplier_count[j] =
          std::max(static_cast<std::uint32_t>(planned), static_cast<std::uint32_t>(count));
      total += economy.supplier_count[j];
    }
    return static_cast<double>(total);
  };

  const double target = options.mean_degree * firms;
  const auto unattainable = [&](const char* bound, double links) {
    return invalid("a mean degree of " + format_number(options.mean_degree) +
                   " cannot be had: these firms, sectors and shares allow at " + bound + " " +
                   format_fixed(links / firms, 2));
  };
  constexpr double kTolerance = 0.01;
  double high = 1;
  if (const double least = set_counts(0); least > target * (1 + kTolerance))
    return unattainable("least", least);
  while (set_counts(high) < target && high < 1e12) high *= 2;
  double low = 0;
  for (int step = 0; step < 60; ++step) {
    const double middle = 0.5 * (low + high);
    const double links = set_counts(middle);
    if (std::abs(links - target) <= 0.0005 * target) break;
    (links < target ? low : high) = middle;
  }
  if (const auto links = static_cast<double>(economy.link_count()); links < target * (1 - kTolerance)) {
    return unattainable("most", links);
  }
  return {};
}

}  // namespace

std::uint64_t SyntheticEconomy::link_count() const {
  std::uint64_t total = 0;
  for (const std::uint32_t count : supplier_count) total += count;
  return total;
}

InputClass SyntheticEconomy::class_of(std::uint32_t supplier_sector, std::uint32_t buyer_sector) const {
  const double draw = random.uniform(stream_of(Draw::kClass, buyer_sector), supplier_sector);
  if (draw < options.essential_share) return InputClass::kEssential;
  if (draw < options.essential_share + options.negligible_share) return InputClass::kNegligible;
  return InputClass::kNonEssential;
}

Result<SyntheticEconomy> plan_economy(const GeneratorOptions& options) {
  if (auto checked = check(options); !checked) return checked.error();
  SyntheticEconomy economy;
  economy.options = options;
  economy.random = Philox(options.seed);
  draw_firms(economy);

  std::vector<double> weight(options.firms);
  for (std::uint32_t i = 0; i < options.firms; ++i) {
    weight[i] = economy.sells[i] != 0 ? std::pow(economy.size[i], options.attachment_exponent) : 0.0;
  }
  SectorIndex sellers = index_by_sector(economy.sector, options.sectors, weight);
  if (sellers.members.empty()) return invalid("no firm is left that sells to firms");
  economy.seller_offsets = std::move(sellers.offsets);
  economy.sellers = std::move(sellers.members);
  economy.seller_cumulative = std::move(sellers.cumulative);

  draw_inputs(economy);
  std::vector<double>& appetite = weight;
  for (std::uint32_t j = 0; j < options.firms; ++j) {
    appetite[j] = std::pow(economy.size[j], options.degree_exponent) *
                  log_normal(economy.random, Draw::kSupplierCount, j, 0, kDegreeNoise);
  }
  plan_links(economy, appetite);
  if (auto planned = plan_supplier_counts(economy, appetite); !planned) return planned.error();
  return economy;
}

}  // namespace tenon
