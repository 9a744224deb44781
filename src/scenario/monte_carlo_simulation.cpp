#include "scenario/monte_carlo_simulation.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "base/hash.h"
#include "base/parallel.h"
#include "scenario/inventory_model.h"
#include "scenario/shock_schedule.h"

namespace tenon {
namespace {

// Fading losses count as gone below this part of the event's own.
constexpr double kFaded = 1e-4;
constexpr int kLongestFade = 100000;

Error invalid(std::string message) {
  return {ErrorCode::kInvalidArgument, std::move(message)};
}

// First day from which the event does nothing worth following; the network decides on damped ones, for which
// this is when they may first be over.
int day_of_end(const ShockTiming& timing) {
  if (const int day = last_day_of_loss(timing); day >= 0) return day;
  const int full = timing.start_day + timing.duration_days;
  if (timing.recovery == RecoveryCurve::kNetworkDamped) {
    return full + static_cast<int>(std::ceil(timing.recovery_days));
  }
  const double limit = kFaded * std::abs(timing.loss);
  int low = full;
  int high = full + kLongestFade;
  while (low < high) {
    const int day = low + (high - low) / 2;
    if (std::abs(loss_on_day(timing, day)) > limit) {
      low = day + 1;
    } else {
      high = day;
    }
  }
  return low;
}

struct Worker {
  std::unique_ptr<InventoryRun> run;
  SampledYear year;
  Shocks shocks;
  std::vector<double> lost_output;  // one a node
};

// Shared by the functions of one loss model.
class SimulatedYears {
 public:
  SimulatedYears(InventoryModelPtr model, HazardSamplerPtr sampler, std::vector<Shock> shocks,
                 const SimulationLossOptions& options)
      : model_(std::move(model)),
        sampler_(std::move(sampler)),
        shocks_(std::move(shocks)),
        options_(options),
        workers_(resolve_threads(options.threads)) {
    const std::size_t n = model_->node_count;
    if (options_.loss_per_output.empty()) {
      options_.loss_per_output.assign(n, 0);
      for (std::size_t i = 0; i < n; ++i) {
        if (model_->normal_output[i] > 0) {
          options_.loss_per_output[i] = model_->value_added[i] / model_->normal_output[i];
        }
      }
    }
    for (const Shock& shock : shocks_) amount_.push_back(amount_of(shock));
    for (const double output : model_->normal_output) normal_total_ += output;
  }

  Result<YearLoss> loss(unsigned index, std::uint64_t year, std::span<double> groups) {
    Worker& worker = workers_[index];
    sampler_->sample(year, worker.year);
    std::erase_if(worker.year.events, [&](const SampledEvent& event) { return !does_anything(event); });
    const std::vector<SampledEvent>& events = worker.year.events;
    if (events.empty()) return YearLoss{0, 0};
    int first = kDaysOfYear;
    for (const SampledEvent& event : events) first = std::min(first, event.timing.start_day);
    worker.shocks.clear();
    int over = 0;
    for (const SampledEvent& event : events) {
      Shock shock = shocks_[event.stream];
      shock.timing = event.timing;
      shock.timing.start_day -= first;
      over = std::max(over, day_of_end(shock.timing));
      worker.shocks.push_back(std::move(shock));
    }
    if (auto followed = follow(worker, over, kDaysOfYear - first + options_.follow_days); !followed) {
      return followed.error();
    }
    return sum_up(worker, static_cast<std::uint32_t>(events.size()), groups);
  }

  // Direct damage of the year, by hazard into `by_hazard` unless that is empty.
  double damage(unsigned index, std::uint64_t year, std::span<double> by_hazard) {
    SampledYear& sampled = workers_[index].year;
    sampler_->sample(year, sampled);
    double total = 0;
    for (const SampledEvent& event : sampled.events) {
      if (!does_anything(event)) continue;
      const double damage =
          amount_[event.stream] * std::abs(event.timing.loss) * equivalent_days(event.timing);
      if (!by_hazard.empty()) by_hazard[sampler_->streams()[event.stream].hazard] += damage;
      total += damage;
    }
    return total;
  }

  [[nodiscard]] std::uint64_t fingerprint() const {
    Fingerprint print;
    print.add(sampler_->fingerprint()).add(fingerprint_of(*model_));
    for (const Shock& shock : shocks_) {
      print.add(static_cast<std::uint64_t>(shock.kind));
      print.add_all(std::span<const std::uint64_t>(shock.targets));
      print.add_all(std::span<const double>(shock.share));
    }
    for (const Breakdown& breakdown : options_.breakdowns) {
      print.add(std::uint64_t{breakdown.group_count});
      print.add_all(std::span<const std::uint32_t>(breakdown.group_of_node));
    }
    print.add_all(std::span<const double>(options_.loss_per_output));
    print.add(static_cast<std::uint64_t>(options_.follow_days)).add(options_.settled_level);
    print.add(static_cast<std::uint64_t>(options_.settled_days));
    return print.value();
  }

