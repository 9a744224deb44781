#include "store/database.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "store/migration.h"
#include "store/store_error.h"

namespace tenon {
namespace {

constexpr std::string_view kPostgresql = "postgresql://";
constexpr std::string_view kPostgres = "postgres://";
constexpr std::string_view kSqlite = "sqlite:";

void set_up_sqlite(soci::session& session, int busy_seconds) {
  session << "PRAGMA busy_timeout = " << busy_seconds * 1000;
  session << "PRAGMA journal_mode = WAL";
  session << "PRAGMA synchronous = FULL";
  session << "PRAGMA foreign_keys = ON";
  session << "PRAGMA cache_size = -65536";  // KiB
}

void set_up_postgresql(soci::session& session, int busy_seconds) {
  session << "SET client_min_messages = warning";
  session << "SET lock_timeout = " << busy_seconds * 1000;
}

}  // namespace

std::string without_password(std::string_view address) {
  const std::size_t start = address.find("//");
  const std::size_t at = address.rfind('@');
  if (start == std::string_view::npos || at == std::string_view::npos || at < start)
    return std::string(address);
  const std::size_t colon = address.find(':', start + 2);
  if (colon == std::string_view::npos || colon > at) return std::string(address);
  return std::string(address.substr(0, colon)) + std::string(address.substr(at));
}

Database::Database(DatabaseKind kind, std::string shown_address, std::unique_ptr<soci::connection_pool> pool,
                   int busy_seconds)
    : kind_(kind),
      busy_seconds_(busy_seconds),
      shown_address_(std::move(shown_address)),
      pool_(std::move(pool)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::string& address, const DatabaseOptions& options) {
  if (address.empty()) return Error{ErrorCode::kInvalidArgument, "the address of a database is empty"};
  if (options.connections == 0)
    return Error{ErrorCode::kInvalidArgument, "a database needs at least one connection"};
  const bool is_postgresql = address.starts_with(kPostgresql) || address.starts_with(kPostgres);
  if (!is_postgresql && address.find("://") != std::string::npos) {
    return Error{ErrorCode::kInvalidArgument, without_password(address) +
                                                  ": expected postgresql://…, sqlite:PATH or the path of an "
                                                  "SQLite file"};
  }
  const std::string shown = without_password(address);
  std::string target = address;
  if (!is_postgresql) {
    if (target.starts_with(kSqlite)) target.erase(0, kSqlite.size());
    std::error_code ignored;
    if (options.must_exist && !std::filesystem::exists(target, ignored))
      return Error{ErrorCode::kNotFound, target + ": no such database"};
    // SOCI reads a string with '=' or quotes as parameters.
    if (target.find_first_of("=\"' ") != std::string::npos) {
      std::string quoted = "db=\"";
      for (const char c : target) {
        if (c == '"') {
          return Error{ErrorCode::kInvalidArgument, target + ": the path of a database may hold no quotes"};
        }
        quoted += c;
      }
      target = quoted + "\"";
    }
  }
  try {
    auto pool = std::make_unique<soci::connection_pool>(options.connections);
    for (std::size_t k = 0; k < options.connections; ++k) {
      soci::session& session = pool->at(k);
      if (is_postgresql) {
        session.open(*soci::factory_postgresql(), target);
        set_up_postgresql(session, options.busy_seconds);
      } else {
        session.open(*soci::factory_sqlite3(), target);
        set_up_sqlite(session, options.busy_seconds);
      }
    }
    Database database(is_postgresql ? DatabaseKind::kPostgresql : DatabaseKind::kSqlite, shown,
                      std::move(pool), options.busy_seconds);
    if (auto migrated = migrate(database, embedded_migrations()); !migrated) return migrated.error();
    return database;
  } catch (const std::exception& failure) {
    Error error = store_error(failure);
    error.message = shown + ": " + error.message;
    return error;
  }
}

Connection::Connection(Database& database)
    : database_(database), position_(database.pool_->lease()), session_(&database.pool_->at(position_)) {}

bool Connection::is_broken() const {
  return database_.kind_ == DatabaseKind::kPostgresql && !session_->is_connected();
}

void Connection::reopen() {
  session_->reconnect();
  set_up_postgresql(*session_, database_.busy_seconds_);
}

Connection::~Connection() {
  database_.pool_->give_back(position_);
}

}  // namespace tenon
