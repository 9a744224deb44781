// Datasets to a folder of CSV files (docs/formats.md), whole or not at all.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/result.h"
#include "model/dataset.h"

namespace tenon {

// Texts of the files by name. Optional files without records are left out; every column is written.
using DatasetTexts = std::map<std::string, std::string, std::less<>>;

// What reads back as exactly `dataset`; this is verified by reading it. kInvalidArgument, with the reader's
// faults, for a dataset that no folder can hold: dangling ids, cycles, texts with surrounding white space,
// codes not in their stored form. O(records), memory about three times the text.
Result<DatasetTexts> format_dataset(const Dataset& dataset);

// Writes the files into a new folder beside `folder`, flushes them and renames it to `folder`, which must not
// exist or be empty: other readers see all files or none. kInvalidArgument as above or if the folder is not
// empty, kIo if the system refuses; then nothing is left behind.
Result<void> write_dataset(const Dataset& dataset, const std::string& folder);

}  // namespace tenon
