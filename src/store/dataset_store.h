// Datasets with all their versions.
//
// A version is what an import made of a dataset: for each file its rows, in order, as text. Only rows that
// changed are written again (row_changes.h); older versions stay readable, and going back to one makes a new
// version, so that nothing is ever lost. What the rows say is the caller's business: the first row of a file
// may be its header.
//
// Each function is one transaction; `also` is done in it, last, and may refuse. Text is UTF-8 without U+0000.
// Times are seconds since 1970-01-01 UTC.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/database.h"
#include "store/row_changes.h"
#include "store/transaction.h"

namespace tenon {

// File name to rows.
using StoredFiles = std::map<std::string, std::vector<PlacedRow>, std::less<>>;
using FileChanges = std::map<std::string, RowChanges, std::less<>>;

struct VersionNote {
  std::string by;  // who
  std::int64_t at = 0;
  std::string source;  // where it came from: a folder, a file, a form
  std::string note;    // why, in their words
};

struct DatasetVersion {
  std::int64_t version = 0;  // 1, 2, 3 …
  VersionNote note;
  std::optional<std::int64_t> restores;                 // the older version that it brought back
  std::map<std::string, RowCounts, std::less<>> files;  // of files that have rows or changed
};

struct StoredDataset {
  std::string name;
  std::string created_by;
  std::int64_t created_at = 0;
  std::int64_t newest_version = 0;
};

// A row before and after a version.
struct RowChange {
  std::string file;
  std::optional<std::string> before;
  std::optional<std::string> after;

  bool operator==(const RowChange&) const = default;
};

// By name.
Result<std::vector<StoredDataset>> list_datasets(Database& database);

// kNotFound: no dataset of this name.
Result<StoredDataset> find_dataset(Database& database, std::string_view name);

// Oldest first. kNotFound as above.
Result<std::vector<DatasetVersion>> list_versions(Database& database, std::string_view name);

// The rows of a version, 0: the newest. kNotFound: the dataset or the version.
Result<StoredFiles> read_version(Database& database, std::string_view name, std::int64_t version = 0);

// One file of it; no rows where the version has no such file.
Result<std::vector<PlacedRow>> read_version_file(Database& database, std::string_view name,
                                                 std::int64_t version, const std::string& file);

// Adds the version after `expected`, which must be the newest (0: the dataset is new, and made). Returns its
// number. kConflict: another version was added in the meantime, or the dataset exists already. A version
// without changes is refused with kInvalidArgument. Rows are written at about 300,000 a second to SQLite.
Result<std::int64_t> add_version(Database& database, std::string_view name, std::int64_t expected,
                                 const FileChanges& changes, const VersionNote& note,
                                 const TransactionStep& also = {});

// Adds a version with the rows of an older one. Errors as add_version(); kNotFound: the older one.
Result<std::int64_t> restore_version(Database& database, std::string_view name, std::int64_t expected,
                                     std::int64_t older, const VersionNote& note,
                                     const TransactionStep& also = {});

// What a version changed, by file and place, of one file if it is named; at most `limit` rows. kNotFound: the
// dataset or the version.
Result<std::vector<RowChange>> changes_of_version(Database& database, std::string_view name,
                                                  std::int64_t version, std::size_t limit,
                                                  const std::string& file = {});

}  // namespace tenon
