#include "remedy/backup_network.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "model/firm_group.h"

namespace tenon {
namespace {

constexpr double kLeastDays = 1;  // of stock, as the dynamics have it
constexpr double kDaysOfShop = kLeastDays;
constexpr double kNoticed = 1;  // days until the first delivery fails
constexpr double kRounding = 1e-9;
constexpr double kLeastBusiness = 0.25;  // of what would give the reserve of a line its part of the stock

// What fails of one product.
struct FailingProduct {
  std::vector<std::uint32_t> nodes;              // ascending
  std::map<std::uint32_t, double> flow_of_firm;  // money/day that lines of a firm buy from them
  double flow = 0;                               // money/day that customers in the network buy
  bool is_used = false;                          // lines that do not fail buy it, from whom it may be
  std::uint32_t market = 0;
  std::map<std::uint32_t, std::uint32_t> own_market;  // of buyers with backups of their own
};

class Builder {
 public:
  explicit Builder(const BackupNetworkInput& input)
      : input_(input), dataset_(*input.dataset), data_(*input.network), old_(data_.network) {}

  Result<BackupNetwork> build(std::span<const ResolvedBackup> backups) {
    find_what_fails();
    judge(backups);
    start_nodes();
    split_off_buyers();
    add_shops();
    reserve(backups);
    split_lines();
    add_links();
    auto network = build_supply_network(links_, nodes_);
    if (!network) return network.error();
    result_.network = std::move(*network);
    result_.normal = normal_output(result_.network);
    set_capacity();
    hold_stock(backups);
    std::sort(result_.failed.begin(), result_.failed.end());
    return std::move(result_);
  }

 private:
  bool is_failed(std::uint32_t node) const { return input_.failed[node] != 0; }
  // The firm whose line buys; sources outside buy nothing.
  std::optional<std::uint32_t> buyer(std::uint32_t node) const {
    const auto& firm = data_.nodes[node].firm;
    return firm ? std::optional(firm->value) : std::nullopt;
  }
  template <class Visit>
  void visit_links(Visit visit) const {
    for (std::uint32_t c = 0; c < old_.node_count; ++c) {
      for (std::uint64_t g = old_.group_offsets[c]; g < old_.group_offsets[c + 1]; ++g) {
        for (std::uint64_t e = old_.link_offsets[g]; e < old_.link_offsets[g + 1]; ++e) visit(c, g, e);
      }
    }
  }

  void find_what_fails() {
    result_.of_failing.assign(dataset_.products.size(), 0);
    for (std::uint32_t n = 0; n < old_.node_count; ++n) {
      if (data_.nodes[n].firm && data_.nodes[n].is_outside)
        sources_.try_emplace({data_.nodes[n].firm->value, data_.nodes[n].product.value}, n);
      if (!is_failed(n)) continue;
      FailingProduct& product = failing_[data_.nodes[n].product.value];
      product.nodes.push_back(n);
      result_.of_failing[data_.nodes[n].product.index()] = 1;
    }
    visit_links([&](std::uint32_t c, std::uint64_t, std::uint64_t e) {
      const auto failing = failing_.find(data_.nodes[old_.supplier[e]].product.value);
      if (failing == failing_.end()) return;
      FailingProduct& product = failing->second;
      product.is_used = product.is_used || !is_failed(c);
      if (!is_failed(old_.supplier[e])) return;
      product.flow += old_.flow[e];
      if (const auto firm = buyer(c)) product.flow_of_firm[*firm] += old_.flow[e];
    });
    std::uint32_t markets = old_.market_count;
    for (auto& [id, product] : failing_) product.market = markets++;
    nodes_.market_count = markets;
  }

  // What an entry is worth while the root is down.
  double left_of(const ResolvedBackup& backup) const {
    if (!backup.maker) return 1;
    BackupCandidate candidate;
    candidate.firm = *backup.maker;
    candidate.group = top_parent(dataset_, *backup.maker);
    candidate.region = backup.region ? backup.region : dataset_.firm(*backup.maker).region;
    candidate.node = backup.node;
    if (!candidate.node) {
      const auto source = sources_.find({backup.maker->value, backup.product.value});
      if (source != sources_.end()) candidate.node = source->second;
    }
    std::vector<SharedExposure> shared = input_.search->exposures(*input_.failure, backup.product, candidate);
    if (input_.search->part_left(shared) <= 0) return 0;
    // What a line with inputs loses of them, the run finds out by itself.
    if (backup.node && data_.nodes[*backup.node].kind == NodeKind::kLine)
      std::erase_if(shared, [](const SharedExposure& s) { return s.kind == SharedExposureKind::kUpstream; });
    return input_.search->part_left(shared);
  }

