#include "app/command_survive.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "app/interrupt.h"
#include "app/output.h"
#include "base/number.h"
#include "exchange/dataset_reader.h"
#include "exchange/scenario_reader.h"
#include "report/dataset_simulation.h"
#include "report/time_to_survive_report.h"
#include "scenario/dataset_network.h"

namespace tenon {
namespace {

// What fails together: all home lines and named sources of a product, or all lines of a firm.
struct Subjects {
  DisruptionSets sets;
  std::vector<SurvivalName> names;
  std::vector<ProductId> products;  // one a set, or
  std::vector<FirmId> firms;
};

SurvivalName name_of(const Product& product) {
  return {product.id, product.name_zh, product.name_en, false};
}
SurvivalName name_of(const Firm& firm) {
  return {firm.id, firm.name_zh, firm.name_en, firm.synthetic};
}

Subjects subjects_of(const Dataset& dataset, const DatasetNetwork& network, const std::string& of) {
  Subjects subjects;
  std::map<std::uint32_t, std::vector<std::uint32_t>> nodes;  // by product, or by firm
  for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
    const NetworkNode& node = network.nodes[n];
    if (of == "product") {
      nodes[node.product.value].push_back(n);
    } else if (node.firm && !node.is_outside) {
      nodes[node.firm->value].push_back(n);
    }
  }
  for (const auto& [id, members] : nodes) {
    subjects.sets.add(members);
    if (of == "product") {
      subjects.products.push_back(ProductId(id));
      subjects.names.push_back(name_of(dataset.product(ProductId(id))));
    } else {
      subjects.firms.push_back(FirmId(id));
      subjects.names.push_back(name_of(dataset.firm(FirmId(id))));
    }
  }
  return subjects;
}

std::vector<TimeToRecover> recovery_of(const Dataset& dataset, const Subjects& subjects,
                                       const SurviveOptions& options) {
  TimeToRecoverOptions recovery;
  recovery.use_synthetic = options.use_synthetic;
  if (options.assumed_recovery_days) {
    recovery.assumed.lead_time_days = options.assumed_recovery_days;
    recovery.assumed.trial_qualification_days = 0;
    recovery.assumed.potential_qualification_days = 0;
  }
  const RecoveryTimes times(dataset, recovery);
  std::vector<TimeToRecover> result;
  for (const ProductId product : subjects.products) result.push_back(times.product(product));
  for (const FirmId firm : subjects.firms) result.push_back(times.firm(firm));
  return result;
}

}  // namespace

int run_survive(const SurviveOptions& options) {
  auto read = read_dataset(options.dataset);
  if (!read) return report_error(read.error());
  report_faults(read->faults);
  const Dataset& dataset = read->dataset;
  Scenario scenario;
  FaultList faults;
  if (!options.scenario.empty()) {
    auto given = read_scenario(options.scenario, faults);
    if (!given) return report_error({ErrorCode::kBadInput, faults.to_string()});
    scenario = std::move(*given);
  }
  scenario.policy.switching.enabled = false;  // survival on stocks alone; turning elsewhere is recovery
  const auto network = build_dataset_network(dataset, network_options(scenario), faults);
  if (!network) return report_error(network.error());
  report_faults(faults);
  const auto model = build_inventory_model(network->network, scenario.policy);
  if (!model) return report_error(model.error());
  const Subjects subjects = subjects_of(dataset, *network, options.of);

  SurvivalReport report;
  report.source = dataset.name;
  report.what = options.of == "product" ? Bilingual{"产品", "products"} : Bilingual{"企业", "firms"};
  report.currency = "CNY";
  report.subjects = subjects.names;
  for (const NodeLabel& label : dataset_dimensions(dataset, *network).nodes) {
    report.nodes.push_back({label.id, label.name_zh, label.name_en, label.synthetic});
  }
  report.recovery = recovery_of(dataset, subjects, options);
  report.counted = CountedDemand::kOthers;  // that the failed maker itself delivers nothing is no news
  const std::atomic<bool>& stop = watch_for_interrupt();

  SurvivalSimulationOptions simulation;
  simulation.horizon_days = options.horizon_days;
  simulation.threads = options.threads;
  simulation.progress = stderr_progress("simulating");
  simulation.stop = &stop;
  report.horizon_days = simulation.horizon_days;
  report.shortfall_tolerance = simulation.shortfall_tolerance;
  auto simulated = simulate_survival(*model, subjects.sets, simulation);
  if (!simulated) return report_error(simulated.error());
  report.simulation = std::move(*simulated);

  // The program on the product graph: any maker of a product can serve any customer.
  const MultiTierNetwork markets = market_network(network->network);
  const DisruptionSets on_products = on_markets(network->network, subjects.sets);
  TimeToSurviveOptions program;
  program.counted = report.counted;
  program.threads = options.threads;
  program.progress = stderr_progress("linear programs");
  program.stop = &stop;
  report.cap_days = program.cap_days;
  report.is_program_of_products = true;
  std::vector<DayRange> recovery;
  for (const TimeToRecover& time : report.recovery) recovery.push_back(time.days);
  auto solved = time_to_survive(markets, on_products, recovery, program);
  if (!solved) return report_error(solved.error());
  SurvivalComparisonOptions comparing;
  comparing.threads = options.threads;
  comparing.stop = &stop;
  auto comparison = compare_survival(markets, on_products, *report.simulation, *solved, program, comparing);
  if (!comparison) return report_error(comparison.error());
  report.program = std::move(*solved);
  report.comparison = std::move(*comparison);
  report.assumptions = note_texts(dataset, network->assumptions);
  for (const Product& product : dataset.products) report.products.push_back(name_of(product));
  for (const Firm& firm : dataset.firms) report.firms.push_back(name_of(firm));

  const bool partial = report.simulation->is_partial || report.program->is_partial;
  std::string text;
  if (options.format == "json") {
    text = survival_json(report);
  } else if (options.format == "csv") {
    text = survival_csv(report);
  } else {
    SurvivalTableOptions table;
    table.top = options.top.value_or(table.top);
    table.names = options.language == "zh"   ? NameLanguage::kChinese
                  : options.language == "en" ? NameLanguage::kEnglish
                                             : NameLanguage::kBoth;
    if (options.out.empty()) table.style = style_of_standard_output();
    text = survival_table(report, table);
  }
  const int written = write_output(options.out, text);
  return written == kExitDone && partial ? kExitFailed : written;
}

}  // namespace tenon
