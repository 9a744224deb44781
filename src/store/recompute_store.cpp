#include "store/recompute_store.h"

#include <soci/soci.h>

#include <algorithm>

#include "store/next_id.h"

namespace tenon {
namespace {

constexpr const char* kColumns = "id, case_id, case_sequence, computation, asked_at, tries";

RecomputeRow request_of(const soci::row& row) {
  return {row.get<long long>(0),   row.get<std::string>(1), static_cast<std::uint64_t>(row.get<long long>(2)),
          row.get<std::string>(3), row.get<long long>(4),   row.get<long long>(5)};
}

}  // namespace

void ask_recompute(Connection& connection, const RecomputeRow& request) {
  soci::session& session = connection.session();
  const auto sequence = static_cast<long long>(request.case_sequence);
  const auto at = static_cast<long long>(request.asked_at);
  long long open = 0;
  session << "SELECT id FROM recompute_requests WHERE done_at IS NULL AND taken_at IS NULL AND case_id = "
             ":case AND computation = :computation",
      soci::into(open), soci::use(request.case_id), soci::use(request.computation);
  if (session.got_data()) {
    session << "UPDATE recompute_requests SET case_sequence = :sequence, asked_at = :at WHERE id = :id",
        soci::use(sequence), soci::use(at), soci::use(open);
    return;
  }
  const long long id = next_id(connection, "recompute_requests");
  session << "INSERT INTO recompute_requests (id, case_id, case_sequence, computation, asked_at, taken_by) "
             "VALUES (:id, :case, :sequence, :computation, :at, '')",
      soci::use(id), soci::use(request.case_id), soci::use(sequence), soci::use(request.computation),
      soci::use(at);
}

std::vector<RecomputeRow> waiting_recompute_requests(Connection& connection, std::size_t limit,
                                                     const RecomputeTaker& taker, std::int64_t at) {
  const auto most = static_cast<long long>(std::min<std::size_t>(limit, 1'000'000));
  const auto lost = static_cast<long long>(at - taker.lease_seconds);
  std::vector<RecomputeRow> requests;
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT " << kColumns
                                    << " FROM recompute_requests WHERE done_at IS NULL AND (taken_at IS NULL "
                                       "OR taken_at <= :lost) ORDER BY id LIMIT :most",
       soci::use(lost), soci::use(most));
  for (const soci::row& row : rows) requests.push_back(request_of(row));
  return requests;
}

std::vector<RecomputeRow> take_recompute_requests(Connection& connection, std::size_t limit,
                                                  const RecomputeTaker& taker, std::int64_t at) {
  std::vector<RecomputeRow> taken = waiting_recompute_requests(connection, limit, taker, at);
  const auto now = static_cast<long long>(at);
  for (RecomputeRow& request : taken) {
    const auto id = static_cast<long long>(request.id);
    const auto tries = static_cast<long long>(++request.tries);
    connection.session()
        << "UPDATE recompute_requests SET taken_at = :at, taken_by = :by, tries = :tries WHERE id = :id",
        soci::use(now), soci::use(taker.name), soci::use(tries), soci::use(id);
  }
  return taken;
}

bool finish_recompute(Connection& connection, const RecomputeRow& request, const RecomputeTaker& taker,
                      const RecomputeOutcome& outcome) {
  soci::session& session = connection.session();
  const auto id = static_cast<long long>(request.id);
  const auto tries = static_cast<long long>(request.tries);
  long long held = 0;
  session << "SELECT count(*) FROM recompute_requests WHERE id = :id AND done_at IS NULL AND taken_by = :by "
             "AND tries = :tries",
      soci::into(held), soci::use(id), soci::use(taker.name), soci::use(tries);
  if (held == 0) return false;
  const std::string word = outcome.is_done ? "done" : "failed";
  const auto at = static_cast<long long>(outcome.at);
  session << "UPDATE recompute_requests SET done_at = :at, outcome = :outcome, source = :source, text_zh = "
             ":zh, text_en = :en WHERE id = :id",
      soci::use(at), soci::use(word), soci::use(outcome.source), soci::use(outcome.text_zh),
      soci::use(outcome.text_en), soci::use(id);
  return true;
}

std::vector<FinishedRecompute> finished_recomputes(Connection& connection, const std::string& case_id) {
  std::vector<FinishedRecompute> finished;
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT " << kColumns
                                    << ", outcome, source, text_zh, text_en, done_at FROM recompute_requests "
                                       "WHERE done_at IS NOT NULL AND case_id = :case ORDER BY id",
       soci::use(case_id));
  for (const soci::row& row : rows) {
    finished.push_back({request_of(row),
                        {row.get<std::string>(6) == "done", row.get<std::string>(7), row.get<std::string>(8),
                         row.get<std::string>(9), row.get<long long>(10)}});
  }
  return finished;
}

}  // namespace tenon
