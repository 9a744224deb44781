// A made-up simulation with everything that reports show, on any chain dataset: a small day-by-day model of
// its own (stocks, capacities, orders, one round of switching), not the engine. For tests of reports only.
//
// Deterministic: what is drawn comes from positions. A node is a capability with an annual output; products
// without one, and every third product besides, get a source abroad.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "model/dataset.h"
#include "model/scenario.h"
#include "report/simulation_report.h"
#include "scenario/shock.h"
#include "scenario/simulation.h"
#include "scenario/supply_network.h"

namespace tenon {

struct FabricatedOptions {
  int horizon_days = 180;
  int partial_days = 0;               // > 0: the runs were stopped after so many days
  bool compare = true;                // a second run with switching
  std::vector<ScenarioEvent> events;  // targets: products by id, regions by code; import hits sources abroad
};

// Owns what the report points into. Not to be moved once `report` is made.
struct FabricatedSimulation {
  Dataset dataset;
  Scenario without;
  Scenario with;
  SupplyNetwork network;
  Simulation run_without;
  Simulation run_with;
  SimulationReport report;
};

namespace fabricated {

inline std::uint32_t draw(std::uint64_t position, std::uint32_t below) {
  std::uint64_t x = position * 0x9e3779b97f4a7c15ULL + 0x632be59bd9b4e019ULL;
  x ^= x >> 29U;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 32U;
  return static_cast<std::uint32_t>(x % below);
}

struct Plants {
  std::vector<NodeLabel> labels;
  std::vector<double> output;                          // money/day
  std::vector<std::vector<std::uint32_t>> of_product;  // nodes that make it, abroad last
};

inline std::string name_of(const std::string& name, const std::string& other) {
  return name.empty() ? other : name;
}

// The Delta where the dataset has it; else everything is inside.
inline bool is_inside(const Dataset& dataset, std::size_t region) {
  const auto& regions = dataset.regions;
  const bool has_area =
      std::any_of(regions.begin(), regions.end(), [](const Region& r) { return r.code == "YRD"; });
  for (std::size_t at = region, steps = 0; has_area && steps < regions.size(); ++steps) {
    if (regions[at].code == "YRD") return true;
    if (!regions[at].parent) return false;
    at = regions[at].parent->index();
  }
  return !has_area;
}

// Cities inside: regions of tier city, and provinces without one (municipalities).
inline std::vector<std::size_t> cities_of(const Dataset& dataset) {
  std::vector<bool> has_city(dataset.regions.size(), false);
  for (const Region& region : dataset.regions) {
    if (region.tier == Tier::kCity && region.parent) has_city[region.parent->index()] = true;
  }
  std::vector<std::size_t> cities;
  for (std::size_t r = 0; r < dataset.regions.size(); ++r) {
    const Tier tier = dataset.regions[r].tier;
    const bool is_city = tier == Tier::kCity || (tier == Tier::kProvince && !has_city[r]);
    if (is_city && is_inside(dataset, r)) cities.push_back(r);
  }
  return cities;
}

inline std::vector<BreakdownLabels> dimensions_of(const Dataset& dataset) {
  std::vector<BreakdownLabels> all(6);
  all[0] = {std::string(dimension::kInside),
            "范围内",
            "inside",
            {{"inside", "范围内", "inside", kNoPosition, kNoPosition}}};
  all[1] = {std::string(dimension::kChain), "产业链", "chain", {}};
  for (const Chain& chain : dataset.chains) {
    all[1].groups.push_back({chain.id, chain.name_zh, chain.name_en, kNoPosition, kNoPosition});
  }
  all[2] = {std::string(dimension::kProvince), "省市", "province", {}};
  std::map<std::size_t, std::uint32_t> province_place;
  for (std::size_t r = 0; r < dataset.regions.size(); ++r) {
    const Region& region = dataset.regions[r];
    if (region.tier != Tier::kProvince || !is_inside(dataset, r)) continue;
    province_place[r] = static_cast<std::uint32_t>(all[2].groups.size());
    all[2].groups.push_back({region.code, region.name_zh, region.name_en, kNoPosition, kNoPosition});
  }
  all[3] = {std::string(dimension::kCity), "城市", "city", {}};
  for (const std::size_t r : cities_of(dataset)) {
    const Region& region = dataset.regions[r];
    const std::size_t above = region.tier == Tier::kCity && region.parent ? region.parent->index() : r;
    const auto found = province_place.find(above);
    all[3].groups.push_back({region.code, region.name_zh, region.name_en, kNoPosition,
                             found == province_place.end() ? kNoPosition : found->second});
  }
  all[4] = {std::string(dimension::kProduct), "产品", "product", {}};
  for (const Product& product : dataset.products) {
    all[4].groups.push_back({product.id, product.name_zh, product.name_en,
                             static_cast<std::uint32_t>(product.chain.index()), kNoPosition});
  }
  all[5] = {std::string(dimension::kChainProvince), "产业链×省市", "chain × province", {}};
  for (std::uint32_t c = 0; c < all[1].groups.size(); ++c) {
    for (std::uint32_t p = 0; p < all[2].groups.size(); ++p) {
      const GroupLabel& chain = all[1].groups[c];
      const GroupLabel& province = all[2].groups[p];
      all[5].groups.push_back({chain.id + "|" + province.id, chain.name_zh + " " + province.name_zh,
                               chain.name_en + " " + province.name_en, c, p});
    }
  }
  return all;
}

inline Plants plants_of(const Dataset& dataset) {
  constexpr double kDaysAYear = 365;
  Plants plants;
  plants.of_product.resize(dataset.products.size());
  std::map<std::size_t, std::uint32_t> city_place;
  for (const std::size_t r : cities_of(dataset))
    city_place.emplace(r, static_cast<std::uint32_t>(city_place.size()));
  const auto add = [&](NodeLabel label, double output) {
    const auto node = static_cast<std::uint32_t>(plants.labels.size());
    plants.of_product[label.product].push_back(node);
    plants.labels.push_back(std::move(label));
    plants.output.push_back(output);
  };
  for (const Capability& capability : dataset.capabilities) {
    if (!capability.annual_output || !(*capability.annual_output > 0)) continue;
    const Firm& firm = dataset.firm(capability.firm);
    const auto region = capability.region ? capability.region : firm.region;
    NodeLabel label;
    label.id = firm.id + "/" + dataset.product(capability.product).id;
    label.name_zh = name_of(firm.name_zh, firm.id);
    label.name_en = name_of(firm.name_en, label.name_zh);
    label.firm_id = firm.id;
    label.product = static_cast<std::uint32_t>(capability.product.index());
    const auto city = region ? city_place.find(region->index()) : city_place.end();
    if (city != city_place.end()) label.city = city->second;
    label.is_outside = region && !is_inside(dataset, region->index());
    label.synthetic = firm.synthetic;
    add(std::move(label), *capability.annual_output / kDaysAYear);
  }
  for (std::size_t p = 0; p < dataset.products.size(); ++p) {
    double inside = 0;
    for (const std::uint32_t node : plants.of_product[p]) inside += plants.output[node];
    if (inside > 0 && p % 3 != 0) continue;
    NodeLabel label;
    label.id = "abroad/" + dataset.products[p].id;
    label.name_zh = dataset.products[p].name_zh + "（境外来源）";
    label.name_en = name_of(dataset.products[p].name_en, dataset.products[p].name_zh) + " (abroad)";
    label.product = static_cast<std::uint32_t>(p);
    label.is_outside = true;
    add(std::move(label), inside > 0 ? 0.6 * inside : 2e6);
  }
  return plants;
}

inline SupplyNetwork network_of(const Dataset& dataset, const Plants& plants) {
  SupplyLinks links;
  const std::size_t nodes = plants.labels.size();
  std::vector<double> sold(nodes, 0);
  std::vector<std::vector<std::size_t>> inputs(dataset.products.size());
  for (std::size_t i = 0; i < dataset.inputs.size(); ++i) {
    inputs[dataset.inputs[i].product.index()].push_back(i);
  }
  for (std::uint32_t node = 0; node < nodes; ++node) {
    if (plants.labels[node].is_outside) continue;
    const auto& needs = inputs[plants.labels[node].product];
    for (const std::size_t i : needs) {
      const Input& input = dataset.inputs[i];
      const auto& makers = plants.of_product[input.input.index()];
      if (makers.empty()) continue;
      const bool abroad = draw(node * 131ULL + i, 2) == 0;
      const std::vector<std::uint32_t> chosen = {
          abroad ? makers.back() : makers[draw(node * 31ULL + i, static_cast<std::uint32_t>(makers.size()))]};
      std::uint32_t group = static_cast<std::uint32_t>(i);
      for (const std::size_t other : needs) {
        const bool same = !input.alternative_group.empty() &&
                          dataset.inputs[other].alternative_group == input.alternative_group;
        if (same) group = std::min(group, static_cast<std::uint32_t>(other));
      }
      const double flow = 0.6 * plants.output[node] / static_cast<double>(needs.size() * chosen.size());
      for (const std::uint32_t supplier : chosen) {
        if (supplier == node) continue;
        links.supplier.push_back(supplier);
        links.customer.push_back(node);
        links.group.push_back(group);
        links.flow.push_back(flow);
        links.target_days.push_back(6 + draw(node * 7ULL + group, 28));
        links.essential.push_back(input.essential ? 1 : 0);
        sold[supplier] += flow;
      }
    }
  }
  SupplyNodes all;
  for (std::uint32_t node = 0; node < nodes; ++node) {
    all.final_demand.push_back(std::max(0.25 * plants.output[node], plants.output[node] - sold[node]));
    all.market.push_back(plants.labels[node].product);
  }
  all.market_count = static_cast<std::uint32_t>(dataset.products.size());
  return *build_supply_network(links, std::move(all));
}

inline bool names(const std::vector<PlacedName>& wanted, const std::string& id) {
  return wanted.empty() ||
         std::any_of(wanted.begin(), wanted.end(), [&](const PlacedName& n) { return n.text == id; });
}

inline std::vector<HitLabel> hits_of(const Scenario& scenario, const std::vector<BreakdownLabels>& dimensions,
                                     const Plants& plants) {
  std::vector<HitLabel> hits;
  for (const ScenarioEvent& event : scenario.events) {
    HitLabel hit;
    double hit_output = 0;
    double all_output = 0;
    for (std::uint32_t node = 0; node < plants.labels.size(); ++node) {
      const NodeLabel& label = plants.labels[node];
      all_output += plants.output[node];
      if (label.is_outside != (event.kind == EventKind::kImport)) continue;
      if (!names(event.target.products, dimensions[4].groups[label.product].id)) continue;
      const std::string city = label.city == kNoPosition ? "" : dimensions[3].groups[label.city].id;
      if (!names(event.target.regions, city)) continue;
      hit.nodes.push_back(node);
      hit_output += plants.output[node];
    }
    const std::string count = std::to_string(hit.nodes.size());
    const std::string share = std::to_string(static_cast<int>(std::lround(1000 * hit_output / all_output)));
    hit.text = {"命中 " + count + " 条产线，占正常产出 " + share + "‰",
                "hits " + count + " lines, " + share + "‰ of normal output"};
    hits.push_back(std::move(hit));
  }
  return hits;
}

class Dynamics {
 public:
  Dynamics(const SupplyNetwork& network, const Scenario& scenario, const std::vector<HitLabel>& hits)
      : network_(network), scenario_(scenario), normal_(normal_output(network)) {
    level_.assign(network.node_count, 1);
    orders_.assign(network.node_count, 1);
    stock_ = network.target_days;
    worst_.assign(network.node_count, {});
    for (const HitLabel& hit : hits) nodes_of_event_.push_back(hit.nodes);
  }

