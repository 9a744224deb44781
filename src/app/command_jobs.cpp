#include "app/command_jobs.h"

#include <chrono>

#include "app/dataset_source.h"
#include "app/output.h"
#include "base/number.h"
#include "report/json_writer.h"
#include "report/terminal_table.h"
#include "report/timestamp.h"
#include "service/job_queue.h"

namespace tenon {
namespace {

std::string time_text(const std::optional<UtcTime>& time) {
  if (!time) return "–";
  return format_utc(std::chrono::floor<std::chrono::seconds>(*time).time_since_epoch().count());
}

std::string state_text(const JobView& job) {
  const Wording words = wording_of(job.state);
  return std::string(words.zh) + " " + std::string(words.en);
}

std::string progress_text(const JobView& job) {
  return format_fixed(100 * job.progress, 0) + " %";
}

void write_job(JsonWriter& json, const JobView& job) {
  const auto time = [&](const char* key, const std::optional<UtcTime>& at) {
    json.key(key);
    if (at) {
      json.text(utc_text(*at));
    } else {
      json.null();
    }
  };
  json.key("id").integer(job.id).key("kind").text(job.kind).key("state").text(id_of(job.state));
  json.key("account").text(job.account).key("organisation").text(job.organisation);
  json.key("region_code").text(job.region_code).key("classification").text(id_of(job.classification));
  json.key("weight").text(id_of(job.weight)).key("priority").integer(job.priority);
  json.key("time_limit_s").integer(job.time_limit_s).key("attempts").integer(job.attempts);
  json.key("cancel_asked").boolean(job.is_cancel_asked);
  time("made", job.made);
  time("started", job.started);
  time("ended", job.ended);
  json.key("progress").number(job.progress).key("progress_note").text(job.progress_note);
  json.key("error_code").text(job.error_code).key("error_message").text(job.error_message);
}

std::string json_of(const std::vector<JobView>& jobs) {
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object().key("jobs").begin_array();
  for (const JobView& job : jobs) {
    json.begin_object();
    write_job(json, job);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

std::string table_of(const std::vector<JobView>& jobs) {
  TerminalTable table{{{"编号 no.", Align::kRight},
                       {"类型 kind", Align::kLeft},
                       {"状态 state", Align::kLeft},
                       {"进度 progress", Align::kRight},
                       {"账户 account", Align::kLeft},
                       {"提交 made", Align::kLeft},
                       {"结束 ended", Align::kLeft},
                       {"错误 error", Align::kLeft}},
                      {}};
  for (const JobView& job : jobs) {
    table.rows.push_back({std::to_string(job.id), job.kind, state_text(job), progress_text(job), job.account,
                          time_text(job.made), time_text(job.ended), job.error_code});
  }
  return render_table(table, style_of_standard_output());
}

std::string json_of(const JobView& job, const std::string& request, const Result<JobResultFacts>& facts) {
  JsonWriter json(JsonWriter::Layout::kIndented);
  json.begin_object();
  write_job(json, job);
  json.key("request").text(request).key("result");
  if (facts) {
    json.begin_object().key("content_type").text(facts->content_type).key("bytes").integer(facts->byte_count);
    json.key("sm3").text(facts->digest).key("classification").text(id_of(facts->classification));
    json.key("partial").boolean(facts->is_partial).key("metadata").text(facts->metadata).end_object();
  } else {
    json.null();
  }
  json.end_object();
  return json.take() + "\n";
}

std::string text_of(const JobView& job, const Result<JobResultFacts>& facts) {
  std::string text = "任务 job " + std::to_string(job.id) + ": " + job.kind + ", " + state_text(job) + ", " +
                     progress_text(job) + (job.progress_note.empty() ? "" : " (" + job.progress_note + ")") +
                     "\n";
  text += "账户 account: " + job.account + "\n提交 made: " + time_text(job.made) +
          "\n开始 started: " + time_text(job.started) + "\n结束 ended: " + time_text(job.ended) + "\n";
  if (!job.error_message.empty()) text += "错误 error: " + job.error_code + ": " + job.error_message + "\n";
  if (facts) {
    const Wording label = wording_of(facts->classification);
    text += "结果 result: " + format_count(static_cast<std::uint64_t>(facts->byte_count)) + " bytes, " +
            std::string(label.zh) + " " + std::string(label.en) +
            (facts->is_partial ? ", 不完整 partial" : "") + ", SM3 " + facts->digest + "\n" +
            facts->metadata + "\n";
  }
  return text;
}

Result<JobFilter> filter_of(const JobsCommand& options) {
  JobFilter filter;
  filter.limit = options.top;
  if (!options.kind.empty()) filter.kind = options.kind;
  if (!options.account.empty()) filter.account = options.account;
  if (options.state.empty()) return filter;
  filter.state = job_state_of(options.state);
  if (!filter.state) {
    return Error{ErrorCode::kInvalidArgument,
                 "--state: expected queued, running, done, failed, cancelled, timed_out or interrupted"};
  }
  return filter;
}

}  // namespace

int run_jobs_list(const JobsCommand& options) {
  const auto filter = filter_of(options);
  if (!filter) return report_error(filter.error());
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  JobQueue queue(*store, {});
  const auto jobs = queue.list(*filter);
  if (!jobs) return report_error(jobs.error());
  return write_output(options.out, options.format == "json" ? json_of(*jobs) : table_of(*jobs));
}

int run_jobs_show(const JobsCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  JobQueue queue(*store, {});
  const auto job = queue.find(options.id);
  if (!job) return report_error(job.error());
  const auto facts = queue.result_facts(options.id);
  if (options.format != "json") return write_output(options.out, text_of(*job, facts));
  const auto request = queue.request(options.id);
  if (!request) return report_error(request.error());
  return write_output(options.out, json_of(*job, *request, facts));
}

int run_jobs_result(const JobsCommand& options) {
  auto store = open_store(options.address, true);
  if (!store) return report_error(store.error());
  JobQueue queue(*store, {});
  const auto result = queue.result(options.id, command_line_actor(options.by));
  if (!result) return report_error(result.error());
  return write_output(options.out, result->text);
}

}  // namespace tenon
