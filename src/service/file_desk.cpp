#include "service/file_desk.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "service/digest.h"
#include "service/encoding.h"
#include "store/transaction.h"

namespace tenon {
namespace {

// A multiple of three, so that pieces of base64 follow each other without padding between them.
constexpr std::size_t kPieceBytes = std::size_t{192} << 10U;

std::int64_t seconds_of(UtcTime time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

Error damaged(const std::string& digest) {
  return {ErrorCode::kBadInput, "what the store has of file " + digest + " does not fit its digest"};
}

}  // namespace

std::string file_digest(std::string_view bytes) {
  return to_hex(bytes_of(sm3(bytes)));
}

Result<std::string> put_file_bytes(Connection& connection, std::string_view bytes, UtcTime time) {
  if (bytes.size() > kMostFileBytes) {
    return Error{ErrorCode::kTooLarge, "a file of " + std::to_string(bytes.size()) +
                                           " bytes: the store takes " + std::to_string(kMostFileBytes) +
                                           " at most"};
  }
  const FileRow file{file_digest(bytes), static_cast<std::int64_t>(bytes.size()), 0, seconds_of(time)};
  std::vector<std::string> pieces;
  if (!find_file(connection, file.digest)) {
    for (std::size_t at = 0; at < bytes.size(); at += kPieceBytes)
      pieces.push_back(to_base64(bytes.substr(at, kPieceBytes)));
  }
  put_file(connection, file, pieces);
  return file.digest;
}

Result<std::string> keep_file(Database& database, std::string_view bytes, const Actor& actor, UtcTime time) {
  return in_transaction<std::string>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<std::string> {
        auto digest = put_file_bytes(connection, bytes, time);
        if (!digest) return digest;
        const auto logged =
            audit_step(event_of(actor, time, "file.keep", "file", *digest,
                                "{\"bytes\":" + std::to_string(bytes.size()) + "}"))(connection);
        if (!logged) return logged.error();
        return digest;
      });
}

Result<std::string> file_bytes(Connection& connection, const std::string& digest) {
  const auto file = find_file(connection, digest);
  if (!file) return Error{ErrorCode::kNotFound, "the store has no bytes of file " + digest};
  std::string bytes;
  bool is_whole = true;
  visit_file_pieces(connection, digest, [&](const std::string& piece) {
    const auto part = from_base64(piece);
    is_whole = is_whole && part && bytes.size() + part->size() <= kMostFileBytes;
    if (is_whole) bytes += *part;
  });
  if (!is_whole || std::cmp_not_equal(bytes.size(), file->size_bytes) || file_digest(bytes) != digest)
    return damaged(digest);
  return bytes;
}

Result<std::string> file_bytes(Database& database, const std::string& digest) {
  return in_transaction<std::string>(database, TransactionKind::kRead,
                                     [&](Connection& connection) { return file_bytes(connection, digest); });
}

Result<RemovedFiles> remove_files_without_use(Database& database, UtcTime kept_before, const Actor& actor,
                                              UtcTime time) {
  return in_transaction<RemovedFiles>(
      database, TransactionKind::kWrite, [&](Connection& connection) -> Result<RemovedFiles> {
        const RemovedFiles removed = remove_unreferenced_files(connection, seconds_of(kept_before));
        if (removed.files == 0) return removed;
        const auto logged =
            audit_step(event_of(actor, time, "file.remove", "file", "",
                                "{\"files\":" + std::to_string(removed.files) +
                                    ",\"bytes\":" + std::to_string(removed.size_bytes) + "}"))(connection);
        if (!logged) return logged.error();
        return removed;
      });
}

}  // namespace tenon
