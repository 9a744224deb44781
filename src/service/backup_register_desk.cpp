#include "service/backup_register_desk.h"

#include <utility>

#include "exchange/backup_register_reader.h"
#include "exchange/backup_register_writer.h"
#include "remedy/resolved_register.h"

namespace tenon {
namespace {

constexpr const char* kKind = "backup_register";

// No two pairs have the same one, whatever they hold.
std::string key_of(const std::string& dataset, const std::string& organisation) {
  return std::to_string(organisation.size()) + ":" + organisation + "/" + dataset;
}

}  // namespace

Result<KeptBackupRegister> read_kept_register(Database& database, const std::string& dataset,
                                              const std::string& organisation, const RecordCaller& caller) {
  auto read = read_record_of(database, kKind, key_of(dataset, organisation), caller);
  if (!read) {
    if (read.error().code != ErrorCode::kNotFound) return read.error();
    return Error{ErrorCode::kNotFound,
                 "there is no backup register of '" + organisation + "' for dataset '" + dataset + "'"};
  }
  FaultList faults;
  auto reg = parse_backup_register(read->revision.text, kKind, faults);
  if (!reg) return reg.error();
  return KeptBackupRegister{std::move(read->record), std::move(read->revision), std::move(*reg)};
}

Result<BackupRegister> check_register_file(const std::string& path, const ShelvedBackupSearch& ground,
                                           FaultList& faults) {
  auto reg = read_backup_register(path, faults);
  if (!reg) return reg.error();
  auto resolved = resolve_register(*ground.shelved.dataset, ground.network, *reg, faults);
  if (!resolved) return resolved.error();
  return reg;
}

Result<RecordRow> keep_register(Database& database, const ShelvedDataset& dataset, const RegisterOwner& owner,
                                const BackupRegister& reg, std::int64_t expected, const std::string& note,
                                const RecordCaller& caller) {
  NewRecord record;
  record.kind = kKind;
  record.key = key_of(dataset.name, owner.organisation_id);
  record.organisation_id = owner.organisation_id;
  record.region_code = owner.region_code;
  record.classification = Classification::kRestricted;
  record.name = dataset.name;
  record.text = backup_register_csv(reg);
  record.note = note;
  record.links = {{"dataset", "dataset", dataset.name, dataset.version}};
  if (expected == 0) return make_record(database, record, caller);
  auto kept = read_record_of(database, kKind, *record.key, caller);
  if (!kept) {
    if (kept.error().code != ErrorCode::kNotFound) return kept.error();
    return Error{ErrorCode::kConflict,
                 "there is no backup register yet, so none of revision " + std::to_string(expected)};
  }
  return change_record(database, kept->record.id, expected, {record.name, record.text, note, record.links},
                       caller);
}

}  // namespace tenon
