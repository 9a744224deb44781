#include <algorithm>
#include <numeric>
#include <utility>
#include <variant>

#include "app/output.h"
#include "app/simulate_runs.h"
#include "base/number.h"
#include "exchange/edge_list_reader.h"
#include "exchange/firm_values_reader.h"
#include "remedy/dataset_network_edit.h"
#include "remedy/named_edits.h"
#include "report/timestamp.h"
#include "scenario/resolve_events.h"

namespace tenon {
namespace {

// One number a firm, 0 where the file has no row; empty where there is no file.
Result<std::vector<double>> values_of(const std::string& path, const EdgeList& edges, const char* quantity) {
  if (path.empty()) return std::vector<double>{};
  auto read = read_firm_values(path, edges.firms, quantity);
  if (!read) return read.error();
  report_faults(read->warnings);
  return std::move(read->values);
}

// Sums over all firms and by sector.
void add_dimensions(const NameTable& firms, const std::vector<std::uint32_t>& sector_of,
                    const std::vector<std::string>& sectors, SimulationReport& report,
                    std::vector<Breakdown>& breakdowns) {
  report.dimensions.push_back(
      {std::string(dimension::kInside), "全部企业", "all firms", {{"inside", "全部企业", "all firms"}}});
  breakdowns.push_back({std::vector<std::uint32_t>(firms.size(), 0), 1});
  BreakdownLabels labels{"sector", "行业", "sector", {}};
  for (const std::string& sector : sectors) {
    const std::string name = sector.empty() ? "—" : sector;
    labels.groups.push_back({sector, name, name});
  }
  report.dimensions.push_back(std::move(labels));
  breakdowns.push_back({sector_of, static_cast<std::uint32_t>(sectors.size())});
  for (std::uint32_t i = 0; i < firms.size(); ++i) {
    NodeLabel label;
    label.id = label.name_zh = label.name_en = std::string(firms[i]);
    report.nodes.push_back(std::move(label));
  }
}

void add_assumptions(const SimulateOptions& options, const LinkNetwork& links, SimulationReport& report) {
  const auto say = [&](std::size_t count, const std::string& zh, const std::string& en) {
    if (count > 0)
      report.assumptions.push_back(
          {zh + "（" + format_count(count) + "）", en + " (" + format_count(count) + ")"});
  };
  if (options.final_demand.empty() && options.revenue.empty()) {
    say(links.assumed_final_demand, "未给出最终需求：按采购额超出销售额的部分计",
        "no final demand given: what a firm buys beyond its sales");
  }
  say(links.revenue_below_sales, "收入低于网络内销售额：最终需求计为 0",
      "revenue below sales to firms: no final demand");
  say(links.costs_above_output, "采购额高于产出：增加值为负", "purchases above output: value added below 0");
  say(links.negligible_groups, "可忽略的投入按非关键投入计", "negligible inputs count as not essential");
}

// Names of the nodes of a run: firms, and the plants that edits build.
struct NodeNames {
  NameTable firms;
  std::vector<std::uint32_t> sector;
};

Result<std::vector<std::uint8_t>> firms_abroad(const std::string& path, const EdgeList& edges) {
  std::vector<std::uint8_t> is_abroad;
  if (path.empty()) return is_abroad;
  const auto firms = read_firm_list(path, edges.firms);
  if (!firms) return firms.error();
  is_abroad.assign(edges.network.firm_count, 0);
  for (const std::uint32_t firm : *firms) is_abroad[firm] = 1;
  return is_abroad;
}

// Applies the edits to the network of a run and names its new nodes.
Result<void> apply_edits_of(const SimulateOptions& options, const EdgeList& edges, const NamedEdits& named,
                            LinkNetwork& links, NodeNames& names, FaultList& faults) {
  const auto edits = resolve_edits(named, edges.firms, edges.sectors, faults);
  if (!edits) return edits.error();
  const auto supply_edits = supply_edits_of_links(*edits, options.days_in_period);
  if (!supply_edits) return supply_edits.error();
  const auto is_abroad = firms_abroad(options.outside, edges);
  if (!is_abroad) return is_abroad.error();
  EditedSupplyInput input;
  input.network = &links.network;
  input.is_outside = *is_abroad;
  input.name_of = [&](std::uint32_t node) {
    return node < edges.firms.size() ? std::string(edges.firms[node])
                                     : "plant " + std::to_string(node - edges.firms.size() + 1);
  };
  auto edited = apply_supply_edits(input, *supply_edits);
  if (!edited) return edited.error();
  links.network = std::move(edited->network);
  for (const NetworkEdit& edit : *edits) {
    if (const auto* plant = std::get_if<BuildPlant>(&edit)) {
      names.firms.append(plant->name);
      names.sector.push_back(plant->sector);
    }
  }
  return {};
}

std::vector<HitLabel> labels_of_hits(const Scenario& scenario, const ResolvedEvents& resolved) {
  std::vector<HitLabel> labels;
  for (std::size_t e = 0; e < resolved.hits.size(); ++e) {
    const EventHit& hit = resolved.hits[e];
    HitLabel label;
    if (scenario.events[e].kind == EventKind::kLink) {
      label.text = {format_count(hit.links) + " 条供货关系", format_count(hit.links) + " links"};
    } else {
      label.text = {format_count(hit.nodes) + " 家企业", format_count(hit.nodes) + " firms"};
      for (const std::uint64_t node : resolved.shocks[e].targets)
        label.nodes.push_back(static_cast<std::uint32_t>(node));
    }
    labels.push_back(std::move(label));
  }
  return labels;
}

}  // namespace

Result<std::unique_ptr<SimulateRuns>> simulate_on_links(const SimulateOptions& options,
                                                        std::vector<Scenario> scenarios) {
  auto edges =
      read_edge_list(options.links, {.threads = options.threads, .progress = stderr_progress("reading")});
  if (!edges) return edges.error();
  report_faults(edges->warnings);
  const auto final_demand = values_of(options.final_demand, *edges, "final_demand");
  if (!final_demand) return final_demand.error();
  const auto revenue = values_of(options.revenue, *edges, "revenue");
  if (!revenue) return revenue.error();
  const auto edits = read_edits(options);
  if (!edits) return edits.error();

  auto runs = std::make_unique<SimulateRuns>();
  runs->scenarios = std::move(scenarios);
  SimulationReport& report = runs->report;
  const std::size_t count = runs->scenarios.size();
  NodeNames names{edges->firms, edges->network.sector};
  std::vector<ResolvedEvents> events;
  for (std::size_t r = 0; r < count; ++r) {
    const Scenario& scenario = runs->scenarios[r];
    FaultList faults;
    const std::vector<double> days = stock_days_of_sectors(scenario, edges->sectors, faults);
    if (faults.has_errors()) return Error{ErrorCode::kBadInput, faults.to_string()};
    LinkNetworkOptions network_options;
    network_options.days_in_period = options.days_in_period;
    network_options.final_demand = *final_demand;
    network_options.revenue = *revenue;
    network_options.default_days = scenario.default_inventory_days;
    network_options.days_of_sector = days;
    auto network = network_of_links(edges->network, network_options);
    if (!network) return network.error();
    if (!edits->edits.empty() && r == 1) {
      const auto applied = apply_edits_of(options, *edges, *edits, *network, names, faults);
      if (!applied) return applied.error();
    }
    runs->link_networks.push_back(std::move(*network));
    auto resolved =
        resolve_events({scenario.file, "events", scenario.events}, runs->link_networks.back().network,
                       LinkNames{names.firms, edges->sectors, names.sector}, faults);
    if (!resolved) return resolved.error();
    report_faults(faults);
    events.push_back(std::move(*resolved));
  }
  std::vector<Breakdown> breakdowns;
  add_dimensions(names.firms, names.sector, edges->sectors, report, breakdowns);
  for (std::size_t r = 0; r < count; ++r) {
    const SupplyNetwork& network = runs->link_networks[r].network;
    const Scenario& scenario = runs->scenarios[r];
    SwitchingMakers makers;
    makers.ready_after_days.assign(network.node_count, scenario.policy.switching.default_lead_time_days);
    auto simulation = run_scenario(network, makers, scenario, events[r].shocks,
                                   breakdowns_for(breakdowns, network.node_count), label_of_run(r, count),
                                   control_of(options));
    if (!simulation) return simulation.error();
    runs->simulations.push_back(std::move(*simulation));
  }
  for (std::size_t r = 0; r < count; ++r) {  // the vectors do not move any more
    report.runs.push_back({{},
                           &runs->scenarios[r],
                           &runs->simulations[r],
                           &runs->link_networks[r].network,
                           labels_of_hits(runs->scenarios[r], events[r])});
  }
  report.dataset = options.links;
  report.scope = {"全部企业", "all firms"};
  report.generated_at = report_time();
  add_assumptions(options, runs->link_networks.front(), report);
  label_runs(pair_of(options), *edits, *runs);
  return runs;
}

}  // namespace tenon
