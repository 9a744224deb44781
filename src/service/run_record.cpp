#include "service/run_record.h"

#include <boost/json.hpp>
#include <exception>
#include <utility>

#include "service/file_desk.h"
#include "service/record_check.h"

namespace tenon {
namespace {

namespace json = boost::json;

Result<json::object> object_of(const char* what, const std::string& text) {
  json::error_code error;
  json::value value = json::parse(text, error);
  if (error || !value.is_object())
    return Error{ErrorCode::kBadInput, std::string(what) + " of the run: expected a JSON object"};
  return std::move(value.get_object());
}

// What a list of runs shows of one: its outcome without the long lists.
json::object short_run(const json::object& run) {
  json::object outcome = run.at("outcome").as_object();
  outcome.erase("product_stops");
  return {{"run", run.at("run")}, {"label", run.at("label")}, {"days", run.at("days")}, {"outcome", outcome}};
}

// The draws without their days; null where nothing was drawn.
json::value short_draws(json::value draws) {
  if (!draws.is_object()) return nullptr;
  for (json::value& run : draws.at("runs").as_array()) run.as_object().erase("loss");
  if (json::value& difference = draws.at("difference"); difference.is_object())
    difference.as_object().erase("loss");
  return draws;
}

}  // namespace

Result<std::string> run_record_text(const RunResult& run) {
  auto options = object_of("options", run.options_json);
  if (!options) return options.error();
  auto summary = object_of("summary", run.summary_json);
  if (!summary) return summary.error();
  json::object root;
  if (run.scenario_record) {
    root["scenario"] = {{"record", *run.scenario_record}, {"revision", run.scenario_revision}};
  } else {
    root["scenario_name"] = run.scenario_name;
  }
  root["dataset"] = {{"name", run.dataset}, {"version", run.dataset_version}};
  root["options"] = std::move(*options);
  root["digest"] = run.result_digest;
  if (run.result_file) root["file"] = *run.result_file;
  root["summary"] = std::move(*summary);
  return json::serialize(root);
}

Result<RecordRow> keep_run(Database& database, const RunResult& run, NewRecord where,
                           const RecordCaller& caller) {
  auto text = run_record_text(run);
  if (!text) return text.error();
  where.kind = "run";
  where.text = std::move(*text);
  where.links.clear();
  if (run.scenario_record) {
    where.links.push_back(
        {"scenario", "record", std::to_string(*run.scenario_record), run.scenario_revision});
  }
  where.links.push_back({"dataset", "dataset", run.dataset, run.dataset_version});
  if (run.result_file) where.links.push_back({"result", "file", *run.result_file, 0});
  return make_record(database, where, caller);
}

Result<RunResult> run_of_simulation(const std::string& request_json, const std::string& result_json) {
  auto options = object_of("request", request_json);
  if (!options) return options.error();
  const auto result = object_of("result", result_json);
  if (!result) return result.error();
  try {
    RunResult run;
    run.dataset = options->at("dataset").as_string().c_str();
    run.dataset_version = options->at("version").as_int64();
    options->erase("dataset");
    options->erase("version");
    const json::array& runs = result->at("runs").as_array();
    run.scenario_name = runs.at(0).at("scenario").at("name_zh").as_string().c_str();
    json::object summary;
    for (const char* member : {"answer", "comparison", "partial", "synthetic", "currency"})
      summary[member] = result->at(member);
    const json::value* draws = result->if_contains("draws");
    summary["draws"] = short_draws(draws == nullptr ? json::value() : *draws);
    json::array& all = summary["runs"].emplace_array();
    for (const json::value& one : runs) all.push_back(short_run(one.as_object()));
    run.options_json = json::serialize(*options);
    run.summary_json = json::serialize(summary);
    run.result_digest = file_digest(result_json);
    return run;
  } catch (const std::exception& error) {  // a member is missing, or of another type
    return Error{ErrorCode::kBadInput, std::string("this is no simulation: ") + error.what()};
  }
}

}  // namespace tenon
