// The backup registers of a store: one for each dataset and organisation, a record with all its revisions
// (record_desk.h, kind backup_register). Kept whole or not at all: what is wrong in a row refuses the file.
//
// Registers are restricted: agreements of firms. Who may is asked as for records. Errors as record_desk.h has
// them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/fault.h"
#include "base/result.h"
#include "model/backup_register.h"
#include "service/backup_search_shelf.h"
#include "service/record_desk.h"

namespace tenon {

struct KeptBackupRegister {
  RecordRow record;
  RevisionRow revision;
  BackupRegister reg;
};

// kNotFound: the organisation has none for the dataset.
Result<KeptBackupRegister> read_kept_register(Database& database, const std::string& dataset,
                                              const std::string& organisation, const RecordCaller& caller);

// The file as a register of the dataset: every fault of the file and every name that the dataset has not,
// with line, column and value, in `faults`. kBadInput: there is one.
Result<BackupRegister> check_register_file(const std::string& path, const ShelvedBackupSearch& ground,
                                           FaultList& faults);

// Whose the register is.
struct RegisterOwner {
  std::string organisation_id;
  std::string region_code;
};
// `expected`: the revision that the caller saw, 0: there was none. kConflict: another one is newest.
Result<RecordRow> keep_register(Database& database, const ShelvedDataset& dataset, const RegisterOwner& owner,
                                const BackupRegister& reg, std::int64_t expected, const std::string& note,
                                const RecordCaller& caller);

}  // namespace tenon
