#include "remedy/dataset_backup_plan.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "base/parallel.h"
#include "remedy/backup_search.h"
#include "scenario/supply_network.h"

namespace tenon {
namespace {

constexpr std::uint32_t kNoPlace = 0xffffffffU;

using RootKey = std::tuple<RootKind, std::string, std::string>;

RootKey key_of(const Dataset& dataset, const SupplyRoot& root) {
  return {root.kind, root.country, root.group ? dataset.firm(*root.group).id : std::string()};
}

double cost_once(const BackupCosts& costs, const BackupCandidate& candidate) {
  switch (candidate.status) {
    case CapabilityStatus::kQualified:
      return costs.qualify_qualified;
    case CapabilityStatus::kTrial:
      return costs.qualify_trial;
    case CapabilityStatus::kPotential:
      return costs.qualify_potential;
    case CapabilityStatus::kUnknown:
      return costs.qualify_trial;
  }
  return costs.qualify_trial;
}

Result<void> check(const DatasetPlanOptions& options) {
  const BackupCosts& c = options.costs;
  const FailureRates& f = options.failures;
  const bool fine = c.qualify_qualified >= 0 && c.qualify_trial >= 0 && c.qualify_potential >= 0 &&
                    c.years > 0 && c.reservation_rate >= 0 && c.stock_rate >= 0 && c.least_order >= 0 &&
                    f.country >= 0 && f.country <= 1 && f.group >= 0 && f.group <= 1 && f.horizon_days > 0 &&
                    options.largest_stock_days >= 0 && options.least_part > 0 && options.least_part <= 1;
  if (!fine)
    return Error{ErrorCode::kInvalidArgument,
                 "costs must not be negative, rates must lie in [0, 1], years, days and parts above 0"};
  return {};
}

class Builder {
 public:
  Builder(const Dataset& dataset, const DatasetNetwork& network, const DatasetPlanOptions& options,
          const BackupSearch& search, DatasetBackupPlan& result)
      : dataset_(dataset), network_(network), options_(options), search_(search), result_(result) {}

  void build() {
    add_items();
    add_candidates();
    add_needs();
    add_scenarios();
    add_shocks();
  }

 private:
  void add_items() {
    std::vector<ProductId> products = options_.products;
    if (products.empty()) {
      for (std::size_t p = 0; p < dataset_.products.size(); ++p) products.emplace_back(p);
    }
    const std::vector<double> stake = value_at_stake(dataset_, network_);
    for (const ProductId product : products) {
      auto answer = search_.answer({product, {}});
      if (!answer || answer->primary().root.kind == RootKind::kUnnamed) {
        result_.skipped.push_back({product, answer ? PlanSkip::kUnnamed : PlanSkip::kNotUsed});
      } else if (options_.buyers == 0) {
        add_item(std::move(*answer), stake[product.index()]);
      } else {
        add_buyers(product, stake[product.index()]);
      }
    }
  }

  void add_item(BackupAnswer answer, double stake) {
    PlanItem item;
    item.value = stake;
    item.weight = item.value * answer.gap;
    item.stock_cost = options_.costs.stock_rate;
    item.largest_stock = options_.largest_stock_days * answer.gap;
    result_.input.items.push_back(item);
    result_.answers.push_back(std::move(answer));
  }

  void add_buyers(ProductId product, double stake) {
    const std::vector<FirmId> buyers = buyers_of(product);
    std::size_t planned = 0;
    for (std::size_t k = 0; k < buyers.size() && planned < options_.buyers; ++k) {
      auto answer = search_.answer({product, buyers[k]});
      if (!answer || answer->primary().root.kind == RootKind::kUnnamed) continue;
      add_item(std::move(*answer), stake);
      ++planned;
    }
    result_.buyers_left_out += buyers.size() - planned;
  }

  // Largest use first, then by id.
  [[nodiscard]] std::vector<FirmId> buyers_of(ProductId product) const {
    const SupplyNetwork& links = network_.network;
    std::map<std::uint32_t, double> use;
    for (std::uint32_t n = 0; n < links.node_count; ++n) {
      if (!network_.nodes[n].firm) continue;
      const std::uint64_t end = links.link_offsets[links.group_offsets[n + 1]];
      for (std::uint64_t e = links.link_offsets[links.group_offsets[n]]; e < end; ++e) {
        if (links.market[links.supplier[e]] == product.value)
          use[network_.nodes[n].firm->value] += links.flow[e];
      }
    }
    std::vector<FirmId> buyers;
    for (const auto& [firm, flow] : use) buyers.emplace_back(firm);
    std::stable_sort(buyers.begin(), buyers.end(),
                     [&](FirmId a, FirmId b) { return use.at(a.value) > use.at(b.value); });
    return buyers;
  }

