// A program with a queue of jobs, for job_test.py and for it to kill:
//
//   job_runner run ADDRESS KIND      the request from standard input: runs it and prints its result
//   job_runner load ADDRESS FIRST    submits jobs FIRST, FIRST + 1, … and runs them; prints each number once
//   it was
//                                    taken in
//   job_runner finish ADDRESS        runs what is left until nothing is open, then prints a line for each
//   job: request,
//                                    state, result
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <iterator>
#include <string>
#include <thread>

#include "service/job_kinds.h"
#include "service/job_queue.h"

namespace {

using namespace tenon;

const Actor kTester{"tester", "", "", "local"};

int fail(const Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  return 1;
}

void pause(int milliseconds) {
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}

JobQueueOptions quick() {
  JobQueueOptions options;
  options.look_seconds = 0.05;
  options.save_seconds = 0.02;
  options.tell_seconds = 0.02;
  options.lease_seconds = 0.6;
  options.most_attempts = 1000;  // all are to end, however often this program is killed
  options.most_queued = options.most_queued_per_account = 20;
  return options;
}

// A job of a few hundredths of a second.
JobKind count_job() {
  JobKind kind;
  kind.id = "count";
  kind.run = [](const JobRequest& request, JobControl& control) -> Result<JobResult> {
    for (int k = 0; k < 5; ++k) {
      if (control.is_stopped()) return Error{ErrorCode::kCancelled, "stopped"};
      control.tell(k / 5.0, "counting");
      pause(5);
    }
    JobResult result;
    result.text = "counted:" + request.text;
    return result;
  };
  return kind;
}

int run(Database& store, const char* kind) {
  DatasetShelf shelf(store);
  JobQueue queue(store, dataset_job_kinds(store, shelf), quick());
  if (auto started = queue.start(); !started) return fail(started.error());
  JobSubmission submission;
  submission.kind = kind;
  submission.request = std::string(std::istreambuf_iterator<char>(std::cin), {});
  submission.actor = kTester;
  const auto job = queue.submit(submission);
  if (!job) return fail(job.error());
  for (;; pause(10)) {
    const auto view = queue.find(job->id);
    if (!view) return fail(view.error());
    if (!is_final(view->state)) continue;
    std::fprintf(stderr, "%s %s %s\n", std::string(id_of(view->state)).c_str(), view->error_code.c_str(),
                 view->error_message.c_str());
    const auto result = queue.result(job->id, kTester);
    if (!result) return fail(result.error());
    std::fprintf(stderr, "%s %s\n", std::string(id_of(result->classification)).c_str(),
                 result->metadata.c_str());
    std::fwrite(result->text.data(), 1, result->text.size(), stdout);
    return view->state == JobState::kDone ? 0 : 1;
  }
}

int load(Database& store, unsigned long long first) {
  JobQueue queue(store, {count_job()}, quick());
  if (auto started = queue.start(); !started) return fail(started.error());
  JobSubmission submission;
  submission.kind = "count";
  submission.actor = kTester;
  for (unsigned long long k = first;;) {
    submission.request = std::to_string(k);
    const auto job = queue.submit(submission);
    if (job) {
      std::printf("%llu\n", k++);
      std::fflush(stdout);
    } else if (job.error().code != ErrorCode::kBusy) {
      return fail(job.error());
    } else {
      pause(5);
    }
  }
}

int finish(Database& store) {
  JobQueue queue(store, {count_job()}, quick());
  if (auto started = queue.start(); !started) return fail(started.error());
  for (;; pause(20)) {
    const auto counts = queue.counts();
    if (!counts) return fail(counts.error());
    if (!counts->contains(JobState::kQueued) && !counts->contains(JobState::kRunning)) break;
  }
  JobFilter all;
  all.limit = 1'000'000;
  const auto jobs = queue.list(all);
  if (!jobs) return fail(jobs.error());
  for (const JobView& job : *jobs) {
    const auto request = queue.request(job.id);
    const auto result = queue.result(job.id, kTester);
    std::printf("%s %s %s\n", request ? request->c_str() : "?", std::string(id_of(job.state)).c_str(),
                result ? result->text.c_str() : "-");
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  auto store = Database::open(argv[2]);
  if (!store) return fail(store.error());
  if (argc == 4 && std::strcmp(argv[1], "run") == 0) return run(*store, argv[3]);
  if (argc == 4 && std::strcmp(argv[1], "load") == 0)
    return load(*store, std::strtoull(argv[3], nullptr, 10));
  if (argc == 3 && std::strcmp(argv[1], "finish") == 0) return finish(*store);
  return 2;
}
