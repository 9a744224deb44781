// Datasets: what there is, versions, rows, search, export of product-level data.
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "api/dataset_counts.h"
#include "api/dataset_place.h"
#include "api/endpoint.h"
#include "api/page.h"
#include "api/request_facts.h"
#include "api/table_shelf.h"
#include "base/number.h"
#include "service/dataset_rows.h"

namespace tenon {
namespace {

constexpr std::array<std::string_view, 24> kNumberColumns = {"lon",
                                                             "lat",
                                                             "essential",
                                                             "cost_share",
                                                             "consumption_share",
                                                             "annual_output_cny",
                                                             "annual_capacity",
                                                             "annual_output",
                                                             "trl",
                                                             "unit_cost",
                                                             "year",
                                                             "lead_time_days",
                                                             "share_low",
                                                             "share_high",
                                                             "low",
                                                             "high",
                                                             "value_low",
                                                             "value_high",
                                                             "group_size",
                                                             "lead_since",
                                                             "synthetic",
                                                             "annual_value_cny",
                                                             "inventory_days",
                                                             "approximate"};

struct DatasetAnswer {
  const StoredDataset& dataset;
  const AccessObject& place;
  void write(JsonWriter& json) const {
    json.begin_object().key("name").text(dataset.name).key("organisation_id").text(place.organisation_id);
    json.key("region_code").text(place.region_code).key("created_by").text(dataset.created_by);
    write_seconds(json.key("created_at"), dataset.created_at);
    json.key("newest_version").integer(dataset.newest_version).end_object();
  }
};

HttpReply datasets(ApiServices& s, const ApiCall& call) {
  auto all = list_datasets(s.database);
  if (!all) return error_answer(call, all.error());
  std::vector<std::pair<const StoredDataset*, AccessObject>> seen;
  for (const StoredDataset& dataset : *all) {
    auto place = place_of_dataset(s.database, dataset.name);
    if (!place) return error_answer(call, place.error());
    if (call.decide(Permission::kDatasetRead, *place).allowed())
      seen.emplace_back(&dataset, std::move(*place));
  }
  return list_answer(seen.size(), [&](JsonWriter& json, std::size_t i) {
    DatasetAnswer{*seen[i].first, seen[i].second}.write(json);
  });
}

HttpReply dataset(ApiServices& s, const ApiCall& call) {
  auto one = find_dataset(s.database, call.text("name"));
  if (!one) return error_answer(call, one.error());
  auto place = locate_dataset(s.database, call);
  if (!place) return error_answer(call, place.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  DatasetAnswer{*one, *place}.write(json);
  return with_revision(json_answer(200, json.take()), one->newest_version);
}

HttpReply versions(ApiServices& s, const ApiCall& call) {
  auto all = list_versions(s.database, call.text("name"));
  if (!all) return error_answer(call, all.error());
  std::reverse(all->begin(), all->end());
  return list_answer(all->size(), [&](JsonWriter& json, std::size_t i) {
    const DatasetVersion& one = (*all)[i];
    json.begin_object().key("version").integer(one.version).key("by").text(one.note.by);
    write_seconds(json.key("at"), one.note.at)
        .key("source")
        .text(one.note.source)
        .key("note")
        .text(one.note.note);
    json.key("restores");
    if (one.restores) {
      json.integer(*one.restores);
    } else {
      json.null();
    }
    write_row_counts(json.key("files"), one.files);
    json.end_object();
  });
}

// --- rows

void write_cell(JsonWriter& json, const std::string& column, const std::string& cell) {
  json.key(column);
  if (std::find(kNumberColumns.begin(), kNumberColumns.end(), column) != kNumberColumns.end()) {
    if (const auto number = parse_number(cell)) {
      json.number(*number);
      return;
    }
  }
  json.text(cell);
}

void write_row(JsonWriter& json, const DatasetTable& table, const std::vector<std::string>& row) {
  json.begin_object();
  for (std::size_t c = 0; c < row.size(); ++c) {
    if (!row[c].empty()) write_cell(json, table.columns[c], row[c]);
  }
  json.end_object();
}

bool holds_text(const DatasetTable& table, const std::vector<std::string>& row, const std::string& wanted) {
  for (std::size_t c = 0; c < row.size(); ++c) {
    const std::string& column = table.columns[c];
    const bool is_name = column.rfind("name", 0) == 0 ||
                         (column.size() > 3 && column.rfind("_id") == column.size() - 3) ||
                         column.rfind("_code") != std::string::npos;
    if (is_name && lower_ascii(row[c]).find(wanted) != std::string::npos) return true;
  }
  return false;
}

HttpReply rows(ApiServices& s, TableShelf& tables, const ApiCall& call) {
  auto table =
      tables.load(s.database, call.text("name"), call.integer("version", 0), call.text("table") + ".csv");
  if (!table) return error_answer(call, table.error());
  const DatasetTable& all = **table;
  std::vector<std::pair<std::size_t, std::string>> filters;
  static constexpr std::pair<const char*, const char*> kFilters[] = {
      {"chain", "chain_id"}, {"product", "product_id"}, {"firm", "firm_id"}, {"region", "region_code"}};
  for (const auto& [parameter, column] : kFilters) {
    const std::string* value = call.parameter(parameter);
    if (value == nullptr) continue;
    const std::size_t position = all.column(column);
    if (position == all.columns.size() && !all.columns.empty()) {
      ApiProblem problem = problem_of("bad_parameter");
      problem.faults.push_back(
          {"", parameter, say(call.language, "该表没有此列", "a filter that the table has a column for")});
      return problem_answer(call, problem);
    }
    filters.emplace_back(position, *value);
  }
  const std::string wanted = lower_ascii(call.text("q"));
  std::vector<const std::vector<std::string>*> found;
  for (const auto& row : all.rows) {
    const bool fits = std::all_of(filters.begin(), filters.end(),
                                  [&](const auto& filter) { return row[filter.first] == filter.second; });
    if (fits && (wanted.empty() || holds_text(all, row, wanted))) found.push_back(&row);
  }
  const auto page = page_of(call);
  if (!page) return error_answer(call, page.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("version").integer(all.version);
  json.key("count").integer(static_cast<std::int64_t>(found.size()));
  write_page(json, *page, found.size(), [&](std::size_t i) { write_row(json, all, *found[i]); });
  json.end_object();
  return json_answer(200, json.take());
}

HttpReply export_files(ApiServices& s, const ApiCall& call) {
  const std::string name = call.text("name");
  std::int64_t version = call.integer("version", 0);
  if (version == 0) {
    auto newest = find_dataset(s.database, name);
    if (!newest) return error_answer(call, newest.error());
    version = newest->newest_version;
  }
  auto stored = read_version(s.database, name, version);
  if (!stored) return error_answer(call, stored.error());
  stored->erase("supplies.csv");
  auto logged = log_audit(s.database, event_of(call.caller().actor, call.time, "export.product_level",
                                               "dataset", name + "@" + std::to_string(version), ""));
  if (!logged) return error_answer(call, logged.error());
  JsonWriter json(JsonWriter::Layout::kCompact);
  json.begin_object().key("version").integer(version).key("files").begin_object();
  for (const auto& [file, text] : dataset_texts(*stored)) json.key(file).text(text);
  json.end_object().end_object();
  return json_answer(200, json.take());
}

}  // namespace

ApiEndpoints dataset_endpoints(ApiServices& s) {
  auto tables = std::make_shared<TableShelf>();
  const auto located = [&s](const ApiCall& call) { return locate_dataset(s.database, call); };
  return {
      {"list_datasets", [&s](const ApiCall& call) { return datasets(s, call); }, {}},
      {"read_dataset", [&s](const ApiCall& call) { return dataset(s, call); }, located},
      {"list_versions", [&s](const ApiCall& call) { return versions(s, call); }, located},
      {"list_rows", [&s, tables](const ApiCall& call) { return rows(s, *tables, call); }, located},
      {"export_dataset", [&s](const ApiCall& call) { return export_files(s, call); }, located},
  };
}

}  // namespace tenon
