#include "scenario/dataset_network.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "scenario/dataset_flows.h"
#include "scenario/dataset_lines.h"
#include "scenario/network_notes.h"

namespace tenon {
namespace {

// The newest reviewed lead time of each product (middle of its range; of one year the longest).
std::vector<std::optional<double>> lead_times_of_facts(const Dataset& dataset) {
  std::vector<std::optional<double>> days(dataset.products.size());
  std::vector<int> years(dataset.products.size(), 0);
  for (const FactUse& use : dataset.fact_uses) {
    if (use.indicator != Indicator::kLeadTimeDays) continue;
    const Fact& fact = dataset.facts[use.fact];
    const std::optional<double> low = use.low ? use.low : (fact.low ? fact.low : fact.high);
    const std::optional<double> high = use.high ? use.high : (fact.high ? fact.high : fact.low);
    if (!low || !high) continue;
    const double middle = (*low + *high) / 2;
    const int year = fact.provenance.year.value_or(0);
    std::optional<double>& held = days[fact.product.index()];
    int& held_year = years[fact.product.index()];
    if (!held || year > held_year || (year == held_year && middle > *held)) {
      held = middle;
      held_year = year;
    }
  }
  return days;
}

class NetworkBuilder {
 public:
  NetworkBuilder(const Dataset& dataset, const DatasetNetworkOptions& options, const DatasetLines& lines,
                 const DatasetFlows& flows, DatasetNetwork& result)
      : dataset_(dataset), options_(options), lines_(lines), flows_(flows), result_(result) {}

  Result<SupplyNetwork> build() {
    sum_sources();
    number_nodes();
    for (const LineFlow& flow : flows_.listed) add_link(flow);
    for (const LineFlow& flow : flows_.own) add_link(flow);
    for (const OutsideFlow& flow : flows_.outside) {
      LineFlow link;
      link.customer = flow.customer;
      link.need = flow.need;
      link.flow = flow.flow;
      link.days = result_.stock.days[flow.product.index()];
      link.evidence = result_.stock.evidence[flow.product.index()];
      add_link(link, node_of_source_.at({flow.product, flow.source}));
    }
    return build_supply_network(links_, std::move(columns_));
  }

 private:
  struct SourceSum {
    double flow = 0;
    bool synthetic = false;
  };

  void sum_sources() {
    for (const OutsideFlow& flow : flows_.outside) {
      SourceSum& sum = sources_[{flow.product, flow.source}];
      sum.flow += flow.flow;
      sum.synthetic = sum.synthetic || lines_.lines[flow.customer].synthetic;
    }
  }

  void number_nodes() {
    const std::vector<std::optional<double>> lead_times = lead_times_of_facts(dataset_);
    columns_.market_count = static_cast<std::uint32_t>(dataset_.products.size());
    node_of_line_.resize(lines_.lines.size());
    std::size_t next_line = 0;
    for (const ProductId product : rank_ids(dataset_).products) {
      const std::optional<double>& lead_time = lead_times[product.index()];
      for (; next_line < lines_.lines.size() && lines_.lines[next_line].product == product; ++next_line) {
        add_line(next_line, lead_time);
      }
      const std::vector<SupplySource>& sources = result_.origins[product.index()].sources;
      for (std::uint32_t s = 0; s < sources.size(); ++s) {
        const auto sum = sources_.find({product, s});
        if (sum != sources_.end()) add_source(product, s, sum->second, lead_time);
      }
    }
  }

  void add_line(std::size_t at, const std::optional<double>& lead_time) {
    const ProductionLine& line = lines_.lines[at];
    node_of_line_[at] = static_cast<std::uint32_t>(result_.nodes.size());
    NetworkNode node;
    node.kind = line.output > 0 ? NodeKind::kLine : NodeKind::kStandbyLine;
    node.product = line.product;
    node.firm = line.firm;
    node.region = line.region;
    node.synthetic = line.synthetic;
    columns_.final_demand.push_back(flows_.final_demand[at]);
    columns_.capacity_ratio.push_back(line.output > 0 ? std::max(1.0, line.capacity / line.output) : 1.0);
    columns_.standby_capacity.push_back(line.output > 0 ? 0.0 : line.capacity);
    result_.switching.ready_after_days.push_back(ready_after_days(
        node.kind, line.status, line.lead_time_days ? line.lead_time_days : lead_time, options_.switching));
    add_node(std::move(node));
  }

  void add_source(ProductId product, std::uint32_t at, const SourceSum& sum,
                  const std::optional<double>& lead_time) {
    const SupplySource& source = result_.origins[product.index()].sources[at];
    node_of_source_[{product, at}] = static_cast<std::uint32_t>(result_.nodes.size());
    NetworkNode node;
    node.kind = source.firm                                ? NodeKind::kOutsideFirm
                : source.evidence != SourceEvidence::kNone ? NodeKind::kOutsideRegion
                                                           : NodeKind::kOutsideRest;
    node.side = source.side;
    node.product = product;
    node.firm = source.firm;
    node.region = source.region;
    node.country = source.country;
    node.source = at;
    node.is_outside = true;
    node.synthetic = sum.synthetic;
    columns_.final_demand.push_back(0);
    columns_.capacity_ratio.push_back(options_.outside_capacity_ratio);
    columns_.standby_capacity.push_back(0);
    result_.switching.ready_after_days.push_back(
        ready_after_days(node.kind, CapabilityStatus::kQualified, lead_time, options_.switching));
    add_node(std::move(node));
  }

