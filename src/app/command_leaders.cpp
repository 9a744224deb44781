#include "app/command_leaders.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "app/dataset_names.h"
#include "app/output.h"
#include "base/nearest_word.h"
#include "base/text.h"
#include "exchange/dataset_reader.h"
#include "exchange/scenario_reader.h"
#include "model/firm_group.h"
#include "remedy/leading_firms.h"
#include "remedy/supplier_circle.h"
#include "remedy/supplier_circle_cooperation.h"
#include "report/leading_firms_report.h"
#include "scenario/dataset_network.h"

namespace tenon {
namespace {

// By id, else by either name; absent: nothing is wanted.
Result<std::optional<FirmId>> firm_id(const Dataset& dataset, const std::string& wanted) {
  if (wanted.empty()) return std::optional<FirmId>();
  NearestWord nearest(wanted);
  std::vector<FirmId> named;
  for (std::size_t f = 0; f < dataset.firms.size(); ++f) {
    const Firm& firm = dataset.firms[f];
    if (firm.id == wanted) return std::optional(FirmId(f));
    if (firm.name_zh == wanted || firm.name_en == wanted) named.emplace_back(f);
    for (const std::string* word : {&firm.id, &firm.name_zh, &firm.name_en}) {
      if (!word->empty()) nearest.offer(*word);
    }
  }
  if (named.size() == 1) return std::optional(named.front());
  const std::string shown = printable(wanted, 200);
  if (named.empty()) {
    return Error{ErrorCode::kNotFound, "no firm \"" + shown + "\" in the dataset" + nearest.suggestion()};
  }
  return Error{ErrorCode::kInvalidArgument,
               std::to_string(named.size()) + " firms are called \"" + shown + "\": name one by its id"};
}

Result<LeadersList> list_of(const LeadersOptions& options) {
  if (options.list.empty()) return options.firm.empty() ? LeadersList::kLeaders : LeadersList::kCooperations;
  if (options.list == "leaders") return LeadersList::kLeaders;
  if (options.list == "known") return LeadersList::kKnown;
  const bool of_circle =
      options.list == "supplies" || options.list == "points" || options.list == "cooperations";
  if (!of_circle) {
    return Error{ErrorCode::kInvalidArgument, "no list \"" + printable(options.list, 50) +
                                                  "\": leaders, known, supplies, points or cooperations"};
  }
  if (options.firm.empty())
    return Error{ErrorCode::kInvalidArgument,
                 "the list " + options.list + " is that of one firm: add --firm"};
  return options.list == "supplies" ? LeadersList::kSupplies
         : options.list == "points" ? LeadersList::kPoints
                                    : LeadersList::kCooperations;
}

std::string rendered(const LeadersReport& report, const LeadersOptions& options, LeadersList list) {
  if (options.format == "json") return leaders_json(report);
  if (options.format == "csv") return leaders_csv(report, list);
  LeadersTableOptions table;
  table.top = options.top.value_or(table.top);
  table.names = options.language == "zh"   ? NameLanguage::kChinese
                : options.language == "en" ? NameLanguage::kEnglish
                                           : NameLanguage::kBoth;
  if (options.out.empty()) table.style = style_of_standard_output();
  return leaders_table(report, table);
}

}  // namespace

int run_leaders(const LeadersOptions& options) {
  const auto list = list_of(options);
  if (!list) return report_error(list.error());
  const auto read = read_dataset(options.dataset);
  if (!read) return report_error(read.error());
  report_faults(read->faults);
  const Dataset& dataset = read->dataset;
  const auto chain = chain_id(dataset, options.chain);
  if (!chain) return report_error(chain.error());
  const auto firm = firm_id(dataset, options.firm);
  if (!firm) return report_error(firm.error());
  const auto scope = scope_code(dataset, options.scope);
  if (!scope) return report_error(scope.error());
  Scenario scenario;
  FaultList faults;
  if (!options.scenario.empty()) {
    auto given = read_scenario(options.scenario, faults);
    if (!given) return report_error({ErrorCode::kBadInput, faults.to_string()});
    scenario = std::move(*given);
  }
  const auto network = build_dataset_network(dataset, network_options(scenario), faults);
  if (!network) return report_error(network.error());
  report_faults(faults);

  LeadingFirmsOptions wanted;
  wanted.chain = *chain;
  wanted.threads = options.threads;
  // CSV and JSON hold what was asked for, tables cut themselves.
  wanted.top = options.top.value_or(options.format == "table" ? LeadersTableOptions{}.top : 0);
  if (*firm) wanted.of_group = top_parent(dataset, **firm);
  const auto leaders = find_leading_firms(dataset, *network, wanted);
  if (!leaders) return report_error(leaders.error());
  if (!*firm) {
    const LeadersReport report{dataset, *network, options.dataset, *leaders, {}};
    return write_output(options.out, rendered(report, options, *list));
  }

  CircleOptions circled;
  circled.tiers = options.tiers;
  circled.stops_at = options.stops_at;
  circled.closure_days = options.closure_days;
  circled.failure_days = options.failure_days;
  circled.policy = scenario.policy;
  circled.search.scope = *scope;
  circled.search.policy = scenario.policy.switching;
  circled.threads = options.threads;
  circled.runs = std::max(circled.runs, options.points);
  const auto circle = find_supplier_circle(dataset, *network, **firm, circled);
  if (!circle) return report_error(circle.error());
  CooperationOptions cooperation;
  cooperation.points = options.points;
  cooperation.test_line_factor = options.test_line_factor;
  cooperation.contract_part = options.contract_part;
  const auto cooperations = find_cooperations(dataset, *network, *circle, circled, cooperation);
  if (!cooperations) return report_error(cooperations.error());
  const LeadersReport report{dataset, *network, options.dataset, *leaders,
                             CircleReport{*circle, *cooperations, circled, cooperation}};
  return write_output(options.out, rendered(report, options, *list));
}

}  // namespace tenon
