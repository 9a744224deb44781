// The links of a planned economy, one customer at a time, and what is computed from them.
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/parallel.h"
#include "network/generator.h"
#include "network/generator_draws.h"

namespace tenon {
namespace {

constexpr double kFenACny = 100;
constexpr double kSmallestFirmCny = 1e6;  // sales a year of a firm of size 1
constexpr double kPurchaseShare = 0.5;    // purchases over sales, median
constexpr double kPurchaseNoise = 0.3;    // sigma of its log
constexpr double kLinkNoise = 1.0;        // sigma of log weights within a supplier sector
constexpr double kSupplierSize = 1.0;     // exponent of the supplier's size in them, as in gravity models
constexpr double kUnlistedCoefficient = 0.01;  // of planned suppliers outside the sector's inputs
constexpr double kDensePool = 10;  // exhaustive sampling when a firm wants more than 1 in 10 of its pool
constexpr std::uint64_t kAttemptsASupplier = 10;
constexpr std::uint32_t kBlock = 4096;  // customers made in one go

double whole_fen(double cny) {
  return std::max(1.0, std::round(cny * kFenACny)) / kFenACny;
}

// Makes one customer's links after another; keeps its buffers.
class RowMaker {
 public:
  explicit RowMaker(const SyntheticEconomy& economy) : economy_(economy) {}

  void append(std::uint32_t customer, LinkList& links) {
    choose_suppliers(customer);
    weigh(customer);
    const std::uint32_t buyer_sector = economy_.sector[customer];
    for (std::size_t s = 0; s < suppliers_.size(); ++s) {
      links.supplier.push_back(suppliers_[s]);
      links.customer.push_back(customer);
      links.weight.push_back(weight_[s]);
      links.input_class.push_back(economy_.class_of(economy_.sector[suppliers_[s]], buyer_sector));
    }
  }

 private:
  using Input = SyntheticEconomy::SectorInput;

  [[nodiscard]] const Input* inputs_begin(std::uint32_t sector) const {
    return economy_.inputs.data() + economy_.input_offsets[sector];
  }
  [[nodiscard]] const Input* inputs_end(std::uint32_t sector) const {
    return economy_.inputs.data() + economy_.input_offsets[sector + std::size_t{1}];
  }
  [[nodiscard]] std::size_t seller_count(std::uint32_t sector) const {
    return economy_.seller_offsets[sector + std::size_t{1}] - economy_.seller_offsets[sector];
  }

  // Distinct suppliers, ascending: the planned ones, then draws with replacement of the repeated ones.
  void choose_suppliers(std::uint32_t customer) {
    const std::size_t wanted = economy_.supplier_count[customer];
    start_set(wanted);
    suppliers_.clear();
    for (std::size_t p = economy_.planned_offsets[customer];
         p < economy_.planned_offsets[customer + std::size_t{1}]; ++p) {
      insert(economy_.planned[p]);
    }
    const Input* const begin = inputs_begin(economy_.sector[customer]);
    const Input* const end = inputs_end(economy_.sector[customer]);
    double pool = 0;
    for (const Input* input = begin; input != end; ++input)
      pool += static_cast<double>(seller_count(input->supplier_sector));

    const std::uint64_t attempts =
        kDensePool * static_cast<double>(wanted) > pool ? 0 : kAttemptsASupplier * wanted;
    for (std::uint64_t attempt = 0; suppliers_.size() < wanted && attempt < attempts; ++attempt) {
      const auto words = economy_.random.block(stream_of(Draw::kSupplier, customer), attempt);
      const double sector_draw = static_cast<double>(words[0]) * 0x1.0p-32;
      const double seller_draw =
          static_cast<double>(((std::uint64_t{words[1]} << 32U) | words[2]) >> 11U) * 0x1.0p-53;
      const Input* input =
          std::upper_bound(begin, end, sector_draw,
                           [](double point, const Input& candidate) { return point < candidate.cumulative; });
      if (input == end) --input;
      const std::uint64_t first = economy_.seller_offsets[input->supplier_sector];
      const std::size_t count = seller_count(input->supplier_sector);
      const double* const cumulative = economy_.seller_cumulative.data() + first;
      const std::uint32_t seller =
          economy_.sellers[first + pick(cumulative, count, seller_draw * cumulative[count - 1])];
      if (seller != customer) insert(seller);
    }
    if (suppliers_.size() < wanted) fill_from_pool(customer, wanted - suppliers_.size());
    std::sort(suppliers_.begin(), suppliers_.end());
  }

