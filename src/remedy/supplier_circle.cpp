#include "remedy/supplier_circle.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "base/parallel.h"
#include "model/firm_group.h"
#include "model/region_tree.h"
#include "remedy/supplier_circle_alternatives.h"
#include "remedy/supplier_circle_runs.h"
#include "scenario/supply_network.h"

namespace tenon {
namespace {

constexpr double kEarthRadiusKm = 6371;
constexpr double kNearKm = 300;
constexpr double kRounding = 1e-9;

using SupplyKey = std::pair<std::tuple<RootKind, std::string, std::string>, std::string>;  // root, product

// Buyers and what is delivered to them, tier by tier.
class Circle {
 public:
  Circle(const Dataset& dataset, const DatasetNetwork& network, const std::vector<SupplyRoot>& roots,
         SupplierCircle& circle)
      : dataset_(dataset),
        network_(network),
        links_(network.network),
        roots_(roots),
        output_(normal_output(network.network)),
        circle_(circle) {
    std::uint32_t largest = circle.lines.front();
    for (const std::uint32_t n : circle.lines) {
      weight_[n] = 1;
      bought_by_[n];
      if (sort_figure(output_[n]) > sort_figure(output_[largest])) largest = n;
    }
    place_ = network.nodes[largest].region;
  }

  void add_tier(std::uint32_t tier) {
    std::map<std::uint32_t, double> next;
    CircleTier sums;
    sums.tier = tier;
    std::set<std::tuple<RootKind, std::string, std::string>> roots;
    std::set<std::uint32_t> products;
    for (const auto& [buyer, weight] : weight_) {
      const bool first_time = met_.insert(buyer).second;
      for (std::uint64_t g = links_.group_offsets[buyer]; g < links_.group_offsets[buyer + 1]; ++g) {
        for (std::uint64_t e = links_.link_offsets[g]; e < links_.link_offsets[g + 1]; ++e) {
          const std::uint32_t from = links_.supplier[e];
          if (is_leader(from)) continue;
          const double for_leader = links_.flow[e] * weight;
          add_flow(tier, e, g, buyer, for_leader, first_time);
          if (output_[from] > 0) next[from] += for_leader / output_[from];
          const NetworkNode& node = network_.nodes[from];
          sums.for_leader += for_leader;
          if (node.is_outside && node.side != SourceSide::kHome) sums.from_abroad += for_leader;
          if (roots_[from].kind == RootKind::kUnnamed) {
            sums.from_unnamed += for_leader;
          } else {
            roots.insert(root_order(dataset_, roots_[from]));
          }
          const auto km = distance_to(from);
          if (km && *km <= kNearKm) sums.within_300_km += for_leader;
          products.insert(node.product.value);
        }
      }
    }
    sums.suppliers = roots.size();
    sums.products = products.size();
    if (!products.empty()) circle_.tiers.push_back(sums);
    weight_ = std::move(next);
  }

  void finish() {
    for (auto& [key, built] : supplies_) {
      CircleSupply& supply = built.supply;
      supply.nodes.assign(built.nodes.begin(), built.nodes.end());
      supply.buyers.assign(built.buyers.begin(), built.buyers.end());
      supply.cover_days = supply.flow > 0 ? built.held / supply.flow : 0;
      double used = 0;
      for (const std::uint32_t buyer : supply.buyers) used += bought_by_[buyer][supply.product.value];
      supply.part = used > 0 ? std::min(1.0, supply.flow / used) : 0;
      std::optional<std::uint32_t> largest;
      for (const std::uint32_t n : supply.nodes) {
        if (!largest || sort_figure(built.nodes_flow[n]) > sort_figure(built.nodes_flow[*largest]))
          largest = n;
        supply.synthetic = supply.synthetic || network_.nodes[n].synthetic;
      }
      if (largest) {
        supply.region = network_.nodes[*largest].region;
        supply.distance_km = distance_to(*largest);
      }
      circle_.supplies.push_back(std::move(supply));
    }
    std::stable_sort(circle_.supplies.begin(), circle_.supplies.end(),
                     [](const CircleSupply& a, const CircleSupply& b) {
                       return std::tuple(a.tier, -sort_figure(a.for_leader)) <
                              std::tuple(b.tier, -sort_figure(b.for_leader));
                     });
  }

