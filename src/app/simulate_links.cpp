#include <algorithm>
#include <numeric>
#include <utility>

#include "app/output.h"
#include "app/simulate_runs.h"
#include "base/number.h"
#include "exchange/edge_list_reader.h"
#include "exchange/firm_values_reader.h"
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
void add_dimensions(const EdgeList& edges, SimulationReport& report, std::vector<Breakdown>& breakdowns) {
  const FirmNetwork& network = edges.network;
  report.dimensions.push_back(
      {std::string(dimension::kInside), "全部企业", "all firms", {{"inside", "全部企业", "all firms"}}});
  breakdowns.push_back({std::vector<std::uint32_t>(network.firm_count, 0), 1});
  BreakdownLabels sectors{"sector", "行业", "sector", {}};
  for (const std::string& sector : edges.sectors) {
    const std::string name = sector.empty() ? "—" : sector;
    sectors.groups.push_back({sector, name, name});
  }
  report.dimensions.push_back(std::move(sectors));
  breakdowns.push_back({network.sector, network.sector_count});
  for (std::uint32_t i = 0; i < network.firm_count; ++i) {
    NodeLabel label;
    label.id = label.name_zh = label.name_en = std::string(edges.firms[i]);
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

  auto runs = std::make_unique<SimulateRuns>();
  runs->scenarios = std::move(scenarios);
  SimulationReport& report = runs->report;
  std::vector<Breakdown> breakdowns;
  add_dimensions(*edges, report, breakdowns);
  const std::size_t count = runs->scenarios.size();
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
    runs->link_networks.push_back(std::move(*network));
    const LinkNetwork& links = runs->link_networks.back();
    const auto resolved =
        resolve_events({scenario.file, "events", scenario.events}, links.network,
                       LinkNames{edges->firms, edges->sectors, edges->network.sector}, faults);
    if (!resolved) return resolved.error();
    report_faults(faults);
    SwitchingMakers makers;
    makers.ready_after_days.assign(links.network.node_count,
                                   scenario.policy.switching.default_lead_time_days);
    auto simulation = run_scenario(links.network, makers, scenario, resolved->shocks, breakdowns,
                                   count > 1 ? (r == 0 ? "run A" : "run B") : "simulating", options.threads);
    if (!simulation) return simulation.error();
    runs->simulations.push_back(std::move(*simulation));
    std::vector<HitLabel> hits;
    for (std::size_t e = 0; e < resolved->hits.size(); ++e) {
      const EventHit& hit = resolved->hits[e];
      HitLabel label;
      const bool is_link = scenario.events[e].kind == EventKind::kLink;
      label.text =
          is_link ? Bilingual{format_count(hit.links) + " 条供货关系", format_count(hit.links) + " links"}
                  : Bilingual{format_count(hit.nodes) + " 家企业", format_count(hit.nodes) + " firms"};
      if (!is_link) {
        for (const std::uint64_t node : resolved->shocks[e].targets)
          label.nodes.push_back(static_cast<std::uint32_t>(node));
      }
      hits.push_back(std::move(label));
    }
    report.runs.push_back({{}, nullptr, nullptr, nullptr, std::move(hits)});
  }
  for (std::size_t r = 0; r < count; ++r) {  // the vectors do not move any more
    report.runs[r].scenario = &runs->scenarios[r];
    report.runs[r].simulation = &runs->simulations[r];
    report.runs[r].network = &runs->link_networks[r].network;
  }
  report.dataset = options.links;
  report.scope = {"全部企业", "all firms"};
  report.generated_at = report_time();
  add_assumptions(options, runs->link_networks.front(), report);
  label_runs(options, *runs);
  return runs;
}

}  // namespace tenon