  // One day: capacities and demand by the events, inputs by stock and yesterday's deliveries, orders by the
  // customers of yesterday.
  void step(int day) {
    std::vector<double> capacity(network_.node_count, 1);
    std::vector<double> demand(network_.node_count, 1);
    for (std::size_t e = 0; e < scenario_.events.size(); ++e) {
      const ScenarioEvent& event = scenario_.events[e];
      const double size = event.kind == EventKind::kDemand ? event.demand_change : event.loss;
      const double loss =
          loss_on_day({event.start_day, event.duration_days, size, event.recovery, event.recovery_days}, day);
      for (const std::uint32_t node : nodes_of_event_[e]) {
        if (event.kind == EventKind::kDemand) {
          demand[node] *= 1 + loss;
        } else {
          capacity[node] *= 1 - loss;
        }
      }
    }
    std::vector<double> next(network_.node_count, 1);
    for (std::uint32_t node = 0; node < network_.node_count; ++node) {
      const double share = normal_[node] > 0 ? network_.final_demand[node] / normal_[node] : 1;
      const double asked = std::min(1.1, share * demand[node] + (1 - share) * orders_[node]);
      double level = std::min(capacity[node], asked);
      StopCause cause = capacity[node] <= asked ? StopCause::kCapacity : StopCause::kDemand;
      std::uint32_t group = 0;
      for (std::uint64_t g = network_.group_offsets[node]; g < network_.group_offsets[node + 1]; ++g) {
        const double arrives = delivered(g, day);
        stock_[g] = std::min(network_.target_days[g], stock_[g] + arrives);
        if (network_.essential[g] == 0 || stock_[g] >= level) continue;
        level = std::max(0.0, stock_[g]);
        cause = StopCause::kInput;
        group = static_cast<std::uint32_t>(g);
      }
      for (std::uint64_t g = network_.group_offsets[node]; g < network_.group_offsets[node + 1]; ++g) {
        stock_[g] = std::max(0.0, stock_[g] - level);
      }
      next[node] = level;
      note(node, day, level, cause, group);
    }
    level_ = std::move(next);
    pass_orders();
  }

