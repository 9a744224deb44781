// A database: an SQLite file, or PostgreSQL by its address. Everything that is kept goes through here.
//
// TENON_DB or an option names it: `postgresql://user:password@host:port/name` is PostgreSQL 15 or later,
// `sqlite:PATH` or a plain path is an SQLite file, which is made if it does not exist. A database is opened
// with its tables as this program knows them (migration.h).
//
// A connection to PostgreSQL that was lost is opened again when it is needed next (transaction.h).
//
// Durable: a transaction that was reported as done survives a crash of the program and of the machine
// (SQLite: write-ahead log with synchronous=FULL). Thread-safe: connections come from a pool of
// `connections`; a thread that finds none free waits. There is one
// writer at a time (transaction.h), who waits up to `busy_seconds` for the other.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace soci {
class connection_pool;
class session;
}  // namespace soci

namespace tenon {

enum class DatabaseKind { kSqlite, kPostgresql };

struct DatabaseOptions {
  std::size_t connections = 4;
  int busy_seconds = 30;
  bool must_exist = false;  // SQLite: do not make a new file
};

class Database {
 public:
  // kInvalidArgument for an address that is none, kNotFound for a file that must exist and does not, kIo if
  // the database cannot be opened, kBadInput if it is newer than this program or was changed by hand.
  static Result<Database> open(const std::string& address, const DatabaseOptions& options = {});

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  [[nodiscard]] DatabaseKind kind() const { return kind_; }
  // For people: without the password.
  [[nodiscard]] const std::string& shown_address() const { return shown_address_; }

 private:
  friend class Connection;
  Database(DatabaseKind kind, std::string shown_address, std::unique_ptr<soci::connection_pool> pool,
           int busy_seconds);

  DatabaseKind kind_;
  int busy_seconds_;
  std::string shown_address_;
  std::unique_ptr<soci::connection_pool> pool_;
};

// One of the pool's connections for as long as this lives.
class Connection {
 public:
  explicit Connection(Database& database);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  [[nodiscard]] DatabaseKind kind() const { return database_.kind(); }
  soci::session& session() { return *session_; }

  // Whether the server is still at the other end, as far as the last use of the connection told.
  [[nodiscard]] bool is_broken() const;
  // A new connection in place of a broken one. Throws where there is no server.
  void reopen();

 private:
  Database& database_;
  std::size_t position_ = 0;
  soci::session* session_ = nullptr;
};

// The address without what stands between the first ':' after "//" and the last '@'.
std::string without_password(std::string_view address);

}  // namespace tenon
