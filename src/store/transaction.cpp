#include "store/transaction.h"

#include <soci/soci.h>

#include <exception>
#include <optional>

#include "store/store_error.h"

namespace tenon {
namespace {

const char* beginning(DatabaseKind database, TransactionKind kind) {
  if (database == DatabaseKind::kSqlite) return kind == TransactionKind::kRead ? "BEGIN" : "BEGIN IMMEDIATE";
  return kind == TransactionKind::kRead ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                                        : "BEGIN ISOLATION LEVEL READ COMMITTED";
}

void roll_back(soci::session& session) {
  try {
    session << "ROLLBACK";
  } catch (const std::exception&) {
    // Nothing is open any more, or the connection is gone: then the database has rolled back.
  }
}

// While it lives, the connection gives up at once where others hold what it needs (SQLite).
class Impatience {
 public:
  explicit Impatience(soci::session& session) : session_(session) {
    session_ << "PRAGMA busy_timeout", soci::into(before_);
    session_ << "PRAGMA busy_timeout = 0";
  }
  Impatience(const Impatience&) = delete;
  Impatience& operator=(const Impatience&) = delete;
  ~Impatience() {
    try {
      session_ << "PRAGMA busy_timeout = " << before_;
    } catch (const std::exception&) {
      // The connection is gone.
    }
  }

 private:
  soci::session& session_;
  int before_ = 0;
};

// `is_open`: whether it came as far as the work.
Result<void> run_once(Connection& connection, TransactionKind kind,
                      const std::function<Result<void>(Connection&)>& work, bool& is_open) {
  soci::session& session = connection.session();
  is_open = false;
  std::optional<Impatience> impatience;
  try {
    if (kind == TransactionKind::kBrief && connection.kind() == DatabaseKind::kSqlite)
      impatience.emplace(session);
    session << beginning(connection.kind(), kind);
    is_open = true;
    if (kind == TransactionKind::kBrief && connection.kind() == DatabaseKind::kPostgresql)
      session << "SET LOCAL lock_timeout = 50";
    // Any table that every database has; readers are not kept out.
    if (connection.kind() == DatabaseKind::kPostgresql && kind == TransactionKind::kWrite)
      session << "LOCK TABLE schema_migrations IN EXCLUSIVE MODE";
    auto done = work(connection);
    if (!done) {
      roll_back(session);
      return done;
    }
    session << "COMMIT";
    return done;
  } catch (const soci::soci_error& failure) {
    if (is_open) roll_back(session);
    return store_error(failure);
  } catch (...) {
    if (is_open) roll_back(session);
    throw;
  }
}

}  // namespace

Result<void> run_transaction(Database& database, TransactionKind kind,
                             const std::function<Result<void>(Connection&)>& work) {
  Connection connection(database);
  bool is_open = false;
  auto done = run_once(connection, kind, work, is_open);
  // A connection that was lost shows when it is used. What only reads, or did not begin, can be done again;
  // of what was under way nobody knows whether it was committed.
  if (done || !connection.is_broken()) return done;
  try {
    connection.reopen();
  } catch (const soci::soci_error& failure) {
    return store_error(failure);
  }
  if (is_open && kind != TransactionKind::kRead) return done;
  return run_once(connection, kind, work, is_open);
}

}  // namespace tenon
