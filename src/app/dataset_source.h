// Where a command's dataset comes from: a folder, or the store.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "exchange/dataset_reader.h"
#include "service/audit_log.h"
#include "store/database.h"

namespace tenon {

// Names of datasets on the command line begin with this where they are meant to come from the store.
constexpr const char* kStorePrefix = "db:";

struct StoredName {
  std::string name;
  std::int64_t version = 0;  // 0: the newest
};

// "delta" or "delta@3". kInvalidArgument: a version that is no number above 0.
Result<StoredName> stored_name(const std::string& text);

// The user of the machine, as the audit chain names who uses the command line; `by` if it is given.
Actor command_line_actor(const std::string& by = {});
UtcTime now_utc();

// The address of the store: `address` if it is given, else $TENON_DB, else tenon.db in the current folder.
std::string store_address(const std::string& address);

// kNotFound where `must_exist` and there is none yet; others as Database::open().
Result<Database> open_store(const std::string& address, bool must_exist);

// A folder, or "db:NAME[@VERSION]" of the store at store_address(""). Errors of read_dataset(), and of the
// store.
Result<ReadDataset> read_dataset_source(const std::string& source);

}  // namespace tenon
