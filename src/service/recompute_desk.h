// Carries out what cases ask the platform to compute (case_computation.h), one request after the other.
//
// A request is taken, computed without holding the database, and ended in one transaction with a comment of
// the platform in the case: what came of it and from which dataset, or why it cannot be computed. Figures are
// filled before. Whoever dies in between loses the request when the lease of its taker ends; after
// `most_tries` of them it ends with that reason. Errors of the database leave the request to the next who
// takes it.
//
// The dataset is the one that the case names, in its newest version where it names none; else that of the
// newest recorded analysis of a common dataset. One that belongs to an organisation counts for cases alone in
// which the organisation stands. Scope and method are those of the newest recorded analysis of the dataset,
// else the defaults. Thread-safe as the database is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "service/audit_log.h"
#include "service/dataset_shelf.h"
#include "store/recompute_store.h"

namespace tenon {

struct RecomputeOptions {
  RecomputeTaker taker;
  Actor actor;  // as the audit chain names who takes
  unsigned threads = 1;
  std::int64_t most_tries = 3;
};

// A name for a taker that no other one has.
std::string recompute_taker_name();

// The oldest request that waits; nullopt: none does. An outcome that came too late, because somebody else has
// the request by now, is dropped: kConflict.
Result<std::optional<FinishedRecompute>> carry_out_recompute(Database& database, DatasetShelf& shelf,
                                                             const RecomputeOptions& options, UtcTime time);

}  // namespace tenon
