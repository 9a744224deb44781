#include "store/dataset_store.h"

#include <soci/soci.h>

#include <algorithm>
#include <utility>

#include "store/next_id.h"
#include "store/row_writer.h"
#include "store/transaction.h"

namespace tenon {
namespace {

struct DatasetRow {
  long long id = 0;
  StoredDataset dataset;
};

Error no_such_dataset(std::string_view name) {
  return {ErrorCode::kNotFound, "no dataset '" + std::string(name) + "'"};
}

Error no_such_version(std::string_view name, std::int64_t version) {
  return {ErrorCode::kNotFound,
          "the dataset '" + std::string(name) + "' has no version " + std::to_string(version)};
}

std::optional<DatasetRow> find_row(soci::session& session, const std::string& name) {
  DatasetRow row;
  row.dataset.name = name;
  long long created_at = 0;
  long long newest = 0;
  session << "SELECT id, created_by, created_at, newest_version FROM datasets WHERE name = :name",
      soci::into(row.id), soci::into(row.dataset.created_by), soci::into(created_at), soci::into(newest),
      soci::use(name);
  if (!session.got_data()) return std::nullopt;
  row.dataset.created_at = created_at;
  row.dataset.newest_version = newest;
  return row;
}

bool has_version(const DatasetRow& row, std::int64_t version) {
  return version >= 1 && version <= row.dataset.newest_version;
}

// Rows of `file` that stand in `version`, ascending by place.
std::vector<PlacedRow> rows_of(soci::session& session, long long dataset, const std::string& file,
                               std::int64_t version) {
  constexpr std::size_t kChunk = 4096;
  const auto number = static_cast<long long>(version);
  std::vector<long long> places(kChunk);
  std::vector<std::string> cells(kChunk);
  soci::statement statement =
      (session.prepare
           << "SELECT place, cells FROM dataset_rows WHERE dataset_id = :dataset AND file = :file AND "
              "from_version <= :version AND (to_version IS NULL OR to_version > :version2) ORDER BY "
              "place",
       soci::into(places), soci::into(cells), soci::use(dataset), soci::use(file), soci::use(number),
       soci::use(number));
  std::vector<PlacedRow> rows;
  statement.execute();
  while (statement.fetch()) {
    for (std::size_t k = 0; k < places.size(); ++k) rows.push_back({places[k], std::move(cells[k])});
    places.resize(kChunk);
    cells.resize(kChunk);
  }
  return rows;
}

std::vector<std::string> files_of(soci::session& session, long long dataset, std::int64_t version) {
  const auto number = static_cast<long long>(version);
  std::vector<std::string> files;
  soci::rowset<std::string> rows =
      (session.prepare << "SELECT file FROM dataset_files WHERE dataset_id = :dataset "
                          "AND version = :version ORDER BY file",
       soci::use(dataset), soci::use(number));
  for (const std::string& file : rows) files.push_back(file);
  return files;
}

void write_version(soci::session& session, long long dataset, std::int64_t version, const VersionNote& note,
                   const std::optional<std::int64_t>& restores) {
  const auto number = static_cast<long long>(version);
  const auto at = static_cast<long long>(note.at);
  long long older = restores.value_or(0);
  soci::indicator has_older = restores ? soci::i_ok : soci::i_null;
  session
      << "INSERT INTO dataset_versions (dataset_id, version, created_at, created_by, source, note, restores) "
         "VALUES (:dataset, :version, :at, :by, :source, :note, :restores)",
      soci::use(dataset), soci::use(number), soci::use(at), soci::use(note.by), soci::use(note.source),
      soci::use(note.note), soci::use(older, has_older);
}

void write_counts(soci::session& session, long long dataset, std::int64_t version, const std::string& file,
                  const RowCounts& counts) {
  const auto number = static_cast<long long>(version);
  const auto rows = static_cast<long long>(counts.rows);
  const auto added = static_cast<long long>(counts.added);
  const auto changed = static_cast<long long>(counts.changed);
  const auto removed = static_cast<long long>(counts.removed);
  const auto moved = static_cast<long long>(counts.moved);
  session
      << "INSERT INTO dataset_files (dataset_id, version, file, row_count, added, changed, removed, moved) "
         "VALUES (:dataset, :version, :file, :rows, :added, :changed, :removed, :moved)",
      soci::use(dataset), soci::use(number), soci::use(file), soci::use(rows), soci::use(added),
      soci::use(changed), soci::use(removed), soci::use(moved);
}

void set_newest(soci::session& session, long long dataset, std::int64_t version) {
  const auto newest = static_cast<long long>(version);
  session << "UPDATE datasets SET newest_version = :newest WHERE id = :dataset", soci::use(newest),
      soci::use(dataset);
}

Error overtaken(std::string_view name, std::int64_t expected, std::int64_t newest) {
  return {ErrorCode::kConflict, "the dataset '" + std::string(name) + "' is at version " +
                                    std::to_string(newest) + ", not at " + std::to_string(expected) +
                                    " any more"};
}

Result<void> check_note(std::string_view name, const VersionNote& note) {
  const auto holds_zero = [](std::string_view text) { return text.find('\0') != std::string_view::npos; };
  if (name.empty()) return Error{ErrorCode::kInvalidArgument, "a dataset needs a name"};
  if (holds_zero(name) || holds_zero(note.by) || holds_zero(note.source) || holds_zero(note.note))
    return Error{ErrorCode::kInvalidArgument, "names and notes may not hold U+0000"};
  return {};
}

Result<long long> make_dataset(Connection& connection, const std::string& name, const VersionNote& note) {
  soci::session& session = connection.session();
  if (find_row(session, name))
    return Error{ErrorCode::kConflict, "the dataset '" + name + "' exists already"};
  const auto at = static_cast<long long>(note.at);
  const long long none = 0;
  const long long id = next_id(connection, "datasets");
  session << "INSERT INTO datasets (id, name, created_at, created_by, newest_version) VALUES (:id, :name, "
             ":at, :by, "
             ":none)",
      soci::use(id), soci::use(name), soci::use(at), soci::use(note.by), soci::use(none);
  return id;
}

// `restores`: the older version that the changes bring back.
Result<std::int64_t> add(Database& database, std::string_view name, std::int64_t expected,
                         const FileChanges& changes, const VersionNote& note,
                         std::optional<std::int64_t> restores, const TransactionStep& also) {
  if (auto checked = check_note(name, note); !checked) return checked.error();
  const bool is_none = std::all_of(changes.begin(), changes.end(),
                                   [](const auto& of_file) { return of_file.second.is_none(); });
  if (is_none) {
    return Error{ErrorCode::kInvalidArgument, "nothing differs from version " + std::to_string(expected)};
  }
  return in_transaction<std::int64_t>(database, TransactionKind::kWrite,
                                      [&](Connection& connection) -> Result<std::int64_t> {
                                        soci::session& session = connection.session();
                                        long long id = 0;
                                        if (expected == 0) {
                                          auto made = make_dataset(connection, std::string(name), note);
                                          if (!made) return made.error();
                                          id = *made;
                                        } else {
                                          const auto dataset = find_row(session, std::string(name));
                                          if (!dataset) return no_such_dataset(name);
                                          if (dataset->dataset.newest_version != expected)
                                            return overtaken(name, expected, dataset->dataset.newest_version);
                                          id = dataset->id;
                                        }
                                        const std::int64_t version = expected + 1;
                                        set_newest(session, id, version);
                                        write_version(session, id, version, note, restores);
                                        for (const auto& [file, of_file] : changes) {
                                          if (of_file.is_none() && of_file.counts.rows == 0) continue;
                                          end_rows(connection, id, file, version, of_file.ended);
                                          begin_rows(connection, id, file, version, of_file.begun);
                                          write_counts(session, id, version, file, of_file.counts);
                                        }
                                        if (also) {
                                          if (auto done = also(connection); !done) return done.error();
                                        }
                                        return version;
                                      });
}

}  // namespace

Result<std::vector<StoredDataset>> list_datasets(Database& database) {
  return in_transaction<std::vector<StoredDataset>>(
      database, TransactionKind::kRead, [](Connection& connection) -> Result<std::vector<StoredDataset>> {
        std::vector<StoredDataset> datasets;
        soci::rowset<soci::row> rows =
            (connection.session().prepare
             << "SELECT name, created_by, created_at, newest_version FROM datasets ORDER BY name");
        for (const soci::row& row : rows) {
          datasets.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<long long>(2),
                              row.get<long long>(3)});
        }
        return datasets;
      });
}