  [[nodiscard]] const std::vector<double>& level() const { return level_; }
  [[nodiscard]] const std::vector<double>& normal() const { return normal_; }
  [[nodiscard]] const std::vector<NodeOutcome>& outcomes() const { return worst_; }
  [[nodiscard]] double switched() const { return switched_; }

 private:
  double delivered(std::uint64_t g, int day) {
    constexpr int kLeadDays = 25;
    double all = 0;
    double come = 0;
    for (std::uint64_t link = network_.link_offsets[g]; link < network_.link_offsets[g + 1]; ++link) {
      all += network_.flow[link];
      come += network_.flow[link] * std::min(1.0, level_[network_.supplier[link]]);
    }
    double arrives = all > 0 ? come / all : 1;
    if (scenario_.policy.switching.enabled && day > kLeadDays && arrives < 1) {
      const double extra = 0.65 * (1 - arrives);
      switched_ += extra * all;
      arrives += extra;
    }
    return arrives;
  }

  void pass_orders() {
    std::vector<double> asked(network_.node_count, 0);
    std::vector<double> usual(network_.node_count, 0);
    for (std::uint32_t node = 0; node < network_.node_count; ++node) {
      for (std::uint64_t g = network_.group_offsets[node]; g < network_.group_offsets[node + 1]; ++g) {
        for (std::uint64_t link = network_.link_offsets[g]; link < network_.link_offsets[g + 1]; ++link) {
          asked[network_.supplier[link]] += network_.flow[link] * level_[node];
          usual[network_.supplier[link]] += network_.flow[link];
        }
      }
    }
    for (std::uint32_t node = 0; node < network_.node_count; ++node) {
      const double wanted = usual[node] > 0 ? asked[node] / usual[node] : 1;
      orders_[node] += (wanted - orders_[node]) / 6;
    }
  }

