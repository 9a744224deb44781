// What is to be computed because of cases, and what came of it: rows that the service writes with the act
// itself (service/notification_desk.h) and carries out beside it (service/recompute_desk.h).
//
// A request is open until it is finished. Who takes it has it for a lease; afterwards it is anybody's again,
// and who had it can no longer finish it.
//
// All functions work within a transaction of the caller, those that change something within a write
// transaction; where the database refuses they throw. Times are seconds since 1970-01-01 UTC.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "store/database.h"

namespace tenon {

struct RecomputeRow {
  std::int64_t id = 0;
  std::string case_id;
  std::uint64_t case_sequence = 0;  // of the event that asked last
  std::string computation;
  std::int64_t asked_at = 0;
  std::int64_t tries = 0;  // how often it was taken

  bool operator==(const RecomputeRow&) const = default;
};

// The same computation of the same case that nobody has taken yet is one request.
void ask_recompute(Connection& connection, const RecomputeRow& request);

struct RecomputeTaker {
  std::string name;  // nobody else's
  std::int64_t lease_seconds = 300;
};

// The oldest that are nobody's, at most `limit`.
std::vector<RecomputeRow> take_recompute_requests(Connection& connection, std::size_t limit,
                                                  const RecomputeTaker& taker, std::int64_t at);
// Without taking them.
std::vector<RecomputeRow> waiting_recompute_requests(Connection& connection, std::size_t limit,
                                                     const RecomputeTaker& taker, std::int64_t at);

struct RecomputeOutcome {
  bool is_done = false;  // false: it could not be computed, and the texts say why
  std::string source;    // what it was computed from: "delta@3"; empty where nothing was
  std::string text_zh;
  std::string text_en;
  std::int64_t at = 0;

  bool operator==(const RecomputeOutcome&) const = default;
};

// False: `request` is no longer the taker's, and nothing is changed.
bool finish_recompute(Connection& connection, const RecomputeRow& request, const RecomputeTaker& taker,
                      const RecomputeOutcome& outcome);

struct FinishedRecompute {
  RecomputeRow request;
  RecomputeOutcome outcome;
};
// Of a case, oldest first.
std::vector<FinishedRecompute> finished_recomputes(Connection& connection, const std::string& case_id);

}  // namespace tenon
