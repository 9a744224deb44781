#include "store/file_store.h"

#include <soci/soci.h>

namespace tenon {

void put_file(Connection& connection, const FileRow& file, std::span<const std::string> pieces) {
  soci::session& session = connection.session();
  const auto at = static_cast<long long>(file.kept_at);
  if (find_file(connection, file.digest)) {
    session << "UPDATE files SET kept_at = :at WHERE digest = :digest AND kept_at < :later", soci::use(at),
        soci::use(file.digest), soci::use(at);
    return;
  }
  const auto size = static_cast<long long>(file.size_bytes);
  const auto count = static_cast<long long>(pieces.size());
  session << "INSERT INTO files (digest, size_bytes, pieces, kept_at) VALUES (:digest, :size, :pieces, :at)",
      soci::use(file.digest), soci::use(size), soci::use(count), soci::use(at);
  long long position = 0;
  for (const std::string& piece : pieces) {
    ++position;
    session << "INSERT INTO file_pieces (digest, position, piece) VALUES (:digest, :position, :piece)",
        soci::use(file.digest), soci::use(position), soci::use(piece);
  }
}

std::optional<FileRow> find_file(Connection& connection, const std::string& digest) {
  soci::rowset<soci::row> rows =
      (connection.session().prepare
           << "SELECT digest, size_bytes, pieces, kept_at FROM files WHERE digest = :digest",
       soci::use(digest));
  for (const soci::row& row : rows) {
    return FileRow{row.get<std::string>(0), row.get<long long>(1), row.get<long long>(2),
                   row.get<long long>(3)};
  }
  return std::nullopt;
}

void visit_file_pieces(Connection& connection, const std::string& digest,
                       const std::function<void(const std::string&)>& visit) {
  const auto file = find_file(connection, digest);
  if (!file) return;
  for (long long position = 1; position <= file->pieces; ++position) {
    std::string piece;
    connection.session() << "SELECT piece FROM file_pieces WHERE digest = :digest AND position = :position",
        soci::into(piece), soci::use(digest), soci::use(position);
    if (!connection.session().got_data()) return;
    visit(piece);
  }
}

Result<void> add_file_reference(Connection& connection, const std::string& digest, const FileHolder& holder) {
  if (!find_file(connection, digest))
    return Error{ErrorCode::kNotFound, "there is no file " + digest + " in the store"};
  soci::session& session = connection.session();
  long long known = 0;
  session << "SELECT count(*) FROM file_references WHERE digest = :digest AND holder_kind = :kind AND "
             "holder_id = :id",
      soci::into(known), soci::use(digest), soci::use(holder.kind), soci::use(holder.id);
  if (known > 0) return {};
  session << "INSERT INTO file_references (digest, holder_kind, holder_id) VALUES (:digest, :kind, :id)",
      soci::use(digest), soci::use(holder.kind), soci::use(holder.id);
  return {};
}

std::vector<FileHolder> holders_of_file(Connection& connection, const std::string& digest) {
  std::vector<FileHolder> holders;
  soci::rowset<soci::row> rows =
      (connection.session().prepare << "SELECT holder_kind, holder_id FROM file_references WHERE digest = "
                                       ":digest ORDER BY holder_kind, holder_id",
       soci::use(digest));
  for (const soci::row& row : rows) holders.push_back({row.get<std::string>(0), row.get<std::string>(1)});
  return holders;
}

RemovedFiles remove_unreferenced_files(Connection& connection, std::int64_t kept_before) {
  constexpr const char* kUnused =
      " FROM files WHERE kept_at < :before AND NOT EXISTS (SELECT 1 FROM file_references r WHERE r.digest = "
      "files.digest)";
  const auto before = static_cast<long long>(kept_before);
  soci::session& session = connection.session();
  RemovedFiles removed;
  std::vector<std::string> digests;
  soci::rowset<soci::row> rows =
      (session.prepare << "SELECT digest, size_bytes" << kUnused, soci::use(before));
  for (const soci::row& row : rows) {
    digests.push_back(row.get<std::string>(0));
    removed.size_bytes += row.get<long long>(1);
  }
  removed.files = static_cast<std::int64_t>(digests.size());
  for (const std::string& digest : digests) {
    session << "DELETE FROM file_pieces WHERE digest = :digest", soci::use(digest);
    session << "DELETE FROM files WHERE digest = :digest", soci::use(digest);
  }
  return removed;
}

}  // namespace tenon
