// Scenarios, runs, plans, drills and briefs: records with all their revisions.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "api/endpoint.h"
#include "api/page.h"
#include "service/file_desk.h"
#include "service/record_desk.h"
#include "service/run_record.h"

namespace tenon {
namespace {

namespace json = boost::json;

AccessObject object_of(const RecordRow& record) {
  return {record.organisation_id, record.region_code,
          classification_of(record.classification).value_or(Classification::kWorkSecret)};
}

// Asked again about the record as it stands in the transaction.
RecordCaller record_caller(const ApiCall& call, const RecordKindInfo& kind) {
  RecordCaller caller;
  caller.account = call.caller().actor;
  caller.time = call.time;
  caller.permits = [&call, &kind](const RecordRow& record, RecordAct act) {
    return call.decide(act == RecordAct::kRead ? kind.read : kind.change, object_of(record)).allowed();
  };
  return caller;
}

void write_record(JsonWriter& out, const RecordRow& record) {
  out.begin_object().key("id").integer(record.id).key("kind").text(record.kind).key("name").text(record.name);
  out.key("organisation_id").text(record.organisation_id).key("region_code").text(record.region_code);
  out.key("classification").text(record.classification).key("revision").integer(record.revision);
  out.key("is_archived").boolean(record.is_archived);
  write_seconds(out.key("created_at"), record.created_at);
  write_seconds(out.key("updated_at"), record.updated_at).end_object();
}

HttpReply record_answer(const ApiCall& call, int status, const Result<RecordRow>& record) {
  if (!record) return error_answer(call, record.error());
  JsonWriter out(JsonWriter::Layout::kCompact);
  write_record(out, *record);
  HttpReply reply = with_revision(json_answer(status, out.take()), record->revision);
  if (status == 201) {
    const std::string base = call.operation.id == "keep_run" ? "/api/v1/runs" : call.operation.path;
    std::get<HttpResponse>(reply).headers.set("location", base + "/" + std::to_string(record->id));
  }
  return reply;
}

std::vector<RecordLink> links_of(const ApiCall& call) {
  std::vector<RecordLink> links;
  const json::value* given = call.member("links");
  if (given == nullptr) return links;
  for (const json::value& one : given->get_array()) {
    const json::object& object = one.get_object();
    RecordLink link{text_member(object, "role"), text_member(object, "target_kind"),
                    text_member(object, "target_id"), 0};
    if (const json::value* version = object.if_contains("target_version")) {
      link.target_version = version->to_number<std::int64_t>();
    }
    links.push_back(std::move(link));
  }
  return links;
}

// One kind of record behind its seven operations.
class RecordEndpoints {
 public:
  RecordEndpoints(ApiServices& services, const RecordKindInfo& kind) : s_(services), kind_(kind) {}

  HttpReply list(const ApiCall& call) const {
    RecordFilter filter;
    filter.kind = std::string(kind_.id);
    if (!call.flag("archived")) filter.is_archived = false;
    if (const std::string* part = call.parameter("q")) filter.name_part = *part;
    filter.after_id = call.integer("after", 0);
    filter.limit = static_cast<std::size_t>(call.integer("limit", 100));
    auto page = list_records(s_.database, filter, record_caller(call, kind_));
    if (!page) return error_answer(call, page.error());
    JsonWriter out(JsonWriter::Layout::kCompact);
    out.begin_object().key("items").begin_array();
    for (const RecordRow& record : page->records) write_record(out, record);
    out.end_array().key("next");
    if (page->next) {
      out.integer(*page->next);
    } else {
      out.null();
    }
    out.end_object();
    return json_answer(200, out.take());
  }

  HttpReply make(const ApiCall& call) const {
    const AccessObject own = own_object(*call.identity);
    NewRecord record;
    record.kind = std::string(kind_.id);
    record.organisation_id = own.organisation_id;
    record.region_code = own.region_code;
    if (const auto label = classification_of(call.field("classification"))) record.classification = *label;
    record.name = call.field("name");
    record.text = call.field("text");
    record.note = call.field("note");
    record.links = links_of(call);
    return record_answer(call, 201, make_record(s_.database, record, record_caller(call, kind_)));
  }

  HttpReply read(const ApiCall& call) const {
    auto one = read_record(s_.database, id(call), call.integer("revision", 0), record_caller(call, kind_));
    if (!one) return error_answer(call, one.error());
    JsonWriter out(JsonWriter::Layout::kCompact);
    out.begin_object().key("record");
    write_record(out, one->record);
    out.key("revision").integer(one->revision.revision).key("name").text(one->revision.name);
    out.key("text").text(one->revision.text);
    write_seconds(out.key("made_at"), one->revision.made_at).key("made_by").text(one->revision.made_by);
    out.key("note").text(one->revision.note).key("links").begin_array();
    for (const RecordLink& link : one->links) {
      out.begin_object().key("role").text(link.role).key("target_kind").text(link.target_kind);
      out.key("target_id")
          .text(link.target_id)
          .key("target_version")
          .integer(link.target_version)
          .end_object();
    }
    out.end_array().end_object();
    return with_revision(json_answer(200, out.take()), one->record.revision);
  }

  // The whole of what a run found, as its job gave it.
  HttpReply result(const ApiCall& call) const {
    auto one = read_record(s_.database, id(call), 0, record_caller(call, kind_));
    if (!one) return error_answer(call, one.error());
    const auto link = std::find_if(one->links.begin(), one->links.end(), [](const RecordLink& each) {
      return each.role == "result" && each.target_kind == "file";
    });
    if (link == one->links.end())
      return problem_answer(call, problem_of("not_found", "the result of this run is not kept"));
    auto bytes = file_bytes(s_.database, link->target_id);
    if (!bytes) return error_answer(call, bytes.error());
    return make_response(200, "application/json", std::move(*bytes));
  }

