#include <algorithm>
#include <limits>
#include <numeric>

#include "report/esri_report.h"
#include "service/dataset_firm_network.h"
#include "service/job_dataset.h"
#include "service/job_kinds.h"

namespace tenon {
namespace {

struct EsriRequest {
  JobDataset dataset;
  bool replaceable = true;
  EsriOptions options;
  std::int64_t top = 0;
  std::int64_t stop_check = 0;
};

EsriRequest take(JobMembers& members) {
  EsriRequest request;
  request.dataset = take_dataset(members);
  request.replaceable = members.word("replaceability", "market", {"market", "none"}) == "market";
  request.options.epsilon = members.number("epsilon", 1e-2, 0, 1);
  request.options.tolerance = members.number("tolerance", 0, 0, 0.5);
  request.options.max_iterations =
      static_cast<std::uint32_t>(members.integer("max_iterations", 10000, 1, 1'000'000));
  request.top = members.integer("top", 0, 0, std::numeric_limits<std::int32_t>::max());
  request.stop_check = members.integer("stop_check", 100, 0, 100'000);
  return request;
}

// Positions of the highest scores, or all in the order of the dataset.
std::vector<std::size_t> shown(const std::vector<EsriScore>& scores, std::size_t top) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (top == 0) return order;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return scores[a].combined > scores[b].combined; });
  order.resize(std::min(order.size(), top));
  return order;
}

Result<JobResult> run(DatasetShelf& shelf, const JobRequest& job, JobControl& control) {
  const auto request = read_request(job.text, take);
  if (!request) return request.error();
  control.tell(0, "reading the dataset");
  const auto loaded = load_for(shelf, request->dataset, job);
  if (!loaded) return loaded.error();
  const Dataset& dataset = *loaded->dataset;
  const auto firms = dataset_firm_network(dataset);
  if (!firms) return firms.error();
  EsriInputs inputs;
  inputs.network = &firms->network;
  inputs.replaceability = request->replaceable ? Replaceability::kMarketShare : Replaceability::kNone;
  const auto model = build_esri_model(inputs);
  if (!model) return model.error();
  std::vector<std::uint32_t> all(firms->network.firm_count);
  std::iota(all.begin(), all.end(), 0U);
  EsriOptions options = request->options;
  options.threads = control.threads();
  options.stop = control.stop();
  options.progress = control.progress("closing firms", 0.1, 0.8);
  const auto scores = compute_esri(**model, all, options);
  if (!scores) return scores.error();

  EsriReport report;
  report.source = source_of(*loaded);
  report.name_of = [&](std::uint32_t firm) -> std::string_view { return dataset.firms[firm].id; };
  report.summary = summarize(**model);
  report.options = options;
  report.replaceable = request->replaceable;
  report.firm_count = firms->network.firm_count;
  report.link_count = firms->network.link_count();
  if (request->stop_check > 0) {
    options.progress = control.progress("checking the stop rule", 0.8, 1);
    const auto check =
        check_stop_rule(**model, all, *scores, options, static_cast<std::size_t>(request->stop_check));
    if (!check) return check.error();
    report.stop_check = *check;
  }
  std::vector<std::uint32_t> shown_firms;
  std::vector<EsriScore> shown_scores;
  for (const std::size_t k : shown(*scores, static_cast<std::size_t>(request->top))) {
    shown_firms.push_back(all[k]);
    shown_scores.push_back((*scores)[k]);
  }
  report.firms = shown_firms;
  report.scores = shown_scores;
  JobResult result;
  result.text = esri_json(report);
  result.classification = Classification::kRestricted;
  result.metadata = details_of(job);
  return result;
}

}  // namespace

JobKind esri_job(Database& database, DatasetShelf& shelf) {
  JobKind kind;
  kind.id = "esri";
  kind.name = {"企业系统性风险", "systemic risk of firms"};
  kind.weight = JobWeight::kHeavy;
  kind.time_limit_s = 600;
  kind.permission = Permission::kSupplyReadFirmLevel;
  kind.classification = Classification::kRestricted;
  kind.prepare = prepared_by(database, take);
  kind.run = [&](const JobRequest& job, JobControl& control) { return run(shelf, job, control); };
  return kind;
}

}  // namespace tenon
