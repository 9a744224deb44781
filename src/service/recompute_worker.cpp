#include "service/recompute_worker.h"

#include <chrono>
#include <utility>

#include "base/thread_priority.h"

namespace tenon {

RecomputeWorker::RecomputeWorker(Database& database, DatasetShelf& shelf, RecomputeWorkerOptions options)
    : database_(database), shelf_(shelf), options_(std::move(options)) {}

RecomputeWorker::~RecomputeWorker() {
  stop();
}

void RecomputeWorker::start() {
  thread_ = std::thread([this] { live(); });
}

void RecomputeWorker::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void RecomputeWorker::live() {
  lower_thread_priority();
  RecomputeOptions options;
  options.taker.name = recompute_taker_name();
  options.actor = {"platform", "", "", ""};
  const auto pause = std::chrono::duration<double>(options_.look_seconds);
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    lock.unlock();
    const auto finished = carry_out_recompute(database_, shelf_, options, options_.now());
    if (finished && *finished && options_.on_finish) options_.on_finish(**finished);
    if (!finished && options_.on_error) options_.on_error(finished.error());
    const bool may_be_more = finished && finished->has_value();
    lock.lock();
    if (!may_be_more) changed_.wait_for(lock, pause, [this] { return is_stopping_; });
  }
}

}  // namespace tenon