  [[nodiscard]] const std::vector<double>& output() const { return output_; }

 private:
  struct Built {
    CircleSupply supply;
    std::set<std::uint32_t> nodes;
    std::set<std::uint32_t> buyers;
    std::map<std::uint32_t, double> nodes_flow;
    double held = 0;  // flow x days
  };

  [[nodiscard]] bool is_leader(std::uint32_t node) const {
    return std::binary_search(circle_.lines.begin(), circle_.lines.end(), node);
  }

  [[nodiscard]] std::optional<double> distance_to(std::uint32_t node) const {
    const auto& region = network_.nodes[node].region;
    return place_ && region ? distance_of(dataset_, *place_, *region) : std::nullopt;
  }

  void add_flow(std::uint32_t tier, std::uint64_t link, std::uint64_t group, std::uint32_t buyer,
                double for_leader, bool first_time) {
    const std::uint32_t from = links_.supplier[link];
    const ProductId product = network_.nodes[from].product;
    if (first_time) bought_by_[buyer][product.value] += links_.flow[link];
    Built& built = supplies_[{root_order(dataset_, roots_[from]), dataset_.product(product).id}];
    CircleSupply& supply = built.supply;
    if (built.nodes.empty()) {
      supply.tier = tier;
      supply.root = roots_[from];
      supply.product = product;
    }
    supply.for_leader += for_leader;
    if (!first_time) return;
    built.nodes.insert(from);
    built.buyers.insert(buyer);
    built.nodes_flow[from] += links_.flow[link];
    built.held += links_.flow[link] * links_.target_days[group];
    supply.flow += links_.flow[link];
    supply.essential = supply.essential || links_.essential[group] != 0;
  }

