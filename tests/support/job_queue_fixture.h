// A queue with kinds of work that do what a test wants, and the means to wait for them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "service/job_queue.h"
#include "store/transaction.h"
#include "support/test_database.h"

namespace tenon {

// What goes on in the jobs of a test: each waits until its request is let go.
class JobStage {
 public:
  void enter(const std::string& name) {
    const std::lock_guard lock(mutex_);
    entered_.push_back(name);
    most_inside_ = std::max(most_inside_, ++inside_);
    changed_.notify_all();
  }
  void leave() {
    const std::lock_guard lock(mutex_);
    --inside_;
    changed_.notify_all();
  }
  void let_go(const std::string& name) {
    const std::lock_guard lock(mutex_);
    let_go_.insert(name);
    changed_.notify_all();
  }
  void let_all_go() {
    const std::lock_guard lock(mutex_);
    all_ = true;
    changed_.notify_all();
  }
  // Whether it was let go rather than stopped.
  bool wait(const std::string& name, const JobControl* control) {
    std::unique_lock lock(mutex_);
    while (!all_ && !let_go_.contains(name)) {
      if (control != nullptr && control->is_stopped()) return false;
      changed_.wait_for(lock, std::chrono::milliseconds(5));
    }
    return true;
  }
  bool has_entered(const std::string& name) const {
    const std::lock_guard lock(mutex_);
    return std::find(entered_.begin(), entered_.end(), name) != entered_.end();
  }
  std::vector<std::string> entered() const {
    const std::lock_guard lock(mutex_);
    return entered_;
  }
  int most_inside() const {
    const std::lock_guard lock(mutex_);
    return most_inside_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> entered_;
  std::set<std::string> let_go_;
  bool all_ = false;
  int inside_ = 0;
  int most_inside_ = 0;
};

class WithJobQueue : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    address_ = new_address(GetParam());
    database_.emplace(must(Database::open(address_)));
  }

  // light, heavy: wait until they are let go; deaf: does not heed; partial: brings what it has when it is
  // stopped; wrong, throwing: fail.
  std::vector<JobKind> kinds() {
    const auto kind = [&](const std::string& id, bool heeds, bool is_partial) {
      JobKind one;
      one.id = id;
      one.permission = Permission::kScenarioRun;
      one.run = [this, heeds, is_partial](const JobRequest& request,
                                          JobControl& control) -> Result<JobResult> {
        stage_.enter(request.text);
        const bool is_whole = stage_.wait(request.text, heeds ? &control : nullptr);
        stage_.leave();
        if (!is_whole && !is_partial) return Error{ErrorCode::kCancelled, "stopped"};
        JobResult result;
        result.text = "result of " + request.text;
        result.is_partial = !is_whole;
        result.classification = Classification::kRestricted;
        result.metadata = "{\"method\":\"waiting\"}";
        return result;
      };
      return one;
    };
    std::vector<JobKind> all = {kind("light", true, false), kind("heavy", true, false),
                                kind("deaf", false, false), kind("partial", true, true)};
    all[1].weight = JobWeight::kHeavy;
    all[1].classification = Classification::kRestricted;
    JobKind wrong;
    wrong.id = "wrong";
    wrong.prepare = [](const std::string& text) -> Result<std::string> {
      if (text == "refused") return Error{ErrorCode::kBadInput, "refused: no such member"};
      return "prepared " + text;
    };
    wrong.run = [](const JobRequest& request, JobControl&) -> Result<JobResult> {
      return Error{ErrorCode::kBadInput, "cannot do " + request.text};
    };
    JobKind throwing;
    throwing.id = "throwing";
    throwing.run = [](const JobRequest&, JobControl&) -> Result<JobResult> {
      throw std::runtime_error("oh");
    };
    all.push_back(wrong);
    all.push_back(throwing);
    return all;
  }

  static JobQueueOptions quick() {
    JobQueueOptions options;
    options.look_seconds = 0.05;
    options.save_seconds = 0.05;
    options.tell_seconds = 0.02;
    options.lease_seconds = 2;
    options.threads_per_job = 1;
    return options;
  }
  std::unique_ptr<JobQueue> new_queue(const JobQueueOptions& options = quick()) {
    return std::make_unique<JobQueue>(*database_, kinds(), options);
  }

  static JobSubmission asked(const std::string& kind, const std::string& request,
                             const std::string& account = "a") {
    JobSubmission submission;
    submission.kind = kind;
    submission.request = request;
    submission.actor = {account, "o1", "s1", "local"};
    submission.region_code = "310000";
    return submission;
  }
  static std::int64_t submit(JobQueue& queue, const std::string& kind, const std::string& request,
                             const std::string& account = "a") {
    return must(queue.submit(asked(kind, request, account))).id;
  }

  template <class Condition>
  static bool within(double seconds, const Condition& condition) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    while (!condition()) {
      if (std::chrono::steady_clock::now() > until) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
  }
  static JobView ended(JobQueue& queue, std::int64_t id) {
    EXPECT_TRUE(within(20, [&] { return is_final(must(queue.find(id)).state); })) << "job " << id;
    return must(queue.find(id));
  }
  bool entered(const std::string& name) {
    return within(20, [&] { return stage_.has_entered(name); });
  }

  Result<void> write(const std::function<Result<void>(Connection&)>& work) {
    return run_transaction(*database_, TransactionKind::kWrite, work);
  }
  std::optional<JobRow> row(std::int64_t id) {
    Connection connection(*database_);
    return find_job(connection, id);
  }
  // As a server of this name would have taken it, whose heart beat last `seconds` ago.
  void take_as(const std::string& server, std::int64_t id, double seconds) {
    must(write([&](Connection& c) -> Result<void> {
      beat_heart(c, server, database_time_us(c) - static_cast<std::int64_t>(seconds * 1e6));
      EXPECT_TRUE(take_job(c, id, server, 1).has_value());
      return {};
    }));
  }
  // Actions about jobs in the audit chain, in order; the chain is whole.
  std::vector<std::string> audited() {
    std::vector<std::string> actions;
    must(visit_audit_rows(*database_, 1, [&](const AuditRow& entry) {
      actions.push_back(entry.user_id + " " + entry.action + " " + entry.object_id);
      return true;
    }));
    EXPECT_FALSE(must(verify_audit(*database_)).fault.has_value());
    return actions;
  }

  JobStage stage_;
  std::string address_;
  std::optional<Database> database_;
};

}  // namespace tenon
