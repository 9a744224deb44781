#include "store/row_writer.h"

#include <soci/soci.h>

#include <algorithm>
#include <vector>

#include "store/postgresql_array.h"

namespace tenon {
namespace {

constexpr std::size_t kChunk = 4096;

// As a text of SQL.
std::string quoted(const std::string& text) {
  std::string literal = "'";
  for (const char c : text) literal += c == '\'' ? "''" : std::string(1, c);
  return literal + "'";
}

}  // namespace

void end_rows(Connection& connection, std::int64_t dataset, const std::string& file, std::int64_t version,
              std::span<const std::int64_t> places) {
  soci::session& session = connection.session();
  const auto dataset_id = static_cast<long long>(dataset);
  const auto to_version = static_cast<long long>(version);
  for (std::size_t first = 0; first < places.size(); first += kChunk) {
    const auto chunk = places.subspan(first, std::min(kChunk, places.size() - first));
    if (connection.kind() == DatabaseKind::kPostgresql) {
      PostgresqlArray of_places;
      for (const std::int64_t place : chunk) of_places.add(static_cast<long long>(place));
      const std::string array = of_places.take();
      session << "UPDATE dataset_rows SET to_version = :version WHERE dataset_id = :dataset AND file = :file "
                 "AND to_version IS NULL AND place = ANY (CAST(:places AS bigint[]))",
          soci::use(to_version), soci::use(dataset_id), soci::use(file), soci::use(array);
      continue;
    }
    const std::vector<long long> versions(chunk.size(), to_version);
    const std::vector<long long> datasets(chunk.size(), dataset_id);
    const std::vector<std::string> files(chunk.size(), file);
    const std::vector<long long> of_places(chunk.begin(), chunk.end());
    session << "UPDATE dataset_rows SET to_version = :version WHERE dataset_id = :dataset AND file = :file "
               "AND to_version IS NULL AND place = :place",
        soci::use(versions), soci::use(datasets), soci::use(files), soci::use(of_places);
  }
}

void begin_rows(Connection& connection, std::int64_t dataset, const std::string& file, std::int64_t version,
                std::span<const PlacedRow> rows) {
  soci::session& session = connection.session();
  const auto dataset_id = static_cast<long long>(dataset);
  const auto from_version = static_cast<long long>(version);
  for (std::size_t first = 0; first < rows.size(); first += kChunk) {
    const auto chunk = rows.subspan(first, std::min(kChunk, rows.size() - first));
    if (connection.kind() == DatabaseKind::kPostgresql) {
      PostgresqlArray of_places;
      PostgresqlArray of_cells;
      for (const PlacedRow& row : chunk) {
        of_places.add(static_cast<long long>(row.place));
        of_cells.add(std::string_view(row.cells));
      }
      const std::string place_array = of_places.take();
      const std::string cell_array = of_cells.take();
      session
          << "INSERT INTO dataset_rows (dataset_id, file, place, from_version, cells) SELECT :dataset, "
             ":file, p, :version, c FROM unnest(CAST(:places AS bigint[]), CAST(:cells AS text[])) AS rows "
             "(p, c)",
          soci::use(dataset_id), soci::use(file), soci::use(from_version), soci::use(place_array),
          soci::use(cell_array);
      continue;
    }
    std::vector<long long> places;
    std::vector<std::string> cells;
    for (const PlacedRow& row : chunk) {
      places.push_back(row.place);
      cells.push_back(row.cells);
    }
    // What all rows share stands in the statement: vectors of it would cost half as much again.
    session << "INSERT INTO dataset_rows (dataset_id, file, place, from_version, cells) VALUES ("
            << dataset_id << ", " << quoted(file) << ", :place, " << from_version << ", :cells)",
        soci::use(places), soci::use(cells);
  }
}

}  // namespace tenon