  // The same distribution for the rest: the smallest of exponential keys over everybody who is not yet
  // chosen.
  void fill_from_pool(std::uint32_t customer, std::size_t missing) {
    keys_.clear();
    const std::uint32_t buyer_sector = economy_.sector[customer];
    for (const Input* input = inputs_begin(buyer_sector); input != inputs_end(buyer_sector); ++input) {
      const std::uint64_t first = economy_.seller_offsets[input->supplier_sector];
      const std::size_t count = seller_count(input->supplier_sector);
      const double* const cumulative = economy_.seller_cumulative.data() + first;
      for (std::size_t s = 0; s < count; ++s) {
        const std::uint32_t seller = economy_.sellers[first + s];
        if (seller == customer || contains(seller)) continue;
        const double weight = (cumulative[s] - (s == 0 ? 0.0 : cumulative[s - 1])) / cumulative[count - 1];
        const double draw = economy_.random.uniform(stream_of(Draw::kSupplierKey, customer), seller);
        const double chance = std::max(weight * input->coefficient, std::numeric_limits<double>::min());
        keys_.emplace_back(-std::log1p(-draw) / chance, seller);
      }
    }
    missing = std::min(missing, keys_.size());
    std::nth_element(keys_.begin(), keys_.begin() + static_cast<std::ptrdiff_t>(missing), keys_.end());
    for (std::size_t k = 0; k < missing; ++k) suppliers_.push_back(keys_[k].second);
  }

  // Purchases by coefficient over the supplier sectors that are there, by log-normal weights within one.
  void weigh(std::uint32_t customer) {
    const Input* const begin = inputs_begin(economy_.sector[customer]);
    const Input* const end = inputs_end(economy_.sector[customer]);
    const auto listed = static_cast<std::size_t>(end - begin);
    weight_.resize(suppliers_.size());
    input_of_.resize(suppliers_.size());
    input_total_.assign(listed + 1, 0.0);
    for (std::size_t s = 0; s < suppliers_.size(); ++s) {
      const std::uint32_t k = economy_.sector[suppliers_[s]];
      const Input* const found = std::lower_bound(
          begin, end, k,
          [](const Input& input, std::uint32_t sector) { return input.supplier_sector < sector; });
      input_of_[s] =
          found != end && found->supplier_sector == k ? static_cast<std::size_t>(found - begin) : listed;
      weight_[s] = std::pow(economy_.size[suppliers_[s]], kSupplierSize) *
                   std::exp(kLinkNoise *
                            economy_.random.normal(stream_of(Draw::kLinkWeight, customer), suppliers_[s]));
      input_total_[input_of_[s]] += weight_[s];
    }
    const auto coefficient = [&](std::size_t input) {
      return input < listed ? begin[input].coefficient : kUnlistedCoefficient;
    };
    double covered = 0;
    for (std::size_t input = 0; input <= listed; ++input) {
      if (input_total_[input] > 0) covered += coefficient(input);
    }
    const double purchases =
        economy_.size[customer] * kSmallestFirmCny * kPurchaseShare *
        std::exp(kPurchaseNoise * economy_.random.normal(stream_of(Draw::kPurchases, customer), 0));
    for (std::size_t s = 0; s < suppliers_.size(); ++s) {
      const double share = coefficient(input_of_[s]) / covered * weight_[s] / input_total_[input_of_[s]];
      weight_[s] = whole_fen(purchases * share);
    }
  }

  // An open-addressing set of the suppliers chosen so far, at most half full.
  void start_set(std::size_t wanted) {
    std::size_t slots = 16;
    while (slots < 2 * wanted) slots *= 2;
    set_.assign(slots, kNobody);
  }
  [[nodiscard]] std::size_t slot_of(std::uint32_t firm) const {
    std::size_t slot = (firm * std::size_t{0x9E3779B1}) & (set_.size() - 1);
    while (set_[slot] != kNobody && set_[slot] != firm) slot = (slot + 1) & (set_.size() - 1);
    return slot;
  }
  [[nodiscard]] bool contains(std::uint32_t firm) const { return set_[slot_of(firm)] == firm; }
  void insert(std::uint32_t firm) {
    std::uint32_t& entry = set_[slot_of(firm)];
    if (entry == firm) return;
    entry = firm;
    suppliers_.push_back(firm);
  }

  static constexpr std::uint32_t kNobody = std::numeric_limits<std::uint32_t>::max();

