#include "service/dataset_table.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "exchange/csv_reader.h"
#include "store/dataset_store.h"

namespace tenon {

std::size_t DatasetTable::column(std::string_view name) const {
  return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
}

Result<DatasetTable> read_dataset_table(Database& database, const std::string& name, std::int64_t version,
                                        const std::string& file) {
  DatasetTable table;
  table.version = version;
  if (version == 0) {
    auto dataset = find_dataset(database, name);
    if (!dataset) return dataset.error();
    table.version = dataset->newest_version;
  }
  auto lines = read_version_file(database, name, table.version, file);
  if (!lines) return lines.error();
  for (const PlacedRow& line : *lines) {
    CsvReader reader(file, line.cells);
    if (reader.next() != CsvStep::kRecord) {
      return Error{ErrorCode::kBadInput, "dataset " + name + ", " + file + ": a row that cannot be read"};
    }
    std::vector<std::string> cells(reader.fields().begin(), reader.fields().end());
    if (table.columns.empty()) {
      table.columns = std::move(cells);
    } else {
      cells.resize(table.columns.size());
      table.rows.push_back(std::move(cells));
    }
  }
  return table;
}

Result<RegionCover> stored_regions(Database& database, const std::string& name, std::int64_t version) {
  auto table = read_dataset_table(database, name, version, "regions.csv");
  if (!table) return table.error();
  const std::size_t code = table->column("region_code");
  const std::size_t parent = table->column("parent_code");
  Dataset regions;
  std::unordered_map<std::string, RegionId> ids;
  for (const auto& row : table->rows) {
    if (code >= row.size()) break;
    ids.emplace(row[code], RegionId(regions.regions.size()));
    Region region;
    region.code = row[code];
    regions.regions.push_back(std::move(region));
  }
  for (std::size_t i = 0; parent < table->columns.size() && i < regions.regions.size(); ++i) {
    const auto found = ids.find(table->rows[i][parent]);
    if (found != ids.end()) regions.regions[i].parent = found->second;
  }
  return RegionCover(regions);
}

}  // namespace tenon