  void note(std::uint32_t node, int day, double level, StopCause cause, std::uint32_t group) {
    NodeOutcome& outcome = worst_[node];
    if (level < 0.99 && outcome.first_hit_day < 0) {
      outcome.first_hit_day = day;
      outcome.cause = cause;
      outcome.cause_group = group;
    }
    if (level < 0.01) {
      if (outcome.first_stop_day < 0) {
        outcome.first_stop_day = day;
        outcome.stop_cause = cause;
        outcome.stop_cause_group = group;
      }
      ++outcome.stopped_days;
    }
    if (level < static_cast<double>(outcome.worst_level)) {
      outcome.worst_level = static_cast<float>(level);
      outcome.worst_day = day;
    }
    outcome.lost_output += normal_[node] * (1 - level);
  }

  const SupplyNetwork& network_;
  const Scenario& scenario_;
  std::vector<double> normal_;
  std::vector<double> level_;
  std::vector<double> orders_;
  std::vector<double> stock_;
  std::vector<NodeOutcome> worst_;
  std::vector<std::vector<std::uint32_t>> nodes_of_event_;
  double switched_ = 0;
};

// Group of `node` in dimension d of dimensions_of.
inline std::uint32_t group_of(const std::vector<BreakdownLabels>& dimensions, const NodeLabel& node,
                              std::size_t d) {
  if (node.is_outside) return d == 4 ? node.product : kNoPosition;
  const std::uint32_t chain = dimensions[4].groups[node.product].chain;
  const std::uint32_t province =
      node.city == kNoPosition ? kNoPosition : dimensions[3].groups[node.city].province;
  switch (d) {
    case 0:
      return 0;
    case 1:
      return chain;
    case 2:
      return province;
    case 3:
      return node.city;
    case 4:
      return node.product;
    default:
      return province == kNoPosition
                 ? kNoPosition
                 : chain * static_cast<std::uint32_t>(dimensions[2].groups.size()) + province;
  }
}

inline Simulation simulation_of(const SupplyNetwork& network, const Scenario& scenario,
                                const std::vector<BreakdownLabels>& dimensions,
                                const std::vector<NodeLabel>& labels, const std::vector<HitLabel>& hits,
                                int partial_days) {
  constexpr double kValueAddedShare = 0.35;
  Dynamics dynamics(network, scenario, hits);
  Simulation run;
  run.is_partial = partial_days > 0 && partial_days < scenario.horizon_days;
  run.days = run.is_partial ? partial_days : scenario.horizon_days;
  const std::vector<double> normal = dynamics.normal();
  for (std::uint32_t node = 0; node < network.node_count; ++node) {
    run.normal.output += normal[node];
    run.normal.final_consumption += network.final_demand[node];
  }
  run.normal.value_added = kValueAddedShare * run.normal.output;
  run.breakdowns.resize(dimensions.size());
  for (std::size_t d = 0; d < dimensions.size(); ++d) {
    BreakdownSeries& series = run.breakdowns[d];
    const std::size_t count = dimensions[d].groups.size();
    series.group_count = static_cast<std::uint32_t>(count);
    series.normal_output.assign(count, 0);
    for (std::uint32_t node = 0; node < network.node_count; ++node) {
      const std::uint32_t group = group_of(dimensions, labels[node], d);
      if (group != kNoPosition) series.normal_output[group] += normal[node];
    }
    for (const double output : series.normal_output)
      series.normal_value_added.push_back(kValueAddedShare * output);
    series.lost_output.assign(count, 0);
    series.lost_value_added.assign(count, 0);
    series.first_stop_day.assign(count, -1);
    series.worst_day.assign(count, -1);
    series.worst_level.assign(count, 1);
  }
  for (int day = 0; day < run.days; ++day) {
    const double switched_before = dynamics.switched();
    dynamics.step(day);
    DayTotals totals;
    totals.switched = dynamics.switched() - switched_before;
    for (std::uint32_t node = 0; node < network.node_count; ++node) {
      totals.output += normal[node] * dynamics.level()[node];
      totals.final_consumption += network.final_demand[node] * std::min(1.0, dynamics.level()[node]);
    }
    totals.value_added = kValueAddedShare * totals.output;
    run.totals.push_back(totals);
    run.lost_output += run.normal.output - totals.output;
    run.lost_value_added += run.normal.value_added - totals.value_added;
    run.lost_final_consumption += run.normal.final_consumption - totals.final_consumption;
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
      BreakdownSeries& series = run.breakdowns[d];
      std::vector<double> output(series.group_count, 0);
      for (std::uint32_t node = 0; node < network.node_count; ++node) {
        const std::uint32_t group = group_of(dimensions, labels[node], d);
        if (group != kNoPosition) output[group] += normal[node] * dynamics.level()[node];
      }
      for (std::uint32_t g = 0; g < series.group_count; ++g) {
        const double usual = series.normal_output[g];
        series.output.push_back(static_cast<float>(output[g]));
        series.lost_output[g] += usual - output[g];
        series.lost_value_added[g] += kValueAddedShare * (usual - output[g]);
        if (!(usual > 0)) continue;
        const double level = output[g] / usual;
        if (level < 0.01 && series.first_stop_day[g] < 0) series.first_stop_day[g] = day;
        if (level < series.worst_level[g] - 1e-12) {
          series.worst_level[g] = level;
          series.worst_day[g] = day;
        }
      }
    }
  }
  run.nodes = dynamics.outcomes();
  return run;
}

inline Scenario scenario_of(const FabricatedOptions& options, bool switching) {
  Scenario scenario;
  scenario.file = "fabricated.yaml";
  scenario.id = switching ? "fabricated-switching" : "fabricated";
  scenario.name_zh = "光刻胶断供与苏州停产（虚构）";
  scenario.name_en = "Photoresist embargo and a Suzhou closure (made up)";
  scenario.description_zh = "只用于检查报告的虚构算例。";
  scenario.description_en = "A made-up case that only serves to check reports.";
  scenario.horizon_days = options.horizon_days;
  scenario.policy.switching.enabled = switching;
  scenario.events = options.events;
  return scenario;
}

}  // namespace fabricated

