#include "scenario/time_to_survive_simulation.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "base/parallel.h"
#include "scenario/inventory_model.h"

namespace tenon {
namespace {

// What is missing by less than this, relative, is rounding.
constexpr double kRounding = 1e-9;

Result<void> check(const InventoryModel& model, const DisruptionSets& sets,
                   const SurvivalSimulationOptions& options) {
  const auto invalid = [](std::string message) {
    return Error{ErrorCode::kInvalidArgument, "time to survive: " + std::move(message)};
  };
  if (options.horizon_days < 1) return invalid("the horizon must be at least 1 day");
  if (!(options.shortfall_tolerance >= 0 && options.shortfall_tolerance < 1)) {
    return invalid("the tolerance must be at least 0 and below 1");
  }
  if (!(options.hit_level > 0 && options.hit_level <= 1)) {
    return invalid("the level of a hit must be above 0 and at most 1");
  }
  return check_disruption_sets(sets, model.node_count);
}

// One worker: a run and what goes into it.
struct Worker {
  explicit Worker(const InventoryModelPtr& model)
      : run(model, 1), capacity_left(model->node_count, 1), is_in_set(model->node_count, 0) {}

  InventoryRun run;
  std::vector<double> capacity_left;
  std::vector<std::uint8_t> is_in_set;
  std::uint64_t days = 0;
};

void note(SurvivalTime& time, int day) {
  if (time.kind != SurvivalKind::kFinite) time = {SurvivalKind::kFinite, static_cast<double>(day)};
}

bool is_open(const SurvivalTime& time) {
  return time.kind != SurvivalKind::kFinite;
}

// What the last day adds to the answers.
void observe(const Worker& worker, int day, const SurvivalSimulationOptions& options,
             SimulatedSurvival& set) {
  const InventoryModel& model = worker.run.model();
  const auto consumption = worker.run.final_consumption();
  const auto output = worker.run.output();
  const auto demand = worker.run.demand();
  const double served = (1 - options.shortfall_tolerance) * (1 - kRounding);
  for (std::uint32_t i = 0; i < model.node_count; ++i) {
    if (consumption[i] < served * model.final_demand[i]) {
      note(set.all, day);
      if (worker.is_in_set[i] == 0 && is_open(set.others)) {
        note(set.others, day);
        set.first_short = i;
      }
    }
    if (worker.is_in_set[i] == 0 && output[i] < options.hit_level * model.normal_output[i]) {
      note(set.output, day);
      if (output[i] < demand[i] * (1 - kRounding) && is_open(set.supply)) {
        note(set.supply, day);
        set.first_starved = i;
      }
    }
  }
}

SimulatedSurvival simulate_set(Worker& worker, const DisruptionSets& sets, std::size_t k,
                               const SurvivalSimulationOptions& options) {
  for (std::uint64_t e = sets.offsets[k]; e < sets.offsets[k + 1]; ++e) {
    worker.capacity_left[sets.node[e]] = sets.left(e);
    worker.is_in_set[sets.node[e]] = 1;
  }
  const SurvivalTime open{SurvivalKind::kAtLeast, static_cast<double>(options.horizon_days)};
  SimulatedSurvival set{open, open, open, open, kNoNode, kNoNode};
  worker.run.reset();
  for (int day = 0; day < options.horizon_days; ++day) {
    worker.run.step({.capacity_left = worker.capacity_left});
    ++worker.days;
    observe(worker, day, options, set);
    const bool follows_hits = options.follow_to_hits && (is_open(set.output) || is_open(set.supply));
    if (!is_open(set.others) && !is_open(set.all) && !follows_hits) break;
  }
  for (const std::uint32_t node : sets.nodes(k)) {
    worker.capacity_left[node] = 1;
    worker.is_in_set[node] = 0;
  }
  return set;
}

}  // namespace

Result<SurvivalSimulation> simulate_survival(const InventoryModelPtr& model, const DisruptionSets& sets,
                                             const SurvivalSimulationOptions& options) {
  if (const Result<void> sound = check(*model, sets, options); !sound) return sound.error();
  SurvivalSimulation result;
  result.sets.resize(sets.size());
  const auto threads = static_cast<unsigned>(
      std::min<std::size_t>(resolve_threads(options.threads), std::max<std::size_t>(sets.size(), 1)));
  std::vector<std::unique_ptr<Worker>> workers(threads);
  std::mutex mutex;  // guards the count
  std::uint64_t done = 0;
  const auto is_stopped = [&] { return options.stop != nullptr && *options.stop; };
  std::atomic<bool> is_cut{false};
  parallel_chunks(sets.size(), 1, threads, [&](unsigned id, std::size_t k, std::size_t) {
    if (is_stopped()) {
      is_cut = true;
      return;
    }
    if (!sets.nodes(k).empty()) {
      if (!workers[id]) workers[id] = std::make_unique<Worker>(model);
      result.sets[k] = simulate_set(*workers[id], sets, k, options);
    }
    if (!options.progress) return;
    const std::lock_guard lock(mutex);
    options.progress(++done, sets.size());
  });
  result.is_partial = is_cut;
  for (const auto& worker : workers) {
    if (worker) result.days += worker->days;
  }
  return result;
}

}  // namespace tenon
