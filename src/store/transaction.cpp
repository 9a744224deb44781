#include "store/transaction.h"

#include <soci/soci.h>

#include <exception>

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

Result<void> run_once(Connection& connection, TransactionKind kind,
                      const std::function<Result<void>(Connection&)>& work) {
  soci::session& session = connection.session();
  bool is_open = false;
  try {
    session << beginning(connection.kind(), kind);
    is_open = true;
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
  return run_once(connection, kind, work);
}

}  // namespace tenon