  void add_candidates() {
    // A plant's spare capacity for a product is one pool, whoever asks.
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::uint32_t> pools;
    const double least_order = options_.costs.least_order / kDaysAYear;
    for (std::uint32_t g = 0; g < result_.answers.size(); ++g) {
      const std::vector<BackupCandidate>& found = result_.answers[g].candidates;
      for (std::uint32_t k = 0; k < found.size(); ++k) {
        const BackupCandidate& candidate = found[k];
        if (candidate.kind != CandidateKind::kMaker) continue;
        if (!candidate.spare) {
          if (!candidate.synthetic && !candidate.fails_with_primary) ++result_.makers_without_figure;
          continue;
        }
        if (*candidate.spare <= 0 || (candidate.synthetic && !options_.use_synthetic)) continue;
        PlanCandidate one;
        one.item = g;
        one.capacity = *candidate.spare;
        one.minimum = least_order;
        one.ready_days = std::max(0.0, candidate.ready_days());
        one.qualification_cost = cost_once(options_.costs, candidate) / options_.costs.years;
        one.reservation_cost = options_.costs.reservation_rate * kDaysAYear * candidate.unit_cost.value_or(1);
        one.place = candidate.region ? candidate.region->value : kNoPlace;
        one.is_local = candidate.tier <= BackupTier::kScope;
        one.firm = candidate.firm.value;
        one.is_banned = names(options_.banned, result_.answers[g].question.product, candidate.firm);
        if (options_.buyers > 0) {
          const auto [pool, is_new] =
              pools.try_emplace({result_.answers[g].question.product.value, candidate.firm.value, one.place},
                                static_cast<std::uint32_t>(result_.input.pools.size()));
          if (is_new) result_.input.pools.push_back({one.capacity});
          one.pool = pool->second;
        }
        result_.input.candidates.push_back(one);
        result_.candidates.push_back({g, k});
      }
    }
  }

  static bool names(const std::vector<ProductMaker>& makers, ProductId product, FirmId firm) {
    return std::any_of(makers.begin(), makers.end(),
                       [&](const ProductMaker& one) { return one.product == product && one.firm == firm; });
  }

  void add_needs() {
    for (const RegionId province : options_.provinces) {
      PlanNeed need;
      for (std::uint32_t c = 0; c < result_.candidates.size(); ++c) {
        const auto region = candidate_of(c).region;
        if (region && ancestor_of_tier(dataset_, *region, Tier::kProvince) == province)
          need.candidates.push_back(c);
      }
      result_.input.needs.push_back(std::move(need));
      result_.needs.push_back({province, {}});
    }
    for (const ProductMaker& maker : options_.locked) {
      PlanNeed need;
      for (std::uint32_t c = 0; c < result_.candidates.size(); ++c) {
        const ProductId product = result_.answers[result_.candidates[c].item].question.product;
        if (product == maker.product && candidate_of(c).firm == maker.firm) need.candidates.push_back(c);
      }
      result_.input.needs.push_back(std::move(need));
      result_.needs.push_back({{}, maker});
    }
  }
  [[nodiscard]] const BackupCandidate& candidate_of(std::uint32_t c) const {
    return result_.answers[result_.candidates[c].item].candidates[result_.candidates[c].candidate];
  }

  void add_scenarios() {
    std::map<RootKey, PlanScenarioRoot> roots;
    for (const BackupAnswer& answer : result_.answers) {
      for (std::size_t r = 0; r < answer.roots.size(); ++r) {
        const RootShare& share = answer.roots[r];
        if (share.root.kind == RootKind::kUnnamed || (r > 0 && share.part < options_.least_part)) continue;
        PlanScenarioRoot& scenario = roots[key_of(dataset_, share.root)];
        scenario.root = share.root;
      }
    }
    for (const BackupAnswer& answer : result_.answers) {
      for (const RootShare& share : answer.roots) {
        const auto found = roots.find(key_of(dataset_, share.root));
        if (found != roots.end()) found->second.delivers += share.flow;
      }
    }
    for (auto& [key, scenario] : roots) result_.scenarios.push_back(std::move(scenario));
    std::stable_sort(
        result_.scenarios.begin(), result_.scenarios.end(),
        [](const PlanScenarioRoot& a, const PlanScenarioRoot& b) { return a.delivers > b.delivers; });
    // Primary sources stay: without their failure an item would have nothing to be covered for.
    std::map<RootKey, bool> is_primary;
    for (const BackupAnswer& answer : result_.answers)
      is_primary[key_of(dataset_, answer.primary().root)] = true;
    if (result_.scenarios.size() > options_.most_scenarios) {
      std::vector<PlanScenarioRoot> kept;
      for (std::size_t w = 0; w < result_.scenarios.size(); ++w) {
        if (w < options_.most_scenarios || is_primary.contains(key_of(dataset_, result_.scenarios[w].root)))
          kept.push_back(result_.scenarios[w]);
      }
      result_.scenarios_left_out = result_.scenarios.size() - kept.size();
      result_.scenarios = std::move(kept);
    }
    double all = 0;
    for (const PlanScenarioRoot& scenario : result_.scenarios) {
      const bool abroad = scenario.root.kind == RootKind::kCountry;
      result_.input.scenarios.push_back({abroad ? options_.failures.country : options_.failures.group});
      all += result_.input.scenarios.back().probability;
    }
    // One root fails in a year, or none; many rare ones leave no year without, so they are scaled down
    // together.
    if (all > 1) {
      for (PlanScenario& scenario : result_.input.scenarios) scenario.probability /= all;
    }
  }

