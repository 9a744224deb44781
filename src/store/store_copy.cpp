#include "store/store_copy.h"

#include <soci/soci.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "store/migration.h"
#include "store/postgresql_array.h"
#include "store/transaction.h"

namespace tenon {
namespace {

enum class ColumnType { kInteger, kReal, kText };

struct TableColumn {
  std::string name;
  ColumnType type = ColumnType::kText;
};

struct Table {
  std::string name;
  std::vector<TableColumn> columns;
};

ColumnType type_of(std::string_view declared) {
  for (const char* integer : {"BIGINT", "bigint"}) {
    if (declared == integer) return ColumnType::kInteger;
  }
  for (const char* real : {"REAL", "double precision"}) {
    if (declared == real) return ColumnType::kReal;
  }
  return ColumnType::kText;
}

// In the order in which the migrations make them, so that what is referred to comes first.
std::vector<std::string> table_names() {
  constexpr std::string_view kMake = "CREATE TABLE ";
  std::vector<std::string> names;
  for (const Migration& migration : embedded_migrations()) {
    for (const std::string& statement : statements_of(migration.sql, DatabaseKind::kSqlite)) {
      if (!statement.starts_with(kMake)) continue;
      const std::size_t end = statement.find(' ', kMake.size());
      names.push_back(statement.substr(kMake.size(), end - kMake.size()));
    }
  }
  return names;
}

Table table_of(Connection& connection, const std::string& name) {
  Table table{name, {}};
  soci::session& session = connection.session();
  soci::rowset<soci::row> rows =
      connection.kind() == DatabaseKind::kSqlite
          ? (session.prepare << "SELECT name, type FROM pragma_table_info(:name)", soci::use(name))
          : (session.prepare
                 << "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = "
                    "current_schema() AND table_name = :name ORDER BY ordinal_position",
             soci::use(name));
  for (const soci::row& row : rows)
    table.columns.push_back({row.get<std::string>(0), type_of(row.get<std::string>(1))});
  return table;
}

std::string joined(const Table& table, std::string_view before) {
  std::string text;
  for (const TableColumn& column : table.columns)
    text += (text.empty() ? "" : ", ") + std::string(before) + column.name;
  return text;
}

// Values of one column of some rows, as vectors that SOCI reads into and writes from.
struct ColumnValues {
  std::vector<long long> integers;
  std::vector<double> reals;
  std::vector<std::string> texts;
  std::vector<soci::indicator> indicators;

