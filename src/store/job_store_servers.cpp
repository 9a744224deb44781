// Which servers live, and what becomes of the jobs of those that do not.
#include <soci/soci.h>

#include <chrono>
#include <string>

#include "store/job_store.h"

namespace tenon {

std::int64_t database_time_us(Connection& connection) {
  if (connection.kind() == DatabaseKind::kSqlite) {
    // All programs on an SQLite file are on this machine.
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
  long long now = 0;
  connection.session() << "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)",
      soci::into(now);
  return now;
}

void beat_heart(Connection& connection, const std::string& server, std::int64_t now_us) {
  const auto now = static_cast<long long>(now_us);
  soci::statement beat =
      (connection.session().prepare << "UPDATE job_servers SET heartbeat_us = :now WHERE id = :id",
       soci::use(now), soci::use(server));
  beat.execute(true);
  if (beat.get_affected_rows() > 0) return;
  connection.session() << "INSERT INTO job_servers (id, heartbeat_us) VALUES (:id, :now)", soci::use(server),
      soci::use(now);
}

void remove_job_server(Connection& connection, const std::string& server) {
  connection.session() << "DELETE FROM job_servers WHERE id = :id", soci::use(server);
}

bool has_dead_job_servers(Connection& connection, std::int64_t alive_after_us) {
  const auto alive_after = static_cast<long long>(alive_after_us);
  long long servers = 0;
  long long jobs = 0;
  connection.session() << "SELECT COUNT(*) FROM job_servers WHERE heartbeat_us < :alive", soci::into(servers),
      soci::use(alive_after);
  connection.session()
      << "SELECT COUNT(*) FROM jobs WHERE ended_us IS NULL AND state = 'running' AND server NOT IN "
         "(SELECT id FROM job_servers WHERE heartbeat_us >= :alive)",
      soci::into(jobs), soci::use(alive_after);
  return servers + jobs > 0;
}

std::vector<std::int64_t> release_jobs_of_dead_servers(Connection& connection, std::int64_t alive_after_us,
                                                       std::int64_t most_attempts, std::int64_t now_us) {
  soci::session& session = connection.session();
  const auto alive_after = static_cast<long long>(alive_after_us);
  const auto most = static_cast<long long>(most_attempts);
  const auto now = static_cast<long long>(now_us);
  std::vector<std::int64_t> released;
  {
    soci::rowset<soci::row> rows =
        (session.prepare
             << "SELECT id FROM jobs WHERE ended_us IS NULL AND state = 'running' AND server NOT IN "
                "(SELECT id FROM job_servers WHERE heartbeat_us >= :alive) ORDER BY id",
         soci::use(alive_after));
    for (const soci::row& row : rows) released.push_back(row.get<long long>(0));
  }
  for (const std::int64_t id : released) {
    const auto number = static_cast<long long>(id);
    const auto job = find_job(connection, id);
    if (!job->is_cancel_asked && job->attempts < most) {
      session << "UPDATE jobs SET state = 'queued', server = NULL, started_us = NULL, progress = 0, "
                 "progress_note = "
                 "'' WHERE id = :id",
          soci::use(number);
      continue;
    }
    const std::string state =
        std::string(id_of(job->is_cancel_asked ? JobState::kCancelled : JobState::kInterrupted));
    session << "UPDATE jobs SET state = :state, server = NULL, ended_us = :now, error_code = :code WHERE id "
               "= :id",
        soci::use(state), soci::use(now), soci::use(state), soci::use(number);
  }
  session << "DELETE FROM job_servers WHERE heartbeat_us < :alive", soci::use(alive_after);
  return released;
}

}  // namespace tenon