  void add_shocks() {
    std::map<RootKey, std::uint32_t> position;
    for (std::uint32_t w = 0; w < result_.scenarios.size(); ++w)
      position[key_of(dataset_, result_.scenarios[w].root)] = w;
    std::vector<std::vector<std::uint32_t>> items(result_.scenarios.size());
    for (std::uint32_t g = 0; g < result_.answers.size(); ++g) {
      const BackupAnswer& answer = result_.answers[g];
      for (const RootShare& share : answer.roots) {
        const auto found = position.find(key_of(dataset_, share.root));
        if (found == position.end() || share.flow <= 0) continue;
        PlanShock shock;
        shock.scenario = found->second;
        shock.item = g;
        shock.gap = share.flow;
        shock.cushion = share.flow * answer.cover.middle();
        shock.horizon_days = options_.failures.horizon_days;
        shock.must_cover = share.root == answer.primary().root;
        result_.input.shocks.push_back(shock);
        items[found->second].push_back(g);
      }
    }
    std::vector<std::vector<std::uint32_t>> candidates(result_.answers.size());
    for (std::uint32_t c = 0; c < result_.candidates.size(); ++c)
      candidates[result_.candidates[c].item].push_back(c);
    for (std::uint32_t w = 0; w < result_.scenarios.size(); ++w) {
      const RootFailure failure = search_.failure_of(result_.scenarios[w].root);
      for (const std::uint32_t g : items[w]) {
        for (const std::uint32_t c : candidates[g]) {
          const BackupCandidate& candidate = result_.answers[g].candidates[result_.candidates[c].candidate];
          const double part =
              search_.part_left(search_.exposures(failure, result_.answers[g].question.product, candidate));
          if (part < 1) result_.input.availability.push_back({w, c, part});
        }
      }
    }
  }

  const Dataset& dataset_;
  const DatasetNetwork& network_;
  const DatasetPlanOptions& options_;
  const BackupSearch& search_;
  DatasetBackupPlan& result_;
};

}  // namespace

std::vector<double> value_at_stake(const Dataset& dataset, const DatasetNetwork& network) {
  const SupplyNetwork& links = network.network;
  std::vector<double> use(dataset.products.size(), 0);
  for (std::size_t e = 0; e < links.link_count(); ++e) use[links.market[links.supplier[e]]] += links.flow[e];
  std::vector<double> stake(dataset.products.size(), 1);
  parallel_chunks(dataset.products.size(), 1, 0, [&](unsigned, std::size_t p, std::size_t) {
    if (use[p] <= 0) return;
    std::vector<std::uint8_t> lost(links.node_count, 0);
    for (std::uint32_t n = 0; n < links.node_count; ++n) lost[n] = links.market[n] == p ? 1 : 0;
    const std::vector<double> part = part_lost_upstream(links, lost);
    double demand = 0;
    for (std::uint32_t n = 0; n < links.node_count; ++n) {
      if (lost[n] == 0) demand += part[n] * links.final_demand[n];
    }
    stake[p] = std::max(1.0, demand / use[p]);
  });
  return stake;
}

Result<DatasetBackupPlan> plan_dataset_backups(const Dataset& dataset, const DatasetNetwork& network,
                                               const DatasetPlanOptions& options) {
  const auto checked = check(options);
  if (!checked) return checked.error();
  const auto start = std::chrono::steady_clock::now();
  const auto search = BackupSearch::create(dataset, network, options.search);
  if (!search) return search.error();
  DatasetBackupPlan result;
  Builder(dataset, network, options, *search, result).build();
  result.problem_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  auto plan = plan_backups(result.input, options.plan);
  if (!plan) return plan.error();
  result.plan = std::move(*plan);
  return result;
}

}  // namespace tenon
