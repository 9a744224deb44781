// What goes out of the keeper and what it hears from others.
#include <algorithm>
#include <tuple>
#include <utility>

#include "service/job_keeper.h"
#include "store/transaction.h"

namespace tenon {

JobView JobKeeper::current(const JobRow& row) const {
  JobView view = view_of(row);
  if (row.state != JobState::kRunning) return view;
  const std::lock_guard lock(mutex_);
  const auto found = running_.find(row.id);
  if (found != running_.end() && found->second->hold.attempts == row.attempts)
    std::tie(view.progress, view.progress_note) = found->second->control.told();
  return view;
}

// What other processes did to the jobs here, and whether they left some to do.
void JobKeeper::hear_others() {
  const auto jobs = running();
  std::vector<std::pair<std::int64_t, JobStop>> stops;
  const auto done = run_transaction(database_, TransactionKind::kRead, [&](Connection& c) -> Result<void> {
    for (const Job& job : jobs) {
      const auto row = find_job(c, job->row.id);
      if (!row || row->state != JobState::kRunning || row->server != server_ ||
          row->attempts != job->hold.attempts) {
        stops.emplace_back(job->row.id, JobStop::kLost);
      } else if (row->is_cancel_asked) {
        stops.emplace_back(job->row.id, JobStop::kCancelled);
      }
    }
    return {};
  });
  if (!done) return;
  for (const auto& [id, why] : stops) ask_to_stop(id, why);
  may_have_work_ = true;
}

void JobKeeper::tell_progress() {
  if (!options_.on_change) return;
  for (const Job& job : running()) {
    if (job->control.told() != job->told) tell(job->row.id);
  }
}

void JobKeeper::save_progress() {
  std::vector<std::pair<Job, std::pair<double, std::string>>> changed;
  for (const Job& job : running()) {
    auto told = job->control.told();
    if (told != job->saved) changed.emplace_back(job, std::move(told));
  }
  if (changed.empty()) return;
  const auto done = write([&](Connection& c) -> Result<void> {
    for (const auto& [job, told] : changed) save_job_progress(c, job->hold, told.first, told.second);
    return {};
  });
  if (!done) return;
  for (auto& [job, told] : changed) job->saved = std::move(told);
}

void JobKeeper::tell_changes() {
  std::vector<std::int64_t> ids;
  {
    const std::lock_guard lock(mutex_);
    ids.swap(changes_);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  may_have_work_ = may_have_work_ || !ids.empty();
  for (const std::int64_t id : ids) tell(id);
}

// As it stands in the database now: views of one job cannot come in the wrong order.
void JobKeeper::tell(std::int64_t id) {
  if (!options_.on_change) return;
  std::optional<JobRow> row;
  const auto done = run_transaction(database_, TransactionKind::kRead, [&](Connection& c) -> Result<void> {
    row = find_job(c, id);
    return {};
  });
  if (!done || !row) return;
  const JobView view = current(*row);
  for (const Job& job : running()) {
    if (job->row.id == id) job->told = {view.progress, view.progress_note};
  }
  options_.on_change(view);
}

}  // namespace tenon
