// tenon import, export, versions, undo, store: datasets with their versions, and the database that keeps
// them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace tenon {

// What all of them have.
struct StoreOptions {
  std::string address;  // empty: $TENON_DB, else tenon.db
  std::string by;       // who; empty: the user of the machine
  std::string note;     // why
  std::string format = "table";
  std::string out;
};

struct ImportCommand : StoreOptions {
  std::string folder;
  std::string name;                      // empty: that of the folder
  std::optional<std::int64_t> expected;  // version that it was made from
  bool is_dry_run = false;
};

struct ExportCommand : StoreOptions {
  std::string dataset;  // NAME or NAME@VERSION
};

struct VersionsCommand : StoreOptions {
  std::string name;                    // empty: list the datasets
  std::optional<std::int64_t> change;  // what this version changed
  std::size_t top = 50;                // of its rows; 0: all
};

struct BreakPointsCommand : StoreOptions {
  std::string name;
  std::string scope = "YRD";
  std::string subject;  // id of a product or firm: its history; empty: the register
  bool with_closed = false;
};

struct UndoCommand : StoreOptions {
  std::string name;
  std::optional<std::int64_t> older;
};

struct StoreCopyCommand : StoreOptions {
  std::string target;  // file of a backup, or address of a database
};

// Return the exit code.
int run_import(const ImportCommand& options);
int run_export(const ExportCommand& options);
int run_versions(const VersionsCommand& options);
int run_break_points(const BreakPointsCommand& options);
int run_undo(const UndoCommand& options);
int run_store_save(const StoreCopyCommand& options);     // a backup into a new file
int run_store_restore(const StoreCopyCommand& options);  // a backup into an empty database
int run_store_copy(const StoreCopyCommand& options);     // all into another database

}  // namespace tenon
