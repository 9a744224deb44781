#include "service/job_heart.h"

#include <algorithm>
#include <utility>

#include "store/job_store.h"
#include "store/transaction.h"

namespace tenon {
namespace {

constexpr int kBeatsInLease = 3;

std::chrono::steady_clock::duration duration_of(double seconds) {
  return std::chrono::duration_cast<std::chrono::steady_clock::duration>(
      std::chrono::duration<double>(seconds));
}

}  // namespace

JobHeart::JobHeart(Database& database, std::string server, double lease_seconds, double look_seconds,
                   std::function<void()> each_look)
    : database_(database),
      server_(std::move(server)),
      interval_(duration_of(lease_seconds / kBeatsInLease)),
      look_(duration_of(look_seconds)),
      each_look_(std::move(each_look)) {}

JobHeart::~JobHeart() {
  stop();
}

Result<void> JobHeart::start() {
  if (auto beaten = beat(); !beaten) return beaten;
  thread_ = std::thread([this] { live(); });
  return {};
}

void JobHeart::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
  // What is refused here, others do at the end of the lease.
  static_cast<void>(run_transaction(database_, TransactionKind::kSetUp, [&](Connection& c) -> Result<void> {
    remove_job_server(c, server_);
    return {};
  }));
}

bool JobHeart::is_in_time() const {
  const std::lock_guard lock(mutex_);
  return last_beat_ - beat_before_ <= 2 * interval_ && Clock::now() - last_beat_ <= 2 * interval_;
}

void JobHeart::live() {
  std::unique_lock lock(mutex_);
  while (!is_ending_) {
    const bool is_due = Clock::now() - last_beat_ >= interval_;
    lock.unlock();
    if (is_due) static_cast<void>(beat());  // what is refused is tried again
    each_look_();
    lock.lock();
    changed_.wait_for(lock, std::min(interval_, look_), [&] { return is_ending_; });
  }
}

// Not a write transaction: an import must not keep the heart from beating where the database does not ask for
// it.
Result<void> JobHeart::beat() {
  auto beaten = run_transaction(database_, TransactionKind::kSetUp, [&](Connection& c) -> Result<void> {
    beat_heart(c, server_, database_time_us(c));
    return {};
  });
  if (!beaten) return beaten;
  const std::lock_guard lock(mutex_);
  beat_before_ = last_beat_;
  last_beat_ = Clock::now();
  return {};
}

}  // namespace tenon
