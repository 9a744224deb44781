// Monte Carlo over the inventory dynamics: what a year of sampled events costs a supply network.
//
// A year is followed from its first event until all is as before (or the last day allowed), so nothing is
// simulated of years without events and of the quiet months before the first. Losses that fall into the next
// year belong to the year whose events made them.
//
// Each worker owns one InventoryRun, about as large as the model. Years run on one thread each: many years at
// a time keep all cores busy, and the loss of a year depends on the year alone.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "scenario/hazard_sampling.h"
#include "scenario/inventory_dynamics.h"
#include "scenario/monte_carlo.h"
#include "scenario/paired_comparison.h"
#include "scenario/shock.h"
#include "scenario/simulation.h"

namespace tenon {

using HazardSamplerPtr = std::shared_ptr<const HazardSampler>;

struct SimulationLossOptions {
  std::vector<Breakdown> breakdowns;  // groups of all of them in a row
  // Loss per money of output that is not made, one a node: 0 leaves a node out. Empty: its value added over
  // output, so that the total is the value added lost.
  std::vector<double> loss_per_output;
  int follow_days = 365;  // events are followed so long into the next year at most, >= 0
  // A year is over when no event is at work and, for settled_days in a row, outputs differ from normal by
  // less than this part of all output together. 0: always to the last day.
  double settled_level = 1e-6;
  int settled_days = 14;
  unsigned threads = 0;                     // workers that will call, as in MonteCarloOptions
  const std::atomic<bool>* stop = nullptr;  // looked at every simulated day
};

// The loss model for run_monte_carlo. `shocks`, one a stream of the sampler, say what its events hit (as
// resolved from event_of()); their timing is not used, and a stream without targets costs nothing. A year's
// loss is shared among hazards by their direct damage: normal output, flow or final demand hit, times loss,
// times days of full loss that duration and recovery amount to. The direct damage of all events together is
// the control variate.
//
// kInvalidArgument: shocks that do not fit the network or the streams, breakdowns or weights of another
// length, follow_days below 0.
Result<LossModel> simulation_loss_model(const InventoryModelPtr& model, const HazardSamplerPtr& sampler,
                                        std::vector<Shock> shocks, const SimulationLossOptions& options);

// Days of full loss that the event amounts to: its duration and the sum of its recovery over its loss;
// a network-damped recovery counts as recovery_days.
double equivalent_days(const ShockTiming& timing);

// Fingerprint of a compiled network with its policy. O(links).
std::uint64_t fingerprint_of(const InventoryModel& model);

// The same years under two policies, networks or sets of measures. The first runs as the options say; the
// second runs the years that the first did. Checkpoints: that of the second has ".second" behind its name.
// Stopped: `comparison` covers the years that both have.
struct PairedRun {
  MonteCarloResult first;
  MonteCarloResult second;
  PairedComparison comparison;  // years == 0: fewer than two years are there
};
Result<PairedRun> run_paired(const LossModel& first, const LossModel& second,
                             const MonteCarloOptions& options);

}  // namespace tenon