  // A simulation that the caller's own job has done becomes a run; the same job again is the same run.
  HttpReply keep(const ApiCall& call) const {
    const auto job = s_.jobs.find(id(call));
    if (!job) return error_answer(call, job.error());
    if (job->account != call.identity->account.id || job->kind != "simulate")
      return problem_answer(call, problem_of("not_found", "a simulation with the number " + call.text("id")));
    const RecordCaller caller = record_caller(call, kind_);
    const std::string key = "job-" + std::to_string(job->id);
    if (auto kept = read_record_of(s_.database, "run", key, caller))
      return record_answer(call, 201, Result<RecordRow>(kept->record));
    const auto found = s_.jobs.result(job->id, call.caller().actor);
    if (!found) return error_answer(call, found.error());
    const auto request = s_.jobs.request(job->id);
    if (!request) return error_answer(call, request.error());
    auto run = run_of_simulation(*request, found->text);
    if (!run) return error_answer(call, run.error());
    auto file = keep_file(s_.database, found->text, call.caller().actor, call.time);
    if (!file) return error_answer(call, file.error());
    run->result_file = std::move(*file);
    const AccessObject own = own_object(*call.identity);
    NewRecord record;
    record.key = key;
    record.organisation_id = own.organisation_id;
    record.region_code = own.region_code;
    record.classification = found->classification;
    record.name = call.field("name");
    record.note = call.field("note");
    return record_answer(call, 201, keep_run(s_.database, *run, record, caller));
  }

  HttpReply change(const ApiCall& call) const {
    const RecordChange change{call.field("name"), call.field("text"), call.field("note"), links_of(call)};
    return revised(call,
                   change_record(s_.database, id(call), seen(call), change, record_caller(call, kind_)));
  }

  HttpReply revisions(const ApiCall& call) const {
    auto all = record_history(s_.database, id(call), record_caller(call, kind_));
    if (!all) return error_answer(call, all.error());
    std::reverse(all->begin(), all->end());
    return list_answer(all->size(), [&](JsonWriter& out, std::size_t i) {
      const RevisionRow& one = (*all)[i];
      out.begin_object().key("revision").integer(one.revision).key("name").text(one.name);
      write_seconds(out.key("made_at"), one.made_at)
          .key("made_by")
          .text(one.made_by)
          .key("note")
          .text(one.note);
      out.key("restores");
      if (one.restores) {
        out.integer(*one.restores);
      } else {
        out.null();
      }
      out.end_object();
    });
  }

  HttpReply undo(const ApiCall& call) const {
    return revised(call, undo_record(s_.database, id(call), seen(call), call.integer_field("to"),
                                     call.field("note"), record_caller(call, kind_)));
  }

  HttpReply archive(const ApiCall& call) const {
    auto done = archive_record(s_.database, id(call), seen(call), true, record_caller(call, kind_));
    if (!done) return revised(call, done);
    return no_content();
  }

  Result<AccessObject> locate(const ApiCall& call) const {
    auto found = in_transaction<RecordRow>(s_.database, TransactionKind::kRead,
                                           [&](Connection& connection) -> Result<RecordRow> {
                                             auto record = find_record(connection, id(call));
                                             if (!record || record->kind != kind_.id) {
                                               return Error{ErrorCode::kNotFound, "there is no such record"};
                                             }
                                             return *record;
                                           });
    if (!found) return found.error();
    return object_of(*found);
  }

 private:
  static std::int64_t id(const ApiCall& call) { return call.integer("id", 0); }
  static std::int64_t seen(const ApiCall& call) { return call.seen_revision.value_or(0); }

  // Somebody else was first: the same as an If-Match that does not hold.
  static HttpReply revised(const ApiCall& call, const Result<RecordRow>& record) {
    if (!record && record.error().code == ErrorCode::kConflict) {
      return problem_answer(call, problem_of("stale", record.error().message));
    }
    return record_answer(call, 200, record);
  }

  ApiServices& s_;
  const RecordKindInfo& kind_;
};

}  // namespace

ApiEndpoints record_endpoints(ApiServices& s) {
  ApiEndpoints all;
  for (const char* id : {"scenario", "run", "plan", "drill", "brief"}) {
    const std::string kind = id;
    const auto of_kind = std::make_shared<RecordEndpoints>(s, *find_record_kind(kind));
    const auto located = [of_kind](const ApiCall& call) { return of_kind->locate(call); };
    all.push_back({"list_" + kind + "s", [of_kind](const ApiCall& call) { return of_kind->list(call); }, {}});
    all.push_back({"make_" + kind, [of_kind](const ApiCall& call) { return of_kind->make(call); }, {}});
    all.push_back({"read_" + kind, [of_kind](const ApiCall& call) { return of_kind->read(call); }, located});
    all.push_back(
        {"change_" + kind, [of_kind](const ApiCall& call) { return of_kind->change(call); }, located});
    all.push_back({"list_" + kind + "_revisions",
                   [of_kind](const ApiCall& call) { return of_kind->revisions(call); }, located});
    all.push_back({"undo_" + kind, [of_kind](const ApiCall& call) { return of_kind->undo(call); }, located});
    all.push_back(
        {"archive_" + kind, [of_kind](const ApiCall& call) { return of_kind->archive(call); }, located});
    if (kind != "run") continue;
    all.push_back({"keep_run", [of_kind](const ApiCall& call) { return of_kind->keep(call); }, {}});
    all.push_back(
        {"read_run_result", [of_kind](const ApiCall& call) { return of_kind->result(call); }, located});
  }
  return all;
}

}  // namespace tenon