  const SyntheticEconomy& economy_;
  std::vector<std::uint32_t> suppliers_;
  std::vector<std::uint32_t> set_;
  std::vector<double> weight_;
  std::vector<std::size_t> input_of_;
  std::vector<double> input_total_;
  std::vector<std::pair<double, std::uint32_t>> keys_;
};

void clear(LinkList& links) {
  links.supplier.clear();
  links.customer.clear();
  links.weight.clear();
  links.input_class.clear();
}

}  // namespace

void append_links(const SyntheticEconomy& economy, std::uint32_t first, std::uint32_t last, LinkList& links) {
  RowMaker maker(economy);
  for (std::uint32_t customer = first; customer < last; ++customer) maker.append(customer, links);
}

std::size_t block_slots(unsigned threads) {
  return std::size_t{4} * resolve_threads(threads);
}

Result<void> for_each_block(const SyntheticEconomy& economy, unsigned threads,
                            const std::function<void(std::size_t, std::uint32_t, std::uint32_t)>& make,
                            const std::function<Result<void>(std::size_t)>& take, const Progress& progress) {
  const std::uint64_t firms = economy.options.firms;
  const std::uint64_t wave = block_slots(threads) * kBlock;
  for (std::uint64_t begin = 0; begin < firms; begin += wave) {
    const std::uint64_t end = std::min(firms, begin + wave);
    parallel_chunks(end - begin, kBlock, threads, [&](unsigned, std::size_t first, std::size_t last) {
      make(first / kBlock, static_cast<std::uint32_t>(begin + first),
           static_cast<std::uint32_t>(begin + last));
    });
    for (std::size_t slot = 0; slot * kBlock < end - begin; ++slot) {
      if (auto taken = take(slot); !taken) return taken;
    }
    if (progress) progress(end, firms);
  }
  return {};
}

Result<void> stream_links(const SyntheticEconomy& economy, unsigned threads,
                          const std::function<Result<void>(const LinkList&)>& sink,
                          const Progress& progress) {
  std::vector<LinkList> blocks(block_slots(threads));
  return for_each_block(
      economy, threads,
      [&](std::size_t slot, std::uint32_t first, std::uint32_t last) {
        clear(blocks[slot]);
        append_links(economy, first, last, blocks[slot]);
      },
      [&](std::size_t slot) { return sink(blocks[slot]); }, progress);
}

std::vector<double> revenue_of_firms(const SyntheticEconomy& economy,
                                     const std::vector<double>& network_sales) {
  const GeneratorOptions& options = economy.options;
  // Sectors spread evenly around the mean as far as both ends allow, firms a little around their sector.
  const double mean = options.final_demand_share_mean;
  const double sector_spread = 0.6 * std::min(mean, 1 - mean);
  const double firm_spread = 0.3 * std::min(mean, 1 - mean);
  std::vector<double> revenue(network_sales.size());
  for (std::size_t i = 0; i < revenue.size(); ++i) {
    const auto around_zero = [&](Draw draw, std::uint64_t entity) {
      return 2 * economy.random.uniform(stream_of(draw, entity), 0) - 1;
    };
    const double share = mean + sector_spread * around_zero(Draw::kSectorFinalDemand, economy.sector[i]) +
                         firm_spread * around_zero(Draw::kFirmFinalDemand, i);
    revenue[i] =
        whole_fen(network_sales[i] > 0 ? network_sales[i] / (1 - share) : economy.size[i] * kSmallestFirmCny);
  }
  return revenue;
}

Result<GeneratedNetwork> generate_network(const GeneratorOptions& options, unsigned threads) {
  auto economy = plan_economy(options);
  if (!economy) return economy.error();
  GeneratedNetwork generated;
  LinkList& links = generated.links;
  const std::uint64_t count = economy->link_count();
  links.supplier.reserve(count);
  links.customer.reserve(count);
  links.weight.reserve(count);
  links.input_class.reserve(count);
  std::vector<double> sales(options.firms, 0.0);
  auto streamed = stream_links(*economy, threads, [&](const LinkList& block) -> Result<void> {
    links.supplier.insert(links.supplier.end(), block.supplier.begin(), block.supplier.end());
    links.customer.insert(links.customer.end(), block.customer.begin(), block.customer.end());
    links.weight.insert(links.weight.end(), block.weight.begin(), block.weight.end());
    links.input_class.insert(links.input_class.end(), block.input_class.begin(), block.input_class.end());
    for (std::size_t link = 0; link < block.supplier.size(); ++link)
      sales[block.supplier[link]] += block.weight[link];
    return {};
  });
  if (!streamed) return streamed.error();
  generated.revenue = revenue_of_firms(*economy, sales);
  generated.sector = economy->sector;
  generated.sector_count = options.sectors;
  return generated;
}

}  // namespace tenon