  void add_node(NetworkNode node) {
    columns_.market.push_back(node.product.value);
    result_.nodes.push_back(std::move(node));
  }

  void add_link(const LineFlow& flow) { add_link(flow, node_of_line_[flow.supplier]); }

  void add_link(const LineFlow& flow, std::uint32_t supplier) {
    links_.supplier.push_back(supplier);
    links_.customer.push_back(node_of_line_[flow.customer]);
    links_.group.push_back(flow.need);
    links_.flow.push_back(flow.flow);
    links_.target_days.push_back(flow.days);
    links_.essential.push_back(result_.needs.needs[flow.need].essential ? 1 : 0);
    ++result_.flows_by_stock[static_cast<std::size_t>(flow.evidence)];
  }

  const Dataset& dataset_;
  const DatasetNetworkOptions& options_;
  const DatasetLines& lines_;
  const DatasetFlows& flows_;
  DatasetNetwork& result_;
  SupplyNodes columns_;
  SupplyLinks links_;
  std::vector<std::uint32_t> node_of_line_;
  std::map<std::pair<ProductId, std::uint32_t>, SourceSum> sources_;
  std::map<std::pair<ProductId, std::uint32_t>, std::uint32_t> node_of_source_;
};

// Nodes stand in the order of their lines, groups in that of their needs; a need of which nothing is
// delivered has no group.
void match_groups(const DatasetFlows& flows, DatasetNetwork& result) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> delivered;  // line, need
  for (const LineFlow& flow : flows.listed) delivered.emplace_back(flow.customer, flow.need);
  for (const LineFlow& flow : flows.own) delivered.emplace_back(flow.customer, flow.need);
  for (const OutsideFlow& flow : flows.outside) delivered.emplace_back(flow.customer, flow.need);
  std::sort(delivered.begin(), delivered.end());
  delivered.erase(std::unique(delivered.begin(), delivered.end()), delivered.end());
  for (const auto& [line, need] : delivered) result.need_of_group.push_back(need);
}

Result<void> check_options(const DatasetNetworkOptions& options) {
  if (!std::isfinite(options.outside_capacity_ratio) || options.outside_capacity_ratio < 1) {
    return Error{ErrorCode::kInvalidArgument, "outside_capacity_ratio must be at least 1"};
  }
  if (!std::isfinite(options.stock.default_days) || options.stock.default_days <= 0) {
    return Error{ErrorCode::kInvalidArgument, "the default days of stock must be above 0"};
  }
  return {};
}

}  // namespace

DatasetNetworkOptions network_options(const Scenario& scenario) {
  DatasetNetworkOptions options;
  options.stock = {scenario.default_inventory_days, scenario.inventory_by_product,
                   scenario.inventory_by_sector, scenario.file};
  options.switching = scenario.policy.switching;
  return options;
}

double ready_after_days(NodeKind kind, CapabilityStatus status, std::optional<double> lead_time_days,
                        const SwitchingPolicy& policy) {
  const double lead_time = lead_time_days.value_or(policy.default_lead_time_days);
  switch (kind) {
    case NodeKind::kOutsideRest:
      return -1;
    case NodeKind::kOutsideFirm:
    case NodeKind::kOutsideRegion:
      return lead_time;
    case NodeKind::kLine:
    case NodeKind::kStandbyLine:
      break;
  }
  switch (status) {
    case CapabilityStatus::kQualified:
      return lead_time;
    case CapabilityStatus::kTrial:
      return lead_time + policy.trial_qualification_days;
    case CapabilityStatus::kPotential:
      return lead_time + policy.potential_qualification_days;
    case CapabilityStatus::kUnknown:
      return kind == NodeKind::kLine ? lead_time : lead_time + policy.potential_qualification_days;
  }
  return -1;
}

Result<DatasetNetwork> build_dataset_network(const Dataset& dataset, const DatasetNetworkOptions& options,
                                             FaultList& faults) {
  if (Result<void> checked = check_options(options); !checked) return checked.error();
  const std::optional<RegionId> home = home_country(dataset);
  if (!home) {
    return Error{ErrorCode::kInvalidArgument,
                 "the dataset has no region of tier country: nothing says what is abroad"};
  }
  DatasetNetwork result;
  result.home = *home;
  FaultList names;
  result.stock = find_stock_days(dataset, options.stock, names);
  for (const Fault& fault : names.errors()) faults.add(fault);
  if (names.has_errors()) return Error{ErrorCode::kBadInput, names.to_string()};

  const DatasetLines lines = find_lines(dataset);
  result.origins = supply_origins(dataset, *home);
  result.needs = find_input_needs(dataset, lines, result.origins);
  DatasetFlows flows = find_flows(dataset, lines, result.needs, result.origins, result.stock);
  result.flows_by_stock.assign(kStockEvidenceCount, 0);
  Result<SupplyNetwork> network = NetworkBuilder(dataset, options, lines, flows, result).build();
  if (!network) return network.error();
  result.network = std::move(*network);
  match_groups(flows, result);
  result.use = flows.use;
  note_assumptions(dataset, lines, flows, result);
  return result;
}

}  // namespace tenon
