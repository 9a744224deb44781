#include "store/transaction.h"

#include <soci/soci.h>

#include <chrono>
#include <exception>
#include <thread>

#include "store/store_error.h"

namespace tenon {
namespace {

constexpr int kRounds = 5;

const char* beginning(DatabaseKind database, TransactionKind kind) {
  if (database == DatabaseKind::kSqlite) return kind == TransactionKind::kRead ? "BEGIN" : "BEGIN IMMEDIATE";
  switch (kind) {
    case TransactionKind::kRead:
      return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    case TransactionKind::kSetUp:
      return "BEGIN ISOLATION LEVEL READ COMMITTED";
    case TransactionKind::kWrite:
      break;
  }
  return "BEGIN ISOLATION LEVEL SERIALIZABLE";
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
  for (int round = 1;; ++round) {
    auto done = run_once(connection, kind, work);
    if (done || done.error().code != ErrorCode::kBusy || round == kRounds) return done;
    std::this_thread::sleep_for(std::chrono::milliseconds(10 << round));
  }
}

}  // namespace tenon