 private:
  [[nodiscard]] bool does_anything(const SampledEvent& event) const {
    return event.timing.loss != 0 && amount_[event.stream] > 0;
  }

  // Money/day that a full loss takes away at once.
  [[nodiscard]] double amount_of(const Shock& shock) const {
    double amount = 0;
    for (std::size_t k = 0; k < shock.targets.size(); ++k) {
      const std::uint64_t target = shock.targets[k];
      const double share = shock.share.empty() ? 1 : shock.share[k];
      switch (shock.kind) {
        case ShockTarget::kCapacity:
          // A plant that makes nothing in normal times may still be a way out for others.
          amount += share * std::max(model_->normal_output[target], model_->full_capacity[target]);
          break;
        case ShockTarget::kLink:
          amount += share * model_->flow[target];
          break;
        case ShockTarget::kDemand:
          amount += share * model_->final_demand[target];
          break;
      }
    }
    return amount;
  }

  // Runs the worker's shocks; `over`: first day without any.
  Result<void> follow(Worker& worker, int over, int horizon) {
    const std::size_t n = model_->node_count;
    if (!worker.run) worker.run = std::make_unique<InventoryRun>(model_, 1);
    worker.lost_output.assign(n, 0);
    auto schedule = ShockSchedule::create(*model_, worker.shocks);
    if (!schedule) return schedule.error();
    InventoryRun& run = *worker.run;
    run.reset();
    int quiet_days = 0;
    for (int day = 0; day < horizon; ++day) {
      if (options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed)) {
        return Error{ErrorCode::kCancelled, "stopped"};
      }
      run.step(schedule->begin_day(day));
      const std::span<const double> output = run.output();
      double gap = 0;
      for (std::size_t i = 0; i < n; ++i) {
        const double lost = model_->normal_output[i] - output[i];
        worker.lost_output[i] += lost;
        gap += std::abs(lost);
      }
      schedule->end_day(day);
      const bool is_quiet = day >= over && gap < options_.settled_level * normal_total_;
      quiet_days = is_quiet ? quiet_days + 1 : 0;
      if (is_quiet && quiet_days >= options_.settled_days) break;
    }
    return {};
  }

  YearLoss sum_up(const Worker& worker, std::uint32_t events, std::span<double> groups) const {
    YearLoss year;
    year.event_count = events;
    for (std::size_t i = 0; i < worker.lost_output.size(); ++i) {
      year.total += options_.loss_per_output[i] * worker.lost_output[i];
    }
    std::size_t first_group = 0;
    for (const Breakdown& breakdown : options_.breakdowns) {
      for (std::size_t i = 0; i < worker.lost_output.size(); ++i) {
        const std::uint32_t group = breakdown.group_of_node[i];
        if (group == Breakdown::kNoGroup) continue;
        groups[first_group + group] += options_.loss_per_output[i] * worker.lost_output[i];
      }
      first_group += breakdown.group_count;
    }
    return year;
  }

  InventoryModelPtr model_;
  HazardSamplerPtr sampler_;
  std::vector<Shock> shocks_;
  SimulationLossOptions options_;
  std::vector<double> amount_;  // of each stream
  double normal_total_ = 0;
  std::vector<Worker> workers_;
};

std::optional<std::string> fault_of(const InventoryModel& model, const HazardSampler& sampler,
                                    const std::vector<Shock>& shocks, const SimulationLossOptions& options) {
  if (shocks.size() != sampler.streams().size()) {
    return std::to_string(shocks.size()) + " shocks for " + std::to_string(sampler.streams().size()) +
           " streams of hazards";
  }
  if (options.follow_days < 0) return "days to follow must be at least 0";
  if (!options.loss_per_output.empty() && options.loss_per_output.size() != model.node_count) {
    return "losses per output need one for every node";
  }
  for (const double weight : options.loss_per_output) {
    if (!std::isfinite(weight)) return "losses per output must be finite";
  }
  for (const Breakdown& breakdown : options.breakdowns) {
    if (breakdown.group_of_node.size() != model.node_count)
      return "a breakdown needs the group of every node";
    for (const std::uint32_t group : breakdown.group_of_node) {
      if (group != Breakdown::kNoGroup && group >= breakdown.group_count) {
        return "a breakdown names a group beyond its count";
      }
    }
  }
  return std::nullopt;
}

}  // namespace

