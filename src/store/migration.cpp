#include "store/migration.h"

#include <soci/soci.h>

#include <chrono>
#include <cstdint>
#include <utility>

#include "base/hash.h"
#include "base/number.h"
#include "store/store_error.h"
#include "store/transaction.h"

namespace tenon {
namespace {

constexpr const char* kMakeTable =
    "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, "
    "digest TEXT NOT NULL, applied_at BIGINT NOT NULL)";
// Any number that no other program uses for an advisory lock.
constexpr const char* kLockOut = "SELECT pg_advisory_xact_lock(7436310117)";

struct Taken {
  int number = 0;
  std::string name;
  std::string digest;
};

std::vector<Taken> steps_taken(soci::session& session) {
  std::vector<Taken> steps;
  soci::rowset<soci::row> rows =
      (session.prepare << "SELECT number, name, digest FROM schema_migrations ORDER BY number");
  for (const soci::row& row : rows) {
    steps.push_back(
        {static_cast<int>(row.get<long long>(0)), row.get<std::string>(1), row.get<std::string>(2)});
  }
  return steps;
}

Error unknown_step(const Taken& step, const std::string& why) {
  return {ErrorCode::kBadInput, "the database has step " + std::to_string(step.number) + " (" + step.name +
                                    ") " + why + "; nothing was changed"};
}

// Whether what was taken is the beginning of `migrations`.
Result<void> check_taken(const std::vector<Taken>& taken, const std::vector<Migration>& migrations) {
  for (std::size_t k = 0; k < taken.size(); ++k) {
    if (k >= migrations.size()) return unknown_step(taken[k], "of a newer program: open it with that one");
    if (taken[k].number != migrations[k].number || taken[k].name != migrations[k].name ||
        taken[k].digest != migration_digest(migrations[k].sql)) {
      return unknown_step(taken[k], "where this program has step " + std::to_string(migrations[k].number) +
                                        " (" + migrations[k].name + "), or with another text");
    }
  }
  return {};
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace

std::string migration_digest(std::string_view sql) {
  return std::to_string(Fingerprint().add(sql).value());
}

std::vector<std::string> statements_of(std::string_view sql, DatabaseKind kind) {
  const bool is_sqlite = kind == DatabaseKind::kSqlite;
  std::vector<std::string> statements;
  std::string statement;
  while (!sql.empty()) {
    const std::size_t end = sql.find('\n');
    const std::string_view line = sql.substr(0, end);
    sql.remove_prefix(end == std::string_view::npos ? sql.size() : end + 1);
    if (line.starts_with("--") || line.empty()) continue;
    statement += line;
    if (!line.ends_with(';')) {
      statement += '\n';
      continue;
    }
    statement.pop_back();
    replace_all(statement, "{{real}}", is_sqlite ? "REAL" : "DOUBLE PRECISION");
    replace_all(statement, "{{clustered}}", is_sqlite ? " WITHOUT ROWID" : "");
    statements.push_back(std::exchange(statement, {}));
  }
  return statements;
}

Result<void> migrate(Database& database, const std::vector<Migration>& migrations) {
  // Looking costs no lock: most openings find nothing to do.
  bool is_new = false;
  auto looked = in_transaction<std::vector<Taken>>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<std::vector<Taken>> {
        long long tables = 0;
        connection.session() << (connection.kind() == DatabaseKind::kSqlite
                                     ? "SELECT count(*) FROM sqlite_master WHERE name = 'schema_migrations'"
                                     : "SELECT count(*) FROM information_schema.tables WHERE table_name = "
                                       "'schema_migrations' AND table_schema = current_schema()"),
            soci::into(tables);
        is_new = tables == 0;
        return is_new ? std::vector<Taken>() : steps_taken(connection.session());
      });
  if (!looked) return looked.error();
  if (auto known = check_taken(*looked, migrations); !known) return known;
  for (std::size_t k = looked->size(); k < migrations.size(); ++k) {
    const Migration& migration = migrations[k];
    auto done =
        run_transaction(database, TransactionKind::kSetUp, [&](Connection& connection) -> Result<void> {
          soci::session& session = connection.session();
          if (connection.kind() == DatabaseKind::kPostgresql) session << kLockOut;
          session << kMakeTable;
          // Another program may have been here since.
          const std::vector<Taken> taken = steps_taken(session);
          if (auto known = check_taken(taken, migrations); !known) return known;
          if (taken.size() > k) return {};
          for (const std::string& statement : statements_of(migration.sql, connection.kind()))
            session << statement;
          const auto now = static_cast<long long>(std::chrono::duration_cast<std::chrono::seconds>(
                                                      std::chrono::system_clock::now().time_since_epoch())
                                                      .count());
          const std::string digest = migration_digest(migration.sql);
          session
              << "INSERT INTO schema_migrations (number, name, digest, applied_at) VALUES (:number, :name, "
                 ":digest, :applied_at)",
              soci::use(migration.number), soci::use(migration.name), soci::use(digest), soci::use(now);
          return {};
        });
    if (!done) {
      return Error{done.error().code, "step " + std::to_string(migration.number) + " (" + migration.name +
                                          ") of the database's tables: " + done.error().message};
    }
  }
  return {};
}

}  // namespace tenon
