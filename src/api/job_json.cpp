#include "api/job_json.h"

#include "api/page.h"

namespace tenon {

void write_job(JsonWriter& json, const JobView& job, bool has_result) {
  json.begin_object().key("id").integer(job.id).key("kind").text(job.kind).key("state").text(
      id_of(job.state));
  json.key("progress").number(job.progress).key("note").text(job.progress_note);
  json.key("account_id").text(job.account).key("made").text(utc_text(job.made));
  write_time(json.key("started"), job.started);
  write_time(json.key("ended"), job.ended).key("error");
  if (job.error_code.empty()) {
    json.null();
  } else {
    json.text(job.error_code + (job.error_message.empty() ? "" : ": " + job.error_message));
  }
  json.key("has_result")
      .boolean(has_result)
      .key("classification")
      .text(id_of(job.classification))
      .end_object();
}

std::string job_json(const JobView& job, bool has_result) {
  JsonWriter json(JsonWriter::Layout::kCompact);
  write_job(json, job, has_result);
  return json.take();
}

}  // namespace tenon
