// Bytes of files, kept once whoever refers to them, under the digest that the service gives; as pieces of
// text in rows, so that both databases and copies of them hold files like anything else. How bytes become
// text and whether they fit their digest is the service's business (service/file_desk.h).
//
// All functions work within a transaction of the caller, those that change something within a write
// transaction; errors as in record_store.h.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/database.h"

namespace tenon {

struct FileRow {
  std::string digest;
  std::int64_t size_bytes = 0;
  std::int64_t pieces = 0;
  std::int64_t kept_at = 0;  // seconds since 1970-01-01 UTC; the last time that it was given

  bool operator==(const FileRow&) const = default;
};

// Who needs a file: kind "case" or "record", and its id.
struct FileHolder {
  std::string kind;
  std::string id;

  bool operator==(const FileHolder&) const = default;
};

// Nothing but kept_at changes where the digest is kept already.
void put_file(Connection& connection, const FileRow& file, std::span<const std::string> pieces);
std::optional<FileRow> find_file(Connection& connection, const std::string& digest);
// Calls `visit` for each piece in order, one in memory at a time.
void visit_file_pieces(Connection& connection, const std::string& digest,
                       const std::function<void(const std::string&)>& visit);

// kNotFound: no such file. Again is as good as once.
Result<void> add_file_reference(Connection& connection, const std::string& digest, const FileHolder& holder);
std::vector<FileHolder> holders_of_file(Connection& connection, const std::string& digest);

struct RemovedFiles {
  std::int64_t files = 0;
  std::int64_t size_bytes = 0;
};
// Those that nobody refers to and that were last given before `kept_before`.
RemovedFiles remove_unreferenced_files(Connection& connection, std::int64_t kept_before);

}  // namespace tenon
