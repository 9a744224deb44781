#include "app/command_leaders.h"

#include <algorithm>
#include <optional>

#include "app/dataset_ground.h"
#include "app/option_values.h"
#include "app/output.h"
#include "base/text.h"
#include "model/firm_group.h"
#include "remedy/leading_firms.h"
#include "remedy/supplier_circle.h"
#include "remedy/supplier_circle_cooperation.h"
#include "report/leading_firms_report.h"
#include "service/dataset_names.h"

namespace tenon {
namespace {

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
  auto table = table_options<LeadersTableOptions>(options.language, options.out);
  table.top = options.top.value_or(table.top);
  return leaders_table(report, table);
}

}  // namespace

int run_leaders(const LeadersOptions& options) {
  const auto list = list_of(options);
  if (!list) return report_error(list.error());
  const auto ground = read_dataset_ground(options.dataset, options.scenario);
  if (!ground) return report_error(ground.error());
  const Dataset& dataset = ground->dataset;
  const DatasetNetwork& network = ground->network;
  const auto chain = chain_id(dataset, options.chain);
  if (!chain) return report_error(chain.error());
  std::optional<FirmId> firm;
  if (!options.firm.empty()) {
    const auto found = firm_id(dataset, options.firm, "--firm");
    if (!found) return report_error(found.error());
    firm = *found;
  }
  const auto scope = scope_code(dataset, options.scope);
  if (!scope) return report_error(scope.error());
  LeadingFirmsOptions wanted;
  wanted.chain = *chain;
  wanted.threads = options.threads;
  // CSV and JSON hold what was asked for, tables cut themselves.
  wanted.top = options.top.value_or(options.format == "table" ? LeadersTableOptions{}.top : 0);
  if (firm) wanted.of_group = top_parent(dataset, *firm);
  const auto leaders = find_leading_firms(dataset, network, wanted);
  if (!leaders) return report_error(leaders.error());
  if (!firm) {
    const LeadersReport report{dataset, network, options.dataset, *leaders, {}};
    return write_output(options.out, rendered(report, options, *list));
  }

  CircleOptions circled;
  circled.tiers = options.tiers;
  circled.stops_at = options.stops_at;
  circled.closure_days = options.closure_days;
  circled.failure_days = options.failure_days;
  circled.policy = ground->policy;
  circled.search.scope = *scope;
  circled.search.policy = ground->policy.switching;
  circled.threads = options.threads;
  circled.runs = std::max(circled.runs, options.points);
  const auto circle = find_supplier_circle(dataset, network, *firm, circled);
  if (!circle) return report_error(circle.error());
  CooperationOptions cooperation;
  cooperation.points = options.points;
  cooperation.test_line_factor = options.test_line_factor;
  cooperation.contract_part = options.contract_part;
  const auto cooperations = find_cooperations(dataset, network, *circle, circled, cooperation);
  if (!cooperations) return report_error(cooperations.error());
  const LeadersReport report{dataset, network, options.dataset, *leaders,
                             CircleReport{*circle, *cooperations, circled, cooperation}};
  return write_output(options.out, rendered(report, options, *list));
}

}  // namespace tenon
