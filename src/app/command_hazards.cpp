#include "app/command_hazards.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

#include "app/dataset_source.h"
#include "app/interrupt.h"
#include "app/option_values.h"
#include "app/output.h"
#include "base/number.h"
#include "exchange/hazard_reader.h"
#include "exchange/scenario_reader.h"
#include "report/dataset_simulation.h"
#include "report/monte_carlo_report.h"
#include "report/timestamp.h"
#include "scenario/monte_carlo_simulation.h"
#include "scenario/resolve_events.h"

namespace tenon {
namespace {

// Everything that stays the same for both policies.
struct Ground {
  Dataset dataset;
  HazardSet hazards;
  Scenario scenario;
  HazardSamplerPtr sampler;
};

// One policy on the network.
struct Policy {
  DatasetNetwork network;
  LossModel losses;
  DatasetDimensions dimensions;
  double normal_year = 0;  // value added of an undisturbed year, money
};

Result<Ground> read_ground(const HazardsOptions& options) {
  auto read = read_dataset_source(options.dataset);
  if (!read) return read.error();
  report_faults(read->faults);
  FaultList faults;
  auto hazards = read_hazards(options.hazards, faults);
  if (!hazards) return Error{ErrorCode::kBadInput, faults.to_string()};
  report_faults(faults);
  Ground ground{std::move(read->dataset), std::move(*hazards), {}, nullptr};
  if (!options.scenario.empty()) {
    FaultList scenario_faults;
    auto scenario = read_scenario(options.scenario, scenario_faults);
    if (!scenario) return Error{ErrorCode::kBadInput, scenario_faults.to_string()};
    report_faults(scenario_faults);
    ground.scenario = std::move(*scenario);
  }
  auto sampler = HazardSampler::build(ground.hazards, place_groups(ground.dataset), options.seed);
  if (!sampler) return sampler.error();
  ground.sampler = std::make_shared<const HazardSampler>(std::move(*sampler));
  return ground;
}

Result<Policy> prepare(const Ground& ground, const ScenarioPolicy& policy, const HazardsOptions& options,
                       FaultList& faults) {
  Scenario scenario = ground.scenario;
  scenario.policy = policy;
  auto network = build_dataset_network(ground.dataset, network_options(scenario), faults);
  if (!network) return network.error();
  std::vector<ScenarioEvent> events;
  for (const HazardStream& stream : ground.sampler->streams()) {
    events.push_back(event_of(ground.hazards.hazards[stream.hazard], stream.place));
  }
  // A place without plants of the kind that a hazard hits is common: a warning, and no loss there.
  auto resolved = resolve_events({ground.hazards.file, "hazards", events}, ground.dataset, *network, faults,
                                 {.empty_is_error = false});
  if (!resolved) return resolved.error();
  const auto model = build_inventory_model(network->network, policy, network->switching);
  if (!model) return model.error();

  Policy prepared{std::move(*network), {}, {}, 0};
  prepared.dimensions = dataset_dimensions(ground.dataset, prepared.network);
  SimulationLossOptions losses;
  const std::vector<double> output = normal_output(prepared.network.network);
  losses.loss_per_output.assign(output.size(), 0.0);
  for (std::uint32_t i = 0; i < output.size(); ++i) {
    if (prepared.network.nodes[i].is_outside || output[i] <= 0)
      continue;  // what is made abroad is no loss here
    const SupplyNetwork& n = prepared.network.network;
    double purchases = 0;
    for (std::uint64_t e = n.link_offsets[n.group_offsets[i]]; e < n.link_offsets[n.group_offsets[i + 1]];
         ++e)
      purchases += n.flow[e];
    losses.loss_per_output[i] = 1 - purchases / output[i];
    prepared.normal_year += 365 * (output[i] - purchases);
  }
  for (std::size_t d = 0; d < prepared.dimensions.dimensions.size(); ++d) {
    const std::string& id = prepared.dimensions.dimensions[d].id;
    if (id == dimension::kChain || id == dimension::kProvince)
      losses.breakdowns.push_back(prepared.dimensions.breakdowns[d]);
  }
  losses.threads = options.threads;
  losses.stop = &watch_for_interrupt();
  auto loss_model = simulation_loss_model(*model, ground.sampler, std::move(resolved->shocks), losses);
  if (!loss_model) return loss_model.error();
  prepared.losses = std::move(*loss_model);
  return prepared;
}

// A hazard's list of names usually says more than a dataset has: a few of them and how many are enough.
void report_names_without_effect(const FaultList& faults) {
  constexpr std::size_t kShown = 3;
  std::string text;
  for (std::size_t k = 0; k < std::min(kShown, faults.warnings().size()); ++k) {
    text += to_string(faults.warnings()[k]) + "\n";
  }
  if (faults.warning_count() > kShown) {
    text += "… " + format_count(faults.warning_count() - kShown) +
            " more names of hazards hit nothing in this dataset\n";
  }
  std::fputs(text.c_str(), stderr);
}

std::function<void(const MonteCarloProgress&)> progress_with_time_left() {
  return [shown = -1](const MonteCarloProgress& progress) mutable {
    if (progress.needed == 0) return;
    const auto percent = static_cast<int>(100 * std::min(progress.done, progress.needed) / progress.needed);
    if (percent / 10 == shown / 10 && shown >= 0) return;
    shown = percent;
    std::string line = "years " + format_count(progress.done) + " of about " + format_count(progress.needed);
    if (progress.seconds_left)
      line += ", about " + format_count(static_cast<std::uint64_t>(*progress.seconds_left + 0.5)) + " s left";
    std::fputs((line + "\n").c_str(), stderr);
  };
}

MonteCarloOptions run_options(const HazardsOptions& options) {
  MonteCarloOptions run;
  run.minimum_years = std::min(options.minimum_years, options.maximum_years);
  run.maximum_years = options.maximum_years;
  run.expected_precision = options.precision;
  run.conditional_precision = options.tail_precision;
  run.threads = options.threads;
  run.progress = progress_with_time_left();
  run.stop = &watch_for_interrupt();
  run.checkpoint_path = options.checkpoint;
  run.resume = options.resume;
  return run;
}

std::string rendered(const MonteCarloReport& report, const HazardsOptions& options) {
  if (options.format == "json") return monte_carlo_json(report);
  if (options.format == "csv") return monte_carlo_csv(report, *monte_carlo_csv_kind(options.what));
  auto table = table_options<MonteCarloTableOptions>(options.language, options.out);
  table.top = options.top.value_or(table.top);
  return monte_carlo_table(report, table);
}

}  // namespace

int run_hazards(const HazardsOptions& options) {
  const auto ground = read_ground(options);
  if (!ground) return report_error(ground.error());
  ScenarioPolicy policy = ground->scenario.policy;
  const bool compares = !options.compare.empty();
  if (compares) policy.switching.enabled = false;
  FaultList faults;
  const auto first = prepare(*ground, policy, options, faults);
  if (!first) return report_error(first.error());
  report_names_without_effect(faults);

  MonteCarloReport report;
  report.dataset = ground->dataset.name;
  report.hazards = &ground->hazards;
  report.events_per_year.assign(ground->hazards.hazards.size(), 0.0);
  for (const HazardStream& stream : ground->sampler->streams())
    report.events_per_year[stream.hazard] += stream.events_per_year;
  report.scope = {"数据集中的产线，不含境外与未列明来源",
                  "lines of the dataset, without sources abroad or not listed"};
  report.measure = {"增加值损失", "value added lost"};
  report.currency = "CNY";
  report.normal_year = first->normal_year;
  report.generated_at = report_time();
  report.synthetic = std::any_of(first->network.nodes.begin(), first->network.nodes.end(),
                                 [](const NetworkNode& node) { return node.synthetic; });
  for (const BreakdownLabels& labels : first->dimensions.dimensions) {
    if (labels.id == dimension::kChain || labels.id == dimension::kProvince)
      report.dimensions.push_back(labels);
  }
  report.assumptions = note_texts(ground->dataset, first->network.assumptions);
  report.gaps = note_texts(ground->dataset, first->network.gaps);

  const MonteCarloOptions run = run_options(options);
  bool partial = false;
  if (compares) {
    policy.switching.enabled = true;
    FaultList ignored;  // the same warnings again
    const auto second = prepare(*ground, policy, options, ignored);
    if (!second) return report_error(second.error());
    const auto paired = run_paired(first->losses, second->losses, run);
    if (!paired) return report_error(paired.error());
    report.result = &paired->first;
    report.comparison = MonteCarloComparison{{"不切换供应商", "without switching"},
                                             {"切换供应商", "with switching"},
                                             &paired->second,
                                             &paired->comparison};
    partial = paired->first.is_partial() || paired->second.is_partial();
    const int written = write_output(options.out, rendered(report, options));
    return written == kExitDone && partial ? kExitFailed : written;
  }
  const auto result = run_monte_carlo(first->losses, run);
  if (!result) return report_error(result.error());
  report.result = &*result;
  const int written = write_output(options.out, rendered(report, options));
  return written == kExitDone && result->is_partial() ? kExitFailed : written;
}

}  // namespace tenon
