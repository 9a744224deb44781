#include "service/job_measures.h"

#include <cstddef>
#include <utility>

namespace tenon {

MeasuresRequest take_measures(JobMembers& members) {
  MeasuresRequest request;
  request.dataset = take_dataset(members);
  request.rules = take_rules(members);
  request.scope.scope = members.text("scope", "YRD");
  request.choice.products = members.texts("products");
  request.choice.levels = members.text("levels", request.choice.levels);
  request.choice.chain = members.text("chain");
  request.failure_days = static_cast<int>(members.integer("failure_days", 90, 1, 3650));
  request.horizon_days = static_cast<int>(members.integer("horizon_days", 240, 1, 3650));
  request.with_interval = members.flag("with_interval", true);
  return request;
}

MeasureOptions measure_options(const MeasuresRequest& request, const JobBackupGround& ground,
                               JobControl& control) {
  MeasureOptions options;
  options.search = ground.search;
  options.break_points.scope = ground.search.scope;
  options.break_points.current_year = ground.break_points.options.current_year;
  options.policy = request.rules.policy;
  options.network = ground.network_options;
  options.failure_days = request.failure_days;
  options.horizon_days = request.horizon_days;
  options.with_interval = request.with_interval;
  options.threads = control.threads();
  options.stop = control.stop();
  return options;
}

Result<ChosenMeasures> chosen_measures(const MeasuresRequest& request, const JobBackupGround& ground,
                                       MeasureOptions& options, JobControl& control) {
  const auto products = chosen_products(ground.dataset(), ground.break_points, request.choice, "products",
                                        "\"levels\"", kJobRequest);
  if (!products) return products.error();
  ChosenMeasures chosen;
  const double part = 0.8 / static_cast<double>(products->size());
  for (std::size_t k = 0; k < products->size(); ++k) {
    const double from = 0.15 + part * static_cast<double>(k);
    options.progress = control.progress("measures", from, from + part);
    auto report = evaluate_measures(ground.dataset(), (*products)[k], options);
    chosen.is_partial = control.is_stopped() || (report && report->is_partial);
    if (chosen.is_partial) break;
    if (report) {
      chosen.reports.push_back(std::move(*report));
    } else if (!request.choice.products.empty()) {
      return report.error();
    }
  }
  options.progress = {};
  return chosen;
}

}  // namespace tenon
