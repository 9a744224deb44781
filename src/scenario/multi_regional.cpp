#include "scenario/multi_regional.h"

#include <algorithm>
#include <span>
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

// Lowest output so far and its day; level() of it once the run is over.
void note_output(TableLoss& loss, double output, int day) {
  if (!(output < loss.worst_level)) return;
  loss.worst_level = output;
  loss.worst_day = day;
}

void level(TableLoss& loss) {
  loss.worst_level = loss.normal_output > 0 ? loss.worst_level / loss.normal_output : 1;
  if (loss.worst_level < 1 - kRounding) return;
  loss.worst_level = 1;
  loss.worst_day = -1;
}

class Observer {
 public:
  Observer(const MultiRegionalModel& model, const TableSimulationOptions& options)
      : model_(model), keeps_limits_(options.keep_limiting_inputs) {
    result_.industries.resize(model.industry_count);
    result_.regions.resize(model.region_count);
    result_.sectors.resize(model.sector_count);
    // In the order in which a run sums, so that an undisturbed day equals the normal one.
    for (const std::size_t i : model.industry_at) {
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
    for (auto* losses : {&result_.industries, &result_.regions, &result_.sectors}) {
      for (TableLoss& loss : *losses) loss.worst_level = loss.normal_output;
    }
    result_.total.worst_level = result_.total.normal_output;
    const auto days = static_cast<std::size_t>(options.horizon_days);
    result_.totals.reserve(days);
    result_.broken_capital.reserve(days);
    delivered_.resize(model.industry_count);
  }

  // What the run delivered of everything asked for, one an industry.
  [[nodiscard]] std::span<const double> delivered_share() const { return delivered_; }

  void observe(int day, const MultiRegionalDay& totals, double broken_capital,
               const MultiRegionalConditions& conditions, const MultiRegionalRun& run) {
    result_.totals.push_back(totals);
    result_.broken_capital.push_back(broken_capital);
    run.delivered_share(delivered_);
    const double* output = append(result_.output, model_.industry_count);
    run.output({result_.output.end() - model_.industry_count, result_.output.end()});
    double* of_region = append(result_.region_output, model_.region_count);
    double* of_sector = append(result_.sector_output, model_.sector_count);
    for (std::size_t i = 0; i < model_.industry_count; ++i) {
      TableLoss& loss = result_.industries[i];
      loss.lost_output += loss.normal_output - output[i];
      loss.unmet_final_demand += model_.final_demand[i] * conditions.demand_factor[i] * (1 - delivered_[i]);
      note_output(loss, output[i], day);
      of_region[model_.industries[i].region] += output[i];
      if (model_.is_outside[i] == 0) of_sector[model_.industries[i].sector] += output[i];
      if (keeps_limits_) result_.limiting.push_back(run.limiting_product(i));
    }
    for (std::size_t r = 0; r < model_.region_count; ++r) note_output(result_.regions[r], of_region[r], day);
    for (std::size_t s = 0; s < model_.sector_count; ++s) note_output(result_.sectors[s], of_sector[s], day);
    note_output(result_.total, totals.output, day);
    result_.days = day + 1;
  }

  TableSimulation take(int horizon_days) {
    for (auto* losses : {&result_.industries, &result_.regions, &result_.sectors}) {
      for (TableLoss& loss : *losses) level(loss);
    }
    level(result_.total);
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
  // `count` more zeros behind the values; where they begin.
  static double* append(std::vector<double>& values, std::size_t count) {
    values.resize(values.size() + count);
    return values.data() + values.size() - count;
  }

  const MultiRegionalModel& model_;
  bool keeps_limits_;
  TableSimulation result_;
  std::vector<double> delivered_;
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
    observer.observe(day, totals, broken, conditions, run);
    damage.after_day(observer.delivered_share());
    const int done = day + 1;
    if (options.progress && (done % report_every == 0 || done == options.horizon_days)) {
      options.progress(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(options.horizon_days));
    }
  }
  return observer.take(options.horizon_days);
}

}  // namespace tenon
