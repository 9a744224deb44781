// A dataset as rows of text, as the store keeps it: for each file its header and its records, as the writer
// of dataset folders has them (dataset_writer.h).
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/dataset.h"
#include "store/dataset_store.h"

namespace tenon {

// Records of a CSV text that ends in a line feed, without their line feeds; quoted fields may hold line
// feeds.
std::vector<std::string_view> csv_records(std::string_view text);

// What identifies a row of a dataset file: its id, or who and what it is about. The header is a row of its
// own.
RowKey dataset_row_key(std::string_view file, std::string_view header);

// What a version holds as the texts of files, and as a dataset. kBadInput: rows that are no dataset (an older
// program wrote them, or somebody else).
std::map<std::string, std::string, std::less<>> dataset_texts(const StoredFiles& files);
Result<Dataset> dataset_of_rows(const std::string& name, const StoredFiles& files);

}  // namespace tenon
