// Datasets from a folder of CSV files (docs/formats.md): checked whole, then loaded whole or not at all.
//
// All faults of all files are found in one go; the first 100 errors and 100 warnings are kept, all are
// counted. A reference into a file that could not be read is not held against the row that makes it. Cost:
// two passes over the four files with ids, one over the others; memory is that of the records. Files are
// limited to 256 MiB each, fields and records as in csv_reader.h.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "base/result.h"
#include "model/dataset.h"

namespace tenon {

constexpr std::size_t kMaxDatasetFileBytes = std::size_t{256} << 20U;

struct ReadOptions {
  std::size_t fault_limit = 100;  // faults kept of each severity
};

struct FileCount {
  std::string file;
  bool is_present = false;
  std::size_t records = 0;  // data rows, faulty ones included
};

struct DatasetCheck {
  std::optional<Dataset> dataset;  // absent if any error stands
  FaultList faults;
  std::vector<FileCount> counts;  // one for every file that a dataset may have
};

// Contents of files by name ("products.csv"), in any supported encoding.
using DatasetFiles = std::map<std::string, std::string_view, std::less<>>;

// Everything that can be said about a folder. Never fails otherwise than by faults.
DatasetCheck check_dataset(const std::string& folder, const ReadOptions& options = {});

// The same for files in memory; `name` becomes Dataset::name.
DatasetCheck check_dataset_files(const std::string& name, const DatasetFiles& files,
                                 const ReadOptions& options = {});

struct ReadDataset {
  Dataset dataset;
  FaultList faults;  // warnings only
};

// kBadInput with all faults in the message, one a line, if any error stands; kNotFound if there is no such
// folder.
Result<ReadDataset> read_dataset(const std::string& folder, const ReadOptions& options = {});
Result<ReadDataset> read_dataset_from(const std::string& name, const DatasetFiles& files,
                                      const ReadOptions& options = {});

}  // namespace tenon
