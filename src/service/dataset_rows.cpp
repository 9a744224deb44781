#include "service/dataset_rows.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "exchange/csv_reader.h"
#include "exchange/dataset_reader.h"

namespace tenon {
namespace {

// Columns whose values together identify a row; rows that share them are told apart by their order.
struct FileKey {
  std::string_view file;
  std::vector<std::string_view> columns;
};

const std::vector<FileKey>& file_keys() {
  static const std::vector<FileKey> keys = {
      {"regions.csv", {"region_code"}},
      {"chains.csv", {"chain_id"}},
      {"products.csv", {"product_id"}},
      {"inputs.csv", {"input_id", "product_id"}},
      {"firms.csv", {"firm_id"}},
      {"capabilities.csv", {"firm_id", "product_id", "region_code"}},
      {"supplies.csv", {"supplier_id", "customer_id", "product_id"}},
      {"shares.csv", {"product_id", "provider", "share_scope", "year"}},
      {"facts.csv", {"product_id", "metric", "scope", "year", "source"}},
      {"fact_uses.csv", {"product_id", "metric", "scope", "year", "indicator"}},
  };
  return keys;
}

std::vector<std::string> fields_of(std::string_view record) {
  CsvReader reader("", record);
  std::vector<std::string> fields;
  if (reader.next() == CsvStep::kRecord) fields.assign(reader.fields().begin(), reader.fields().end());
  return fields;
}

}  // namespace

std::vector<std::string_view> csv_records(std::string_view text) {
  std::vector<std::string_view> records;
  bool is_quoted = false;
  std::size_t begin = 0;
  for (std::size_t k = 0; k < text.size(); ++k) {
    if (text[k] == '"') is_quoted = !is_quoted;
    if (text[k] != '\n' || is_quoted) continue;
    records.push_back(text.substr(begin, k - begin));
    begin = k + 1;
  }
  if (begin < text.size()) records.push_back(text.substr(begin));
  return records;
}

RowKey dataset_row_key(std::string_view file, std::string_view header) {
  const auto known = std::find_if(file_keys().begin(), file_keys().end(),
                                  [&](const FileKey& key) { return key.file == file; });
  std::vector<std::size_t> columns;
  const std::vector<std::string> names = fields_of(header);
  if (known != file_keys().end()) {
    for (const std::string_view column : known->columns) {
      const auto at = std::find(names.begin(), names.end(), column);
      if (at != names.end()) columns.push_back(static_cast<std::size_t>(at - names.begin()));
    }
  }
  return
      [columns = std::move(columns), header = std::string(header)](std::string_view cells, std::string& key) {
        if (columns.empty() || cells == header) {
          key = cells;
          return;
        }
        const std::vector<std::string> fields = fields_of(cells);
        for (const std::size_t column : columns) {
          if (column < fields.size()) key += fields[column];
          key += '\n';
        }
      };
}

std::map<std::string, std::string, std::less<>> dataset_texts(const StoredFiles& files) {
  std::map<std::string, std::string, std::less<>> texts;
  for (const auto& [file, rows] : files) {
    std::string& text = texts[file];
    for (const PlacedRow& row : rows) (text += row.cells) += '\n';
  }
  return texts;
}

Result<Dataset> dataset_of_rows(const std::string& name, const StoredFiles& files) {
  const auto texts = dataset_texts(files);
  DatasetFiles views;
  for (const auto& [file, text] : texts) views.emplace(file, text);
  auto read = read_dataset_from(name, views);
  if (!read) return read.error();
  return std::move(read->dataset);
}

}  // namespace tenon
