#include "scenario/time_to_survive.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <string>
#include <utility>

#include "base/parallel.h"
#include "scenario/survival_program.h"

namespace tenon {
namespace {

// Objectives of different optimal bases agree to far more than this.
constexpr double kDayResolution = 1e-3;
constexpr double kCapTolerance = 1e-7;

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, "time to survive: " + std::move(message)};
}

bool is_days(const std::optional<double>& days) {
  return !days || (*days >= 0 && std::isfinite(*days));
}

Result<void> check(const MultiTierNetwork& network, const DisruptionSets& sets,
                   std::span<const DayRange> recovery, const TimeToSurviveOptions& options) {
  if (const Result<void> sound = check_multi_tier_network(network); !sound) return sound;
  if (const Result<void> sound = check_disruption_sets(sets, network.node_count()); !sound) return sound;
  if (!(options.cap_days > 0) || !std::isfinite(options.cap_days)) return invalid("the cap must be above 0");
  if (!(options.shortfall_tolerance >= 0 && options.shortfall_tolerance < 1)) {
    return invalid("the tolerance must be at least 0 and below 1");
  }
  if (!recovery.empty() && recovery.size() != sets.size()) {
    return invalid("times to recover must be one a set, or none");
  }
  for (std::size_t k = 0; k < recovery.size(); ++k) {
    const DayRange& range = recovery[k];
    if (!is_days(range.low) || !is_days(range.high) ||
        (range.low && range.high && *range.low > *range.high)) {
      return invalid("no valid time to recover for set " + std::to_string(k));
    }
  }
  return {};
}

double rounded(double days) {
  return std::round(days / kDayResolution) * kDayResolution;
}

// One impact to compute: of a set, over the shortest or longest recovery.
struct ImpactTask {
  std::size_t set = 0;
  bool is_high = false;
  double days = 0;
};

class Work {
 public:
  Work(const MultiTierNetwork& network, const DisruptionSets& sets, std::span<const DayRange> recovery,
       const TimeToSurviveOptions& options)
      : network_(network), sets_(sets), recovery_(recovery), options_(options) {
    is_partly_closed_.assign(network.node_count(), 0);
    for (std::uint64_t e = 0; e < sets.node.size(); ++e) {
      if (sets.left(e) > 0) is_partly_closed_[sets.node[e]] = 1;
    }
    result_.sets.resize(sets.size());
  }

  Result<TimeToSurvive> run() {
    if (Result<void> done = find_times(); !done) return done.error();
    for (std::size_t k = 0; k < sets_.size(); ++k) {
      result_.sets[k].flag = compare_recovery(counted_time(k), recovery_.empty() ? DayRange{} : recovery_[k]);
    }
    if (Result<void> done = find_impacts(); !done) return done.error();
    relate_impacts();
    return std::move(result_);
  }

 private:
  struct Tally {
    std::uint64_t solves = 0;
    std::uint64_t iterations = 0;
  };

  const SurvivalTime& counted_time(std::size_t k) const {
    return options_.counted == CountedDemand::kAll ? result_.sets[k].all : result_.sets[k].others;
  }

  // Calls body(solver, item, tally) for every item, on one copy of the solver a worker.
  template <class Body>
  Result<void> for_each(const LinearProgram& program, std::size_t count, Body body) {
    Result<LinearProgramSolver> solver = LinearProgramSolver::create(program);
    if (!solver) return solver.error();
    const auto threads = static_cast<unsigned>(
        std::min<std::size_t>(resolve_threads(options_.threads), std::max<std::size_t>(count, 1)));
    const std::vector<LinearProgramSolver> copies(threads, *solver);
    std::vector<Tally> tallies(threads);
    std::atomic<bool> has_failed{false};
    std::atomic<bool> is_cut{false};
    std::mutex mutex;  // guards what follows
    std::size_t first_failed = count;
    Error failure;
    std::uint64_t done = 0;
    parallel_chunks(count, 1, threads, [&](unsigned worker, std::size_t item, std::size_t) {
      if (options_.stop != nullptr && *options_.stop) is_cut = true;
      if (has_failed || is_cut) return;
      const Result<void> outcome = body(copies[worker], item, tallies[worker]);
      const std::lock_guard lock(mutex);
      if (!outcome && item < first_failed) {
        first_failed = item;
        failure = outcome.error();
        has_failed = true;
      }
      if (options_.progress) options_.progress(++done, count);
    });
    for (const Tally& tally : tallies) {
      result_.solves += tally.solves;
      result_.iterations += tally.iterations;
    }
    if (is_cut) result_.is_partial = true;
    if (has_failed) return failure;
    return {};
  }

  Result<LinearProgramSolution> solve(const LinearProgramSolver& solver, const BoundChanges& changes,
                                      std::size_t set, Tally& tally) const {
    Result<LinearProgramSolution> solution = solver.solve(changes, options_.start);
    if (!solution) {
      return Error{solution.error().code, "set " + std::to_string(set) + ": " + solution.error().message};
    }
    ++tally.solves;
    tally.iterations += static_cast<std::uint64_t>(solution->iterations);
    return solution;
  }