Result<StoredDataset> find_dataset(Database& database, std::string_view name) {
  return in_transaction<StoredDataset>(database, TransactionKind::kRead,
                                       [&](Connection& connection) -> Result<StoredDataset> {
                                         const auto row = find_row(connection.session(), std::string(name));
                                         if (!row) return no_such_dataset(name);
                                         return row->dataset;
                                       });
}

Result<std::vector<DatasetVersion>> list_versions(Database& database, std::string_view name) {
  return in_transaction<std::vector<DatasetVersion>>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<std::vector<DatasetVersion>> {
        soci::session& session = connection.session();
        const auto dataset = find_row(session, std::string(name));
        if (!dataset) return no_such_dataset(name);
        std::vector<DatasetVersion> versions;
        soci::rowset<soci::row> rows =
            (session.prepare << "SELECT version, created_by, created_at, source, note, restores FROM "
                                "dataset_versions WHERE dataset_id = :dataset ORDER BY version",
             soci::use(dataset->id));
        for (const soci::row& row : rows) {
          DatasetVersion version;
          version.version = row.get<long long>(0);
          version.note = {row.get<std::string>(1), row.get<long long>(2), row.get<std::string>(3),
                          row.get<std::string>(4)};
          if (row.get_indicator(5) == soci::i_ok) version.restores = row.get<long long>(5);
          versions.push_back(std::move(version));
        }
        soci::rowset<soci::row> counts =
            (session.prepare
                 << "SELECT version, file, row_count, added, changed, removed, moved FROM dataset_files "
                    "WHERE dataset_id = :dataset ORDER BY version, file",
             soci::use(dataset->id));
        const auto count = [](const soci::row& row, std::size_t column) {
          return static_cast<std::size_t>(row.get<long long>(column));
        };
        for (const soci::row& row : counts) {
          auto& files = versions[count(row, 0) - 1].files;
          files[row.get<std::string>(1)] = {count(row, 2), count(row, 3), count(row, 4), count(row, 5),
                                            count(row, 6)};
        }
        return versions;
      });
}