  void resize(ColumnType type, std::size_t size) {
    indicators.resize(size);
    if (type == ColumnType::kInteger) integers.resize(size);
    if (type == ColumnType::kReal) reals.resize(size);
    if (type == ColumnType::kText) texts.resize(size);
  }
};

constexpr std::size_t kChunk = 2048;

// Rows at once: of tables with long texts few, so that a chunk stays below a few hundred megabytes at worst.
std::size_t chunk_of(const std::string& table) {
  for (const char* long_one : {"file_pieces", "record_revisions"}) {
    if (table == long_one) return 64;
  }
  return kChunk;
}

// One statement a chunk with an array a column. (SOCI keeps what vectors held before when a statement is
// executed again on PostgreSQL, so they cannot be used there.)
void write_arrays(const Table& table, const std::vector<ColumnValues>& values, soci::session& to) {
  std::vector<std::string> arrays;
  std::string unnest;
  for (std::size_t c = 0; c < values.size(); ++c) {
    const TableColumn& column = table.columns[c];
    PostgresqlArray array;
    for (std::size_t k = 0; k < values[c].indicators.size(); ++k) {
      if (values[c].indicators[k] == soci::i_null) {
        array.add_null();
      } else if (column.type == ColumnType::kInteger) {
        array.add(values[c].integers[k]);
      } else if (column.type == ColumnType::kReal) {
        array.add(values[c].reals[k]);
      } else {
        array.add(std::string_view(values[c].texts[k]));
      }
    }
    arrays.push_back(array.take());
    const std::string type = column.type == ColumnType::kInteger ? "bigint"
                             : column.type == ColumnType::kReal  ? "double precision"
                                                                 : "text";
    unnest += (c == 0 ? "CAST(:" : ", CAST(:") + column.name + " AS " + type + "[])";
  }
  soci::statement statement(to);
  for (const std::string& array : arrays) statement.exchange(soci::use(array));
  statement.alloc();
  statement.prepare("INSERT INTO " + table.name + " (" + joined(table, "") + ") SELECT * FROM unnest(" +
                    unnest + ")");
  statement.define_and_bind();
  statement.execute(true);
}

std::uint64_t copy_table(const Table& table, soci::session& from, Connection& to) {
  const std::size_t chunk = chunk_of(table.name);
  std::vector<ColumnValues> values(table.columns.size());
  soci::statement read(from);
  soci::statement write(to.session());
  for (std::size_t c = 0; c < values.size(); ++c) {
    const ColumnType type = table.columns[c].type;
    values[c].resize(type, chunk);
    switch (type) {
      case ColumnType::kInteger:
        read.exchange(soci::into(values[c].integers, values[c].indicators));
        write.exchange(soci::use(values[c].integers, values[c].indicators));
        break;
      case ColumnType::kReal:
        read.exchange(soci::into(values[c].reals, values[c].indicators));
        write.exchange(soci::use(values[c].reals, values[c].indicators));
        break;
      case ColumnType::kText:
        read.exchange(soci::into(values[c].texts, values[c].indicators));
        write.exchange(soci::use(values[c].texts, values[c].indicators));
        break;
    }
  }
  read.alloc();
  read.prepare("SELECT " + joined(table, "") + " FROM " + table.name);
  read.define_and_bind();
  const bool uses_arrays = to.kind() == DatabaseKind::kPostgresql;
  if (!uses_arrays) {
    write.alloc();
    write.prepare("INSERT INTO " + table.name + " (" + joined(table, "") + ") VALUES (" + joined(table, ":") +
                  ")");
    write.define_and_bind();
  }
  std::uint64_t rows = 0;
  read.execute();
  while (read.fetch()) {
    rows += values.front().indicators.size();
    if (uses_arrays) {
      write_arrays(table, values, to.session());
    } else {
      write.execute(true);
    }
    for (std::size_t c = 0; c < values.size(); ++c) values[c].resize(table.columns[c].type, chunk);
  }
  return rows;
}

Result<CopyCount> copy_tables(Connection& from, Connection& to) {
  CopyCount count;
  for (const std::string& name : table_names()) {
    long long rows = 0;
    to.session() << "SELECT count(*) FROM " + name, soci::into(rows);
    if (rows > 0) {
      return Error{ErrorCode::kConflict, "the database to copy into is not empty: " + name + " has " +
                                             std::to_string(rows) + " rows"};
    }
  }
  for (const std::string& name : table_names()) {
    const Table table = table_of(from, name);
    count.rows += copy_table(table, from.session(), to);
    ++count.tables;
  }
  return count;
}

}  // namespace

Result<CopyCount> copy_database(Database& from, Database& to) {
  return in_transaction<CopyCount>(
      from, TransactionKind::kRead, [&](Connection& source) -> Result<CopyCount> {
        return in_transaction<CopyCount>(to, TransactionKind::kWrite,
                                         [&](Connection& target) { return copy_tables(source, target); });
      });
}

Result<CopyCount> back_up(Database& database, const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code failure;
  if (fs::exists(path, failure)) return Error{ErrorCode::kConflict, path + ": exists already"};
  const std::string unfinished = path + ".unfinished";
  const auto remove = [&] {
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(unfinished + end, failure);
  };
  remove();
  auto copied = [&]() -> Result<CopyCount> {
    DatabaseOptions options;
    options.connections = 1;
    auto copy = Database::open(unfinished, options);
    if (!copy) return copy.error();
    auto count = copy_database(database, *copy);
    if (!count) return count;
    // One file, without a log beside it.
    Connection connection(*copy);
    connection.session() << "PRAGMA journal_mode = DELETE";
    return count;
  }();
  if (!copied) {
    remove();
    return copied;
  }
  fs::rename(unfinished, path, failure);
  if (failure) {
    remove();
    return Error{ErrorCode::kIo, path + ": " + failure.message()};
  }
  return copied;
}

Result<CopyCount> restore_backup(const std::string& path, Database& database) {
  DatabaseOptions options;
  options.connections = 1;
  options.must_exist = true;
  auto backup = Database::open(path, options);
  if (!backup) return backup.error();
  return copy_database(*backup, database);
}

}  // namespace tenon
