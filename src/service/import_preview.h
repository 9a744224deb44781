// What an import would do, without doing it: counts, faults, and the break points whose level would change.
// Nothing is written but the entry of the audit chain that the newest version was read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/fault.h"
#include "base/result.h"
#include "service/audit_log.h"
#include "service/dataset_shelf.h"

namespace tenon {

struct ImportQuestion {
  std::string name;                                       // of the dataset
  std::map<std::string, std::string, std::less<>> files;  // whole, as they would be afterwards
  std::set<std::string, std::less<>> given;               // of them, those that the caller brings
  std::optional<std::int64_t> expected;                   // as ImportOptions has it
  bool with_levels = false;                               // compare break points
  bool with_supplies = false;                             // say which rows of the store do not fit
  bool with_supply_counts = false;                        // count rows of supplies
  Actor actor;
  UtcTime time;
};

// Data rows, the header not counted.
struct FilePreview {
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t unchanged = 0;
  std::size_t removed = 0;
};

struct LevelPreview {
  std::string subject_kind;  // product, firm
  std::string subject_id;
  std::string name_zh;
  std::string name_en;
  std::string level_before;  // empty: there was no such subject
  std::string level;         // empty: it would be gone
  std::optional<double> score_before;
  std::optional<double> score;
};

struct ImportPreview {
  std::int64_t before = 0;  // version; 0: the dataset would be new
  bool is_acceptable = false;
  bool is_changed = false;
  std::map<std::string, FilePreview, std::less<>> files;  // empty where it is not acceptable
  FaultList faults{1000};                                 // the first of them
  std::size_t fault_count = 0;                            // errors in all
  bool are_levels_compared = false;
  std::string scope;                 // of the comparison
  std::vector<LevelPreview> levels;  // that would change, by kind and id
};

// Faults of files that are not the caller's but stand in the store tell no value where the file is restricted
// (supplies), and without `with_supplies` they are one fault of the file. kConflict: `expected` is not the
// newest version. O(dataset), and two searches for break points.
Result<ImportPreview> preview_import(Database& database, DatasetShelf& shelf, const ImportQuestion& question);

}  // namespace tenon
