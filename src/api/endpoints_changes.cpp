// What a version of a dataset changed against the one before: counts of each file, and the first rows. Rows
// of supplies are restricted and stay out; their counts are told.
#include <algorithm>

#include "api/dataset_place.h"
#include "api/endpoint.h"
#include "api/page.h"
#include "api/table_shelf.h"
#include "exchange/csv_reader.h"
#include "store/dataset_store.h"

namespace tenon {
namespace {

constexpr std::string_view kWithheld = "supplies.csv";

std::vector<std::string> cells_of(const std::string& file, const std::string& row) {
  CsvReader reader(file, row);
  if (reader.next() != CsvStep::kRecord) return {row};
  return {reader.fields().begin(), reader.fields().end()};
}

// By the columns of the version that has it; null where there is no row.
void write_cells(JsonWriter& json, const std::string& file, const std::vector<std::string>& columns,
                 const std::optional<std::string>& row) {
  if (!row) {
    json.null();
    return;
  }
  const std::vector<std::string> cells = cells_of(file, *row);
  json.begin_object();
  for (std::size_t c = 0; c < std::min(cells.size(), columns.size()); ++c) {
    if (!cells[c].empty()) json.key(columns[c]).text(cells[c]);
  }
  json.end_object();
}

Result<std::vector<std::string>> columns_of(ApiServices& s, TableShelf& tables, const std::string& name,
                                            std::int64_t version, const std::string& file) {
  if (version < 1) return std::vector<std::string>();
  auto table = tables.load(s.database, name, version, file);
  if (!table) return table.error();
  return (*table)->columns;
}

// The header is a row of its own, and no row of data.
bool is_header(const RowChange& change, const std::string& file, const std::vector<std::string>& before,
               const std::vector<std::string>& after) {
  return (!change.before || cells_of(file, *change.before) == before) &&
         (!change.after || cells_of(file, *change.after) == after);
}

Result<void> write_file(ApiServices& s, TableShelf& tables, const ApiCall& call, JsonWriter& json,
                        const std::string& file, const RowCounts& counts) {
  const std::string name = call.text("name");
  const std::int64_t version = call.integer("version", 0);
  const auto limit = static_cast<std::size_t>(call.integer("limit", 20));
  json.begin_object().key("file").text(file).key("added").integer(static_cast<std::int64_t>(counts.added));
  json.key("changed").integer(static_cast<std::int64_t>(counts.changed));
  json.key("removed").integer(static_cast<std::int64_t>(counts.removed));
  json.key("moved").integer(static_cast<std::int64_t>(counts.moved));
  json.key("rows_withheld").boolean(file == kWithheld).key("rows").begin_array();
  if (file != kWithheld) {
    const auto before = columns_of(s, tables, name, version - 1, file);
    if (!before) return before.error();
    const auto after = columns_of(s, tables, name, version, file);
    if (!after) return after.error();
    const auto changes = changes_of_version(s.database, name, version, limit + 1, file);
    if (!changes) return changes.error();
    std::size_t written = 0;
    for (const RowChange& change : *changes) {
      if (written == limit) break;
      if (is_header(change, file, *before, *after)) continue;
      json.begin_object().key("before");
      write_cells(json, file, *before, change.before);
      write_cells(json.key("after"), file, *after, change.after);
      json.end_object();
      ++written;
    }
  }
  json.end_array().end_object();
  return {};
}

HttpReply changes(ApiServices& s, TableShelf& tables, const ApiCall& call) {
  const auto versions = list_versions(s.database, call.text("name"));
  if (!versions) return error_answer(call, versions.error());
  const std::int64_t version = call.integer("version", 0);
  const auto found = std::find_if(versions->begin(), versions->end(),
                                  [&](const DatasetVersion& one) { return one.version == version; });
  if (found == versions->end()) return problem_answer(call, problem_of("not_found"));
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("version").integer(version).key("by").text(found->note.by);
  write_seconds(json.key("at"), found->note.at).key("note").text(found->note.note);
  json.key("files").begin_array();
  for (const auto& [file, counts] : found->files) {
    if (counts.added + counts.changed + counts.removed + counts.moved == 0) continue;
    if (auto written = write_file(s, tables, call, json, file, counts); !written)
      return error_answer(call, written.error());
  }
  json.end_array().end_object();
  return json_answer(200, json.take());
}

}  // namespace

ApiEndpoints change_endpoints(ApiServices& s) {
  auto tables = std::make_shared<TableShelf>(16);
  return {{"list_version_changes", [&s, tables](const ApiCall& call) { return changes(s, *tables, call); },
           [&s](const ApiCall& call) { return locate_dataset(s.database, call); }}};
}

}  // namespace tenon