  Result<SurvivalTime> time_of(const SurvivalProgram& program, const LinearProgramSolver& solver,
                               std::size_t set, CountedDemand counted, Tally& tally) const {
    BoundChanges changes;
    if (!program.close(sets_, set, counted, changes)) return SurvivalTime{SurvivalKind::kFinite, 0};
    Result<LinearProgramSolution> solution = solve(solver, changes, set, tally);
    if (!solution) return solution.error();
    if (solution->status != LinearProgramStatus::kOptimal) return SurvivalTime{SurvivalKind::kFinite, 0};
    const double days = program.days_of(solution->objective);
    if (days < options_.cap_days * (1 - kCapTolerance)) {
      return SurvivalTime{SurvivalKind::kFinite, rounded(days)};
    }
    if (options_.tell_unbounded) {
      program.fix_days(std::numeric_limits<double>::infinity(), changes);
      solution = solve(solver, changes, set, tally);
      if (!solution) return solution.error();
      if (solution->status == LinearProgramStatus::kOptimal) {
        return SurvivalTime{SurvivalKind::kUnbounded, options_.cap_days};
      }
    }
    return SurvivalTime{SurvivalKind::kAtLeast, options_.cap_days};
  }

  bool serves_final_demand(std::size_t set) const {
    const auto nodes = sets_.nodes(set);
    return std::any_of(nodes.begin(), nodes.end(), [&](std::uint32_t i) { return network_.demand[i] > 0; });
  }

  Result<void> find_times() {
    const SurvivalProgram program(network_, is_partly_closed_,
                                  {.purpose = SurvivalPurpose::kTime,
                                   .cap_days = options_.cap_days,
                                   .met_share = 1 - options_.shortfall_tolerance,
                                   .deliveries = options_.deliveries});
    return for_each(program.program(), sets_.size(),
                    [&](const LinearProgramSolver& solver, std::size_t k, Tally& tally) -> Result<void> {
                      if (sets_.nodes(k).empty()) return {};
                      SetSurvival& set = result_.sets[k];
                      Result<SurvivalTime> others =
                          time_of(program, solver, k, CountedDemand::kOthers, tally);
                      if (!others) return others.error();
                      set.others = *others;
                      set.all = *others;
                      if (!serves_final_demand(k)) return {};
                      Result<SurvivalTime> all = time_of(program, solver, k, CountedDemand::kAll, tally);
                      if (!all) return all.error();
                      set.all = *all;
                      return {};
                    });
  }

  // Impacts that no program needs: 0 where the recovery is covered. The others become tasks.
  std::vector<ImpactTask> impact_tasks() {
    std::vector<ImpactTask> tasks;
    for (std::size_t k = 0; k < recovery_.size(); ++k) {
      const SurvivalTime& time = counted_time(k);
      if (time.kind == SurvivalKind::kNotComputed) continue;
      const auto plan = [&](const std::optional<double>& days, bool is_high, std::optional<double>& impact) {
        if (!days) return;
        if (time.kind == SurvivalKind::kUnbounded || *days <= time.days) {
          impact = 0;
        } else {
          tasks.push_back({k, is_high, *days});
        }
      };
      SetSurvival& set = result_.sets[k];
      plan(recovery_[k].low, false, set.impact.low);
      if (recovery_[k].high == recovery_[k].low) continue;
      plan(recovery_[k].high, true, set.impact.high);
    }
    return tasks;
  }

  Result<void> find_impacts() {
    if (recovery_.empty()) return {};
    const std::vector<ImpactTask> tasks = impact_tasks();
    if (!tasks.empty() && !result_.is_partial) {
      const SurvivalProgram program(
          network_, is_partly_closed_,
          {.purpose = SurvivalPurpose::kImpact, .cap_days = options_.cap_days, .met_share = 1});
      Result<void> done =
          for_each(program.program(), tasks.size(),
                   [&](const LinearProgramSolver& solver, std::size_t t, Tally& tally) -> Result<void> {
                     const ImpactTask& task = tasks[t];
                     BoundChanges changes;
                     program.close(sets_, task.set, options_.counted, changes);
                     program.fix_days(task.days, changes);
                     Result<LinearProgramSolution> solution = solve(solver, changes, task.set, tally);
                     if (!solution) return solution.error();
                     if (solution->status != LinearProgramStatus::kOptimal) {
                       return Error{ErrorCode::kTooLarge,
                                    "set " + std::to_string(task.set) +
                                        ": no least loss found, though losing all demand is one"};
                     }
                     SurvivalImpact& impact = result_.sets[task.set].impact;
                     (task.is_high ? impact.high : impact.low) =
                         std::max(0.0, program.money_of(solution->objective)) * task.days;
                     return {};
                   });
      if (!done) return done;
    }
    for (std::size_t k = 0; k < recovery_.size(); ++k) {
      if (recovery_[k].high && recovery_[k].high == recovery_[k].low) {
        result_.sets[k].impact.high = result_.sets[k].impact.low;
      }
    }
    return {};
  }

  void relate_impacts() {
    for (const SetSurvival& set : result_.sets) {
      result_.largest_impact =
          std::max({result_.largest_impact, set.impact.low.value_or(0), set.impact.high.value_or(0)});
    }
    const double largest = result_.largest_impact;
    const auto relate = [&](const std::optional<double>& impact, std::optional<double>& exposure) {
      if (impact) exposure = largest > 0 ? *impact / largest : 0;
    };
    for (SetSurvival& set : result_.sets) {
      relate(set.impact.low, set.exposure.low);
      relate(set.impact.high, set.exposure.high);
    }
  }

  const MultiTierNetwork& network_;
  const DisruptionSets& sets_;
  std::span<const DayRange> recovery_;
  const TimeToSurviveOptions& options_;
  std::vector<std::uint8_t> is_partly_closed_;
  TimeToSurvive result_;
};

}  // namespace

Result<TimeToSurvive> time_to_survive(const MultiTierNetwork& network, const DisruptionSets& sets,
                                      std::span<const DayRange> recovery,
                                      const TimeToSurviveOptions& options) {
  if (const Result<void> sound = check(network, sets, recovery, options); !sound) return sound.error();
  return Work(network, sets, recovery, options).run();
}

}  // namespace tenon
