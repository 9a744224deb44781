// Work on a database, done whole or not at all.
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "base/result.h"
#include "store/database.h"

namespace tenon {

// What is to happen in the same transaction as something else, after it.
using TransactionStep = std::function<Result<void>(Connection&)>;

enum class TransactionKind {
  kRead,   // sees one state of the database throughout
  kSetUp,  // sees what others have committed before each statement: for changes of tables, under a lock
  kWrite,  // no other program writes at the same time: each writer continues the audit chain, so they wait
           // for each other anyway; readers go on
  kBrief,  // a small change that may as well be left out, and continues no chain: gives up (kBusy) rather
           // than wait for others
};

// Runs `work` in a transaction and commits it if it succeeds; otherwise, and if the database refuses,
// everything is as before. Errors: of `work`, and as store_error.h says; kBusy: others wrote for longer than
// DatabaseOptions::busy_seconds.
Result<void> run_transaction(Database& database, TransactionKind kind,
                             const std::function<Result<void>(Connection&)>& work);

// The same for work with a result.
template <class T>
Result<T> in_transaction(Database& database, TransactionKind kind,
                         const std::function<Result<T>(Connection&)>& work) {
  std::optional<T> value;
  auto done = run_transaction(database, kind, [&](Connection& connection) -> Result<void> {
    auto result = work(connection);
    if (!result) return result.error();
    value = std::move(*result);
    return {};
  });
  if (!done) return done.error();
  return std::move(*value);
}

}  // namespace tenon
