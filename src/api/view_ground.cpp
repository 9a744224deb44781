#include "api/view_ground.h"

#include <chrono>

#include "api/case_caller.h"
#include "api/page.h"
#include "api/view_json.h"
#include "report/words.h"

namespace tenon {
namespace {

std::int64_t seconds_of(UtcTime time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

}  // namespace

HttpReply answer_view(ApiServices& s, const ApiCall& call,
                      const std::function<HttpReply(const AnalysedVersion&)>& answer) {
  const std::string* asked = call.parameter("scope");
  const auto view =
      s.analyses.analysis(call.text("name"), call.integer("version", 0),
                          asked != nullptr ? *asked : BreakPointOptions().scope, seconds_of(call.time));
  if (view) return answer(**view);
  if (view.error().code != ErrorCode::kInvalidArgument) return error_answer(call, view.error());
  ApiProblem problem = problem_of("bad_parameter", view.error().message);
  problem.faults.push_back({"", "scope",
                            say(call.language, "该数据集中某个地区的代码，如 YRD、CHN、310000",
                                "the code of a region of the dataset, as YRD, CHN, 310000")});
  return problem_answer(call, problem);
}

HttpReply answer_of_chain(const ApiCall& call, const Dataset& dataset,
                          const std::function<HttpReply(std::optional<ChainId>)>& answer) {
  const std::string* asked = call.parameter("chain");
  if (asked == nullptr) return answer({});
  for (std::size_t i = 0; i < dataset.chains.size(); ++i) {
    if (dataset.chains[i].id == *asked) return answer(ChainId(i));
  }
  ApiProblem problem = problem_of("bad_parameter", "no chain '" + *asked + "'");
  problem.faults.push_back(
      {"", "chain", say(call.language, "该数据集中某条链的编号", "the id of a chain of the dataset")});
  return problem_answer(call, problem);
}

void write_about(JsonWriter& json, const AnalysedVersion& view) {
  const Region& scope = view.dataset().region(view.scope.scope);
  json.key("about").begin_object().key("dataset").text(view.of->name).key("version");
  json.integer(view.of->version).key("scope_code").text(scope.code);
  json.key("scope_zh").text(region_name_zh(scope)).key("scope_en").text(region_name_en(scope));
  write_seconds(json.key("imported_at"), view.of->imported_at);
  write_seconds(json.key("computed_at"), view.computed_at);
  json.key("data_year_oldest").optional_integer(view.oldest_year);
  json.key("data_year_newest").optional_integer(view.newest_year).end_object();
}

const BreakPoint* Comparison::find(std::string_view product) const {
  const auto found = products.find(product);
  return found == products.end() ? nullptr : found->second;
}

Result<std::optional<Comparison>> comparison_of(ApiServices& s, const ApiCall& call,
                                                const AnalysedVersion& view) {
  const auto all = list_analyses(s.database, view.of->name);
  if (!all) return all.error();
  const std::string& scope = view.result.options.scope;
  const RegisteredAnalysis* newest = nullptr;
  for (const RegisteredAnalysis& one : *all) {
    if (one.scope == scope && one.version < view.of->version &&
        (newest == nullptr || one.version >= newest->version))
      newest = &one;
  }
  if (newest == nullptr) return std::optional<Comparison>();
  auto before = s.analyses.analysis(view.of->name, newest->version, scope, seconds_of(call.time));
  if (!before && before.error().code == ErrorCode::kInvalidArgument) return std::optional<Comparison>();
  if (!before) return before.error();
  Comparison comparison{*newest, std::move(*before), {}};
  for (const BreakPoint& point : comparison.before->result.break_points) {
    if (point.subject.type == SubjectType::kProduct)
      comparison.products[comparison.before->dataset().products[point.subject.index].id] = &point;
  }
  return std::optional<Comparison>(std::move(comparison));
}

void write_comparison(JsonWriter& json, const std::optional<Comparison>& comparison) {
  json.key("compared_with");
  if (!comparison) {
    json.null();
    return;
  }
  json.begin_object().key("analysis").integer(comparison->recorded.id).key("version");
  json.integer(comparison->recorded.version);
  write_seconds(json.key("at"), comparison->recorded.at).end_object();
}

void write_change(JsonWriter& json, std::string_view key, const BreakPoint* before) {
  json.key(key);
  if (before == nullptr) {
    json.null();
    return;
  }
  json.begin_object();
  write_rank(json, "rank_before", before->rank);
  json.key("level_before").text(id_of(before->level));
  write_value(json, "score_before", before->score);
  write_value(json, "exposure_before", before->exposure);
  json.end_object();
}

Result<SeenCases> seen_cases(ApiServices& s, const ApiCall& call, const CaseFilter& filter) {
  if (!call.identity || !call.decide(Permission::kCaseRead, own_object(*call.identity)).allowed())
    return SeenCases();
  auto rows = list_seen_cases(s.database, filter, case_caller(call));
  if (!rows) return rows.error();
  return SeenCases(std::move(*rows));
}

bool is_about(const CaseRow& row, const std::string& dataset, const std::string& product,
              std::optional<std::int64_t> register_id) {
  if (row.subject_kind != "product" && row.subject_kind != "break_point") return false;
  if (row.subject_id == product || row.subject_id == dataset + "/product/" + product) return true;
  return row.subject_kind == "break_point" && register_id && row.subject_id == std::to_string(*register_id);
}

}  // namespace tenon
