#include "app/dataset_ground.h"

#include <utility>

#include "app/dataset_source.h"
#include "app/output.h"
#include "exchange/scenario_reader.h"

namespace tenon {

Result<DatasetGround> read_dataset_ground(const std::string& dataset, const std::string& scenario) {
  auto read = read_dataset_source(dataset);
  if (!read) return read.error();
  report_faults(read->faults);
  FaultList faults;
  Scenario rules;
  if (!scenario.empty()) {
    auto given = read_scenario(scenario, faults);
    if (!given) return Error{ErrorCode::kBadInput, faults.to_string()};
    rules = std::move(*given);
  }
  DatasetGround ground{std::move(read->dataset), network_options(rules), rules.policy, {}};
  auto network = build_dataset_network(ground.dataset, ground.network_options, faults);
  if (!network) return network.error();
  report_faults(faults);
  ground.network = std::move(*network);
  return ground;
}

}  // namespace tenon