  const Dataset& dataset_;
  const DatasetNetwork& network_;
  const SupplyNetwork& links_;
  const std::vector<SupplyRoot>& roots_;
  std::vector<double> output_;
  SupplierCircle& circle_;
  std::optional<RegionId> place_;
  std::map<std::uint32_t, double> weight_;  // of the buyers of the next tier: part of output for the leader
  std::set<std::uint32_t> met_;             // buyers
  std::map<std::uint32_t, std::map<std::uint32_t, double>> bought_by_;  // buyer, product: money/day
  std::map<SupplyKey, Built> supplies_;
};

void add_stops(const SupplyNetwork& links, const std::vector<double>& output, unsigned threads,
               SupplierCircle& circle) {
  parallel_chunks(circle.supplies.size(), 4, threads, [&](unsigned, std::size_t begin, std::size_t end) {
    std::vector<std::uint8_t> lost(links.node_count, 0);
    for (std::size_t k = begin; k < end; ++k) {
      CircleSupply& supply = circle.supplies[k];
      for (const std::uint32_t n : supply.nodes) lost[n] = 1;
      const std::vector<double> part = part_lost_upstream(links, lost);
      for (const std::uint32_t n : supply.nodes) lost[n] = 0;
      double gone = 0;
      for (const std::uint32_t n : circle.lines) {
        supply.line_stopped = std::max(supply.line_stopped, part[n]);
        gone += part[n] * output[n];
      }
      supply.output_stopped = gone / circle.output;
    }
  });
}

// The firm of the leader that buys most of the supply; absent: none of it does.
std::optional<FirmId> buyer_of(const Dataset& dataset, const DatasetNetwork& network,
                               const SupplierCircle& circle, const CircleSupply& supply) {
  const SupplyNetwork& links = network.network;
  std::map<std::string, std::pair<double, FirmId>> bought;
  for (const std::uint32_t n : supply.buyers) {
    if (!std::binary_search(circle.lines.begin(), circle.lines.end(), n)) continue;
    const FirmId firm = *network.nodes[n].firm;
    auto& [flow, id] = bought[dataset.firm(firm).id];
    id = firm;
    const std::uint64_t end = links.link_offsets[links.group_offsets[n + 1]];
    for (std::uint64_t e = links.link_offsets[links.group_offsets[n]]; e < end; ++e) {
      if (std::binary_search(supply.nodes.begin(), supply.nodes.end(), links.supplier[e]))
        flow += links.flow[e];
    }
  }
  std::optional<FirmId> most;
  double largest = 0;
  for (const auto& [id, flow] : bought) {
    if (most && sort_figure(flow.first) <= largest) continue;
    most = flow.second;
    largest = sort_figure(flow.first);
  }
  return most;
}

// The supply as a point, if it is one.
std::optional<SinglePoint> single_point(const CircleSupply& supply, const CircleMakers& makers,
                                        const CircleOptions& options) {
  SinglePoint point;
  point.makers_without_figures = makers.without_figures;
  bool stays = false;
  bool qualified = false;
  double in_time = 0;
  std::vector<BackupDelivery> deliveries;
  const bool spare = !makers.with_spare.empty();
  for (const CircleAlternative& one : makers.with_spare) {
    if (one.part_left <= 0) continue;
    stays = true;
    point.alternatives.push_back(one);
    if (one.qualification_days > 0) continue;
    qualified = true;
    deliveries.push_back({one.spare * one.part_left, one.ready_days});
    if (one.ready_days <= supply.cover_days) in_time += one.spare * one.part_left;
  }
  point.part_in_time = std::min(1.0, in_time / supply.flow);
  if (supply.line_stopped * (1 - point.part_in_time) < options.stops_at - kRounding) return std::nullopt;
  point.reason = !makers.any    ? SingleReason::kNoOtherMaker
                 : !spare       ? SingleReason::kNoSpareKnown
                 : !stays       ? SingleReason::kFailsTogether
                 : !qualified   ? SingleReason::kNotQualified
                 : in_time <= 0 ? SingleReason::kTooLate
                                : SingleReason::kTooLittle;
  point.shortage =
      shortage_of(supply.flow, supply.flow * supply.cover_days, deliveries, options.lasting_days);
  return point;
}

Result<void> check(const CircleOptions& options) {
  const auto fault = [](const char* text) { return Error{ErrorCode::kInvalidArgument, text}; };
  if (options.tiers < 1) return fault("the circle needs at least one tier");
  if (!(options.stops_at > 0 && options.stops_at <= 1)) return fault("stops_at must be above 0, at most 1");
  if (!(options.lasting_days > 0)) return fault("lasting_days must be above 0");
  if (options.closure_days < 1 || options.failure_days < 1 || options.recovery_days < 0)
    return fault("a closure lasts at least a day, recovery_days must not be below 0");
  return {};
}

}  // namespace

std::optional<double> distance_of(const Dataset& dataset, RegionId a, RegionId b) {
  const auto place = [&](RegionId region) {
    std::optional<std::pair<double, double>> found;  // longitude, latitude
    visit_ancestors(dataset, region, [&](RegionId at) {
      if (is_country_tier(dataset.region(at).tier) && at != region) return false;
      if (!dataset.region(at).lon || !dataset.region(at).lat) return true;
      found = {*dataset.region(at).lon, *dataset.region(at).lat};
      return false;
    });
    return found;
  };
  const auto from = place(a);
  const auto to = place(b);
  if (!from || !to) return std::nullopt;
  constexpr double kRadians = std::numbers::pi / 180;
  const double south = std::sin((to->second - from->second) * kRadians / 2);
  const double east = std::sin((to->first - from->first) * kRadians / 2);
  const double h =
      south * south + std::cos(from->second * kRadians) * std::cos(to->second * kRadians) * east * east;
  return 2 * kEarthRadiusKm * std::asin(std::min(1.0, std::sqrt(h)));
}

Result<SupplierCircle> find_supplier_circle(const Dataset& dataset, const DatasetNetwork& network,
                                            FirmId leader, const CircleOptions& options) {
  if (auto checked = check(options); !checked) return checked.error();
  const auto search = BackupSearch::create(dataset, network, options.search);
  if (!search) return search.error();
  SupplierCircle circle;
  circle.leader = top_parent(dataset, leader);
  circle.synthetic = dataset.firm(circle.leader).synthetic;
  const std::vector<double> output = normal_output(network.network);
  for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
    const NetworkNode& node = network.nodes[n];
    if (node.is_outside || !node.firm || output[n] <= 0) continue;
    if (top_parent(dataset, *node.firm) != circle.leader) continue;
    circle.lines.push_back(n);
    circle.output += output[n];
    circle.synthetic = circle.synthetic || node.synthetic;
  }
  if (circle.lines.empty()) {
    return Error{ErrorCode::kNotFound, "no amounts are known of " + dataset.firm(circle.leader).id +
                                           ": it has no line in the network"};
  }
  Circle builder(dataset, network, search->roots().root_of_node(), circle);
  for (std::uint32_t tier = 1; tier <= options.tiers; ++tier) builder.add_tier(tier);
  builder.finish();
  add_stops(network.network, output, options.threads, circle);

