#include "service/job_turns.h"

namespace tenon {
namespace {

bool has_earlier_turn(const QueuedJob& a, const QueuedJob& b) {
  return a.turn != b.turn ? a.turn < b.turn : a.id < b.id;
}

bool goes_before(const QueuedJob& a, const QueuedJob& b) {
  return a.priority != b.priority ? a.priority > b.priority : a.id < b.id;
}

}  // namespace

std::optional<std::size_t> next_job(std::span<const QueuedJob> queued, bool may_be_heavy) {
  // First the account, then its job: priorities of different accounts do not compare.
  std::optional<std::size_t> first;
  for (std::size_t k = 0; k < queued.size(); ++k) {
    if (queued[k].is_heavy && !may_be_heavy) continue;
    if (!first || has_earlier_turn(queued[k], queued[*first])) first = k;
  }
  for (std::size_t k = 0; first && k < queued.size(); ++k) {
    if (queued[k].is_heavy && !may_be_heavy) continue;
    if (queued[k].account == queued[*first].account && goes_before(queued[k], queued[*first])) first = k;
  }
  return first;
}

}  // namespace tenon