Result<StoredFiles> read_version(Database& database, std::string_view name, std::int64_t version) {
  return in_transaction<StoredFiles>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<StoredFiles> {
        soci::session& session = connection.session();
        const auto dataset = find_row(session, std::string(name));
        if (!dataset) return no_such_dataset(name);
        const std::int64_t wanted = version == 0 ? dataset->dataset.newest_version : version;
        if (!has_version(*dataset, wanted)) return no_such_version(name, wanted);
        StoredFiles files;
        for (const std::string& file : files_of(session, dataset->id, wanted)) {
          auto rows = rows_of(session, dataset->id, file, wanted);
          if (!rows.empty()) files[file] = std::move(rows);
        }
        return files;
      });
}

Result<std::vector<PlacedRow>> read_version_file(Database& database, std::string_view name,
                                                 std::int64_t version, const std::string& file) {
  return in_transaction<std::vector<PlacedRow>>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<std::vector<PlacedRow>> {
        soci::session& session = connection.session();
        const auto dataset = find_row(session, std::string(name));
        if (!dataset) return no_such_dataset(name);
        const std::int64_t wanted = version == 0 ? dataset->dataset.newest_version : version;
        if (!has_version(*dataset, wanted)) return no_such_version(name, wanted);
        return rows_of(session, dataset->id, file, wanted);
      });
}

Result<std::int64_t> add_version(Database& database, std::string_view name, std::int64_t expected,
                                 const FileChanges& changes, const VersionNote& note,
                                 const TransactionStep& also) {
  return add(database, name, expected, changes, note, std::nullopt, also);
}

Result<std::int64_t> restore_version(Database& database, std::string_view name, std::int64_t expected,
                                     std::int64_t older, const VersionNote& note,
                                     const TransactionStep& also) {
  auto now = read_version(database, name, expected);
  if (!now) return now.error();
  auto then = read_version(database, name, older);
  if (!then) return then.error();
  FileChanges changes;
  for (const StoredFiles* files : {&*now, &*then}) {
    for (const auto& [file, rows] : *files) changes[file];
  }
  for (auto& [file, of_file] : changes) of_file = changes_of_placed_rows((*now)[file], (*then)[file]);
  return add(database, name, expected, changes, note, older, also);
}

Result<std::vector<RowChange>> changes_of_version(Database& database, std::string_view name,
                                                  std::int64_t version, std::size_t limit,
                                                  const std::string& file) {
  return in_transaction<std::vector<RowChange>>(
      database, TransactionKind::kRead, [&](Connection& connection) -> Result<std::vector<RowChange>> {
        soci::session& session = connection.session();
        const auto dataset = find_row(session, std::string(name));
        if (!dataset) return no_such_dataset(name);
        if (!has_version(*dataset, version)) return no_such_version(name, version);
        const auto number = static_cast<long long>(version);
        const auto most = static_cast<long long>(limit);
        std::vector<RowChange> changes;
        soci::rowset<soci::row> rows =
            (session.prepare
                 << "SELECT file, place, MAX(CASE WHEN to_version = :v1 THEN cells END) AS before, "
                    "MAX(CASE WHEN from_version = :v2 THEN cells END) AS after FROM dataset_rows WHERE "
                    "dataset_id = :dataset AND (to_version = :v3 OR from_version = :v4) AND (:any = '' OR "
                    "file = "
                    ":file) GROUP BY file, place ORDER BY file, place LIMIT :most",
             soci::use(number), soci::use(number), soci::use(dataset->id), soci::use(number),
             soci::use(number), soci::use(file), soci::use(file), soci::use(most));
        for (const soci::row& row : rows) {
          RowChange change{row.get<std::string>(0), {}, {}};
          if (row.get_indicator(2) == soci::i_ok) change.before = row.get<std::string>(2);
          if (row.get_indicator(3) == soci::i_ok) change.after = row.get<std::string>(3);
          changes.push_back(std::move(change));
        }
        return changes;
      });
}

}  // namespace tenon
