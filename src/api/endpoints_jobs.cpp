// Long work: asking for it, following it, what it found. Everybody sees the own jobs only; whoever reads a
// result still needs the permission of its kind.
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "api/dataset_place.h"
#include "api/endpoint.h"
#include "api/job_json.h"
#include "api/page.h"
#include "api/refuse_unless.h"
#include "base/number.h"

namespace tenon {
namespace {

namespace json = boost::json;

// A job is of the account, its organisation and region; what it finds has a label.
AccessObject object_of(const JobView& job, Classification classification) {
  return {job.organisation, job.region_code, classification};
}

Result<JobView> own_job(ApiServices& s, const ApiCall& call) {
  auto job = s.jobs.find(call.integer("id", 0));
  // Another's job is not told from one that is not there.
  if (job && job->account != call.identity->account.id) {
    return Error{ErrorCode::kNotFound, "there is no job " + call.text("id")};
  }
  return job;
}

HttpReply job_answer(ApiServices& s, const ApiCall& call, int status, const Result<JobView>& job) {
  if (!job) return error_answer(call, job.error());
  return json_answer(status, job_json(*job, s.jobs.result_facts(job->id).ok()));
}

// The dataset that the request names must be one that the caller may read.
std::optional<HttpReply> check_dataset(ApiServices& s, const ApiCall& call) {
  const std::string name = text_member(call.member("request")->get_object(), "dataset");
  if (name.empty()) return std::nullopt;
  auto place = place_of_dataset(s.database, name);
  if (!place) return error_answer(call, place.error());
  if (call.decide(Permission::kDatasetRead, *place).allowed()) return std::nullopt;
  return problem_answer(call, problem_of("not_found", "dataset '" + name + "'"));
}

std::optional<HttpReply> check_permission(ApiServices& s, const ApiCall& call, const std::string& kind_id,
                                          const AccessObject& object) {
  const JobKind* kind = s.jobs.kind(kind_id);
  if (kind == nullptr)
    return problem_answer(call, problem_of("refused", "no kind of job: " + kind_id.substr(0, 40)));
  return refuse_unless(s, call, kind->permission, object, "job", kind_id);
}

HttpReply submit(ApiServices& s, const ApiCall& call) {
  const std::string kind_id = call.field("kind");
  const JobKind* kind = s.jobs.kind(kind_id);
  const Classification label = kind != nullptr ? kind->classification : Classification::kInternal;
  if (auto refused = check_permission(s, call, kind_id, own_object(*call.identity, label))) return *refused;
  if (auto refused = check_dataset(s, call)) return *refused;
  JobSubmission submission;
  submission.kind = kind_id;
  submission.request = json::serialize(*call.member("request"));
  if (kind->prepare && kind->also_needed) {
    auto prepared = kind->prepare(submission.request);
    if (!prepared) return error_answer(call, prepared.error());
    if (const auto also = kind->also_needed(*prepared)) {
      if (auto refused = refuse_unless(s, call, *also, own_object(*call.identity, label), "job", kind_id))
        return *refused;
    }
  }
  submission.actor = call.caller().actor;
  submission.region_code = own_object(*call.identity).region_code;
  submission.time_limit_s = call.integer_field("time_limit_seconds");
  submission.even_if_same = call.flag_field("again");
  auto submitted = s.jobs.submit(submission);
  if (!submitted) return error_answer(call, submitted.error());
  HttpReply reply = job_answer(s, call, 202, s.jobs.find(submitted->id));
  std::get<HttpResponse>(reply).headers.set("location", "/api/v1/jobs/" + std::to_string(submitted->id));
  return reply;
}

HttpReply jobs(ApiServices& s, const ApiCall& call) {
  JobFilter filter;
  filter.account = call.identity->account.id;
  if (const std::string* kind = call.parameter("kind")) filter.kind = *kind;
  if (const std::string* state = call.parameter("state")) filter.state = job_state_of(*state);
  const auto limit = static_cast<std::size_t>(call.integer("limit", 100));
  filter.limit = limit + 1;
  if (const std::string* after = call.parameter("after")) {
    const auto id = parse_integer(*after);
    if (!id) return problem_answer(call, problem_of("bad_parameter", "after"));
    filter.before = *id;
  }
  auto all = s.jobs.list(filter);
  if (!all) return error_answer(call, all.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("items").begin_array();
  for (std::size_t i = 0; i < std::min(limit, all->size()); ++i) {
    write_job(json, (*all)[i], s.jobs.result_facts((*all)[i].id).ok());
  }
  json.end_array().key("next");
  if (all->size() > limit) {
    json.text(std::to_string((*all)[limit - 1].id));
  } else {
    json.null();
  }
  json.end_object();
  return json_answer(200, json.take());
}

HttpReply result(ApiServices& s, const ApiCall& call) {
  auto job = own_job(s, call);
  if (!job) return error_answer(call, job.error());
  auto facts = s.jobs.result_facts(job->id);
  if (!facts) return error_answer(call, facts.error());
  if (auto refused = check_permission(s, call, job->kind, object_of(*job, facts->classification)))
    return *refused;
  auto kept = s.jobs.result(job->id, call.caller().actor);
  if (!kept) return error_answer(call, kept.error());
  return make_response(200, kept->content_type, std::move(kept->text));
}

HttpReply cancel(ApiServices& s, const ApiCall& call) {
  auto job = own_job(s, call);
  if (!job) return error_answer(call, job.error());
  return job_answer(s, call, 200, s.jobs.cancel(job->id, call.caller().actor));
}

HttpReply kinds(ApiServices& s) {
  const std::vector<JobKind>& all = s.jobs.kinds();
  return list_answer(all.size(), [&](JsonWriter& json, std::size_t i) {
    json.begin_object().key("kind").text(all[i].id).key("permission").text(id_of(all[i].permission));
    json.key("is_heavy").boolean(all[i].weight == JobWeight::kHeavy);
    json.key("time_limit_seconds").integer(all[i].time_limit_s).end_object();
  });
}

}  // namespace

ApiEndpoints job_endpoints(ApiServices& s) {
  return {
      {"list_job_kinds", [&s](const ApiCall&) { return kinds(s); }, {}},
      {"list_jobs", [&s](const ApiCall& call) { return jobs(s, call); }, {}},
      {"submit_job", [&s](const ApiCall& call) { return submit(s, call); }, {}},
      {"read_job", [&s](const ApiCall& call) { return job_answer(s, call, 200, own_job(s, call)); }, {}},
      {"read_job_result", [&s](const ApiCall& call) { return result(s, call); }, {}},
      {"cancel_job", [&s](const ApiCall& call) { return cancel(s, call); }, {}},
  };
}

}  // namespace tenon
