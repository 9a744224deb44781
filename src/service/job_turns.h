// Whose job is next. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "store/job_store.h"

namespace tenon {

// The position in `queued` of the job to start: of the account whose turn was longest ago, the one with the
// highest priority, then the one that came first. Heavy ones count only if one more may run. Of accounts that
// never had a turn, the one whose job came first. nullopt: none. O(n).
std::optional<std::size_t> next_job(std::span<const QueuedJob> queued, bool may_be_heavy);

}  // namespace tenon