inline std::unique_ptr<FabricatedSimulation> fabricate_simulation(Dataset dataset,
                                                                  const FabricatedOptions& options) {
  auto made = std::make_unique<FabricatedSimulation>();
  made->dataset = std::move(dataset);
  made->without = fabricated::scenario_of(options, false);
  made->with = fabricated::scenario_of(options, true);
  SimulationReport& report = made->report;
  report.dataset = made->dataset.name;
  report.chain_data = &made->dataset;
  report.scope = {"长三角", "Yangtze River Delta"};
  report.currency = "CNY";
  report.generated_at = 1795413909;  // 2026-11-23T06:05:09Z
  report.first_year = 2007;
  report.last_year = 2026;
  report.synthetic = true;
  report.dimensions = fabricated::dimensions_of(made->dataset);
  const fabricated::Plants plants = fabricated::plants_of(made->dataset);
  report.nodes = plants.labels;
  made->network = fabricated::network_of(made->dataset, plants);
  const auto hits = fabricated::hits_of(made->without, report.dimensions, plants);
  const auto run = [&](const Scenario& scenario) {
    return fabricated::simulation_of(made->network, scenario, report.dimensions, report.nodes, hits,
                                     options.partial_days);
  };
  made->run_without = run(made->without);
  report.runs.push_back({{}, &made->without, &made->run_without, &made->network, hits});
  if (options.compare) {
    made->run_with = run(made->with);
    report.runs[0].label = {"不切换供应商", "without switching"};
    report.runs.push_back(
        {{"切换供应商", "with switching"}, &made->with, &made->run_with, &made->network, hits});
    report.differences = {{{"切换供应商", "supplier switching"}, {"关", "off"}, {"开", "on"}}};
  }
  report.assumptions = {
      {"没有记录库存的客户按 15 天计。", "Customers without a recorded stock hold 15 days."},
      {"合成企业的产值为虚构。", "Outputs of synthetic firms are made up."}};
  report.gaps = {{"12 个产品没有任何产出数据。", "12 products have no output figures."}};
  report.sources = {{"synthetic layer of the bundled dataset", "", std::nullopt, 'S'},
                    {"an annual report", "https://example.org/report?a=1&b=2", 2024, 'B'}};
  return made;
}

}  // namespace tenon
