// Datasets into the store and out of it: each import is a version, with who, when, why and what changed, and
// an entry of the audit chain; reading one is an entry, too, for supplies of firms are restricted.
//
// A dataset is checked whole before anything is written (dataset_reader.h); what is written is what changed.
// An import that changes nothing makes no version.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/fault.h"
#include "base/result.h"
#include "model/dataset.h"
#include "service/audit_log.h"
#include "store/dataset_store.h"

namespace tenon {

// Who does it, when, from where and why.
struct ImportNote {
  Actor actor;
  UtcTime time;
  std::string source;  // a folder, a file, a form
  std::string reason;  // in their words
};

struct ImportOptions {
  ImportNote note;
  // The version that the import was made from; another one in the store is a conflict. Absent: whatever is
  // newest.
  std::optional<std::int64_t> expected;
  bool is_dry_run = false;  // say what would change, write nothing
};

struct ImportReport {
  std::string dataset;
  std::int64_t before = 0;  // 0: the dataset is new
  std::int64_t after = 0;   // equal to `before`: nothing has changed, or a dry run
  bool is_changed = false;
  std::map<std::string, RowCounts, std::less<>> files;
  FaultList warnings;
};

// kConflict: somebody else imported in the meantime, or `expected` is not the newest. kInvalidArgument: a
// dataset that no folder can hold. The dataset as a folder: errors of read_dataset() as well.
Result<ImportReport> import_dataset(Database& database, const std::string& name, const Dataset& dataset,
                                    const ImportOptions& options);
Result<ImportReport> import_dataset_folder(Database& database, const std::string& name,
                                           const std::string& folder, const ImportOptions& options);

// The dataset of a version, 0: the newest. `action` is what the audit entry calls it: a permission's id.
// kNotFound: it is not there.
Result<Dataset> load_dataset(Database& database, const std::string& name, std::int64_t version,
                             const Actor& actor, UtcTime time,
                             const std::string& action = "supply.read_firm_level");

// The two halves of it, for who keeps what was read (dataset_shelf.h): reading version `version` without an
// entry of the audit chain, and the entry.
Result<Dataset> read_dataset_version(Database& database, const std::string& name, std::int64_t version);
Result<void> log_dataset_read(Database& database, const std::string& name, std::int64_t version,
                              const Actor& actor, UtcTime time, const std::string& action);

// Back to what was before the newest version, or to `older`, as a new version. Returns its number.
// kInvalidArgument: there is nothing to go back to, or nothing differs.
Result<std::int64_t> undo_import(Database& database, const std::string& name,
                                 std::optional<std::int64_t> older, const ImportNote& note);

}  // namespace tenon