  void judge(std::span<const ResolvedBackup> backups) {
    for (const ResolvedBackup& backup : backups) {
      BackupStanding standing = BackupStanding::kCounts;
      double left = 0;
      const auto failing = failing_.find(backup.product.value);
      if (failing == failing_.end()) {
        standing = BackupStanding::kOtherProduct;
      } else if (backup.buyer && !failing->second.flow_of_firm.contains(backup.buyer->value)) {
        standing = BackupStanding::kBuyerNotHit;
      } else if ((!backup.maker || backup.reserved <= 0) && backup.stock_days <= 0) {
        standing = BackupStanding::kEmpty;
      } else {
        left = backup.node && is_failed(*backup.node) ? 0 : left_of(backup);
        if (left <= 0 && backup.stock_days <= 0) standing = BackupStanding::kFailsTogether;
        if (left > 0 && backup.maker && backup.reserved > 0 && backup.buyer)
          failing->second.own_market.try_emplace(backup.buyer->value, 0);
      }
      result_.standing.push_back(standing);
      result_.part_left.push_back(left);
    }
    for (auto& [id, product] : failing_) {
      for (auto& [firm, market] : product.own_market) market = nodes_.market_count++;
    }
  }

  std::uint32_t add_node(ProductId product, std::uint32_t market, double final_demand, double capacity_ratio,
                         double standby) {
    nodes_.final_demand.push_back(final_demand);
    nodes_.capacity_ratio.push_back(capacity_ratio);
    nodes_.market.push_back(market);
    nodes_.standby_capacity.push_back(standby);
    result_.product.push_back(product);
    result_.switching.ready_after_days.push_back(-1);
    return static_cast<std::uint32_t>(nodes_.market.size() - 1);
  }

  void start_nodes() {
    for (std::uint32_t n = 0; n < old_.node_count; ++n) {
      const ProductId product = data_.nodes[n].product;
      const auto failing = failing_.find(product.value);
      const bool fails = is_failed(n);
      const bool through_shop = fails && !failing->second.is_used;
      add_node(product, fails ? failing->second.market : old_.market[n],
               through_shop ? 0 : old_.final_demand[n],
               fails || failing == failing_.end() ? old_.capacity_ratio[n] : 1,
               old_.standby_capacity.empty() ? 0 : old_.standby_capacity[n]);
      if (fails) result_.failed.push_back(n);
    }
  }

  // A failed node sells to a buyer with backups of its own as a node of its own, with its part of the inputs.
  void split_off_buyers() {
    const std::vector<double> output = normal_output(old_);
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> sold;  // by failed node and firm
    visit_links([&](std::uint32_t c, std::uint64_t, std::uint64_t e) {
      const std::uint32_t s = old_.supplier[e];
      const auto firm = buyer(c);
      if (is_failed(s) && firm && failing_.at(data_.nodes[s].product.value).own_market.contains(*firm))
        sold[{s, *firm}] += old_.flow[e];
    });
    for (const auto& [key, flow] : sold) {
      const auto& [s, firm] = key;
      const ProductId product = data_.nodes[s].product;
      const std::uint32_t market = failing_.at(product.value).own_market.at(firm);
      const std::uint32_t node = add_node(product, market, 0, old_.capacity_ratio[s], 0);
      split_[key] = node;
      parts_[s].push_back({node, flow / output[s]});
      result_.failed.push_back(node);
    }
  }

  void add_shops() {
    for (const auto& [id, product] : failing_) {
      if (product.is_used) continue;
      double sold = 0;
      for (const std::uint32_t s : product.nodes) sold += old_.final_demand[s];
      if (sold <= 0) continue;
      const std::uint32_t shop = add_node(ProductId(std::size_t{id}), nodes_.market_count++, sold, 1, 0);
      for (const std::uint32_t s : product.nodes) add_link(s, shop, 0, old_.final_demand[s], kDaysOfShop, 1);
      result_.shops.push_back(shop);
    }
  }

  void add_link(std::uint32_t supplier, std::uint32_t customer, std::uint64_t group, double flow, double days,
                std::uint8_t essential) {
    if (flow <= 0) return;
    links_.supplier.push_back(supplier);
    links_.customer.push_back(customer);
    links_.group.push_back(static_cast<std::uint32_t>(group));
    links_.flow.push_back(flow);
    links_.target_days.push_back(days);
    links_.essential.push_back(essential);
  }

