// Copies of a whole database: backups, restores, and the way from SQLite to PostgreSQL and back.
//
// A backup is an SQLite file with the same tables, whichever database it is of; it can be opened like any
// other. Taken while others read and write, it holds one state of all tables.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "store/database.h"

namespace tenon {

struct CopyCount {
  std::uint64_t tables = 0;
  std::uint64_t rows = 0;

  bool operator==(const CopyCount&) const = default;
};

// All rows of `from` into `to`, whose tables must be empty, in one transaction: whole or not at all.
// kConflict: tables that are not empty. About 200,000 rows a second.
Result<CopyCount> copy_database(Database& from, Database& to);

// A backup of `database` in the new file `path`, written beside it and renamed. kConflict: it exists.
Result<CopyCount> back_up(Database& database, const std::string& path);

// What a backup holds, into an empty database. kNotFound: no such file; others as copy_database().
Result<CopyCount> restore_backup(const std::string& path, Database& database);

}  // namespace tenon