  std::map<std::tuple<RootKind, std::string, std::string>, RootFailure> failures;
  for (std::size_t k = 0; k < circle.supplies.size(); ++k) {
    const CircleSupply& supply = circle.supplies[k];
    if (supply.root.kind == RootKind::kUnnamed || supply.line_stopped < options.stops_at - kRounding)
      continue;
    const auto key = root_order(dataset, supply.root);
    auto failure = failures.find(key);
    if (failure == failures.end()) failure = failures.emplace(key, search->failure_of(supply.root)).first;
    auto point =
        single_point(supply,
                     makers_beside(dataset, network, *search, failure->second, supply.product,
                                   buyer_of(dataset, network, circle, supply), options.policy.switching),
                     options);
    if (!point) continue;
    point->supply = k;
    circle.points.push_back(std::move(*point));
  }
  // Supplies stand in an order that does not hang on positions.
  std::stable_sort(circle.points.begin(), circle.points.end(),
                   [&](const SinglePoint& a, const SinglePoint& b) {
                     const auto key = [&](const SinglePoint& point) {
                       return std::tuple(-sort_figure(circle.supplies[point.supply].output_stopped),
                                         -sort_figure(point.shortage.amount));
                     };
                     return key(a) < key(b);
                   });

  std::vector<CircleRun> runs;  // two a point
  const std::size_t run_points = std::min(options.runs, circle.points.size());
  for (std::size_t k = 0; k < run_points; ++k) {
    for (const int days : {options.closure_days, options.failure_days}) {
      CircleRun& run = runs.emplace_back();
      run.closed = circle.supplies[circle.points[k].supply].nodes;
      run.closed_part.assign(run.closed.size(), 1);
      run.closure_days = days;
    }
  }
  const auto losses = run_closures(network, circle.lines, runs, options);
  if (!losses) return losses.error();
  for (std::size_t k = 0; k < run_points; ++k) {
    circle.points[k].loss = (*losses)[2 * k];
    circle.points[k].long_loss = (*losses)[2 * k + 1];
  }
  std::stable_sort(circle.points.begin(), circle.points.begin() + static_cast<std::ptrdiff_t>(run_points),
                   [](const SinglePoint& a, const SinglePoint& b) {
                     const auto key = [](const SinglePoint& point) {
                       return std::tuple(-sort_figure(point.long_loss->leader),
                                         -sort_figure(point.loss->leader));
                     };
                     return key(a) < key(b);
                   });
  return circle;
}

}  // namespace tenon
