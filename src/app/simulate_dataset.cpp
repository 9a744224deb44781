#include <utility>

#include "app/dataset_source.h"
#include "app/output.h"
#include "app/simulate_runs.h"

namespace tenon {

Result<std::unique_ptr<SimulateRuns>> simulate_on_dataset(const SimulateOptions& options,
                                                          std::vector<Scenario> scenarios) {
  auto read = read_dataset_source(options.dataset);
  if (!read) return read.error();
  report_faults(read->faults);
  const auto edits = read_edits(options);
  if (!edits) return edits.error();
  auto runs = std::make_unique<SimulateRuns>();
  runs->dataset = std::move(read->dataset);
  runs->scenarios = std::move(scenarios);
  auto done = simulate_on_dataset(runs->dataset, pair_of(options), *edits, control_of(options), *runs);
  if (!done) return done.error();
  return runs;
}

}  // namespace tenon