double equivalent_days(const ShockTiming& timing) {
  double days = timing.duration_days;
  if (timing.loss == 0) return days;
  if (timing.recovery == RecoveryCurve::kNetworkDamped) return days + timing.recovery_days;
  const int end = day_of_end(timing);
  for (int day = timing.start_day + timing.duration_days; day < end; ++day) {
    days += loss_on_day(timing, day) / timing.loss;
  }
  return days;
}

std::uint64_t fingerprint_of(const InventoryModel& model) {
  Fingerprint print;
  const auto add = [&](const auto& values) {
    print.add_all(std::span<const typename std::decay_t<decltype(values)>::value_type>(values));
  };
  add(model.normal_output);
  add(model.final_demand);
  add(model.full_capacity);
  add(model.value_added);
  add(model.group_offsets);
  add(model.link_offsets);
  print.add(model.uniform_target_days);
  add(model.target_days);
  add(model.dispensable_share);
  add(model.supplier);
  add(model.flow);
  add(model.market_maker_offsets);
  add(model.market_maker);
  add(model.maker_ready_days);
  add(model.market_cell_offsets);
  add(model.market_cell);
  add(model.cell_offsets);
  const ScenarioPolicy& policy = model.policy;
  static_assert(sizeof(ScenarioPolicy) == 64, "every field of the policy belongs in the fingerprint");
  print.add(static_cast<std::uint64_t>(policy.rationing)).add(static_cast<std::uint64_t>(policy.orders));
  print.add(policy.order_adjustment_days).add(std::uint64_t{policy.switching.enabled ? 1U : 0U});
  for (const double value :
       {policy.switching.default_lead_time_days, policy.switching.trial_qualification_days,
        policy.switching.potential_qualification_days, policy.switching.trigger_share,
        policy.switching.largest_share}) {
    print.add(value);
  }
  return print.value();
}

Result<LossModel> simulation_loss_model(const InventoryModelPtr& model, const HazardSamplerPtr& sampler,
                                        std::vector<Shock> shocks, const SimulationLossOptions& options) {
  if (const auto fault = fault_of(*model, *sampler, shocks, options)) return invalid(*fault);
  // Timings are those of the events; the defaults are sound, so what is left at fault are targets and shares.
  for (Shock& shock : shocks) {
    shock.timing = {};
    if (shock.kind == ShockTarget::kDemand) shock.timing.loss = 0;
  }
  if (auto schedule = ShockSchedule::create(*model, shocks); !schedule) return schedule.error();

  LossModel result;
  for (const Breakdown& breakdown : options.breakdowns) result.group_count += breakdown.group_count;
  result.hazard_count = sampler->hazard_count();
  result.seed = sampler->seed();
  const auto years = std::make_shared<SimulatedYears>(model, sampler, std::move(shocks), options);
  result.inputs = years->fingerprint();
  result.loss = [years](unsigned worker, std::uint64_t year, std::span<double> groups) {
    return years->loss(worker, year, groups);
  };
  result.attribute = [years](unsigned worker, std::uint64_t year, std::span<double> shares) {
    const double total = years->damage(worker, year, shares);
    for (double& share : shares) share = total > 0 ? share / total : 0;
  };
  result.control = [years](unsigned worker, std::uint64_t year) { return years->damage(worker, year, {}); };
  return result;
}

Result<PairedRun> run_paired(const LossModel& first, const LossModel& second,
                             const MonteCarloOptions& options) {
  if (first.seed != second.seed) {
    return invalid("runs to be compared need the same seed: " + std::to_string(first.seed) + " and " +
                   std::to_string(second.seed));
  }
  PairedRun paired;
  auto one = run_monte_carlo(first, options);
  if (!one) return one.error();
  paired.first = std::move(*one);
  MonteCarloOptions same_years = options;
  same_years.minimum_years = std::max<std::uint64_t>(paired.first.years, 2);
  same_years.maximum_years = same_years.minimum_years;
  same_years.expected_precision.reset();
  same_years.conditional_precision.reset();
  if (!options.checkpoint_path.empty()) same_years.checkpoint_path += ".second";
  auto other = run_monte_carlo(second, same_years);
  if (!other) return other.error();
  paired.second = std::move(*other);
  const std::size_t years = std::min(paired.first.losses.size(), paired.second.losses.size());
  if (years < 2) return paired;
  auto comparison = compare_paired(std::span<const double>(paired.first.losses).first(years),
                                   std::span<const double>(paired.second.losses).first(years),
                                   options.estimates.confidence, options.estimates.tail_levels);
  if (!comparison) return comparison.error();
  paired.comparison = std::move(*comparison);
  return paired;
}

}  // namespace tenon