  void add_links() {
    visit_links([&](std::uint32_t c, std::uint64_t g, std::uint64_t e) {
      std::uint32_t supplier = old_.supplier[e];
      if (const auto firm = buyer(c)) {
        const auto own = split_.find({supplier, *firm});
        if (own != split_.end()) supplier = own->second;
      }
      const auto add = [&](std::uint32_t customer, double flow, double of_days) {
        const double days = std::max(kLeastDays, old_.target_days[g] * of_days);
        const auto add_from = [&](std::uint32_t from, double amount) {
          add_link(from, customer, g - old_.group_offsets[c], amount, days, old_.essential[g]);
        };
        const auto twin = twins_.find(supplier);
        const double moved = twin == twins_.end()  ? 0
                             : is_hit(g, supplier) ? twin->second.of_hit
                                                   : twin->second.of_others;
        if (moved > 0) add_from(twin->second.node, flow * moved);
        if (moved < 1) add_from(supplier, flow * (1 - moved));
      };
      const auto parts = parts_.find(c);
      double kept = 1;
      if (parts != parts_.end()) {
        for (const Part& part : parts->second) {
          add(part.node, old_.flow[e] * part.of_output, part.of_days);
          kept -= part.of_output;
        }
      }
      const auto twin = twins_.find(c);
      if (kept > kRounding) add(c, old_.flow[e] * kept, twin == twins_.end() ? 1 : twin->second.days_of_line);
    });
  }

  // Whether a group holds what failed nodes make beside what this maker of the same product does.
  bool is_hit(std::uint64_t group, std::uint32_t maker) const {
    const auto product = data_.nodes[maker].product;
    for (std::uint64_t e = old_.link_offsets[group]; e < old_.link_offsets[group + 1]; ++e) {
      if (is_failed(old_.supplier[e]) && data_.nodes[old_.supplier[e]].product == product) return true;
    }
    return false;
  }

  // The reserve of a line is a node of its own, so that the line's customers have no claim on it. It needs
  // inputs, and a normal output to scale them by: it takes over R / (N + R) of the line's stock, so that line
  // and reserve have the same days of it at full load, and up to as much of its business. It takes the
  // business from final demand and from customers that do not buy from failed nodes, and from the others only
  // what is missing to a quarter of that: these would ask it for more, before the reserve is divided.
  void split_lines() {
    const std::vector<double> output = normal_output(old_);
    std::map<std::uint32_t, double> reserved;  // by twin
    for (const ReservePiece& piece : result_.reserves) reserved[piece.node] += piece.per_day;
    std::map<std::uint32_t, double> to_hit;  // by line
    visit_links([&](std::uint32_t, std::uint64_t g, std::uint64_t e) {
      if (twins_.contains(old_.supplier[e]) && is_hit(g, old_.supplier[e]))
        to_hit[old_.supplier[e]] += old_.flow[e];
    });
    for (auto& [line, twin] : twins_) {
      const double part = reserved[twin.node] / (output[line] + reserved[twin.node]);
      const double wanted = part * output[line];
      const double hit = to_hit[line];
      const double others = output[line] - hit;
      if (others > kRounding * output[line]) twin.of_others = std::min(1.0, wanted / others);
      const double missing = kLeastBusiness * wanted - twin.of_others * others;
      if (missing > kRounding * output[line]) twin.of_hit = std::min(1.0, missing / hit);
      nodes_.final_demand[twin.node] = nodes_.final_demand[line] * twin.of_others;
      nodes_.final_demand[line] *= 1 - twin.of_others;
      const double taken = twin.of_others * others + twin.of_hit * hit;
      const double of_output = taken / output[line];
      parts_[line].push_back({twin.node, of_output, part / of_output});
      if (of_output < 1) twin.days_of_line = (1 - part) / (1 - of_output);
    }
  }

  void add_piece(std::size_t backup, std::uint32_t node, double per_day, double ready_days) {
    double& ready = result_.switching.ready_after_days[node];
    ready = ready < 0 ? ready_days : std::min(ready, ready_days);
    result_.reserves.push_back({backup, node, per_day, ready_days});
  }

  void reserve(std::span<const ResolvedBackup> backups) {
    for (std::size_t b = 0; b < backups.size(); ++b) {
      const ResolvedBackup& backup = backups[b];
      if (result_.standing[b] != BackupStanding::kCounts || !backup.maker) continue;
      const double amount = backup.reserved * result_.part_left[b];
      if (amount <= 0) continue;
      const FailingProduct& product = failing_.at(backup.product.value);
      const auto own_node = [&](std::uint32_t market, double per_day) {
        add_piece(b, add_node(backup.product, market, 0, 1, 0), per_day, backup.ready_days);
      };
      if (backup.buyer) {
        own_node(product.own_market.at(backup.buyer->value), amount);
        continue;
      }
      double for_all = 1;
      for (const auto& [firm, market] : product.own_market) {
        const double part = product.flow_of_firm.at(firm) / product.flow;
        own_node(market, amount * part);
        for_all -= part;
      }
      if (for_all <= kRounding) continue;
      if (backup.node && data_.nodes[*backup.node].kind == NodeKind::kLine) {
        const auto [twin, is_new] = twins_.try_emplace(*backup.node);
        if (is_new) twin->second.node = add_node(backup.product, product.market, 0, 1, 0);
        add_piece(b, twin->second.node, amount * for_all, backup.ready_days);
      } else if (backup.node) {
        nodes_.market[*backup.node] = product.market;
        add_piece(b, *backup.node, amount * for_all, backup.ready_days);
      } else {
        own_node(product.market, amount * for_all);
      }
    }
    std::stable_sort(result_.reserves.begin(), result_.reserves.end(),
                     [](const ReservePiece& a, const ReservePiece& b) { return a.node < b.node; });
    for (const ReservePiece& piece : result_.reserves) reserved_[piece.node] += piece.per_day;
  }

