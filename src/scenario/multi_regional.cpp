#include "scenario/multi_regional.h"

#include <algorithm>
#include <string>

namespace tenon {
namespace {

// Outputs below normal by less than this part are rounding.
constexpr double kRounding = 1e-12;
constexpr int kReports = 100;  // of progress, about

void add(TableLoss& sum, const TableLoss& part) {
  sum.normal_output += part.normal_output;
  sum.lost_output += part.lost_output;
  sum.lost_value_added += part.lost_value_added;
  sum.unmet_final_demand += part.unmet_final_demand;
}

void note_level(TableLoss& loss, double output, int day) {
  if (!(loss.normal_output > 0)) return;
  const double level = output / loss.normal_output;
  if (level < loss.worst_level && level < 1 - kRounding) {
    loss.worst_level = level;
    loss.worst_day = day;
  }
}

class Observer {
 public:
  Observer(const MultiRegionalModel& model, const TableSimulationOptions& options)
      : model_(model), keeps_limits_(options.keep_limiting_inputs) {
    result_.industries.resize(model.industry_count);
    result_.regions.resize(model.region_count);
    result_.sectors.resize(model.sector_count);
    for (std::size_t i = 0; i < model.industry_count; ++i) {
      result_.industries[i].normal_output = model.output[i];
      result_.regions[model.industries[i].region].normal_output += model.output[i];
      if (model.is_outside[i] != 0) continue;
      result_.sectors[model.industries[i].sector].normal_output += model.output[i];
      result_.total.normal_output += model.output[i];
      result_.normal.output += model.output[i];
      result_.normal.value_added += model.value_added[i];
      result_.normal.final_demand += model.final_demand[i];
      result_.normal.final_consumption += model.final_demand[i];
    }
    region_.resize(model.region_count);
    sector_.resize(model.sector_count);
  }

  void observe(int day, const MultiRegionalDay& totals, double broken_capital,
               const MultiRegionalConditions& conditions, const MultiRegionalRun& run) {
    result_.totals.push_back(totals);
    result_.broken_capital.push_back(broken_capital);
    std::fill(region_.begin(), region_.end(), 0.0);
    std::fill(sector_.begin(), sector_.end(), 0.0);
    double inside = 0;
    for (std::size_t i = 0; i < model_.industry_count; ++i) {
      const double output = run.output(i);
      TableLoss& loss = result_.industries[i];
      result_.output.push_back(output);
      if (keeps_limits_) result_.limiting.push_back(run.limiting_product(i));
      loss.lost_output += loss.normal_output - output;
      const double factor = conditions.demand_factor.empty() ? 1 : conditions.demand_factor[i];
      loss.unmet_final_demand += model_.final_demand[i] * factor * (1 - run.delivered_share(i));
      note_level(loss, output, day);
      region_[model_.industries[i].region] += output;
      if (model_.is_outside[i] != 0) continue;
      sector_[model_.industries[i].sector] += output;
      inside += output;
    }
    for (std::size_t r = 0; r < region_.size(); ++r) note_level(result_.regions[r], region_[r], day);
    for (std::size_t s = 0; s < sector_.size(); ++s) note_level(result_.sectors[s], sector_[s], day);
    note_level(result_.total, inside, day);
    result_.region_output.insert(result_.region_output.end(), region_.begin(), region_.end());
    result_.sector_output.insert(result_.sector_output.end(), sector_.begin(), sector_.end());
    result_.days = day + 1;
  }

  TableSimulation take(int horizon_days) {
    for (std::size_t i = 0; i < model_.industry_count; ++i) {
      TableLoss& loss = result_.industries[i];
      if (model_.output[i] > 0) {
        loss.lost_value_added = loss.lost_output * (model_.value_added[i] / model_.output[i]);
      }
      TableLoss part = loss;
      part.normal_output = 0;  // summed when the observation began
      add(result_.regions[model_.industries[i].region], part);
      if (model_.is_outside[i] != 0) continue;
      add(result_.sectors[model_.industries[i].sector], part);
      add(result_.total, part);
    }
    result_.is_partial = result_.days < horizon_days;
    return std::move(result_);
  }

 private:
  const MultiRegionalModel& model_;
  bool keeps_limits_;
  TableSimulation result_;
  std::vector<double> region_;
  std::vector<double> sector_;
};

}  // namespace

Result<TableSimulation> simulate_table(const MultiRegionalModelPtr& model, const TableEvents& events,
                                       const TableSimulationOptions& options) {
  if (options.horizon_days < 1) return Error{ErrorCode::kInvalidArgument, "the horizon is below one day"};
  for (std::size_t e = 0; e < events.size(); ++e) {
    const std::string fault = fault_of(*model, events[e]);
    if (fault.empty()) continue;
    return Error{ErrorCode::kInvalidArgument, "event " + std::to_string(e + 1) + ": " + fault};
  }
  MultiRegionalRun run(model, options.threads, options.keep_limiting_inputs);
  TableDamage damage(model, events);
  Observer observer(*model, options);
  const int report_every = std::max(1, options.horizon_days / kReports);
  for (int day = 0; day < options.horizon_days; ++day) {
    if (options.stop != nullptr && options.stop->load(std::memory_order_relaxed)) break;
    const MultiRegionalConditions conditions = damage.before_day(day);
    const double broken = damage.broken_capital();
    const MultiRegionalDay totals = run.step(conditions);
    damage.after_day(run);
    observer.observe(day, totals, broken, conditions, run);
    const int done = day + 1;
    if (options.progress && (done % report_every == 0 || done == options.horizon_days)) {
      options.progress(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(options.horizon_days));
    }
  }
  return observer.take(options.horizon_days);
}

}  // namespace tenon
