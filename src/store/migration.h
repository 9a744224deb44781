// The tables of a database, in numbered steps that only go forward.
//
// `schema_migrations` lists the steps that were taken, with a digest of each. Opening a database takes those
// that are missing, each in a transaction of its own, one program at a time. Taking them twice changes
// nothing. A database with steps that this program does not know, or with other ones under the same number,
// is refused untouched.
//
// The SQL is what both databases understand. Two words differ: {{real}} a number of 64 bits, {{clustered}} a
// table kept in the order of its primary key where the database can. Whole numbers are BIGINT, keys that are
// counted up too (next_id.h). Statements end in ";" at the end of a line; comments are lines that begin with
// "--".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/database.h"

namespace tenon {

struct Migration {
  int number = 0;  // 1, 2, 3 …
  std::string name;
  std::string sql;
};

const std::vector<Migration>& embedded_migrations();

// kBadInput as said above, kIo if the database refuses a step.
Result<void> migrate(Database& database, const std::vector<Migration>& migrations);

// The statements of a step in the words of `kind`.
std::vector<std::string> statements_of(std::string_view sql, DatabaseKind kind);

// Of the text; changes with any byte of it.
std::string migration_digest(std::string_view sql);

}  // namespace tenon