  // Full load of makers: what they make in normal times and what is reserved.
  void set_capacity() {
    for (const auto& [node, amount] : reserved_) {
      if (result_.normal[node] > 0) {
        result_.network.capacity_ratio[node] = 1 + amount / result_.normal[node];
      } else {
        result_.network.standby_capacity[node] = amount;
      }
    }
  }

  void hold_stock(std::span<const ResolvedBackup> backups) {
    SupplyNetwork& network = result_.network;
    const std::set<std::uint32_t> failed(result_.failed.begin(), result_.failed.end());
    const std::set<std::uint32_t> shops(result_.shops.begin(), result_.shops.end());
    for (std::size_t b = 0; b < backups.size(); ++b) {
      const ResolvedBackup& backup = backups[b];
      if (result_.standing[b] != BackupStanding::kCounts || backup.stock_days <= 0) continue;
      for (std::uint32_t c = 0; c < network.node_count; ++c) {
        if (failed.contains(c)) continue;
        const bool is_shop = shops.contains(c);
        if (backup.buyer && (is_shop || c >= old_.node_count || data_.nodes[c].firm != backup.buyer))
          continue;
        for (std::uint64_t g = network.group_offsets[c]; g < network.group_offsets[c + 1]; ++g) {
          double all = 0;
          double fails = 0;
          for (std::uint64_t e = network.link_offsets[g]; e < network.link_offsets[g + 1]; ++e) {
            const std::uint32_t s = network.supplier[e];
            all += network.flow[e];
            if (result_.product[s] == backup.product && failed.contains(s)) fails += network.flow[e];
          }
          if (fails <= 0) continue;
          network.target_days[g] += backup.stock_days * fails / all;
          result_.stocks.push_back({b, g, backup.stock_days * fails});
        }
      }
    }
    std::stable_sort(result_.stocks.begin(), result_.stocks.end(),
                     [](const StockPiece& a, const StockPiece& b) { return a.group < b.group; });
  }

  struct Part {
    std::uint32_t node = 0;
    double of_output = 0;
    double of_days = 1;  // of stock, over those of the whole
  };

  struct Twin {
    std::uint32_t node = 0;
    double of_hit = 0;        // part of the line's sales to customers of failed nodes
    double of_others = 0;     // of its other sales
    double days_of_line = 1;  // of stock that the line keeps, over those that it had
  };

  const BackupNetworkInput& input_;
  const Dataset& dataset_;
  const DatasetNetwork& data_;
  const SupplyNetwork& old_;
  BackupNetwork result_;
  SupplyNodes nodes_;
  SupplyLinks links_;
  std::map<std::uint32_t, FailingProduct> failing_;                           // by product
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> sources_;  // outside: firm, product
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> split_;    // failed node, firm: node
  std::map<std::uint32_t, std::vector<Part>> parts_;                          // of a failed node
  std::map<std::uint32_t, Twin> twins_;       // of lines in whose capacity something is reserved
  std::map<std::uint32_t, double> reserved_;  // by node, money/day
};

}  // namespace

Result<BackupNetwork> apply_backups(const BackupNetworkInput& input,
                                    std::span<const ResolvedBackup> backups) {
  if (input.failed.size() != input.network->nodes.size())
    return Error{ErrorCode::kInvalidArgument, "a drill must say of every node whether it fails"};
  return Builder(input).build(backups);
}

int first_day_of(const ReservePiece& piece) {
  return static_cast<int>(std::ceil(kNoticed + piece.ready_days - kRounding));
}

void set_ready_capacity(const BackupNetwork& network, int day, std::span<double> capacity_left) {
  for (std::size_t k = 0; k < network.reserves.size();) {
    const std::uint32_t node = network.reserves[k].node;
    double ready = 0;
    double all = 0;
    for (; k < network.reserves.size() && network.reserves[k].node == node; ++k) {
      all += network.reserves[k].per_day;
      if (first_day_of(network.reserves[k]) <= day) ready += network.reserves[k].per_day;
    }
    capacity_left[node] = (network.normal[node] + ready) / (network.normal[node] + all);
  }
}

}  // namespace tenon
